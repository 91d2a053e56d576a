"""Pairs that no writer has to write: copies as outlets print them, and statements that nothing links.

Written groups are full of traps, so that a network taught by them alone takes every small change for a denial, and
texts without any link for a shared phrase.
"""

import random
import re
from collections.abc import Iterator, Sequence

from quotes.matching.scoring import Content
from quotes.matching.training.data import LabelledPair
from quotes.matching.wordings import Wording

_CLAUSE = re.compile(r"(?<=[,;:،؛，；：])\s*")
_SAID = {
    "ar": ("وقال إن {}", "«{}»، على حد قوله", "وأكد: «{}»"),
    "en": ("he said: “{}”", "{}, she added", "According to the statement, {}"),
    "ru": ("По его словам, {}", "«{}», — сказала она"),
    "fr": ("« {} », a-t-il déclaré", "selon elle, {}"),
    "es": ("«{}», dijo", "según el portavoz, {}"),
    "zh": ("他表示：“{}”", "{}，她说"),
}
# What is left of a copy that was cut, at least, in characters.
_KEPT = 0.6


def copies(pairs: Sequence[LabelledPair], most: int, chance: random.Random) -> Iterator[LabelledPair]:
    """Yield texts with themselves as another outlet would print them: other marks, a cue around them, a cut."""
    known = {pair.first: pair.group for pair in pairs if pair.content == Content.SAME}
    for text in chance.sample(sorted(known, key=lambda one: one.text), min(most, len(known))):
        copy = Wording(_copied(text, chance), text.language)
        yield LabelledPair(text, copy, Content.SAME, True, True, "copies", known[text])


def _copied(text: Wording, chance: random.Random) -> str:
    printed = text.text.rstrip(".。!؟?") if chance.random() < 0.5 else text.text
    if chance.random() < 0.4:
        printed = _cut(printed, chance)
    if chance.random() < 0.2:
        printed = re.sub(r"[,،，«»“”\"]", "", printed)
    if text.language in _SAID and chance.random() < 0.5:
        printed = chance.choice(_SAID[text.language]).format(printed)
    return printed


def _cut(text: str, chance: random.Random) -> str:
    """Return the text without its first or its last clause where most of it is left."""
    clauses = _CLAUSE.split(text)
    cuts = [" ".join(clauses[1:]), " ".join(clauses[:-1]).rstrip(",;:،؛，；：")]
    kept = [cut for cut in cuts if len(cut) >= _KEPT * len(text)]
    return chance.choice(kept) if kept else text


def strangers(pairs: Sequence[LabelledPair], most: int, chance: random.Random) -> Iterator[LabelledPair]:
    """Yield statements of two groups: nothing links them."""
    statements = sorted({(pair.first.text, pair.first.language, pair.group) for pair in pairs})
    for _ in range(most):
        (one, language, group), (other, spoken, strange) = chance.sample(statements, 2)
        if group != strange:
            yield LabelledPair(
                Wording(one, language), Wording(other, spoken), Content.NONE, False, False, "strangers", group
            )
