"""The candidates of a set held in memory: the product's own search, exact and without a database.

What is asked and how many may come is `CandidateQuery`, as for the indexes that the newsroom uses: by meaning the
nearest part of each text, by words the texts that share a band, ordered by trigrams (as PostgreSQL's pg_trgm counts).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from quotes.candidates.backend import COMPARED_CHARACTERS, CandidateQuery, Hit, Leg
from quotes.matching.encoders import FloatArray
from quotes.matching.engine import Engine, Prepared

# What the search of the newsroom hands to the engine at most.
MOST = 60


class Pool:
    """The prepared texts of a set by their ids; those that cannot be matched are not in it."""

    def __init__(self, prepared: Mapping[str, Prepared], engine: Engine) -> None:
        self._engine = engine
        self.ids = list(prepared)
        self.prepared = [prepared[one] for one in self.ids]
        parts = engine.parts(self.prepared)
        self._starts = np.cumsum([0, *(len(own) for own in parts[:-1])])
        vectors = [part.vector for own in parts for part in own]
        self._vectors = np.stack(vectors) if vectors else np.zeros((0, engine.dimension), dtype=np.float32)
        self._trigrams = [trigrams(one.reading.shadow.text[:COMPARED_CHARACTERS]) for one in self.prepared]
        self._bands: dict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(self.prepared):
            for band in one.bands:
                self._bands[band].append(place)

    def candidates(self, asked: Prepared, without: frozenset[str]) -> list[int]:
        """Return the places of at most MOST texts, legs taking turns, nearest first; none of the ids in `without`."""
        (parts,) = self._engine.parts([asked])
        query = CandidateQuery(parts, asked.bands, asked.script, asked.reading.shadow.text)
        hits = self.search(query, frozenset(place for place, one in enumerate(self.ids) if one in without))
        legs = [[hit.wording_id for hit in hits if hit.leg == leg] for leg in Leg]
        turns = [(turn, place) for leg in legs for turn, place in enumerate(leg)]
        return list(dict.fromkeys(place for _, place in sorted(turns, key=lambda one: one[0])))[:MOST]

    def search(self, query: CandidateQuery, without: frozenset[int] = frozenset()) -> list[Hit]:
        """Return hits as every index of candidates does; `wording_id` is the place in the pool."""
        return [*self._dense(query, without), *self._lexical(query, without)]

    def nearness(self, vectors: FloatArray) -> FloatArray:
        """Return the cosine of each text's nearest part to the nearest of these vectors, shape (texts,)."""
        if not self.ids:
            return np.zeros(0, dtype=np.float32)
        best = (self._vectors @ vectors.T).max(axis=1)
        return np.asarray(np.maximum.reduceat(best, self._starts), dtype=np.float32)

    def _dense(self, query: CandidateQuery, without: frozenset[int]) -> list[Hit]:
        near = self.nearness(np.stack([part.vector for part in query.parts]))
        order = [int(place) for place in np.argsort(-near, kind="stable") if int(place) not in without]
        kept = [place for place in order[: query.dense_limit] if near[place] >= query.least_cosine]
        return [Hit(place, float(near[place]), Leg.DENSE) for place in kept]

    def _lexical(self, query: CandidateQuery, without: frozenset[int]) -> list[Hit]:
        sharing = {place for band in query.bands for place in self._bands.get(band, ())} - without
        words = trigrams(query.shadow[:COMPARED_CHARACTERS])
        found = [
            Hit(place, shared(words, self._trigrams[place]), Leg.LEXICAL)
            for place in sharing
            if self.prepared[place].script == query.script
        ]
        return sorted(found, key=lambda hit: (-hit.nearness, hit.wording_id))[: query.lexical_limit]


def trigrams(text: str) -> frozenset[str]:
    """Return the trigrams of the words of a folded text, each word between two spaces and one (as pg_trgm)."""
    words = "".join(character if character.isalnum() else " " for character in text).split()
    return frozenset(f"  {word} "[place : place + 3] for word in words for place in range(len(word) + 1))


def shared(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of trigrams that both have of those that either has."""
    return len(first & second) / len(first | second) if first and second else 0.0


def prepared_by_id(wordings: Mapping[str, object], answers: Sequence[object]) -> dict[str, Prepared]:
    """Return what could be prepared of the wordings, by id."""
    return {key: one for key, one in zip(wordings, answers, strict=True) if isinstance(one, Prepared)}
