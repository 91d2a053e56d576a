"""The life of a CaptureJob: asked for, taken under a lease, then done, refused, postponed or parked (law 3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import pgettext

from accounts.models import User
from sources import problems
from sources.errors import SourceRefused
from sources.models import Article, Capture, CaptureJob, FeedEntry, Publication, VisitedHost
from sources.problems import Problem
from sources.services import leases
from sources.services.leases import LeaseLost
from sources.visiting import PATIENCE

MAY_ADD: Final = ("sources.add_article", "sources.add_capture")
RETRIES: Final = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1))
"""How long a job rests after its first, second ... visit that failed for a while; after the last it is refused."""
LONGEST_REST: Final = timedelta(days=1)
State = CaptureJob.State


@dataclass(frozen=True)
class Claim:
    """A job in our hands until its lease ends. Whoever claims it after that holds another token."""

    job: CaptureJob
    token: UUID
    attempts: int


def ask(
    *,
    address: str,
    reason: CaptureJob.Reason,
    now: datetime,
    article: Article | None = None,
    publication: Publication | None = None,
    not_before: datetime | None = None,
    feed_entry: FeedEntry | None = None,
) -> CaptureJob | None:
    """Look at an address from `not_before` on; None where the article waits for such a look already."""
    job = CaptureJob(
        reason=reason,
        address=address,
        host=host_of(address),
        asked_at=now,
        article=article,
        publication=publication,
        feed_entry=feed_entry,
        not_before=not_before or now,
    )
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError as error:
        if "capture_job_one_waiting_per_article" in str(error):
            return None
        raise
    return job


def host_of(address: str) -> str:
    """As `sources.politeness` keeps it; empty where the address has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def claim(*, now: datetime) -> Claim | None:
    """Take the next job whose host is free; those for which a person waits go first. Committed at once."""
    busy = VisitedHost.objects.filter(host=OuterRef("host"), free_at__gt=now + PATIENCE)
    ready = CaptureJob.objects.filter(~Exists(busy), not_before__lte=now)
    lease = timedelta(seconds=settings.CAPTURE_LEASE_SECONDS)
    with transaction.atomic():
        taken = leases.take(ready.filter(reason=CaptureJob.Reason.ASKED), now=now, lease=lease)
        taken = taken or leases.take(ready, now=now, lease=lease)
    if taken is None:
        return None
    job, token = taken
    return Claim(job, token, job.attempts + 1)


def park_spent(*, now: datetime) -> int:
    """Park the jobs that took their worker with them each time; returns how many."""
    return leases.park_spent(CaptureJob.objects.all(), now=now)


def finish(claim: Claim, *, now: datetime, outcome: str, capture: Capture) -> None:
    """Write what it led to. Call it inside the transaction that writes the capture; `LeaseLost` undoes both."""
    _end(
        claim,
        state=State.DONE,
        outcome=outcome,
        article=capture.article_id,
        capture=capture.pk,
        finished_at=now,
        problem=None,
        last_error="",
    )


def refuse(claim: Claim, *, now: datetime, problem: Problem) -> None:
    """Nothing can be kept of it, and trying again by ourselves would not help."""
    _end(claim, state=State.REFUSED, finished_at=now, problem=problem)


def postpone(claim: Claim, *, now: datetime, problem: Problem) -> bool:
    """Try again later: when the host asked for it, else after a rest that grows. Refused after the last rest, and then
    False.

    That others were before us at the host costs no attempt.
    """
    wished = timedelta(seconds=int(problem["params"].get("seconds", 0)))
    if problem["kind"] == "unfetched.HostBusy":
        _end(claim, state=State.QUEUED, attempts=claim.attempts - 1, not_before=now + wished)
        return True
    if claim.attempts > len(RETRIES):
        refuse(claim, now=now, problem=problem)
        return False
    rest = RETRIES[claim.attempts - 1]
    if problem["kind"] in ("unfetched.TooManyRequests", "unfetched.ServerFailed", "unfetched.RobotsAway"):
        rest = min(max(rest, wished), LONGEST_REST)
    _end(claim, state=State.QUEUED, not_before=now + rest, problem=problem)
    return True


def fail(claim: Claim, *, now: datetime, error: str) -> None:
    """Record an error of ours. The job rests for attempts² seconds, or is parked and shown on the desk."""
    mine = CaptureJob.objects.filter(pk=claim.job.pk, lease_token=claim.token)
    leases.fail(mine, attempts=claim.attempts, now=now, error=error)


@transaction.atomic
def try_now(*, by: User, now: datetime, jobs: QuerySet[CaptureJob], keep_anyway: bool = False) -> int:
    """Begin jobs of this person's lists again that wait, were refused or stopped; returns how many. `keep_anyway` is
    their word that what seemed to be no article is one."""
    demand_permission(by)
    again = jobs.filter(reason=CaptureJob.Reason.ASKED).filter(
        Q(state__in=[State.REFUSED, State.PARKED, State.CANCELLED]) | Q(state=State.QUEUED, not_before__gt=now)
    )
    fresh = {"attempts": 0, "not_before": now, "problem": None, "last_error": "", "finished_at": None}
    if keep_anyway:
        fresh["keep_anyway"] = True
    return again.update(state=State.QUEUED, **fresh)


@transaction.atomic
def cancel(*, by: User, now: datetime, jobs: QuerySet[CaptureJob]) -> int:
    """Take jobs back that were not begun; returns how many."""
    demand_permission(by)
    waiting = jobs.filter(reason=CaptureJob.Reason.ASKED, state__in=[State.QUEUED, State.PARKED])
    return waiting.update(state=State.CANCELLED, finished_at=now)


def demand_permission(by: User) -> None:
    if not by.has_perms(MAY_ADD):
        raise SourceRefused(pgettext("verbatim", "You may not add articles. Ask a chief for it."))


def _end(claim: Claim, **facts: object) -> None:
    mine = CaptureJob.objects.filter(pk=claim.job.pk, lease_token=claim.token)
    if not mine.update(**facts, **leases.NO_LEASE):
        raise LeaseLost(f"capture job {claim.job.pk}")


def stopped() -> Problem:
    return problems.of_kind(problems.STOPPED)
