"""Figures of ranked answers and of scored pairs, as the benchmark tables name them."""

from collections.abc import Sequence

import numpy as np


def average_precision(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the area under precision and recall (Manning, Raghavan and Schütze, ch. 8); 0 without a positive.

    Equal scores fall together, so that the order of the file says nothing.
    """
    values, positive = np.array(scores), np.array(labels, dtype=bool)
    if not positive.any():
        return 0.0
    order = np.argsort(-values, kind="stable")
    ends = np.flatnonzero(np.append(values[order][1:] != values[order][:-1], True))
    hits = np.cumsum(positive[order])[ends]
    return float((np.diff(hits, prepend=0) * hits / (ends + 1)).sum() / positive.sum())


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the probability that a positive is scored above a negative, ties half."""
    values, positive = np.array(scores), np.array(labels, dtype=bool)
    above, below = values[positive], values[~positive]
    if not len(above) or not len(below):
        return 0.5
    ordered = np.sort(below)
    left = np.searchsorted(ordered, above, side="left")
    right = np.searchsorted(ordered, above, side="right")
    return float((left + right).mean() / (2 * len(below)))


def precision_recall(scores: Sequence[float], labels: Sequence[bool], threshold: float) -> tuple[float, float]:
    """Return precision and recall of "score >= threshold"; precision is 1 where nothing is flagged."""
    flagged, positive = np.array(scores) >= threshold, np.array(labels, dtype=bool)
    hits = int((flagged & positive).sum())
    precision = hits / int(flagged.sum()) if flagged.any() else 1.0
    return precision, hits / int(positive.sum()) if positive.any() else 0.0


def best_f1(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the best harmonic mean of precision and recall over all thresholds; equal scores fall together."""
    values, positive = np.array(scores), np.array(labels, dtype=bool)
    if not positive.any():
        return 0.0
    order = np.argsort(-values, kind="stable")
    hits = np.cumsum(positive[order])
    ends = np.append(values[order][1:] != values[order][:-1], True)
    f1 = 2 * hits / (np.arange(1, len(values) + 1) + positive.sum())
    return float(f1[ends].max())


def hit_at_1(ranked: Sequence[Sequence[bool]]) -> float:
    """Return the share of queries whose first answer is right."""
    return float(np.mean([bool(answers and answers[0]) for answers in ranked]))


def recall_at(ranked: Sequence[Sequence[bool]], relevant: Sequence[int], depth: int) -> float:
    """Return the mean over queries of the share of right answers among the first `depth`."""
    return float(
        np.mean(
            [sum(answers[:depth]) / count if count else 0.0 for answers, count in zip(ranked, relevant, strict=True)]
        )
    )


def mean_reciprocal_rank(ranked: Sequence[Sequence[bool]]) -> float:
    """Return the mean over queries of one by the place of the first right answer, 0 where there is none."""
    return float(np.mean([1 / (answers.index(True) + 1) if True in answers else 0.0 for answers in map(list, ranked)]))


def map_at(ranked: Sequence[Sequence[bool]], relevant: Sequence[int], depth: int) -> float:
    """Return the mean over queries of average precision at `depth`; `relevant` counts each query's right answers."""
    return float(
        np.mean(
            [_average_at(answers[:depth], min(count, depth)) for answers, count in zip(ranked, relevant, strict=True)]
        )
    )


def _average_at(answers: Sequence[bool], possible: int) -> float:
    hits, total = 0, 0.0
    for rank, right in enumerate(answers, start=1):
        if right:
            hits += 1
            total += hits / rank
    return total / possible if possible else 0.0
