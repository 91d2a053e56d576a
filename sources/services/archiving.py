"""Copies in a public web archive, where the newsroom wants them (ARCHIVE_ENDPOINT): asked for, made, found again.

What is sent to the archive is public already: the address of an article on which a published quotation rests. Whoever
rests on articles says which (`ask`); an address is asked for once, and nothing of what was erased by law.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import pgettext

from accounts.models import User
from sources import mementos, problems
from sources.errors import SourceRefused
from sources.models import ArchivedCopy, Article
from sources.problems import Problem
from sources.querysets import ArticleQuerySet
from sources.services import leases
from sources.services.hands import Clock
from sources.services.leases import LeaseLost
from sources.unfetched import AnswerRefused, FetchRefused
from sources.visiting import visit

logger = logging.getLogger(__name__)

RESTS: Final = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
"""How long a wish rests after its first, second ... visit that failed for a while; after the last it is given up."""
MOST: Final = 200
"""So many wishes are written at once; the next wake-up writes the next."""
MAY_ASK: Final = "quotes.publish_quotation"
"""What an archive holds is public and stays it, as what is published does."""
State = ArchivedCopy.State


@dataclass(frozen=True)
class Claim:
    """A wish in our hands until its lease ends. Whoever claims it after that holds another token."""

    pk: int
    page: str
    token: UUID
    attempts: int


def is_wanted() -> bool:
    return bool(settings.ARCHIVE_ENDPOINT)


@transaction.atomic
def ask(articles: ArticleQuerySet[Article], *, now: datetime) -> int:
    """Wish for a copy of each of these articles for whose address there is no wish yet; returns how many. What an
    article's earlier address led to is forgotten."""
    fresh = {one.pk: one.canonical_address or "" for one in articles.not_archived().only("canonical_address")[:MOST]}
    ArchivedCopy.objects.filter(article__in=fresh).delete()
    rows = [ArchivedCopy(article_id=pk, page=page, asked_at=now, not_before=now) for pk, page in fresh.items()]
    ArchivedCopy.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def may_be_asked_for(article: Article) -> bool:
    """Whether a person's wish for a copy of this article would change anything."""
    mine = Article.objects.filter(pk=article.pk)
    return is_wanted() and (mine.not_archived().exists() or _given_up(article).exists())


@transaction.atomic
def ask_for(*, by: User, article: Article, now: datetime) -> None:
    """A person's wish for a copy of this article, also where an earlier one was given up."""
    if not by.has_perm(MAY_ASK):
        raise SourceRefused(pgettext("verbatim", "Only editors ask the web archive for a copy."))
    if not is_wanted():
        raise SourceRefused(pgettext("verbatim", "No web archive is set up here. Your administrator can name one."))
    mine = Article.objects.filter(pk=article.pk)
    if not mine.for_archive().exists():
        raise SourceRefused(
            pgettext("verbatim", "This article has no address, or a copy of it was erased by law. No archive is asked.")
        )
    ask(mine, now=now)
    _given_up(article).update(state=State.QUEUED, attempts=0, not_before=now, problem=None, last_error="")


def _given_up(article: Article) -> QuerySet[ArchivedCopy]:
    return ArchivedCopy.objects.filter(article=article, state__in=[State.REFUSED, State.PARKED])


def work_through(*, clock: Clock, within: timedelta) -> int:
    """Ask the archive for what is due until nothing is left or the time is up; returns how many wishes were taken."""
    if not is_wanted():
        return 0
    until, taken = clock() + within, 0
    leases.park_spent(ArchivedCopy.objects.all(), now=clock())
    while clock() < until and (claimed := _claim(now=clock())):
        _work(claimed, clock)
        taken += 1
    return taken


@transaction.atomic
def _claim(*, now: datetime) -> Claim | None:
    lease = timedelta(seconds=settings.ARCHIVE_SECONDS + settings.CAPTURE_LEASE_SECONDS)
    taken = leases.take(ArchivedCopy.objects.filter(not_before__lte=now), now=now, lease=lease)
    if taken is None:
        return None
    row, token = taken
    return Claim(row.pk, row.page, token, row.attempts + 1)


def _work(claim: Claim, clock: Clock) -> None:
    """Whatever goes wrong is written on the wish and stops no other."""
    try:
        _save(claim, clock)
    except LeaseLost:
        logger.warning("The lease of archived copy %s ended before its work did.", claim.pk)
    except Exception as error:
        logger.exception("Archived copy %s failed, attempt %s.", claim.pk, claim.attempts)
        leases.fail(_mine(claim), attempts=claim.attempts, now=clock(), error=f"{type(error).__name__}: {error}")


def _save(claim: Claim, clock: Clock) -> None:
    endpoint = settings.ARCHIVE_ENDPOINT
    asked = mementos.request_address(endpoint, claim.page)
    try:
        answer = visit(asked, now=clock(), any_type=True, seconds=settings.ARCHIVE_SECONDS)
    except problems.TEMPORARY as refusal:
        _postpone(claim, clock(), problems.of_refusal(refusal))
    except FetchRefused as refusal:
        status = refusal.status if isinstance(refusal, AnswerRefused) else "–"
        _end(claim, state=State.REFUSED, problem=problems.of_kind(problems.ARCHIVE_REFUSED, status=status))
    else:
        found = mementos.memento_of(claim.page, endpoint=endpoint, address=answer.address, headers=answer.headers)
        if found is None:
            _end(claim, state=State.REFUSED, problem=problems.of_kind(problems.ARCHIVE_NAMES_NONE))
        else:
            _end(claim, state=State.DONE, address=found.address, archived_at=found.saved_at, problem=None)


def _postpone(claim: Claim, now: datetime, problem: Problem) -> None:
    """That others were before us at the archive costs no attempt."""
    wished = timedelta(seconds=int(problem["params"].get("seconds", 0)))
    if problem["kind"] == "unfetched.HostBusy":
        _end(claim, state=State.QUEUED, attempts=claim.attempts - 1, not_before=now + wished)
    elif claim.attempts > len(RESTS):
        _end(claim, state=State.REFUSED, problem=problems.of_kind(problems.ARCHIVE_AWAY))
    else:
        _end(claim, state=State.QUEUED, not_before=now + max(RESTS[claim.attempts - 1], wished))


def _end(claim: Claim, **facts: object) -> None:
    if not _mine(claim).update(**facts, **leases.NO_LEASE):
        raise LeaseLost(f"archived copy {claim.pk}")


def _mine(claim: Claim) -> QuerySet[ArchivedCopy]:
    return ArchivedCopy.objects.filter(pk=claim.pk, lease_token=claim.token)
