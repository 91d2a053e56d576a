"""PURE. What kind of file was sent: its declared media type, and the first bytes where that lies."""

import re
from typing import Final

from sources.unfetched import IsArchive, IsPicture, IsRecording, NotAPage

MEDIA_TYPE: Final = re.compile(r"\s*([a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,100})\s*(?:;|,|$)", re.I)
CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?([a-z0-9_:.+-]{1,40})", re.I)

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READABLE: Final = frozenset(
    {"application/xhtml+xml", "application/xml", "application/pdf", "application/x-subrip", "message/rfc822", DOCX}
)
UNDECIDED: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download"})
NO_ARTICLE: Final = frozenset({"text/css", "text/javascript", "text/ecmascript", "text/calendar", "text/vcard"})
ARCHIVES: Final = re.compile(r"application/(?:x-)?(?:zip|gzip|tar|gtar|bzip2?|xz|zstd|rar|7z|vnd\.rar)\b.*")

PICTURES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
RECORDINGS: Final = (b"OggS", b"ID3", b"\x1aE\xdf\xa3", b"fLaC", b"FLV\1")
PACKED: Final = (b"PK\x03\x04", b"\x1f\x8b", b"Rar!\x1a", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")
RIFF_PICTURE: Final = b"WEBP"
BOX_PICTURES: Final = (b"avif", b"avis", b"heic", b"heix", b"mif1")

BEFORE_THE_ROOT: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?[^>]*>|<!--.*?-->|<!doctype\s+(?!html)[^>]*>)*", re.I | re.S
)
FEED_BEGINS: Final = re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)[\s>]", re.I)


def media_type_of(header: str) -> str:
    """The media type of a Content-Type header in lower case; empty where there is none or it is none."""
    found = MEDIA_TYPE.match(header)
    return found.group(1).lower() if found else ""


def charset_of(header: str) -> str | None:
    found = CHARSET.search(header)
    return found.group(1) if found else None


def check_declared(media_type: str) -> None:
    """Refuse by its name what cannot hold an article, before it is received."""
    family = media_type.partition("/")[0]
    if family == "image":
        raise IsPicture(media_type=media_type)
    if family in ("audio", "video"):
        raise IsRecording(media_type=media_type)
    if ARCHIVES.fullmatch(media_type):
        raise IsArchive(media_type=media_type)
    is_text = family == "text" and media_type not in NO_ARTICLE
    if not (is_text or media_type.endswith("+xml") or media_type in READABLE | UNDECIDED):
        raise NotAPage(media_type=media_type)


def check_content(content: bytes, media_type: str) -> None:
    """Refuse by its first bytes what calls itself a page and is none. `media_type` is only for the message."""
    shown = media_type or "?"
    if _is_picture(content):
        raise IsPicture(media_type=shown)
    if content.startswith(RECORDINGS) or content[4:8] == b"ftyp" or _is_riff(content):
        raise IsRecording(media_type=shown)
    if content.startswith(PACKED) and not _is_word_file(content):
        raise IsArchive(media_type=shown)


def is_feed(content: bytes) -> bool:
    """Whether this is an RSS or Atom feed, by its first element."""
    return bool(FEED_BEGINS.match(content, first_element(content)))


def first_element(content: bytes) -> int:
    """Where the first element begins: pages and feeds are told apart by it, since feeds carry pages inside."""
    found = BEFORE_THE_ROOT.match(content, 0, 64 * 1024)
    return found.end() if found else 0


def _is_riff(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] in (b"WAVE", b"AVI ")


def _is_picture(content: bytes) -> bool:
    if content.startswith(b"BM"):  # two letters may begin a text; a bitmap says its own length next
        return content[2:6] == len(content).to_bytes(4, "little")
    return (
        content.startswith(PICTURES)
        or (content.startswith(b"RIFF") and content[8:12] == RIFF_PICTURE)
        or (content[4:8] == b"ftyp" and content[8:12] in BOX_PICTURES)
    )


def _is_word_file(content: bytes) -> bool:
    """A .docx is a ZIP archive whose directory, at its end, names its main part."""
    return content.startswith(b"PK\x03\x04") and b"word/document.xml" in content
