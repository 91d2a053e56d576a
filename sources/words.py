"""PURE. Lists of words as sets."""


def names(words: str) -> frozenset[str]:
    return frozenset(words.split())
