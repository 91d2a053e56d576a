"""Which vectors serve, and with which engine a worker works now."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from quotes.candidates import hnsw
from quotes.candidates.choosing import backend_of
from quotes.matching.engine import Engine
from quotes.models import VectorIndex, Wording
from quotes.services.encoding.choosing import configured_engine, engine_for

State = VectorIndex.State
# Two workers that begin at the same time make one index.
MAKING = 0x56455249


@dataclass(frozen=True)
class Workplace:
    """An engine, and the vectors that are comparable with what it encodes."""

    engine: Engine
    index: VectorIndex


def workplace(*, now: datetime) -> Workplace:
    """Where searches are done now: with the vectors that serve, as long as somebody can still encode for them.

    After a change of the encoder the old vectors go on serving until the new ones stand. Where the old encoder cannot
    be asked any more, quotations are encoded into the new ones at once and meet what is there already.
    """
    configured = configured_engine()
    serving = VectorIndex.objects.filter(state=State.SERVING).first()
    if serving and serving.encoder_version == configured.vector_version:
        return Workplace(configured, serving)
    wanted = index_of(configured, now=now)
    former = engine_for(serving.encoder_version) if serving else None
    if serving and former:
        return Workplace(former, serving)
    return Workplace(configured, wanted)


def index_of(engine: Engine, *, now: datetime) -> VectorIndex:
    """The index of this engine's vectors, made or taken out of retirement where it must be.

    In a newsroom without any wording it serves at once; elsewhere it is built beside the one that serves.
    """
    known = VectorIndex.objects.filter(encoder_version=engine.vector_version).exclude(state=State.RETIRED).first()
    return known or _made(engine, now)


@transaction.atomic
def _made(engine: Engine, now: datetime) -> VectorIndex:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MAKING])
    serves_at_once = not Wording.objects.exists() and not VectorIndex.objects.filter(state=State.SERVING).exists()
    index, made = VectorIndex.objects.get_or_create(
        encoder_version=engine.vector_version,
        defaults={
            "dimension": engine.dimension,
            "state": State.SERVING if serves_at_once else State.BUILDING,
            "serving_since": now if serves_at_once else None,
        },
    )
    if made and serves_at_once:
        hnsw.drop_strays()
        backend_of(index).ensure()
    elif index.state == State.RETIRED:
        index.state, index.serving_since, index.retired_at, index.encoded_up_to = State.BUILDING, None, None, 0
        index.save(update_fields=["state", "serving_since", "retired_at", "encoded_up_to"])
    return index
