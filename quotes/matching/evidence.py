"""Why a pair is suggested: named reasons with the words in both texts, one structure for queue, page and mail.

A sentence is kept as its id and parameters; `SENTENCES` holds the English templates, which are also the keys of their
translations (context "verbatim"). Offsets are code points into the text that `of` names: the wording's own `text` or,
where there is one, its `clause`.
"""

from dataclasses import dataclass
from typing import Any, Literal

Span = tuple[int, int]
Of = Literal["text", "clause"]

SENTENCES: dict[str, str] = {
    "same_words": "The words are the same.",
    "shared_words": "%(shared)d of %(total)d words are shared.",
    "shared_phrase": "“%(first)s” corresponds to “%(second)s”.",
    "close_meaning": "The sentences are close in meaning (%(percent)d of 100).",
    "inside": "The shorter one is close in meaning to a part of the longer one.",
    "numbers_agree": "Both name the same numbers: %(numbers)s.",
    "numbers_clash": "The numbers differ: %(first)s against %(second)s.",
    "read_same": "Read together, they say the same.",
    "read_opposed": "Read together, one denies or changes what the other says.",
    "read_phrase": "Read together, they share a phrase and not the matter.",
    "poles_clash": "They take opposite sides: “%(first)s” against “%(second)s”.",
    "denied_alike": "They take the same side, and one or both do so by a denial: “%(first)s” and “%(second)s”.",
    "negation_differs": "Only one of them denies.",
    "limit_differs": "Only one of them sets a limit.",
    "dismissal_differs": "Only one of them dismisses the words.",
    "obligation_differs": "Only one of them says what must be.",
    "possibility_differs": "Only one of them says what may be.",
    "certainty_differs": "Only one of them speaks of certainty.",
    "universal_differs": "Only one of them speaks of all.",
    "partial_differs": "Only one of them speaks of a part.",
    "exclusive_differs": "Only one of them says “only”.",
    "condition_differs": "Only one of them sets a condition.",
    "denial_differs": "Only one of them reports a denial.",
    "question_differs": "Only one of them asks.",
    "reordered": "The same words stand in another order: check who does what to whom.",
    "same_speaker": "Same speaker.",
    "other_speaker": "Different speakers.",
    "same_time": "They may have been said at the same time.",
    "days_apart": "They were said %(days)d days apart or more.",
    "other_language": "They are in different languages.",
    "many_speakers": "%(speakers)d speakers have used this wording.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One named reason. `weight` is its share of the log odds (negative: it speaks against); spans mark the words."""

    id: str
    weight: float
    params: dict[str, str | int]
    first: tuple[Span, ...] = ()
    second: tuple[Span, ...] = ()

    @property
    def template(self) -> str:
        return SENTENCES[self.id]

    @property
    def sentence(self) -> str:
        """The reason in English."""
        return self.template % self.params


@dataclass(frozen=True, slots=True)
class Evidence:
    """All reasons, most weighty first, and the words that both share or that differ, for marking side by side."""

    reasons: tuple[Reason, ...]
    first_of: Of
    second_of: Of
    shared_first: tuple[Span, ...] = ()
    shared_second: tuple[Span, ...] = ()
    changed_first: tuple[Span, ...] = ()
    changed_second: tuple[Span, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and dicts; `from_json` is its inverse."""
        return {
            "version": 1,
            "of": [self.first_of, self.second_of],
            "reasons": [_reason_to_json(reason) for reason in self.reasons],
            "shared": [_lists(self.shared_first), _lists(self.shared_second)],
            "changed": [_lists(self.changed_first), _lists(self.changed_second)],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Evidence":
        return cls(
            tuple(_reason_from_json(reason) for reason in data["reasons"]),
            *data["of"],
            *(_spans(spans) for spans in data["shared"]),
            *(_spans(spans) for spans in data["changed"]),
        )

    def swapped(self) -> "Evidence":
        """Return the same evidence seen from the other side."""
        return Evidence(
            tuple(_swapped(reason) for reason in self.reasons),
            self.second_of,
            self.first_of,
            self.shared_second,
            self.shared_first,
            self.changed_second,
            self.changed_first,
        )


def _swapped(reason: Reason) -> Reason:
    params = dict(reason.params)
    if "first" in params and "second" in params:
        params["first"], params["second"] = params["second"], params["first"]
    return Reason(reason.id, reason.weight, params, reason.second, reason.first)


def _lists(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


def _spans(lists: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in lists)


def _reason_to_json(reason: Reason) -> dict[str, Any]:
    return {
        "id": reason.id,
        "weight": round(reason.weight, 3),
        "params": reason.params,
        "spans": [_lists(reason.first), _lists(reason.second)],
    }


def _reason_from_json(data: dict[str, Any]) -> Reason:
    first, second = data["spans"]
    return Reason(data["id"], data["weight"], dict(data["params"]), _spans(first), _spans(second))
