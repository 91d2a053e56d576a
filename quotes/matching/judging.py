"""From features and circumstances to the signals that name a relation. Rules, each with its reason; all in 0..1.

Similarity does not name relations: a negation is nearer to a sentence than its paraphrase. So opposition is looked for
in cues and numbers, and whatever speaks against "the same" is taken off before dates and speakers are asked.
"""

from collections.abc import Mapping

from quotes.matching.relations import NEAR_DAYS, Signals, direction, overlap
from quotes.matching.wordings import Wording

# The surprise at which a shared phrase is certain.
_CERTAIN_PHRASE = 0.3
# What one speaker said on one day about one matter is most often one statement, differently cut and translated.
_SAME_DAY_PRIOR = 0.6


def judge(
    first: Wording, second: Wording, features: Mapping[str, float], related: float, same_meaning: float
) -> Signals:
    """Return the signals of a pair; `related` and `same_meaning` are the probabilities of the trained models."""
    same_speaker = float(bool(first.speaker_ids & second.speaker_ids))
    near = float(overlap(first.said, second.said, NEAR_DAYS))
    same = same_meaning + (1 - same_meaning) * _SAME_DAY_PRIOR * same_speaker * near
    return Signals(
        related=related,
        same_meaning=same * _still_the_same(features),
        opposed=opposition(features),
        changed=1.0 if features["numbers_clash"] or features["limit_differs"] else 0.3,
        same_speaker=same_speaker,
        dates_near=near,
        dates_apart=float(direction(first.said, second.said) is not None),
    )


def opposition(features: Mapping[str, float]) -> float:
    """Return how probably one side denies the other, given that they are related."""
    shared = min(1.0, max(0.0, features["phrase"] / _CERTAIN_PHRASE))
    dismissed = 0.85 * shared * features["dismissal_differs"]
    # A negation counts as far as the rest stayed: across scripts it is often a matter of grammar ("limitless").
    kept = max(features["aligned"], 0.25 * shared)
    denied = 0.95 * min(1.0, kept / 0.7) * features["negation_differs"]
    recounted = 0.7 * features["numbers_clash"] * min(1.0, max(features["aligned"], features["cosine"]))
    return max(dismissed, denied, recounted)


def _still_the_same(features: Mapping[str, float]) -> float:
    """Return what is left of "says the same" after what only one side has: numbers, limits, dismissals, other roles."""
    return (
        (1 - 0.9 * features["numbers_clash"])
        * (1 - 0.6 * features["limit_differs"])
        * (1 - 0.8 * features["dismissal_differs"])
        * (1 - 0.8 * features["negation_differs"] * features["same_script"])
    )
