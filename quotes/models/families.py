"""Phrase through time: one phrase's variants across languages, as people have linked them.

What the machine takes for one phrase are `FamilySuggestion` rows, what people confirmed are `FamilyMember` rows:
guesses and facts (law 1). Members are never chosen one by one: they are what the confirmed links hold together, written
anew whenever a decision changes them.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy

from quotes.models.fields import decided_check, selector_checks
from quotes.models.matches import Decision, MatchRelation
from quotes.models.occurrences import Occurrence
from quotes.models.quotations import Quotation
from quotes.querysets import FamilyQuerySet, QuotationPartQuerySet

CHECK_PHRASE = """
    PERFORM quotes_check_selector((SELECT capture_id FROM quotes_occurrence WHERE id = NEW.occurrence_id),
                                  NEW.start, NEW."end", NEW.exact, '{law}');
    RETURN NEW;
"""


@pgtrigger.register(pgtrigger.Protect(name="family_keeps_its_number", operation=pgtrigger.Delete))
@pghistory.track()
class Family(models.Model):
    """One phrase's variants. Its address is public: a family that was joined to another one names it."""

    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    objects = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Phrase through time")
        verbose_name_plural = pgettext_lazy("verbatim", "Phrases through time")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(joined_to=F("id")), name="family_joins_another_one")]

    def __str__(self) -> str:
        return f"#{self.pk}"


@pgtrigger.register(
    pgtrigger.Trigger(
        name="family_member_phrase_is_in_its_capture",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("occurrence_id", "start", "end", "exact"),
        when=pgtrigger.Before,
        func=CHECK_PHRASE.format(law="family_member_phrase_is_in_its_capture"),
    )
)
@pghistory.track()
class FamilyMember(models.Model):
    """The phrase of one quotation: code points of its occurrence's capture, checked by the database (law 2).

    `decided_by` and `decided_at` are of the first confirmed link that holds it in the family.
    """

    family = models.ForeignKey(Family, models.PROTECT, related_name="members")
    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="family_members")
    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="family_members")
    start = models.IntegerField()
    end = models.IntegerField()
    exact = models.TextField()
    language = models.CharField(max_length=8)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = QuotationPartQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            *selector_checks("", "family_member"),
            models.UniqueConstraint(fields=["quotation", "family"], name="family_member_once"),
        ]

    def __str__(self) -> str:
        return self.exact[:80]


@pgtrigger.register(
    pgtrigger.Trigger(
        name="family_suggestion_phrase_is_in_its_capture",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("occurrence_id", "start", "end", "exact"),
        when=pgtrigger.Before,
        func=CHECK_PHRASE.format(law="family_suggestion_phrase_is_in_its_capture"),
    )
)
class FamilySuggestion(models.Model):
    """The machine takes a phrase of a quotation for one that many others hold: one card in the review queue.

    `key` is the engine's name for the phrase, `nearest` lists the quotations whose pairs are shown, `members` counts
    all the others. `family` is the one that they belong to already, if any. A decided row keeps the machine from asking
    again while the words stand as they are (law 5).
    """

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="family_suggestions")
    key = models.CharField(max_length=64)
    family = models.ForeignKey(Family, models.SET_NULL, null=True, blank=True, related_name="suggestions")
    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="family_suggestions")
    start = models.IntegerField()
    end = models.IntegerField()
    exact = models.TextField()
    language = models.CharField(max_length=8)
    members = models.PositiveIntegerField()
    nearest = models.JSONField(default=list)
    engine_version = models.CharField(max_length=80)
    suggested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MatchRelation.State.choices, default=MatchRelation.State.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            *selector_checks("", "family_suggestion"),
            models.UniqueConstraint(fields=["quotation", "key"], name="family_suggestion_once"),
            decided_check("state", "suggested", "family_suggestion_decision_facts_together"),
            models.CheckConstraint(
                condition=Q(state__in=["suggested", "confirmed", "rejected"]), name="family_suggestion_known_state"
            ),
        ]

    def __str__(self) -> str:
        return self.exact[:80]


@pgtrigger.register(
    pgtrigger.Protect(name="family_decision_is_never_deleted", operation=pgtrigger.Delete),
    pgtrigger.ReadOnly(name="family_decision_stays_as_it_was_taken", exclude=["undone_by", "undone_at"]),
)
@pghistory.track()
class FamilyDecision(models.Model):
    """One keystroke of an editor on a family's card: a `Decision` for each pair that was shown, undone together.

    `quotation`, `key` and `exact` say which card it was; the machine may have asked about other words since.
    """

    quotation = models.ForeignKey(Quotation, models.PROTECT, related_name="family_decisions")
    key = models.CharField(max_length=64)
    exact = models.TextField()
    members = models.PositiveIntegerField()
    chosen = models.CharField(max_length=16)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None) | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="family_decision_undo_facts_together",
            ),
            models.CheckConstraint(
                condition=Q(chosen__in=["no_link", *MatchRelation.Relation.values]),
                name="family_decision_known_choice",
            ),
        ]

    def __str__(self) -> str:
        return self.chosen


@pgtrigger.register(
    pgtrigger.Protect(name="family_decision_keeps_its_pairs", operation=pgtrigger.Update | pgtrigger.Delete)
)
class FamilyDecisionPair(models.Model):
    """The decision on one pair that belongs to a decision on a family's card."""

    family_decision = models.ForeignKey(FamilyDecision, models.PROTECT, related_name="parts")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="of_family")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.decision_id)
