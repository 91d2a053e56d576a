"""Which of the candidates an editor should see: the engine scores, families select, one suggestion a pair."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quotes.matching.engine import Comparison, Engine, Prepared
from quotes.matching.evidence import Evidence, Reason
from quotes.matching.families import Flag, Selection, choose
from quotes.matching.normalise import fold
from quotes.muting import SharedPhrase, shared_phrase
from quotes.services.families.proposing import Memberships, ProposedFamily, memberships, phrase_words, propose
from quotes.services.flagging.candidates import Candidate
from quotes.services.flagging.texts import possible_keys
from quotes.services.learning.taught import Taught, judged_json, phrase_of

MOST_OPEN = 20
FAMILY_LENGTH = 200


@dataclass(frozen=True)
class Suggestion:
    """One relation of a pair as it will be written, `first` being the quotation with the lower id.

    `keys` are the keys of the two wordings compared (see `texts.wording_key`) in that order, `possible_keys` what
    another engine may have called them. `evidence` is `Evidence.to_json()` with "occurrences", the ids of the two
    occurrences to whose words its offsets refer, "judged" (see `judged_json`), and "phrase" where it rests on one.
    """

    first_id: int
    second_id: int
    relation: str
    wording: str
    probability: float
    evidence: dict[str, Any]
    keys: tuple[str, str]
    possible_keys: tuple[tuple[str, ...], tuple[str, ...]]
    family: str
    group_key: str
    group_count: int

    @property
    def pair(self) -> tuple[int, int]:
        return self.first_id, self.second_id

    @property
    def pair_sha256(self) -> str:
        return pair_hash(*self.keys)

    @property
    def possible_hashes(self) -> frozenset[str]:
        """What `pair_sha256` is or was for these very words."""
        ours, theirs = self.possible_keys
        return frozenset(pair_hash(one, other) for one in ours for other in theirs)

    @property
    def phrase(self) -> SharedPhrase | None:
        return shared_phrase(self.evidence)


def pair_hash(first_key: str, second_key: str) -> str:
    return hashlib.sha256(f"{first_key}\0{second_key}".encode()).hexdigest()


@dataclass(frozen=True)
class Found:
    """Suggestions for at most MOST_OPEN cards, the surest first, and how many more there were.

    `considered` are the quotations that were compared: of others, whose wordings may have been stored since, this
    search knows nothing. `folded` are those of a family that are only counted, `families` the families themselves,
    `phrases` the words of each other quotation on which its suggestion rests, `silenced` pairs that would be suggested
    but for a muted phrase, each with its mute.
    """

    suggestions: list[Suggestion]
    beyond: int
    considered: frozenset[int] = frozenset()
    folded: frozenset[int] = frozenset()
    families: tuple[ProposedFamily, ...] = ()
    phrases: Mapping[int, str] = field(default_factory=dict)
    silenced: tuple[tuple[int, tuple[int, int]], ...] = ()


@dataclass(frozen=True)
class Heard:
    """Comparisons as editors taught to read them; the engine's own answer to each by the places of its wordings."""

    comparisons: list[Comparison]
    judged: dict[tuple[int, int], dict[str, Any]]
    silenced: dict[int, int]


def suggest(
    engine: Engine,
    quotation_id: int,
    mine: Mapping[str, Prepared],
    candidates: Sequence[Candidate],
    taught: Taught | None = None,
) -> Found:
    """Compare, calibrate, leave out muted phrases, keep the best comparison of each other quotation, group, cap."""
    heard = _heard(engine, _compare(engine, mine, candidates), candidates, taught or Taught())
    best = best_by_quotation(heard.comparisons, candidates)
    considered = frozenset(candidate.quotation_id for candidate in candidates)
    chosen = _chosen(best, candidates, memberships(considered))
    families = _families(chosen.flags)
    suggestions = [
        _with_judgement(
            _suggestion(quotation_id, flag, mine, candidates, families), heard.judged[_places(flag.comparison)]
        )
        for flag in chosen.flags
    ]
    flagged = {candidates[comparison.second.ref].quotation_id for comparison in best if comparison.flagged}
    silenced = tuple(
        (mute, (min(quotation_id, other), max(quotation_id, other)))
        for other, mute in sorted(heard.silenced.items())
        if other not in flagged
    )
    return Found(
        suggestions=suggestions,
        beyond=chosen.uncounted,
        considered=considered,
        folded=frozenset(_other(flag, candidates).quotation_id for unit in chosen.units for flag in unit.folded),
        families=tuple(_proposed(chosen, mine, candidates)),
        phrases={_other(flag, candidates).quotation_id: phrase_words(flag.comparison) for flag in chosen.flags},
        silenced=silenced,
    )


def _heard(engine: Engine, comparisons: Iterable[Comparison], candidates: Sequence[Candidate], taught: Taught) -> Heard:
    """A quotation that rests on a muted phrase in one wording may still be suggested for another one."""
    heard = Heard([], {}, {})
    for own in comparisons:
        comparison = taught.corrected(own)
        mute = taught.mute_of(phrase_of(comparison)) if comparison.flagged and taught.mutes else None
        if mute is not None:
            heard.silenced.setdefault(candidates[own.second.ref].quotation_id, mute)
            continue
        heard.comparisons.append(comparison)
        heard.judged[_places(own)] = judged_json(own, engine.version)
    return heard


def _places(comparison: Comparison) -> tuple[int, int]:
    return comparison.first.ref, comparison.second.ref


def _with_judgement(suggestion: Suggestion, judged: dict[str, Any]) -> Suggestion:
    return replace(suggestion, evidence={**suggestion.evidence, "judged": judged})


def _chosen(best: Sequence[Comparison], candidates: Sequence[Candidate], known: Memberships) -> Selection:
    families = {
        comparison.second.ref: family
        for comparison in best
        if (family := known.family_of(candidates[comparison.second.ref].quotation_id, comparison)) is not None
    }
    return choose(best, MOST_OPEN, families=families, sizes=known.sizes)


def _proposed(
    chosen: Selection, mine: Mapping[str, Prepared], candidates: Sequence[Candidate]
) -> Iterable[ProposedFamily]:
    for unit in chosen.units:
        others = [_other(flag, candidates) for flag in unit.flags]
        nearest = [other.quotation_id for other in others]
        proposed = propose(unit, nearest=nearest, occurrence_id=mine[others[0].near_to].ref)
        if proposed:
            yield proposed


def _other(flag: Flag, candidates: Sequence[Candidate]) -> Candidate:
    return candidates[flag.comparison.second.ref]


def _compare(engine: Engine, mine: Mapping[str, Prepared], candidates: Iterable[Candidate]) -> Iterable[Comparison]:
    near: dict[str, list[Prepared]] = defaultdict(list)
    for candidate in candidates:
        near[candidate.near_to].append(candidate.prepared)
    for key, others in near.items():
        # A stored wording that this run did not prepare belongs to a newer revision; the finish will notice.
        if key in mine:
            yield from engine.compare_many(mine[key], others)


def best_by_quotation(comparisons: Iterable[Comparison], candidates: Sequence[Candidate]) -> list[Comparison]:
    """What is flagged comes first: of other pairs of wordings more may be asked, and a surer one be no flag."""
    best: dict[int, Comparison] = {}
    for comparison in comparisons:
        quotation_id = candidates[comparison.second.ref].quotation_id
        if quotation_id not in best or _standing(best[quotation_id]) < _standing(comparison):
            best[quotation_id] = comparison
    return list(best.values())


def _standing(comparison: Comparison) -> tuple[bool, float]:
    return comparison.flagged, comparison.probability


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
    other = _other(flag, candidates)
    swap = other.quotation_id < quotation_id
    ids = (quotation_id, other.quotation_id)
    keys = (other.near_to, other.key)
    occurrences = [mine[other.near_to].ref, other.occurrence_id]
    possible = possible_keys(mine[other.near_to]), possible_keys(other.prepared)
    evidence = _evidence(flag)
    phrase = phrase_of(comparison)
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
            **({"phrase": (phrase.swapped() if swap else phrase).to_json()} if phrase else {}),
        },
        keys=(keys[1], keys[0]) if swap else keys,
        possible_keys=(possible[1], possible[0]) if swap else possible,
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
