"""Hard negatives made by rule from the texts of a set: nearly the same words that do not say the same.

- negated: the first negation is taken out ("not", لا, «ne … pas», не, no, 不); where there is none, "not" goes behind
  the first auxiliary verb in English, and before everything else in other languages "it is not true that".
- number: the last digit of every number is raised by three.
- role swap: the first two different names change places.
- entity: the first name becomes one of another text of the same language.

Names are runs of capitalised words inside a sentence, and the countries and regions that Babel names in the language.
A text to which a rule does not apply has no edit of that kind; so has one of fewer than four words (eight characters of
Chinese), whose negation nobody would write.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from quotes.matching.engine import Wording

SEED = 20260101


class Edit(StrEnum):
    """What was done to a text."""

    NEGATED = "negated"
    NUMBER = "number"
    ROLE_SWAP = "role swap"
    ENTITY = "entity"


@dataclass(frozen=True)
class Edited:
    """An edited text, and the id of the text that it was made from."""

    kind: Edit
    origin: str
    wording: Wording


_LEAST_WORDS = 4
_LEAST_CHARACTERS = 8
_LEAST_NAME = 3
# What is taken out, and what it becomes; the first rule that fits.
_NEGATIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": ((r"\b(ca|wo)n['’]t\b", ""), (r"n['’]t\b", ""), (r" (?:not|never|no longer)\b", "")),
    "ar": ((r"(?<!\w)(?:لم|لن|لا|ليست|ليس)\s+", ""),),
    "fr": ((r"\b(?:ne |n['’])(.{1,40}?) (?:pas|plus|jamais)\b", r"\1"),),
    "es": ((r"(?<!\w)(?:no|nunca) ", ""),),
    "ru": ((r"(?<!\w)не ", ""),),
    "zh": (("没有|不|没", ""),),
}
_NOT_TRUE = {
    "en": "It is not true that ",
    "ar": "ليس صحيحا أن ",
    "fr": "Il est faux que ",
    "es": "No es cierto que ",
    "ru": "Неверно, что ",
    "zh": "并非",
}
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|can|could|should|must|may|might|has|have|had)\b(?! (?:not|never|no)\b)"
)
_CAPITAL = "A-ZÀ-ÖØ-ÞŒА-ЯЁ"
_NAME = re.compile(rf"(?<=[^\s.!?…:«“\"(])\s+([{_CAPITAL}][\w’'-]{{2,}}(?:\s+[{_CAPITAL}][\w’'-]{{2,}})*)")


def edits(corpus: Mapping[str, Wording]) -> list[Edited]:
    """Return every edit of the texts of a set that the rules allow; the same ones every time."""
    chance = random.Random(SEED)  # noqa: S311 - which name goes where, no secret
    names = {key: names_in(wording) for key, wording in corpus.items()}
    by_language: dict[str, list[str]] = {}
    for key, wording in corpus.items():
        by_language.setdefault(wording.language, []).extend(names[key])
    found = []
    for key, wording in corpus.items():
        strangers = [name for name in by_language[wording.language] if name not in names[key]]
        for kind, text in _edits_of(wording, names[key], strangers, chance):
            if text != wording.text:
                found.append(Edited(kind, key, Wording(text, wording.language)))
    return found


def _edits_of(
    wording: Wording, names: Sequence[str], strangers: Sequence[str], chance: random.Random
) -> list[tuple[Edit, str]]:
    if not _is_sentence(wording):
        return []
    made = [(Edit.NEGATED, negated(wording.text, wording.language)), (Edit.NUMBER, recounted(wording.text))]
    if len(names) > 1:
        made.append((Edit.ROLE_SWAP, swapped(wording.text, names[0], names[1])))
    if names and strangers:
        made.append((Edit.ENTITY, wording.text.replace(names[0], chance.choice(strangers))))
    return made


def _is_sentence(wording: Wording) -> bool:
    if wording.language == "zh":
        return len(wording.text) >= _LEAST_CHARACTERS
    return len(wording.text.split()) >= _LEAST_WORDS


def negated(text: str, language: str) -> str:
    """Return the text with its first negation taken out, or with one put in."""
    for pattern, instead in _NEGATIONS.get(language, ()):
        fewer, count = re.subn(pattern, _can if "ca|wo" in pattern else instead, text, count=1)
        if count:
            return fewer
    if language == "en" and _AUXILIARY.search(text):
        return _AUXILIARY.sub(r"\1 not", text, count=1)
    return _NOT_TRUE[language] + text if language in _NOT_TRUE else text


def _can(match: re.Match[str]) -> str:
    return "can" if match[1] == "ca" else "will"


def recounted(text: str) -> str:
    """Return the text with the last digit of every number raised by three."""
    return re.sub(r"\d(?!\d|[.,٫٬]\d)", _three_more, text)


def _three_more(digit: re.Match[str]) -> str:
    """Digits stay in their script."""
    value = int(digit[0])
    return chr(ord(digit[0]) - value + (value + 3) % 10)


def swapped(text: str, first: str, second: str) -> str:
    """Return the text with two names in each other's place."""
    change: Callable[[re.Match[str]], str] = lambda name: second if name[0] == first else first  # noqa: E731
    return re.sub("|".join(map(re.escape, sorted((first, second), key=len, reverse=True))), change, text)


def names_in(wording: Wording) -> list[str]:
    """Return the different names of a text in their order, none inside another."""
    places = [(match.start(1), match[1]) for match in _NAME.finditer(wording.text)]
    pattern = _territories(wording.language)
    if pattern is not None:
        places += [(match.start(), match[0]) for match in pattern.finditer(wording.text)]
    kept: list[str] = []
    for _, name in sorted(places, key=lambda place: (place[0], -len(place[1]))):
        if len(name) >= (2 if wording.language == "zh" else _LEAST_NAME) and not any(
            name in other or other in name for other in kept
        ):
            kept.append(name)
    return kept


@lru_cache(maxsize=16)
def _territories(language: str) -> re.Pattern[str] | None:
    try:
        names = Locale.parse(language.replace("-", "_")).territories.values()
    except (UnknownLocaleError, ValueError):
        return None
    inner = "|".join(map(re.escape, sorted((name for name in names if len(name) > 1), key=len, reverse=True)))
    return re.compile(inner if language == "zh" else rf"(?<!\w)(?:{inner})(?!\w)")
