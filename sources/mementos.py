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
MOMENT_LAST: Final = re.compile(r"/[0-9]{14}(?:[a-z]{2}_)?/\Z")
"""Without a scheme the page's address begins only behind these."""
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
    for found, moment in [*_linked(headers.get("link", "")), *_located(address, headers)]:
        place = _joined(address, found)
        if place == request_address(endpoint, page) or not _is_of(place, endpoint):
            continue
        before = _before_page(place, page)
        saved_at = _http_date(moment) or _in_address(before or "")
        if before is not None and saved_at and len(place) <= LONGEST:
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


def _in_address(before: str) -> datetime | None:
    """From the fourteen digits before the page's own address; digits inside of that are its own affair."""
    for digits in MOMENT.findall(before):
        try:
            return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _joined(address: str, found: str) -> str:
    """Empty for what is no address."""
    try:
        return urljoin(address, found)
    except ValueError:
        return ""


def _is_of(place: str, endpoint: str) -> bool:
    try:
        one, other = urlsplit(place), urlsplit(endpoint)
        return one.scheme in ("http", "https") and (one.hostname, one.port) == (other.hostname, other.port)
    except ValueError:
        return False


def _before_page(place: str, page: str) -> str | None:
    """What stands before the page's whole address at the end of that of its copy; None where it does not stand there.

    Archives add and leave out the scheme, "www.", the last stroke and percent-encoding.
    """
    wanted, given = (unquote(one).rstrip("/") for one in (page.partition("://")[2].removeprefix("www."), place))
    before = given.removesuffix(wanted)
    if not wanted or before == given:
        return None
    before = before.removesuffix("www.")
    for scheme in ("https://", "http://"):
        if before.endswith(f"/{scheme}"):
            return before.removesuffix(scheme)
    return before if MOMENT_LAST.search(before) else None
