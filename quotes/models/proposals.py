"""The machine's guesses about captures. A proposal is not an occurrence (law 1)."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from quotes.models.fields import decided_check, selector_checks
from quotes.models.occurrences import Occurrence
from sources.models import Capture


class ExtractionRun(models.Model):
    """One reading of one capture by one version of the extractor. A capture without a run of the current version is
    work that nobody has to announce."""

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="extraction_runs")
    extractor_version = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "search for quotes")
        verbose_name_plural = pgettext_lazy("verbatim", "searches for quotes")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["capture", "extractor_version"], name="extraction_run_once_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.capture} · {self.extractor_version}"


@pghistory.track()
class Proposal(models.Model):
    """A quotation that the extractor believes to have found; an editor accepts, corrects or rejects it.

    `segments` is a list of {"start", "end", "exact"}; `relay` a list of {"kind", "actor", "basis"}.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", pgettext_lazy("proposal", "Suggested")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
        REJECTED = "rejected", pgettext_lazy("proposal", "Rejected")

    run = models.ForeignKey(ExtractionRun, models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Occurrence.Kind.choices)
    clause_start = models.IntegerField()
    clause_end = models.IntegerField()
    clause_exact = models.TextField()
    segments = models.JSONField(default=list, blank=True)
    speaker_mention = models.CharField(max_length=300, blank=True)
    cue = models.CharField(max_length=100, blank=True)
    relay = models.JSONField(default=list, blank=True)
    said_from = models.DateField(null=True, blank=True)
    said_to = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=60)
    confidence = models.FloatField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted_as = models.ForeignKey(Occurrence, models.SET_NULL, null=True, blank=True, related_name="proposals")

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Suggested quote")
        verbose_name_plural = pgettext_lazy("verbatim", "Suggested quotes")
        ordering = ["run", "clause_start"]
        constraints = [
            *selector_checks("clause_", "proposal_clause"),
            models.UniqueConstraint(fields=["run", "clause_start", "clause_end"], name="proposal_once_per_place"),
            decided_check("state", "suggested", "proposal_decision_facts_together"),
            models.CheckConstraint(
                condition=models.Q(accepted_as=None) | models.Q(state="accepted"),
                name="proposal_accepted_has_place",
            ),
        ]

    def __str__(self) -> str:
        return self.clause_exact[:80]
