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


@dataclass(frozen=True, slots=True)
class Scoring:
    """The two models and the thresholds that turn a probability into a flag and a strength."""

    related: Logistic
    same_meaning: Logistic
    flag: float
    fair: float
    strong: float
    fingerprint: str

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
        related=Logistic(content["related"]["bias"], content["related"]["weights"]),
        same_meaning=Logistic(content["same_meaning"]["bias"], content["same_meaning"]["weights"]),
        flag=thresholds["flag"],
        fair=thresholds["fair"],
        strong=thresholds["strong"],
        fingerprint=hashlib.sha256(canonical).hexdigest()[:12],
    )
