"""PURE. A paragraph as sentences, and a sentence as items: words, punctuation, and what stands in quotation marks as
one item, however long it is.

A sentence ends at a full stop, a question mark or an exclamation mark, unless the stop belongs to an abbreviation or
an initial, or the next word goes on in small letters. A quotation is never cut: a stop inside it ends the sentence
only where the closing mark follows and a new sentence begins behind.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from quotes.extraction.quoted import Quoted

ItemKind = Literal["word", "number", "mark", "quoted"]

MARKS_OF_VOWELS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u0640\u0300-\u036f"
WORD: Final = re.compile(
    rf"(?P<word>(?:[^\W\d_]|[{MARKS_OF_VOWELS}])(?:[^\W_]++|[{MARKS_OF_VOWELS}]++|[’'\-‑\u200c](?=[^\W_]))*+)"
    rf"|(?P<number>[$€£¥]?\d+(?:[.,٫٬]\d+)*%?)|(?P<mark>\S)"
)
STOP: Final = re.compile(r"[.!?…؟۔]+[\"”“»’')\]]*(?=\s|$)|[。！？]+[”’」』）]*|\n")
INITIALS: Final = re.compile(r"(?:\b[^\W\d_]\.)+$|\b[^\W\d_]\.$")


MOST_WORDS: Final = 50_000
"""So many words are remembered in small letters."""
MOST_ITEMS: Final = 100
"""A longer sentence is no sentence; it is read in pieces, so that the time grows with the text and not faster."""


class Item(NamedTuple):
    """Code points `start` to `end`; `word` is small letters with straight apostrophes, or the mark itself. Of what is
    quoted, `word` is empty."""

    kind: ItemKind
    start: int
    end: int
    word: str
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Code points `start` to `end` of `text`, and what stands there. `text` is the whole one, for readers that part
    words further or look into marks."""

    start: int
    end: int
    items: tuple[Item, ...]
    text: str

    @property
    def own(self) -> str:
        """The sentence's own part of the text."""
        return self.text[self.start : self.end]


def sentences_in(
    text: str, paragraph: tuple[int, int], quoted: Sequence[Quoted], abbreviations: Collection[str]
) -> list[Sentence]:
    """The sentences of one paragraph. `quoted` is what stands in marks there; `abbreviations` are small letters
    without their stop."""
    outer = [one for one in quoted if one.depth == 0]
    starts = [one.start for one in outer]
    sentences, start = [], paragraph[0]
    for end in _ends(text, paragraph, outer, abbreviations):
        items = _items(text, start, end, outer[bisect_left(starts, start) : bisect_left(starts, end)])
        for first in range(0, len(items), MOST_ITEMS):
            part = items[first : first + MOST_ITEMS]
            sentences.append(Sentence(part[0].start, part[-1].end, part, text))
        start = end
    return sentences


def _ends(text: str, paragraph: tuple[int, int], outer: Sequence[Quoted], abbreviations: Collection[str]) -> list[int]:
    starts = [one.start for one in outer]
    ends: list[int] = []
    for stop in STOP.finditer(text, *paragraph):
        place = bisect_right(starts, stop.start()) - 1
        around = outer[place] if place >= 0 and outer[place].end > stop.start() else None
        end = stop.end()
        if around is not None:
            if text[stop.start() : around.inner_end].strip(".!?…؟۔。！？ ") or around.end >= paragraph[1]:
                continue
            end = max(end, around.end)
        if not ends or end > ends[-1]:
            ends.append(end) if _begins_anew(text, stop.start(), end, paragraph, abbreviations) else None
    if not ends or ends[-1] < paragraph[1]:
        ends.append(paragraph[1])
    return ends


def _begins_anew(text: str, stop: int, end: int, paragraph: tuple[int, int], abbreviations: Collection[str]) -> bool:
    """Whether a new sentence begins at `end`."""
    following = text[end : end + 40].lstrip().lstrip("\"“”„«‘'([—–- ")
    if following[:1].islower() or following[:1] in {",", ";", ":", "،", "؛"}:
        return False
    if text[stop] != "." or text[end - 1] != ".":
        return True
    before = text[max(paragraph[0], stop - 20) : stop + 1]
    if INITIALS.search(before):
        return False
    last = re.split(r"[\s(«\"“]", before[:-1])[-1].lower()
    return last.rstrip(".") not in abbreviations


def _items(text: str, start: int, end: int, outer: Sequence[Quoted]) -> tuple[Item, ...]:
    items: list[Item] = []
    at = start
    for one in outer:
        items += _words(text, at, max(at, one.start))
        items.append(Item("quoted", one.start, one.end, ""))
        at = one.end
    items += _words(text, at, end)
    return tuple(items)


@lru_cache(MOST_WORDS)
def _plain(word: str) -> tuple[str, bool]:
    return word.lower().replace("’", "'"), word[0].isupper()


def _words(text: str, start: int, end: int) -> list[Item]:
    found = []
    for match in WORD.finditer(text, start, end):
        words, (first, last) = match.group(), match.span()
        if match.lastgroup == "word":
            found.append(Item("word", first, last, *_plain(words)))
        else:
            found.append(Item("number" if match.lastgroup == "number" else "mark", first, last, words))
    return found
