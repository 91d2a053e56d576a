"""Feeds: looked at when they are due, compared with what they said before, and their articles asked for.

The look itself stands outside any transaction. Two workers never look at one feed at once (law 3).
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import pgettext

from accounts.models import User
from sources import apart, problems, unfetched
from sources.errors import SourceRefused
from sources.feed_entries import Entry, FeedRead
from sources.fetching import Fetched
from sources.models import Article, CaptureJob, Feed, FeedEntry
from sources.services import jobs
from sources.services.leases import LeaseLost
from sources.text import TextRefused
from sources.visiting import visit

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
MAY_CHANGE: Final = "sources.change_feed"
SHORTEST, LONGEST = 10, 24 * 60
"""Minutes between two looks."""
FASTER, SLOWER = 0.5, 1.25
"""How the time between looks changes when a feed brings something new, and when it does not."""
SECOND_LOOKS: Final = (timedelta(hours=1), timedelta(days=1))
"""After the first copy of an article: outlets correct most of what they correct within a day."""
MOVED_FOR_GOOD: Final = timedelta(hours=20)
"""A redirect for good is believed when it was seen again so much later."""
Reason = CaptureJob.Reason


@dataclass(frozen=True)
class Claim:
    feed: Feed
    token: UUID


def claim(*, now: datetime) -> Claim | None:
    """Take the feed that has been due for longest. Committed at once; given back when the lease ends."""
    token = uuid4()
    with transaction.atomic():
        due = Feed.objects.filter(Q(next_check_at=None) | Q(next_check_at__lte=now), active=True)
        feed = due.order_by(F("next_check_at").asc(nulls_first=True), "pk").select_for_update(skip_locked=True).first()
        if feed is None:
            return None
        lease = timedelta(seconds=settings.CAPTURE_LEASE_SECONDS)
        Feed.objects.filter(pk=feed.pk).update(lease_token=token, next_check_at=now + lease)
    return Claim(feed, token)


def work_through(*, clock: Clock, within: timedelta) -> int:
    """Look at due feeds until none is left or the time is up; returns how many."""
    until, looked = clock() + within, 0
    while clock() < until:
        claimed = claim(now=clock())
        if claimed is None:
            break
        look(claimed, clock=clock)
        looked += 1
    return looked


def look(claim: Claim, *, clock: Clock) -> None:
    """Look at one claimed feed. Whatever goes wrong is written on it and stops no other."""
    try:
        _look(claim, clock)
    except LeaseLost:
        logger.warning("The lease of feed %s ended before its look did.", claim.feed.pk)
    except Exception:
        logger.exception("The look at feed %s failed.", claim.feed.pk)
        with suppress(LeaseLost):
            _note_failure(claim, clock(), problems.of_kind(problems.STOPPED))


def _look(claim: Claim, clock: Clock) -> None:
    feed = claim.feed
    try:
        page = visit(feed.address, now=clock(), automatic=True, etag=feed.etag, last_modified=feed.last_modified)
        read = None if page.not_modified else _read(page)
    except (unfetched.FetchRefused, TextRefused) as refusal:
        _note_failure(claim, clock(), problems.of_refusal(refusal))
    else:
        _note_success(claim, clock(), page, read)


def further_look(job: CaptureJob, article: Article, *, now: datetime) -> None:
    """After the first copy of an article from a feed: again after an hour, and after a day. Inside the transaction that
    ends the job."""
    if job.reason not in (Reason.FEED, Reason.AGAIN):
        return
    for after in SECOND_LOOKS:
        at = article.recorded_at + after
        if at > now:
            jobs.ask(address=job.address, reason=Reason.AGAIN, now=now, article=article, not_before=at)
            return


@transaction.atomic
def look_now(*, by: User, now: datetime, feed: Feed) -> Feed:
    """Due at once, and watched again where it had stopped."""
    _demand_permission(by)
    row = Feed.objects.select_for_update().get(pk=feed.pk)
    row.active, row.next_check_at, row.etag, row.last_modified = True, now, "", ""
    row.save()
    return row


@transaction.atomic
def choose_offered(*, by: User, now: datetime, feed: Feed, address: str) -> Feed:
    """Watch one of the feeds that a page offers in place of the page."""
    _demand_permission(by)
    if address not in {one for one, _ in feed.offered}:
        raise SourceRefused(pgettext("verbatim", "The page does not offer this feed. Look at it again."))
    if Feed.objects.filter(address=address).exists():
        raise SourceRefused(pgettext("verbatim", "This feed is watched already."))
    row = Feed.objects.select_for_update().get(pk=feed.pk)
    row.address, row.offered, row.etag, row.last_modified, row.next_check_at = address, [], "", "", now
    row.save()
    return row


def _demand_permission(by: User) -> None:
    if not by.has_perm(MAY_CHANGE):
        raise SourceRefused(pgettext("verbatim", "Only editors watch feeds."))


def _read(page: Fetched) -> FeedRead:
    return apart.read_feed(page.content, address=page.address, media_type=page.media_type, charset=page.charset)


def _note_failure(claim: Claim, now: datetime, problem: problems.Problem) -> None:
    feed = claim.feed
    facts: dict[str, Any] = {"problem": problem, "checked_at": now}
    if problem["kind"] == "unfetched.HostBusy":
        facts = {"next_check_at": now + timedelta(seconds=int(problem["params"]["seconds"]))}
    else:
        failures = feed.failures + 1
        minutes = min(LONGEST, SHORTEST * 2 ** min(failures, 10))
        wished = timedelta(seconds=int(problem["params"].get("seconds", 0)))
        facts |= {
            "failures": failures,
            "failing_since": feed.failing_since or now,
            "next_check_at": now + min(max(timedelta(minutes=minutes), wished), timedelta(minutes=LONGEST)),
        }
        if problem["kind"] == "unfetched.Gone":
            facts["active"] = False
    _end(claim, facts)


def _note_success(claim: Claim, now: datetime, page: Fetched, read: FeedRead | None) -> None:
    """One transaction: what is new is asked for, and the feed rests."""
    feed = claim.feed
    facts: dict[str, Any] = {"checked_at": now, "failures": 0, "failing_since": None, "problem": None}
    if read is not None:
        facts |= {"etag": page.etag[:300], "last_modified": page.last_modified[:100], "offered": list(read.offered)}
    with transaction.atomic():
        news = 0
        if read is not None and not read.offered:
            is_first = not feed.entries.exists()
            news = _take_over(feed, read.entries, now=now, is_first=is_first)
            facts["title"] = feed.title or read.title[:300]
            if is_first:
                facts["passed_over"] = len(read.entries) - news
        minutes = feed.minutes * (FASTER if news else SLOWER)
        least = max(SHORTEST, read.minutes if read else 0)
        facts["minutes"] = round(min(max(minutes, least), LONGEST))
        facts["next_check_at"] = now + timedelta(minutes=facts["minutes"])
        if news or feed.news_at is None:
            facts["news_at"] = now
        _end(claim, facts | _moved(feed, page, now))
    if read is not None and len(read.offered) == 1:
        _follow_only_offer(feed, read.offered[0][0], now=now)


def _take_over(feed: Feed, entries: tuple[Entry, ...], *, now: datetime, is_first: bool) -> int:
    """Ask for the articles of new and changed entries; returns how many. Of a feed's first look the newest alone are
    asked for: nobody wants its archive by surprise."""
    known = {row.identity: row for row in feed.entries.filter(identity__in=[one.identity for one in entries])}
    most = settings.FEED_FIRST_ENTRIES if is_first else len(entries)
    asked = 0
    for one in entries:
        row = known.get(one.identity)
        if row is None:
            row = FeedEntry(feed=feed, identity=one.identity, seen_at=now)
            is_news = asked < most
        else:
            is_news = (row.title, row.dated) != (one.title, one.dated)
            if not is_news and row.address == one.address:
                continue
        row.address, row.title, row.dated, row.changed_at = one.address, one.title, one.dated, now
        row.save()
        if is_news and _ask(feed, row, now=now):
            asked += 1
    return asked


def _ask(feed: Feed, entry: FeedEntry, *, now: datetime) -> bool:
    waiting = entry.capture_jobs.filter(state__in=[CaptureJob.State.QUEUED, CaptureJob.State.RUNNING])
    if waiting.exists():
        return False
    done = entry.capture_jobs.filter(article__isnull=False).order_by("-pk").first()
    job = jobs.ask(
        address=entry.address,
        reason=Reason.FEED,
        now=now,
        article=done.article if done else None,
        publication=feed.publication,
        feed_entry=entry,
    )
    return job is not None


def _moved(feed: Feed, page: Fetched, now: datetime) -> dict[str, Any]:
    """What a redirect for good changes: the address, once it was seen long enough."""
    if not page.redirects or not all(one.is_permanent for one in page.redirects):
        return {"moved_to": "", "moved_since": None}
    if feed.moved_to != page.address or feed.moved_since is None:
        return {"moved_to": page.address, "moved_since": now}
    is_taken = Feed.objects.filter(address=page.address).exists()
    if now - feed.moved_since < MOVED_FOR_GOOD or is_taken:
        return {}
    return {"address": page.address, "moved_to": "", "moved_since": None}


def _follow_only_offer(feed: Feed, address: str, *, now: datetime) -> None:
    """A page that offers one feed means that feed."""
    if address == feed.address or Feed.objects.filter(address=address).exists():
        return
    fresh = {"address": address, "offered": [], "etag": "", "last_modified": "", "next_check_at": now}
    Feed.objects.filter(pk=feed.pk).update(**fresh)


def _end(claim: Claim, facts: dict[str, Any]) -> None:
    mine = Feed.objects.filter(pk=claim.feed.pk, lease_token=claim.token)
    if not mine.update(lease_token=None, **facts):
        raise LeaseLost(f"feed {claim.feed.pk}")
