"""What two texts are to each other: the trained models, and two cautions that no trained model had enough pairs for.

Who adds a limit ("no forbidden areas, but a bottom line") does not say the same, and whoever counts otherwise does not
either. What is taken off "the same" is given to "opposed": an editor sees the pair all the same, under the other name.
"""

from collections.abc import Mapping

from quotes.matching.scoring import Content, Logistic, softmax

# What is left of "the same" where only one side sets a limit, or where all quantities clash.
_LEFT_BY_LIMITS, _LEFT_BY_QUANTITIES = 0.4, 0.3


def judged(models: Mapping[Content, Logistic], features: Mapping[str, float]) -> dict[Content, float]:
    """Return the probability of each content; they sum to one."""
    chances = softmax(models, features)
    limits = 1 - (1 - _LEFT_BY_LIMITS) * features["limits_differ"]
    quantities = 1 - (1 - _LEFT_BY_QUANTITIES) * min(1.0, 2 * features["quantities_clash"])
    left = chances[Content.SAME] * limits * quantities
    lost = chances[Content.SAME] - left
    return {**chances, Content.SAME: left, Content.OPPOSED: chances[Content.OPPOSED] + lost}
