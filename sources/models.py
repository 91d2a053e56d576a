"""What was published, and exactly what it said when we looked.

A publication prints an article; each time we receive the article we keep a capture of it. A capture is never
changed: a quotation is found in it letter by letter, for as long as the quotation stands.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language, pgettext_lazy

from sources.languages import LANGUAGE_CHOICES
from sources.querysets import ArticleQuerySet, CaptureQuerySet, PublicationQuerySet


class Publication(models.Model):
    """An outlet: who prints, airs or hosts."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", pgettext_lazy("publication", "Newspaper")
        AGENCY = "agency", pgettext_lazy("publication", "News agency")
        BROADCASTER = "broadcaster", pgettext_lazy("publication", "Broadcaster")
        PLATFORM = "platform", pgettext_lazy("publication", "Platform")
        INSTITUTION = "institution", pgettext_lazy("publication", "Institution")
        WEBSITE = "website", pgettext_lazy("publication", "Website")

    name = models.CharField(pgettext_lazy("verbatim", "name"), max_length=200)
    name_en = models.CharField(pgettext_lazy("verbatim", "name in English"), max_length=200, blank=True)
    name_ar = models.CharField(pgettext_lazy("verbatim", "name in Arabic"), max_length=200, blank=True)
    kind = models.CharField(pgettext_lazy("verbatim", "kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=8, choices=LANGUAGE_CHOICES)
    homepage = models.URLField(pgettext_lazy("verbatim", "home page"), max_length=500, blank=True)
    about = models.TextField(pgettext_lazy("verbatim", "about"), blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Outlet")
        verbose_name_plural = pgettext_lazy("verbatim", "Outlets")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="publication_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="publication_has_name"),
        ]

    def __str__(self) -> str:
        return self.label(get_language() or "en")

    def label(self, language: str) -> str:
        """The name for a reader of `language`: its own form there, else the original name."""
        return {"en": self.name_en, "ar": self.name_ar}.get(language) or self.name


FOUND_BY_LOOKING = [
    *("etag", "last_modified", "checked_at", "next_check_at", "lease_token", "minutes", "news_at", "failures"),
    *("failing_since", "problem", "moved_to", "moved_since", "offered", "passed_over"),
]


class Feed(models.Model):
    """An RSS or Atom feed of a publication, with the state of watching it.

    It is looked at from `next_check_at` on; who looks holds it until then under `lease_token`. `minutes` is how long it
    is left alone between two looks. `problem` says in the form of `sources.problems` why the last looks failed, since
    `failing_since`; an inactive feed with a problem stopped by itself. `news_at` is when it last brought something new.
    `moved_to` is where it redirects for good, since `moved_since`. `offered` has the feeds of a page that is none:
    [address, title]. Of its first look `passed_over` entries were noted and not saved.
    """

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="feeds", verbose_name=pgettext_lazy("verbatim", "Outlet")
    )
    address = models.URLField(pgettext_lazy("verbatim", "address"), max_length=1000, unique=True)
    title = models.CharField(pgettext_lazy("verbatim", "title"), max_length=300, blank=True)
    active = models.BooleanField(pgettext_lazy("verbatim", "active"), default=True)
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    checked_at = models.DateTimeField(pgettext_lazy("verbatim", "last looked at"), null=True, editable=False)
    next_check_at = models.DateTimeField(pgettext_lazy("verbatim", "next look"), null=True, editable=False)
    lease_token = models.UUIDField(null=True, editable=False)
    minutes = models.PositiveIntegerField(default=30, editable=False)
    news_at = models.DateTimeField(pgettext_lazy("verbatim", "last news"), null=True, editable=False)
    failures = models.PositiveIntegerField(pgettext_lazy("verbatim", "failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    problem = models.JSONField(null=True, editable=False)
    moved_to = models.URLField(max_length=1000, blank=True, editable=False)
    moved_since = models.DateTimeField(null=True, editable=False)
    offered = models.JSONField(default=list, editable=False)
    passed_over = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Feed (RSS)")
        verbose_name_plural = pgettext_lazy("verbatim", "Feeds (RSS)")
        ordering = ["publication", "address"]
        indexes = [models.Index(fields=["next_check_at"], condition=Q(active=True), name="feed_to_look_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0, failing_since__isnull=False),
                name="feed_failure_facts_together",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.address


class Article(models.Model):
    """One work of a publication: one row per canonical address."""

    class State(models.TextChoices):
        LIVE = "live", pgettext_lazy("article", "Live")
        UPDATED = "updated", pgettext_lazy("article", "Updated")
        CORRECTED = "corrected", pgettext_lazy("article", "Corrected by the outlet")
        RETRACTED = "retracted", pgettext_lazy("article", "Retracted by the outlet")
        GONE = "gone", pgettext_lazy("article", "No longer there")

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="articles", verbose_name=pgettext_lazy("verbatim", "Outlet")
    )
    canonical_address = models.URLField(
        pgettext_lazy("verbatim", "address"), max_length=2000, null=True, blank=True, unique=True
    )  # several articles may have none, one address names one article
    title = models.CharField(pgettext_lazy("verbatim", "title"), max_length=500)
    authors = models.CharField(pgettext_lazy("verbatim", "authors"), max_length=500, blank=True)
    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=8, choices=LANGUAGE_CHOICES)
    published_from = models.DateField(pgettext_lazy("verbatim", "published: first possible day"), null=True, blank=True)
    published_to = models.DateField(pgettext_lazy("verbatim", "published: last possible day"), null=True, blank=True)
    state = models.CharField(
        pgettext_lazy("verbatim", "state"), max_length=12, choices=State.choices, default=State.LIVE
    )
    notice_address = models.URLField(pgettext_lazy("verbatim", "address of the notice"), max_length=2000, blank=True)
    notice_date = models.DateField(pgettext_lazy("verbatim", "date of the notice"), null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Article")
        verbose_name_plural = pgettext_lazy("verbatim", "Articles")
        ordering = ["-published_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="article_has_title"),
            models.CheckConstraint(
                condition=Q(published_from=None, published_to=None)
                | Q(
                    published_from__isnull=False,
                    published_to__isnull=False,
                    published_from__lte=F("published_to"),
                ),
                name="article_published_interval",
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | Q(notice_address="", notice_date=None),
                name="article_live_has_no_notice",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pgtrigger.register(
    pgtrigger.Trigger(
        name="capture_is_append_only",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func="""
            IF current_setting('verbatim.erasing_capture', true) = OLD.id::text
               AND NEW.text = '' AND NEW.sha256 = OLD.sha256
               AND NEW.metadata = '{}'::jsonb AND NEW.unread = '[]'::jsonb
               AND NEW.erased_at IS NOT NULL AND NEW.article_id = OLD.article_id
               AND NOT EXISTS (
                   SELECT 1 FROM quotes_occurrence o JOIN quotes_quotation q ON q.id = o.quotation_id
                   WHERE o.capture_id = OLD.id AND q.status <> 'withdrawn'
               ) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a saved copy is never changed: capture %', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'capture_is_append_only';
        """,
    ),
    pgtrigger.Trigger(
        name="capture_is_never_deleted",
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        func="""
            RAISE EXCEPTION 'a saved copy is never deleted: capture %', OLD.id
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'capture_is_never_deleted';
        """,
    ),
)
@pghistory.track(exclude=["text", "blocks", "unread", "metadata", "headers"])
class Capture(models.Model):
    """What we received of an article, when, and its hash. Append-only.

    The bytes as received lie in `sources.vault` under `sha256`, their SHA-256 in hexadecimal, as does the picture of a
    post that was recorded by hand. `text` was decoded from them once (CRLF became LF; NUL and lone surrogates became
    U+FFFD); every offset counts its code points. `blocks` is a list
    of {"kind", "start", "end"} over `text`; of a recording's transcript also "at", its seconds from and to.
    """

    class Method(models.TextChoices):
        FETCHED = "fetched", pgettext_lazy("capture", "Fetched")
        FILE = "file", pgettext_lazy("capture", "From a file")
        PASTED = "pasted", pgettext_lazy("capture", "Pasted")
        MANUAL = "manual", pgettext_lazy("capture", "Recorded by hand")

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="captures", verbose_name=pgettext_lazy("verbatim", "Article")
    )
    captured_at = models.DateTimeField(pgettext_lazy("verbatim", "saved at"))
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("verbatim", "saved by"),
    )
    method = models.CharField(pgettext_lazy("verbatim", "method"), max_length=10, choices=Method.choices)
    address = models.URLField(pgettext_lazy("verbatim", "address received from"), max_length=2000, blank=True)
    size = models.PositiveBigIntegerField(pgettext_lazy("verbatim", "bytes received"), editable=False)
    media_type = models.CharField(max_length=100, default="text/plain", editable=False)
    charset = models.CharField(max_length=40, default="utf-8", editable=False)
    headers = models.JSONField(default=dict, blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    picture_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    picture_type = models.CharField(max_length=40, blank=True, editable=False)
    text = models.TextField(pgettext_lazy("verbatim", "text"))
    blocks = models.JSONField(default=list, blank=True, editable=False)
    unread = models.JSONField(default=list, blank=True, editable=False)
    metadata = models.JSONField(default=dict, blank=True, editable=False)
    pretence = models.CharField(max_length=20, blank=True, editable=False)
    extractor = models.CharField(max_length=40, editable=False)
    extractor_version = models.CharField(max_length=20, editable=False)
    erased_at = models.DateTimeField(pgettext_lazy("verbatim", "erased at"), null=True, editable=False)
    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    erased_because = models.TextField(pgettext_lazy("verbatim", "erased because"), blank=True, editable=False)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Saved copy")
        verbose_name_plural = pgettext_lazy("verbatim", "Saved copies")
        ordering = ["-captured_at", "-id"]
        permissions = [("erase_capture", "Can erase a saved copy by law")]
        indexes = [models.Index(fields=["sha256"], name="capture_sha256")]
        constraints = [
            models.UniqueConstraint(fields=["article", "sha256", "method"], name="capture_once_per_content"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="capture_sha256_is_hex"),
            models.CheckConstraint(
                condition=Q(picture_sha256="", picture_type="")
                | (Q(picture_sha256__regex=r"^[0-9a-f]{64}$", method="manual") & ~Q(picture_type="")),
                name="capture_picture_facts_together",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(erased_at__isnull=False), name="capture_has_text_unless_erased"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None, erased_by=None, erased_because="")
                | (Q(erased_at__isnull=False, erased_by__isnull=False) & ~Q(erased_because="")),
                name="capture_erasure_facts_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} · {self.captured_at:%Y-%m-%d %H:%M}"


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
        "FeedEntry", models.SET_NULL, null=True, blank=True, related_name="capture_jobs", editable=False
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


class FeedEntry(models.Model):
    """One entry of a feed as it was last seen: a changed headline or date is a reason to look at the article again."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries")
    identity = models.CharField(max_length=500)
    address = models.CharField(pgettext_lazy("verbatim", "address"), max_length=2000)
    title = models.CharField(pgettext_lazy("verbatim", "title"), max_length=500, blank=True)
    dated = models.DateTimeField(pgettext_lazy("verbatim", "dated"), null=True)
    seen_at = models.DateTimeField(pgettext_lazy("verbatim", "first seen"))
    changed_at = models.DateTimeField(pgettext_lazy("verbatim", "last changed"))

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "entry of a feed")
        verbose_name_plural = pgettext_lazy("verbatim", "entries of feeds")
        default_permissions = ()
        ordering = ["-seen_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["feed", "identity"], name="feed_entry_once")]

    def __str__(self) -> str:
        return self.title or self.address


class VisitedHost(models.Model):
    """A host that we fetch from, and until when it is left alone."""

    host = models.CharField(max_length=260, primary_key=True)
    free_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.host


class RobotsFile(models.Model):
    """What a host asks of automatic visitors, as last read.

    `is_known` is false while no file and no word that there is none was ever received. `away_since` is when reading
    it began to fail, empty while it does not.
    """

    origin = models.CharField(max_length=280, primary_key=True)
    text = models.TextField(blank=True)
    is_known = models.BooleanField()
    away_since = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.origin


for tracked in (Publication, Article):
    pghistory.track()(tracked)
# What each look at a feed finds is no decision of anybody's.
pghistory.track(exclude=FOUND_BY_LOOKING)(Feed)
