"""From addresses to saved copies. Fetching and reading stand outside any transaction, several hosts at once."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from accounts.models import User
from sources import addresses, problems, wire
from sources.fetching import Fetched
from sources.kinds import is_feed
from sources.metadata.facts import Metadata
from sources.models import Article, Capture, CaptureJob
from sources.sameness import is_same_article, is_unchanged
from sources.services import jobs, recognising, recording
from sources.services.feed_news import further_look
from sources.services.hands import HANDS, Clock, work_with_hands
from sources.services.jobs import Claim
from sources.services.leases import LeaseLost
from sources.services.recognising import Said
from sources.text import Decoded, TextRefused
from sources.unfetched import FetchRefused
from sources.visiting import visit

logger = logging.getLogger(__name__)

Outcome = CaptureJob.Outcome
AUTOMATIC: Final = (CaptureJob.Reason.FEED, CaptureJob.Reason.AGAIN, CaptureJob.Reason.WATCH)
"""Nobody waits for these visits: they keep to robots.txt."""


def work_through(*, clock: Clock, within: timedelta, hands: int = HANDS) -> int:
    """Visit what is due until nothing is left or the time is up; returns how many jobs were taken."""
    now = clock()
    jobs.park_spent(now=now)
    return work_with_hands(
        lambda: jobs.claim(now=clock()),
        lambda claimed: work(claimed, clock=clock),
        clock=clock,
        until=now + within,
        hands=hands,
    )


def work(claim: Claim, *, clock: Clock) -> None:
    """Visit one claimed address. Whatever goes wrong is written on its job and stops no other."""
    try:
        _visit(claim, clock)
    except LeaseLost:
        logger.warning("The lease of capture job %s ended before its work did.", claim.job.pk)
    except Exception as error:
        logger.exception("Capture job %s failed, attempt %s.", claim.job.pk, claim.attempts)
        jobs.fail(claim, now=clock(), error=f"{type(error).__name__}: {error}")


def _visit(claim: Claim, clock: Clock) -> None:
    job = claim.job
    before = _latest(job.article) if job.article else None
    headers = before.headers if before else {}
    try:
        page = visit(
            job.address,
            now=clock(),
            automatic=job.reason in AUTOMATIC,
            etag=headers.get("etag", ""),
            last_modified=headers.get("last-modified", ""),
        )
        if page.not_modified and before is not None:
            with transaction.atomic():
                jobs.finish(claim, now=clock(), outcome=Outcome.UNCHANGED, capture=before)
                further_look(job, before.article, now=clock())
            return
        decoded = text_of_page(page)
    except problems.TEMPORARY as refusal:
        with transaction.atomic():
            if not jobs.postpone(claim, now=clock(), problem=problems.of_refusal(refusal)):
                _look_further(job, now=clock())
    except (FetchRefused, TextRefused) as refusal:
        _refuse(claim, now=clock(), problem=problems.of_refusal(refusal))
    else:
        _keep(claim, page, decoded, before, clock())


def _keep(claim: Claim, page: Fetched, decoded: Decoded, before: Capture | None, now: datetime) -> None:
    problem = _doubt(claim.job, page, decoded, before)
    if problem:
        _refuse(claim, now=now, problem=problem)
        return
    job = claim.job
    with transaction.atomic():
        said = Said(job.publication, job.language)
        capture, outcome = keep_page(page, decoded, by=job.asked_by, asked=job.address, said=said, article=job.article)
        if capture.erased_at:
            jobs.refuse(claim, now=now, problem=problems.of_kind(problems.ERASED))
        else:
            jobs.finish(claim, now=now, outcome=outcome, capture=capture)
            further_look(job, capture.article, now=now)


@transaction.atomic
def _refuse(claim: Claim, *, now: datetime, problem: problems.Problem) -> None:
    jobs.refuse(claim, now=now, problem=problem)
    _look_further(claim.job, now=now)


def _look_further(job: CaptureJob, *, now: datetime) -> None:
    """That an article could not be seen after an hour is no reason to leave it out after a day."""
    if job.article is not None:
        further_look(job, job.article, now=now)


def text_of_page(page: Fetched) -> Decoded:
    """What stands on a fetched page; `TextRefused` where that is no text."""
    return recording.text_of(page.content, media_type=page.media_type, charset=page.charset, address=page.address)


def keep_page(
    page: Fetched,
    decoded: Decoded,
    *,
    by: User | None,
    asked: str,
    said: Said,
    article: Article | None = None,
) -> tuple[Capture, str]:
    """The saved copy of a page, of this article or of the one that it is found to be, and what was new about it.
    Nothing is written where nothing has changed. Inside the caller's transaction."""
    is_new = False
    if article is None:
        article, is_new = recognising.article_of(decoded, address=page.address, asked=asked, said=said)
    latest = None if is_new else _latest(article)
    if latest is not None and _says_the_same(latest, decoded):
        return latest, Outcome.UNCHANGED
    earlier = set(Capture.objects.filter(article=article).values_list("pk", flat=True))
    capture = recording.record_capture(
        by=by,
        now=page.fetched_at,
        article=article,
        content=page.content,
        method=Capture.Method.FETCHED,
        media_type=page.media_type,
        address=page.address,
        headers=page.headers,
        decoded=decoded,
    )
    if capture.pk in earlier:
        return capture, Outcome.UNCHANGED
    return capture, Outcome.NEW_ARTICLE if is_new else Outcome.NEW_COPY


def doubt(page: Fetched, decoded: Decoded) -> problems.Problem | None:
    """Why this is perhaps no article."""
    if is_feed(page.content):
        return problems.of_kind(problems.FEED)
    if decoded.pretence:
        return problems.of_pretence(decoded.pretence)
    if addresses.is_home_page(page.address):
        return problems.of_kind(problems.FRONT_PAGE)
    return None


def _doubt(job: CaptureJob, page: Fetched, decoded: Decoded, before: Capture | None) -> problems.Problem | None:
    """Why this is perhaps no article, or not the one that was looked for."""
    problem = doubt(page, decoded)
    if problem is not None and not (job.keep_anyway and problems.may_be_kept_anyway(problem)):
        return problem
    if before is not None and not _is_same(job, page, decoded, before):
        return problems.of_kind(problems.ANOTHER)
    return None


def _is_same(job: CaptureJob, page: Fetched, decoded: Decoded, before: Capture) -> bool:
    assert job.article is not None
    own = decoded.metadata.canonical_address
    return is_same_article(
        expected=job.article.canonical_address or "",
        found=(recognising.canonical_of(decoded, page.address), own.value if own else ""),
        before=(before.text, _metadata(before)),
        now=(decoded.text, decoded.metadata),
    )


def _latest(article: Article) -> Capture | None:
    """The newest copy that was fetched and still stands."""
    fetched = Capture.objects.readable().filter(article=article, method=Capture.Method.FETCHED)
    return fetched.order_by("-captured_at", "-pk").first()


def _says_the_same(latest: Capture, decoded: Decoded) -> bool:
    is_read_alike = (latest.extractor, latest.extractor_version) == (decoded.extractor, decoded.version)
    return is_read_alike and is_unchanged((latest.text, _metadata(latest)), (decoded.text, decoded.metadata))


def _metadata(capture: Capture) -> Metadata:
    return wire.metadata_of(capture.metadata)
