"""Who reads the weekly mail, and what they follow."""

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import pgettext, pgettext_lazy

from digests.querysets import SubscriberQuerySet, SubscriptionQuerySet
from quotes.models import Claim, Speaker

MAIL_LANGUAGES = [("ar", pgettext_lazy("language", "Arabic")), ("en", pgettext_lazy("language", "English"))]


def check_time_zone(name: str) -> None:
    """Refuse a name that is in no time zone database: `ZoneInfo` would also take paths."""
    if name not in available_timezones():
        raise ValidationError(pgettext("verbatim", "There is no time zone of this name."))


class Subscriber(models.Model):
    """A reader of the weekly mail. Readers have no account; signed links in their mails are their keys.

    `weekday` is the ISO weekday (1 is Monday) on which the mail leaves; it never changes what is in it.
    """

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("subscriber", "Not confirmed yet")
        ACTIVE = "active", pgettext_lazy("subscriber", "Receives the mail")
        LEFT = "left", pgettext_lazy("subscriber", "Left")

    class Weekday(models.IntegerChoices):
        MONDAY = 1, pgettext_lazy("weekday", "Monday")
        TUESDAY = 2, pgettext_lazy("weekday", "Tuesday")
        WEDNESDAY = 3, pgettext_lazy("weekday", "Wednesday")
        THURSDAY = 4, pgettext_lazy("weekday", "Thursday")
        FRIDAY = 5, pgettext_lazy("weekday", "Friday")
        SATURDAY = 6, pgettext_lazy("weekday", "Saturday")
        SUNDAY = 7, pgettext_lazy("weekday", "Sunday")

    email = models.EmailField(pgettext_lazy("verbatim", "e-mail address"), max_length=254)
    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=2, choices=MAIL_LANGUAGES)
    time_zone = models.CharField(pgettext_lazy("verbatim", "time zone"), max_length=64, validators=[check_time_zone])
    weekday = models.PositiveSmallIntegerField(
        pgettext_lazy("verbatim", "day of the mail"), choices=Weekday.choices, default=Weekday.MONDAY
    )
    state = models.CharField(
        pgettext_lazy("verbatim", "state"), max_length=10, choices=State.choices, default=State.PENDING
    )
    asked_at = models.DateTimeField(pgettext_lazy("verbatim", "asked at"))
    confirmed_at = models.DateTimeField(pgettext_lazy("verbatim", "confirmed at"), null=True)
    left_at = models.DateTimeField(pgettext_lazy("verbatim", "left at"), null=True)
    last_sent_at = models.DateTimeField(pgettext_lazy("verbatim", "last mail sent at"), null=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "reader of the mail")
        verbose_name_plural = pgettext_lazy("verbatim", "readers of the mail")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_email_once"),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="subscriber_weekday_is_iso"),
            models.CheckConstraint(condition=Q(language__in=["ar", "en"]), name="subscriber_known_language"),
            models.CheckConstraint(condition=~Q(email="") & ~Q(time_zone=""), name="subscriber_has_address_and_zone"),
            models.CheckConstraint(
                condition=Q(state="pending", confirmed_at=None, left_at=None)
                | Q(state="active", confirmed_at__isnull=False, left_at=None)
                | Q(state="left", left_at__isnull=False),
                name="subscriber_state_facts_together",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE


class Subscription(models.Model):
    """One thing a reader follows: a speaker, a claim, or everything (neither is set).

    It counts once the owner of the address has confirmed it.
    """

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    speaker = models.ForeignKey(
        Speaker,
        models.CASCADE,
        null=True,
        related_name="subscriptions",
        verbose_name=pgettext_lazy("verbatim", "Speaker"),
    )
    claim = models.ForeignKey(
        Claim,
        models.CASCADE,
        null=True,
        related_name="subscriptions",
        verbose_name=pgettext_lazy("verbatim", "Claim"),
    )
    asked_at = models.DateTimeField(pgettext_lazy("verbatim", "asked at"))
    confirmed_at = models.DateTimeField(pgettext_lazy("verbatim", "confirmed at"), null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "what a reader follows")
        verbose_name_plural = pgettext_lazy("verbatim", "what readers follow")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "speaker", "claim"], nulls_distinct=False, name="subscription_once"
            ),
            models.CheckConstraint(condition=Q(speaker=None) | Q(claim=None), name="subscription_has_one_target"),
        ]

    def __str__(self) -> str:
        return str(self.speaker or self.claim or pgettext("verbatim", "Everything"))

    @property
    def follows_everything(self) -> bool:
        return self.speaker_id is None and self.claim_id is None

    def label(self, language: str) -> str:
        """What is followed, in the reader's language."""
        if self.speaker:
            return self.speaker.label(language)
        return self.claim.heading(language) if self.claim else pgettext("verbatim", "Everything")
