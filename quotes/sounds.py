"""PURE. By what a name is found, whatever script it is printed in: its folded words, and what they sound like.

A sound is the skeleton of consonants of :mod:`quotes.matching.names` made coarser, so that one string stands for all
readings of it: an optional consonant is left out and consonants that transliterations confuse are one. It finds
candidates, which are then compared; it never decides.

    name_keys("Sergei Lavrov")  ->  ["=lavrov", "=sergei", "LBRB", "TRT"]
    name_keys("سيرغي لافروف")    ->  ["=سيرغي", "=لافروف", "LBRB", "TR"]
"""

import re
from collections.abc import Iterator
from typing import Final

from anyascii import anyascii

from quotes.matching.names import skeleton
from quotes.matching.normalise import fold
from quotes.matching.scripts import script_of

WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
COARSE: Final = {"F": "B", "B": "B", "T": "T", "D": "T", "S": "T", "K": "T", "L": "L", "R": "R", "M": "M", "N": "N"}
LEAST: Final = 2
"""A sound of one consonant fits too many names."""
MOST_WORDS: Final = 40


def name_keys(name: str) -> list[str]:
    """The keys of a name or of a mention that holds one, sorted; none for a text without words."""
    words = name_words(name)
    sounds = {
        sound for word in words for spelled in _spelled(word) for sound in [_sound(spelled)] if len(sound) >= LEAST
    }
    return sorted({f"={word}"[:80] for word in words} | sounds)


def name_words(name: str) -> list[str]:
    """The folded words of a name in order."""
    return WORD.findall(fold(name))[:MOST_WORDS]


def _spelled(word: str) -> Iterator[str]:
    """The word in Latin letters; of a Chinese name each run of up to three characters, since nothing parts them."""
    script = script_of(word)
    if script == "Hans":
        for length in (1, 2, 3):
            for start in range(len(word) - length + 1):
                yield anyascii(word[start : start + length]).replace(" ", "")
    elif script == "Arab":
        bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
        yield "'".join(anyascii(letter) for letter in bare)
        if bare.startswith("و") and len(bare) > 3:
            yield "'".join(anyascii(letter) for letter in bare[1:])  # «وشي»: “and Xi”
    else:
        for part in word.split("-"):
            yield anyascii(part)


def _sound(spelled: str) -> str:
    places = skeleton(spelled)
    coarse = (COARSE[min(place - {""})] for place in places if "" not in place)
    return re.sub(r"(.)\1+", r"\1", "".join(coarse))[:40]
