"""PURE. The forms of Russian reporting verbs, made from their infinitives: past in its genders, present, converbs,
participles, and what has no actor (*говорится*, *сообщается*)."""

from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from quotes.extraction.readers.russian_words import table

Kind = Literal["say", "demand", "call", "marked"]
Shape = Literal["past", "present", "converb", "infinitive", "participle", "passive"]

KINDS: Final[tuple[Kind, ...]] = ("say", "demand", "call", "marked")
PASSIVE_KINDS: Final[tuple[Kind, ...]] = ("say", "call")
VOWELS: Final = frozenset("аеиоуыэюя")
HUSHING: Final = frozenset("жшщч")
PAST: Final = (("л", "ms"), ("ла", "fs"), ("ло", "s"), ("ли", "p"))
PARTICIPLE_ENDINGS: Final = "ий ая ее ие его ей ему ую им ими их ем".split()


class Verb(NamedTuple):
    base: str
    kind: Kind
    shape: Shape
    agreement: str
    perfective: bool

    @property
    def finite(self) -> bool:
        return self.shape in {"past", "present"}


@cache
def forms() -> dict[str, Verb]:
    """Each form of each verb; a verb of two kinds is of the first in which it stands."""
    made: dict[str, Verb] = {}
    for kind in KINDS:
        for aspect in ("perfective", "imperfective"):
            for base in table()["verbs"][kind][aspect].split():
                for form, shape, agreement in _forms(base, perfective=aspect == "perfective"):
                    made.setdefault(form, Verb(base, kind, shape, agreement, aspect == "perfective"))
    for kind in PASSIVE_KINDS:
        for form in table()["passive"][kind].split():
            made[form] = Verb(form, kind, "passive", "", perfective=True)
    for pair in table()["first"]["words"].split():
        base, _, form = pair.partition(":")
        made[form] = Verb(base, "say", "present", "s", perfective=False)
    for word in table()["short"]["words"].split():
        stem = word[:-2] + word[-1] if word.endswith("чен") else word
        for ending, agreement in (("", "ms"), ("а", "fs"), ("ы", "p")):
            made[(stem if ending else word) + ending] = Verb(word, "marked", "past", agreement, perfective=False)
    return made


def _forms(base: str, *, perfective: bool) -> Iterator[tuple[str, Shape, str]]:
    reflexive = base.endswith("ся")
    stem = base.removesuffix("ся")
    for form, shape, agreement in _plain_forms(stem, base, perfective=perfective):
        yield (_reflexive(form, shape) if reflexive else form), shape, agreement
    if not reflexive and not perfective and table()["present"].get(base) is None:
        for form in (_third(stem)[0], _third(stem)[1]):
            yield form + "ся", "passive", ""
        yield stem[:-2] + "лось", "passive", ""


def _reflexive(form: str, shape: Shape) -> str:
    if form.endswith("ся") or form.endswith("сь"):
        return form
    return form + ("сь" if form[-1] in VOWELS and shape != "participle" else "ся")


def _plain_forms(stem: str, base: str, *, perfective: bool) -> Iterator[tuple[str, Shape, str]]:
    yield stem, "infinitive", ""
    if base in table()["past"]:
        for form in table()["past"][base].split():
            yield form, "past", _agreement_of_past(form.removesuffix("ся").removesuffix("сь"))
    else:
        for ending, agreement in PAST:
            yield stem[:-2] + ending, "past", agreement
    singular, plural = table()["present"][base].split() if base in table()["present"] else _third(stem)
    yield singular, "present", "s"
    yield plural, "present", "p"
    plain = singular.removesuffix("ся")
    yield plain[:-1] + "м", "present", "p"  # говорим
    if plain.endswith(("ает", "яет", "ует")):
        yield plain[:-2] + "ю", "present", "s"  # отмечаю
    yield from _participles(stem, plural.removesuffix("ся"), perfective=perfective)


def _agreement_of_past(form: str) -> str:
    return {"а": "fs", "о": "s", "и": "p"}.get(form[-1], "ms")


def _third(stem: str) -> tuple[str, str]:
    """3rd person of the present (of the future for perfective verbs), singular and plural."""
    if stem.endswith("овать"):
        return stem[:-5] + "ует", stem[:-5] + "уют"
    if stem.endswith(("давать", "знавать", "ставать")):
        return stem[:-3] + "ет", stem[:-3] + "ют"
    if stem.endswith("нуть"):
        return stem[:-3] + "ет", stem[:-3] + "ут"
    if stem.endswith("ить"):
        return stem[:-2] + "т", stem[:-3] + ("ат" if stem[-4] in HUSHING else "ят")
    return stem[:-2] + "ет", stem[:-2] + "ют"


def _participles(stem: str, plural: str, *, perfective: bool) -> Iterator[tuple[str, Shape, str]]:
    past = stem[:-2]
    if perfective:
        yield past + "в", "converb", ""
        yield past + "вши", "converb", ""
        if stem.endswith("ти"):
            yield plural[:-2] + "я", "converb", ""  # произнеся
    else:
        root = stem[:-2] if stem.endswith(("давать", "знавать")) else plural[:-2]
        yield root + ("а" if root[-1] in HUSHING else "я"), "converb", ""
        for ending in PARTICIPLE_ENDINGS:
            yield plural[:-1] + "щ" + ending, "participle", ""
    for ending in PARTICIPLE_ENDINGS:
        yield past + "вш" + ending, "participle", ""
