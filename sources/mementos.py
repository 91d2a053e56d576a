"""PURE. What a web archive answered to the wish to save a page: the saved page's own address and its moment.

An archive names what it saved as RFC 7089 says (Memento-Datetime, a Link with rel="memento") or as those do that run
pywb or the Wayback Machine: they lead to, or name in Content-Location, an address with fourteen digits before the
page's own.

    request_address("https://archive.example/save/", "https://outlet.example/a")
        ->  "https://archive.example/save/https://outlet.example/a"
    memento_of("https://outlet.example/a", endpoint="https://archive.example/save/",
               address="https://archive.example/web/20260102030405/https://outlet.example/a", headers={})
        ->  Memento("https://archive.example/web/20260102030405/https://outlet.example/a", 2026-01-02 03:04:05 UTC)
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

PLACE: Final = "{address}"
"""Where the page's address goes into an endpoint, percent-encoded; without it the address goes to its end as it is."""
LONGEST: Final = 2000
MOMENT: Final = re.compile(r"(?:^|/)([0-9]{14})(?:[a-z]{2}_)?/")
LINK: Final = re.compile(r"<([^<>]*)>([^<]*)")
IS_MEMENTO: Final = re.compile(r';\s*rel\s*=\s*(?:"(?:[^"]*\s)?memento(?:\s[^"]*)?"|memento\b)', re.IGNORECASE)
LINK_MOMENT: Final = re.compile(r';\s*datetime\s*=\s*"([^"]*)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Memento:
    """A page as an archive saved it (URI-M in RFC 7089), and when."""

    address: str
    saved_at: datetime


def request_address(endpoint: str, page: str) -> str:
    """What is asked so that the archive saves the page."""
    return endpoint.replace(PLACE, quote(page, safe="")) if PLACE in endpoint else endpoint + page


def memento_of(page: str, *, endpoint: str, address: str, headers: Mapping[str, str]) -> Memento | None:
    """What the answer names as the saved copy of `page`; `address` is where it came from after all redirects, `headers`
    have lower-case names.

    None where it names none, one of another page, or one at another host than the endpoint's: an archive speaks for its
    own copies alone.
    """
    named = [*_linked(headers.get("link", "")), *_located(address, headers)]
    for found, moment in named:
        place = urljoin(address, found)
        saved_at = _http_date(moment) or _in_address(place, page)
        if saved_at and len(place) <= LONGEST and _is_of(place, endpoint) and _names(place, page):
            return Memento(place, saved_at)
    return None


def _located(address: str, headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    moment = headers.get("memento-datetime", "")
    if "content-location" in headers:
        yield headers["content-location"], moment
    yield address, moment


def _linked(header: str) -> Iterator[tuple[str, str]]:
    for address, parameters in LINK.findall(header):
        if IS_MEMENTO.search(parameters):
            moment = LINK_MOMENT.search(parameters)
            yield address, moment[1] if moment else ""


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _in_address(place: str, page: str) -> datetime | None:
    """From the fourteen digits before the page's own address; digits inside of that are its own affair."""
    before = place[: _own_place(place, page)]
    for digits in MOMENT.findall(before):
        try:
            return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _is_of(place: str, endpoint: str) -> bool:
    try:
        one, other = urlsplit(place), urlsplit(endpoint)
        return one.scheme in ("http", "https") and (one.hostname, one.port) == (other.hostname, other.port)
    except ValueError:
        return False


def _names(place: str, page: str) -> bool:
    return _own_place(place, page) > 0


def _own_place(place: str, page: str) -> int:
    """Where the page's address begins in that of its copy, -1 where it does not stand there."""
    wanted = _without_scheme(page)
    return next((at for at in (place.find(wanted), unquote(place).find(unquote(wanted))) if at > 0), -1)


def _without_scheme(page: str) -> str:
    """Archives add and leave out the scheme, "www." and the last stroke."""
    return page.partition("://")[2].removeprefix("www.").rstrip("/") or page
