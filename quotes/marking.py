"""Which of the shown words two quotations share, and which differ. PURE: no Django, no database.

The engine's evidence counts code points of the text that it compared: a wording (the quoted parts joined by
:data:`quotes.words.GAP`, or the clause where nothing is quoted) or, where the words are few, their whole clause. What
is shown are the pieces of :func:`quotes.display.display`, which count code points of the saved copy. So marks travel
from the wording to the saved copy, and are laid over the pieces there; marks that would fall outside the words (the
evidence is of an older wording) are dropped, never moved.

    places = quoted_places([Span(12, "no limits"), Span(40, "no zones")])
    capture_spans(places, [(3, 9), (12, 14)])          ->  [(15, 21), (40, 42)]
    marked(words.pieces, shared, changed)              ->  pieces cut at the marks, each "shared", "changed" or ""
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from quotes.display import Piece, Span
from quotes.words import GAP

Mark = Literal["", "shared", "changed"]
Place = tuple[int, int]
"""A half-open stretch of code points."""


@dataclass(frozen=True)
class MarkedPiece:
    piece: Piece
    mark: Mark = ""


@dataclass(frozen=True)
class Stretch:
    """Where a stretch of the compared text stands in the saved copy."""

    start: int
    end: int
    in_capture: int


def quoted_places(segments: Sequence[Span]) -> list[Stretch]:
    """The compared text is the quoted parts joined by the gap."""
    stretches, position = [], 0
    for segment in segments:
        stretches.append(Stretch(position, position + len(segment.exact), segment.start))
        position += len(segment.exact) + len(GAP)
    return stretches


def clause_place(clause: Span) -> list[Stretch]:
    """The compared text is the clause."""
    return [Stretch(0, len(clause.exact), clause.start)]


def capture_spans(stretches: Sequence[Stretch], spans: Iterable[Any]) -> list[Place]:
    """Spans of the compared text as places in the saved copy; what is no span of it is dropped."""
    whole = stretches[-1].end if stretches else 0
    return [
        (max(start, stretch.start) - shift, min(end, stretch.end) - shift)
        for start, end in _sound(spans, whole)
        for stretch in stretches
        if max(start, stretch.start) < min(end, stretch.end)
        for shift in [stretch.start - stretch.in_capture]
    ]


def marked(pieces: Iterable[Piece], shared: Sequence[Place], changed: Sequence[Place]) -> list[MarkedPiece]:
    """The pieces in order, cut where a mark begins or ends. A difference is shown before what is shared."""
    return [part for piece in pieces for part in _cut(piece, shared, changed)]


def _sound(spans: Iterable[Any], whole: int) -> list[Place]:
    pairs = [tuple(span) for span in spans if isinstance(span, list | tuple) and len(span) == 2]
    return [
        (start, end)
        for start, end in pairs
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= whole
    ]


def _cut(piece: Piece, shared: Sequence[Place], changed: Sequence[Place]) -> list[MarkedPiece]:
    if piece.start is None or piece.role in {"mark", "control"}:
        return [MarkedPiece(piece)]
    edges = _edges(piece.start, piece.start + len(piece.text), [*shared, *changed])
    return [
        MarkedPiece(Piece(piece.text[start - piece.start : end - piece.start], piece.role, start), mark)
        for start, end in pairwise(edges)
        for mark in [_mark_at(start, shared, changed)]
    ]


def _edges(start: int, end: int, places: Iterable[Place]) -> list[int]:
    inside = {edge for place in places for edge in place if start < edge < end}
    return [start, *sorted(inside), end]


def _mark_at(position: int, shared: Sequence[Place], changed: Sequence[Place]) -> Mark:
    if any(start <= position < end for start, end in changed):
        return "changed"
    return "shared" if any(start <= position < end for start, end in shared) else ""
