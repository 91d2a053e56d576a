"""Exact nearest neighbours, the truth that every index is measured against."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from quotes.matching.encoders import FloatArray

IntArray = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32] | npt.NDArray[np.float16]

BLOCK = 4_096
QUERIES = 1_024


def nearest(
    queries: Vectors, pool: Vectors, count: int, *, among: IntArray | None = None
) -> tuple[IntArray, FloatArray]:
    """Return (places in the pool, cosines), shape (queries, count), nearest first, of rows of length one.

    among: only these places of the pool count. Fewer than `count` of them leave the rest at place -1, cosine -1.
    """
    found = [
        _nearest(queries[first : first + QUERIES], pool, count, among) for first in range(0, len(queries), QUERIES)
    ]
    return np.concatenate([ids for ids, _ in found]), np.concatenate([cosines for _, cosines in found])


def _nearest(queries: Vectors, pool: Vectors, count: int, among: IntArray | None) -> tuple[IntArray, FloatArray]:
    asked = np.asarray(queries, dtype=np.float32)
    ids = np.full((len(asked), count), -1, dtype=np.int64)
    best = np.full((len(asked), count), -1, dtype=np.float32)
    for places in _blocks(len(pool) if among is None else len(among)):
        rows = pool[places] if among is None else pool[among[places]]
        cosines = asked @ np.asarray(rows, dtype=np.float32).T
        # Only what beats the worst so far is sorted: after the first blocks that is little.
        query, column = np.nonzero(cosines > best[:, -1:])
        better = column + places.start if among is None else among[places][column]
        ids, best = _merged(ids, best, query, better, cosines[query, column])
    return ids, best


def _merged(
    ids: IntArray, best: FloatArray, query: IntArray, better: IntArray, cosines: FloatArray
) -> tuple[IntArray, FloatArray]:
    """Return the best of what was known, shape (queries, count), and of what was found, one entry a find."""
    queries, count = ids.shape
    every = np.concatenate([np.repeat(np.arange(queries), count), query])
    values = np.concatenate([best.ravel(), cosines])
    order = np.lexsort((-values, every))
    first = np.searchsorted(every[order], np.arange(queries))
    kept = order[first[:, None] + np.arange(count)]
    return np.concatenate([ids.ravel(), better])[kept], values[kept]


def _blocks(size: int) -> Iterator[slice]:
    return (slice(first, min(first + BLOCK, size)) for first in range(0, size, BLOCK))


def neighbour_distances(pool: Vectors, members: IntArray, count: int) -> FloatArray:
    """Return the cosine distances of these members to their `count` nearest other members, nearest first."""
    ids, cosines = nearest(pool[members], pool, count + 1)
    itself = ids == members[:, None]
    # Where equal rows push a member out of its own list, the last one goes in its place.
    itself[~itself.any(axis=1), -1] = True
    return np.asarray(1 - cosines[~itself].reshape(len(members), count), dtype=np.float32)


def recall(found: IntArray, truth: IntArray) -> float:
    """Return the mean share of the true neighbours that were found; shape (queries, any) and (queries, count)."""
    shares = [
        len(set(mine.tolist()) & (wanted := set(true[true >= 0].tolist()))) / max(1, len(wanted))
        for mine, true in zip(found, truth, strict=True)
    ]
    return float(np.mean(shares))
