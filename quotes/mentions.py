"""PURE. What a mention of a speaker says: how many are named, whether anybody is, and whether a known name is meant.

"Sergei Lavrov, the foreign minister"   names Sergei Lavrov
"Lavrov"                                only where a title or a first name stands before it in the article
"a senior official"                     names nobody, and stays so
"President Putin and President Xi"      two
"""

import re
import tomllib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from quotes.matching.names import personal_name, same_speaker, tables
from quotes.matching.normalise import fold
from quotes.sounds import name_words

How = Literal["", "exact", "spelling", "surname", "script"]
"""How a mention names a speaker: by the whole name, letter by letter or but for marks and case; by the last name, or
with other words around it; by a name that is spelled or sounds alike, in another script too."""

UNNAMED: Final = Path(__file__).with_name("unnamed.toml")
WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
AND: Final = {
    "en": re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s+&\s+"),
    "fr": re.compile(r",\s+|\s+et\s+"),
    "es": re.compile(r",\s+|\s+[ye]\s+"),
    "ru": re.compile(r",\s+|\s+и\s+"),
    "zh": re.compile("[、和与及]"),
    "ar": re.compile(r"،\s+(?:و(?=\S))?|\s+و\s?(?=\S{2})"),
}
MOST_SPEAKERS: Final = 6


@lru_cache(maxsize=1)
def unnamed_words() -> frozenset[str]:
    """The folded nouns of unnamed.toml."""
    raw = tomllib.loads(UNNAMED.read_text(encoding="utf-8"))
    return frozenset(fold(word) for words in raw["nouns"].values() for word in words)


class Before:
    """The words of an article with those that stand before them: what tells who is meant by a last name."""

    def __init__(self, text: str) -> None:
        self._places: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        last = ""
        for match in WORD.finditer(text):
            word = match.group()
            self._places[fold(word)].append((match.start(), last))
            last = word

    def introduces(self, surname: str, name: str, until: int) -> bool:
        """Whether a title, or the name's first name, stands before the last name somewhere before `until`."""
        return any(
            start < until
            and before
            and (
                is_title(before)
                or fold(before) in name_words(name)[:-1]
                or (before[:1].isupper() and same_speaker(f"{before} {surname}", name))
            )
            for start, before in self._places.get(fold(surname), ())
        )


def is_title(word: str) -> bool:
    """Whether the word is an office or a title, which stands before a name."""
    known = tables()
    folded = fold(word)
    return folded in known.offices or folded in known.titles or folded in known.arabic_titles


def parts_of(mention: str, language: str) -> list[str]:
    """The joint speakers of a mention in their order; the mention itself where it does not certainly name several."""
    pattern = AND.get(language.partition("-")[0])
    parts = [part.strip() for part in pattern.split(mention)] if pattern else [mention]
    if not 2 <= len(parts) <= MOST_SPEAKERS or not all(_names_somebody(part) for part in parts):
        return [mention]
    return [mention] if language.startswith("ar") and not _are_apart(parts) else parts


def _are_apart(parts: list[str]) -> bool:
    """Whether «و» between the words joins two: it begins names too («خالد وليد»). A title in the dual («الرئيسان») or
    whole names of two words tell."""
    first = fold(parts[0].split()[0])
    dual = first.startswith("ال") and first.endswith(("ان", "ين"))
    return dual or all(len(part.split()) > 1 for part in parts)


def _names_somebody(part: str) -> bool:
    """Whether the part has a name of its own: an apposition (", the foreign minister") and "trade and industry" have
    none."""
    named = personal_name(part).words
    return bool(named) and (named[0][:1].isupper() or not named[0].isascii()) and not is_unnamed(part)


def is_unnamed(mention: str) -> bool:
    """Whether it says what somebody is and not who: "a senior official", «مسؤول كبير»."""
    words = WORD.findall(mention)
    if not words or not any(fold(word) in unnamed_words() for word in words[:4]):
        return False
    return not any(word[:1].isupper() for word in words[1:])


def how_named(mention: str, name: str, *, at: int, before: Before) -> How:
    """How the mention that stands `at` names the bearer of `name`; empty where it does not."""
    ours, theirs = name_words(mention), name_words(name)
    if not ours or not theirs:
        return ""
    if _stands_whole(mention, ours, theirs):
        return "exact" if name in mention else "spelling"
    bare = personal_name(mention).words
    if len(bare) == 1 or len(ours) == 1:
        return _by_surname(bare[0] if bare else mention, mention, name, at=at, before=before)
    if _run_at(ours, theirs) >= 0 and len(theirs) > 1:
        return "surname"
    return "script" if _sounds_alike(mention, name) else ""


def bare_name(mention: str) -> str:
    """The name in a mention without titles and appositions; the mention itself where none is told apart."""
    return " ".join(personal_name(mention).words) or mention


def _sounds_alike(mention: str, name: str) -> bool:
    """Whether the mention, or its last words after an office that goes on («وزير الخارجية الروسي …»), is the name."""
    words = WORD.findall(re.split(r"[,،，(]", mention, maxsplit=1)[0])
    tails = (" ".join(words[-length:]) for length in (2, 3) if len(words) > length and is_title(words[0]))
    return same_speaker(mention, name) or any(same_speaker(tail, name) for tail in tails)


def _by_surname(surname: str, mention: str, name: str, *, at: int, before: Before) -> How:
    ours, theirs = fold(surname), name_words(name)
    if len(theirs) == 1 or not (ours == theirs[-1] or same_speaker(surname, name)):
        return ""
    titled = len(name_words(mention)) > 1 and is_title(WORD.findall(mention)[0])
    if not titled and not before.introduces(surname, name, at):
        return ""
    return "surname" if ours == theirs[-1] else "script"


def _stands_whole(mention: str, ours: list[str], theirs: list[str]) -> bool:
    """Whether the whole name is what the mention names, and not somebody beside its bearer ("an aide to …")."""
    if [fold(word) for word in personal_name(mention).words] == theirs:
        return True
    if theirs in (ours, ours[1:] if ours[0] == "the" else ours):
        return True
    place = _run_at(ours, theirs)
    if place < 0 or len(theirs) < 2:
        return False
    if place == 0:
        head = name_words(re.split(r"[,،，(]", mention, maxsplit=1)[0])
        return head == theirs
    titled = all(is_title(word) or word.startswith("ال") for word in ours[:place])
    return titled and place + len(theirs) == len(ours)


def _run_at(words: list[str], run: list[str]) -> int:
    """Where the run stands in the words, -1 where it does not."""
    last = len(words) - len(run)
    return next((place for place in range(last + 1) if words[place : place + len(run)] == run), -1)
