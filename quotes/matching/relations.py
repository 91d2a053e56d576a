"""The kinds of relation and of wording, and how two dates order two quotations."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from quotes.matching.wordings import Interval

Direction = Literal["forward", "backward"]

# Two outlets of different time zones date one statement a day apart.
NEAR_DAYS = 1


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
class Signals:
    """What names the relation of a pair, all 0..1; `opposed`, `same_meaning` and `changed` hold if it is related."""

    related: float
    same_meaning: float
    opposed: float
    changed: float
    same_speaker: float
    dates_near: float
    dates_apart: float


def relation_probabilities(signals: Signals) -> tuple[tuple[Relation, float], ...]:
    """Return every relation with its probability, most probable first; they sum to one.

    What is unrelated is taken off first; what is left is opposed or not; what is not opposed says the same or merely
    shares a phrase. Who said it and when only choose between names for one of these, they never raise the sum.
    """
    opposed = signals.related * signals.opposed
    agreeing = signals.related - opposed
    same = agreeing * signals.same_meaning
    other = agreeing - same
    one_day = signals.same_speaker * signals.dates_near
    moved = signals.same_speaker * signals.dates_apart * (1 - signals.dates_near)
    shares = {
        Relation.SAME_UTTERANCE: same * one_day,
        Relation.REPETITION: same * (1 - one_day),
        Relation.SHIFT: opposed * moved + other * moved * signals.changed,
        Relation.CONTRADICTION: opposed * (1 - moved),
        Relation.ECHO: other * (1 - moved * signals.changed),
        Relation.UNRELATED: 1 - signals.related,
    }
    return tuple(sorted(shares.items(), key=lambda share: (-share[1], share[0].value)))


# At this share of equal characters the later text differs only as copies of one text do.
_VARIANT_CHARACTERS = 0.85


def wording_degree(same_shadow: bool, same_language: bool, same_script: bool, characters: float) -> WordingDegree:
    """Return how close the two wordings are; `characters` is their share of equal characters, 0..1."""
    if same_shadow:
        return WordingDegree.VERBATIM
    if not (same_language and same_script):
        return WordingDegree.TRANSLATION
    return WordingDegree.VARIANT if characters >= _VARIANT_CHARACTERS else WordingDegree.PARAPHRASE
