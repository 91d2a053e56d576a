"""The similarity of two texts by their trigrams as PostgreSQL's pg_trgm counts it, for engines that cannot."""

import re

WORD = re.compile(r"[^\W_]+")


def similarity(one: str, other: str) -> float:
    """Shared trigrams divided by all trigrams of both: 0..1."""
    ours, theirs = trigrams(one), trigrams(other)
    every = len(ours | theirs)
    return len(ours & theirs) / every if every else 0.0


def trigrams(text: str) -> frozenset[str]:
    """Each word in small letters, with two spaces before it and one after it, in threes."""
    padded = (f"  {word} " for word in WORD.findall(text.lower()))
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))
