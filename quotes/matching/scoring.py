"""Probabilities from features: small logistic models whose coefficients are a reviewable file."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

COEFFICIENTS = Path(__file__).with_name("coefficients.json")


class Strength(StrEnum):
    """How sure a flag is, in the three words that editors see."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Logistic:
    """p = 1 / (1 + exp(-(bias + sum of weight * feature))); a feature without a weight has no say."""

    bias: float
    weights: Mapping[str, float]

    def terms(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature adds to the log odds."""
        return {name: weight * features[name] for name, weight in self.weights.items()}

    def probability(self, features: Mapping[str, float]) -> float:
        odds = self.bias + math.fsum(self.terms(features).values())
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, odds))))


def noisy_or(first: Logistic, second: Logistic, features: Mapping[str, float]) -> float:
    """Return the probability that at least one of two models is right to say yes."""
    return 1 - (1 - first.probability(features)) * (1 - second.probability(features))


@dataclass(frozen=True, slots=True)
class Scoring:
    """The models and the thresholds that turn a probability into a flag and a strength.

    Two wordings are related as wholes or by one phrase that they share: one reason is enough (noisy or).
    """

    whole: Logistic
    phrase: Logistic
    same_meaning: Logistic
    flag: float
    fair: float
    strong: float
    fingerprint: str

    def related(self, features: Mapping[str, float]) -> float:
        """Return the probability that an editor should see the pair."""
        return noisy_or(self.whole, self.phrase, features)

    def terms(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature adds, in the model that is surer of the pair."""
        surer = max((self.whole, self.phrase), key=lambda model: model.probability(features))
        return surer.terms(features)

    def strength(self, probability: float) -> Strength:
        if probability >= self.strong:
            return Strength.STRONG
        return Strength.FAIR if probability >= self.fair else Strength.WEAK


@lru_cache(maxsize=4)
def load_scoring(path: Path = COEFFICIENTS) -> Scoring:
    """Read the coefficients; the fingerprint changes with every byte of the file that matters."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    canonical = json.dumps(content, sort_keys=True).encode()
    thresholds = content["thresholds"]
    return Scoring(
        whole=_model(content["whole"]),
        phrase=_model(content["phrase"]),
        same_meaning=_model(content["same_meaning"]),
        flag=thresholds["flag"],
        fair=thresholds["fair"],
        strong=thresholds["strong"],
        fingerprint=hashlib.sha256(canonical).hexdigest()[:12],
    )


def _model(content: dict[str, Any]) -> Logistic:
    return Logistic(content["bias"], content["weights"])
