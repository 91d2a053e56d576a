"""Ranks the pool of a retrieval set for every query: the engine by candidates and comparison, the peers by score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from quotes.management.benches.matching.peers import Peer, peers
from quotes.management.benches.matching.pool import Pool, prepared_by_id
from quotes.management.benches.matching.sets import RetrievalSet
from quotes.management.benches.refusing import Say
from quotes.matching.engine import Comparison, Engine, Prepared
from quotes.matching.figures import hit_at_1, map_at, mean_reciprocal_rank, recall_at

# Ranked answers that a peer gives, and so the deepest place that any figure looks at.
DEPTH = 60


@dataclass(frozen=True)
class Flagged:
    """One compared pair of query and text: whether it is a right answer, and what the engine said of it."""

    right: bool
    probability: float
    flagged: bool


@dataclass(frozen=True)
class Ranking:
    """For each query the ids of the pool, best first, with their scores."""

    name: str
    answers: Mapping[str, Sequence[tuple[str, float]]]


@dataclass
class Retrieved:
    """The rankings of a set, the engine's first, and every pair that the engine compared."""

    found: RetrievalSet
    rankings: list[Ranking] = field(default_factory=list)
    compared: list[Flagged] = field(default_factory=list)
    missed: int = 0
    """Right answers that were no candidates: never compared, so never flagged."""


def retrieve(found: RetrievalSet, engine: Engine, say: Say, *, with_peers: bool) -> Retrieved:
    """Rank the pool for every query of a set."""
    result = Retrieved(found)
    result.rankings.append(_by_engine(found, engine, result, say))
    if with_peers:
        texts = [*found.corpus.values(), *found.queries.values()]
        result.rankings.extend(_by_peer(found, peer) for peer in peers(texts))
    return result


def figures(found: RetrievalSet, ranking: Ranking) -> dict[str, float]:
    """Return the figures of one ranking; those of near misses only where the set names some."""
    right = [[one in found.answers[query] for one, _ in ranking.answers[query]] for query in found.queries]
    possible = [len(found.answers[query]) for query in found.queries]
    values = {
        "hit@1": hit_at_1(right),
        "recall@20": recall_at(right, possible, 20),
        "mrr": mean_reciprocal_rank(right),
        "map@5": map_at(right, possible, 5),
    }
    if found.near_misses:
        values["recall@10"] = recall_at(right, possible, 10)
        values["near_misses_below"] = near_misses_below(found, ranking)
    return values


def near_misses_below(found: RetrievalSet, ranking: Ranking) -> float:
    """Return the share of queries with near misses whose best right answer stands above all of them."""
    return float(np.mean([_best_is_right(found, query, ranking.answers[query]) for query in found.near_misses]))


def _best_is_right(found: RetrievalSet, query: str, answers: Sequence[tuple[str, float]]) -> bool:
    for one, _ in answers:
        if one in found.answers[query]:
            return True
        if one in found.near_misses[query]:
            return False
    return False


def _by_engine(found: RetrievalSet, engine: Engine, result: Retrieved, say: Say) -> Ranking:
    pool = Pool(prepared_by_id(found.corpus, engine.prepare(list(found.corpus.values()))), engine)
    queries = engine.prepare(list(found.queries.values()))
    answers: dict[str, Sequence[tuple[str, float]]] = {}
    for number, (query, prepared) in enumerate(zip(found.queries, queries, strict=True), start=1):
        # A query that cannot be matched finds nothing; its figures are zero like those of any other failure.
        compared = _compare(found, query, prepared, pool, engine) if isinstance(prepared, Prepared) else {}
        answers[query] = sorted(((one, its.probability) for one, its in compared.items()), key=lambda one: -one[1])
        result.missed += len(found.answers[query] - compared.keys())
        result.compared += [
            Flagged(one in found.answers[query], its.probability, its.flagged) for one, its in compared.items()
        ]
        if number % 100 == 0:
            say(f"{found.name}: {number} of {len(queries)} queries")
    return Ranking("Verbatim", answers)


def _compare(
    found: RetrievalSet, query: str, prepared: Prepared, pool: Pool, engine: Engine
) -> Mapping[str, Comparison]:
    itself = frozenset({query}) if query in found.corpus and found.is_itself(query, query) else frozenset[str]()
    places = pool.candidates(prepared, itself)
    compared = engine.compare_many(prepared, [pool.prepared[place] for place in places])
    return dict(zip((pool.ids[place] for place in places), compared, strict=True))


def _by_peer(found: RetrievalSet, peer: Peer) -> Ranking:
    ids = list(found.corpus)
    everything = range(len(ids))
    answers: dict[str, Sequence[tuple[str, float]]] = {}
    for number, query in enumerate(found.queries):
        scores = peer.score(len(ids) + number, everything)
        order = [ids[place] for place in np.argsort(-scores, kind="stable")[: DEPTH + 1]]
        places = {one: float(scores[place]) for place, one in enumerate(ids)}
        kept = [one for one in order if not (one == query and found.is_itself(query, one))][:DEPTH]
        answers[query] = [(one, places[one]) for one in kept]
    return Ranking(peer.name, answers)
