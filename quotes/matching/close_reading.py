"""The second look at a pair: everything that is known of it, as named features.

To the features of the glance come what turns one text into the other (`contrast`), what their vectors say beyond their
cosine (`vector_reading`) and what they say when both are read together (`cross_encoder`). An answer counts by its log
odds against chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quotes.matching.contrast import Contrast, contrast
from quotes.matching.cross_encoder import Answer, CrossEncoder, TextPair
from quotes.matching.encoders import FloatArray
from quotes.matching.features import Measured, Side
from quotes.matching.normalise import legible
from quotes.matching.vector_reading import VectorReading
from quotes.matching.wordings import ENCODED_CHARACTERS, Reading

# Longer texts are read around the phrase that they share.
MOST_WORDS = 80
_FLOOR = 0.01
READ = tuple(f"read_{answer.name.lower()}" for answer in Answer)
VECTORS = tuple(f"vectors_{answer.name.lower()}" for answer in Answer)


@dataclass(frozen=True, eq=False, slots=True)
class Glance:
    """Two sides, what was measured of them, and the probability at a glance that they are related."""

    first: Side
    second: Side
    measured: Measured
    probability: float


@dataclass(frozen=True, eq=False, slots=True)
class CloseReading:
    """A glance with all features, and what they rest on."""

    glance: Glance
    features: Mapping[str, float]
    contrast: Contrast


def read_closely(glances: Sequence[Glance], reader: CrossEncoder, vectors: VectorReading | None) -> list[CloseReading]:
    """Return the close reading of each glance, in order; without vector weights for this encoder they say nothing."""
    read = reader.read([_texts(glance) for glance in glances])
    told = _told_by_vectors(glances, vectors)
    return [_closely(glance, *answers) for glance, *answers in zip(glances, read, told, strict=True)]


def _closely(glance: Glance, read: FloatArray, told: FloatArray) -> CloseReading:
    contrasted = contrast(glance.first.prepared, glance.second.prepared)
    features = {
        **glance.measured.features,
        **contrasted.features,
        **dict(zip(READ, _odds(read), strict=True)),
        **dict(zip(VECTORS, _odds(told), strict=True)),
    }
    return CloseReading(glance, features, contrasted)


def _odds(probabilities: FloatArray) -> list[float]:
    """Return log odds, within -4.6..4.6; a uniform answer says the same of all."""
    kept = np.clip(probabilities.astype(np.float64), _FLOOR, 1 - _FLOOR)
    return [float(value) for value in np.log(kept / (1 - kept))]


def _told_by_vectors(glances: Sequence[Glance], vectors: VectorReading | None) -> FloatArray:
    if vectors is None or not glances:
        return np.full((len(glances), len(Answer)), 1 / len(Answer), dtype=np.float32)
    first = np.stack([glance.first.prepared.vector for glance in glances])
    second = np.stack([glance.second.prepared.vector for glance in glances])
    return vectors.read(first, second)


def _texts(glance: Glance) -> TextPair:
    phrase = glance.measured.phrase
    return _readable(glance.first.body, phrase.first), _readable(glance.second.body, phrase.second)


def _readable(reading: Reading, passage: int) -> str:
    """Return what is read of a text: all of it, or of a long one the words around one of its passages."""
    if len(reading.tokens) <= MOST_WORDS:
        return reading.legible
    found = reading.passages[passage]
    middle = (found.first + found.last) // 2
    first = max(0, min(middle - MOST_WORDS // 2, len(reading.tokens) - MOST_WORDS))
    last = reading.tokens[min(first + MOST_WORDS, len(reading.tokens)) - 1]
    start, end = reading.shadow.original(reading.tokens[first].start, last.end)
    return legible(reading.text[start:end], ENCODED_CHARACTERS)
