"""What the sweep does for the vectors when no search is due: a little at a time, so that no editor waits for it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from quotes.candidates.choosing import is_external
from quotes.candidates.errors import CandidatesUnavailableError
from quotes.models import VectorIndex
from quotes.services import mirroring
from quotes.services.encoding.reencoding import ERROR_LENGTH, being_built, encode_missing, say_unfinished
from quotes.services.encoding.switching import build_beside, is_searchable, purge, switch, with_vectors_left

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def tend(*, clock: Clock, within: timedelta) -> None:
    """Keep copies in step, encode for a new index, let it serve when it is complete, remove what is retired."""
    until = clock() + within
    _keep_step(clock=clock, within=within)
    _let_it_stand()
    say_unfinished()
    index = being_built()
    if index:
        _build(index, clock=clock, within=max(until - clock(), timedelta(0)))
    _purge(clock=clock, until=until)


def _keep_step(*, clock: Clock, within: timedelta) -> None:
    """A copy that is out of reach stays behind, and is told when it is back; the outbox keeps everything for it."""
    serving = VectorIndex.objects.filter(state=VectorIndex.State.SERVING)
    try:
        mirroring.keep_step(clock=clock, within=within)
    except CandidatesUnavailableError as away:
        logger.warning("%s", away)
        serving.update(last_error=str(away)[:ERROR_LENGTH])
    else:
        serving.exclude(last_error="").update(last_error="")


def _purge(*, clock: Clock, until: datetime) -> None:
    """Where a copy cannot be removed now, its index keeps its vectors until it can."""
    try:
        for retired in with_vectors_left():
            while clock() < until and purge(retired):
                pass
    except CandidatesUnavailableError as away:
        logger.warning("%s", away)


def _let_it_stand() -> None:
    """Where PostgreSQL is searched its index stands: also after an update, and after another engine was given up."""
    serving = VectorIndex.objects.filter(state=VectorIndex.State.SERVING).first()
    if serving and not is_searchable(serving) and not is_external():
        build_beside(serving)


def _build(index: VectorIndex, *, clock: Clock, within: timedelta) -> None:
    began = clock()
    encode_missing(index, clock=clock, within=within)
    index.refresh_from_db()
    if index.last_error or clock() - began >= within:
        return
    if is_searchable(index):
        switch(index, now=clock())
    else:
        build_beside(index)
