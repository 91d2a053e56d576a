"""PURE. Word documents (Office Open XML, ISO/IEC 29500), as the document reads with all tracked changes accepted.

python-docx opens the package and knows the styles; the words are taken from the XML here, because its own text leaves
out what was inserted with changes tracked.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, cast

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from sources.formats.received import Received
from sources.metadata.facts import Found, Metadata, When
from sources.page import Kind
from sources.text import Damaged, Decoded, PasswordProtected, UnpacksTooLarge, check_visible, joined
from sources.unread import CommentsUnread, DeletedUnread, EmbeddedUnread, HiddenUnread, PicturesUnread, Unread

EXTRACTOR: Final = ("word", "1")
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_MEMBERS: Final = 5_000
NOTES: Final = ("/footnotes", "/endnotes")

PARAGRAPH, TEXT, TAB, BREAK = qn("w:p"), qn("w:t"), qn("w:tab"), frozenset({qn("w:br"), qn("w:cr")})
DELETED: Final = frozenset({qn("w:del"), qn("w:moveFrom")})
TEXT_BOX, RUN, VANISH = qn("w:txbxContent"), qn("w:r"), qn("w:vanish")
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PICTURES: Final = frozenset({"{http://schemas.openxmlformats.org/drawingml/2006/picture}pic", qn("w:pict")})
COMMENT: Final = qn("w:commentReference")
OBJECTS: Final = frozenset({qn("w:object"), "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"})
PROPERTIES: Final = frozenset({qn("w:pPr"), qn("w:rPr"), qn("w:sectPr"), qn("w:tblPr")})
COUNTED: Final = (
    (PICTURES, PicturesUnread),
    (OBJECTS, EmbeddedUnread),
    (DELETED, DeletedUnread),
    (frozenset({COMMENT}), CommentsUnread),
)
HYPHENS: Final = {qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}
READ_ERRORS: Final = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    AttributeError,
    OSError,
    etree.XMLSyntaxError,
)


def read(received: Received) -> Decoded:
    _check_unpacked(received.content)
    try:
        document = Document(io.BytesIO(received.content))
        found: Counter[str] = Counter()
        parts = [*_furniture(document, found, "header"), *_blocks(document.element.body, document, found)]
        parts += [*_notes(document, found), *_furniture(document, found, "footer")]
        metadata = _metadata(document)
    except READ_ERRORS as error:
        raise Damaged(format="Word") from error
    text, blocks = joined(_with_title(parts, received.title))
    check_visible(text)
    return Decoded(text, blocks, "utf-8", *EXTRACTOR, _unread(found), metadata)


def _check_unpacked(content: bytes) -> None:
    """Before anything is unpacked: the sizes that the archive declares, which its reader holds it to."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Damaged(format="Word") from error
    size = sum(member.file_size for member in members)
    if size > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        raise UnpacksTooLarge(size=size, limit=MOST_UNPACKED)
    if any(member.flag_bits & 1 for member in members):
        raise PasswordProtected


def _blocks(root: Any, document: DocumentObject, found: Counter[str]) -> Iterator[tuple[Kind, str]]:
    """The paragraphs below `root` in order; those of text boxes follow the paragraph that they hang on."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag == PARAGRAPH:
            boxes: list[Any] = []
            text = "".join(_words(node, boxes, found)).strip(" \n")
            if text.strip():
                yield _kind(node, document), text
            waiting.extend(reversed(boxes))
        elif _is_read(node, found):
            waiting.extend(reversed(node))


def _words(paragraph: Any, boxes: list[Any], found: Counter[str]) -> Iterator[str]:
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag == TEXT_BOX:
            boxes.append(node)
        elif node.tag == TEXT:
            yield node.text or ""
        elif node.tag == TAB:
            yield "\t"
        elif node.tag in BREAK:
            yield "\n" if node.get(qn("w:type")) is None else ""
        elif node.tag in HYPHENS:
            yield HYPHENS[node.tag]
        elif _is_read(node, found):
            waiting.extend(reversed(node))


def _is_read(node: Any, found: Counter[str]) -> bool:
    if not isinstance(node.tag, str) or node.tag in PROPERTIES or node.tag == FALLBACK:
        return False
    for tags, kind in COUNTED:
        if node.tag in tags:
            found[kind.__name__] += 1
    if node.tag == RUN and _is_hidden(node):
        found[HiddenUnread.__name__] += 1
        return False
    return node.tag not in DELETED


def _is_hidden(run: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    mark = None if properties is None else properties.find(VANISH)
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off")


def _kind(paragraph: Any, document: DocumentObject) -> Kind:
    """By the paragraph's style: Word calls the built-in ones the same in every language."""
    style_id = paragraph.style
    styles = document.styles.element
    style = styles.get_by_id(style_id) if style_id else None
    name = (style.name_val if style is not None else style_id) or ""
    lower = name.lower()
    if lower == "title":
        return "title"
    if lower.startswith(("heading", "subtitle")):
        return "heading"
    return "caption" if lower == "caption" else "body"


def _with_title(parts: list[tuple[Kind, str]], title: str) -> list[tuple[Kind, str]]:
    """One title: the paragraph in Word's style for it, else the one that says the article's title, else the first
    heading before any other text."""
    wanted = " ".join(title.split())
    said = [n for n, (kind, _) in enumerate(parts) if kind == "title"]
    said = said or [
        n for n, (kind, text) in enumerate(parts) if wanted and kind != "chrome" and " ".join(text.split()) == wanted
    ]
    prose = [n for n, (kind, _) in enumerate(parts) if kind not in ("chrome", "caption")]
    if not said and prose and parts[prose[0]][0] == "heading":
        said = prose[:1]
    first = said[0] if said else -1
    return [
        ("title" if n == first else "heading" if kind == "title" else kind, text)
        for n, (kind, text) in enumerate(parts)
    ]


def _furniture(document: DocumentObject, found: Counter[str], name: str) -> Iterator[tuple[Kind, str]]:
    """Headers or footers of the pages, each once."""
    seen: set[str] = set()
    for section in document.sections:
        part = getattr(section, name)
        if part.is_linked_to_previous:
            continue
        for _, text in _blocks(part._element, document, found):
            if text not in seen:
                seen.add(text)
                yield "chrome", text


def _notes(document: DocumentObject, found: Counter[str]) -> Iterator[tuple[Kind, str]]:
    """Footnotes and endnotes, behind the text; their separators have no words."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(NOTES):
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            root = etree.fromstring(relation.target_part.blob, parser)
            for note in root:
                boxes: list[Any] = []
                texts = ("".join(_words(one, boxes, found)).strip() for one in note.iter(PARAGRAPH))
                yield from (("body", text) for text in texts if text)


def _metadata(document: DocumentObject) -> Metadata:
    about = document.core_properties
    author, title = (about.author or "").strip(), (about.title or "").strip()
    modified = about.modified
    is_known = author and author.lower() not in ("python-docx", "user", "admin")
    return Metadata(
        title=Found(title[:500], "file") if title and title.lower() != "word document" else None,
        authors=(Found(author[:200], "file"),) if is_known else (),
        modified=Found(When(modified.isoformat(timespec="seconds"), "time"), "file") if modified else None,
        language=_language(about.language or ""),
    )


def _language(code: str) -> Found[str] | None:
    short = code.partition("-")[0].lower()
    return Found(short, "file") if short.isalpha() and len(short) in (2, 3) else None


def _unread(found: Counter[str]) -> tuple[Unread, ...]:
    kinds = cast("tuple[type[Unread], ...]", (*(kind for _, kind in COUNTED), HiddenUnread))
    return tuple(kind({"count": found[kind.__name__]}) for kind in kinds if found[kind.__name__])
