"""Fits the linear reading of two sentence vectors: four answers, ridge-penalised, by gradient descent with momentum."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from quotes.matching.cross_encoder import Answer
from quotes.matching.encoders import FloatArray
from quotes.matching.engine import Engine, Prepared
from quotes.matching.scoring import Content
from quotes.matching.training.data import SEED, Fold, LabelledPair, some_of_each
from quotes.matching.vector_reading import combined
from quotes.matching.wordings import Wording

_RIDGE = 2.0e-2
_ROUNDS = 400


def fit_vector_reading(pairs: Sequence[LabelledPair], engine: Engine, out: Path) -> str:
    """Write the weights that the pairs of the first fold teach; return a line of the report."""
    chance = random.Random(SEED)  # noqa: S311 - sampling of training pairs, no secret
    used = some_of_each((pair for pair in pairs if pair.fold == Fold.NETWORKS), chance)
    texts = list(dict.fromkeys(text for pair in used for text in (pair.first, pair.second)))
    known = dict(zip(texts, vectors_of(engine, texts), strict=True))
    first, second = (np.stack([known[getattr(pair, side)] for pair in used]) for side in ("first", "second"))
    labels = np.array([list(Content).index(pair.content) for pair in used if pair.content is not None])
    rows = combined(first, second)
    spread = rows.std(axis=0) + 1e-6
    centre = rows.mean(axis=0)
    weights, bias = _descend((rows - centre) / spread, labels)
    weights = weights / spread[:, None]
    bias = bias - centre @ weights
    np.savez(out, weights=weights.astype(np.float16), bias=bias.astype(np.float32), encoder=engine.encoder_version)
    return f"vector reading: {len(used)} pairs, {weights.size} weights"


def vectors_of(engine: Engine, wordings: Sequence[Wording]) -> FloatArray:
    """Return one vector a wording, shape (n, dimension)."""
    prepared = engine.prepare(wordings)
    return np.stack([one.vector for one in prepared if isinstance(one, Prepared)])


def _descend(rows: FloatArray, labels: npt.NDArray[np.int64]) -> tuple[FloatArray, FloatArray]:
    """Return weights and bias; every answer counts alike, however often it stands in the data."""
    counts = np.bincount(labels, minlength=len(Answer))
    share = (1 / np.maximum(counts, 1) / len(Answer))[labels][:, None]
    wanted = np.eye(len(Answer))[labels]
    # In double precision the sums of a hundred thousand pairs stay exact; converted once and not in every round.
    rows = rows.astype(np.float64)
    weights, bias = np.zeros((rows.shape[1], len(Answer))), np.zeros(len(Answer))
    pushed, pushed_bias = np.zeros_like(weights), np.zeros_like(bias)
    for _ in range(_ROUNDS):
        odds = rows @ weights + bias
        odds -= odds.max(axis=1, keepdims=True)
        chances = np.exp(odds)
        chances /= chances.sum(axis=1, keepdims=True)
        wrong = (chances - wanted) * share
        pushed = 0.9 * pushed + rows.T @ wrong + _RIDGE * weights
        pushed_bias = 0.9 * pushed_bias + wrong.sum(axis=0)
        weights, bias = weights - 0.02 * pushed, bias - 0.02 * pushed_bias
    return weights.astype(np.float32), bias.astype(np.float32)
