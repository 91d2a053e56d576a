"""Public corrections: the only way in which what was public changes."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from quotes.models.fields import TransactionId
from quotes.models.quotations import Quotation
from quotes.querysets import QuotationPartQuerySet


@pgtrigger.register(
    pgtrigger.Protect(
        # Its own transaction may still fill in what the quotation looks like afterwards, and nothing else.
        name="correction_is_append_only",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.written_in <> pg_current_xact_id()::text::bigint"
            " OR to_jsonb(OLD) - 'after' IS DISTINCT FROM to_jsonb(NEW) - 'after'"
        ),
    ),
    # Not even by its own transaction: the words would have changed without a word to the readers.
    pgtrigger.Protect(name="correction_is_never_deleted", operation=pgtrigger.Delete),
    pgtrigger.Trigger(
        # A number of a later transaction would open the quotation to it.
        name="correction_is_of_its_transaction",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func="NEW.written_in = pg_current_xact_id()::text::bigint; RETURN NEW;",
    ),
)
@pghistory.track()
class Correction(models.Model):
    """A public correction. Words, attribution and date of a quotation that was public change only in the transaction
    that writes one of these for it."""

    class What(models.TextChoices):
        WORDS = "words", pgettext_lazy("verbatim", "words")
        ATTRIBUTION = "attribution", pgettext_lazy("verbatim", "attribution")
        DATE = "date", pgettext_lazy("verbatim", "date")
        OTHER = "other", pgettext_lazy("verbatim", "other")

    quotation = models.ForeignKey(
        Quotation, models.PROTECT, related_name="corrections", verbose_name=pgettext_lazy("verbatim", "Quote")
    )
    what = models.CharField(pgettext_lazy("verbatim", "what was corrected"), max_length=12, choices=What.choices)
    public_reason = models.TextField(pgettext_lazy("verbatim", "public reason"))
    before = models.JSONField(pgettext_lazy("verbatim", "before"), default=dict, blank=True, editable=False)
    after = models.JSONField(pgettext_lazy("verbatim", "after"), default=dict, blank=True, editable=False)
    corrected_at = models.DateTimeField(pgettext_lazy("verbatim", "corrected at"))
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=pgettext_lazy("verbatim", "corrected by"),
    )
    written_in = models.BigIntegerField(db_default=TransactionId(), editable=False)

    objects = QuotationPartQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Correction")
        verbose_name_plural = pgettext_lazy("verbatim", "Corrections")
        ordering = ["-corrected_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(public_reason=""), name="correction_has_reason")]

    def __str__(self) -> str:
        return self.public_reason
