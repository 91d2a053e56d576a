"""What the engine says about a pair of wordings."""

from collections.abc import Mapping
from dataclasses import dataclass

from quotes.matching.evidence import Evidence, Span
from quotes.matching.relations import Direction, Relation, WordingDegree
from quotes.matching.scoring import Strength
from quotes.matching.wordings import Wording


@dataclass(frozen=True, slots=True)
class SharedPhrase:
    """The corresponding parts: spans in each side's body (see `Evidence`), their words, and their cosine."""

    first: Span
    second: Span
    first_text: str
    second_text: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the engine says about a pair.

    `probability` (0..1) is that an editor should see the pair; from `threshold` on it is flagged by default;
    `same_meaning` (0..1) is that both say the same. `close` tells whether the texts were read together, or only glanced
    at: then little is known but that they are hardly related.
    `relations` holds all six, most probable first, summing to one. `direction` is None where dates cannot order them.
    `family_key` is equal for comparisons of one first wording that rest on one of its phrases; None where none does.
    """

    first: Wording
    second: Wording
    probability: float
    same_meaning: float
    strength: Strength
    threshold: float
    close: bool
    relations: tuple[tuple[Relation, float], ...]
    wording: WordingDegree
    direction: Direction | None
    evidence: Evidence
    phrase: SharedPhrase | None
    family_key: str | None
    features: Mapping[str, float]

    @property
    def flagged(self) -> bool:
        return self.probability >= self.threshold

    @property
    def relation(self) -> Relation:
        """The most probable relation other than unrelated: what a flagged pair is suggested as."""
        return next(relation for relation, _ in self.relations if relation != Relation.UNRELATED)
