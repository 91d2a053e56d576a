"""The pass over everything: what waits is searched, what another engine has searched is queued again."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef

from quotes.models import MatchJob, Quotation
from quotes.services.encoding.indexes import workplace
from quotes.services.flagging import jobs
from quotes.services.flagging.working import work_through
from quotes.services.learning.taught import taught

# Some 30 KB each: most of a search is encoding the passages of what it compares, and neighbours come again.
SIDES_KEPT = 8_000

Clock = Callable[[], datetime]


def waiting() -> int:
    """How many searches are not done yet; those that were parked wait for a person."""
    return MatchJob.objects.filter(state__in=[MatchJob.State.QUEUED, MatchJob.State.RUNNING]).count()


def queue_stale(*, clock: Clock) -> int:
    """Queue a search for every quotation whose last one was another engine's; returns how many.

    Run twice it queues nothing the second time: what waits or was done by this engine is left alone.
    """
    engine = workplace(now=clock()).engine
    version = taught(engine.version).version(engine.version)
    own = MatchJob.objects.filter(quotation=OuterRef("pk"), revision=F("quotation__revision"))
    waits = own.filter(state__in=[MatchJob.State.QUEUED, MatchJob.State.RUNNING, MatchJob.State.PARKED])
    done = own.filter(found_by_version=version)
    current = Quotation.objects.exclude(status=Quotation.Status.WITHDRAWN)
    return jobs.search_again(quotations=current.filter(~Exists(waits), ~Exists(done)))


def search_all(*, clock: Clock, step: timedelta) -> Iterator[int]:
    """Do the searches that are due, yielding after about each `step` how many were done in it.

    The passages of SIDES_KEPT wordings stay in memory meanwhile, some 250 MB; a worker keeps few.
    """
    engine = workplace(now=clock()).engine
    engine.sides_kept = max(engine.sides_kept, SIDES_KEPT)
    while done := work_through(clock=clock, within=step):
        yield done
