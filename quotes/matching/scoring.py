"""Probabilities from features: small logistic models whose coefficients are a reviewable file.

Two steps. At a glance every candidate is judged by its vectors and its letters; what may be related is then read
closely: both texts together (`cross_encoder`), their vectors (`vector_reading`), what turns one into the other
(`contrast`).
"""

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
# The surprise (see `features`) from which a shared phrase is beyond chance; what lies well below it links nothing.
_STRIKING = 0.35
# How much it counts for a shared phrase whether both say the same: next to nothing.
_SAME_IN_PHRASE = 0.03
# What training writes beside the models; the product reads the file.
THRESHOLDS = {
    **{"read": 0.08, "glance_flag": 0.6},
    **{"flag": 0.49, "flag_short": 0.5, "flag_in_script": 0.6},
    **{"fair": 0.65, "strong": 0.8},
}


class Strength(StrEnum):
    """How sure a flag is, in the three words that editors see."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


class Content(StrEnum):
    """What two texts are to each other, whoever said them and when."""

    SAME = "same"
    OPPOSED = "opposed"
    PHRASE = "phrase"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Logistic:
    """p = 1 / (1 + exp(-(bias + sum of weight * feature))); a feature without a weight has no say."""

    bias: float
    weights: Mapping[str, float]

    def terms(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature adds to the log odds."""
        return {name: weight * features[name] for name, weight in self.weights.items()}

    def odds(self, features: Mapping[str, float]) -> float:
        """Return the log odds, within -60..60."""
        return max(-60.0, min(60.0, self.bias + math.fsum(self.terms(features).values())))

    def probability(self, features: Mapping[str, float]) -> float:
        return 1 / (1 + math.exp(-self.odds(features)))


def noisy_or(first: float, second: float) -> float:
    """Return the probability that at least one of two reasons holds."""
    return 1 - (1 - first) * (1 - second)


def softmax(models: Mapping[Content, Logistic], features: Mapping[str, float]) -> dict[Content, float]:
    """Return the probability of each content; they sum to one."""
    odds = {content: model.odds(features) for content, model in models.items()}
    highest = max(odds.values())
    chances = {content: math.exp(value - highest) for content, value in odds.items()}
    total = math.fsum(chances.values())
    return {content: chance / total for content, chance in chances.items()}


@dataclass(frozen=True, slots=True)
class Scoring:
    """The models and the thresholds that turn a probability into a flag and a strength.

    Two wordings are related as wholes or by one phrase that they share, and one reason is enough. At a glance `whole`
    and `phrase` judge that (noisy or; a flag from `glance_flag` on), and from `read` on a pair may be read closely.
    Then the surer of two judges counts: `found` of the wholes, and `phrase` as far as it is striking and `linked` to
    what both say. It is a flag from `flag` on; more is asked of a few words, and of texts of one script, which share
    letters by chance. `same_meaning` and `content` say what the pair is.
    """

    whole: Logistic
    phrase: Logistic
    found: Logistic
    linked: Logistic
    same_meaning: Logistic
    content: Mapping[Content, Logistic]
    read: float
    glance_flag: float
    flag: float
    flag_short: float
    flag_in_script: float
    fair: float
    strong: float
    fingerprint: str

    def glanced(self, features: Mapping[str, float]) -> float:
        """Return the probability that an editor should see the pair, from the features of a glance."""
        return noisy_or(self.whole.probability(features), self.phrase.probability(features))

    def related(self, features: Mapping[str, float]) -> float:
        """Return the probability that an editor should see the pair, from the features of a close reading."""
        return max(self._by_whole(features), self._by_phrase(features))

    def as_if_read(self, glanced: float, features: Mapping[str, float]) -> float:
        """Return what the probability of a glance is worth beside those of close readings: both flag at one point."""
        return glanced * self.threshold(features) / self.glance_flag

    def threshold(self, features: Mapping[str, float]) -> float:
        """Return the probability from which the pair is flagged by default: the most that is asked of such a pair."""
        asked = [self.flag]
        asked += [self.flag_short] if features["short"] else []
        asked += [self.flag_in_script] if features["same_script"] else []
        return max(asked)

    def glanced_terms(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature adds at a glance, in the model that is surer of the pair."""
        surer = max((self.whole, self.phrase), key=lambda model: model.probability(features))
        return surer.terms(features)

    def terms(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature adds after a close reading, in the model that is surer of the pair."""
        by_whole = self._by_whole(features) >= self._by_phrase(features)
        return (self.found if by_whole else self.phrase).terms(features)

    def _by_whole(self, features: Mapping[str, float]) -> float:
        found = self.found.probability(features)
        if features["short"]:
            return math.sqrt(found * self.whole.probability(features))
        return found

    def _by_phrase(self, features: Mapping[str, float]) -> float:
        striking = min(1.0, max(0.0, features["phrase"] / _STRIKING)) ** 4
        said = float(self.same_meaning.probability(features) ** _SAME_IN_PHRASE)
        return self.phrase.probability(features) * math.sqrt(self.linked.probability(features)) * striking * said

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
        found=_model(content["found"]),
        linked=_model(content["linked"]),
        same_meaning=_model(content["same_meaning"]),
        content={kind: _model(content["content"][kind]) for kind in Content},
        read=thresholds["read"],
        glance_flag=thresholds["glance_flag"],
        flag=thresholds["flag"],
        flag_short=thresholds["flag_short"],
        flag_in_script=thresholds["flag_in_script"],
        fair=thresholds["fair"],
        strong=thresholds["strong"],
        fingerprint=hashlib.sha256(canonical).hexdigest()[:12],
    )


def untrained() -> Scoring:
    """Return models that know nothing: what an engine measures with before its coefficients are fitted."""
    nothing = Logistic(0.0, {})
    content = dict.fromkeys(Content, nothing)
    thresholds = {**THRESHOLDS, "read": 0.0}
    return Scoring(nothing, nothing, nothing, nothing, nothing, content, **thresholds, fingerprint="untrained")


def _model(content: dict[str, Any]) -> Logistic:
    return Logistic(content["bias"], content["weights"])
