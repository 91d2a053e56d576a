"""PURE. A record of a post that a person made by hand: the words as typed, who posted them, and its picture.

The record is JSON in UTF-8, of the type `application/vnd.verbatim.post+json`: {"text", "author", "platform",
"address", "published", "picture": {"sha256", "media_type"}}, of which only the text is required. The picture's bytes
are kept beside it by whoever writes the capture; the record names their hash.
"""

import hashlib
import json
from typing import Any, Final

from sources import addresses
from sources.formats.received import Received
from sources.metadata.dates import when
from sources.metadata.facts import Found, Metadata
from sources.text import Damaged, Decoded, check_visible, clean, joined
from sources.unread import PicturesUnread

MEDIA_TYPE: Final = "application/vnd.verbatim.post+json"
EXTRACTOR: Final = ("post", "1")
"""Marks the text as typed by hand: no file says the same."""


def record_of(
    *,
    text: str,
    author: str,
    platform: str = "",
    address: str = "",
    published: str = "",
    picture: bytes = b"",
    picture_type: str = "",
) -> bytes:
    """The bytes of a record. `published` is an ISO 8601 date or moment."""
    record: dict[str, Any] = {"text": text, "author": author}
    record |= {
        name: value for name, value in (("platform", platform), ("address", address), ("published", published)) if value
    }
    if picture:
        record["picture"] = {"sha256": hashlib.sha256(picture).hexdigest(), "media_type": picture_type}
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def read(received: Received) -> Decoded:
    try:
        record = json.loads(received.content.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise Damaged(format="JSON") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise Damaged(format="JSON")
    paragraphs = (part.strip("\n") for part in clean(record["text"]).split("\n\n"))
    text, blocks = joined(("body", part) for part in paragraphs if part.strip())
    check_visible(text)
    unread = (PicturesUnread({"count": 1}),) if record.get("picture") else ()
    return Decoded(text, blocks, "utf-8", *EXTRACTOR, unread, _metadata(record))


def _metadata(record: dict[str, Any]) -> Metadata:
    author, platform, published = _fact(record, "author"), _fact(record, "platform"), when(record.get("published"))
    return Metadata(
        authors=(author,) if author else (),
        publication=platform,
        published=Found(published, "file") if published else None,
        canonical_address=_address(record),
    )


def _fact(record: dict[str, Any], name: str) -> Found[str] | None:
    value = record.get(name)
    words = " ".join(value.split())[:200] if isinstance(value, str) else ""
    return Found(words, "file") if words else None


def _address(record: dict[str, Any]) -> Found[str] | None:
    try:
        return Found(addresses.canonical_address(str(record.get("address") or "")), "file")
    except addresses.AddressRefused:
        return None
