"""PURE. Learns from editors' decisions how probably a proposal is accepted, as a small correction of its confidence.

A logistic regression over the log odds of the rule's own confidence, whose coefficients are held at zero by a normal
prior (ridge). Without decisions the chance is the confidence, to the last bit; ten decisions change little, and what
nobody has decided on stays nearly as it is.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from quotes.matching.figures import auc, average_precision
from quotes.matching.fitting import shrunk
from quotes.matching.normalise import fold
from quotes.matching.trials import Trial, share_of, tried

Array = npt.NDArray[np.float64]

PRIOR: Final[Mapping[str, float]] = {
    "bias": 40.0,
    "confidence": 150.0,
    "language": 50.0,
    "rule": 12.0,
    "cue": 30.0,
    "kind": 80.0,
    "form": 80.0,
    "nobody named": 60.0,
    "known speaker": 60.0,
    "no cue": 60.0,
    "length": 100.0,
    "marks": 100.0,
    "nearness": 60.0,
}
"""How strongly each part is held at zero: one over the variance of its prior, in log odds. Ten rejections in a row of
one rule, cue and language take a proposal like them from .9 to about .66, and one of another language to about .86."""

AS_FOUND, ONE_THING_CHANGED, TWO_THINGS_CHANGED, REJECTED = 1.0, 0.5, 0.25, 0.0
"""How right a decision says that a proposal was: accepted as it was found; accepted with other words or another
speaker; with both; rejected."""

FOLDS: Final = 5
_LEAST: Final = 1e-4
_USUAL_WORDS: Final = 16
_LONGEST_CUE: Final = 40
# Of rarer cues nothing can be told, and there are thousands.
_FEWEST_OF_A_CUE: Final = 3


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a proposal before anybody decides. `words` counts the words of the clause, `in_marks` is the
    share of its characters in quotation marks (0..1), `nearness` its likeness to the archive (0..1, 0 for none)."""

    confidence: float
    language: str
    rule: str
    kind: str
    form: str
    cue: str
    names_speaker: bool
    knows_speaker: bool
    words: int
    in_marks: float
    nearness: float


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided proposal. `right` is 0..1, `weight` how much it counts, `group` keeps together what is not independent:
    one article, and articles that printed the same words."""

    features: Features
    right: float
    weight: float
    group: int

    @property
    def accepted(self) -> bool:
        return self.right > REJECTED


@dataclass(frozen=True, slots=True)
class Lesson:
    """Offsets in log odds, by the names that `columns_of` gives; what it does not name has none."""

    offsets: Mapping[str, float] = field(default_factory=dict)

    def chance(self, features: Features) -> float:
        """How probably an editor accepts it, 0..1."""
        if not any(self.offsets.values()):
            return features.confidence
        columns = columns_of(features)
        moved = math.fsum(self.offsets.get(name, 0.0) * value for name, value in columns.items())
        odds = max(-30.0, min(30.0, _logit(features.confidence) + moved))
        return 1 / (1 + math.exp(-odds))


def columns_of(features: Features) -> dict[str, float]:
    """The columns of the regression that are not 0, by name; a name is one of PRIOR's, or one of them and a value."""
    cue = fold(features.cue.strip())[:_LONGEST_CUE]
    language = features.language.partition("-")[0]
    columns = {
        "bias": 1.0,
        "confidence": _logit(features.confidence),
        f"language:{language}": 1.0,
        f"rule:{features.rule}": 1.0,
        f"kind:{features.kind}": 1.0,
        f"form:{features.form}": 1.0,
        "length": max(-3.0, min(3.0, math.log2(max(1, features.words) / _USUAL_WORDS))),
        "marks": features.in_marks,
        "nearness": features.nearness,
        "nobody named": float(not features.names_speaker),
        "known speaker": float(features.knows_speaker),
    }
    columns[f"cue:{language}:{cue}" if cue else "no cue"] = 1.0
    return {name: value for name, value in columns.items() if value}


def learn(decisions: Sequence[Decided]) -> Lesson:
    """Return the most probable lesson given these decisions; the one that changes nothing for none."""
    if not decisions:
        return Lesson()
    rows = [columns_of(one.features) for one in decisions]
    seen: defaultdict[str, float] = defaultdict(float)
    for row, one in zip(rows, decisions, strict=True):
        for name in row:
            seen[name] += one.weight
    names = sorted(name for name, acts in seen.items() if acts >= _FEWEST_OF_A_CUE or not name.startswith("cue:"))
    design = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    beta = shrunk(
        design,
        np.array([one.right for one in decisions]),
        np.array([PRIOR[name.partition(":")[0]] for name in names]),
        given=np.array([_logit(one.features.confidence) for one in decisions]),
        weights=_weights(decisions),
    )
    found = {name: round(float(value), 4) for name, value in zip(names, beta, strict=True)}
    # A confidence that says nothing is possible; one that says the contrary is a misfit.
    if "confidence" in found:
        found["confidence"] = max(-0.8, min(2.0, found["confidence"]))
    return Lesson({name: value for name, value in found.items() if value})


def compare(old: Lesson, new: Lesson, held: Sequence[Decided], *, seed: int = 1) -> Trial:
    """Compare two lessons on the same held decisions, of which there must be some."""
    before, after = ([lesson.chance(one.features) for one in held] for lesson in (old, new))
    accepted = [one.accepted for one in held]
    return tried(
        (_losses(before, held), _losses(after, held)),
        (average_precision(before, accepted), average_precision(after, accepted)),
        [one.group for one in held],
        weights=_weights(held),
        seed=seed,
    )


def cross_validated(decisions: Sequence[Decided], folds: int = FOLDS) -> list[float]:
    """The chance of each decision from what was learnt on the other folds; groups stay together."""
    places = [share_of(one.group, folds) for one in decisions]
    lessons = [
        learn([one for one, at in zip(decisions, places, strict=True) if at != fold_number])
        for fold_number in range(folds)
    ]
    return [lessons[at].chance(one.features) for one, at in zip(decisions, places, strict=True)]


@dataclass(frozen=True, slots=True)
class Figures:
    """How good chances are against decisions, by which these count.

    Log loss in nats and Brier score: lower is better. `auc`: how often an accepted one stands above a rejected one,
    .5 where there is no pair. `precision`: of as many of the surest as were accepted, the share that was (1 for none).
    """

    count: int
    accepted: int
    loss: float
    brier: float
    auc: float
    precision: float


def figures_of(decisions: Sequence[Decided], chances: Sequence[float]) -> Figures:
    """Figures of chances (N,) on decisions (N,), of which there must be some."""
    weights = _weights(decisions)
    right = np.array([one.right for one in decisions])
    accepted = [one.accepted for one in decisions]
    return Figures(
        count=len(decisions),
        accepted=sum(accepted),
        loss=float(np.average(_losses(chances, decisions), weights=weights)),
        brier=float(np.average((np.array(chances) - right) ** 2, weights=weights)),
        auc=auc(chances, accepted),
        precision=_precision_of_the_surest(chances, accepted),
    )


def shared_act(decisions: Iterable[tuple[Decided, object]]) -> list[Decided]:
    """The decisions with their weights: what one act decided counts as one decision, each part its share."""
    rows = list(decisions)
    sizes: dict[object, int] = {}
    for _, act in rows:
        sizes[act] = sizes.get(act, 0) + 1
    return [replace(one, weight=1 / sizes[act]) for one, act in rows]


def _precision_of_the_surest(chances: Sequence[float], accepted: Sequence[bool]) -> float:
    """Where the last ones are equally sure, each counts by its share: their order says nothing."""
    wanted = sum(accepted)
    if not wanted:
        return 1.0
    values, labels = np.array(chances), np.array(accepted, dtype=np.float64)
    last = np.sort(values)[::-1][wanted - 1]
    above, level = values > last, values == last
    hits = labels[above].sum() + labels[level].mean() * (wanted - above.sum())
    return float(hits / wanted)


def _losses(chances: Sequence[float], decisions: Sequence[Decided]) -> Array:
    kept = np.clip(np.array(chances), _LEAST, 1 - _LEAST)
    right = np.array([one.right for one in decisions])
    return np.asarray(-(right * np.log(kept) + (1 - right) * np.log(1 - kept)), dtype=np.float64)


def _weights(decisions: Sequence[Decided]) -> Array:
    return np.array([one.weight for one in decisions], dtype=np.float64)


def _logit(probability: float) -> float:
    kept = min(1 - _LEAST, max(_LEAST, probability))
    return math.log(kept / (1 - kept))
