"""The life of an ExtractionRun: taken with its capture under a lease, finished or parked (law 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import pgettext

from accounts.models import User
from quotes.extraction.engine import EXTRACTOR_VERSION
from quotes.extraction.reported import Span
from quotes.models import ExtractionRun, Proposal
from quotes.queries.extraction import unread_captures
from quotes.services.errors import Refused
from sources.services import leases
from sources.services.leases import LeaseLost

MAY_RETRY = "quotes.change_proposal"
State = ExtractionRun.State


@dataclass(frozen=True)
class Claim:
    """A run in our hands until its lease ends. Whoever claims it after that holds another token."""

    run_id: int
    capture_id: int
    token: UUID
    attempts: int


def claim(*, now: datetime, beyond: int = 0, version: str = EXTRACTOR_VERSION) -> Claim | None:
    """Take the newest capture that was never read, else a run that failed or whose worker died. Committed at once."""
    return _claim_unread(now, beyond, version) or _claim_due(now, version)


@transaction.atomic
def _claim_unread(now: datetime, beyond: int, version: str) -> Claim | None:
    unread = unread_captures(version, beyond=beyond).order_by("-pk").only("pk")
    # Two that look at once see different captures; where they still meet, the constraint lets one of them write.
    capture = unread.select_for_update(skip_locked=True, no_key=True).first()
    if capture is None:
        return None
    token = uuid4()
    run = ExtractionRun(
        capture_id=capture.pk,
        extractor_version=version,
        state=State.RUNNING,
        attempts=1,
        lease_token=token,
        lease_until=now + leases.lease_length(),
        started_at=now,
    )
    ExtractionRun.objects.bulk_create([run], ignore_conflicts=True)
    mine = ExtractionRun.objects.filter(lease_token=token).first()
    if mine is None:
        # Read between our look and our lock: look again.
        return _claim_unread(now, beyond, version)
    return Claim(mine.pk, capture.pk, token, 1)


@transaction.atomic
def _claim_due(now: datetime, version: str) -> Claim | None:
    taken = leases.take(ExtractionRun.objects.filter(extractor_version=version), now=now)
    if taken is None:
        return None
    run, token = taken
    return Claim(run.pk, run.capture_id, token, run.attempts + 1)


def park_spent(*, now: datetime) -> int:
    """Park the runs that took their worker with them each time; returns how many."""
    return leases.park_spent(ExtractionRun.objects.all(), now=now)


def finish(
    claim: Claim,
    *,
    now: datetime,
    outcome: str,
    language: str = "",
    proposed: int = 0,
    known: int = 0,
    plugins: Sequence[dict[str, Any]] = (),
    unread: Sequence[Span] = (),
) -> None:
    """Write the outcome; `LeaseLost` where the token is no longer the run's. Call it inside the writing transaction."""
    mine = ExtractionRun.objects.filter(pk=claim.run_id, lease_token=claim.token)
    changed = mine.update(
        state=State.DONE,
        outcome=outcome,
        language=language,
        finished_at=now,
        proposed_count=proposed,
        known_count=known,
        plugins=list(plugins),
        unread=[[span.start, span.end] for span in unread],
        last_error="",
        **leases.NO_LEASE,
    )
    if not changed:
        raise LeaseLost(f"run {claim.run_id}")


@transaction.atomic
def read_again_in_new_language() -> int:
    """Queue the runs whose article was read in another language than it has now, as an editor found; what of it was not
    decided yet is forgotten. Returns how many."""
    done = ExtractionRun.objects.filter(state=State.DONE).exclude(language="")
    wrong = list(done.exclude(language=F("capture__article__language")).select_for_update(of=("self",)))
    Proposal.objects.open().filter(run__in=wrong).delete()
    again = ExtractionRun.objects.filter(pk__in=[run.pk for run in wrong])
    return again.update(state=State.QUEUED, attempts=0, outcome="", language="", finished_at=None)


def let_go(claim: Claim) -> None:
    """Forget a run whose capture was erased in the meantime: there is nothing to read any more."""
    ExtractionRun.objects.filter(pk=claim.run_id, lease_token=claim.token, proposals=None).delete()


def fail(claim: Claim, *, now: datetime, error: str) -> None:
    """Record what went wrong. The run rests for attempts² seconds, or is parked and shown on the desk."""
    mine = ExtractionRun.objects.filter(pk=claim.run_id, lease_token=claim.token)
    leases.fail(mine, attempts=claim.attempts, now=now, error=error)


def retry(*, by: User, runs: QuerySet[ExtractionRun]) -> int:
    """Queue parked runs again with all their attempts; returns how many. Others are left alone."""
    if not by.has_perm(MAY_RETRY):
        raise Refused(pgettext("verbatim", "Only editors decide on suggested quotes."))
    return leases.retry(runs)
