"""Where words stand in a text. PURE.

An editor marks or types words; only the server says at which offsets they stand, and it accepts nothing but the same
letters. Where they are not there it shows the nearest place; where they stand more than once the marked place decides,
else it asks. Offsets count Unicode code points (W3C Web Annotation: TextPositionSelector, TextQuoteSelector).
"""

from dataclasses import dataclass, field

from rapidfuzz import fuzz

CONTEXT = 48
MOST_PLACES = 20


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
    """The stretch of `text` most like `words` (rapidfuzz's partial ratio, 0-100), or None below `least`."""
    if not text or not words.strip():
        return None
    best = fuzz.partial_ratio_alignment(words.strip(), text, score_cutoff=least)
    return Span(best.dest_start, best.dest_end) if best and best.dest_end > best.dest_start else None


def around(text: str, span: Span, width: int = CONTEXT) -> tuple[str, str]:
    """A little of the text before and after the span."""
    return text[max(0, span.start - width) : span.start], text[span.end : span.end + width]
