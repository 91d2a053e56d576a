"""PURE. What was received, as text: bytes are decoded once, and every offset afterwards counts code points of it.

Line ends become LF; NUL and lone surrogates, which PostgreSQL cannot hold, become U+FFFD; a byte order mark is not
text. Nothing else of a plain text changes, not even its white space. The other formats are read in `sources.formats`:
of them the text of their blocks is kept, with one blank line between two blocks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from sources.metadata.facts import NOTHING, Metadata
from sources.unread import Unread

BlockKind = Literal["title", "body", "heading", "caption", "chrome"]

DEFAULT_MAX_BYTES: Final = 10 * 1024 * 1024
REPLACEMENT: Final = "\ufffd"

# Encodings that the press of our languages has used, by their WHATWG labels. Guessing between one-byte encodings
# turns words into others, so none is tried unless it was declared.
CODECS: Final = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf16", "utf-16-le", "utf-16le"), "utf-16-le"),
    **dict.fromkeys(("utf-16-be", "utf-16be"), "utf-16-be"),
    **dict.fromkeys(("ascii", "us-ascii", "latin1", "iso-8859-1", "windows-1252", "cp1252"), "cp1252"),
    **{f"windows-{page}": f"cp{page}" for page in range(1250, 1259) if page != 1252},
    **{f"cp{page}": f"cp{page}" for page in range(1250, 1259) if page != 1252},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **{label: label for label in ("koi8-r", "koi8-u", "big5", "shift_jis", "euc-jp", "euc-kr")},
}
BYTE_ORDER_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
MAGIC: Final = (
    *(b"%PDF-", b"\x89PNG", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"{\\rtf"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)
META_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{1,40})", re.I)

# C0 controls other than tab, line ends and form feed, and DEL: a text has next to none of them.
CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
BINARY_SHARE: Final = 0.05
UNKEEPABLE: Final = re.compile("[\x00\ud800-\udfff]")
VISIBLE: Final = re.compile(r"[^\W_]")

PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
CREDIT: Final = re.compile(r"[-–—/|]\s*[A-Z][A-Z. ]+$")
SENTENCE_END: Final = tuple(".!?…。！？؟:؛»”\"'")
HEADING_WORDS: Final = 10


Seconds = tuple[float, float]
"""From and to, counted from the beginning of a recording."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like part of a text: code points `start` to `end`, the end not included. `at` is when it was
    said in a recording; the cues of one speech are blocks with a single line end between them."""

    kind: BlockKind
    start: int
    end: int
    at: Seconds | None = None

    def as_json(self) -> dict[str, Any]:
        place: dict[str, Any] = {"kind": self.kind, "start": self.start, "end": self.end}
        return place if self.at is None else {**place, "at": list(self.at)}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with its blocks in order, how its bytes were read, and by which version of which rules.

    `unread` names what of the file is not in the text. `metadata` is what the file says about itself. `pretence` is a
    reason of `sources.pretence` where what came is no article but, for example, a page that asks to log in.
    """

    text: str
    blocks: tuple[Block, ...]
    charset: str
    extractor: str
    version: str
    unread: tuple[Unread, ...] = ()
    metadata: Metadata = NOTHING
    pretence: str | None = None

    def blocks_json(self) -> list[dict[str, Any]]:
        return [block.as_json() for block in self.blocks]


class TextRefused(Exception):
    """What was received cannot be kept as text. The class is the reason, `params` its facts."""

    def __init__(self, **params: str | int) -> None:
        super().__init__(f"{type(self).__name__} {params or ''}".strip())
        self.params = params


class Empty(TextRefused):
    """There is not one byte."""


class Blank(TextRefused):
    """There is no letter or digit in it: white space, marks or control characters only."""


class NotText(TextRefused):
    """A picture, an archive, a PDF or other bytes that are no text."""


class TooLarge(TextRefused):
    """More than the limit. params: size, limit (bytes)."""


class UnknownCharset(TextRefused):
    """A declared encoding that we cannot read. params: charset."""


class NotInCharset(TextRefused):
    """The bytes are not valid in their encoding. params: charset, position (byte)."""


class Picture(NotText):
    """A picture or a film."""


class UnknownFormat(NotText):
    """A file of a kind that is not read here. params: format."""


class OldWord(NotText):
    """Word's file format of before 2007."""


class Damaged(TextRefused):
    """A file that breaks its own format's rules so far that it cannot be opened. params: format."""


class PasswordProtected(TextRefused):
    """It cannot be opened without its password."""


class NoTextInside(TextRefused):
    """A PDF of pictures of pages. params: pages."""


class UnpacksTooLarge(TextRefused):
    """A small file that unpacks to more than the limit. params: size, limit (bytes)."""


class ReadingTooLong(TextRefused):
    """The reading took more time than it may. params: seconds."""


class ReadingTooLarge(TextRefused):
    """The reading took more memory than it may. params: megabytes."""


class ReadingFailed(TextRefused):
    """The reader broke on it."""


def decode(
    content: bytes, *, charset: str | None = None, title: str = "", max_bytes: int = DEFAULT_MAX_BYTES
) -> Decoded:
    """The text of `content`, a plain text; `TextRefused` where there is none.

    `charset` is what the sender declared, if anything; a byte order mark is believed before it, and UTF-8 is read
    where nobody declares anything. `title` is the article's title as already known.
    """
    check_size(content, max_bytes)
    if content.startswith(MAGIC):
        raise NotText
    text, codec = characters(content, charset)
    check_visible(text)
    return Decoded(text, tuple(_plain_blocks(text, title)), codec, "plain", "1")


def characters(content: bytes, charset: str | None, *, is_page: bool = False) -> tuple[str, str]:
    """The cleaned characters of `content` and the codec that gave them; `TextRefused` where they are no text. A page's
    own `meta` is believed after what the sender declared."""
    codec, marked = _codec_of(content, charset, is_page)
    text = clean(_read(content[marked:], codec))
    _check_is_text(text)
    return text, codec


def check_size(content: bytes, max_bytes: int) -> None:
    if not content:
        raise Empty
    if len(content) > max_bytes:
        raise TooLarge(size=len(content), limit=max_bytes)


def check_visible(text: str) -> None:
    if not VISIBLE.search(text):
        raise Blank


def joined(parts: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """The text of blocks with one blank line between two of them, and their places in it."""
    blocks: list[Block] = []
    texts: list[str] = []
    at = 0
    for kind, part in parts:
        words = clean(part)
        blocks.append(Block(kind, at, at + len(words)))
        texts.append(words)
        at += len(words) + 2
    return "\n\n".join(texts), tuple(blocks)


def clean(text: str) -> str:
    """`text` as a capture keeps it: LF line ends, U+FFFD for what cannot be stored. Idempotent."""
    return UNKEEPABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def bytes_of(text: str) -> bytes:
    """The bytes of a text that was typed or pasted: UTF-8, with lone surrogates as they came."""
    return text.encode("utf-8", "surrogatepass")


def _codec_of(content: bytes, declared: str | None, is_page: bool) -> tuple[str, int]:
    """The codec, and how many bytes of mark stand before the text."""
    for mark, codec in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return codec, len(mark)
    if not declared and is_page and (found := META_CHARSET.search(content[:2048])):
        declared = found.group(1).decode("ascii")
    if not declared:
        return "utf-8", 0
    label = declared.strip().strip("\"'").lower().replace("_", "-").replace("shift-jis", "shift_jis")
    if label not in CODECS:
        raise UnknownCharset(charset=declared[:40])
    return CODECS[label], 0


def _read(content: bytes, codec: str) -> str:
    errors = "surrogatepass" if codec.startswith("utf") else "strict"
    try:
        return content.decode(codec, errors)
    except UnicodeDecodeError as error:
        if len(CONTROLS.findall(content[:4096].decode("latin-1"))) > BINARY_SHARE * min(len(content), 4096):
            raise NotText from error
        raise NotInCharset(charset=codec, position=error.start) from error


def _check_is_text(text: str) -> None:
    """NUL has become U+FFFD already, so both count: a text has a stray one, a binary file is full of them."""
    strange = len(CONTROLS.findall(text)) + text.count(REPLACEMENT)
    if strange > max(3, BINARY_SHARE * len(text)):
        raise Blank if not VISIBLE.search(text) else NotText


def _plain_blocks(text: str, title: str) -> Iterator[Block]:
    """Paragraphs are runs of lines between blank lines."""
    for found in PARAGRAPH.finditer(text):
        paragraph = found.group().rstrip()
        yield Block(_plain_kind(paragraph, title), found.start(), found.start() + len(paragraph))


def _plain_kind(paragraph: str, title: str) -> BlockKind:
    """What a plain paragraph can honestly be told to be: nothing is called chrome by its words alone."""
    if title and " ".join(paragraph.split()) == " ".join(title.split()):
        return "title"
    if "\n" in paragraph:
        return "body"
    if CREDIT.search(paragraph):
        return "caption"
    is_short = len(paragraph.split()) <= HEADING_WORDS and len(paragraph) <= 120
    return "heading" if is_short and not paragraph.endswith(SENTENCE_END) else "body"
