"""What counts as an archive's copy of a page, and what does not."""

from datetime import UTC, datetime

import pytest

from sources.mementos import memento_of, request_address

PAGE = "https://outlet.example/news/1?id=20250101000000"
SAVE = "https://archive.example/save/"
COPY = f"https://archive.example/web/20260102030405/{PAGE}"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SAID = "Fri, 02 Jan 2026 03:04:05 GMT"


def found(address: str = SAVE + PAGE, **headers: str) -> tuple[str, datetime] | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    copy = memento_of(PAGE, endpoint=SAVE, address=address, headers=named)
    return (copy.address, copy.saved_at) if copy else None


def test_the_address_of_the_page_goes_to_the_end_or_into_its_place() -> None:
    assert request_address(SAVE, PAGE) == SAVE + PAGE
    wished = request_address("https://archive.example/?save={address}&all=1", PAGE)
    assert wished == "https://archive.example/?save=https%3A%2F%2Foutlet.example%2Fnews%2F1%3Fid%3D20250101000000&all=1"


def test_the_page_to_which_the_archive_leads_is_the_copy() -> None:
    assert found(COPY) == (COPY, MOMENT)


@pytest.mark.parametrize("form", ["http://outlet.example/a/", "https://www.outlet.example/a", "outlet.example/a"])
def test_archives_write_one_address_in_several_forms(form: str) -> None:
    copy = f"https://archive.example/web/20260102030405id_/{form}"
    found = memento_of("https://outlet.example/a", endpoint=SAVE, address=copy, headers={})
    assert found is not None
    assert (found.address, found.saved_at) == (copy, MOMENT)


def test_a_page_in_arabic_letters_is_named_encoded_or_not() -> None:
    page = "https://outlet.example/%D9%85%D9%8A%D9%86%D8%A7%D8%A1"
    copy = "https://archive.example/web/20260102030405/https://outlet.example/ميناء"
    assert memento_of(page, endpoint=SAVE, address=copy, headers={}) is not None


def test_content_location_names_the_copy_on_its_own_host() -> None:
    assert found(content_location=f"/web/20260102030405/{PAGE}") == (COPY, MOMENT)


def test_a_link_of_rfc_7089_names_the_copy_and_its_moment() -> None:
    link = f'<{PAGE}>; rel="original", <https://archive.example/c/{PAGE}>; rel="first memento"; datetime="{SAID}"'
    assert found(link=link) == (f"https://archive.example/c/{PAGE}", MOMENT)


def test_memento_datetime_dates_the_answer_itself() -> None:
    address = f"https://archive.example/c/{PAGE}"
    assert found(address, memento_datetime=SAID) == (address, MOMENT)


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (SAVE + PAGE, {}),
        (COPY.replace("archive.example", "elsewhere.example"), {}),
        (COPY.replace("archive.example", "archive.example:8443"), {}),
        (COPY.replace("news/1", "news/2"), {}),
        # Another page whose address begins or ends alike.
        (f"{COPY}1", {}),
        (f"{COPY}&page=2", {}),
        (COPY.replace("outlet.example", "false-outlet.example"), {}),
        (COPY.replace("https://outlet.example", "https://evil.example/outlet.example"), {}),
        # To follow this would save the page anew.
        (SAVE + PAGE, {"memento_datetime": SAID}),
        (SAVE + PAGE, {"content_location": f"https://[{COPY}"}),
        (SAVE + PAGE, {"link": f'<http://[::1/web/{PAGE}>; rel="memento"; datetime="{SAID}"'}),
        (COPY.replace("20260102030405", "20269902030405"), {}),
        (SAVE + PAGE, {"content_location": f"https://elsewhere.example/web/20260102030405/{PAGE}"}),
        (SAVE + PAGE, {"link": f'<javascript:alert(1)//{PAGE}>; rel="memento"; datetime="{SAID}"'}),
        (SAVE + PAGE, {"link": f'<https://archive.example/c/{PAGE}>; rel="timemap"; datetime="{SAID}"'}),
        (PAGE, {"memento_datetime": SAID}),
        ("https://archive.example/error?[", {"memento_datetime": "long ago"}),
    ],
)
def test_what_names_no_copy_of_this_page_there_is_none(address: str, headers: dict[str, str]) -> None:
    assert found(address, **headers) is None
