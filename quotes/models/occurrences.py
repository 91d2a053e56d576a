"""Where a quotation appeared: the exact place in one capture, and how the words reached it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from quotes.models.fields import FoldedField, TransactionId, interval_check, selector_checks
from quotes.models.quotations import NEEDS_CORRECTION, Quotation
from quotes.models.speakers import Speaker
from quotes.querysets import QuotationPartQuerySet
from sources.languages import LANGUAGE_CHOICES
from sources.models import Capture, Publication


@pgtrigger.register(
    pgtrigger.Trigger(
        name="occurrence_clause_is_in_its_capture",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("capture_id", "clause_start", "clause_end", "clause_exact"),
        when=pgtrigger.Before,
        func="""
            PERFORM quotes_check_selector(NEW.capture_id, NEW.clause_start, NEW.clause_end, NEW.clause_exact,
                                          'occurrence_clause_is_in_its_capture');
            RETURN NEW;
        """,
    ),
    pgtrigger.Trigger(
        name="occurrence_words_change_by_correction",
        operation=pgtrigger.UpdateOf(
            "quotation_id", "capture_id", "clause_start", "clause_end", "clause_exact", "kind"
        ),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            "((OLD.quotation_id, OLD.capture_id, OLD.clause_start, OLD.clause_end, OLD.clause_exact, OLD.kind)"
            " IS DISTINCT FROM"
            " (NEW.quotation_id, NEW.capture_id, NEW.clause_start, NEW.clause_end, NEW.clause_exact, NEW.kind))"
        ),
        func=NEEDS_CORRECTION.format(quotation="OLD.quotation_id", what="words", row="NEW"),
    ),
    pgtrigger.Trigger(
        # The segments of a new appearance come without a correction, so nothing old may pass for new.
        name="occurrence_is_of_its_transaction",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func="NEW.recorded_in = pg_current_xact_id()::text::bigint; RETURN NEW;",
    ),
    pgtrigger.Protect(
        name="occurrence_never_grows_younger",
        operation=pgtrigger.UpdateOf("recorded_in"),
        condition=pgtrigger.Condition("NEW.recorded_in > OLD.recorded_in"),
    ),
    pgtrigger.Trigger(
        name="occurrence_goes_by_correction",
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        func=NEEDS_CORRECTION.format(quotation="OLD.quotation_id", what="words", row="OLD"),
    ),
    pgtrigger.Trigger(
        name="occurrence_is_whole",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="""
            PERFORM quotes_check_occurrence(NEW.id);
            PERFORM quotes_check_quotation(NEW.quotation_id);
            RETURN NULL;
        """,
    ),
    pgtrigger.Trigger(
        name="quotation_keeps_an_occurrence",
        operation=pgtrigger.UpdateOf("quotation_id") | pgtrigger.Delete,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="PERFORM quotes_check_quotation(OLD.quotation_id); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="occurrence_is_work",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        func="PERFORM quotes_queue_match(NEW.quotation_id); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="occurrence_gone_is_work",
        operation=pgtrigger.UpdateOf("quotation_id") | pgtrigger.Delete,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="PERFORM quotes_queue_match(OLD.quotation_id); RETURN NULL;",
    ),
)
@pghistory.track(exclude=["recorded_in", "clause_folded"])
class Occurrence(models.Model):
    """One appearance of a quotation in one capture.

    The clause is the whole reported clause; its segments are the parts in quotation marks, without the marks. All
    offsets count code points of `capture.text`; the database demands that the words stand there (law 2).
    `clause_prefix` and `clause_suffix` are a little of the text around it, for finding it again (W3C Web Annotation,
    TextQuoteSelector). `heard_from` and `heard_to` are seconds from the beginning of a recording whose transcript the
    capture is.
    """

    class Kind(models.TextChoices):
        DIRECT = "direct", pgettext_lazy("verbatim", "Word for word")
        MIXED = "mixed", pgettext_lazy("verbatim", "Partly word for word")
        INDIRECT = "indirect", pgettext_lazy("verbatim", "In the outlet's words")

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="occurrences")
    capture = models.ForeignKey(
        Capture,
        models.PROTECT,
        related_name="occurrences",
        verbose_name=pgettext_lazy("verbatim", "Saved copy"),
    )
    kind = models.CharField(pgettext_lazy("verbatim", "kind of report"), max_length=10, choices=Kind.choices)
    clause_start = models.IntegerField(editable=False)
    clause_end = models.IntegerField(editable=False)
    clause_exact = models.TextField(pgettext_lazy("verbatim", "words"))
    clause_folded = FoldedField(source="clause_exact", db_default="", editable=False)
    clause_prefix = models.TextField(blank=True, editable=False)
    clause_suffix = models.TextField(blank=True, editable=False)
    cue = models.CharField(pgettext_lazy("verbatim", "Reporting verb"), max_length=100, blank=True)
    speaker_mention = models.CharField(pgettext_lazy("verbatim", "speaker as named there"), max_length=300, blank=True)
    reported_place = models.CharField(
        pgettext_lazy("verbatim", "place, where this article differs"), max_length=200, blank=True
    )
    reported_from = models.DateField(
        pgettext_lazy("verbatim", "first possible day, where this article differs"), null=True, blank=True
    )
    reported_to = models.DateField(
        pgettext_lazy("verbatim", "last possible day, where this article differs"), null=True, blank=True
    )
    heard_from = models.FloatField(null=True, blank=True, editable=False)
    heard_to = models.FloatField(null=True, blank=True, editable=False)
    recorded_in = models.BigIntegerField(db_default=TransactionId(), editable=False)

    objects = QuotationPartQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Where it appeared")
        verbose_name_plural = pgettext_lazy("verbatim", "Where it appeared")
        ordering = ["id"]
        indexes = [
            GinIndex(fields=["clause_folded"], opclasses=["gin_trgm_ops"], name="occurrence_words_trigrams"),
        ]
        constraints = [
            *selector_checks("clause_", "occurrence_clause"),
            models.UniqueConstraint(
                fields=["quotation", "capture", "clause_start", "clause_end"],
                name="occurrence_once_per_place",
            ),
            models.CheckConstraint(condition=Q(kind__in=["direct", "mixed", "indirect"]), name="occurrence_known_kind"),
            interval_check("reported_from", "reported_to", "occurrence_reported_interval"),
            interval_check("heard_from", "heard_to", "occurrence_heard_interval"),
        ]

    def __str__(self) -> str:
        return f"\u2068{self.clause_exact[:80]}\u2069"  # breadcrumbs and messages have no markup to keep it apart


@pgtrigger.register(
    pgtrigger.Trigger(
        name="segment_is_in_its_capture",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func="""
            PERFORM quotes_check_selector((SELECT capture_id FROM quotes_occurrence WHERE id = NEW.occurrence_id),
                                          NEW.start, NEW."end", NEW.exact, 'segment_is_in_its_capture');
            PERFORM quotes_demand_segment_correction(NEW.occurrence_id);
            RETURN NEW;
        """,
    ),
    pgtrigger.Trigger(
        name="segment_goes_by_correction",
        operation=pgtrigger.UpdateOf("occurrence_id") | pgtrigger.Delete,
        when=pgtrigger.Before,
        func="""
            PERFORM quotes_demand_segment_correction(OLD.occurrence_id);
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        """,
    ),
    pgtrigger.Trigger(
        name="segment_is_inside_its_clause",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="PERFORM quotes_check_occurrence(NEW.occurrence_id); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="occurrence_keeps_its_segments",
        operation=pgtrigger.UpdateOf("occurrence_id") | pgtrigger.Delete,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="PERFORM quotes_check_occurrence(OLD.occurrence_id); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="segment_is_work",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        func="""
            PERFORM quotes_queue_match((SELECT quotation_id FROM quotes_occurrence WHERE id = NEW.occurrence_id));
            RETURN NULL;
        """,
    ),
    pgtrigger.Trigger(
        name="segment_gone_is_work",
        operation=pgtrigger.UpdateOf("occurrence_id") | pgtrigger.Delete,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="""
            PERFORM quotes_queue_match((SELECT quotation_id FROM quotes_occurrence WHERE id = OLD.occurrence_id));
            RETURN NULL;
        """,
    ),
)
@pghistory.track()
class Segment(models.Model):
    """One quoted part of an occurrence's clause, without its outer marks."""

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="segments")
    order = models.PositiveSmallIntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "quoted words")
        verbose_name_plural = pgettext_lazy("verbatim", "quoted words")
        ordering = ["order"]
        constraints = [
            *selector_checks("", "segment"),
            models.UniqueConstraint(
                fields=["occurrence", "order"],
                name="segment_order_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.exact[:80]


@pghistory.track()
class RelayHop(models.Model):
    """One step of "how it reached us", from the utterer to the outlet."""

    class Kind(models.TextChoices):
        SAID = "said", pgettext_lazy("verbatim", "Said")
        POSTED = "posted", pgettext_lazy("verbatim", "Posted")
        REPORTED = "reported", pgettext_lazy("verbatim", "Reported")
        TRANSLATED = "translated", pgettext_lazy("verbatim", "Translated")

    class Basis(models.TextChoices):
        STATED = "stated", pgettext_lazy("verbatim", "Article says so")
        INFERRED = "inferred", pgettext_lazy("verbatim", "We infer")

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="relay_hops")
    order = models.PositiveSmallIntegerField(pgettext_lazy("verbatim", "order"))
    kind = models.CharField(pgettext_lazy("verbatim", "kind"), max_length=10, choices=Kind.choices)
    speaker = models.ForeignKey(
        Speaker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="relay_hops",
        verbose_name=pgettext_lazy("verbatim", "Speaker"),
    )
    publication = models.ForeignKey(
        Publication,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="relay_hops",
        verbose_name=pgettext_lazy("verbatim", "Outlet"),
    )
    platform = models.CharField(pgettext_lazy("verbatim", "platform"), max_length=200, blank=True)
    basis = models.CharField(
        pgettext_lazy("verbatim", "basis"), max_length=10, choices=Basis.choices, default=Basis.STATED
    )
    address = models.URLField(pgettext_lazy("verbatim", "address"), max_length=2000, blank=True)
    happened_on = models.DateField(pgettext_lazy("verbatim", "date"), null=True, blank=True)
    remark = models.CharField(pgettext_lazy("verbatim", "remark"), max_length=300, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "step of how it reached us")
        verbose_name_plural = pgettext_lazy("verbatim", "How it reached us")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "order"],
                name="relay_hop_order_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(speaker__isnull=False, publication=None, platform="")
                | Q(speaker=None, publication__isnull=False, platform="")
                | (Q(speaker=None, publication=None) & ~Q(platform="")),
                name="relay_hop_one_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.speaker or self.publication or self.platform}"


@pghistory.track()
class Translation(models.Model):
    """A translation of an occurrence's words. Never evidence; in marks only after a person reviewed it."""

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="translations")
    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=8, choices=LANGUAGE_CHOICES)
    from_language = models.CharField(
        pgettext_lazy("verbatim", "translated from"), max_length=8, choices=LANGUAGE_CHOICES
    )
    text = models.TextField(pgettext_lazy("verbatim", "text"))
    translator = models.CharField(pgettext_lazy("verbatim", "translator"), max_length=200)
    by_machine = models.BooleanField(pgettext_lazy("verbatim", "by a machine"), default=False)
    version = models.PositiveSmallIntegerField(pgettext_lazy("verbatim", "version"), default=1)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "translation")
        verbose_name_plural = pgettext_lazy("verbatim", "translations")
        ordering = ["language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "language", "version"], name="translation_version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="translation_has_text"),
            models.CheckConstraint(condition=~Q(language=F("from_language")), name="translation_changes_language"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="translation_review_facts_together",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
