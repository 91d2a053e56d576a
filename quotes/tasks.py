"""Wake-ups. They carry nothing: the work is the rows (law 3)."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from quotes.services.extracting.lookout import Lookout

# Longer than most jobs, short enough that the mail's wake-ups are heard between two sweeps of one process.
SWEEP = timedelta(seconds=2)
STUDY = timedelta(seconds=20)
# The soft limit is an error that is written on the job; the hard one kills a process that hears nothing any more.
SOFT_LIMIT = max(60, settings.MATCH_LEASE_SECONDS)
HARD_LIMIT = SOFT_LIMIT + 10

LOOKOUT = Lookout()
"""What this process remembers of its last look at all captures."""


@shared_task(name="quotes.sweep", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def sweep() -> None:
    """Look for due match jobs and do them. Several processes share them by locks on the rows."""
    # Imported here: the web process loads the names of tasks, never the engine.
    from quotes.services.encoding.tending import tend  # noqa: PLC0415  the web must stay small
    from quotes.services.flagging.working import be_ready, work_through  # noqa: PLC0415  the web must stay small

    work_through(clock=timezone.now, within=SWEEP)
    tend(clock=timezone.now, within=SWEEP)
    be_ready(clock=timezone.now)


@shared_task(name="quotes.learn", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def learn_from_decisions() -> None:
    """Learn from decisions where enough new ones were taken since the last time, at most once a day."""
    from quotes.services.encoding.choosing import configured_engine  # noqa: PLC0415  the web must stay small
    from quotes.services.learning.lessons import is_due, learn  # noqa: PLC0415  the web must stay small
    from quotes.services.learning.rejudging import judge_again  # noqa: PLC0415  the web must stay small

    now, engine = timezone.now(), configured_engine()
    # What is left to be judged goes on at the next wake-up: other work waits for this process.
    if is_due(now=now, engine_version=engine.version) and not judge_again(
        engine, clock=timezone.now, until=now + STUDY
    ):
        learn(now=now, engine_version=engine.version)


@shared_task(name="quotes.learn_extraction", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def learn_from_decided_proposals() -> None:
    """Learn from decisions on suggested quotes where enough new ones were taken, at most once a day."""
    from quotes.services.ranking import lessons  # noqa: PLC0415  the web must stay small

    now = timezone.now()
    if lessons.is_due(now=now):
        lessons.learn(now=now)


@shared_task(name="quotes.extract", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def extract() -> None:
    """Look for captures that nobody has read and read them. Several processes share them by locks on the rows."""
    from quotes.services.extracting.working import work_through  # noqa: PLC0415  the web must stay small

    work_through(clock=timezone.now, within=SWEEP, lookout=LOOKOUT)


@shared_task(name="quotes.drift", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def watch_articles() -> None:
    """Ask for looks at articles that are due, and compare what the finished ones saw."""
    from quotes.services.drifting.comparing import work_through  # noqa: PLC0415  the web must stay small

    work_through(clock=timezone.now, within=STUDY)
