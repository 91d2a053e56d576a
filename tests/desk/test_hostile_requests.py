"""Every address of the desk with what nobody types: no such row, numbers too large, signs that are no text."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.desk.pages import desk
from tests.factories import make_user
from tests.inbox.making import made

pytestmark = pytest.mark.django_db

NUL = "\0"
HOSTILE = (NUL, "99999999999999999999999", "-1", "²", "a" * 5000, "1; DROP TABLE", "%00", "٣")
NUMBERS = (0, 2**31, 2**63, 10**30)
PAGING, FILTERS = ("page", "p", "o"), ("q", "state", "language", "speaker", "next", "e", "id__in", "pk__exact")
PLACES: dict[str, tuple[Any, ...]] = {
    "int": NUMBERS,
    "uuid": (UUID(int=0),),
    "str": ("0", "9" * 30),
    "path": ("9" * 30,),
}


def addresses() -> Iterator[str]:
    """Each address of the desk, its places filled with rows that are not there."""
    for pattern in _patterns(get_resolver().url_patterns, ""):
        if "/desk/" in f"/{pattern}":
            yield from _filled(f"/en/{pattern.removeprefix('en/')}")


def _patterns(found: Any, before: str) -> Iterator[str]:
    for one in found:
        route = before + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def _filled(route: str) -> Iterator[str]:
    if "(?P" in route:
        return
    start = route.find("<")
    if start < 0:
        yield route
        return
    end = route.index(">", start)
    kind = route[start + 1 : end].partition(":")[0] if ":" in route[start:end] else "str"
    for value in PLACES.get(kind, ("0",)):
        yield from _filled(f"{route[:start]}{value}{route[end + 1 :]}")


ADDRESSES = sorted(set(addresses()))


def test_the_addresses_of_the_desk_are_found() -> None:
    assert any("inbox" in one for one in ADDRESSES)
    assert len(ADDRESSES) > 100


def test_no_address_of_the_desk_fails() -> None:
    made()
    chief = desk(make_user("chief"))
    wrong = {}
    for address in ADDRESSES:
        for answer in (chief.get(address), chief.post(address, {"next": "//evil.example/", "page": NUL})):
            if answer.status_code >= 500 or "evil.example" in answer.headers.get("Location", ""):
                wrong[address] = answer.status_code
    assert wrong == {}


@pytest.mark.parametrize("value", HOSTILE)
def test_no_parameter_fails(value: str) -> None:
    made()
    chief = desk(make_user("chief"))
    for address in [one for one in ADDRESSES if not any(sign.isdigit() for sign in one)]:
        for names in (PAGING, FILTERS):
            answer = chief.get(f"{address}?{'&'.join(f'{name}={quote(value)}' for name in names)}")
            assert answer.status_code < 500, (address, names)


def test_who_is_not_logged_in_sees_and_does_nothing() -> None:
    capture = made()
    stranger = Client()
    for address in [*ADDRESSES, f"/en/desk/inbox/{capture.pk}/"]:
        for answer in (stranger.get(address), stranger.post(address)):
            assert answer.status_code in (302, 403, 404, 405, 200), address
            if answer.status_code == 200:
                assert "login" in address or "jsi18n" in address or "password" in address, address
