"""PURE. French: its verbs' forms, and its words where an apostrophe or a hyphen joins two of them.

*l'armée*, *qu'elle* and *a-t-il* are two words each; an inverted pronoun keeps its hyphen (`-il`), so that nobody takes
it for the subject of what follows.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from quotes.extraction.readers.base import words
from quotes.extraction.readers.romance import RomanceReader
from quotes.extraction.readers.romance_words import Forms, Grammar, grammar_of, irregular
from quotes.extraction.reported import Reported
from quotes.extraction.sentences import Item, Sentence

ELIDED: Final = words("l' d' qu' n' s' m' t' j' c' jusqu' lorsqu' puisqu' quoiqu'")
WHOLE: Final = words("d'abord d'ailleurs d'accord d'autres")
LONGEST: Final = max(map(len, ELIDED | WHOLE))
INVERTED: Final = re.compile(r"(?:-t)?-(?=(?:il|elle|on|ils|elles)$)")
DOUBLED: Final = words("appeler rappeler interpeller grommeler")


def reported_in(sentence: Sentence) -> list[Reported]:
    """Every act of reporting in one French sentence."""
    return RomanceReader(sentence, grammar()).read()


def abbreviations() -> frozenset[str]:
    """Words whose full stop ends no sentence."""
    return grammar().words.abbreviations


@cache
def grammar() -> Grammar:
    return grammar_of("fr", conjugated, items_of, drops=False)


def items_of(sentence: Sentence) -> list[Item]:
    """The items with joined words parted."""
    items: list[Item] = []
    for item in sentence.items:
        if item.word in {"'", "’"} and items and items[-1].end == item.start and items[-1].word + "'" in ELIDED:
            before = items.pop()  # qu'« ... »
            items.append(Item("word", before.start, item.end, before.word + "'", before.is_capital))
        elif item.kind == "word" and ("'" in item.word or "-" in item.word):
            items += _parted(item, sentence.text)
        else:
            items.append(item)
    return items


def _parted(item: Item, text: str) -> Iterator[Item]:
    start, word = item.start, item.word
    parted = 0
    while (mark := word.find("'", parted, parted + LONGEST) + 1) and word[parted:mark] in ELIDED:
        if word[parted : parted + LONGEST + 1] in WHOLE:
            break
        yield Item("word", start, item.start + mark, word[parted:mark], text[start].isupper())
        start, parted = item.start + mark, mark
    word = word[parted:]
    turned = INVERTED.search(word)
    end = start + turned.start() if turned else item.end
    yield Item("word", start, end, word[: end - start], text[start].isupper())
    if turned:
        yield Item("word", start + turned.end(), item.end, "-" + word[turned.end() :])


def conjugated(lemma: str, table: Mapping[str, Any]) -> Forms:
    """The forms of the third person, the participles and the infinitive of one verb."""
    found = irregular(lemma, table)
    if found is not None:
        return found
    if lemma.endswith("er"):
        return _first_group(lemma)
    if lemma.endswith("ir"):
        return _second_group(lemma)
    return _third_group(lemma)


def _first_group(lemma: str) -> Forms:
    stem = lemma[:-2]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    strong = _stressed(lemma, stem)
    return {
        "singular": [strong + "e", stem + "e" if stem.endswith("y") else strong + "e", soft + "ait", soft + "a"],
        "plural": [strong + "ent", soft + "aient", stem + "èrent"],
        "future": [lemma + "a", lemma + "ont", strong + "era"],
        "conditional": [lemma + "ait", lemma + "aient"],
        "participle": [stem + "é", stem + "ée", stem + "és", stem + "ées"],
        "gerund": [soft + "ant"],
        "infinitive": [lemma],
    }


def _stressed(lemma: str, stem: str) -> str:
    """The stem before a silent ending: *rappell-*, *répèt-*, *soulèv-*, *balai-*."""
    if lemma in DOUBLED:
        return stem + "l" if not stem.endswith("ll") else stem
    if stem.endswith(("oy", "uy", "ay")):
        return stem[:-1] + "i"
    return re.sub(r"[ée]([bcdfgjklmnprstvxz]|[cg]r|gu|qu)$", r"è\1", stem)


def _second_group(lemma: str) -> Forms:
    stem = lemma[:-2]
    return {
        "singular": [stem + "it", stem + "issait"],
        "plural": [stem + "issent", stem + "issaient", stem + "irent"],
        "future": [lemma + "a", lemma + "ont"],
        "conditional": [lemma + "ait", lemma + "aient"],
        "participle": [stem + "i", stem + "ie", stem + "is", stem + "ies"],
        "gerund": [stem + "issant"],
        "infinitive": [lemma],
    }


def _third_group(lemma: str) -> Forms:
    """*répondre*, *défendre*, *prétendre*."""
    stem = lemma[:-2]
    return {
        "singular": [stem, stem + "ait", stem + "it"],
        "plural": [stem + "ent", stem + "aient", stem + "irent"],
        "future": [stem + "ra", stem + "ront"],
        "conditional": [stem + "rait", stem + "raient"],
        "participle": [stem + "u", stem + "ue", stem + "us", stem + "ues"],
        "gerund": [stem + "ant"],
        "infinitive": [lemma],
    }
