"""The words of an occurrence. PURE: works on anything that has the columns of one.

A quotation's wording is what stands in quotation marks; where nothing does, the outlet's clause.
"""

import unicodedata
from collections.abc import Sequence
from typing import Protocol

GAP = " … "
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Mn", "Me", "Co", "Cn"})


class HasWords(Protocol):
    kind: str
    clause_exact: str


def wording(clause: str, segments: Sequence[str]) -> str:
    """The quoted parts in order, joined by an ellipsis; the clause where there are none."""
    return GAP.join(segments) if segments else clause


def says_something(text: str) -> bool:
    """False for an empty text and for one of blanks, marks and control characters only."""
    return any(unicodedata.category(character) not in INVISIBLE and character.isprintable() for character in text)


def has_letters(text: str) -> bool:
    """True when at least one letter or digit stands in the text: a quotation of dots and dashes says nothing."""
    return any(character.isalnum() for character in text)
