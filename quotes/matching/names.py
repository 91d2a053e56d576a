"""Whether two printed names are probably one speaker's: the same folded, or the same consonants across scripts.

A guess for the scoring of a pair that comes without a newsroom's register of speakers. It finds, it never merges: the
register has people for that. Names of other scripts are spelled in ASCII (anyascii) and reduced to classes of
consonants, since vowels, voicing of sibilants and k against g are what transliterations disagree about:

    Lavrov, Лавров, لافروف             L F R F
    Xi Jinping, 习近平, شي جين بينغ      S S N B N

Offices ("finance minister", «وزير المالية») are no names: they are compared folded, and only inside one script.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from quotes.matching.normalise import fold
from quotes.matching.scripts import script_of

# One place of a skeleton: the classes that may stand there; "" where the place may be empty.
Place = frozenset[str]

# A skeleton of one consonant fits too many names.
_LEAST_CONSONANTS = 2
# Inside one script vowels are written: Mohammed and Muhammad agree in them, Anna and Ina do not.
_LEAST_ALIKE = 0.7

TABLES = Path(__file__).with_name("names.toml")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Tables(NamedTuple):
    """The words of names.toml, folded; Chinese offices as one pattern, since no space ends them."""

    offices: frozenset[str]
    titles: frozenset[str]
    arabic_titles: frozenset[str]
    articles: frozenset[str]
    han_office: re.Pattern[str]


@lru_cache(maxsize=1)
def tables() -> Tables:
    raw = tomllib.loads(TABLES.read_text(encoding="utf-8"))
    han = sorted(raw["offices"].pop("zh"), key=len, reverse=True)
    return Tables(
        offices=frozenset(fold(word) for words in raw["offices"].values() for word in words),
        titles=frozenset(map(fold, raw["titles"]["other"])),
        arabic_titles=frozenset(map(fold, raw["titles"]["ar"])),
        articles=frozenset(map(fold, raw["articles"]["words"])),
        han_office=re.compile("|".join(han)),
    )


class Name(NamedTuple):
    """The words of a printed name as written, without titles; an office has none."""

    words: tuple[str, ...]
    script: str


def same_speaker(first: str, second: str) -> bool:
    """Say whether two printed names are probably one speaker's; an empty name is nobody's."""
    if not fold(first) or not fold(second):
        return False
    if fold(first) == fold(second):
        return True
    ours, theirs = personal_name(first), personal_name(second)
    if not ours.words or not theirs.words:
        return False
    if ours.script == theirs.script:
        return _same_in_script(ours.words, theirs.words)
    return _same_across(ours, theirs)


@lru_cache(maxsize=4096)
def personal_name(printed: str) -> Name:
    """Return the words of a person's or a country's name without titles; no words where an office is named."""
    script = script_of(fold(printed))
    before_comma = re.split(r"[,،，(（]", printed, maxsplit=1)[0]
    if script == "Hans":
        return Name(_han_words(before_comma), script)
    words = tuple(word for word in _WORD.findall(before_comma.replace("’", "'")) if fold(word))
    if script == "Arab":
        return Name(_arabic_words(words), script)
    return Name(_after_titles(words), script)


def _han_words(printed: str) -> tuple[str, ...]:
    """What stands after the last office, or all where none is named: 外交部发言人汪文斌."""
    rest = tables().han_office.split(printed)[-1].strip()
    return tuple(part for part in re.split(r"[·•・\s]+", rest) if part)


def _arabic_words(words: tuple[str, ...]) -> tuple[str, ...]:
    folded = [fold(word) for word in words]
    if folded and folded[0] in tables().arabic_titles:
        rest = 1
        # An adjective follows its title in the definite form; a name that begins with the article may stand last.
        while rest < len(folded) - 1 and folded[rest].startswith("ال") and folded[rest].endswith(("ي", "ه")):
            rest += 1
        words, folded = words[rest:], folded[rest:]
    return () if any(word in tables().offices for word in folded) else words


def _after_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """What stands after the last title, if all of it can be a name: in these scripts names begin with a capital."""
    titles = [index for index, word in enumerate(words) if fold(word) in tables().offices | tables().titles]
    rest = words[titles[-1] + 1 :] if titles else words
    if not rest or not rest[-1].rpartition("-")[2][0].isupper():
        return ()
    # "Minister of Defence" goes on after its title, "Minister Abe" names somebody; "bin" and "de" stand inside names.
    office = bool(titles) and not rest[0][0].isupper()
    return rest if not office and all(word[0].isupper() or len(word) <= 3 or "-" in word for word in rest) else ()


def _same_in_script(first: Sequence[str], second: Sequence[str]) -> bool:
    """One script: the same words whatever their order, one's surname alone, initials, or other vowels."""
    if sorted(map(fold, first)) == sorted(map(fold, second)):
        return True
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        return fold(short[0]) == fold(long[-1])
    pairs = zip(short, _ends(long, len(short)), strict=True)
    return all(_same_word(one, other) for one, other in pairs)


def _ends(words: Sequence[str], count: int) -> Sequence[str]:
    """Return `count` words: the first and the last ones, since what is left out stands in the middle."""
    return words if len(words) == count else (*words[: count - 1], words[-1])


def _same_word(first: str, second: str) -> bool:
    ours, theirs = fold(first), fold(second)
    if 1 in (len(ours), len(theirs)):
        return ours[0] == theirs[0]
    alike = Levenshtein.normalized_similarity(anyascii(ours), anyascii(theirs))
    return alike >= _LEAST_ALIKE and _consonants(skeleton(first), skeleton(second)) > 0


def _same_across(first: Name, second: Name) -> bool:
    short, long = sorted((first, second), key=lambda name: len(_parts(name)))
    ours, theirs = _parts(short), _parts(long)
    readings: list[Sequence[str]] = [theirs, (*theirs[-1:], *theirs[:-1]), (*theirs[1:], *theirs[:1])]
    if len(ours) < len(theirs) and len(ours) <= 2:
        readings.append(_ends(theirs, len(ours)) if len(ours) == 2 else theirs[-1:])
    mine = skeleton(" ".join(ours))
    return any(_consonants(mine, skeleton(" ".join(reading))) >= _LEAST_CONSONANTS for reading in readings)


def _parts(name: Name) -> tuple[str, ...]:
    """Return the words in ASCII; each character of a Chinese name is a word of its own."""
    if name.script == "Hans":
        return tuple(part for word in name.words for part in re.findall(r"[A-Z][a-z']*", anyascii(word)))
    if name.script == "Arab":
        return tuple(_arabic_ascii(word) for word in name.words)
    words = (part for word in name.words for part in anyascii(word).split("-"))
    return tuple(word for word in words if word.lower() not in tables().articles)


def _arabic_ascii(word: str) -> str:
    folded = fold(word)
    bare = folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded
    # A written consonant is a sound of its own here: only other scripts double letters.
    return "'".join(anyascii(letter) for letter in bare)


# What a code of _SOUNDS stands for: a class of consonants, or several where transliterations disagree.
_PLACES = {
    "F": Place("F"),
    "f": Place(("F", "")),
    "B": Place("B"),
    "T": Place("T"),
    "t": Place(("T", "S")),
    "D": Place("D"),
    "d": Place(("D", "S")),
    "S": Place("S"),
    "s": Place(("S", "K")),
    "j": Place(("S", "K", "")),
    "K": Place("K"),
    "k": Place(("K", "")),
    "L": Place("L"),
    "R": Place("R"),
    "M": Place("M"),
    "N": Place("N"),
    "?": Place(("T", "")),
}
# Spellings and the codes of their places; the first that fits counts.
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("abdel(?=[a-z ])|abdul(?=[a-z ])", "BD"),
    ("t'sh", "?S"),
    ("tsch|tsh|tch|dzh|dsh|sch|shch|tsz|sz|cz|zh|sh", "S"),
    ("ch", "s"),
    ("ts|t's", "?S"),
    ("dj|dz", "S"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "F"),
    ("kh|ck|qu", "K"),
    ("gh", "k"),
    ("ng(?![aeiouyw])h?|n'gh", "N"),
    ("j", "j"),
    ("c|q|g(?=[eiy])", "s"),
    ("x", "kS"),
    ("[sz]", "S"),
    ("[kg]", "K"),
    ("h", "k"),
    ("w", "f"),
    ("[fv]", "F"),
    ("[bp]", "B"),
    *((letter.lower(), letter) for letter in "TDLRMN"),
)
_SOUND = re.compile("|".join(f"(?P<s{number}>{pattern})" for number, (pattern, _) in enumerate(_SOUNDS)))
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")


@lru_cache(maxsize=4096)
def skeleton(name: str) -> tuple[Place, ...]:
    """Return the consonant places of a name in any script, in the order of the letters."""
    spelled = _DOUBLED.sub(r"\1", anyascii(name).lower())
    places: list[Place] = []
    for sound in _SOUND.finditer(spelled):
        number = int((sound.lastgroup or "s0")[1:])
        places.extend(_PLACES[code] for code in _SOUNDS[number][1])
    return tuple(places)


def _consonants(first: Sequence[Place], second: Sequence[Place]) -> int:
    """Return how many consonants two skeletons share if one name can be read as the other, else -1."""

    @cache
    def best(i: int, j: int) -> int:
        if i == len(first) and j == len(second):
            return 0
        found = -1
        if i < len(first) and "" in first[i]:
            found = max(found, best(i + 1, j))
        if j < len(second) and "" in second[j]:
            found = max(found, best(i, j + 1))
        if i < len(first) and j < len(second) and (first[i] & second[j]) - {""}:
            rest = best(i + 1, j + 1)
            found = max(found, rest + 1 if rest >= 0 else -1)
        return found

    return best(0, 0)
