"""Words attributed to somebody, said once; and to whom they are attributed."""

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy

from quotes.models.fields import FIRST_DAY, LAST_DAY, interval_check
from quotes.models.speakers import Speaker
from quotes.querysets import QuotationPartQuerySet, QuotationQuerySet

NEEDS_CORRECTION = "PERFORM quotes_demand_correction({quotation}, '{what}'); RETURN {row};"


@pgtrigger.register(
    pgtrigger.Trigger(
        name="quotation_stands_on_evidence",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="PERFORM quotes_check_quotation(NEW.id); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="quotation_date_and_lead_change_by_correction",
        operation=pgtrigger.UpdateOf("said_from", "said_to", "lead_id"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            "OLD.published_at IS NOT NULL AND (OLD.said_from, OLD.said_to, OLD.lead_id)"
            " IS DISTINCT FROM (NEW.said_from, NEW.said_to, NEW.lead_id)"
        ),
        func=NEEDS_CORRECTION.format(quotation="OLD.id", what="date or words", row="NEW"),
    ),
    pgtrigger.Trigger(
        name="quotation_stays_public_record",
        operation=pgtrigger.UpdateOf("status", "published_at"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            "OLD.published_at IS NOT NULL"
            " AND (NEW.status = 'draft' OR NEW.published_at IS DISTINCT FROM OLD.published_at)"
        ),
        func="""
            RAISE EXCEPTION 'a quotation that was public never becomes a draft again: quotation %', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'quotation_stays_public_record';
        """,
    ),
    pgtrigger.Trigger(
        name="public_quotation_is_never_deleted",
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
        func="""
            RAISE EXCEPTION 'a quotation that was public is withdrawn, never deleted: quotation %', OLD.id
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'public_quotation_is_never_deleted';
        """,
    ),
    pgtrigger.Trigger(
        name="quotation_date_is_work",
        operation=pgtrigger.UpdateOf("said_from", "said_to", "lead_id"),
        when=pgtrigger.After,
        func="PERFORM quotes_queue_match(NEW.id); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        # Whatever was saved while it was withdrawn has not been compared with it.
        name="quotation_restored_is_work",
        operation=pgtrigger.UpdateOf("status"),
        when=pgtrigger.After,
        condition=pgtrigger.Condition("OLD.status = 'withdrawn' AND NEW.status <> 'withdrawn'"),
        func="PERFORM quotes_queue_match(NEW.id); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        # A save from a stale object must not turn the counter back.
        name="quotation_revision_is_counted_here",
        operation=pgtrigger.UpdateOf("revision", "revised_in"),
        when=pgtrigger.Before,
        func="""
            IF pg_trigger_depth() = 1 THEN
                NEW.revision = OLD.revision;
                NEW.revised_in = OLD.revised_in;
            END IF;
            RETURN NEW;
        """,
    ),
    pgtrigger.Trigger(
        name="quotation_is_work",
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        func="PERFORM quotes_queue_match(NEW.id); RETURN NULL;",
    ),
)
@pghistory.track(exclude=["revision", "revised_in", "edit_version"])
class Quotation(models.Model):
    """A statement. It has no wording of its own: its words are those of its lead occurrence.

    `said_from` and `said_to` are the first and last possible day, both empty when unknown. `revision` counts the
    transactions that changed a wording, a date or an attribution; the database keeps it and queues the search for
    related quotations (law 3). `edit_version` counts saves in the desk, so that two editors never overwrite each other.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("verbatim", "Draft")
        PUBLISHED = "published", pgettext_lazy("verbatim", "Published")
        HELD = "held", pgettext_lazy("verbatim", "Under review")
        WITHDRAWN = "withdrawn", pgettext_lazy("verbatim", "Withdrawn")

    status = models.CharField(
        pgettext_lazy("verbatim", "status"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        editable=False,
    )
    lead = models.ForeignKey(
        "quotes.Occurrence",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=pgettext_lazy("verbatim", "shown words"),
    )
    original = models.ForeignKey(
        "quotes.Occurrence",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="originates",
        verbose_name=pgettext_lazy("verbatim", "original"),
        help_text=pgettext_lazy("verbatim", "Empty means: Original not found yet"),
    )
    said_from = models.DateField(FIRST_DAY, null=True, blank=True)
    said_to = models.DateField(LAST_DAY, null=True, blank=True)
    occasion = models.CharField(pgettext_lazy("verbatim", "occasion"), max_length=300, blank=True)
    place = models.CharField(pgettext_lazy("verbatim", "place"), max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(pgettext_lazy("verbatim", "published at"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(pgettext_lazy("verbatim", "withdrawn at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_because = models.TextField(
        pgettext_lazy("verbatim", "reason of the withdrawal"), blank=True, editable=False
    )
    edit_version = models.PositiveIntegerField(default=1, editable=False)
    revision = models.PositiveIntegerField(db_default=0, editable=False)
    revised_in = models.BigIntegerField(db_default=0, editable=False)

    objects = QuotationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Quote")
        verbose_name_plural = pgettext_lazy("verbatim", "Quotes")
        ordering = ["-id"]
        permissions = [
            ("publish_quotation", "Can publish and hold a quote"),
            ("withdraw_quotation", "Can withdraw a quote"),
            ("correct_quotation", "Can correct a published quote"),
        ]
        indexes = [
            models.Index(fields=["status", "-said_to", "-id"], name="quotation_public_order"),
            # Searches within an interval: the planner takes the end that lets fewer rows pass.
            models.Index(fields=["said_from"], name="quotation_said_from"),
            models.Index(fields=["said_to"], name="quotation_said_to"),
        ]
        constraints = [
            interval_check("said_from", "said_to", "quotation_said_interval"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "held", "withdrawn"]),
                name="quotation_known_status",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="quotation_publishing_facts_together",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None)
                | Q(status="held")
                | Q(status__in=["published", "withdrawn"], published_at__isnull=False),
                name="quotation_public_has_publisher",
            ),
            models.CheckConstraint(
                condition=(~Q(status="withdrawn") & Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because=""))
                | (
                    Q(status="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawn_because="")
                ),
                name="quotation_withdrawal_facts_together",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def said(self) -> tuple[date, date] | None:
        """First and last possible day, or None when unknown."""
        return (self.said_from, self.said_to) if self.said_from and self.said_to else None

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLISHED


@pgtrigger.register(
    pgtrigger.Trigger(
        name="attribution_changes_by_correction",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=NEEDS_CORRECTION.format(quotation="NEW.quotation_id", what="attribution", row="NEW"),
    ),
    pgtrigger.Trigger(
        name="attribution_goes_by_correction",
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        func=NEEDS_CORRECTION.format(quotation="OLD.quotation_id", what="attribution", row="OLD"),
    ),
    pgtrigger.Trigger(
        name="quotation_keeps_an_attribution",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="PERFORM quotes_check_quotation(OLD.quotation_id); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="attribution_stays_with_its_quotation",
        operation=pgtrigger.UpdateOf("quotation_id"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("OLD.quotation_id IS DISTINCT FROM NEW.quotation_id"),
        func=NEEDS_CORRECTION.format(quotation="OLD.quotation_id", what="attribution", row="NEW"),
    ),
    pgtrigger.Trigger(
        name="attribution_is_work",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        func="PERFORM quotes_queue_match(NEW.quotation_id); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="attribution_gone_is_work",
        operation=pgtrigger.Delete,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="PERFORM quotes_queue_match(OLD.quotation_id); RETURN NULL;",
    ),
)
@pghistory.track()
class Attribution(models.Model):
    """To whom a quotation is attributed, in order. Without a speaker ("a senior official") it is never linked."""

    class State(models.TextChoices):
        ASSERTED = "asserted", pgettext_lazy("attribution", "Asserted")
        DISPUTED = "disputed", pgettext_lazy("verbatim", "Disputed")
        DENIED = "denied", pgettext_lazy("verbatim", "Denies the quote")
        MISATTRIBUTED = "misattributed", pgettext_lazy("verbatim", "Wrongly attributed")
        RETRACTED = "retracted", pgettext_lazy("attribution", "Retracted by the outlet")

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="attributions")
    order = models.PositiveSmallIntegerField(pgettext_lazy("verbatim", "order"), default=1)
    speaker = models.ForeignKey(
        Speaker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        verbose_name=pgettext_lazy("verbatim", "Speaker"),
    )
    described_as = models.CharField(
        pgettext_lazy("verbatim", "described as"),
        max_length=200,
        blank=True,
        help_text=pgettext_lazy("verbatim", "As the article describes an unnamed source: “a senior official”."),
    )
    on_behalf_of = models.ForeignKey(
        Speaker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions_on_behalf",
        verbose_name=pgettext_lazy("verbatim", "Speaking for"),
    )
    state = models.CharField(
        pgettext_lazy("verbatim", "state"), max_length=14, choices=State.choices, default=State.ASSERTED
    )
    shown_by = models.ForeignKey(
        "quotes.Occurrence",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="shows_attributions",
        verbose_name=pgettext_lazy("verbatim", "shown by"),
        help_text=pgettext_lazy("verbatim", "The place in an article that disputes, denies or retracts it."),
    )

    objects = QuotationPartQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "attribution")
        verbose_name_plural = pgettext_lazy("verbatim", "attributions")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["quotation", "order"],
                name="attribution_order_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["quotation", "speaker"], name="attribution_speaker_once"),
            models.CheckConstraint(
                condition=Q(speaker__isnull=False) | ~Q(described_as=""),
                name="attribution_names_or_describes",
            ),
            models.CheckConstraint(
                condition=Q(state="asserted", shown_by=None) | (~Q(state="asserted") & Q(shown_by__isnull=False)),
                name="attribution_doubt_is_shown",
            ),
        ]

    def __str__(self) -> str:
        return str(self.speaker) if self.speaker else self.described_as


@pghistory.track()
class Note(models.Model):
    """A discrepancy, said openly: what an article says of a fact, what we record, and why."""

    class Fact(models.TextChoices):
        SPEAKER = "speaker", pgettext_lazy("verbatim", "Speaker")
        DATE = "date", pgettext_lazy("verbatim", "date")
        PLACE = "place", pgettext_lazy("verbatim", "place")
        WORDS = "words", pgettext_lazy("verbatim", "words")
        OTHER = "other", pgettext_lazy("verbatim", "other")

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="notes")
    occurrence = models.ForeignKey(
        "quotes.Occurrence",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=pgettext_lazy("verbatim", "Where it appeared"),
    )
    fact = models.CharField(pgettext_lazy("verbatim", "fact"), max_length=10, choices=Fact.choices)
    article_says = models.TextField(pgettext_lazy("verbatim", "what the article says"))
    we_record = models.TextField(pgettext_lazy("verbatim", "what we record"))
    because = models.TextField(pgettext_lazy("verbatim", "why"))

    objects = QuotationPartQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "note")
        verbose_name_plural = pgettext_lazy("verbatim", "notes")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_fact_display()}: {self.article_says}"
