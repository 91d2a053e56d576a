"""Decisions as labels: what editors made of the pairs that the engine had judged."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from quotes.matching.calibrating import UNRELATED, Decided, Judgement
from quotes.matching.trials import groups_of
from quotes.models import Decision, Judged, MatchRelation


def standing() -> QuerySet[Decision]:
    """The latest decision on each pair among those that were not undone."""
    latest = Decision.objects.filter(match=OuterRef("match"), undone_at=None).order_by("-pk")
    return Decision.objects.filter(pk=Subquery(latest.values("pk")[:1]))


def labelled(engine_version: str) -> list[Decided]:
    """Every decided pair that this engine has judged, with what was decided.

    Pairs that share a quotation, directly or through others, share a group.
    "No link" on a pair that was linked before, and still is, refuses one more name for it: the pair stays related.
    """
    rows = list(_judged(engine_version))
    groups = groups_of([(row["first"], row["second"]) for row in rows])
    return [Decided(_judgement(row), _chosen(row), group) for row, group in zip(rows, groups, strict=True)]


def linked_by_hand() -> int:
    """How many pairs people linked that the engine had not suggested: without its answer they teach it nothing."""
    rows = Judged.objects.filter(at_decision=True, suggested="", decision__in=standing().values("pk"))
    return rows.exclude(decision__chosen=Decision.NO_LINK).count()


def _judged(engine_version: str) -> Iterable[Any]:
    confirmed = MatchRelation.objects.filter(match=OuterRef("decision__match"), state=MatchRelation.State.CONFIRMED)
    rows = Judged.objects.filter(
        engine_version=engine_version, probability__isnull=False, decision__in=standing().values("pk")
    )
    return (
        rows.annotate(confirmed=Subquery(confirmed.order_by("-decided_at", "pk").values("relation")[:1]))
        .order_by("decision_id")
        .values(
            "probability",
            "relations",
            "first_language",
            "second_language",
            "confirmed",
            chosen=F("decision__chosen"),
            first=F("decision__match__first_id"),
            second=F("decision__match__second_id"),
        )
    )


def _judgement(row: dict[str, Any]) -> Judgement:
    return Judgement(row["probability"], row["relations"], (row["first_language"], row["second_language"]))


def _chosen(row: dict[str, Any]) -> str:
    return str(row["chosen"]) if row["chosen"] != Decision.NO_LINK else str(row["confirmed"] or UNRELATED)
