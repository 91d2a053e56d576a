"""Learns from editors' decisions how far the engine's probabilities are off: a small correction over its output.

Two log-linear corrections with a normal prior around "no correction" (Platt 1999 with the shrinkage of a ridge), both
fitted by Newton's method:

* how probably a pair is related: the log odds plus a bias, a slope, an offset for each pair of languages and one for
  each relation that was suggested;
* which relation it is, if it is related: a weight for each name and a sharpness for all of them.

The prior makes few decisions change little, and what nobody has decided on stays as it is. Without decisions the
correction is the identity, to the last bit. What the engine rules out (a shift of two speakers) stays ruled out.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from quotes.matching.figures import average_precision
from quotes.matching.fitting import shrunk
from quotes.matching.relations import Relation
from quotes.matching.trials import Trial, tried

Array = npt.NDArray[np.float64]
UNRELATED = Relation.UNRELATED.value
NAMES = tuple(relation.value for relation in Relation if relation != Relation.UNRELATED)

# How strongly each part of the correction is held at zero: one over the variance of its prior, in log odds.
_BIAS, _SLOPE, _LANGUAGES, _SUGGESTED = 10.0, 60.0, 15.0, 15.0
_NAME, _SHARPNESS = 10.0, 30.0
_STEEPEST, _FLATTEST = 3.0, 0.2
_LEAST = 1e-6
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the engine said of a pair: the probability (0..1) that it is related, every relation's, both languages."""

    probability: float
    relations: Mapping[str, float]
    languages: tuple[str, str]

    @property
    def suggested(self) -> str:
        """The most probable relation other than unrelated; "" where no relation is given."""
        named = [(share, name) for name, share in self.relations.items() if name != UNRELATED]
        return max(named)[1] if named else ""

    @property
    def language_pair(self) -> str:
        return language_pair(*self.languages)


@dataclass(frozen=True, slots=True)
class Decided:
    """A judged pair with what an editor chose: a relation, or "unrelated". `group` keeps look-alikes together."""

    judgement: Judgement
    chosen: str
    group: int

    @property
    def related(self) -> bool:
        return self.chosen != UNRELATED


@dataclass(frozen=True, slots=True)
class Correction:
    """Parameters in log odds, all zero for "no correction"; `names` and `sharpness` choose among the relations."""

    bias: float = 0.0
    slope: float = 0.0
    languages: Mapping[str, float] = field(default_factory=dict)
    suggested: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, float] = field(default_factory=dict)
    sharpness: float = 0.0

    @property
    def is_identity(self) -> bool:
        offsets = [*self.languages.values(), *self.suggested.values(), *self.names.values()]
        return not any((self.bias, self.slope, self.sharpness, *offsets))

    def probability(self, judgement: Judgement) -> float:
        """The corrected probability (0..1) that the pair is related."""
        if self.is_identity:
            return judgement.probability
        odds = (
            self.bias
            + (1 + self.slope) * _logit(judgement.probability)
            + self.languages.get(judgement.language_pair, 0.0)
            + self.suggested.get(judgement.suggested, 0.0)
        )
        return _chance(odds)

    def relations(self, judgement: Judgement) -> tuple[tuple[str, float], ...]:
        """Every relation with its corrected probability, most probable first; they sum to one."""
        if self.is_identity:
            return _ordered(judgement.relations)
        related = self.probability(judgement)
        shares = {UNRELATED: 1 - related, **dict.fromkeys(NAMES, 0.0)}
        odds = {
            name: (1 + self.sharpness) * math.log(share) + self.names.get(name, 0.0)
            for name, share in judgement.relations.items()
            if name != UNRELATED and share > _LEAST
        }
        highest = max(odds.values(), default=0.0)
        weights = {name: math.exp(value - highest) for name, value in odds.items()}
        total = math.fsum(weights.values())
        if not total:
            return _ordered(judgement.relations)
        return _ordered({**shares, **{name: related * weight / total for name, weight in weights.items()}})

    def to_json(self) -> dict[str, Any]:
        """Return plain numbers; `from_json` is its inverse."""
        return {
            "bias": self.bias,
            "slope": self.slope,
            "languages": dict(self.languages),
            "suggested": dict(self.suggested),
            "names": dict(self.names),
            "sharpness": self.sharpness,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Correction":
        return cls(**{name: data[name] for name in cls.__dataclass_fields__ if name in data})


def language_pair(first: str, second: str) -> str:
    """Both languages without their regions, in one order: "ar-en" for English and Arabic too."""
    return "-".join(sorted(code.split("-")[0].lower() for code in (first, second)))


def fit(decisions: Sequence[Decided]) -> Correction:
    """Return the most probable correction given these decisions; the identity for none."""
    if not decisions:
        return Correction()
    related = _fit_related(decisions)
    names, sharpness = _fit_names([one for one in decisions if one.related])
    return Correction(
        bias=related["bias"],
        slope=related["slope"],
        languages=_part(related, "languages:"),
        suggested=_part(related, "suggested:"),
        names=names,
        sharpness=sharpness,
    )


def compare(old: Correction, new: Correction, held: Sequence[Decided], seed: int = 1) -> Trial:
    """Compare two corrections on the same held decisions; `held` must not be empty."""
    before, after = (np.array([_loss(one, each) for each in held]) for one in (old, new))
    labels = [one.related for one in held]
    return tried(
        (before, after),
        (
            average_precision([old.probability(one.judgement) for one in held], labels),
            average_precision([new.probability(one.judgement) for one in held], labels),
        ),
        [one.group for one in held],
        seed=seed,
    )


def _loss(correction: Correction, decided: Decided) -> float:
    chance = dict(correction.relations(decided.judgement)).get(decided.chosen, 0.0)
    return -math.log(max(_LEAST, chance))


def _fit_related(decisions: Sequence[Decided]) -> dict[str, float]:
    columns: dict[str, float] = {"bias": _BIAS, "slope": _SLOPE}
    columns |= {f"languages:{name}": _LANGUAGES for name in sorted({one.judgement.language_pair for one in decisions})}
    columns |= {f"suggested:{name}": _SUGGESTED for name in sorted({one.judgement.suggested for one in decisions})}
    design = np.array([[_value(name, one.judgement) for name in columns] for one in decisions])
    labels = np.array([one.related for one in decisions], dtype=np.float64)
    given = np.array([_logit(one.judgement.probability) for one in decisions])
    beta = shrunk(design, labels, np.array(list(columns.values())), given=given)
    found = dict(zip(columns, (round(float(value), 4) for value in beta), strict=True))
    found["slope"] = min(_STEEPEST - 1, max(_FLATTEST - 1, found["slope"]))
    return found


def _value(column: str, judgement: Judgement) -> float:
    if column == "bias":
        return 1.0
    if column == "slope":
        return _logit(judgement.probability)
    return float(column in (f"languages:{judgement.language_pair}", f"suggested:{judgement.suggested}"))


def _fit_names(decisions: Sequence[Decided]) -> tuple[dict[str, float], float]:
    """Weights of the names and the sharpness, from pairs that are related and whose name the engine held possible."""
    usable = [one for one in decisions if one.judgement.relations.get(one.chosen, 0.0) > _LEAST]
    if not usable:
        return {}, 0.0
    logs = np.array([[_log_share(one.judgement, name) for name in NAMES] for one in usable])
    possible = np.isfinite(logs)
    logs = np.where(possible, logs, 0.0)
    chosen = np.array([NAMES.index(one.chosen) for one in usable])
    eye = np.broadcast_to(np.eye(len(NAMES)), (len(usable), len(NAMES), len(NAMES)))
    facts = np.concatenate([eye, logs[:, :, None]], axis=2)
    penalty = np.diag([_NAME] * len(NAMES) + [_SHARPNESS])
    beta = np.zeros(len(NAMES) + 1)
    for _ in range(_ROUNDS):
        odds = np.where(possible, logs + facts @ beta, -np.inf)
        chance = np.exp(odds - odds.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        expected = np.einsum("nk,nkd->nd", chance, facts)
        seen = facts[np.arange(len(usable)), chosen]
        spread = np.einsum("nk,nkd,nke->de", chance, facts, facts) - expected.T @ expected
        step = np.linalg.solve(spread + penalty, (seen - expected).sum(axis=0) - penalty @ beta)
        beta += np.clip(step, -1.0, 1.0)
        if float(np.abs(step).max()) < 1e-8:
            break
    rounded = [round(float(value), 4) for value in beta]
    return dict(zip(NAMES, rounded, strict=False)), min(_STEEPEST - 1, max(_FLATTEST - 1, rounded[-1]))


def _log_share(judgement: Judgement, name: str) -> float:
    share = judgement.relations.get(name, 0.0)
    return math.log(share) if share > _LEAST else -math.inf


def _part(found: Mapping[str, float], prefix: str) -> dict[str, float]:
    return {name.removeprefix(prefix): value for name, value in found.items() if name.startswith(prefix)}


def _ordered(shares: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(((str(name), share) for name, share in shares.items()), key=lambda one: (-one[1], one[0])))


def _logit(probability: float) -> float:
    kept = min(1 - _LEAST, max(_LEAST, probability))
    return math.log(kept / (1 - kept))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, odds))))
