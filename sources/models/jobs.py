"""Wishes to look at an address; the rows are the jobs (law 3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sources.languages import LANGUAGE_CHOICES
from sources.models.captures import Capture
from sources.models.feeds import FeedEntry
from sources.models.published import Article, Publication


class CaptureBatch(models.Model):
    """Addresses that somebody pasted at once. What they said of all of them wins over what the pages say."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"


class CaptureJob(models.Model):
    """One wish to look at an address and to keep what stands there. The row is the job (law 3).

    `typed` is the line as a person gave it, `address` what is asked, `host` its host, so that a busy one is passed
    over. It is not begun before `not_before`. Of a job about a known article `article` is set from the start, else
    from its success on; `capture` is the saved copy that it led to, an older one where nothing had changed. `problem`
    says in the form of `sources.problems` why nothing was kept, or why it must wait. `keep_anyway` is a person's word
    that what seems to be no article is one.
    """

    class Reason(models.TextChoices):
        ASKED = "asked", pgettext_lazy("capture job", "Asked for")
        FEED = "feed", pgettext_lazy("capture job", "In a feed")
        AGAIN = "again", pgettext_lazy("capture job", "A second look")
        WATCH = "watch", pgettext_lazy("capture job", "Watched for changes")

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("job", "Waiting")
        RUNNING = "running", pgettext_lazy("job", "Running")
        DONE = "done", pgettext_lazy("job", "Done")
        REFUSED = "refused", pgettext_lazy("capture job", "Not possible")
        PARKED = "parked", pgettext_lazy("job", "Parked")
        CANCELLED = "cancelled", pgettext_lazy("capture job", "Taken back")

    class Outcome(models.TextChoices):
        NEW_ARTICLE = "article", pgettext_lazy("capture job", "A new article")
        NEW_COPY = "copy", pgettext_lazy("capture job", "A new saved copy")
        UNCHANGED = "same", pgettext_lazy("capture job", "Nothing has changed")

    reason = models.CharField(max_length=10, choices=Reason.choices)
    batch = models.ForeignKey(CaptureBatch, models.CASCADE, null=True, blank=True, related_name="jobs")
    line = models.PositiveIntegerField(null=True, blank=True)
    typed = models.TextField(blank=True)
    address = models.CharField(max_length=2000)
    host = models.CharField(max_length=260, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES, blank=True)
    article = models.ForeignKey(Article, models.CASCADE, null=True, blank=True, related_name="capture_jobs")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="+")
    feed_entry = models.ForeignKey(
        FeedEntry, models.SET_NULL, null=True, blank=True, related_name="capture_jobs", editable=False
    )
    keep_anyway = models.BooleanField(default=False)
    not_before = models.DateTimeField()
    state = models.CharField(
        pgettext_lazy("verbatim", "state"), max_length=10, choices=State.choices, default=State.QUEUED
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    problem = models.JSONField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(pgettext_lazy("verbatim", "attempts"), default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(pgettext_lazy("verbatim", "last error"), blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "address to save")
        verbose_name_plural = pgettext_lazy("verbatim", "addresses to save")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state__in=["queued", "running"]), name="capture_job_to_do"
            ),
            models.Index(fields=["article", "reason", "-finished_at"], name="capture_job_of_article"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="capture_job_once_per_line"),
            models.UniqueConstraint(
                fields=["article", "reason"],
                condition=Q(state__in=["queued", "running"]),
                name="capture_job_one_waiting_per_article",
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_token=None, lease_until=None)),
                name="capture_job_lease_facts_together",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="done", finished_at__isnull=False, article__isnull=False, capture__isnull=False)
                    & ~Q(outcome="")
                )
                | Q(state="refused", finished_at__isnull=False, problem__isnull=False, capture=None, outcome="")
                | Q(state="cancelled", finished_at__isnull=False, capture=None, outcome="")
                | Q(state__in=["queued", "running", "parked"], finished_at=None, capture=None, outcome=""),
                name="capture_job_outcome_facts_together",
            ),
            models.CheckConstraint(
                condition=(Q(reason="asked", asked_by__isnull=False, batch__isnull=False, line__isnull=False))
                | (~Q(reason="asked") & Q(batch=None, line=None)),
                name="capture_job_asked_has_who_and_line",
            ),
        ]

    def __str__(self) -> str:
        return self.address
