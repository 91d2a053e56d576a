"""Pairs for the tests of the review desk, as the worker leaves them."""

from datetime import date
from typing import Any

from accounts.models import User
from quotes.models import Match, MatchRelation
from tests.factories import make_quotation, make_speaker

EARLIER, LATER = date(2026, 3, 1), date(2026, 9, 1)


def make_pair(
    *relations: str,
    same_speaker: bool = True,
    texts: tuple[str, str] = ("The harbour will be finished", "The harbour will never be finished"),
    evidence: dict[str, Any] | None = None,
    family: str = "",
    later: dict[str, Any] | None = None,
    probability: float = 0.9,
) -> Match:
    """Two quotations of different days with these suggestions, the first one the most probable.

    `later` is what the second one has instead of the usual.
    """
    speaker = make_speaker()
    by = a_colleague()
    first = make_quotation(texts[0], speaker=speaker, said=EARLIER, by=by)
    usual = {"by": by, "text": texts[1], "speaker": speaker if same_speaker else make_speaker(), "said": LATER}
    second = make_quotation(**{**usual, **(later or {})})
    match = Match.objects.create(first=first, second=second, family=family)
    for place, relation in enumerate(relations or ("repetition",)):
        MatchRelation.objects.create(
            match=match,
            relation=relation,
            wording="variant",
            probability=probability - place / 10,
            evidence=evidence if evidence is not None else evidence_of(),
            pair_sha256="a" * 64,
        )
    return match


def a_colleague() -> User:
    """Whoever entered the quotations: without a password, because hashing one takes longer than all the rest."""
    return User.objects.get_or_create(username="colleague", is_staff=True)[0]


def evidence_of(shared: Any = (), changed: Any = (), of: tuple[str, str] = ("text", "text")) -> dict[str, Any]:
    """What the engine writes: reasons, and spans for the first and the second quotation."""
    return {
        "version": 1,
        "of": list(of),
        "reasons": [
            {"id": "same_speaker", "weight": 0.0, "params": {}, "spans": [[], []]},
            {"id": "negation_differs", "weight": -1.0, "params": {}, "spans": [[], []]},
        ],
        "shared": list(shared or [[], []]),
        "changed": list(changed or [[], []]),
    }


def states(match: Match) -> dict[str, str]:
    return dict(match.relations.values_list("relation", "state"))
