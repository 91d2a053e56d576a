"""What the desk shows of saved copies: what became of pasted addresses line by line, and what a copy lacks."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import pgettext_lazy

from accounts.models import User
from sources import problems, refusals, wire
from sources.languages import direction
from sources.models import Capture, CaptureBatch, CaptureJob, Feed

State = CaptureJob.State
OPEN: Final = (State.QUEUED, State.RUNNING)
LATEST: Final = 8
FAILS_OFTEN: Final = 3
"""So many failures in a row are no hiccup: more than an hour has passed."""
CAPTURE_BULK: Final = ("text", "blocks", "headers", "metadata", "unread")
"""Columns of a capture that can be long, some of them megabytes: never loaded for a list."""


@dataclass(frozen=True)
class Line:
    """One address and what became of it. `problem` is a sentence; `waits` that it is tried again by itself."""

    job: CaptureJob
    problem: Any = ""
    unread: tuple[Any, ...] = ()
    pretence: Any = ""
    may_keep_anyway: bool = False
    may_try_again: bool = False

    @property
    def state(self) -> str:
        return str(self.job.state)

    @property
    def is_twice(self) -> bool:
        """Whether an earlier line asks for the same, so that nothing is missing."""
        return self.job.problem is not None and self.job.problem["kind"] == problems.TWICE

    @property
    def waits(self) -> bool:
        return self.job.state == State.QUEUED and self.job.problem is not None

    @property
    def direction(self) -> str:
        return direction(self.job.article.language) if self.job.article else "ltr"


@dataclass(frozen=True)
class Progress:
    lines: tuple[Line, ...]
    done: int
    refused: int

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def many_to_try_again(self) -> bool:
        return sum(1 for line in self.lines if line.may_try_again) > 1

    @property
    def open(self) -> int:
        return sum(1 for line in self.lines if line.job.state in OPEN)

    @property
    def ended(self) -> int:
        return self.total - self.open

    @property
    def busy(self) -> bool:
        return any(line.job.state in OPEN and not line.waits for line in self.lines)

    @property
    def version(self) -> str:
        """Changes when anything changes that the list shows."""
        shown = [(line.job.state, line.job.not_before, line.job.capture_id) for line in self.lines]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def progress_of(batch: CaptureBatch) -> Progress:
    """One query, however many lines."""
    jobs = batch.jobs.select_related("article__publication", "capture").order_by("line")
    rows = jobs.defer(*(f"capture__{column}" for column in CAPTURE_BULK if column != "unread"))
    lines = tuple(_line(job) for job in rows)
    done = sum(1 for line in lines if line.job.state == State.DONE)
    failed = (State.REFUSED, State.PARKED)
    return Progress(lines, done, sum(1 for line in lines if line.job.state in failed and not line.is_twice))


def latest_batches(user: User) -> QuerySet[CaptureBatch]:
    """This person's last lists, with how many lines each has and how many are still open."""
    mine = CaptureBatch.objects.filter(asked_by=user).order_by("-pk")
    return mine.annotate(total=Count("jobs"), waiting=Count("jobs", filter=Q(jobs__state__in=OPEN)))[:LATEST]


def unread_in(capture: Capture) -> tuple[Any, ...]:
    """What of a saved copy is not in its text, a sentence each."""
    return tuple(refusals.unread_sentence(one) for one in wire.unread_of(capture.unread))


def doubt_about(capture: Capture) -> Any:
    """Why a saved copy seemed to be no article, in words; empty where it never did."""
    return problems.sentence_of(problems.of_pretence(capture.pretence)) if capture.pretence else ""


@dataclass(frozen=True)
class FeedState:
    """How a feed does: `name` is working, waiting, failing, stopped, off, silent or asks."""

    name: str
    sentence: Any


SILENT: Final = timedelta(days=30)


def feed_state(feed: Feed) -> FeedState:
    """By what the last looks found; silent is one that brought nothing new for thirty days of looks."""
    if not feed.active or feed.failing_since:
        return _troubled(feed)
    if feed.offered:
        return FeedState("asks", pgettext_lazy("feed", "Asks which of several feeds is meant"))
    if feed.checked_at is None:
        return FeedState("waiting", pgettext_lazy("feed", "Waits for its first look"))
    if feed.news_at and feed.checked_at - feed.news_at > SILENT:
        since = date_format(localtime(feed.news_at), "DATE_FORMAT")
        return FeedState("silent", format_lazy(pgettext_lazy("feed", "Silent since {since}"), since=since))
    return FeedState("working", pgettext_lazy("feed", "Works"))


def _troubled(feed: Feed) -> FeedState:
    problem = problems.sentence_of(feed.problem) if feed.problem else ""
    if not feed.active:
        stopped = FeedState("stopped", format_lazy("{} {}", pgettext_lazy("feed", "Stopped:"), problem))
        return stopped if problem else FeedState("off", pgettext_lazy("feed", "Not watched"))
    assert feed.failing_since
    since = date_format(localtime(feed.failing_since), "DATETIME_FORMAT")
    fails = pgettext_lazy("feed", "Fails since {since}: {problem}")
    return FeedState("failing", format_lazy(fails, since=since, problem=problem))


def feeds_in_trouble() -> int:
    """How many watched feeds fail for more than an hour, stopped by themselves, or ask."""
    failing = Q(active=True, failures__gte=FAILS_OFTEN) | Q(active=False, problem__isnull=False)
    return Feed.objects.filter(failing | (Q(active=True) & ~Q(offered=[]))).count()


def _line(job: CaptureJob) -> Line:
    problem = job.problem
    if job.state == State.PARKED:
        problem = problems.of_kind(problems.STOPPED)
    capture = job.capture
    return Line(
        job,
        problems.sentence_of(problem) if problem else "",
        unread_in(capture) if capture else (),
        doubt_about(capture) if capture else "",
        problem is not None and job.state == State.REFUSED and problems.may_be_kept_anyway(problem),
        job.state == State.CANCELLED
        or (problem is not None and job.state != State.RUNNING and problems.may_be_tried_again(problem)),
    )
