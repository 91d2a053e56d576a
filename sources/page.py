"""PURE. One walk over the parsed tree of an HTML page into its blocks, in the order of the document.

Only what a reader of the page could see is kept, white space collapsed as a browser does (CSS Text 3, section 4.1). A
block's kind comes from the elements around it (`sources.chrome`) and from where the article is (`sources.article`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from sources.chrome import Zone, is_caption, is_hidden, zone_of
from sources.words import names

Kind = Literal["title", "body", "heading", "caption", "chrome"]

UNSEEN: Final = names(
    "head script style noscript template svg math iframe object embed audio video canvas select textarea datalist"
)
OBJECTS: Final = names("iframe object embed audio video canvas")
KINDS: Final[dict[str, Kind]] = {
    "h1": "title",
    **dict.fromkeys(names("h2 h3 h4 h5 h6"), "heading"),
    **dict.fromkeys(names("figcaption caption"), "caption"),
}
BREAKS: Final = frozenset(KINDS) | names(
    "address article aside blockquote body button center dd details dialog div dl dt fieldset figure footer form frame"
    " header hr html legend li main menu nav ol optgroup p pre section summary table tbody td tfoot th thead tr ul"
)
PICTURES: Final = names("img picture video amp-img")
ARTICLES: Final = names("article main")
LIST_LIKE: Final = names("ul ol div section table")
# The white space that HTML collapses. A no-break space is a character of the text.
COLLAPSED: Final = re.compile("[ \t\n\f\r]+")
LINE_END, KEPT_SPACE, KEPT_TAB = "\x0b", "\x01", "\x02"
"""Stand for `br` and for what `pre` keeps until white space is collapsed."""
STAND_INS: Final = str.maketrans({LINE_END: " ", KEPT_SPACE: "\ufffd", KEPT_TAB: "\ufffd"})
STAND_IN: Final = re.compile("[\x0b\x01\x02]")
PARAGRAPH_END: Final = re.compile(r"(?:\x0b[ \t\n\f\r]*){2,}")
# A tag with more is no author's; the parser compares each attribute with all before it.
LONGEST_TAG: Final = 20_000
MOST_ATTRIBUTES: Final = 400
CREDIT: Final = re.compile(
    r"(?:photos?|images?|pictures?|credits?|crédit|fotos?|imagen|фото|изображение|تصوير|صورة|الصورة|图|图片|摄影)"
    r"(?:\s+(?:by|credit|de|d'))?\s*[:：/|©-]|(?:©|\(c\))",
    re.I,
)
LONGEST_CREDIT: Final = 200
SHORT_LINK: Final = 150


@dataclass(slots=True)
class Element:
    """What is remembered of an element: `first` to `last` are the numbers of its blocks, the last not included.
    `letters` and `linked` count its text, and how much of it stands in links."""

    tag: str
    parent: int
    zone: Zone | None = None
    is_hidden: bool = False
    letters: int = 0
    linked: int = 0
    links: int = 0
    first: int = 0
    last: int = 0
    has_h1: bool = False
    has_block: bool = False
    has_picture: bool = False


@dataclass(slots=True)
class Piece:
    """A block before it is decided whether it belongs to the article."""

    kind: Kind
    text: str
    zone: Zone | None
    linked: int = 0


@dataclass(slots=True)
class Walked:
    pieces: list[Piece] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    objects: int = 0
    """Players and frames outside the chrome, whose content is not in the text."""


class State(NamedTuple):
    kind: Kind = "body"
    zone: Zone | None = None
    is_seen: bool = True
    is_kept: bool = False
    """White space as it is written (`pre`)."""
    in_link: bool = False
    in_picture: bool = False


def parse(page: str) -> tuple[etree._Element | None, bool]:
    """The root of the page, None where there is no element, and whether its end was lost because it is nested deeper
    than the parser follows."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, recover=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(_without_long_tags(page).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, False
    return root, any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)


def walk(root: etree._Element | None) -> Walked:
    walker = _Walker()
    if root is not None:
        walker.measure(root)
        walker.read(root)
    return walker.walked


def _without_long_tags(page: str) -> str:
    """Without the attributes of tags that have hundreds of them."""
    parts = page.split(">")
    for at, part in enumerate(parts):
        opening = part.rfind("<") if len(part) > LONGEST_TAG else -1
        if opening >= 0 and part[opening + 1 : opening + 2].isalpha():
            words = part[opening:].split(None, MOST_ATTRIBUTES)
            if len(words) > MOST_ATTRIBUTES:
                parts[at] = part[:opening] + words[0]
    return ">".join(parts)


class _Walker:
    def __init__(self) -> None:
        self.walked = Walked()
        self._chunks: list[tuple[str, State]] = []
        self._after_picture = False

    def measure(self, root: etree._Element) -> None:
        """First pass: how much text and how many links every element holds."""
        elements, open_ones = self.walked.elements, [-1]
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(node.tag, str):
                continue
            if event == "start":
                elements.append(Element(node.tag, open_ones[-1]))
                open_ones.append(len(elements) - 1)
                elements[-1].letters = _letters(node.text) if node.tag not in UNSEEN else 0
                continue
            number = open_ones.pop()
            if open_ones[-1] >= 0:
                _add_up(elements[open_ones[-1]], elements[number], node.tail)

    def read(self, root: etree._Element) -> None:
        """Second pass: the blocks."""
        states, numbers, number = [State()], [-1], -1
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(node.tag, str):
                continue
            if event == "start":
                number += 1
                numbers.append(number)
                states.append(self._opened(node, number, states[-1]))
                self._add(node.text, states[-1])
                continue
            self._close(node.tag, numbers.pop())
            states.pop()
            self._add(node.tail, states[-1])
        self._end_block()

    def _opened(self, node: etree._Element, number: int, state: State) -> State:
        tag, element = node.tag, self.walked.elements[number]
        if tag in BREAKS:
            self._end_block()
        elif tag == "br":
            self._chunks.append((LINE_END, state))
        element.first = len(self.walked.pieces)
        if tag in PICTURES:
            self._after_picture = True
        attributes = dict(node.attrib) if node.attrib else {}
        state = self._within(tag, attributes, element, state)
        if tag in OBJECTS and state.zone is None:
            self.walked.objects += 1
        return state

    def _within(self, tag: str, attributes: dict[str, str], element: Element, state: State) -> State:
        if not state.is_seen or tag in UNSEEN:
            return state._replace(is_seen=False)
        small = 2 * element.letters <= max(1, self.walked.elements[0].letters)
        if attributes and small and tag != "body" and is_hidden(attributes):
            if not element.has_block and tag not in BREAKS:
                return state._replace(is_seen=False)
            state = state._replace(zone=state.zone or "hidden")
        zone = state.zone or self._zone(tag, attributes, element, small)
        kind = KINDS.get(tag, state.kind)
        in_picture = (state.in_picture or (tag == "figure" and element.has_picture)) and tag not in {
            "blockquote",
            "table",
        }
        if kind == "body" and (in_picture or (small and attributes and is_caption(attributes))):
            kind = "caption"
        elif tag == "blockquote" and state.in_picture:
            kind = "body"
        return State(kind, zone, True, state.is_kept or tag == "pre", state.in_link or tag == "a", in_picture)

    def _zone(self, tag: str, attributes: dict[str, str], element: Element, small: bool) -> Zone | None:
        zone = zone_of(tag, attributes) if attributes or tag in KINDS or tag in BREAKS else None
        if zone == "element" and (tag != "form" or small):
            return zone
        if zone and small and not element.has_h1:
            return zone
        if tag == "header" and not element.has_h1 and not self._is_in_article(element):
            return "element"
        many_links = element.links >= 4 and 10 * element.linked > 6 * element.letters
        return "links" if many_links and tag in LIST_LIKE and not element.has_h1 else None

    def _is_in_article(self, element: Element) -> bool:
        """Whether an ancestor is an article; few pages have many headers, and few ancestors are looked at."""
        at = element.parent
        for _ in range(64):
            if at < 0:
                return False
            if self.walked.elements[at].tag in ARTICLES:
                return True
            at = self.walked.elements[at].parent
        return True

    def _close(self, tag: str, number: int) -> None:
        if tag in BREAKS:
            self._end_block()
        self.walked.elements[number].last = len(self.walked.pieces)

    def _add(self, text: str | None, state: State) -> None:
        if text and state.is_seen:
            self._chunks.append((_plain(text, is_kept=state.is_kept), state))

    def _end_block(self) -> None:
        if not self._chunks:
            return
        chunks, self._chunks = self._chunks, []
        kind, zone, linked = _most(chunks)
        words = "".join(text for text, _ in chunks)
        for part in PARAGRAPH_END.split(words):
            text = _collapsed(part)
            if text:
                self._append(Piece(kind, text, zone, linked))

    def _append(self, piece: Piece) -> None:
        if (
            self._after_picture
            and piece.kind == "body"
            and len(piece.text) <= LONGEST_CREDIT
            and CREDIT.match(piece.text)
        ):
            piece.kind = "caption"
        self._after_picture = False
        if piece.zone is None and piece.kind == "body" and len(piece.text) <= SHORT_LINK:
            piece.zone = "links" if 5 * piece.linked > 4 * _letters(piece.text) else None
        self.walked.pieces.append(piece)


def _letters(text: str | None) -> int:
    return len(text) - text.count(" ") - text.count("\n") if text else 0


def _add_up(parent: Element, child: Element, tail: str | None) -> None:
    parent.letters += child.letters
    if parent.tag not in UNSEEN:
        parent.letters += _letters(tail)
    parent.linked += child.letters if child.tag == "a" else child.linked
    parent.links += (child.tag == "a" and child.letters > 0) + child.links
    parent.has_h1 |= child.tag == "h1" or child.has_h1
    parent.has_block |= child.tag in BREAKS or child.has_block
    parent.has_picture |= child.tag in PICTURES or child.has_picture


def _most(chunks: Iterable[tuple[str, State]]) -> tuple[Kind, Zone | None, int]:
    """Kind and zone of most of a block's letters, and how many of them stand in links."""
    kinds: dict[tuple[Kind, Zone | None], int] = {}
    linked = 0
    for text, state in chunks:
        count = _letters(text)
        kinds[state.kind, state.zone] = kinds.get((state.kind, state.zone), 0) + count
        linked += count if state.in_link else 0
    kind, zone = max(kinds, key=kinds.__getitem__)
    return kind, zone, linked


def _plain(text: str, *, is_kept: bool) -> str:
    """Text of one node, with stand-ins for the white space that collapsing has to leave alone."""
    text = text.translate(STAND_INS) if STAND_IN.search(text) else text
    if not is_kept:
        return text
    return text.replace("\n", LINE_END).replace(" ", KEPT_SPACE).replace("\t", KEPT_TAB)


def _collapsed(words: str) -> str:
    lines = [line.strip(" ") for line in COLLAPSED.sub(" ", words).split(LINE_END)]
    text = "\n".join(lines).strip("\n ")
    if KEPT_SPACE in text or KEPT_TAB in text:
        text = text.replace(KEPT_SPACE, " ").replace(KEPT_TAB, "\t").rstrip()
    return text if text.strip() else ""
