"""The life of a MatchJob: queued, claimed under a lease, finished or parked (law 3)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from quotes.models import MatchJob, Quotation
from sources.services import leases
from sources.services.leases import LeaseLost, lease_length

MAX_ATTEMPTS = leases.MAX_ATTEMPTS

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


@transaction.atomic
def claim(*, now: datetime) -> Claim | None:
    """Take the next due job; None when there is none. Committed at once."""
    taken = leases.take(MatchJob.objects.all(), now=now)
    if taken is None:
        return None
    job, token = taken
    return Claim(job.pk, job.quotation_id, job.revision, job.engine_version, token, job.attempts + 1)


def park_spent(*, now: datetime) -> int:
    """Park the jobs that took their worker with them each time; returns how many."""
    return leases.park_spent(MatchJob.objects.all(), now=now)


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
    leases.fail(mine, attempts=claim.attempts, now=now, error=error)


def postpone(claim: Claim, *, now: datetime, error: str) -> None:
    """Put the job off because a server that it needs is away: that is no fault of the job, and uses up no attempt."""
    MatchJob.objects.filter(pk=claim.job_id, lease_token=claim.token).update(
        attempts=claim.attempts - 1,
        lease_token=uuid4(),
        lease_until=now + lease_length() / 2,
        last_error=leases.sound_error(error),
    )


def retry(*, jobs: QuerySet[MatchJob]) -> int:
    """Queue parked jobs again with all their attempts; returns how many. Others are left alone."""
    return leases.retry(jobs)


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
