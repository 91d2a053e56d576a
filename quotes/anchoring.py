"""Where words stand in a text. PURE.

An editor marks or types words; only the server says at which offsets they stand, and it accepts nothing but the same
letters. Where they are not there it shows the nearest place; where they stand more than once the marked place decides,
else it asks. Offsets count Unicode code points (W3C Web Annotation: TextPositionSelector, TextQuoteSelector).
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from quotes.matching.scripts import UNSPACED, script_of_character

CONTEXT = 48
MOST_PLACES = 20
MOST_COMPARED = 60_000_000
"""Characters of the words times characters of the text that are compared letter by letter: a quarter of a second."""
PROBES = 40
PROBE_LENGTH = 12
LONGEST_WORD = 60
"""A longer run of letters is no word that anybody reads whole."""
INSIDE_WORDS = "'’-\u200c\u200d\u00ad"
"""What stands inside a word between two letters: apostrophe, hyphen, joiners, soft hyphen."""


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
    pieces of the words stand, and words too long even for that get the place where their pieces put them. It is whole
    words, for people to read, where words are written with blanks between them.
    """
    words = words.strip()
    place = _roughly_nearest(text, words, least) if text and words else None
    return _whole_words(text, place) if place else None


def _roughly_nearest(text: str, words: str, least: float) -> Span | None:
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


def _whole_words(text: str, place: Span) -> Span:
    """The place without blanks at its ends, each end moved outwards to where its word begins or ends."""
    start, end = place.start, place.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    least, most = max(0, start - LONGEST_WORD), min(len(text), end + LONGEST_WORD)
    while start > least and _inside_word(text, start):
        start -= 1
    while end < most and _inside_word(text, end):
        end += 1
    return Span(start, end)


def _inside_word(text: str, cut: int) -> bool:
    """True where a cut before the character at `cut` would go through a word. A run of Han letters may be cut."""
    if not 0 < cut < len(text):
        return False
    before, after = text[cut - 1], text[cut]
    if after in INSIDE_WORDS:
        return _in_word(before) and cut + 1 < len(text) and _in_word(text[cut + 1])
    if before in INSIDE_WORDS:
        return _in_word(after) and cut > 1 and _in_word(text[cut - 2])
    return _in_word(before) and _in_word(after)


def _in_word(character: str) -> bool:
    """A letter, a digit or a mark upon a letter, of a script that puts blanks between its words."""
    written = character.isalnum() or unicodedata.category(character).startswith("M")
    return written and script_of_character(character) not in UNSPACED


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


def heard(blocks: Iterable[Mapping[str, Any]], span: Span) -> tuple[float | None, float | None]:
    """From and to which second of a recording the words of the span were said, by the time codes of the blocks of its
    transcript; of another text neither is known."""
    codes = [one["at"] for one in blocks if "at" in one and one["start"] < span.end and span.start < one["end"]]
    return (min(code[0] for code in codes), max(code[1] for code in codes)) if codes else (None, None)
