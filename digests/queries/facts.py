"""Committed public facts, and which of them no edition of a language and zone has taken.

There is no time window anywhere: whatever is public and not yet taken is taken by the next edition, however late its
transaction was committed. `happened_at` is only used to pass over what was public before anybody read the mail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, QuerySet
from django.db.models.functions import Greatest

from digests.models import Edition, EditionItem
from quotes.models import Attribution, Correction, MatchRelation, Quotation
from quotes.queries.links import SHOWN_RELATIONS

Kind = EditionItem.Kind

DOUBTS = [Kind.DISPUTED, Kind.DENIED, Kind.MISATTRIBUTED, Kind.RETRACTED]
"""Kinds that are states of an attribution; each state of one attribution is a fact of its own."""


@dataclass(frozen=True, order=True)
class Fact:
    """Something readers may be told. `object_id` is what `EditionItem.object_id` says of the kind."""

    kind: str
    object_id: int


def facts_not_taken(language: str, time_zone: str, *, before: datetime | None = None) -> list[Fact]:
    """Every public fact that no edition of this language and zone has taken, the most important kinds first.

    With `before` only those that happened earlier.
    """
    return [
        Fact(kind, pk)
        for kind, public in _public()
        for pk in _not_taken(public, kind, language, time_zone, before).order_by("pk").values_list("pk", flat=True)
    ]


def facts_in(edition: Edition) -> list[Fact]:
    """The facts that an edition took and tells, in its order."""
    told = edition.items.filter(silent=False).order_by("pk")
    return [Fact(kind, object_id) for kind, object_id in told.values_list("kind", "object_id")]


def still_public(facts: list[Fact]) -> list[Fact]:
    """Those of `facts` that readers may still see, in the same order: the gate again, at the time of sending."""
    standing = set()
    for kind, public in _public():
        ids = [fact.object_id for fact in facts if fact.kind == kind]
        if ids:
            standing |= {Fact(kind, pk) for pk in public.filter(pk__in=ids).values_list("pk", flat=True)}
    return [fact for fact in facts if fact in standing]


def _not_taken(
    public: "QuerySet[Any]", kind: str, language: str, time_zone: str, before: datetime | None
) -> "QuerySet[Any]":
    taken = EditionItem.objects.filter(kind=kind, object_id=OuterRef("pk"), language=language, time_zone=time_zone)
    untaken = public.filter(~Exists(taken))
    return untaken.filter(happened_at__lt=before) if before else untaken


def _public() -> "Iterator[tuple[str, QuerySet[Any]]]":
    """Each kind with its rows behind the one gate, annotated with `happened_at`."""
    relations = MatchRelation.objects.published().filter(relation__in=SHOWN_RELATIONS)
    yield Kind.RELATION, relations.annotate(happened_at=F("decided_at"))
    yield Kind.CORRECTION, Correction.objects.published().annotate(happened_at=F("corrected_at"))
    yield Kind.WITHDRAWAL, Quotation.objects.withdrawn().annotate(happened_at=F("withdrawn_at"))
    for state in DOUBTS:
        yield state, _doubted(state)
    yield Kind.PUBLISHED, Quotation.objects.published().annotate(happened_at=F("published_at"))


def _doubted(state: str) -> QuerySet[Attribution]:
    """Attributions in this state. A doubt has no day of its own: it comes with a correction or with publishing."""
    corrected = Max("quotation__corrections__corrected_at")
    return (
        Attribution.objects.published()
        .filter(state=state)
        .annotate(happened_at=Greatest(F("quotation__published_at"), corrected))
    )
