"""Saved copies: read by whoever may, changed by nobody, erased by a chief who says why."""

from pathlib import Path

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sources.models import Capture
from tests.desk.pages import desk
from tests.factories import make_article, make_capture, make_quotation, make_user

pytestmark = pytest.mark.django_db
TEXT = "<b>سطر</b> أول\nسطر ثانٍ 📰"


@pytest.fixture
def capture() -> Capture:
    return make_capture(TEXT, language="ar")


def address(view: str, row: Model) -> str:
    return reverse(f"admin:sources_capture_{view}", args=[row.pk])


def test_a_copy_is_shown_as_it_was_received_in_its_direction_with_its_hash(capture: Capture) -> None:
    page = desk(make_user("reporter")).get(address("change", capture)).content.decode()
    assert (
        '<div class="saved-text" lang="ar" dir="rtl" tabindex="0">&lt;b&gt;سطر&lt;/b&gt; أول\nسطر ثانٍ 📰</div>' in page
    )
    assert capture.sha256 in page
    assert 'name="_save"' not in page


def test_nobody_changes_a_copy(capture: Capture) -> None:
    chief = desk(make_user("chief"))
    assert chief.post(address("change", capture), {"text": "x"}).status_code == 403
    assert chief.get(reverse("admin:sources_capture_add")).status_code == 403


def test_the_panel_gets_the_text_with_language_and_direction(capture: Capture) -> None:
    answer = desk(make_user("reporter")).get(address("text", capture)).json()
    assert (answer["text"], answer["language"], answer["direction"]) == (TEXT, "ar", "rtl")


def test_the_panel_gets_nothing_without_permission_or_log_in(capture: Capture) -> None:
    stranger = make_user("reporter")
    stranger.groups.clear()
    for view in ("text", "of"):
        assert desk(stranger).get(address(view, capture)).status_code == 403
        assert Client().get(address(view, capture)).status_code == 302


def test_the_copies_of_one_article_come_newest_first_without_erased_ones() -> None:
    make_capture("A copy of another article.")
    article = make_article()
    old, new = make_capture("First text.", article=article), make_capture("Second text.", article=article)
    gone = make_capture("Third text.", article=article)
    chief = make_user("chief")
    desk(chief).post(address("erase", gone), {"because": "Order of the court of harbours."})
    answer = desk(chief).get(address("of", article)).json()
    assert [copy["id"] for copy in answer["copies"]] == [new.pk, old.pk]
    assert desk(chief).get(address("text", gone)).status_code == 404


def test_a_chief_erases_a_copy_after_being_asked_and_saying_why(capture: Capture) -> None:
    chief = desk(make_user("chief", "the-chief"))
    assert "destroyed for good" in chief.get(address("erase", capture)).content.decode()
    chief.post(address("erase", capture), {"because": " "})
    capture.refresh_from_db()
    assert capture.text == TEXT
    page = chief.post(address("erase", capture), {"because": "Order of the court of harbours."}, follow=True)
    capture.refresh_from_db()
    assert (capture.text, capture.erased_because) == ("", "Order of the court of harbours.")
    assert "the-chief · Order of the court of harbours." in page.content.decode()


def test_an_editor_may_not_erase(capture: Capture) -> None:
    editor = desk(make_user("editor"))
    assert editor.post(address("erase", capture), {"because": "x"}).status_code == 403
    assert "/erase/" not in editor.get(address("change", capture)).content.decode()


def test_a_copy_on_which_a_public_quote_rests_is_not_erased() -> None:
    capture = make_quotation().occurrences.get().capture
    page = desk(make_user("chief")).post(address("erase", capture), {"because": "An order."}).content.decode()
    assert "A quote rests on this saved copy" in page
    capture.refresh_from_db()
    assert capture.erased_at is None


@pytest.mark.parametrize("number", ["999999", "9" * 30])
def test_numbers_that_do_not_exist(number: str) -> None:
    chief = desk(make_user("chief"))
    assert chief.get(f"/en/desk/sources/capture/text/{number}/").status_code == 404
    assert chief.get(f"/en/desk/sources/capture/of/{number}/").json() == {"copies": []}


def test_what_was_received_is_saved_as_a_file_and_never_shown(capture: Capture) -> None:
    reporter = desk(make_user("reporter"))
    assert address("bytes", capture) in reporter.get(address("change", capture)).content.decode()
    answer = reporter.get(address("bytes", capture))
    assert answer.content == TEXT.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nobody_gets_what_was_received_without_permission_or_after_the_erasure(capture: Capture) -> None:
    stranger = make_user("reporter")
    stranger.groups.clear()
    assert desk(stranger).get(address("bytes", capture)).status_code == 403
    assert Client().get(address("bytes", capture)).status_code == 302
    chief = desk(make_user("chief"))
    chief.post(address("erase", capture), {"because": "Order of the court of harbours."})
    assert chief.get(address("bytes", capture)).status_code == 404
    assert address("bytes", capture) not in chief.get(address("change", capture)).content.decode()


def test_lost_bytes_are_said_kindly_and_the_text_is_still_there(
    capture: Capture, settings: Settings, tmp_path: Path
) -> None:
    empty = {"BACKEND": "sources.vault.DurableFolder", "OPTIONS": {"location": str(tmp_path / "empty")}}
    settings.STORAGES = settings.STORAGES | {"captures": empty}
    page = desk(make_user("reporter")).get(address("bytes", capture), follow=True)
    assert "missing or damaged" in page.content.decode()
    assert "سطر ثانٍ" in page.content.decode()
