"""What is new in a feed is asked for: entries compared with what the feed said before, each article once.

One article often stands in several feeds of an outlet: the entries of the others then name the one that asked for it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from sources.feed_entries import Entry, FeedRead
from sources.models import Article, CaptureJob, Feed, FeedEntry, Publication
from sources.services import jobs

SECOND_LOOKS: Final = (timedelta(hours=1), timedelta(days=1))
"""After the first copy of an article: outlets correct most of what they correct within a day."""
TOO_MANY_DATES: Final = 3
"""Where more entries than so many, and most of them, change their date at once, it is the date of the feed's making."""
Reason, State = CaptureJob.Reason, CaptureJob.State
ASKED: Final = Q(state__in=[State.QUEUED, State.RUNNING]) | Q(article__isnull=False)
"""Jobs that wait or brought an article."""


def take_over(feed: Feed, read: FeedRead, *, now: datetime) -> tuple[int, int]:
    """Note the entries and ask for the articles of new and changed ones: how many are asked for, and of a feed's first
    look how many were passed over. Of that look the newest alone are asked for: nobody wants an archive by surprise.
    Inside a transaction."""
    Publication.objects.select_for_update(no_key=True).get(pk=feed.publication_id)  # its feeds take turns
    entries = read.entries
    known, elsewhere = _known(feed, entries), _asked_elsewhere(entries)
    is_first = not known and not feed.entries.exists()
    wanted = set(_newest(entries)[: settings.FEED_FIRST_ENTRIES]) if is_first else set(entries)
    trusts_dates = not _all_redated(known, entries)
    asked = 0
    for one in entries:
        row = known.get(one.identity)
        if row is None:
            asked += _note_new(feed, one, elsewhere, is_wanted=one in wanted, now=now)
        else:
            asked += _note_known(feed, row, one, trusts_dates=trusts_dates, now=now)
    return asked, len(entries) - len(wanted) if is_first else 0


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


def _known(feed: Feed, entries: Iterable[Entry]) -> dict[str, FeedEntry]:
    """The feed's rows by the identities that its entries have now. An entry at the address of one that is gone is that
    one under a new name: outlets rename all at once when they change their system."""
    identities = [one.identity for one in entries]
    known = {row.identity: row for row in feed.entries.filter(identity__in=identities)}
    gone = feed.entries.filter(address__in=[one.address for one in entries]).exclude(identity__in=identities)
    renamed = {row.address: row for row in gone.order_by("pk")}
    for one in entries:
        if one.identity not in known and one.address in renamed:
            known[one.identity] = renamed.pop(one.address)
    return known


def _asked_elsewhere(entries: Iterable[Entry]) -> dict[str, FeedEntry]:
    """By address the entry, of whatever feed, that asked for the article at it."""
    has_asked = Exists(CaptureJob.objects.filter(ASKED, feed_entry=OuterRef("pk")))
    rows = FeedEntry.objects.filter(has_asked, address__in=[one.address for one in entries])
    return {row.address: row for row in rows.order_by("-pk")}


def _newest(entries: tuple[Entry, ...]) -> list[Entry]:
    """The newest first: by their dates, else as the feed has them."""
    if all(one.dated for one in entries):
        return sorted(entries, key=lambda one: one.dated.timestamp() if one.dated else 0.0, reverse=True)
    return list(entries)


def _all_redated(known: dict[str, FeedEntry], entries: Iterable[Entry]) -> bool:
    pairs = [(known[one.identity], one) for one in entries if one.identity in known]
    redated = sum(1 for row, one in pairs if _has_new_date(row, one) and not _has_new_title(row, one))
    return redated > max(TOO_MANY_DATES, len(pairs) / 2)


def _has_new_date(row: FeedEntry, one: Entry) -> bool:
    return None not in (row.dated, one.dated) and row.dated != one.dated


def _has_new_title(row: FeedEntry, one: Entry) -> bool:
    return bool(one.title) and row.title != one.title


def _note_new(feed: Feed, one: Entry, elsewhere: dict[str, FeedEntry], *, is_wanted: bool, now: datetime) -> bool:
    """Whether its article was asked for."""
    twin = elsewhere.get(one.address)
    facts = {"address": one.address, "title": one.title, "dated": one.dated, "seen_at": now, "changed_at": now}
    row = FeedEntry.objects.create(feed=feed, identity=one.identity, same_as=twin, **facts)
    is_update = twin is not None and twin.feed_id == feed.pk and twin.seen_at < now  # one more entry of a live report
    if not is_wanted or (twin is not None and not is_update) or not _ask(feed, row, now=now):
        return False
    elsewhere.setdefault(one.address, row)
    return True


def _note_known(feed: Feed, row: FeedEntry, one: Entry, *, trusts_dates: bool, now: datetime) -> bool:
    """Whether its article was asked for again."""
    is_news = _has_new_title(row, one) or (trusts_dates and _has_new_date(row, one))
    before = (row.identity, row.address, row.title, row.dated)
    row.identity, row.address = one.identity, one.address
    row.title, row.dated = one.title or row.title, one.dated or row.dated
    if before == (row.identity, row.address, row.title, row.dated):
        return False
    row.changed_at = now
    row.save()
    return is_news and _ask(feed, row, now=now)


def _ask(feed: Feed, entry: FeedEntry, *, now: datetime) -> bool:
    """Whether a visit was asked for: none where one is waited for, which will see what has changed."""
    family = CaptureJob.objects.filter(Q(feed_entry=entry) | Q(feed_entry=entry.same_as_id, feed_entry__isnull=False))
    if family.filter(state__in=[State.QUEUED, State.RUNNING]).exists():
        return False
    done = family.filter(article__isnull=False).order_by("-pk").first()
    job = jobs.ask(
        address=entry.address,
        reason=Reason.FEED,
        now=now,
        article=done.article if done else None,
        publication=feed.publication,
        feed_entry=entry,
    )
    return job is not None
