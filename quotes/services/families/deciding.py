"""One keystroke for a family's card: a decision on each pair that was shown, all of them taken back together."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from accounts.models import User
from quotes.models import (
    Decision,
    FamilyDecision,
    FamilyDecisionPair,
    FamilySuggestion,
    Match,
    MatchRelation,
    Quotation,
)
from quotes.services import reviewing
from quotes.services.errors import Refused

State = MatchRelation.State

CHANGED = pgettext_lazy("verbatim", "The possible links of this phrase changed after you opened this page. Look again.")
DECIDED = pgettext_lazy(
    "verbatim", "%(who)s has already decided on this phrase on %(when)s. To change it, undo that first."
)


@transaction.atomic
def decide(
    *, by: User, now: datetime, suggestion: FamilySuggestion, chosen: str, expected: Mapping[int, str]
) -> FamilyDecision:
    """Decide the same on every pair that the card showed. One that is refused stops all of them.

    `expected` holds the `pair_token` that the editor saw of each pair, by the id of the match.
    """
    reviewing.demand_permission(by)
    reviewing.refuse_unknown(chosen, None)
    # The quotations before the card, as the worker locks them.
    lock_quotations(Match.objects.filter(pk__in=expected), also=suggestion.quotation_id)
    row = FamilySuggestion.objects.select_for_update(of=("self",)).filter(pk=suggestion.pk).first()
    refuse_closed(row, expected)
    assert row is not None
    with pghistory.context(user=by.pk):
        family_decision = FamilyDecision.objects.create(
            quotation_id=row.quotation_id,
            key=row.key,
            exact=row.exact,
            members=row.members,
            chosen=chosen,
            decided_by=by,
            decided_at=now,
        )
        for match in shown_pairs(row, expected):
            decision = reviewing.decide(by=by, now=now, match=match, chosen=chosen, expected=expected[match.pk])
            FamilyDecisionPair.objects.create(family_decision=family_decision, decision=decision)
        row.state = State.REJECTED if chosen == Decision.NO_LINK else State.CONFIRMED
        row.decided_by, row.decided_at = by, now
        row.save(update_fields=["state", "decided_by", "decided_at"])
    return family_decision


@transaction.atomic
def undo(*, by: User, now: datetime, decision: Decision) -> Decision:
    """Take a decision back; where it was taken for a whole card, all that were taken with it."""
    part = FamilyDecisionPair.objects.filter(decision=decision).first()
    if part is None:
        return reviewing.undo(by=by, now=now, decision=decision)
    whole = FamilyDecision.objects.select_for_update(of=("self",)).get(pk=part.family_decision_id)
    parts = list(whole.parts.select_related("decision__match").order_by("-decision"))
    lock_quotations(part.decision.match for part in parts)
    undone = [reviewing.undo(by=by, now=now, decision=each.decision) for each in parts]
    with pghistory.context(user=by.pk):
        whole.undone_by, whole.undone_at = by, now
        whole.save(update_fields=["undone_by", "undone_at"])
    reopen(whole)
    return next(one for one in undone if one.pk == decision.pk)


def taken_together(decision: Decision) -> int:
    """How many decisions one keystroke took: this one, and those of the same family's card."""
    return FamilyDecisionPair.objects.filter(family_decision__parts__decision=decision).count() or 1


def reopen(whole: FamilyDecision) -> None:
    """The card waits again, unless the machine has asked anew since."""
    decided = FamilySuggestion.objects.filter(quotation=whole.quotation_id, key=whole.key)
    decided.filter(decided_by=whole.decided_by_id, decided_at=whole.decided_at).update(
        state=State.SUGGESTED, decided_by=None, decided_at=None
    )


def refuse_closed(row: FamilySuggestion | None, expected: Mapping[int, str]) -> None:
    if row is None or not expected:
        raise Refused(CHANGED)
    if row.decided_by and row.decided_at:
        raise Refused(str(DECIDED) % reviewing.who_and_when(row.decided_by, row.decided_at))


def lock_quotations(pairs: Iterable[Match], *, also: int | None = None) -> None:
    """All at once in the order of their ids, as every search and decision locks them: nobody waits in a ring."""
    wanted = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)} | ({also} if also else set())
    list(Quotation.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))


def shown_pairs(row: FamilySuggestion, expected: Mapping[int, str]) -> list[Match]:
    """The pairs of the card, in the order of their ids: every decision locks them so."""
    own = Q(first=row.quotation_id, second__in=row.nearest) | Q(second=row.quotation_id, first__in=row.nearest)
    pairs = list(Match.objects.filter(own, pk__in=expected).order_by("pk"))
    if len(pairs) != len(expected):
        raise Refused(CHANGED)
    return pairs
