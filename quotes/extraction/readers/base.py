"""PURE. What the readers of all languages share: places in one sentence, and what stands there."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from quotes.extraction.reported import Reported, Span, unread
from quotes.extraction.sentences import Item, Sentence

MOST_CUES: Final = 16
"""So many cues of one sentence are read. More have only texts that are made to keep a reader busy."""
Stretch = tuple[int, int]
"""Indexes of a sentence's items, both included."""


def words(line: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(line.split())


def by_place(words: Iterable[str]) -> Callable[[int], str]:
    """What gives the word at a place, and an empty one where none stands. No call of Python's own: readers ask for
    words more than for anything else."""
    return defaultdict(str, enumerate(words)).__getitem__


class SentenceReader:
    """One sentence as its items. A place is the index of an item; outside of the sentence nothing stands. `words` are
    those of the items where a language folds them."""

    word: Callable[[int], str]

    def __init__(self, sentence: Sentence, words: Iterable[str] | None = None) -> None:
        self.items: Sequence[Item] = sentence.items
        self.last = len(self.items) - 1
        self.word = by_place((item.word for item in self.items) if words is None else words)

    def is_quoted(self, place: int) -> bool:
        return 0 <= place <= self.last and self.items[place].kind == "quoted"

    def is_name(self, place: int) -> bool:
        return 0 <= place <= self.last and self.items[place].kind == "word" and self.items[place].is_capital

    def left_out(self, cues: Sequence[int]) -> list[Reported]:
        """What says that the sentence was read no further than its first cues; nothing where there are no more."""
        return [unread(self.span(cues[MOST_CUES], self.last))] if len(cues) > MOST_CUES else []

    def span(self, first: int, last: int) -> Span:
        return Span(self.items[first].start, self.items[last].end)
