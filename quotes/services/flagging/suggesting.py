"""Which of the candidates an editor should see: the engine scores, families select, one suggestion a pair."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quotes.matching.engine import Comparison, Engine, Prepared
from quotes.matching.evidence import Evidence, Reason
from quotes.matching.families import Flag, select
from quotes.matching.normalise import fold
from quotes.services.flagging.candidates import Candidate

MOST_OPEN = 20
FAMILY_LENGTH = 200


@dataclass(frozen=True)
class Suggestion:
    """One relation of a pair as it will be written, `first` being the quotation with the lower id.

    `keys` are the keys of the two wordings compared (see `texts.wording_key`) in that order. `evidence` is
    `Evidence.to_json()` with "occurrences", the ids of the two occurrences to whose words its offsets refer.
    """

    first_id: int
    second_id: int
    relation: str
    wording: str
    probability: float
    evidence: dict[str, Any]
    keys: tuple[str, str]
    family: str
    group_key: str
    group_count: int

    @property
    def pair(self) -> tuple[int, int]:
        return self.first_id, self.second_id

    @property
    def pair_sha256(self) -> str:
        return hashlib.sha256("\0".join(self.keys).encode()).hexdigest()


@dataclass(frozen=True)
class Found:
    """At most MOST_OPEN suggestions, the surest first, and how many more there were.

    `considered` are the quotations that were compared: of others, whose wordings may have been stored since, this
    search knows nothing.
    """

    suggestions: list[Suggestion]
    beyond: int
    considered: frozenset[int] = frozenset()


def suggest(engine: Engine, quotation_id: int, mine: Mapping[str, Prepared], candidates: Sequence[Candidate]) -> Found:
    """Compare, keep the best comparison of each other quotation, group stock phrases, cap."""
    best = _best_by_quotation(_compare(engine, mine, candidates), candidates)
    flags, beyond = select(best, limit=MOST_OPEN)
    families = _families(flags)
    considered = frozenset(candidate.quotation_id for candidate in candidates)
    suggestions = [_suggestion(quotation_id, flag, mine, candidates, families) for flag in flags]
    return Found(suggestions, beyond, considered)


def _compare(engine: Engine, mine: Mapping[str, Prepared], candidates: Iterable[Candidate]) -> Iterable[Comparison]:
    near: dict[str, list[Prepared]] = defaultdict(list)
    for candidate in candidates:
        near[candidate.near_to].append(candidate.prepared)
    for key, others in near.items():
        # A stored wording that this run did not prepare belongs to a newer revision; the finish will notice.
        if key in mine:
            yield from engine.compare_many(mine[key], others)


def _best_by_quotation(comparisons: Iterable[Comparison], candidates: Sequence[Candidate]) -> list[Comparison]:
    best: dict[int, Comparison] = {}
    for comparison in comparisons:
        quotation_id = candidates[comparison.second.ref].quotation_id
        if quotation_id not in best or best[quotation_id].probability < comparison.probability:
            best[quotation_id] = comparison
    return list(best.values())


def _families(flags: Iterable[Flag]) -> dict[str, str]:
    """One spelling of each shared phrase, by the engine's key for it."""
    phrases: dict[str, str] = {}
    for flag in flags:
        if flag.comparison.family_key and flag.comparison.phrase:
            phrases.setdefault(flag.comparison.family_key, flag.comparison.phrase.first_text[:FAMILY_LENGTH])
    return phrases


def _suggestion(
    quotation_id: int,
    flag: Flag,
    mine: Mapping[str, Prepared],
    candidates: Sequence[Candidate],
    families: Mapping[str, str],
) -> Suggestion:
    comparison = flag.comparison
    other = candidates[comparison.second.ref]
    swap = other.quotation_id < quotation_id
    ids = (quotation_id, other.quotation_id)
    keys = (other.near_to, other.key)
    occurrences = [mine[other.near_to].ref, other.occurrence_id]
    evidence = _evidence(flag)
    first_id, second_id = reversed(ids) if swap else ids
    return Suggestion(
        first_id=first_id,
        second_id=second_id,
        relation=comparison.relation.value,
        wording=comparison.wording.value,
        probability=round(min(1.0, max(0.0, comparison.probability)), 4),
        evidence={
            **(evidence.swapped() if swap else evidence).to_json(),
            "occurrences": occurrences[::-1] if swap else occurrences,
        },
        keys=(keys[1], keys[0]) if swap else keys,
        family=families.get(comparison.family_key or "", ""),
        group_key=_group_key(flag),
        group_count=flag.stands_for,
    )


def _evidence(flag: Flag) -> Evidence:
    evidence = flag.comparison.evidence
    if flag.stands_for == 1:
        return evidence
    many = Reason("many_speakers", 0.0, {"speakers": flag.speakers})
    return replace(evidence, reasons=(*evidence.reasons, many))


def _group_key(flag: Flag) -> str:
    """The same for every quotation of one stock wording, whichever of them is looked at."""
    if flag.stands_for == 1:
        return ""
    other = flag.comparison.second
    return hashlib.sha256(f"{other.language}\0{fold(other.text)}".encode()).hexdigest()
