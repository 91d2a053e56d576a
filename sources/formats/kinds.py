"""PURE. Which kind of file this is: by its first bytes, else the declared type, else its name, else its look."""

import io
import re
import zipfile
from typing import Final, Literal

from sources.formats.received import Received
from sources.text import BYTE_ORDER_MARKS, MAGIC, NotText, OldWord, PasswordProtected, Picture, UnknownFormat

FormatName = Literal["plain", "html", "word", "pdf", "mail", "subtitles", "post"]

TYPES: Final[dict[str, FormatName]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
    "application/pdf": "pdf",
    "message/rfc822": "mail",
    "text/vtt": "subtitles",
    "application/x-subrip": "subtitles",
    "text/srt": "subtitles",
    "application/vnd.verbatim.post+json": "post",
}
TYPE_OF_ENDING: Final = {
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "application/xhtml+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docm": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "eml": "message/rfc822",
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
}
ENDINGS: Final = {ending: TYPES[media_type] for ending, media_type in TYPE_OF_ENDING.items()}
BINARY: Final = frozenset({"word", "pdf"})
PICTURES: Final = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x00", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS"),
    *(b"\x1aE\xdf\xa3", b"OggS", b"ID3", b"fLaC", b"\xff\xfb"),
)
OTHERS: Final = (
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"%!PS", "PostScript"),
)
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
PAGE_START: Final = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html[\s>])", re.I | re.S
)
ZIP_FORMS: Final = (("word/", "word"), ("xl/", "Excel"), ("ppt/", "PowerPoint"), ("mimetype", "OpenDocument, EPUB"))


def kind_of(received: Received) -> FormatName:
    """The reader for it; `NotText` or `PasswordProtected` where there is none."""
    by_bytes = _by_bytes(received.content)
    if by_bytes:
        return by_bytes
    if received.media_type.startswith(("image/", "video/", "audio/")) and received.media_type != "image/svg+xml":
        raise Picture
    declared, named = TYPES.get(received.media_type), ENDINGS.get(received.file_name.rpartition(".")[2].lower())
    for kind in (declared, named):
        if kind and kind not in BINARY:
            return kind
    if declared in BINARY or (named in BINARY and _is_unlike_text(received.content)):
        raise NotText
    return "html" if PAGE_START.match(received.content[:2048]) else "plain"


def media_type_of_ending(ending: str) -> str | None:
    """The media type of files whose name ends so, as far as they are read here."""
    return TYPE_OF_ENDING.get(ending.lower())


def is_plain(received: Received) -> bool:
    """Whether it is certainly a plain text, declared so and with nothing that says otherwise: our own code alone
    reads it, in linear time and without a library."""
    ending = received.file_name.rpartition(".")[2].lower() if "." in received.file_name else ""
    declared = received.media_type.partition(";")[0].strip().lower()
    start = received.content[:2048]
    looks = start.startswith((*MAGIC, *PICTURES, *(mark for mark, _ in OTHERS), b"WEBVTT")) or PAGE_START.match(start)
    return declared == "text/plain" and ending not in ENDINGS and not looks


def _by_bytes(content: bytes) -> FormatName | None:
    start = content[:1024]
    if start.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        return "subtitles" if start[3:].startswith(b"WEBVTT") else None
    if (
        start.startswith(PICTURES)
        or start[4:8] == b"ftyp"
        or (start[:4] == b"RIFF" and start[8:12] in (b"WEBP", b"WAVE", b"AVI "))
    ):
        raise Picture
    if start.startswith(OLD_OFFICE):
        raise PasswordProtected if ENCRYPTED in content else OldWord
    for mark, name in OTHERS:
        if start.startswith(mark):
            raise UnknownFormat(format=name)
    if start.startswith(b"PK\x03\x04"):
        return _of_zip(content)
    # The header may stand anywhere in the first kilobyte (PDF 1.7, implementation note 13).
    if start.lstrip().startswith(b"%PDF-") or (b"%PDF-" in start and _is_unlike_text(start)):
        return "pdf"
    return "subtitles" if re.match(rb"WEBVTT(?:\s|$)", start) else None


def _of_zip(content: bytes) -> FormatName:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.namelist()[:1000]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnknownFormat(format="ZIP") from error
    for start, name in ZIP_FORMS:
        if any(member.startswith(start) for member in members):
            if name == "word":
                return "word"
            raise UnknownFormat(format=name)
    raise UnknownFormat(format="ZIP")


def _is_unlike_text(content: bytes) -> bool:
    return b"\x00" in content[:4096] or any(byte > 0x7F for byte in content[:1024])
