"""From unread captures to proposals. Only the first and last steps are transactions that hold anything."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Max

from quotes.queries.extraction import BULK
from quotes.services.erasing import forget_erased
from quotes.services.extracting import runs
from quotes.services.extracting.lookout import Lookout
from quotes.services.extracting.reading import read
from quotes.services.extracting.runs import Claim
from quotes.services.extracting.writing import write
from quotes.services.proposing.rejecting import expire
from quotes.services.ranking.applying import follow
from sources.models import Capture
from sources.services.leases import LeaseLost

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

MARGIN: Final = 10_000
"""A capture with a lower number may be committed after one with a higher number, but not after so many."""
LOOK_AT_ALL: Final = timedelta(minutes=1)


def work_through(*, clock: Clock, within: timedelta, lookout: Lookout | None = None) -> int:
    """Read unread captures until none is left or the time is up; returns how many were taken.

    `lookout` is what this process remembers of its last look at all captures; each minute it looks at all again.
    """
    lookout = lookout or Lookout()
    now = clock()
    runs.park_spent(now=now)
    beyond = _beyond(lookout, now)
    if beyond == 0:
        forget_erased()
        runs.read_again_in_new_language()
        follow()
        expire(now=now, days=settings.SUGGESTED_QUOTES_EXPIRE_AFTER_DAYS)
    newest = Capture.objects.aggregate(newest=Max("pk"))["newest"] or 0
    until, taken = now + within, 0
    while clock() < until:
        claim = runs.claim(now=clock(), beyond=beyond)
        if claim is None:
            if beyond == 0:
                lookout.read_up_to, lookout.looked_at = newest, now
            break
        work(claim, clock=clock)
        taken += 1
    return taken


def work(claim: Claim, *, clock: Clock) -> None:
    """Read one claimed capture. Whatever goes wrong is written on its run and stops no other."""
    try:
        _read(claim, clock)
    except LeaseLost:
        logger.warning("The lease of extraction run %s ended before its work did.", claim.run_id)
    except Exception as error:
        logger.exception("Extraction run %s failed, attempt %s.", claim.run_id, claim.attempts)
        runs.fail(claim, now=clock(), error=f"{type(error).__name__}: {error}")


def _read(claim: Claim, clock: Clock) -> None:
    capture = Capture.objects.readable().select_related("article").defer(*BULK).filter(pk=claim.capture_id).first()
    if capture is None:
        runs.let_go(claim)
        return
    write(claim, capture, read(capture, today=clock().date()), now=clock())


def _beyond(lookout: Lookout, now: datetime) -> int:
    recently = lookout.looked_at is not None and now - lookout.looked_at < LOOK_AT_ALL
    return max(0, lookout.read_up_to - MARGIN) if recently else 0
