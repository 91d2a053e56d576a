"""Why a link was suggested, in the reader's language: one place for the queue, the page and the mail (law 6).

The engine keeps ids and parameters; here each id has its sentence, so that catalogues find it. A reason that we cannot
name, because a newer engine or a broken row wrote it, is left out: the others still stand.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from quotes.display import plain
from quotes.matching.scoring import load_scoring

Params = dict[str, Any]

SENTENCES: dict[str, Promise] = {
    "same_words": pgettext_lazy("verbatim", "The words are the same."),
    "shared_words": pgettext_lazy("verbatim", "%(shared)d of %(total)d words are shared."),
    "shared_phrase": pgettext_lazy("verbatim", "“%(first)s” corresponds to “%(second)s”."),
    "close_meaning": pgettext_lazy("verbatim", "The sentences are close in meaning (%(percent)d of 100)."),
    "inside": pgettext_lazy("verbatim", "The shorter one is close in meaning to a part of the longer one."),
    "numbers_agree": pgettext_lazy("verbatim", "Both name the same numbers: %(numbers)s."),
    "numbers_clash": pgettext_lazy("verbatim", "The numbers differ: %(first)s against %(second)s."),
    "negation_differs": pgettext_lazy("verbatim", "Only one of them denies."),
    "limit_differs": pgettext_lazy("verbatim", "Only one of them sets a limit."),
    "dismissal_differs": pgettext_lazy("verbatim", "Only one of them dismisses the words."),
    "obligation_differs": pgettext_lazy("verbatim", "Only one of them says what must be."),
    "possibility_differs": pgettext_lazy("verbatim", "Only one of them says what may be."),
    "certainty_differs": pgettext_lazy("verbatim", "Only one of them speaks of certainty."),
    "universal_differs": pgettext_lazy("verbatim", "Only one of them speaks of all."),
    "partial_differs": pgettext_lazy("verbatim", "Only one of them speaks of a part."),
    "exclusive_differs": pgettext_lazy("verbatim", "Only one of them says “only”."),
    "condition_differs": pgettext_lazy("verbatim", "Only one of them sets a condition."),
    "denial_differs": pgettext_lazy("verbatim", "Only one of them reports a denial."),
    "question_differs": pgettext_lazy("verbatim", "Only one of them asks."),
    "poles_clash": pgettext_lazy("verbatim", "They take opposite sides: “%(first)s” against “%(second)s”."),
    "denied_alike": pgettext_lazy(
        "verbatim", "They take the same side, and one or both do so by a denial: “%(first)s” and “%(second)s”."
    ),
    "read_same": pgettext_lazy("verbatim", "Read together, they say the same."),
    "read_opposed": pgettext_lazy("verbatim", "Read together, one denies or changes what the other says."),
    "read_phrase": pgettext_lazy("verbatim", "Read together, they share a phrase and not the matter."),
    "reordered": pgettext_lazy("verbatim", "The same words stand in another order: check who does what to whom."),
    "same_speaker": pgettext_lazy("verbatim", "Same speaker."),
    "other_speaker": pgettext_lazy("verbatim", "Different speakers."),
    "same_time": pgettext_lazy("verbatim", "They may have been said at the same time."),
    "other_language": pgettext_lazy("verbatim", "They are in different languages."),
}
"""The sentence of each reason whose form does not depend on a number; the others are counted in `_counted`."""

AGAINST = -0.05
"""A reason whose weight is below it speaks against the link, and the list says so."""

OPPOSED = frozenset({"contradiction", "shift"})
TELLS_APART = frozenset({"numbers_clash", "poles_clash", "read_opposed"}) | frozenset(
    name for name in SENTENCES if name.endswith("_differs")
)
"""What speaks against two quotes saying the same is the very reason for taking them as opposed."""
SAYS_THE_SAME = frozenset({"read_same", "same_words"})
"""And what speaks for that speaks against their being opposed."""


@dataclass(frozen=True)
class ToldReason:
    """One reason for people. `doubts` is True where it speaks against the link."""

    id: str
    sentence: str
    doubts: bool


def sentence_of(reason: str, params: Params) -> str:
    """The sentence of a reason in the active language, or "" for one that cannot be named."""
    try:
        return _counted(reason, params) or str(SENTENCES[reason]) % _isolated(params)
    except (KeyError, TypeError, ValueError):
        return ""


def reasons_of(evidence: Any, relation: str = "") -> list[ToldReason]:
    """The reasons of a stored `MatchRelation.evidence` for a relation, in the order of the engine."""
    return [told for stored in _stored(evidence) if (told := _told(stored, relation)).sentence]


def sentences_of(evidence: Any) -> list[str]:
    """The sentences alone."""
    return [told.sentence for told in reasons_of(evidence)]


def strength_of(probability: float | None) -> str:
    """`strong`, `fair` or `weak`; "" for a link that a person made without the machine."""
    return "" if probability is None else str(load_scoring().strength(probability))


def strength_name(strength: str) -> str:
    """The strength in the word that people see; "" for none."""
    return {
        "strong": pgettext("verbatim", "Strong"),
        "fair": pgettext("verbatim", "Fair"),
        "weak": pgettext("verbatim", "Weak"),
    }.get(strength, "")


def _stored(evidence: Any) -> list[dict[str, Any]]:
    reasons = evidence.get("reasons", []) if isinstance(evidence, dict) else []
    return [reason for reason in reasons if isinstance(reason, dict) and reason.get("id")]


def _told(stored: dict[str, Any], relation: str) -> ToldReason:
    reason, weight = stored["id"], stored.get("weight") or 0.0
    return ToldReason(reason, sentence_of(reason, stored.get("params") or {}), _doubts(reason, weight, relation))


def _doubts(reason: str, weight: float, relation: str) -> bool:
    if relation in OPPOSED and reason in TELLS_APART | SAYS_THE_SAME:
        return reason in SAYS_THE_SAME
    return weight < AGAINST


def _isolated(params: Params) -> Params:
    """Quoted words keep to themselves inside a sentence of another direction (Unicode's first-strong isolate)."""
    return {
        name: f"\u2068{plain(value, '')}\u2069" if isinstance(value, str) else value for name, value in params.items()
    }


def _counted(reason: str, params: Params) -> str:
    if reason == "days_apart":
        return (
            npgettext(
                "verbatim",
                "They were said %(days)d day apart or more.",
                "They were said %(days)d days apart or more.",
                params["days"],
            )
            % params
        )
    if reason == "many_speakers":
        return (
            npgettext(
                "verbatim",
                "%(speakers)d speaker has used this wording.",
                "%(speakers)d speakers have used this wording.",
                params["speakers"],
            )
            % params
        )
    return ""
