"""The machine's guesses about captures. A proposal is not an occurrence (law 1)."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy

from quotes.models.fields import selector_checks
from quotes.models.occurrences import Occurrence
from quotes.models.quotations import Quotation
from quotes.models.ranking import Ranking
from quotes.models.speakers import Speaker
from quotes.querysets import ProposalQuerySet
from sources.models import Capture


class ExtractionRun(models.Model):
    """One reading of one capture by one version of the extractor. A capture without a run of the current version is
    work that nobody has to announce; the row is written when a worker takes it (law 3).

    `language` is the one as which the text was read, empty before. `proposed_count` proposals were written;
    `known_count` further ones were recorded or decided for the article before.
    `plugins` is what each plug-in did: {"name", "added", "agreed", "dropped": {reason: count}, "failure"}.
    `unread` holds the stretches that were left out as no prose, [start, end] in code points of the capture's text.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("job", "Waiting")
        RUNNING = "running", pgettext_lazy("job", "Running")
        DONE = "done", pgettext_lazy("job", "Done")
        PARKED = "parked", pgettext_lazy("job", "Parked")

    class Outcome(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("extraction", "Quotes are suggested")
        NOTHING = "nothing", pgettext_lazy("extraction", "No quotes found")
        KNOWN = "known", pgettext_lazy("extraction", "Nothing new")
        UNREAD_LANGUAGE = "language", pgettext_lazy("extraction", "Language not read")

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="extraction_runs")
    extractor_version = models.CharField(max_length=40)
    language = models.CharField(max_length=8, blank=True)
    state = models.CharField(
        pgettext_lazy("verbatim", "state"), max_length=10, choices=State.choices, default=State.QUEUED
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(pgettext_lazy("verbatim", "attempts"), default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(pgettext_lazy("verbatim", "last error"), blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    proposed_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0)
    plugins = models.JSONField(default=list, blank=True)
    unread = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "search for quotes")
        verbose_name_plural = pgettext_lazy("verbatim", "searches for quotes")
        ordering = ["-started_at", "-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(state__in=["queued", "running"]), name="extraction_run_to_do"),
        ]
        constraints = [
            # In this order it is one side of the anti-join; the captures' primary key is the other.
            models.UniqueConstraint(fields=["extractor_version", "capture"], name="extraction_run_once_per_version"),
            models.CheckConstraint(
                condition=Q(state="running", lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_token=None, lease_until=None)),
                name="extraction_run_lease_facts_together",
            ),
            models.CheckConstraint(
                condition=(Q(state="done", finished_at__isnull=False) & ~Q(outcome=""))
                | (~Q(state="done") & Q(finished_at=None, outcome="")),
                name="extraction_run_done_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capture} · {self.extractor_version}"


@pgtrigger.register(
    pgtrigger.ReadOnly(
        # What an editor changes stands in the occurrence; here stays what the machine said.
        name="proposal_stays_as_it_was_found",
        fields=[
            "run",
            "kind",
            "clause_start",
            "clause_end",
            "clause_exact",
            "segments",
            "speaker_mention",
            "cue",
            "rule",
            "confidence",
            "also_found_by",
            "clause_key",
        ],
    ),
)
# The history says who decided what and when, not the article's words: no event may outlive a lawful erasure.
@pghistory.track(
    exclude=["chance", "ranking", "clause_exact", "segments", "speaker_mention", "named_mention", "cue", "relay"]
)
class Proposal(models.Model):
    """A quotation that the extractor believes to have found; an editor accepts, corrects or rejects it.

    `segments` is a list of {"start", "end", "exact"}; `relay` a list of {"kind", "actor", "basis"}. Mentions and cue
    keep their place (`*_start`) in the capture's text; `named_mention` says who a pronoun is. `words_key` is a hash of
    language, folded words and the speaker's last name: proposals that share it are one card. `clause_key` leaves the
    speaker out: an article's decided words never come back. `copy_key` is of the whole paragraph: where it is shared,
    one text was copied. `said_is_inherited` where another passage that belongs to this one tells the day. Since
    `open_since` it waits for an editor. `nearest` is the archived quotation most like it in words, `likeness` 0 to 1.
    `edit_version` is that of the quotation when it was accepted.
    `decided_together` is one number for all that one act decided. `confidence` is the rule's own (0..1); `chance` is
    what the `ranking` makes of it, both empty where none is used. `also_found_by` names the plug-ins that agree.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", pgettext_lazy("proposal", "Suggested")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
        REJECTED = "rejected", pgettext_lazy("proposal", "Rejected")
        EXPIRED = "expired", pgettext_lazy("proposal", "Expired")

    class Form(models.TextChoices):
        NAMED = "named", pgettext_lazy("proposal", "Named here")
        PRONOUN = "pronoun", pgettext_lazy("proposal", "A pronoun")
        DROPPED = "dropped", pgettext_lazy("proposal", "Left out here")
        RELATIVE = "relative", pgettext_lazy("proposal", "“who”")

    run = models.ForeignKey(ExtractionRun, models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Occurrence.Kind.choices)
    clause_start = models.IntegerField()
    clause_end = models.IntegerField()
    clause_exact = models.TextField()
    segments = models.JSONField(default=list, blank=True)
    speaker_mention = models.CharField(max_length=300, blank=True)
    speaker_start = models.IntegerField(null=True, blank=True)
    named_mention = models.CharField(max_length=300, blank=True)
    named_start = models.IntegerField(null=True, blank=True)
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.NAMED)
    cue = models.CharField(max_length=100, blank=True)
    cue_start = models.IntegerField(null=True, blank=True)
    relay = models.JSONField(default=list, blank=True)
    said_from = models.DateField(null=True, blank=True)
    said_to = models.DateField(null=True, blank=True)
    said_is_inherited = models.BooleanField(default=False)
    rule = models.CharField(max_length=60)
    confidence = models.FloatField()
    also_found_by = models.JSONField(default=list, blank=True)
    chance = models.FloatField(null=True, blank=True)
    ranking = models.ForeignKey(Ranking, models.PROTECT, null=True, blank=True, related_name="+")
    words_key = models.CharField(max_length=32)
    clause_key = models.CharField(max_length=32)
    copy_key = models.CharField(max_length=32)
    likely_speaker = models.ForeignKey(Speaker, models.SET_NULL, null=True, blank=True, related_name="+")
    nearest = models.ForeignKey(Quotation, models.SET_NULL, null=True, blank=True, related_name="+")
    likeness = models.FloatField(null=True, blank=True)
    open_since = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_together = models.UUIDField(null=True, blank=True)
    because = models.CharField(max_length=300, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    accepted_as = models.ForeignKey(Occurrence, models.SET_NULL, null=True, blank=True, related_name="proposals")
    made_quotation = models.BooleanField(default=False)
    edit_version = models.PositiveIntegerField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Suggested quote")
        verbose_name_plural = pgettext_lazy("verbatim", "Suggested quotes")
        ordering = ["run", "clause_start"]
        indexes = [
            models.Index(fields=["words_key", "id"], name="proposal_words"),
            models.Index(fields=["run", "clause_start"], condition=Q(state="suggested"), name="proposal_open_of_run"),
            models.Index(fields=["open_since"], condition=Q(state="suggested"), name="proposal_open_age"),
            models.Index(fields=["decided_by", "-decided_at"], name="proposal_decided_by"),
            models.Index(fields=["decided_together"], name="proposal_decided_together"),
        ]
        constraints = [
            *selector_checks("clause_", "proposal_clause"),
            models.UniqueConstraint(fields=["run", "clause_start", "clause_end"], name="proposal_once_per_place"),
            models.CheckConstraint(
                condition=Q(state__in=["suggested", "expired"], decided_by=None, decided_at=None, decided_together=None)
                | Q(
                    state__in=["accepted", "rejected"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    decided_together__isnull=False,
                ),
                name="proposal_decision_facts_together",
            ),
            models.CheckConstraint(
                condition=Q(state="expired", expired_at__isnull=False) | (~Q(state="expired") & Q(expired_at=None)),
                name="proposal_expired_has_time",
            ),
            models.CheckConstraint(
                condition=Q(accepted_as=None) | Q(state="accepted"),
                name="proposal_accepted_has_place",
            ),
            models.CheckConstraint(
                condition=Q(said_from=None, said_to=None)
                | Q(said_from__isnull=False, said_to__isnull=False, said_from__lte=F("said_to")),
                name="proposal_said_interval",
            ),
            models.CheckConstraint(
                condition=Q(chance=None, ranking=None) | Q(chance__gte=0, chance__lte=1, ranking__isnull=False),
                name="proposal_chance_of_a_ranking",
            ),
        ]

    def __str__(self) -> str:
        return self.clause_exact[:80]

    @property
    def mention(self) -> str:
        """Who spoke, as the article names them: the name behind a pronoun where there is one."""
        return self.named_mention or self.speaker_mention

    @property
    def likelihood(self) -> float:
        """How probably an editor accepts it (0..1): as learnt from decisions, else as the rule says."""
        return self.confidence if self.chance is None else self.chance
