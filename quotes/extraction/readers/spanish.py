"""PURE. Spanish: its verbs' forms."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from quotes.extraction.readers.romance import RomanceReader
from quotes.extraction.readers.romance_words import Forms, Grammar, grammar_of, irregular
from quotes.extraction.reported import Reported
from quotes.extraction.sentences import Item, Sentence


def reported_in(sentence: Sentence) -> list[Reported]:
    """Every act of reporting in one Spanish sentence."""
    return RomanceReader(sentence, grammar()).read()


def abbreviations() -> frozenset[str]:
    """Words whose full stop ends no sentence."""
    return grammar().words.abbreviations


@cache
def grammar() -> Grammar:
    return grammar_of("es", conjugated, items_of, drops=True)


def items_of(sentence: Sentence) -> Sequence[Item]:
    """The items as they stand: Spanish joins no words by apostrophes."""
    return sentence.items


def conjugated(lemma: str, table: Mapping[str, Any]) -> Forms:
    """The forms of the third person, the participle, the gerund and the infinitive of one verb."""
    found = irregular(lemma, table)
    if found is not None:
        return found
    strong, *rest = table["stems"].get(lemma, lemma[:-2]).split()
    if lemma.endswith("ar"):
        return _first(lemma[:-2], strong)
    return _second(lemma, strong, rest[0] if rest else lemma[:-2])


def _first(stem: str, strong: str) -> Forms:
    return {
        "singular": [strong + "a", stem + "aba", stem + "ó"],
        "plural": [strong + "an", stem + "aban", stem + "aron"],
        "future": [stem + "ará", stem + "arán"],
        "conditional": [stem + "aría", stem + "arían"],
        "participle": [stem + "ado"],
        "gerund": [stem + "ando", stem + "ándole", stem + "ándose", stem + "ándoles"],
        "infinitive": [stem + ending for ending in ("ar", "arle", "arles", "arse")],
    }


def _second(lemma: str, strong: str, past: str) -> Forms:
    """Verbs in -er and -ir; `past` is the stem before -ió and -iendo (*advirtió*, *pidiendo*)."""
    stem = lemma[:-2]
    return {
        "singular": [strong + "e", stem + "ía", past + "ió"],
        "plural": [strong + "en", stem + "ían", past + "ieron"],
        "future": [lemma + "á", lemma + "án"],
        "conditional": [lemma + "ía", lemma + "ían"],
        "participle": [stem + "ido"],
        "gerund": [past + "iendo", past + "iéndole"],
        "infinitive": [lemma + ending for ending in ("", "le", "les", "se")],
    }
