"""What one text says that turns the other: opposite poles, other quantities, negations, obligations, limits.

Vectors hardly see these, and editors look for nothing else. Every feature is symmetric and lies in 0..1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from quotes.matching.cues import CUE_KINDS, CueKind, cue_places
from quotes.matching.polarity import Pole, compare_poles, poles_in
from quotes.matching.quantities import Quantity, quantities_in, same_quantities
from quotes.matching.wordings import Prepared, Reading

# Concessions only tell which limits limit nothing.
TOLD_APART: tuple[CueKind, ...] = tuple(kind for kind in CUE_KINDS if kind != "concessions")
NAMES = (
    "poles_agree",
    "poles_clash",
    "denied_alike",
    "quantities_agree",
    "quantities_clash",
    "quantities_missing",
    *(f"{kind}_differ" for kind in TOLD_APART),
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """The features by NAMES, and what they rest on: spans are those of each side's shadow."""

    features: Mapping[str, float]
    clashing: frozenset[str]
    denied_alike: frozenset[str]
    first_poles: tuple[Pole, ...]
    second_poles: tuple[Pole, ...]
    first_quantities: tuple[Quantity, ...]
    second_quantities: tuple[Quantity, ...]


def contrast(first: Prepared, second: Prepared) -> Contrast:
    """Compare what two wordings affirm, deny, count and limit."""
    ours, theirs = first.wording.language, second.wording.language
    first_poles, second_poles = _poles(first.body, ours), _poles(second.body, theirs)
    first_quantities, second_quantities = _quantities(first.body, ours), _quantities(second.body, theirs)
    poles, quantities = compare_poles(first_poles, second_poles), same_quantities(first_quantities, second_quantities)
    features = {
        "poles_agree": poles.agree,
        "poles_clash": poles.clash,
        # Two that deny the same thing seldom do so by chance.
        "denied_alike": float(bool(poles.denied)),
        "quantities_agree": quantities.agree,
        "quantities_clash": quantities.clash,
        "quantities_missing": quantities.missing,
        **{f"{kind}_differ": cue_difference(first, second, kind) for kind in TOLD_APART},
    }
    return Contrast(
        features, poles.clashing, poles.denied, first_poles, second_poles, first_quantities, second_quantities
    )


def cue_difference(first: Prepared, second: Prepared, kind: CueKind) -> float:
    """Return 1 where only one side has cues of this kind; 0 as well where a language has no table."""
    ours = cue_places(first.body.shadow.text, first.wording.language, kind)
    theirs = cue_places(second.body.shadow.text, second.wording.language, kind)
    return 0.0 if ours is None or theirs is None else float(bool(ours) != bool(theirs))


@lru_cache(maxsize=1024)
def _poles(reading: Reading, language: str) -> tuple[Pole, ...]:
    return poles_in(reading.shadow, reading.tokens, language)


@lru_cache(maxsize=1024)
def _quantities(reading: Reading, language: str) -> tuple[Quantity, ...]:
    return quantities_in(reading.shadow, reading.tokens, language)
