"""PURE. Feeds: RSS 0.9 to 2.0, RDF and Atom (RFC 4287), as feedparser reads them, and the feeds that a page offers.

What stands in a feed are words of others: titles become plain text on one line, addresses are those of web pages or
none, and of an endless feed the first entries alone are taken.
"""

import io
import re
from calendar import timegm
from collections.abc import Iterable
from datetime import UTC, datetime
from time import struct_time
from typing import Any, Final
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]
from lxml import etree, html  # type: ignore[import-untyped]

from sources import addresses
from sources.feed_entries import Entry, FeedRead, NotAFeed
from sources.page import parse
from sources.text import TextRefused, characters, clean

MOST_ENTRIES: Final = 300
MOST_OFFERED: Final = 20
TITLE: Final = 500
IDENTITY: Final = 500
FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
HTML_SIGN: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.I)
PERIODS: Final = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def read_feed(content: bytes, *, address: str, media_type: str = "", charset: str | None = None) -> FeedRead:
    """The feed at `address`; `NotAFeed` where it is none. Raises nothing else of its own."""
    declared = f"{media_type}; charset={charset}" if charset else media_type
    headers = {"content-location": address, **({"content-type": declared} if declared else {})}
    if HTML_SIGN.search(content[:2048]):
        return FeedRead(offered=_offered(content, address, charset))
    read = feedparser.parse(io.BytesIO(content), response_headers=headers)
    if not read.version:
        raise NotAFeed
    entries = [_entry(one, address) for one in read.entries[:MOST_ENTRIES]]
    usable = {one.identity: one for one in reversed(entries) if one is not None}
    return FeedRead(
        title=_line(read.feed.get("title", "")),
        entries=tuple(reversed(usable.values())),
        useless=entries.count(None),
        minutes=_minutes(read.feed),
    )


def _entry(one: Any, base: str) -> Entry | None:
    """The entry, None where it leads to no page on the web."""
    link = one.get("feedburner_origlink") or one.get("link") or ""
    if not link and str(one.get("id", "")).startswith(("http://", "https://")):
        link = one["id"]
    try:
        address = addresses.canonical_address(urljoin(base, link)) if link else ""
    except (addresses.AddressRefused, ValueError):
        return None
    if not address:
        return None
    identity = clean(str(one.get("id") or address))[:IDENTITY]
    moment = one.get("updated_parsed") or one.get("published_parsed")
    return Entry(identity, address, _line(one.get("title", "")), _moment(moment))


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
    links = root.iter("link") if root is not None else ()
    found = dict(_feeds_in(links, base))
    if not found:
        raise NotAFeed
    return tuple(found.items())[:MOST_OFFERED]


def _feeds_in(links: Iterable[Any], base: str) -> Iterable[tuple[str, str]]:
    for link in links:
        relation = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" not in relation or kind not in FEED_TYPES or not link.get("href"):
            continue
        try:
            yield addresses.canonical_address(urljoin(base, link.get("href"))), _line(link.get("title") or "")
        except (addresses.AddressRefused, ValueError):
            continue
