"""PURE. Feeds: RSS 0.9 to 2.0, RDF and Atom (RFC 4287), as feedparser reads them, JSON Feed (jsonfeed.org), and the
feeds that a page offers.

What stands in a feed are words of others: titles become plain text on one line, addresses are those of web pages or
none, and of an endless feed the first entries alone are taken.
"""

import io
import json
import re
from calendar import timegm
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from time import struct_time
from typing import Any, Final
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]
from lxml import etree, html  # type: ignore[import-untyped]

from sources import addresses
from sources.feed_entries import LONGEST_ADDRESS, Entry, FeedRead, NotAFeed
from sources.kinds import first_element
from sources.page import parse
from sources.text import TextRefused, characters, clean

MOST_ENTRIES: Final = 300
MOST_OFFERED: Final = 20
TITLE: Final = 500
IDENTITY: Final = 500
FEED_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
)
PAGE_BEGINS: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|script|link)[\s>]", re.I)
"""Of these "title" and "link" stand in feeds too, but never first."""
JSON_FEED: Final = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1")
PERIODS: Final = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def read_feed(content: bytes, *, address: str, media_type: str = "", charset: str | None = None) -> FeedRead:
    """The feed at `address`; `NotAFeed` where it is none. Raises nothing else of its own."""
    declared = f"{media_type}; charset={charset}" if charset else media_type
    headers = {"content-location": address, **({"content-type": declared} if declared else {})}
    if PAGE_BEGINS.match(content, first_element(content)):
        return FeedRead(offered=_offered(content, address, charset))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(content, address)
    read = feedparser.parse(io.BytesIO(content), response_headers=headers)
    if not read.get("version"):  # a page that begins as none should
        return FeedRead(offered=_offered(content, address, charset))
    return _feed(
        _line(read.feed.get("title", "")),
        [_entry(one, address) for one in read.entries[:MOST_ENTRIES]],
        minutes=_minutes(read.feed),
    )


def _feed(title: str, entries: list[Entry | None], *, minutes: int = 0) -> FeedRead:
    """Of entries with one identity the first counts."""
    usable = {one.identity: one for one in reversed(entries) if one is not None}
    return FeedRead(title, tuple(reversed(usable.values())), entries.count(None), minutes)


def _entry(one: Any, base: str) -> Entry | None:
    """The entry, None where it leads to no page on the web."""
    link = one.get("feedburner_origlink") or one.get("link") or ""
    if not link and str(one.get("id", "")).startswith(("http://", "https://")):
        link = one["id"]
    # Asked for what is missing, feedparser answers with the other one, and warns.
    moment = one["updated_parsed"] if "updated_parsed" in one else one.get("published_parsed")
    return _made(link, base, identity=str(one.get("id") or ""), title=one.get("title", ""), dated=_moment(moment))


def _made(link: str, base: str, *, identity: str, title: str, dated: datetime | None) -> Entry | None:
    try:
        address = addresses.canonical_address(urljoin(base, link)) if link else ""
    except (addresses.AddressRefused, ValueError):
        return None
    if not address:
        return None
    return Entry(clean(identity or address)[:IDENTITY], address, _line(title), dated)


def _json_feed(content: bytes, base: str) -> FeedRead:
    """JSON Feed 1 and 1.1; titles are plain text there."""
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotAFeed from error
    if not isinstance(feed, dict) or not JSON_FEED.match(str(feed.get("version", ""))):
        raise NotAFeed
    items = feed.get("items")
    found = [_item(one, base) for one in items[:MOST_ENTRIES]] if isinstance(items, list) else []
    return _feed(_plain(_words(feed, "title")), found)


def _item(item: Any, base: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    link, identity = _words(item, "url"), _words(item, "id")
    if not link and identity.startswith(("http://", "https://")):
        link = identity
    found = _made(link, base, identity=identity, title="", dated=_iso_moment(item))
    return replace(found, title=_plain(_words(item, "title"))) if found else None


def _words(holder: dict[str, Any], name: str) -> str:
    """A string or a number (old feeds number their items); else empty."""
    value = holder.get(name)
    return str(value).strip() if isinstance(value, str | int) else ""


def _iso_moment(item: dict[str, Any]) -> datetime | None:
    """RFC 3339, with its offset."""
    written = _words(item, "date_modified") or _words(item, "date_published")
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _moment(parsed: struct_time | None) -> datetime | None:
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _line(marked: str) -> str:
    """Marked up words as one line of plain text."""
    words = str(marked)
    if "<" in words or "&" in words:
        try:
            words = html.fromstring(f"<div>{words}</div>").text_content()
        except (etree.ParserError, ValueError):
            words = re.sub(r"<[^<>]*>", "", words)
    return _plain(words)


def _plain(words: str) -> str:
    return " ".join(clean(words).split())[:TITLE]


def _minutes(feed: Any) -> int:
    """How long the feed wants to be left alone between two looks, by RSS's `ttl` or the syndication module."""
    ttl = str(feed.get("ttl", ""))
    if ttl.isdecimal() and len(ttl) < 7:
        return int(ttl)
    period = PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower(), 0)
    often = str(feed.get("sy_updatefrequency", "1"))
    return period // max(1, int(often) if often.isdecimal() and len(often) < 7 else 1)


def _offered(content: bytes, base: str, charset: str | None) -> tuple[tuple[str, str], ...]:
    """The feeds that a page names in its head (RSS Advisory Board, autodiscovery); `NotAFeed` where there is none."""
    try:
        page, _ = characters(content, charset, is_page=True)
    except TextRefused as refusal:
        raise NotAFeed from refusal
    root, _ = parse(page)
    if root is None:
        raise NotAFeed
    found = dict(_feeds_in(root.iter("link"), _base_of(root, base)))
    if not found:
        raise NotAFeed
    return tuple(found.items())[:MOST_OFFERED]


def _base_of(root: Any, address: str) -> str:
    """What relative addresses of the page are relative to (HTML, "document base URL")."""
    own = next((one.get("href") for one in root.iter("base") if one.get("href")), "")
    try:
        return str(urljoin(address, own))
    except ValueError:
        return address


def _feeds_in(links: Iterable[Any], base: str) -> Iterable[tuple[str, str]]:
    for link in links:
        relation = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" not in relation or kind not in FEED_TYPES or not link.get("href"):
            continue
        try:
            address = addresses.canonical_address(urljoin(base, link.get("href")))
        except (addresses.AddressRefused, ValueError):
            continue
        if len(address) <= LONGEST_ADDRESS:
            yield address, _line(link.get("title") or "")
