"""The vectors of a new encoder are made in the background while the old ones serve.

The VectorIndex in state building is the job (law 3). Whoever works on it holds a lease; batches are encoded outside
any transaction and written in one that checks the lease. How far it has come stands in the row, so that a process
that dies takes nothing with it but the batch in its hands.

New quotations meanwhile: the worker encodes them for the vectors that serve, and they wait here for the new ones. Only
where the old encoder cannot be asked any more are they encoded into the new index at once, and searched again when
it serves.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from quotes.candidates.copying import copy_parts
from quotes.matching.engine import Engine, Part, Prepared
from quotes.matching.engine import Wording as AskedWording
from quotes.models import VectorIndex, Wording, WordingVector
from quotes.services.encoding.choosing import configured_engine, engine_for
from quotes.services.encoding.endpoint import TextRefusedError

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
State = VectorIndex.State
Parts = tuple[Part, ...]
BATCH = 32
LEASE = timedelta(seconds=60)
REST_AFTER_ERROR = timedelta(seconds=15)
ERROR_LENGTH = 500
UNFINISHED = "The settings name another encoder now. `manage.py encoders retire` removes what was begun."


class TakenOverError(Exception):
    """Another process encodes for this index now: nothing may be written any more."""


@dataclass(frozen=True)
class Lease:
    """The right to write vectors into an index, until another takes it after the time is up."""

    index_id: int
    token: UUID


def being_built() -> VectorIndex | None:
    """The index that will serve next: of the encoder that the settings name, where it does not serve yet."""
    return VectorIndex.objects.filter(state=State.BUILDING, encoder_version=_wanted()).first()


def left_unfinished() -> QuerySet[VectorIndex]:
    """What was begun for an encoder that the settings do not name any more."""
    return VectorIndex.objects.filter(state=State.BUILDING).exclude(encoder_version=_wanted())


def say_unfinished() -> None:
    """Write on what was left unfinished why it makes no progress. It may be wanted again, so nothing is thrown away."""
    left_unfinished().exclude(last_error=UNFINISHED).update(last_error=UNFINISHED)


def abandon(*, now: datetime) -> int:
    """Retire what was left unfinished; returns how many. Its vectors are removed like those of any retired index."""
    return left_unfinished().update(
        state=State.RETIRED,
        retired_at=now,
        encoded_count=Greatest(F("encoded_count"), 1),
        encoded_up_to=0,
        lease_token=None,
        lease_until=None,
        last_error="",
    )


def encode_missing(index: VectorIndex, *, clock: Clock, within: timedelta) -> int:
    """Encode for the index, for about this long; returns how many wordings. 0 too where another process does it."""
    engine = engine_for(index.encoder_version)
    lease = claim(index, now=clock()) if engine else None
    if engine is None or lease is None:
        return 0
    until, encoded = clock() + within, 0
    try:
        while clock() < until and (count := encode_batch(lease, engine, now=clock())):
            encoded += count
    except TakenOverError:
        logger.warning("Another process encodes for %s now.", index)
    except Exception as error:
        logger.exception("Encoding for %s failed.", index)
        give_up(lease, now=clock(), error=f"{type(error).__name__}: {error}")
    else:
        release(lease)
    return encoded


def claim(index: VectorIndex, *, now: datetime) -> Lease | None:
    """Take the lease, None where somebody has it. All wordings are counted anew."""
    free = Q(lease_token=None) | Q(lease_until__lte=now)
    token = uuid4()
    rows = VectorIndex.objects.filter(free, pk=index.pk, state=State.BUILDING)
    taken = rows.update(lease_token=token, lease_until=now + LEASE, total_count=Wording.objects.count())
    return Lease(index.pk, token) if taken else None


def release(lease: Lease) -> None:
    _held(lease).update(lease_token=None, lease_until=None, last_error="")


def give_up(lease: Lease, *, now: datetime, error: str) -> None:
    """Write down what went wrong; the lease runs out by itself, so that the next attempt comes after a rest."""
    _held(lease).update(last_error=error.replace("\0", "�")[:ERROR_LENGTH], lease_until=now + REST_AFTER_ERROR)


def encode_batch(lease: Lease, engine: Engine, *, now: datetime) -> int:
    """Encode the next wordings without vectors; returns how many, 0 when none is left."""
    index = _held(lease).first()
    if index is None:
        raise TakenOverError
    rows = list(missing(index).filter(pk__gt=index.encoded_up_to).order_by("pk")[:BATCH])
    if rows:
        _write(lease, _encoded(engine, rows), now)
    return len(rows)


def missing(index: VectorIndex) -> QuerySet[Wording]:
    """The wordings that have no vector in this index."""
    return Wording.objects.filter(~Exists(WordingVector.objects.filter(wording=OuterRef("pk"), index=index)))


def _encoded(engine: Engine, rows: Sequence[Wording]) -> dict[int, Parts]:
    """The parts of each wording; none where its text is not taken, so that it stops no other."""
    wordings = [AskedWording(row.text, row.language, row.clause or None, ref=row.pk) for row in rows]
    try:
        prepared = [answer for answer in engine.prepare(wordings) if isinstance(answer, Prepared)]
        parts = engine.parts(prepared)
    except TextRefusedError as refused:
        if len(rows) > 1:
            return {pk: parts for row in rows for pk, parts in _encoded(engine, [row]).items()}
        logger.warning("Wording %s has no vector: %s", rows[0].pk, refused)
        return {rows[0].pk: ()}
    nothing: dict[int, Parts] = {row.pk: () for row in rows}
    return nothing | {one.ref: its for one, its in zip(prepared, parts, strict=True)}


@transaction.atomic
def _write(lease: Lease, encoded: dict[int, Parts], now: datetime) -> None:
    """Wordings that went meanwhile are left out, and those that the worker has encoded itself."""
    index = _held(lease).select_for_update().first()
    if index is None:
        raise TakenOverError
    locked = Wording.objects.select_for_update(no_key=True).filter(pk__in=encoded).order_by("pk")
    there = list(locked.values_list("pk", flat=True))
    wanted = missing(index).filter(pk__in=there).values_list("pk", flat=True)
    copy_parts(index.pk, index.dimension, {pk: encoded[pk] for pk in wanted})
    _held(lease).update(
        encoded_count=F("encoded_count") + len(there), encoded_up_to=max(encoded), lease_until=now + LEASE
    )


def _wanted() -> str:
    return configured_engine().vector_version


def _held(lease: Lease) -> QuerySet[VectorIndex]:
    return VectorIndex.objects.filter(pk=lease.index_id, lease_token=lease.token, state=State.BUILDING)
