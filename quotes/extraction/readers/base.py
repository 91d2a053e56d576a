"""PURE. What the readers of all languages share: places in one sentence, and what stands there."""

from collections.abc import Sequence
from typing import Final

from quotes.extraction.reported import Span
from quotes.extraction.sentences import Item, Sentence

MOST_CUES: Final = 16
"""So many cues of one sentence are read. More have only texts that are made to keep a reader busy."""
Stretch = tuple[int, int]
"""Indexes of a sentence's items, both included."""


def words(line: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(line.split())


class SentenceReader:
    """One sentence as its items. A place is the index of an item; outside of the sentence nothing stands."""

    def __init__(self, sentence: Sentence) -> None:
        self.items: Sequence[Item] = sentence.items
        self.last = len(self.items) - 1

    def word(self, place: int) -> str:
        return self.items[place].word if 0 <= place <= self.last else ""

    def is_quoted(self, place: int) -> bool:
        return 0 <= place <= self.last and self.items[place].kind == "quoted"

    def is_name(self, place: int) -> bool:
        return 0 <= place <= self.last and self.items[place].kind == "word" and self.items[place].is_capital

    def span(self, first: int, last: int) -> Span:
        return Span(self.items[first].start, self.items[last].end)
