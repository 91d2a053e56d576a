"""When new vectors are complete they serve, from one moment to the next, and the old ones go."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from quotes.candidates import hnsw
from quotes.candidates.choosing import is_external
from quotes.models import MatchJob, Quotation, VectorIndex, Wording, WordingVector
from quotes.services import mirroring
from quotes.services.encoding.reencoding import ERROR_LENGTH, missing
from quotes.services.flagging import jobs

logger = logging.getLogger(__name__)

State = VectorIndex.State
PURGED_AT_ONCE = 500
_builders: list[threading.Thread] = []


def is_searchable(index: VectorIndex) -> bool:
    """Whether what searches these vectors stands."""
    return mirroring.is_complete(index) if is_external() else hnsw.stands(index.pk)


def make_searchable(index: VectorIndex, *, clock: Callable[[], datetime]) -> None:
    """Build what searches these vectors, for as long as it takes, whoever builds it."""
    while not is_searchable(index):
        if is_external():
            mirroring.keep_step(clock=clock, within=timedelta(minutes=1))
        else:
            hnsw.create_concurrently(index.pk, index.dimension, memory=settings.VECTOR_INDEX_MEMORY)
        if not is_searchable(index):
            time.sleep(1)


def build_beside(index: VectorIndex) -> None:
    """Build the HNSW index in a thread of this process: it may take an hour, and the worker has other work to do.

    A process that ends takes the thread with it; the next one begins anew.
    """
    if any(builder.is_alive() for builder in _builders):
        return
    builder = threading.Thread(target=_build, args=(index,), name=hnsw.name_of(index.pk), daemon=True)
    _builders[:] = [builder]
    builder.start()


def wait_for_builders() -> None:
    """Until nothing is built in this process any more."""
    for builder in _builders:
        builder.join()


@transaction.atomic
def switch(index: VectorIndex, *, now: datetime) -> bool:
    """Let this index serve and retire the one that does; False where it is not complete. One transaction.

    What was compared with half of these vectors, because the old encoder was gone, is searched again.
    """
    rows = {row.pk: row for row in VectorIndex.objects.select_for_update().order_by("pk")}
    fresh = rows[index.pk]
    if fresh.state != State.BUILDING or not is_searchable(fresh):
        return False
    if missing(fresh).exists():
        # Saved out of order: the encoding begins at the first wording again, and finds only these.
        VectorIndex.objects.filter(pk=fresh.pk).update(encoded_up_to=0)
        return False
    count = Wording.objects.count()
    VectorIndex.objects.filter(state=State.SERVING).update(
        state=State.RETIRED, retired_at=now, encoded_count=count, encoded_up_to=0
    )
    VectorIndex.objects.filter(pk=fresh.pk).update(
        state=State.SERVING,
        serving_since=now,
        encoded_count=count,
        total_count=count,
        lease_token=None,
        lease_until=None,
        last_error="",
    )
    _search_early_ones_again(fresh)
    return True


def with_vectors_left() -> QuerySet[VectorIndex]:
    """Retired ones whose vectors are not removed yet."""
    return VectorIndex.objects.filter(state=State.RETIRED, encoded_count__gt=0)


def purge(index: VectorIndex) -> int:
    """Remove the vectors of the next wordings of a retired index; returns how many wordings, 0 when it is empty.

    0 too where it was taken out of retirement meanwhile: whoever goes back to its encoder needs every vector.
    """
    index.refresh_from_db()
    if index.state == State.RETIRED and index.encoded_up_to == 0:
        hnsw.drop_concurrently(index.pk)
        mirroring.forget(index)
    return _purge_next(index.pk)


@transaction.atomic
def _purge_next(index_id: int) -> int:
    index = with_vectors_left().select_for_update().filter(pk=index_id).first()
    if index is None:
        return 0
    later = Wording.objects.filter(pk__gt=index.encoded_up_to).order_by("pk")
    ids = list(later.values_list("pk", flat=True)[:PURGED_AT_ONCE])
    WordingVector.objects.filter(index=index, wording__in=ids).delete()
    index.encoded_up_to = ids[-1] if ids else 0
    index.encoded_count = index.encoded_count if ids else 0
    index.save(update_fields=["encoded_up_to", "encoded_count"])
    return len(ids)


def _build(index: VectorIndex) -> None:
    try:
        hnsw.create_concurrently(index.pk, index.dimension, memory=settings.VECTOR_INDEX_MEMORY)
    except Exception as error:
        logger.exception("The search index of %s could not be built.", index)
        said = f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
        VectorIndex.objects.filter(pk=index.pk).update(last_error=said)
    finally:
        connection.close()


def _search_early_ones_again(index: VectorIndex) -> None:
    early = MatchJob.objects.filter(
        found_by_version__startswith=f"{index.encoder_version}+", finished_at__gte=index.created_at
    )
    jobs.search_again(quotations=Quotation.objects.filter(pk__in=early.values("quotation")))
