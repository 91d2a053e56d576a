"""How near a passage is to what everybody says: the background that chance similarities are measured against.

Short function words and worn phrases are near to everything ("there is also a"). Their cosines are corrected with the
idea of cross-domain similarity local scaling (Conneau et al. 2018): from the cosine of two passages half the mean
cosine of each to its nearest background passages is taken. The background is a page of plain news sentences of our own
in several languages; it names no quotation.
"""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from quotes.matching.encoders import Encoder, FloatArray
from quotes.matching.wordings import read

SENTENCES = Path(__file__).with_name("background.json")
_NEIGHBOURS = 15
# Every second passage: the windows overlap anyway, and start-up halves.
_STEP = 2


class Background:
    """The encoded background of one encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self._vectors = encoder.encode(background_passages())

    def nearness(self, vectors: FloatArray) -> FloatArray:
        """Return for each row its mean cosine to its nearest background passages; shape (n,)."""
        cosines = vectors @ self._vectors.T
        nearest = np.partition(cosines, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:]
        return np.asarray(nearest.mean(axis=1), dtype=np.float32)


@lru_cache(maxsize=1)
def background_passages() -> tuple[str, ...]:
    """Return the passages of the background sentences, none twice, always in the same order."""
    sentences: dict[str, list[str]] = json.loads(SENTENCES.read_text(encoding="utf-8"))
    found = [passage.text for texts in sentences.values() for text in texts for passage in read(text).passages]
    return tuple(dict.fromkeys(found))[::_STEP]


def corrected(cosines: FloatArray, first: FloatArray, second: FloatArray) -> FloatArray:
    """Return cosines (n, m) less half of each side's nearness, (n,) and (m,)."""
    return np.asarray(cosines - (first[:, None] + second[None, :]) / 2, dtype=np.float32)
