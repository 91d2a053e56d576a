"""What exactly an article said when we looked."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sources.models.published import Article
from sources.querysets import CaptureQuerySet


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
