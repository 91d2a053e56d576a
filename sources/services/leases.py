"""Rows that are jobs, claimed under a lease (law 3): what all kinds of them have in common.

The rows have the columns `state` (queued, running, done, parked), `attempts`, `lease_token`, `lease_until` and
`last_error`. Functions that change rows are called inside a transaction of their caller.
"""

from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Case, F, Model, Q, QuerySet, TextField, Value, When

MAX_ATTEMPTS = 5
ERROR_LENGTH = 2000
STOPPED = "The worker stopped while it worked on this; no error could be recorded."
QUEUED, RUNNING, PARKED = "queued", "running", "parked"
NO_LEASE: dict[str, Any] = {"lease_token": None, "lease_until": None}

M = TypeVar("M", bound=Model)


class LeaseLost(Exception):
    """The lease ended and the job is somebody else's: nothing may be written any more."""


def due(rows: QuerySet[M], *, now: datetime) -> QuerySet[M]:
    """Jobs that wait, and jobs whose worker let the lease run out; never one that has used all its attempts."""
    return rows.filter(Q(state=QUEUED) | Q(state=RUNNING, lease_until__lte=now), attempts__lt=MAX_ATTEMPTS)


def take(rows: QuerySet[Any], *, now: datetime, lease: timedelta | None = None) -> tuple[Any, UUID] | None:
    """Lock the next due row and give it a lease: the row as it was before, and the token. None when nothing is due.

    Jobs that never failed go first, so that no other waits for them. The caller commits at once: a worker that dies
    afterwards has used up an attempt.
    """
    waiting = due(rows, now=now).select_for_update(skip_locked=True)
    row = waiting.filter(attempts=0).order_by("id").first() or waiting.order_by("attempts", "id").first()
    if row is None:
        return None
    token = uuid4()
    row._meta.default_manager.filter(pk=row.pk).update(
        state=RUNNING, attempts=row.attempts + 1, lease_token=token, lease_until=now + (lease or lease_length())
    )
    return row, token


def park_spent(rows: QuerySet[Any], *, now: datetime) -> int:
    """Park the jobs that took their worker with them each time; returns how many."""
    spent = rows.filter(state=RUNNING, lease_until__lte=now, attempts__gte=MAX_ATTEMPTS)
    error = Case(When(last_error="", then=Value(STOPPED, TextField())), default=F("last_error"))
    return spent.update(state=PARKED, last_error=error, **NO_LEASE)


def fail(mine: QuerySet[Any], *, attempts: int, now: datetime, error: str) -> None:
    """Record what went wrong. The job rests for attempts² seconds under a token of nobody, or is parked."""
    error = sound_error(error)
    if attempts >= MAX_ATTEMPTS:
        mine.update(state=PARKED, last_error=error, **NO_LEASE)
        return
    rest = min(timedelta(seconds=attempts**2), lease_length())
    mine.update(lease_token=uuid4(), lease_until=now + rest, last_error=error)


def retry(rows: QuerySet[Any]) -> int:
    """Queue parked jobs again with all their attempts; returns how many. Others are left alone."""
    return rows.filter(state=PARKED).update(state=QUEUED, attempts=0, last_error="")


def sound_error(error: str) -> str:
    """An error as a row can hold it."""
    return error.replace("\0", "�")[:ERROR_LENGTH]


def lease_length() -> timedelta:
    return timedelta(seconds=settings.MATCH_LEASE_SECONDS)
