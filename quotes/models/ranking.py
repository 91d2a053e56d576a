"""What is learnt from decisions on suggested quotes. Lessons and their use are only added: the latest use counts."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy


@pgtrigger.register(
    pgtrigger.Protect(name="ranking_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
)
@pghistory.track()
class Ranking(models.Model):
    """One attempt to learn from decisions on suggested quotes how probably an editor accepts one, adopted or not.

    `offsets` are those of `quotes.extraction.ranking.Lesson`. `figures` compare it with the lesson that was in use, on
    decisions from which neither has learnt (`Trial.to_json`). It knew the decisions up to `decided_until`.
    """

    offsets = models.JSONField(default=dict)
    learnt_count = models.PositiveIntegerField(pgettext_lazy("verbatim", "decisions learnt from"))
    held_count = models.PositiveIntegerField(pgettext_lazy("verbatim", "decisions held back"))
    figures = models.JSONField(default=dict)
    adopted = models.BooleanField(pgettext_lazy("verbatim", "adopted"))
    decided_until = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(pgettext_lazy("verbatim", "made at"))

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "tuning of suggested quotes")
        verbose_name_plural = pgettext_lazy("verbatim", "tunings of suggested quotes")
        ordering = ["-id"]
        permissions = [("switch_ranking", "Can switch to another tuning of suggested quotes")]

    def __str__(self) -> str:
        return f"#{self.pk}"


@pgtrigger.register(
    pgtrigger.Protect(name="ranking_use_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
)
@pghistory.track()
class RankingUse(models.Model):
    """From `used_at` on suggested quotes are ranked with this lesson, where it is empty by the rules' own confidence.

    The latest row counts. `used_by` is empty where the machine adopted it.
    """

    ranking = models.ForeignKey(Ranking, models.PROTECT, null=True, blank=True, related_name="uses")
    because = models.TextField(blank=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_by=None, ranking__isnull=False) | (Q(used_by__isnull=False) & ~Q(because="")),
                name="ranking_use_by_a_person_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.ranking_id or 0}"
