"""PURE. A message (RFC 5322, MIME): its subject is the title, its body the text; attachments are named, not read."""

from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Final

from sources.formats import html, plain
from sources.formats.received import Received
from sources.metadata.dates import when
from sources.metadata.facts import Found, Metadata
from sources.text import Block, Damaged, Decoded, NoTextInside, clean
from sources.unread import AttachmentUnread, Unread

EXTRACTOR: Final = ("mail", "1")
MOST_PARTS: Final = 500
MOST_NAMED: Final = 50
MOST_NESTED: Final = 100
LONGEST_HEADER: Final = 20_000
READ_ERRORS: Final = (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError)


def read(received: Received) -> Decoded:
    _check_shape(received.content)
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(received.content)
        parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False)]
        body = _body(parts)
    except READ_ERRORS as error:
        raise Damaged(format="EML") from error
    if body is None:
        raise NoTextInside(pages=1)
    decoded = _text_of(body, received)
    metadata = _metadata(message)
    text, blocks = _under_subject(decoded, metadata.title.value if metadata.title else "")
    unread = (*decoded.unread, *_attachments(parts, body))
    name, version = EXTRACTOR
    return Decoded(text, blocks, decoded.charset, name, f"{version}+{decoded.version}", unread, metadata)


def _check_shape(content: bytes) -> None:
    """The standard library takes time in the square of such headers and nestings; no mail program writes them."""
    head = content.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    unfolded = head.replace(b"\n ", b" ").replace(b"\n\t", b" ")
    is_too_long = any(len(line) > LONGEST_HEADER for line in unfolded.split(b"\n"))
    if is_too_long or content.lower().count(b"multipart/") > MOST_NESTED:
        raise Damaged(format="EML")


def _body(parts: list[EmailMessage]) -> EmailMessage | None:
    """The first plain text, else the first HTML, that is no attachment. Mail programs write the plain one for those
    who read no HTML: it says the same, without the page's furniture."""
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            is_inside = part.get_content_type() == wanted and not part.is_attachment() and not part.get_filename()
            if is_inside and str(part.get_payload() or "").strip():
                return part
    return None


def _text_of(body: EmailMessage, received: Received) -> Decoded:
    try:
        payload = body.get_payload(decode=True)
        charset = body.get_content_charset()
        flowed = str(body.get_param("format") or "").lower() == "flowed"
    except READ_ERRORS as error:
        raise Damaged(format="EML") from error
    content = payload if isinstance(payload, bytes) else b""
    part = received.part(_unflowed(content) if flowed else content, charset)
    return html.read(part) if body.get_content_type() == "text/html" else plain.read(part)


def _unflowed(content: bytes) -> bytes:
    """Lines that end with a space go on in the next one (RFC 3676, section 4); a signature's dashes do not."""
    lines = content.replace(b"\r\n", b"\n").split(b"\n")
    ends = (line if line.endswith(b" ") and line != b"-- " else line + b"\n" for line in lines)
    return b"".join(ends).removesuffix(b"\n")


def _under_subject(decoded: Decoded, subject: str) -> tuple[str, tuple[Block, ...]]:
    if not subject:
        return decoded.text, decoded.blocks
    shift = len(subject) + 2
    moved = (Block("heading" if b.kind == "title" else b.kind, b.start + shift, b.end + shift) for b in decoded.blocks)
    return f"{subject}\n\n{decoded.text}", (Block("title", 0, len(subject)), *moved)


def _metadata(message: EmailMessage) -> Metadata:
    subject, sent = _header(message, "subject"), when(_header(message, "date"))
    senders = (" ".join((name or address).split())[:200] for name, address in getaddresses([_header(message, "from")]))
    return Metadata(
        title=Found(subject, "file") if subject else None,
        authors=tuple(Found(sender, "file") for sender in senders if sender),
        published=Found(sent, "file") if sent else None,
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean(" ".join(str(message.get(name) or "").split()))[:1_000]
    except READ_ERRORS:  # the standard library stumbles over some broken headers
        return ""


def _attachments(parts: list[EmailMessage], body: EmailMessage) -> Iterator[Unread]:
    named = 0
    for part in parts:
        is_text = part.get_content_type() in ("text/plain", "text/html")
        if part is body or part.is_multipart() or (is_text and not _is_attached(part)):
            continue
        named += 1
        if named <= MOST_NAMED:
            yield AttachmentUnread({"name": _name(part)})


def _is_attached(part: EmailMessage) -> bool:
    try:
        return part.is_attachment() or bool(part.get_filename())
    except READ_ERRORS:
        return True


def _name(part: EmailMessage) -> str:
    try:
        return clean(" ".join((part.get_filename() or part.get_content_type()).split()))[:120]
    except READ_ERRORS:
        return part.get_content_maintype()
