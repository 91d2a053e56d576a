"""What is learnt from decisions, and which phrases are no longer suggested.

A `Judged` row keeps what the engine said of a pair when somebody decided on it: the suggestion itself follows the next
search, the judgement stays. Calibrations and their use are only ever added: the latest use is the one that counts.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy

from quotes.models.matches import Decision, MatchRelation
from quotes.models.quotations import Quotation


@pgtrigger.register(
    pgtrigger.Protect(name="judged_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
)
class Judged(models.Model):
    """What one engine said of a decided pair; `at_decision` is what the editor saw, others judged it again later.

    `suggested` is the relation that the desk showed, "" where a person linked two quotations unasked. `shown` is the
    probability that it showed (0..1), `probability` and `relations` ({relation: 0..1}, all six) are the engine's own
    before any calibration.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="judgements")
    engine_version = models.CharField(max_length=80, blank=True)
    at_decision = models.BooleanField()
    suggested = models.CharField(max_length=16, blank=True)
    shown = models.FloatField(null=True, blank=True)
    probability = models.FloatField(null=True, blank=True)
    relations = models.JSONField(default=dict, blank=True)
    first_language = models.CharField(max_length=8, blank=True)
    second_language = models.CharField(max_length=8, blank=True)
    judged_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "engine_version"], name="judged_once_per_engine"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(at_decision=True), name="judged_once_at_the_decision"
            ),
            models.CheckConstraint(
                condition=Q(suggested__in=["", *MatchRelation.Relation.values]), name="judged_known_relation"
            ),
            models.CheckConstraint(
                condition=(Q(probability=None) | Q(probability__gte=0, probability__lte=1))
                & (Q(shown=None) | Q(shown__gte=0, shown__lte=1)),
                name="judged_probability",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.suggested}"


@pgtrigger.register(
    pgtrigger.Protect(name="calibration_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
)
@pghistory.track()
class Calibration(models.Model):
    """One attempt to learn from decisions, adopted or not. Its number is its version.

    `parameters` are those of `quotes.matching.calibrating.Correction`. `figures` compare it with the calibration that
    was in use, on decisions from which neither has learnt (`Comparison.to_json`). `decided_until` is the latest
    decision that it knew.
    """

    engine_version = models.CharField(max_length=80)
    parameters = models.JSONField(default=dict)
    learnt_count = models.PositiveIntegerField(pgettext_lazy("verbatim", "decisions learnt from"))
    held_count = models.PositiveIntegerField(pgettext_lazy("verbatim", "decisions held back"))
    figures = models.JSONField(default=dict)
    adopted = models.BooleanField(pgettext_lazy("verbatim", "adopted"))
    decided_until = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(pgettext_lazy("verbatim", "made at"))

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "tuning of suggestions")
        verbose_name_plural = pgettext_lazy("verbatim", "tunings of suggestions")
        ordering = ["-id"]
        permissions = [("switch_calibration", "Can switch to another tuning")]

    def __str__(self) -> str:
        return f"#{self.pk}"


@pgtrigger.register(
    pgtrigger.Protect(name="calibration_use_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
)
@pghistory.track()
class CalibrationUse(models.Model):
    """From `used_at` on suggestions are made with this calibration, or without any where it is empty.

    The latest row counts, so that there is always exactly one answer. `used_by` is empty where the machine adopted it.
    """

    calibration = models.ForeignKey(Calibration, models.PROTECT, null=True, blank=True, related_name="uses")
    because = models.TextField(blank=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_by=None, calibration__isnull=False) | (Q(used_by__isnull=False) & ~Q(because="")),
                name="calibration_use_by_a_person_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.calibration_id or 0}"


@pgtrigger.register(
    pgtrigger.Protect(name="mute_is_never_deleted", operation=pgtrigger.Delete),
    pgtrigger.ReadOnly(
        name="mute_stays_as_it_was_decided", fields=["key", "wordings", "reason", "muted_by", "muted_at"]
    ),
)
@pghistory.track()
class Mute(models.Model):
    """A phrase that is not suggested any more, in all its recorded wordings, until somebody lifts it.

    `wordings` is a list of {"text", "language"}, the first one that in which it was muted; `key` is its folded text.
    """

    key = models.CharField(max_length=1000)
    wordings = models.JSONField()
    reason = models.TextField(pgettext_lazy("verbatim", "Reason"))
    muted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    muted_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "phrase not suggested any more")
        verbose_name_plural = pgettext_lazy("verbatim", "phrases not suggested any more")
        ordering = ["-id"]
        permissions = [("mute_phrase", "Can stop suggesting a phrase")]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(lifted_at=None), name="mute_once_at_a_time"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(key=""), name="mute_has_phrase_and_reason"),
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_at=None) | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="mute_lift_facts_together",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Silenced(models.Model):
    """One pair that a mute kept from the desk: an open suggestion taken back, or one that was not made."""

    mute = models.ForeignKey(Mute, models.CASCADE, related_name="silenced")
    first = models.ForeignKey(Quotation, models.CASCADE, related_name="+")
    second = models.ForeignKey(Quotation, models.CASCADE, related_name="+")
    silenced_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="silenced_pair_in_order"),
            models.UniqueConstraint(fields=["mute", "first", "second"], name="silenced_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"
