"""What two texts are to each other: the trained models, and three cautions that they had not enough pairs for.

Who adds a limit ("no forbidden areas, but a bottom line") does not say the same, and whoever counts otherwise does not
either: what is taken off "the same" is given to "opposed". The other way round, nearly the same words in one order are
the same statement unless something is found that turns it: among our pairs small changes are mostly traps, among what
outlets print they are copies.
"""

from collections.abc import Mapping

from quotes.matching.scoring import Content, Logistic, softmax

# What is left of "the same" where only one side sets a limit, or where all quantities clash.
_LEFT_BY_LIMITS, _LEFT_BY_QUANTITIES = 0.4, 0.3
# From this share of words in one order on, a text is nearly a copy; the odds of a full copy are raised so many times.
_NEARLY, _COPY_ODDS = 0.75, 50.0
_MOST_REORDERED = 0.05
# Tense and comparison change in copies as well.
_TURNS = (
    "poles_clash",
    "quantities_clash",
    "negations_differ",
    "denials_differ",
    "limits_differ",
    "dismissals_differ",
    "possibilities_differ",
    "universals_differ",
    "partials_differ",
    "exclusives_differ",
    "conditions_differ",
    "questions_differ",
)


def judged(models: Mapping[Content, Logistic], features: Mapping[str, float]) -> dict[Content, float]:
    """Return the probability of each content; they sum to one."""
    chances = softmax(models, features)
    limits = 1 - (1 - _LEFT_BY_LIMITS) * features["limits_differ"]
    quantities = 1 - (1 - _LEFT_BY_QUANTITIES) * min(1.0, 2 * features["quantities_clash"])
    both = chances[Content.SAME] + chances[Content.OPPOSED]
    same = chances[Content.SAME] * limits * quantities
    odds = _odds_of_a_copy(features)
    same = both * same * odds / (same * odds + both - same) if both else 0.0
    return {**chances, Content.SAME: same, Content.OPPOSED: both - same}


def _odds_of_a_copy(features: Mapping[str, float]) -> float:
    """Return how many times likelier "the same" is against "opposed" for nearly the same words that nothing turns."""
    turned = features["reordered"] > _MOST_REORDERED or any(features[name] for name in _TURNS)
    nearness = max(0.0, (features["aligned"] - _NEARLY) / (1 - _NEARLY))
    return 1.0 if turned else 1.0 + nearness * (_COPY_ODDS - 1)
