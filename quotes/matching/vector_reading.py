"""What two sentence vectors say about a pair beyond their cosine: a linear reading of their difference and product.

The encoder was trained on inference among other tasks, and part of what tells a statement from its denial lies in the
vectors, not in the angle between them (Conneau et al. 2017, InferSent). It costs nothing: the vectors are stored.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from quotes.matching.encoders import FloatArray

WEIGHTS = Path(__file__).with_name("vector_reading.npz")


@dataclass(frozen=True, eq=False, slots=True)
class VectorReading:
    """weights (2 * dimension, 4), bias (4,): columns in the order of `cross_encoder.Answer`."""

    weights: FloatArray
    bias: FloatArray
    encoder: str
    fingerprint: str

    def read(self, first: FloatArray, second: FloatArray) -> FloatArray:
        """Return the probabilities of rows of vectors, shapes (n, dimension) to (n, 4); the order changes nothing."""
        odds = combined(first, second) @ self.weights + self.bias
        odds -= odds.max(axis=1, keepdims=True)
        chances = np.exp(odds)
        return np.asarray(chances / chances.sum(axis=1, keepdims=True), dtype=np.float32)


def combined(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return what is read of pairs of vectors: distances and products, component by component."""
    return np.hstack([np.abs(first - second), first * second])


@lru_cache(maxsize=4)
def load_vector_reading(path: Path = WEIGHTS) -> VectorReading:
    """Read the weights; they hold for one encoder only, whose id and version they name."""
    with np.load(path) as stored:
        weights, bias, encoder = stored["weights"], stored["bias"], str(stored["encoder"])
    fingerprint = blake2b(path.read_bytes(), digest_size=6).hexdigest()
    return VectorReading(weights.astype(np.float32), bias.astype(np.float32), encoder, fingerprint)
