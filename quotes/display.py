"""How quoted words are shown: which of them get quotation marks, and what must not stay invisible.

PURE: no Django, no database, no clock. Pages, mails and the desk all show quoted words through
:func:`display`, so that one wording never carries marks in one place and none in another.

Two ways to see the problem. For a reader, marks are a promise: *these exact words were said*. For an
outlet, marks are typography: it prints ``"…"``, ``«…»`` or ``‘…’`` around words, with its commas inside or
outside. We keep the promise and drop the typography: the outlet's outer marks beside a quoted segment go,
and the marks of the words' own language come instead, exactly around the segments marked as quoted.

    direct    said "there are no limits"        ->  “there are no limits”
    mixed     relations are "without limits",   ->  relations are “without limits”,
    indirect  that relations have no limits     ->  that relations have no limits     (never marks)

Offsets are code points, as everywhere in Verbatim. Nothing here changes a word: only marks that stand at
the edge of a segment (or, in an indirect clause, marks that would promise words) are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["direct", "mixed", "indirect"]
Role = Literal["outside", "quoted", "mark", "control"]

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
"""Languages written from right to left; every other language that Verbatim knows runs from left to right."""

_GUILLEMETS = ("«", "»")
_CURLY = ("“", "”")
_MARKS: dict[str, tuple[str, str]] = {
    "ar": _GUILLEMETS,
    "fa": _GUILLEMETS,
    "ru": _GUILLEMETS,
    "uk": _GUILLEMETS,
    "es": _GUILLEMETS,
    "it": _GUILLEMETS,
    "fr": ("«\u202f", "\u202f»"),
    "de": ("„", "“"),
    "ja": ("「", "」"),
}

_DOUBLE = '"“”„‟«»‹›「」『』〝〞〟＂'
_SINGLE = "‘’‚‛'"
# Guillemets may be printed with a space towards the words («\u202foui\u202f»). A single mark that touches
# a letter on its far side is an apostrophe (l'accord, China's) and stays.
_OPENING_EDGE = re.compile(rf"(?:[«‹]\s+|[{_DOUBLE}]{{1,2}}|(?<!\w)[{_SINGLE}]{{1,2}})\Z")
# A comma or stop may stand between the words and the outlet's closing mark (American style); it is kept.
_CLOSING_EDGE = re.compile(rf"\A([.,;:!?،؛؟。，…]?)(?:\s+[»›]|[{_DOUBLE}]{{1,2}}|[{_SINGLE}]{{1,2}}(?!\w))")
_PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‹": "›",
    "‘": "’",
    "'": "'",
    '"': '"',
    "「": "」",
    "『": "』",
    "”": "”",
    "＂": "＂",
}
_ORTHOGRAPHIC_JOINER_LANGUAGES = frozenset({"fa", "ur"})
_JOINERS = "\u200c\u200d"
_CONTROL_NAMES = {
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}


@dataclass(frozen=True)
class Span:
    """A stretch of a capture's text: its characters and the offset of the first one (code points)."""

    start: int
    exact: str

    @property
    def end(self) -> int:
        return self.start + len(self.exact)


@dataclass(frozen=True)
class Piece:
    """A run of shown characters; `start` is its offset in the capture, None for the marks that we set.

    A piece of role "control" holds one invisible character; show :attr:`label` in its place, never the
    character.
    """

    text: str
    role: Role
    start: int | None = None

    @property
    def label(self) -> str:
        """A short visible name: "RLO", or the code point ("U+0007") where there is no usual abbreviation."""
        return _CONTROL_NAMES.get(self.text, f"U+{ord(self.text):04X}") if self.role == "control" else ""


@dataclass(frozen=True)
class Words:
    """Quoted words ready to be shown: pieces in reading order, and what `lang` and `dir` need."""

    pieces: tuple[Piece, ...]
    language: str
    kind: Kind

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def reported(self) -> bool:
        """True for an indirect report, which is captioned "Reported statement"."""
        return self.kind == "indirect"

    def __str__(self) -> str:
        """Plain text for mails and feeds; invisible characters appear as their names in square brackets."""
        return "".join(f"[{piece.label}]" if piece.role == "control" else piece.text for piece in self.pieces)


def direction(language: str) -> Literal["rtl", "ltr"]:
    """The value of `dir` for a BCP 47 language tag: direction("ar-EG") == "rtl"."""
    return "rtl" if _primary(language) in RIGHT_TO_LEFT else "ltr"


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def quotation_marks(language: str) -> tuple[str, str]:
    """The opening and closing mark of a language (CLDR quotationStart, quotationEnd); curly by default."""
    return _MARKS.get(_primary(language), _CURLY)


def display(kind: Kind, clause: Span, segments: Sequence[Span], language: str) -> Words:
    """Show an occurrence's words by the rules above.

    `segments` are in capture order and share the clause's coordinates. A direct or mixed occurrence
    without a segment is shown as its clause without marks: nothing in it is known to be word for word.
    """
    inner = [_without_outer_pair(segment) for segment in segments]
    if kind == "indirect" or not inner:
        pieces = _unmarked(_without_outer_pair(clause))
    elif kind == "direct" or not all(clause.start <= s.start and s.end <= clause.end for s in inner):
        pieces = _only_segments(inner, language)
    else:
        pieces = _clause_with_segments(clause, inner, language)
    return Words(tuple(_with_visible_controls(pieces, language)), language, kind)


def plain(text: str, language: str) -> Words:
    """Words without marks and with nothing invisible: a translation, the passage around a quotation."""
    return Words(tuple(_with_visible_controls([Piece(text, "outside", 0)], language)), language, "indirect")


def name_words(name: str) -> str:
    """A name as plain text, its invisible characters as labels; the joiners of Persian and Urdu spelling stay."""
    return str(plain(name, "fa"))


def quoted(text: str, language: str) -> Words:
    """A whole text inside the marks of its language; for a translation that a person has reviewed."""
    return display("direct", Span(0, text), [Span(0, text)], language)


def _without_outer_pair(span: Span) -> Span:
    """The span without blanks and one pair of marks that enclose all of it: «…» yes, ‘a’ and ‘b’ no."""
    start, text = span.start + len(span.exact) - len(span.exact.lstrip()), span.exact.strip()
    if len(text) < 3 or text[-1] not in _PAIRS.get(text[0], ""):
        return Span(start, text)
    inside = text[1:-1]
    if text[0] in inside or text[-1] in inside:
        return Span(start, text)
    return Span(start + 1 + len(inside) - len(inside.lstrip()), inside.strip())


def _unmarked(clause: Span) -> list[Piece]:
    """The clause in runs between marks that would promise words."""
    # Single marks are left: they are apostrophes as often as they promise words.
    pieces: list[Piece] = []
    run_start = 0
    text = clause.exact
    for index, character in enumerate(text):
        if character in _DOUBLE and not _inside_word(text, index):
            pieces.append(Piece(text[run_start:index], "outside", clause.start + run_start))
            run_start = index + 1
    pieces.append(Piece(text[run_start:], "outside", clause.start + run_start))
    return [piece for piece in pieces if piece.text]


def _inside_word(text: str, index: int) -> bool:
    """A Hebrew acronym (ארה"ב) and inches after a number (5") use the same sign as a quotation mark."""
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return before.isdigit() or (before.isalnum() and after.isalnum())


def _only_segments(segments: Sequence[Span], language: str) -> list[Piece]:
    pieces: list[Piece] = []
    for segment in segments:
        if pieces:
            pieces.append(Piece(" … ", "outside"))
        pieces += _marked(segment, language)
    return pieces


def _marked(segment: Span, language: str) -> list[Piece]:
    opening, closing = quotation_marks(language)
    return [Piece(opening, "mark"), Piece(segment.exact, "quoted", segment.start), Piece(closing, "mark")]


def _clause_with_segments(clause: Span, segments: Sequence[Span], language: str) -> list[Piece]:
    pieces: list[Piece] = []
    position = clause.start
    for segment in segments:
        between = Span(position, clause.exact[position - clause.start : segment.start - clause.start])
        pieces += _between(between, after_segment=bool(pieces), before_segment=True)
        pieces += _marked(segment, language)
        position = segment.end
    tail = Span(position, clause.exact[position - clause.start :])
    return pieces + _between(tail, after_segment=True, before_segment=False)


def _between(span: Span, *, after_segment: bool, before_segment: bool) -> list[Piece]:
    """The outlet's own words beside a segment, without the outlet's marks that touch it."""
    text, start = span.exact, span.start
    pieces: list[Piece] = []
    if before_segment:
        text = _OPENING_EDGE.sub("", text)
    if after_segment and (edge := _CLOSING_EDGE.match(text)):
        if edge[1]:
            pieces.append(Piece(edge[1], "outside", start))
        text, start = text[edge.end() :], start + edge.end()
    if text:
        pieces.append(Piece(text, "outside", start))
    return pieces


def _with_visible_controls(pieces: Sequence[Piece], language: str) -> Iterator[Piece]:
    for piece in pieces:
        if piece.role == "mark":
            yield piece
        else:
            yield from _split_at_controls(piece, language)


def _split_at_controls(piece: Piece, language: str) -> Iterator[Piece]:
    run_start = 0
    for index in range(len(piece.text)):
        if _is_hidden(piece.text, index, language):
            if index > run_start:
                yield _part(piece, run_start, index)
            yield Piece(piece.text[index], "control", None if piece.start is None else piece.start + index)
            run_start = index + 1
    if run_start < len(piece.text):
        yield _part(piece, run_start, len(piece.text))


def _part(piece: Piece, start: int, end: int) -> Piece:
    return Piece(piece.text[start:end], piece.role, None if piece.start is None else piece.start + start)


def _is_hidden(text: str, index: int, language: str) -> bool:
    character = text[index]
    if character in "\n\t\u00ad":  # line ends, tabs and soft hyphens carry no meaning of their own on a page
        return False
    if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return False
    return not (character in _JOINERS and _joiner_is_spelling(text, index, language))


def _joiner_is_spelling(text: str, index: int, language: str) -> bool:
    """Persian and Urdu write words with the non-joiner; emoji sequences are held together by the joiner."""
    neighbours = text[index - 1 : index] + text[index + 1 : index + 2]
    if _primary(language) in _ORTHOGRAPHIC_JOINER_LANGUAGES:
        return len(neighbours) == 2 and neighbours.isalpha()
    return text[index] == "\u200d" and any(unicodedata.category(one) == "So" for one in neighbours)
