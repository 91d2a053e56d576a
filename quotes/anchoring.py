"""Where words stand in a text. PURE.

An editor marks or types words; only the server says at which offsets they stand, and it accepts nothing but the same
letters. Where they are not there it shows the nearest place; where they stand more than once the marked place decides,
else it asks. Offsets count Unicode code points (W3C Web Annotation: TextPositionSelector, TextQuoteSelector).
"""

from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz import fuzz

CONTEXT = 48
MOST_PLACES = 20
MOST_COMPARED = 60_000_000
"""Characters of the words times characters of the text that are compared letter by letter: a quarter of a second."""
PROBES = 40
PROBE_LENGTH = 12


@dataclass(frozen=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


class AnchoringError(ValueError):
    """The words have no one place in the text."""


@dataclass
class WordsNotFound(AnchoringError):
    """The words are not in the text; `nearest` is the place that looks most like them, if any does."""

    nearest: Span | None


@dataclass
class WordsAmbiguous(AnchoringError):
    """The words stand in the text more than once and no place was marked. At most MOST_PLACES are listed."""

    places: list[Span] = field(default_factory=list)


def anchor(text: str, words: str, *, near: int | None = None) -> Span:
    """The one place of `words` in `text`; of several, the one that starts nearest to `near`.

    Raises WordsNotFound, or WordsAmbiguous when `near` is not given.
    """
    places = occurrences_of(text, words)
    if not places:
        raise WordsNotFound(nearest_place(text, words))
    if len(places) > 1 and near is None:
        raise WordsAmbiguous(places[:MOST_PLACES])
    return min(places, key=lambda place: abs(place.start - (near or 0)))


def occurrences_of(text: str, words: str) -> list[Span]:
    """Every place of `words` in `text`, overlapping ones too, in order."""
    found: list[Span] = []
    start = text.find(words) if words else -1
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = text.find(words, start + 1)
    return found


def nearest_place(text: str, words: str, least: float = 60.0) -> Span | None:
    """The stretch of `text` most like `words` (rapidfuzz's partial ratio, 0-100), or None below `least`.

    That costs the product of both lengths. Beyond MOST_COMPARED only the part of a long text is compared in which most
    pieces of the words stand, and words too long even for that get the place where their pieces put them.
    """
    words = words.strip()
    if not text or not words:
        return None
    if len(words) * len(text) <= MOST_COMPARED:
        return _most_like(text, words, least)
    start = _start_by_pieces(text, words)
    if start is None:
        return None
    slack = max(len(words), CONTEXT)
    part = Span(max(0, start - slack), min(len(text), start + len(words) + slack))
    if len(words) * (part.end - part.start) > MOST_COMPARED:
        return Span(max(0, start), min(len(text), start + len(words)))
    found = _most_like(part.of(text), words, least)
    return Span(part.start + found.start, part.start + found.end) if found else None


def _most_like(text: str, words: str, least: float) -> Span | None:
    best = fuzz.partial_ratio_alignment(words, text, score_cutoff=least)
    return Span(best.dest_start, best.dest_end) if best and best.dest_end > best.dest_start else None


def _start_by_pieces(text: str, words: str) -> int | None:
    """Where most of some pieces of the words, evenly taken, say that the words begin; it may lie before the text."""
    step = max(1, (len(words) - PROBE_LENGTH) // PROBES)
    votes: Counter[int] = Counter()
    for offset in range(0, max(1, len(words) - PROBE_LENGTH + 1), step):
        place = text.find(words[offset : offset + PROBE_LENGTH])
        if place >= 0:
            votes[(place - offset) // PROBE_LENGTH] += 1
    return votes.most_common(1)[0][0] * PROBE_LENGTH if votes else None


def around(text: str, span: Span, width: int = CONTEXT) -> tuple[str, str]:
    """A little of the text before and after the span."""
    return text[max(0, span.start - width) : span.start], text[span.end : span.end + width]
