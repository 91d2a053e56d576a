"""Pairs from sentence frames: who does what to whom, filled with names of six languages.

Overlap of words says nothing about roles: "A sued B" and "B was sued by A" are one claim, "B sued A" is another one
(as in PAWS, Zhang and others 2019). A frame `frames/*.jsonl` has {id, slots, same, opposed, swapped: texts of each
language with {A} and {B}, and {N} for a number}: all of `same` say one thing of A and B, `opposed` reverse it with the
roles kept, `swapped`, if given, exchange the roles by other words. `frames/names.json` has the names of each kind of
slot, in Russian by case.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.matching.labelled import read_lines
from quotes.matching.scoring import Content
from quotes.matching.training.data import LabelledPair
from quotes.matching.wordings import Wording

NAMES = "names.json"
_SLOT = re.compile(r"(?P<to>ل)?\{(?P<slot>[ABN])(?::(?P<case>[a-z]+))?\}")
# Russian has one form of "percent" after these.
_COUNTS = tuple(count for count in range(5, 96) if 10 < count < 20 or count % 10 in (0, 5, 6, 7, 8, 9))
# What one filling of a frame gives.
_SAME, _SWAPPED, _OPPOSED = 3, 3, 2
_BY_OTHER_WORDS = 0.3
# Prepositions that an article melts into.
_MELTED = {
    "fr": ((re.compile(r"\b([Dd])e le (?=\w)"), r"\1u "), (re.compile(r"(?<!\w)([ÀAàa]) le (?=\w)"), "au ")),
    "es": ((re.compile(r"\b([Dd])e el (?=\w)"), r"\1el "), (re.compile(r"\b([Aa]) el (?=\w)"), r"\1l ")),
}

Names = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filling:
    """Who stands in the slots, and the number."""

    first: Names
    second: Names
    number: int

    def swapped(self) -> "Filling":
        return Filling(self.second, self.first, self.number)

    def recounted(self, chance: random.Random) -> "Filling":
        """The same names with another number."""
        return Filling(self.first, self.second, chance.choice([count for count in _COUNTS if count != self.number]))


@dataclass(frozen=True, slots=True)
class FrameText:
    """A text with slots, and its language."""

    words: str
    language: str


def filled(text: str, language: str, filling: Filling) -> str:
    """Return a text of a frame with names in its slots; KeyError for a name or a case that is missing."""

    def name(match: re.Match[str]) -> str:
        if match["slot"] == "N":
            return f"{match['to'] or ''}{filling.number}"
        names = (filling.first if match["slot"] == "A" else filling.second)[language]
        told = str(names[match["case"]] if language == "ru" else names)
        return _to(told) if match["to"] else told

    told = _SLOT.sub(name, text)
    for pattern, joined in _MELTED.get(language, ()):
        told = pattern.sub(joined, told)
    return told[:1].upper() + told[1:]


def _to(name: str) -> str:
    """Return an Arabic name after the preposition li, which swallows the first letter of the article."""
    return f"لل{name[2:]}" if name.startswith("ال") else f"ل{name}"


def frame_pairs(folder: Path, fillings: int, chance: random.Random) -> Iterator[LabelledPair]:
    """Yield pairs of every frame below a folder, each frame filled so many times; nothing where there is no folder."""
    if not (folder / NAMES).exists():
        return
    names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.jsonl")):
        for frame in read_lines(path):
            for _ in range(fillings):
                one, other = chance.sample(names[frame["slots"]], 2)
                yield from _pairs_of(frame, Filling(one, other, chance.choice(_COUNTS)), chance)


def _pairs_of(frame: Mapping[str, Any], filling: Filling, chance: random.Random) -> Iterator[LabelledPair]:
    same, opposed, swapped = (_texts(frame.get(kind, {})) for kind in ("same", "opposed", "swapped"))
    exchanged = filling.swapped()
    told: list[tuple[Wording, Wording, Content]] = []
    for _ in range(_SAME):
        one, other = chance.sample(same, 2)
        told.append((_told(one, filling), _told(other, filling), Content.SAME))
    for _ in range(_SWAPPED):
        denied = _told(chance.choice(same), exchanged)
        if swapped and chance.random() < _BY_OTHER_WORDS:
            denied = _told(chance.choice(swapped), filling)
        told.append((_told(chance.choice(same), filling), denied, Content.OPPOSED))
    for one, other in zip(chance.sample(same, _OPPOSED), chance.sample(opposed, _OPPOSED), strict=True):
        told.append((_told(one, filling), _told(other, filling), Content.OPPOSED))
    counted = [text for text in same if "{N}" in text.words]
    if len(counted) > 1:
        one, other = chance.sample(counted, 2)
        told.append((_told(one, filling), _told(other, filling.recounted(chance)), Content.OPPOSED))
    for first, second, content in told:
        yield LabelledPair(first, second, content, content == Content.SAME, True, "frames", frame["id"])


def _told(text: FrameText, filling: Filling) -> Wording:
    return Wording(filled(text.words, text.language, filling), text.language)


def _texts(by_language: Mapping[str, list[str]]) -> list[FrameText]:
    return [FrameText(words, language) for language, texts in by_language.items() for words in texts]
