"""The kinds of relation and of wording, how two dates order two quotations, and how content becomes a relation."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from quotes.matching.scoring import Content
from quotes.matching.wordings import Interval, Wording

Direction = Literal["forward", "backward"]

# Two outlets of different time zones date one statement a day apart.
NEAR_DAYS = 1
# How much likelier one speaker on one day says the same than others and later.
SAME_ON_ONE_DAY = 1.5


class Relation(StrEnum):
    """What the second is to the first; `shift` needs one speaker, `same_utterance` one speaker and one day."""

    SAME_UTTERANCE = "same_utterance"
    REPETITION = "repetition"
    CONTRADICTION = "contradiction"
    SHIFT = "shift"
    ECHO = "echo"
    UNRELATED = "unrelated"


class WordingDegree(StrEnum):
    """How the later one says it."""

    VERBATIM = "verbatim"
    VARIANT = "variant"
    PARAPHRASE = "paraphrase"
    TRANSLATION = "translation"


def direction(first: Interval | None, second: Interval | None) -> Direction | None:
    """Return "forward" if the first was surely said before the second, "backward" if after, None if nobody can tell."""
    if first is None or second is None:
        return None
    if first[1] < second[0]:
        return "forward"
    if second[1] < first[0]:
        return "backward"
    return None


def overlap(first: Interval | None, second: Interval | None, slack_days: int = 0) -> bool:
    """Say whether both may have been said on one day, give or take `slack_days`; unknown dates never overlap."""
    if first is None or second is None:
        return False
    return (second[0] - first[1]).days <= slack_days and (first[0] - second[1]).days <= slack_days


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who said it and when, as far as it names a relation: 0..1 each."""

    same_speaker: float
    dates_near: float
    dates_apart: float


def circumstances(first: Wording, second: Wording) -> Circumstances:
    """Return the circumstances of two wordings; a speaker who is not known is nobody's same speaker."""
    near = overlap(first.said, second.said, NEAR_DAYS)
    return Circumstances(
        same_speaker=float(bool(first.speaker_ids & second.speaker_ids)),
        dates_near=float(near),
        dates_apart=float(not near and direction(first.said, second.said) is not None),
    )


def relation_probabilities(content: Mapping[Content, float], told: Circumstances) -> tuple[tuple[Relation, float], ...]:
    """Return every relation with its probability, most probable first; they sum to one.

    Who said it and when only choose between two names for one content: the same is one utterance if one speaker may
    have said it on one day, else a repetition; the opposite is a shift if one speaker said it on another day, else a
    contradiction. And what one speaker says on one day is likelier the same than its opposite or the mere phrase:
    nobody takes back at once what he said, or uses his own words for another matter. What is related stays as probable.
    """
    one_day = told.same_speaker * told.dates_near
    content = _on_one_day(content) if one_day else content
    moved = told.same_speaker * told.dates_apart
    shares = {
        Relation.SAME_UTTERANCE: content[Content.SAME] * one_day,
        Relation.REPETITION: content[Content.SAME] * (1 - one_day),
        Relation.SHIFT: content[Content.OPPOSED] * moved,
        Relation.CONTRADICTION: content[Content.OPPOSED] * (1 - moved),
        Relation.ECHO: content[Content.PHRASE],
        Relation.UNRELATED: content[Content.NONE],
    }
    return tuple(sorted(shares.items(), key=lambda share: (-share[1], share[0].value)))


_RELATED = (Content.SAME, Content.OPPOSED, Content.PHRASE)


def _on_one_day(content: Mapping[Content, float]) -> dict[Content, float]:
    """Return the content with the odds of "the same" raised against all that is related, and their sum kept."""
    raised = {**content, Content.SAME: content[Content.SAME] * SAME_ON_ONE_DAY}
    related = math.fsum(raised[kind] for kind in _RELATED)
    kept = math.fsum(content[kind] for kind in _RELATED) / related if related else 1.0
    return {**raised, **{kind: raised[kind] * kept for kind in _RELATED}}


# From this share of words in one order, or of equal characters, the later text is the earlier one with small changes.
# Fitted on our training pairs of one language: nine in ten are told apart.
_VARIANT_ALIGNED = 0.44
_VARIANT_CHARACTERS = 0.75


def wording_degree(
    same_shadow: bool, same_language: bool, same_script: bool, features: Mapping[str, float]
) -> WordingDegree:
    """Return how close the two wordings are by the features `aligned` and `characters`, 0..1 each."""
    if same_shadow:
        return WordingDegree.VERBATIM
    if not (same_language and same_script):
        return WordingDegree.TRANSLATION
    close = features["aligned"] >= _VARIANT_ALIGNED or features["characters"] >= _VARIANT_CHARACTERS
    return WordingDegree.VARIANT if close else WordingDegree.PARAPHRASE
