"""The decisions that an editor may take on a pair, each with its key."""

from dataclasses import dataclass

from django.utils.translation import pgettext

from quotes.models import Decision, MatchRelation
from quotes.queries.links import relation_name
from quotes.queries.pairs import speakers

Relation = MatchRelation.Relation

KEYS: dict[str, str] = {
    Relation.SAME_UTTERANCE: "1",
    Relation.REPETITION: "2",
    Relation.CONTRADICTION: "3",
    Relation.SHIFT: "4",
    Relation.ECHO: "5",
    Decision.NO_LINK: "0",
}


@dataclass(frozen=True)
class Choice:
    """One button: the key that presses it, and whether it is what the machine suggests."""

    key: str
    value: str
    name: str
    suggested: bool


def choices_for(*, suggested: str, same_speaker: bool, may_shift: bool) -> list[Choice]:
    """In the order of the keys. A position can only have changed for one speaker, from one day to a later one."""
    return [
        Choice(key, value, choice_name(value, same_speaker=same_speaker), value == suggested)
        for value, key in KEYS.items()
        if value != Relation.SHIFT or may_shift
    ]


def decision_name(decision: Decision) -> str:
    """What was decided; 2 queries, for a sentence about one decision."""
    match = decision.match
    return choice_name(decision.chosen, same_speaker=bool(speakers(match.first_id) & speakers(match.second_id)))


def choice_name(value: str, *, same_speaker: bool) -> str:
    """What a decision says, in the words that people see."""
    if value == Decision.NO_LINK:
        return pgettext("verbatim", "No link")
    return relation_name(value, same_speaker=same_speaker)
