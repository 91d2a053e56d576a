"""Many vectors and texts from some tens of thousands of real ones, by one rule.

The rule. Row i stands on real text i mod R. The first R rows are those texts themselves. Every other row is moved:
    x' = normalised(x + t (n - x) + a (z - y)),   t uniform in 0..1,   a = reach * u ** 1.5, u uniform in 0..1,
where n is one of the ten nearest real neighbours of x, and y, z are another real text and one of its ten neighbours: so
every step goes in a direction in which real texts differ, and lengths and clusters stay those of real texts.
    reach = 0.95 + 0.31 log2(rows / R):   the more rows stand on one text, the wider they spread, as real corpora do.
Its text moves as far: of its words about a share `t / 2` is dropped or exchanged for words of n, a share `a / 4` for
words of z. The two constants were fitted by hand: a half, a quarter, an eighth and a sixteenth of the real texts were
grown back to their full number, and the distances to the 1st, 10th and 20th neighbour compared with those of all the
real texts. `bench scale` prints that comparison for its own growth in every run.
"""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from quotes.management.benches.scale.encoding import Encoded
from quotes.management.benches.scale.neighbours import IntArray
from quotes.management.benches.scale.packages import peer
from quotes.management.benches.scale.texts import RealText
from quotes.matching.encoders import FloatArray, normalised
from quotes.matching.scripts import UNSPACED, script_of

PARTNERS = 10
REACH_ONCE, REACH_MORE, REACH_POWER = 0.95, 0.31, 1.5
LEAST_COPIES = 2.0
DROPPED = 1 / 3
GRAPH, GRAPH_SEARCH = 16, 64


@dataclass(frozen=True)
class Grounds:
    """Real texts and, for each, the places of its PARTNERS nearest others; shape (texts, PARTNERS)."""

    encoded: Encoded
    partners: IntArray

    def __len__(self) -> int:
        return len(self.partners)


@dataclass(frozen=True)
class Moves:
    """What the rule did to a stretch of rows; one entry a row in each array."""

    base: IntArray
    partner: IntArray
    step: FloatArray
    other: IntArray
    toward: IntArray
    reach: FloatArray


def grounds_of(encoded: Encoded) -> Grounds:
    """Find every text's nearest others with faiss: nearly all of the ten nearest, in a tenth of the time of exactness.

    On one thread, so that equal texts always get equal partners.
    """
    faiss = peer("faiss", "faiss-cpu")
    faiss.omp_set_num_threads(1)
    graph = faiss.IndexHNSWFlat(encoded.vectors.shape[1], GRAPH, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efSearch = GRAPH_SEARCH
    graph.add(encoded.vectors)
    _, ids = graph.search(encoded.vectors, PARTNERS + 1)
    itself = ids == np.arange(len(ids))[:, None]
    itself[~itself.any(axis=1), -1] = True
    return Grounds(encoded, np.asarray(ids[~itself].reshape(len(ids), PARTNERS), dtype=np.int64))


def remembered_grounds(encoded: Encoded, cache: Path) -> Grounds:
    """Return the same, read from the cache where these very vectors were compared before."""
    kept = cache / f"{hashlib.sha256(encoded.vectors.tobytes()).hexdigest()[:16]}.partners.npy"
    if kept.exists():
        return Grounds(encoded, np.load(kept))
    grounds = grounds_of(encoded)
    fresh = kept.with_suffix(".new")
    with fresh.open("wb") as file:
        np.save(file, grounds.partners)
    fresh.replace(kept)
    return grounds


def part_of(encoded: Encoded, places: IntArray) -> Encoded:
    """Return these texts only."""
    return Encoded([encoded.texts[place] for place in places], encoded.vectors[places])


class Growth:
    """Rows 0..size of the rule, in stretches; equal seeds give equal rows."""

    def __init__(self, grounds: Grounds, size: int, *, seed: int, keep_real: bool = True) -> None:
        self.grounds = grounds
        self._seed = seed
        self._keep_real = keep_real
        self.size = size
        copies = max(LEAST_COPIES, size / len(grounds))
        self.dimension = grounds.encoded.vectors.shape[1]
        self.reach = REACH_ONCE + REACH_MORE * math.log2(copies)

    def moves(self, first: int, last: int) -> Moves:
        """Return what happens to rows first..last; a stretch is always asked for with the same bounds."""
        chance = np.random.default_rng([self._seed, first])
        rows, real = np.arange(first, last), len(self.grounds)
        pick = np.arange(last - first)
        base, other = rows % real, chance.integers(0, real, len(rows))
        columns = chance.integers(0, PARTNERS, (2, len(rows)))
        step = chance.random(len(rows))
        reach = self.reach * chance.random(len(rows)) ** REACH_POWER
        moved = (rows >= real) | (not self._keep_real)
        partners = self.grounds.partners
        return Moves(
            base=base,
            partner=partners[base][pick, columns[0]],
            step=np.asarray(step * moved, dtype=np.float32),
            other=other,
            toward=partners[other][pick, columns[1]],
            reach=np.asarray(reach * moved, dtype=np.float32),
        )

    def vectors(self, moves: Moves) -> FloatArray:
        """Return float32 rows of length one."""
        real = self.grounds.encoded.vectors
        start = real[moves.base]
        towards = moves.step[:, None] * (real[moves.partner] - start)
        across = moves.reach[:, None] * (real[moves.toward] - real[moves.other])
        return normalised(np.asarray(start + towards + across, dtype=np.float32))

    def texts(self, moves: Moves) -> Iterator[RealText]:
        """Yield each row's words, in the language of its base."""
        texts = self.grounds.encoded.texts
        for row in range(len(moves.base)):
            base = texts[moves.base[row]]
            near, far = (texts[places[row]].text for places in (moves.partner, moves.toward))
            shares = (float(moves.step[row]) / 2, float(moves.reach[row]) / 4)
            chance = np.random.default_rng([self._seed, 1, int(moves.base[row]), int(moves.other[row])])
            yield RealText(exchanged(base.text, (near, far), shares, chance), base.language)


def exchanged(text: str, sources: tuple[str, str], shares: tuple[float, float], chance: np.random.Generator) -> str:
    """Change about these shares of the words: two of three are exchanged for a word of the source, one is dropped.

    A source in another script gives no words: there the word is dropped. Shares of 0 change nothing.
    """
    script = script_of(text)
    words = _words(text)
    given = [_words(source) if script_of(source) == script else [] for source in sources]
    kept: list[str] = []
    for word, draw, drop in zip(words, *chance.random((2, len(words))).tolist(), strict=True):
        source = given[draw >= shares[0]]
        if draw >= sum(shares):
            kept.append(word)
        elif drop >= DROPPED and source:
            kept.append(source[int(chance.integers(0, len(source)))])
    return ("" if script in UNSPACED else " ").join(kept or words)


def _words(text: str) -> list[str]:
    return list(text) if script_of(text) in UNSPACED else text.split()


def half_precision(vectors: FloatArray) -> npt.NDArray[np.float16]:
    """Return what the database keeps of the vectors."""
    return vectors.astype(np.float16)
