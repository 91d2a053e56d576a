"""Wake-ups. They carry nothing: the work is the rows (law 3)."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

SWEEP = timedelta(seconds=30)
SOFT_LIMIT = SWEEP.seconds + settings.CAPTURE_LEASE_SECONDS


@shared_task(name="sources.capture", soft_time_limit=SOFT_LIMIT, time_limit=SOFT_LIMIT + 10)
def capture() -> None:
    """Look for addresses that are due and save what stands there."""
    from sources.services.working import work_through  # noqa: PLC0415  the web must stay small

    work_through(clock=timezone.now, within=SWEEP)


@shared_task(name="sources.feeds", soft_time_limit=SOFT_LIMIT, time_limit=SOFT_LIMIT + 10)
def look_at_feeds() -> None:
    """Look at the feeds that are due."""
    from sources.services.feeds import work_through  # noqa: PLC0415  as above

    work_through(clock=timezone.now, within=SWEEP)


ARCHIVE_SWEEP = timedelta(seconds=60)
ARCHIVE_LIMIT = ARCHIVE_SWEEP.seconds + int(settings.ARCHIVE_SECONDS) + 60


@shared_task(name="sources.archive", soft_time_limit=ARCHIVE_LIMIT, time_limit=ARCHIVE_LIMIT + 10)
def archive() -> None:
    """Ask the public web archive, where one is set, to save articles."""
    from sources.services.archiving import work_through  # noqa: PLC0415  as above

    work_through(clock=timezone.now, within=ARCHIVE_SWEEP)


@shared_task(name="sources.forget_erased")
def forget_erased() -> None:
    """Remove bytes that an erasure by law could not remove at once."""
    from sources.services.keeping import forget_erased as forget  # noqa: PLC0415  as above

    forget()
