"""Feeds: looked at when they are due, compared with what they said before, and their articles asked for.

The look itself stands outside any transaction. Two workers never look at one feed at once (law 3).
"""

import logging
import re
from collections.abc import Collection
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
from sources.feed_entries import LONGEST_ADDRESS, FeedRead
from sources.fetching import Fetched
from sources.models import Feed
from sources.services.feed_news import take_over
from sources.services.hands import Clock, work_with_hands
from sources.services.leases import LeaseLost
from sources.text import TextRefused, clean
from sources.visiting import visit

logger = logging.getLogger(__name__)

MAY_CHANGE: Final = "sources.change_feed"
SHORTEST, LONGEST = 10, 24 * 60
"""Minutes between two looks."""
FASTER, SLOWER = 0.5, 1.25
"""How the time between looks changes when a feed brings something new, and when it does not."""
MOVED_FOR_GOOD: Final = timedelta(hours=20)
"""A redirect for good is believed when it was seen again so much later."""
LONGEST_CACHED: Final = 60
MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age=\"?([0-9]{1,10})", re.I)
AGE: Final = re.compile("[0-9]{1,10}")
SOUND: Final[dict[str, Any]] = {"failures": 0, "failing_since": None, "problem": None}


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
    return work_with_hands(
        lambda: claim(now=clock()),
        lambda claimed: look(claimed, clock=clock),
        clock=clock,
        until=clock() + within,
    )


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
        page = visit(
            feed.address,
            now=clock(),
            automatic=True,
            any_type=True,
            etag=feed.etag,
            last_modified=feed.last_modified,
        )
        read = None if page.not_modified else _read(page)
    except (unfetched.FetchRefused, TextRefused) as refusal:
        _note_failure(claim, clock(), problems.of_refusal(refusal))
    else:
        _note_success(claim, clock(), page, read)


@transaction.atomic
def look_now(*, by: User, now: datetime, feed: Feed) -> Feed:
    """Due at once, and watched again where it had stopped."""
    _demand_permission(by)
    _set(feed, {"active": True, "next_check_at": now, "etag": "", "last_modified": ""})
    return feed


@transaction.atomic
def choose_offered(*, by: User, now: datetime, feed: Feed, address: str) -> Feed:
    """Watch one of the feeds that a page offers in place of the page."""
    _demand_permission(by)
    if address not in {one for one, _ in feed.offered}:
        raise SourceRefused(pgettext("verbatim", "The page does not offer this feed. Look at it again."))
    if _is_watched(address):
        raise SourceRefused(pgettext("verbatim", "This feed is watched already."))
    _set(feed, _elsewhere(address, now=now))
    return feed


@transaction.atomic
def describe(*, by: User, now: datetime, feed: Feed, changed: Collection[str]) -> Feed:
    """Write what an editor changed of a feed that is watched: these fields alone, for a worker may be looking at it.
    At another address nothing is known of it; one that is switched on or off owes no explanation any more."""
    _demand_permission(by)
    facts = {name: getattr(feed, name) for name in changed}
    if "active" in changed:
        facts |= {**SOUND, "next_check_at": now}
    if "address" in changed:
        facts |= _elsewhere(feed.address, now=now)
    if facts:
        _set(feed, facts)
    return feed


def _set(feed: Feed, facts: dict[str, Any]) -> None:
    """Where the look that goes on now would be out of date, it loses its lease."""
    if {"address", "next_check_at"} & facts.keys():
        facts["lease_token"] = None
    for name, value in facts.items():
        setattr(feed, name, value)
    Feed.objects.filter(pk=feed.pk).update(**facts)


def _elsewhere(address: str, *, now: datetime) -> dict[str, Any]:
    """A feed that begins anew at an address."""
    return {
        **SOUND,
        "address": address,
        "offered": [],
        "etag": "",
        "last_modified": "",
        "moved_to": "",
        "moved_since": None,
        "next_check_at": now,
    }


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
    facts: dict[str, Any] = {"checked_at": now, **SOUND}
    if read is not None:
        facts |= {
            "etag": _held(page.etag, most=300),
            "last_modified": _held(page.last_modified, most=100),
            "offered": [list(one) for one in read.offered],
            "useless": read.useless,
        }
    with transaction.atomic():
        news = 0
        if read is not None and not read.offered:
            news, passed_over = take_over(feed, read, now=now)
            facts |= {"title": feed.title or read.title[:300], "passed_over": feed.passed_over or passed_over}
        facts |= _rest(feed, page, read, now, has_news=news > 0)
        if news or feed.news_at is None:
            facts["news_at"] = now
        _end(claim, facts | _moved(feed, page, now) | _only_offer(read, now))


def _rest(feed: Feed, page: Fetched, read: FeedRead | None, now: datetime, *, has_news: bool) -> dict[str, Any]:
    """How long the feed is left alone: shorter where it brings much, and as long as it wishes, up to a day."""
    minutes = feed.minutes * (FASTER if has_news else SLOWER)
    least = max(SHORTEST, read.minutes if read else 0, _cached_minutes(page))
    minutes = round(min(max(minutes, least), LONGEST))
    return {"minutes": minutes, "next_check_at": now + timedelta(minutes=minutes)}


def _cached_minutes(page: Fetched) -> int:
    """How long the answer is said to stay as it is (RFC 9111, 5.2.2.1), at most an hour: many say so by mistake."""
    found = MAX_AGE.search(page.headers.get("cache-control", ""))
    age = page.headers.get("age", "")
    seconds = int(found[1]) - (int(age) if AGE.fullmatch(age) else 0) if found else 0
    return min(max(seconds, 0) // 60, LONGEST_CACHED)


def _held(header: str, *, most: int) -> str:
    """A header as a row can hold it; cut short it would never match again."""
    return header if header == clean(header) and len(header) <= most else ""


def _moved(feed: Feed, page: Fetched, now: datetime) -> dict[str, Any]:
    """What a redirect for good changes: the address, once it was seen long enough."""
    is_for_good = page.redirects and all(one.is_permanent for one in page.redirects)
    if not is_for_good or len(page.address) > LONGEST_ADDRESS:
        return {"moved_to": "", "moved_since": None}
    if feed.moved_to != page.address or feed.moved_since is None:
        return {"moved_to": page.address, "moved_since": now}
    if now - feed.moved_since < MOVED_FOR_GOOD or _is_watched(page.address):
        return {}
    return {"address": page.address, "moved_to": "", "moved_since": None}


def _only_offer(read: FeedRead | None, now: datetime) -> dict[str, Any]:
    """A page that offers one feed means that feed."""
    if read is None or len(read.offered) != 1 or _is_watched(read.offered[0][0]):
        return {}
    return _elsewhere(read.offered[0][0], now=now)


def _is_watched(address: str) -> bool:
    return Feed.objects.filter(address=address).exists()


def _end(claim: Claim, facts: dict[str, Any]) -> None:
    mine = Feed.objects.filter(pk=claim.feed.pk, lease_token=claim.token)
    if not mine.update(lease_token=None, **facts):
        raise LeaseLost(f"feed {claim.feed.pk}")
