"""The life of a MatchJob: queued, claimed under a lease, finished or parked (law 3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When

from quotes.models import MatchJob, Quotation

MAX_ATTEMPTS = 5
ERROR_LENGTH = 2000
STOPPED = "The worker stopped while it worked on this; no error could be recorded."

State = MatchJob.State


@dataclass(frozen=True)
class Claim:
    """A job in our hands until its lease ends. Whoever claims it after that holds another token."""

    job_id: int
    quotation_id: int
    revision: int
    engine_version: str
    token: UUID
    attempts: int


class LeaseLost(Exception):
    """The lease ended and the job is somebody else's: nothing may be written any more."""


@transaction.atomic
def claim(*, now: datetime) -> Claim | None:
    """Take the next due job; None when there is none. Jobs that never failed go first, so that no other waits for them.

    Committed at once: a worker that dies afterwards has used up an attempt.
    """
    due = due_jobs(now).select_for_update(skip_locked=True)
    job = due.filter(attempts=0).order_by("id").first() or due.order_by("attempts", "id").first()
    if job is None:
        return None
    token = uuid4()
    attempts = job.attempts + 1
    MatchJob.objects.filter(pk=job.pk).update(
        state=State.RUNNING, attempts=attempts, lease_token=token, lease_until=now + lease_length()
    )
    return Claim(job.pk, job.quotation_id, job.revision, job.engine_version, token, attempts)


def due_jobs(now: datetime) -> QuerySet[MatchJob]:
    """Jobs that wait, and jobs whose worker let the lease run out; never one that has used all its attempts."""
    return MatchJob.objects.filter(
        Q(state=State.QUEUED) | Q(state=State.RUNNING, lease_until__lte=now), attempts__lt=MAX_ATTEMPTS
    )


def park_spent(*, now: datetime) -> int:
    """Park the jobs that took their worker with them each time; returns how many."""
    spent = MatchJob.objects.filter(state=State.RUNNING, lease_until__lte=now, attempts__gte=MAX_ATTEMPTS)
    error = Case(When(last_error="", then=Value(STOPPED, TextField())), default=F("last_error"))
    return spent.update(state=State.PARKED, lease_token=None, lease_until=None, last_error=error)


def finish(
    claim: Claim,
    *,
    now: datetime,
    state: str = State.DONE,
    found_by_version: str = "",
    open_count: int = 0,
    beyond_count: int = 0,
    remark: str = "",
) -> None:
    """Write the outcome; `LeaseLost` where the token is no longer the job's. Call it inside the writing transaction."""
    changed = MatchJob.objects.filter(pk=claim.job_id, lease_token=claim.token).update(
        state=state,
        lease_token=None,
        lease_until=None,
        finished_at=now,
        found_by_version=found_by_version,
        open_count=open_count,
        beyond_count=beyond_count,
        last_error=remark,
    )
    if not changed:
        raise LeaseLost(f"job {claim.job_id}")


def fail(claim: Claim, *, now: datetime, error: str) -> None:
    """Record what went wrong. The job rests for attempts² seconds under a token of nobody, or is parked."""
    mine = MatchJob.objects.filter(pk=claim.job_id, lease_token=claim.token)
    error = error.replace("\0", "�")[:ERROR_LENGTH]
    if claim.attempts >= MAX_ATTEMPTS:
        mine.update(state=State.PARKED, lease_token=None, lease_until=None, last_error=error)
        return
    rest = min(timedelta(seconds=claim.attempts**2), lease_length())
    mine.update(lease_token=uuid4(), lease_until=now + rest, last_error=error)


def postpone(claim: Claim, *, now: datetime, error: str) -> None:
    """Put the job off because a server that it needs is away: that is no fault of the job, and uses up no attempt."""
    MatchJob.objects.filter(pk=claim.job_id, lease_token=claim.token).update(
        attempts=claim.attempts - 1,
        lease_token=uuid4(),
        lease_until=now + lease_length() / 2,
        last_error=error.replace("\0", "�")[:ERROR_LENGTH],
    )


def retry(*, jobs: QuerySet[MatchJob]) -> int:
    """Queue parked jobs again with all their attempts; returns how many. Others are left alone."""
    parked = jobs.filter(state=State.PARKED)
    return parked.update(state=State.QUEUED, attempts=0, last_error="")


@transaction.atomic
def search_again(*, quotations: QuerySet[Quotation], engine_version: str = "") -> int:
    """Queue a search for these quotations although nothing in them changed; returns how many were queued.

    For a restored quotation, and for all of them under a new engine.
    """
    rows = [
        MatchJob(quotation_id=pk, revision=revision, engine_version=engine_version)
        # In one order, whoever asks: two that ask for the same ones wait for each other and never block one another.
        for pk, revision in quotations.order_by("pk").values_list("pk", "revision")
    ]
    MatchJob.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["quotation", "revision", "engine_version"],
        update_fields=["state", "attempts", "lease_token", "lease_until", "finished_at", "last_error"],
        batch_size=1000,
    )
    return len(rows)


def lease_length() -> timedelta:
    return timedelta(seconds=settings.MATCH_LEASE_SECONDS)
