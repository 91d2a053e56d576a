"""Keeps another engine's copy of the candidates in step with PostgreSQL, which is the truth.

A CandidateFeed says that a copy is kept; from its first moment triggers note every change in the outbox (law 3). The
copy is filled once, batch by batch, and asked only when it is complete; then the outbox is emptied again and again.
Whatever is done twice changes nothing, so a process may die at any point.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from quotes.candidates.choosing import CopiedBackend, copy_of, is_external
from quotes.candidates.errors import CandidatesUnavailableError
from quotes.candidates.truth import entries_of, fingerprint, wordings_of
from quotes.models import CandidateChange, CandidateFeed, VectorIndex, Wording

Clock = Callable[[], datetime]

BATCH = 200
# One process at a time writes to a copy: two would overwrite what is new with what each of them read earlier.
WRITING = 0x56455251
# Seconds until whoever waits for its turn gives up: the writer may itself be waiting for an engine that is away.
PATIENCE, LOOK_EVERY = 10.0, 0.05
BUSY = (
    "Another process has been writing to the copy of the candidates for {seconds:.0f} seconds. Nothing is lost, and it"
    " is tried again. If this goes on, look whether the engine that CANDIDATE_BACKEND names answers."
)
# Whoever writes one of these facts is waited for once, so that nothing is committed unnoted behind the filling.
NOTED = "quotes_wording, quotes_wordingvector, quotes_quotation, quotes_attribution, quotes_stance"


def keep_step(*, clock: Clock, within: timedelta) -> int:
    """Do what is due for the copies, for about this long; returns how many quotations were told. The sweep's part."""
    if not is_external():
        stop_noting()
        return 0
    until, told = clock() + within, 0
    for index in VectorIndex.objects.exclude(state=VectorIndex.State.RETIRED).order_by("pk"):
        feed = open_feed(index)
        while not feed.filled_at and clock() < until:
            fill_batch(feed, now=clock())
    while clock() < until and (count := sync()):
        told += count
    return told


@transaction.atomic
def open_feed(index: VectorIndex) -> CandidateFeed:
    """Begin to note changes for a copy of this index, if that has not begun."""
    name = settings.CANDIDATE_BACKEND
    known = CandidateFeed.objects.filter(name=name, index=index).first()
    if known:
        return known
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {NOTED} IN SHARE MODE")
    feed, _ = CandidateFeed.objects.get_or_create(name=name, index=index)
    return feed


def stop_noting() -> None:
    """Where PostgreSQL is searched itself nobody reads the outbox: nothing is noted any more."""
    if CandidateFeed.objects.exists():
        CandidateFeed.objects.all().delete()
        CandidateChange.objects.all().delete()


def fill_batch(feed: CandidateFeed, *, now: datetime) -> int:
    """Copy the next wordings; returns how many. With the last one the copy is complete and will be asked."""
    with _in_turn():
        feed.refresh_from_db()
        if feed.filled_at:
            return 0
        copy = copy_of(feed.index)
        copy.ensure()
        ids = list(Wording.objects.filter(pk__gt=feed.filled_up_to).order_by("pk").values_list("pk", flat=True)[:BATCH])
        copy.upsert(entries_of(feed.index_id, ids))
        feed.filled_up_to = ids[-1] if ids else feed.filled_up_to
        feed.filled_at = None if ids else now
        feed.save(update_fields=["filled_up_to", "filled_at"])
        return len(ids)


def fill_again(index: VectorIndex) -> CandidateFeed:
    """Forget the copy; it is filled from the beginning, and not asked until it is complete."""
    feed = open_feed(index)
    with _in_turn():
        copy = copy_of(index)
        if copy.ready():
            copy.drop()
        feed.filled_up_to, feed.filled_at = 0, None
        feed.save(update_fields=["filled_up_to", "filled_at"])
    return feed


def is_complete(index: VectorIndex) -> bool:
    """Whether the copy of this index holds all that it should, as far as anybody has noted."""
    filled = CandidateFeed.objects.filter(index=index, name=settings.CANDIDATE_BACKEND, filled_at__isnull=False)
    return filled.exists() and not CandidateChange.objects.exists()


def forget(index: VectorIndex) -> None:
    """Remove the copy of an index that is no longer used, where one is kept."""
    kept = CandidateFeed.objects.filter(index=index, name=settings.CANDIDATE_BACKEND)
    if not is_external() or not kept.exists():
        return
    with _in_turn():
        copy = copy_of(index)
        if copy.ready():
            copy.drop()
        kept.delete()


def sync() -> int:
    """Tell the copies of one batch of the outbox; returns how many quotations were told."""
    with _in_turn():
        noted = list(CandidateChange.objects.order_by("pk").values_list("pk", "quotation_id")[:BATCH])
        quotation_ids = {quotation_id for _, quotation_id in noted}
        for feed in CandidateFeed.objects.filter(name=settings.CANDIDATE_BACKEND).select_related("index"):
            if noted and copy_of(feed.index).ready():
                tell(feed.index, quotation_ids)
        CandidateChange.objects.filter(pk__in=[pk for pk, _ in noted]).delete()
    return len(quotation_ids)


def tell(index: VectorIndex, quotation_ids: set[int]) -> None:
    """Make the copy's wordings of these quotations what they are now."""
    copy, ids = copy_of(index), wordings_of(quotation_ids)
    copy.upsert(entries_of(index.pk, ids))
    copy.delete(copy.wordings_of(quotation_ids).difference(ids))


def tell_now(index: VectorIndex, quotation_id: int) -> None:
    """Tell the copy of one quotation before it is searched: of two that are saved at once one must find the other."""
    if is_external() and CandidateFeed.objects.filter(index=index, filled_at__isnull=False).exists():
        with _in_turn():
            tell(index, {quotation_id})


def compare(index: VectorIndex, say: Callable[[int], object]) -> Counter[str]:
    """Count what is "same", "missing", "different" or "too much" in the copy; `say` hears how many were compared."""
    copy, found, after = copy_of(index), Counter[str](), 0
    while ids := list(Wording.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        _count(copy, index, ids, after, found)
        after = ids[-1]
        say(found.total())
    found["too much"] += len(copy.fingerprints(after, None))
    return found


def _count(copy: CopiedBackend, index: VectorIndex, ids: list[int], after: int, found: Counter[str]) -> None:
    theirs = copy.fingerprints(after, ids[-1])
    ours = {entry.wording_id: fingerprint(entry) for entry in entries_of(index.pk, ids)}
    for wording_id, mark in ours.items():
        met = theirs.pop(wording_id, None)
        found["missing" if met is None else "same" if met == mark else "different"] += 1
    found["too much"] += len(theirs)


@contextmanager
def _in_turn() -> Iterator[None]:
    """Write when no other process does: what is read inside is newer than what all others wrote.

    CandidatesUnavailableError where others write for longer than PATIENCE. The lock goes with the transaction, so it
    is given back however this ends, behind a pooler too; and nobody waits inside a statement, which nothing could stop.
    """
    began = time.monotonic()
    while True:
        with transaction.atomic():
            if _is_our_turn():
                yield
                return
        if time.monotonic() - began > PATIENCE:
            raise CandidatesUnavailableError(BUSY.format(seconds=PATIENCE))
        time.sleep(LOOK_EVERY)


def _is_our_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [WRITING])
        (ours,) = cursor.fetchone()
    return bool(ours)
