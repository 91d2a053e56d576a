"""Names the pairs of a labelled set, and counts what was named how.

The peer is a rule with one threshold, fitted to the very set that it is measured on: nearer than it, the pair says the
same, at once or again as speaker and dates tell; what is not so near is unrelated.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from quotes.management.benches.matching.peers import bundled, centred
from quotes.management.benches.matching.sets import NamedPair, RelationSet
from quotes.management.benches.refusing import Say
from quotes.matching.engine import Engine
from quotes.matching.normalise import encodable
from quotes.matching.relating import compared
from quotes.matching.relations import NEAR_DAYS, Relation, WordingDegree, overlap
from quotes.matching.wordings import ENCODED_CHARACTERS

SAYS_THE_SAME = frozenset({Relation.SAME_UTTERANCE, Relation.REPETITION})
# Traps that the issue of false repetitions is about; the others are reported with them.
TRAPS = ("negation", "antonym", "number", "role_swap", "modality", "scope", "time")


@dataclass(frozen=True)
class Named:
    """What a system made of each pair, in the order of the set; `wordings` is None where it names none."""

    name: str
    relations: Sequence[Relation]
    wordings: Sequence[WordingDegree] | None


def name_pairs(found: RelationSet, engine: Engine, say: Say, *, with_peers: bool) -> list[Named]:
    """Return what the engine names the pairs, then its peer."""
    relations, wordings = [], []
    for number, (_, comparison) in enumerate(compared((one.pair for one in found.pairs), engine), start=1):
        relations.append(comparison.relations[0][0])
        wordings.append(comparison.wording)
        if number % 200 == 0:
            say(f"{found.name}: {number} of {len(found.pairs)} pairs")
    named = [Named("Verbatim", relations, wordings)]
    return [*named, _by_threshold(found)] if with_peers else named


def figures(found: RelationSet, named: Named) -> dict[str, float]:
    """Return the figures of a set, all shares of 0..1; those of nothing (no such pair in the set) are 0."""
    truth = [one.relation for one in found.pairs]
    shares = {f"f_{relation}": f_of(truth, named.relations, relation)[2] for relation in Relation}
    same = [relation in SAYS_THE_SAME for relation in named.relations]
    paraphrases = [_is_paraphrase(one) for one in found.pairs]
    values = {
        "macro_f": float(np.mean([shares[f"f_{relation}"] for relation in set(truth)])),
        "accuracy": _share([a == b for a, b in zip(truth, named.relations, strict=True)], None),
        "contradictions_called_same": _share(same, [one == Relation.CONTRADICTION for one in truth]),
        "traps_called_same": _share(same, [_is_trap(one) for one in found.pairs]),
        "paraphrases_kept": _share(same, paraphrases),
    }
    if named.wordings is not None:
        values["wording_accuracy"] = _share(_wordings_right(found, named.wordings), None)
    return {**values, **shares}


def f_of(truth: Sequence[Relation], named: Sequence[Relation], relation: Relation) -> tuple[float, float, float]:
    """Return precision, recall and their harmonic mean for one relation; 0 where nothing of it is there."""
    hits = sum(a == b == relation for a, b in zip(truth, named, strict=True))
    precision = hits / max(1, sum(one == relation for one in named))
    recall = hits / max(1, sum(one == relation for one in truth))
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def confusion(found: RelationSet, named: Named) -> Mapping[tuple[Relation, Relation], int]:
    """Return how many pairs of a relation (first) were named as another (second)."""
    return Counter(zip((one.relation for one in found.pairs), named.relations, strict=True))


def by_trap(found: RelationSet, named: Named) -> list[tuple[str, int, int]]:
    """Return for each kind of trap how many pairs it has and how many of them were called the same.

    After the traps stand the pairs that only look like one ("none_..."), of which as many as can be should be.
    """
    kinds = Counter[str]()
    called = Counter[str]()
    for one, relation in zip(found.pairs, named.relations, strict=True):
        if one.trap and (one.trap.startswith("none_") or one.relation not in SAYS_THE_SAME):
            kinds[one.trap] += 1
            called[one.trap] += relation in SAYS_THE_SAME
    return [(kind, kinds[kind], called[kind]) for kind in sorted(kinds, key=_trap_order)]


def _trap_order(kind: str) -> tuple[bool, int, str]:
    return kind.startswith("none_"), TRAPS.index(kind) if kind in TRAPS else len(TRAPS), kind


def _is_trap(one: NamedPair) -> bool:
    return one.trap in ("negation", "antonym", "number", "role_swap") and one.relation not in SAYS_THE_SAME


def _is_paraphrase(one: NamedPair) -> bool:
    return one.relation in SAYS_THE_SAME and one.wording == WordingDegree.PARAPHRASE


def _share(happened: Sequence[bool], among: Sequence[bool] | None) -> float:
    counted = [one for place, one in enumerate(happened) if among is None or among[place]]
    return sum(counted) / len(counted) if counted else 0.0


def _wordings_right(found: RelationSet, wordings: Sequence[WordingDegree]) -> list[bool]:
    return [one.wording == named for one, named in zip(found.pairs, wordings, strict=True)]


def _by_threshold(found: RelationSet) -> Named:
    texts = [text for one in found.pairs for text in (one.pair.first, one.pair.second)]
    vectors = bundled().encode([encodable(text.text, ENCODED_CHARACTERS) for text in texts])
    moved = centred(vectors, [text.language for text in texts])
    cosines = (moved[::2] * moved[1::2]).sum(axis=1)
    truth = [one.relation for one in found.pairs]
    named = [partial(_by_rule, found.pairs, cosines)(step / 20) for step in range(2, 20)]
    return Named("one threshold", max(named, key=lambda names: macro_f(truth, names)), None)


def macro_f(truth: Sequence[Relation], named: Sequence[Relation]) -> float:
    """Return the mean F over the relations that the set has."""
    return float(np.mean([f_of(truth, named, relation)[2] for relation in set(truth)]))


def _by_rule(pairs: Sequence[NamedPair], cosines: Sequence[float], threshold: float) -> list[Relation]:
    return [
        _rule(one) if cosine >= threshold else Relation.UNRELATED for one, cosine in zip(pairs, cosines, strict=True)
    ]


def _rule(one: NamedPair) -> Relation:
    one_day = overlap(one.pair.first.said, one.pair.second.said, NEAR_DAYS)
    return Relation.SAME_UTTERANCE if one.pair.same_speaker and one_day else Relation.REPETITION
