"""The search for related quotations: its jobs, what it suggests and what editors decided."""

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy

from quotes.models.fields import decided_check
from quotes.models.quotations import Quotation
from quotes.querysets import MatchRelationQuerySet


class MatchJob(models.Model):
    """Look for quotations related to one revision of a quotation. The row is the job (law 3).

    The database writes it in the transaction of the fact that causes it. An empty `engine_version` asks for the
    current engine; a filled one for that engine. `open_count` and `beyond_count` are what the job found: open
    suggestions written, and further ones only counted.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("job", "Waiting")
        RUNNING = "running", pgettext_lazy("job", "Running")
        DONE = "done", pgettext_lazy("job", "Done")
        UNMATCHABLE = "unmatchable", pgettext_lazy("job", "Cannot be matched")
        PARKED = "parked", pgettext_lazy("job", "Parked")

    quotation = models.ForeignKey(
        Quotation, models.CASCADE, related_name="match_jobs", verbose_name=pgettext_lazy("verbatim", "Quote")
    )
    revision = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=80, blank=True, db_default="")
    state = models.CharField(
        pgettext_lazy("verbatim", "state"), max_length=12, choices=State.choices, db_default=State.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(pgettext_lazy("verbatim", "attempts"), db_default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(pgettext_lazy("verbatim", "last error"), blank=True, db_default="")
    created_at = models.DateTimeField(pgettext_lazy("verbatim", "asked at"), db_default=Now())
    finished_at = models.DateTimeField(pgettext_lazy("verbatim", "finished at"), null=True, blank=True)
    found_by_version = models.CharField(max_length=80, blank=True, db_default="")
    open_count = models.PositiveIntegerField(pgettext_lazy("verbatim", "links suggested"), db_default=0)
    beyond_count = models.PositiveIntegerField(pgettext_lazy("verbatim", "weaker links, only counted"), db_default=0)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Looking for related quotes")
        verbose_name_plural = pgettext_lazy("verbatim", "Looking for related quotes")
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], condition=Q(state__in=["queued", "running"]), name="match_job_to_do")]
        constraints = [
            models.UniqueConstraint(
                fields=["quotation", "revision", "engine_version"], name="match_job_once_per_revision"
            ),
            models.CheckConstraint(
                condition=(Q(state="running", lease_token__isnull=False, lease_until__isnull=False))
                | (~Q(state="running") & Q(lease_token=None, lease_until=None)),
                name="match_job_lease_facts_together",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "unmatchable"], finished_at__isnull=False)
                | (~Q(state__in=["done", "unmatchable"]) & Q(finished_at=None)),
                name="match_job_finished_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quotation_id}/{self.revision}"


@pghistory.track()
class Match(models.Model):
    """A pair of quotations that may be linked, whichever came first: `first` has the lower id.

    Its direction is computed from the dates said and empty where they overlap or are unknown. `group_key` names a
    wording that many speakers use: one grouped flag stands for `group_count` quotations.
    """

    first = models.ForeignKey(Quotation, models.CASCADE, related_name="matches_as_first")
    second = models.ForeignKey(Quotation, models.CASCADE, related_name="matches_as_second")
    family = models.CharField(max_length=200, blank=True)
    group_key = models.CharField(max_length=64, blank=True)
    group_count = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Possible link")
        verbose_name_plural = pgettext_lazy("verbatim", "Possible links")
        ordering = ["-id"]
        permissions = [("review_match", "Can decide on possible links")]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="match_pair_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="match_once_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"

    @property
    def earlier_id(self) -> int | None:
        """The id of the quotation said first, or None where the days overlap or are unknown. Reads both quotations."""
        if precedes(self.first, self.second):
            return self.first_id
        return self.second_id if precedes(self.second, self.first) else None


def precedes(one: Quotation, other: Quotation) -> bool:
    """True when the last possible day of `one` is before the first possible day of `other`."""
    end: date | None = one.said_to
    start: date | None = other.said_from
    return bool(end and start and end < start)


@pghistory.track()
class MatchRelation(models.Model):
    """One typed relation of a pair: suggested by the machine, confirmed or rejected by a person.

    `evidence` is the engine's list of named reasons. `pair_sha256` is the hash of both wordings at the time of the
    suggestion or decision: a rejected relation is not proposed again until it changes (law 5).
    """

    class Relation(models.TextChoices):
        SAME_UTTERANCE = "same_utterance", pgettext_lazy("verbatim", "Same statement")
        REPETITION = "repetition", pgettext_lazy("verbatim", "Says it again")
        CONTRADICTION = "contradiction", pgettext_lazy("verbatim", "Says the opposite")
        SHIFT = "shift", pgettext_lazy("verbatim", "Position changed")
        ECHO = "echo", pgettext_lazy("verbatim", "Same phrase, other subject")

    class State(models.TextChoices):
        SUGGESTED = "suggested", pgettext_lazy("relation", "Suggested")
        CONFIRMED = "confirmed", pgettext_lazy("relation", "Confirmed")
        REJECTED = "rejected", pgettext_lazy("relation", "Rejected")

    class Wording(models.TextChoices):
        VERBATIM = "verbatim", pgettext_lazy("verbatim", "Same words")
        VARIANT = "variant", pgettext_lazy("verbatim", "Slightly changed")
        PARAPHRASE = "paraphrase", pgettext_lazy("verbatim", "Reworded")
        TRANSLATION = "translation", pgettext_lazy("verbatim", "Other language")

    match = models.ForeignKey(Match, models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=16, choices=Relation.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED)
    wording = models.CharField(max_length=12, choices=Wording.choices)
    probability = models.FloatField(null=True, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    pair_sha256 = models.CharField(max_length=64, blank=True)
    engine_version = models.CharField(max_length=80, blank=True)
    suggested_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MatchRelationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Confirmed link")
        verbose_name_plural = pgettext_lazy("verbatim", "Confirmed links")
        ordering = ["-probability", "id"]
        constraints = [
            models.UniqueConstraint(fields=["match", "relation"], name="match_relation_once"),
            decided_check("state", "suggested", "match_relation_decision_facts_together"),
            models.CheckConstraint(
                condition=Q(state__in=["suggested", "confirmed", "rejected"]),
                name="match_relation_known_state",
            ),
            models.CheckConstraint(
                condition=Q(probability=None) | Q(probability__gte=0, probability__lte=1),
                name="match_relation_probability",
            ),
        ]

    def __str__(self) -> str:
        return self.get_relation_display()


@pgtrigger.register(
    pgtrigger.Protect(name="decision_is_never_deleted", operation=pgtrigger.Delete),
    # Undoing is the only thing that happens to a decision.
    pgtrigger.ReadOnly(
        name="decision_stays_as_it_was_taken",
        fields=["match", "chosen", "wording", "before", "decided_by", "decided_at"],
    ),
)
@pghistory.track()
class Decision(models.Model):
    """One keystroke of an editor on one pair, and what it replaced, so that it can be undone.

    `chosen` is a relation or "no_link". `before` is the list of the pair's relations as they were:
    {"relation", "state", "wording", "decided_by", "decided_at"}.
    """

    NO_LINK = "no_link"

    match = models.ForeignKey(Match, models.PROTECT, related_name="decisions")
    chosen = models.CharField(max_length=16)
    wording = models.CharField(max_length=12, choices=MatchRelation.Wording.choices, blank=True)
    before = models.JSONField(default=list)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "decision")
        verbose_name_plural = pgettext_lazy("verbatim", "decisions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None) | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="decision_undo_facts_together",
            ),
            models.CheckConstraint(
                condition=Q(chosen__in=["no_link", *MatchRelation.Relation.values]),
                name="decision_known_choice",
            ),
        ]

    def __str__(self) -> str:
        return self.chosen
