"""Words of a shadow text, with their places, and a light stem that inflected forms share."""

import re
from dataclasses import dataclass

from quotes.matching.normalise import Shadow
from quotes.matching.scripts import UNSPACED, script_of_character

# A word may hold an inner apostrophe (shadows have one form of it): don't, l'accord is split by the language table.
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*(?:[.,]\d+)*")
_ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_ARABIC_SUFFIXES = ("هما", "تين", "تان", "ها", "هم", "ات", "ون", "ين", "ان", "يه", "ه", "ي", "ا")
_STEM_LENGTH = {"Latn": 6, "Cyrl": 6}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one character of an unspaced script; `start:end` is its place in the shadow."""

    text: str
    start: int
    end: int
    stem: str


def tokenise(shadow: Shadow) -> tuple[Token, ...]:
    """Return the words of a shadow in order; characters of unspaced scripts are words of their own."""
    found: list[Token] = []
    for match in _WORD.finditer(shadow.text):
        found.extend(_split_unspaced(match.group(), match.start()))
    return tuple(found)


def _split_unspaced(word: str, start: int) -> list[Token]:
    pieces: list[Token] = []
    run = 0
    for place, character in enumerate(word):
        if script_of_character(character) in UNSPACED:
            if run < place:
                pieces.append(_token(word[run:place], start + run))
            pieces.append(Token(character, start + place, start + place + 1, character))
            run = place + 1
    if run < len(word):
        pieces.append(_token(word[run:], start + run))
    return pieces


def _token(text: str, start: int) -> Token:
    return Token(text, start, start + len(text), stem(text))


def stem(word: str) -> str:
    """Return a light stem of a folded word: Arabic affixes off, Latin and Cyrillic words cut to their first letters."""
    script = script_of_character(word[0]) if word else ""
    if script == "Arab":
        return _arabic_stem(word)
    length = _STEM_LENGTH.get(script)
    return word if length is None or word[-1].isdigit() else word[:length]


def _arabic_stem(word: str) -> str:
    """After the light stemmer of Larkey, Ballesteros and Connell (2007): never below three letters."""
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word
