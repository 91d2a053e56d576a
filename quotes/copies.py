"""PURE. By what proposals of several articles are known to be one: the same words, and the same text around them.

Agencies are printed by many outlets. Where the words agree but for marks, case and vowel signs, and the same person is
named, they are one statement; where the whole paragraph agrees, they are one text that was copied, and fourteen
copies are one origin.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from quotes.matching.names import personal_name
from quotes.matching.normalise import fold, shadow
from quotes.matching.tokens import tokenise

GAP: Final = "\x1f"


def words_of(text: str) -> str:
    """The folded words of a text, without marks and punctuation, parted by blanks."""
    return " ".join(token.text for token in tokenise(shadow(text)))


def clause_key(language: str, clause: str) -> str:
    """One for all clauses of a language that have the same words."""
    return _key(language, words_of(clause))


def words_key(language: str, clause: str, mention: str) -> str:
    """One for the same words of the same last name."""
    return _key(language, words_of(clause), last_name(mention))


def copy_key(language: str, paragraph: str) -> str:
    """One for paragraphs that have the same words."""
    return _key(language, words_of(paragraph))


def last_name(mention: str) -> str:
    """The folded last word of the name in a mention, of the whole mention where it holds no name."""
    words = personal_name(mention).words or tuple(words_of(mention).split())
    return fold(words[-1]) if words else ""


class Paragraphs:
    """The lines of a text that are not blank, with their keys."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self._lines: list[tuple[int, int]] = []
        start = 0
        for line in text.split("\n"):
            if line.strip():
                self._lines.append((start, start + len(line)))
            start += len(line) + 1
        self._starts = [start for start, _ in self._lines]

    def around(self, start: int, end: int) -> str:
        """The lines in which the stretch stands, joined."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first, bisect_right(self._starts, end - 1) - 1)
        if not self._lines:
            return ""
        return self.text[self._lines[first][0] : self._lines[last][1]]

    def all_keys(self) -> set[str]:
        """The key of each line."""
        return {copy_key(self.language, self.text[start:end]) for start, end in self._lines}

    def keys_around(self, start: int, end: int) -> set[str]:
        """The keys of the lines in which the stretch stands."""
        return {copy_key(self.language, line) for line in self.around(start, end).split("\n") if line.strip()}


def origins(copy_keys: Iterable[str]) -> int:
    """How many independent texts these are copies of."""
    return len(set(copy_keys))


def _key(*parts: str) -> str:
    return hashlib.blake2b(GAP.join(parts).encode(), digest_size=16).hexdigest()
