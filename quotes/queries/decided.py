"""What was decided, by whom and when, newest first; each decision can be taken back from here."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from quotes.models import Decision, FamilyDecisionPair, MatchRelation, Quotation
from quotes.queries.choices import choice_name
from quotes.queries.sides import Side, load_sides

PAGE_SIZE = 20


@dataclass(frozen=True)
class DecidedPair:
    """One decision with both quotations, the one entered later first. `undoable`: no later decision stands on it.

    `with_it` counts the others that were taken by the same keystroke on a family's card, and are undone with it.
    """

    decision: Decision
    one: Side
    other: Side
    undoable: bool
    with_it: int = 0

    @property
    def name(self) -> str:
        return choice_name(self.decision.chosen, same_speaker=bool(self.one.speakers & self.other.speakers))

    @property
    def wording_name(self) -> str:
        return str(MatchRelation.Wording(self.decision.wording).label) if self.decision.wording else ""


@dataclass(frozen=True)
class Decided:
    rows: tuple[DecidedPair, ...]
    page: Page[Decision]


def decided(*, page: int = 1) -> Decided:
    """A page of decisions, undone ones included: the list is the record of who did what."""
    shown = Paginator(_decisions(), PAGE_SIZE).get_page(page)
    decisions = list(shown.object_list)
    sides = load_sides(_quotations(decisions))
    rows = [
        DecidedPair(
            decision=decision,
            one=sides.of(decision.match.second_id),
            other=sides.of(decision.match.first_id),
            undoable=decision.undone_at is None and not getattr(decision, "covered", False),
            with_it=max(0, (getattr(decision, "together", None) or 0) - 1),
        )
        for decision in decisions
    ]
    return Decided(tuple(rows), shown)


def _decisions() -> QuerySet[Decision]:
    later = Decision.objects.filter(match=OuterRef("match"), undone_at=None, pk__gt=OuterRef("pk"))
    rows = Decision.objects.select_related("match__first", "match__second", "decided_by", "undone_by")
    parts = FamilyDecisionPair.objects.filter(family_decision=OuterRef("of_family__family_decision"))
    together = parts.order_by().values("family_decision").annotate(count=Count("pk")).values("count")
    return rows.annotate(covered=Exists(later), together=Subquery(together)).order_by("-pk")


def _quotations(decisions: list[Decision]) -> list[Quotation]:
    return [side for decision in decisions for side in (decision.match.first, decision.match.second)]
