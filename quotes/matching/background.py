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
_NEIGHBOURS = 5
# Every second passage: the windows overlap anyway, and start-up halves.
_STEP = 2


class Background:
    """The encoded background of one encoder."""

    def __init__(self, encoder: Encoder) -> None:
        sentences = background_passages()
        self._vectors = encoder.encode([passage for sentence in sentences for passage in sentence])
        self._starts = np.cumsum([0, *(len(sentence) for sentence in sentences[:-1])])

    def nearness(self, vectors: FloatArray) -> FloatArray:
        """Return for each row its mean cosine to its nearest background sentences; shape (n,).

        A sentence is as near as its nearest passage: overlapping windows of one sentence count once.
        """
        cosines = np.maximum.reduceat(vectors @ self._vectors.T, self._starts, axis=1)
        nearest = np.partition(cosines, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:]
        return np.asarray(nearest.mean(axis=1), dtype=np.float32)


@lru_cache(maxsize=1)
def background_passages() -> tuple[tuple[str, ...], ...]:
    """Return the passages of each background sentence, always in the same order."""
    sentences: dict[str, list[str]] = json.loads(SENTENCES.read_text(encoding="utf-8"))
    return tuple(
        tuple(passage.text for passage in read(text, language).passages)[::_STEP]
        for language, texts in sentences.items()
        for text in texts
    )


def corrected(cosines: FloatArray, first: FloatArray, second: FloatArray) -> FloatArray:
    """Return cosines (n, m) less half of each side's nearness, (n,) and (m,)."""
    return np.asarray(cosines - (first[:, None] + second[None, :]) / 2, dtype=np.float32)
