"""Scores the pairs of a pair set, whose labels mean "says the same": by the engine and by its peers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quotes.management.benches.matching.peers import Peer, peers
from quotes.management.benches.matching.sets import PairSet
from quotes.management.benches.refusing import Say
from quotes.matching.engine import Engine, Prepared, Wording
from quotes.matching.figures import auc, average_precision, best_f1

BATCH = 64


@dataclass(frozen=True)
class Scored:
    """One score a pair, in the order of the set."""

    name: str
    scores: Sequence[float]


def score_pairs(found: PairSet, engine: Engine, say: Say, *, with_peers: bool) -> list[Scored]:
    """Return the scores of the engine, then those of its peers."""
    scored = [Scored("Verbatim", _by_engine(found, engine, say))]
    if with_peers:
        texts = [text for pair in found.pairs for text in (pair.first, pair.second)]
        scored.extend(_by_peer(found, peer) for peer in peers(texts))
    return scored


def figures(found: PairSet, scored: Scored) -> dict[str, float]:
    labels = [pair.label for pair in found.pairs]
    return {
        "auc": auc(scored.scores, labels),
        "ap": average_precision(scored.scores, labels),
        "best_f1": best_f1(scored.scores, labels),
    }


def _by_engine(found: PairSet, engine: Engine, say: Say) -> list[float]:
    scores: list[float] = []
    for first in range(0, len(found.pairs), BATCH):
        scores += probabilities([(pair.first, pair.second) for pair in found.pairs[first : first + BATCH]], engine)
        if first % (8 * BATCH) == 0 and first:
            say(f"{found.name}: {first} of {len(found.pairs)} pairs")
    return scores


def probabilities(pairs: Sequence[tuple[Wording, Wording]], engine: Engine) -> list[float]:
    """Return the probability of each pair, as editors see it; 0 where a text cannot be matched."""
    prepared = engine.prepare([text for pair in pairs for text in pair])
    return [
        engine.compare(first, second).probability
        if isinstance(first, Prepared) and isinstance(second, Prepared)
        else 0.0
        for first, second in zip(prepared[::2], prepared[1::2], strict=True)
    ]


def _by_peer(found: PairSet, peer: Peer) -> Scored:
    """A peer that asks one side of the other answers differently both ways: their mean counts."""
    both = [
        float(np.mean([peer.score(2 * number, [2 * number + 1])[0], peer.score(2 * number + 1, [2 * number])[0]]))
        for number in range(len(found.pairs))
    ]
    return Scored(peer.name, both)
