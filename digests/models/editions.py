"""One week's mail in one language and zone, and the facts it took."""

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy

from digests.models.subscribers import MAIL_LANGUAGES
from digests.weeks import IsoWeek


class Edition(models.Model):
    """One week's mail in one language and zone. An edition without items closes its week and is sent to nobody."""

    week = models.CharField(pgettext_lazy("verbatim", "week"), max_length=8)
    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=2, choices=MAIL_LANGUAGES)
    time_zone = models.CharField(pgettext_lazy("verbatim", "time zone"), max_length=64)
    composed_at = models.DateTimeField(pgettext_lazy("verbatim", "composed at"))

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "This week's mail")
        verbose_name_plural = pgettext_lazy("verbatim", "Weekly mails")
        ordering = ["-week", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["week", "language", "time_zone"], name="edition_once_per_week_language_zone"
            ),
            models.CheckConstraint(condition=Q(week__regex=r"^[0-9]{4}-W[0-9]{2}$"), name="edition_week_is_iso"),
        ]

    def __str__(self) -> str:
        return f"{self.week} · {self.get_language_display()} · {self.time_zone}"

    @property
    def iso_week(self) -> IsoWeek:
        return IsoWeek.parse(self.week)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class EditionItem(models.Model):
    """A fact that an edition took. No other edition of its language and zone takes it again.

    `object_id` is the id of a quotation (published, withdrawal), a relation, a correction, or an attribution (the
    four kinds of doubt). A `silent` item was public before anybody read this language and zone: it is never mailed.
    """

    class Kind(models.TextChoices):
        RELATION = "relation", pgettext_lazy("verbatim", "Confirmed link")
        PUBLISHED = "published", pgettext_lazy("verbatim", "Quote")
        CORRECTION = "correction", pgettext_lazy("verbatim", "Correction")
        WITHDRAWAL = "withdrawal", pgettext_lazy("verbatim", "Withdrawn")
        DISPUTED = "disputed", pgettext_lazy("verbatim", "Disputed")
        DENIED = "denied", pgettext_lazy("verbatim", "Denies the quote")
        MISATTRIBUTED = "misattributed", pgettext_lazy("verbatim", "Wrongly attributed")
        RETRACTED = "retracted", pgettext_lazy("attribution", "Retracted by the outlet")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=64)
    silent = models.BooleanField(default=False)
    taken_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "item of a weekly mail")
        verbose_name_plural = pgettext_lazy("verbatim", "items of a weekly mail")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language", "time_zone"], name="edition_item_takes_a_fact_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
