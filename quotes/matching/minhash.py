"""Bands for the lexical index: two wordings that share a band share words, whichever order they are stored in.

Banded MinHash (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3): 12 bands of 2 rows over
words and word pairs (characters in unspaced scripts: pairs and triples). A phrase of one to four words has too few
elements for that to be reliable: each of its elements is a band of its own, so that nothing short falls through.
Deterministic on every machine and in every process: BLAKE2b, never Python's own hash.
"""

import hashlib
import itertools
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from quotes.matching.scripts import UNSPACED
from quotes.matching.tokens import Token

BANDS = 12
ROWS = 2
SHORT_WORDS = 4
_SHORT_CHARACTERS = 8
_PRIME = np.uint64((1 << 31) - 1)
_GENERATOR = np.random.Generator(np.random.PCG64(20210131))
_MULTIPLIERS = _GENERATOR.integers(1, (1 << 31) - 1, size=BANDS * ROWS, dtype=np.uint64)
_ADDENDS = _GENERATOR.integers(0, (1 << 31) - 1, size=BANDS * ROWS, dtype=np.uint64)


def bands(tokens: Sequence[Token], script: str) -> tuple[int, ...]:
    """Return sorted signed 64-bit bands, salted by script; none for a text without words."""
    elements = sorted(_elements([token.text for token in tokens], script in UNSPACED))
    if not elements:
        return ()
    if is_short(len(tokens), script):
        return tuple(sorted({_signed_hash(f"{script}|short|{element}") for element in elements}))
    signature = _signature(elements)
    rows = (signature[band * ROWS : (band + 1) * ROWS] for band in range(BANDS))
    return tuple(sorted({_signed_hash(f"{script}|{band}|{row[0]}|{row[1]}") for band, row in enumerate(rows)}))


def is_short(words: int, script: str) -> bool:
    """Say whether a text of so many words (characters of an unspaced script) is a short phrase."""
    return words <= (_SHORT_CHARACTERS if script in UNSPACED else SHORT_WORDS)


def _elements(words: list[str], unspaced: bool) -> set[str]:
    pairs = {" ".join(pair) for pair in itertools.pairwise(words)}
    if not unspaced:
        return set(words) | pairs
    triples = {" ".join(triple) for triple in zip(words, words[1:], words[2:], strict=False)}
    return (pairs | triples) or set(words)


def _signature(elements: Iterable[str]) -> npt.NDArray[np.uint64]:
    hashes = np.array([_hash32(element) for element in elements], dtype=np.uint64)
    # Universal hashing modulo a Mersenne prime: products of two 31-bit numbers stay inside 64 bits.
    mixed = (hashes[:, None] % _PRIME * _MULTIPLIERS + _ADDENDS) % _PRIME
    return np.asarray(mixed.min(axis=0), dtype=np.uint64)


def _hash32(element: str) -> int:
    return int.from_bytes(hashlib.blake2b(element.encode(), digest_size=4).digest(), "big")


def _signed_hash(element: str) -> int:
    return int.from_bytes(hashlib.blake2b(element.encode(), digest_size=8).digest(), "big", signed=True)
