"""PURE. Whether two mentions may be of one speaker, told by their words alone: enough to go on with what was said of
the speaker before, never enough to merge two people."""

import re
from typing import Final

from quotes.extraction.folding import Folded
from quotes.extraction.reported import Span

Mentions = tuple[Span | None, Span | None]
"""The mention at the place, and the one that says who it is."""

WORD: Final = re.compile(r"\w+")
ARTICLE: Final = re.compile("^[وف]?(?:ال|لل)(?=\\w{3})")
HAN: Final = re.compile("[\u3400-\u9fff]")
SHORTEST: Final = 3
STEM: Final = 5
"""Words with so many first letters in common are forms of one: China, Chinese; a shorter word must be all of them."""
LITTLE: Final = frozenset("the and for los las del les des und".split())


def are_one(text: str, one: Mentions, other: Mentions) -> bool:
    """Whether a mention is shared, or the words of one mention are all in the other."""
    ones, others = [span for span in one if span], [span for span in other if span]
    if any(first.start < second.end and second.start < first.end for first in ones for second in others):
        return True
    return any(_holds(_words(text, first), _words(text, second)) for first in ones[-1:] for second in others[-1:])


def are_akin(text: str, one: Mentions, other: Mentions, language: str) -> bool:
    """Whether each word of the shorter mention has a form in the longer: "China" in "the Chinese foreign ministry"."""
    if are_one(text, one, other):
        return True
    first, second = (_words(text, who[1] or who[0], language) for who in (one, other))
    few, many = sorted((first, second), key=len)
    return bool(few) and all(any(_are_forms(word, with_) for with_ in many) for word in few)


def _holds(one: set[str], other: set[str]) -> bool:
    few, many = sorted((one, other), key=len)
    return bool(few) and few <= many


def _words(text: str, span: Span | None, language: str = "ar") -> set[str]:
    """The words of a mention without articles; of Chinese, its pairs of signs."""
    if span is None:
        return set()
    plain = Folded(text[span.start : span.end], language).plain.casefold()
    if HAN.search(plain):
        return {plain[place : place + 2] for place in range(len(plain) - 1)}
    found = {ARTICLE.sub("", word) for word in WORD.findall(plain)}
    return {word for word in found if len(word) >= SHORTEST} - LITTLE


def _are_forms(one: str, other: str) -> bool:
    common = next((n for n, (first, second) in enumerate(zip(one, other, strict=False)) if first != second), None)
    shared = min(len(one), len(other)) if common is None else common
    return shared >= STEM or (shared >= SHORTEST and shared == min(len(one), len(other)))
