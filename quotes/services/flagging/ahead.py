"""Encoding ahead of the search, for many quotations at once: after an import one by one would take three times as long.

The jobs stay what they are (law 3): whoever does one later finds the vectors there, or makes them where they are not.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from quotes.candidates import hnsw
from quotes.candidates.postgres import PostgresCandidates
from quotes.models import MatchJob, Quotation
from quotes.models import Wording as StoredWording
from quotes.services.encoding.indexes import Workplace, workplace
from quotes.services.flagging.texts import Texts, entry_of, lock_in_use, prepare_many, row_of

BATCH = 128
REBUILT_FROM = 20_000
"""From so many new wordings on, if they are more than there were, the index is built anew behind them."""

Clock = Callable[[], datetime]


def unencoded() -> QuerySet[Quotation]:
    """Quotations that wait for their search and have no wording in store: what an import leaves."""
    waits = MatchJob.objects.filter(quotation=OuterRef("pk"), state=MatchJob.State.QUEUED)
    stored = StoredWording.objects.filter(quotation=OuterRef("pk"))
    rows = Quotation.objects.exclude(status=Quotation.Status.WITHDRAWN)
    return rows.filter(Exists(waits), ~Exists(stored)).order_by("pk")


def encode_ahead(*, clock: Clock, memory: str = "") -> Iterator[int]:
    """Encode and store all of them in batches, yielding how many quotations each batch held.

    A large load takes the HNSW index away and builds it again from all rows at once; a process that dies in between
    leaves it to the next run. memory: PostgreSQL's maintenance_work_mem for that.
    """
    place = workplace(now=clock())
    if is_large(place):
        hnsw.drop_concurrently(place.index.pk)
    after = 0
    while batch := list(unencoded().filter(pk__gt=after)[:BATCH]):
        after = batch[-1].pk
        store_many(batch, prepare_many(batch, place.engine), place)
        yield len(batch)
    if not hnsw.stands(place.index.pk):
        PostgresCandidates(place.index).build_index(memory=memory)


def is_large(place: Workplace) -> bool:
    fresh = unencoded().count()
    return fresh >= REBUILT_FROM and fresh > PostgresCandidates(place.index).count()


def store_many(quotations: Sequence[Quotation], texts: Sequence[Texts], place: Workplace) -> None:
    """Store what was encoded, except of quotations that changed meanwhile: their newer job will encode them.

    Another engine's copy hears of each from its own search, or from the outbox.
    """
    with transaction.atomic():
        current = _locked(quotations)
        lock_in_use(place.index)
        told = [
            (quotation.pk, one) for quotation, one in zip(quotations, texts, strict=True) if quotation.pk in current
        ]
        rows = [row_of(pk, key, one) for pk, own in told for key, one in own.prepared.items()]
        numbers = {(row.quotation_id, row.sha256): row.pk for row in StoredWording.objects.bulk_create(rows)}
        PostgresCandidates(place.index).bulk_load(
            entry_of(numbers[pk, key], pk, one, own.parts[key]) for pk, own in told for key, one in own.prepared.items()
        )


def _locked(quotations: Sequence[Quotation]) -> set[int]:
    """Of these, locked in the order of their ids, those that are as they were and were not stored meanwhile."""
    wanted = {quotation.pk: quotation.revision for quotation in quotations}
    rows = Quotation.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    same = {row.pk for row in rows if row.revision == wanted[row.pk]}
    return same - set(StoredWording.objects.filter(quotation__in=same).values_list("quotation", flat=True))
