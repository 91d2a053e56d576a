"""Mails as rows: what is to be sent, what was handed to a server, what its answer was.

Plain SMTP cannot be exactly-once: between the last byte of a mail and the server's answer nobody knows whether it
arrived. So the row says `transmitting` before the first byte leaves, and a row that is left so is held for a person:

    waiting -> claimed -> transmitting -> sent
       ^         |  |          |  |
       |  lease ends  refused  |  no answer -> held -> (a person) sent or waiting
       +---------+  +-> failed +-> (4xx) waiting, (5xx) failed
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy

from digests.models.editions import Edition
from digests.models.subscribers import MAIL_LANGUAGES, Subscriber
from digests.querysets import LetterQuerySet


class Letter(models.Model):
    """One mail to one reader.

    `lease_token` and `leased_until` belong to the sender that is at work. A held row keeps its token: the server's
    late answer may still settle it. `answer` is the server's last answer, or what went wrong instead of one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("letter", "Waiting")
        CLAIMED = "claimed", pgettext_lazy("letter", "Being prepared")
        TRANSMITTING = "transmitting", pgettext_lazy("letter", "Being sent")
        SENT = "sent", pgettext_lazy("letter", "Sent")
        HELD = "held", pgettext_lazy("letter", "Perhaps sent: somebody has to decide")
        FAILED = "failed", pgettext_lazy("letter", "Could not be sent")
        DROPPED = "dropped", pgettext_lazy("letter", "No longer wanted")

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, verbose_name=pgettext_lazy("verbatim", "reader of the mail")
    )
    state = models.CharField(
        pgettext_lazy("verbatim", "state"), max_length=12, choices=State.choices, default=State.WAITING
    )
    due_at = models.DateTimeField(pgettext_lazy("verbatim", "not before"))
    attempts = models.PositiveSmallIntegerField(pgettext_lazy("verbatim", "attempts"), default=0)
    lease_token = models.UUIDField(null=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    message_id = models.CharField("Message-ID", max_length=300, blank=True)
    answer = models.TextField(pgettext_lazy("verbatim", "the mail server's answer"), blank=True)
    sent_at = models.DateTimeField(pgettext_lazy("verbatim", "sent at"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("verbatim", "decided by"),
    )
    settled_at = models.DateTimeField(pgettext_lazy("verbatim", "decided at"), null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = LetterQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "claimed", "transmitting"]),
                name="%(class)s_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["claimed", "transmitting"], lease_token__isnull=False, leased_until__isnull=False
                )
                | Q(state="held", leased_until=None)
                | Q(state__in=["waiting", "sent", "failed", "dropped"], lease_token=None, leased_until=None),
                name="%(class)s_lease_facts_together",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="%(class)s_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["transmitting", "held"]) | ~Q(message_id=""),
                name="%(class)s_transmitted_has_message_id",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None, settled_at=None) | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="%(class)s_settling_facts_together",
            ),
        ]

    @property
    def reference(self) -> str:
        """The letter's identity for its Message-ID: the same at every attempt."""
        raise NotImplementedError


class Confirmation(Letter):
    """The mail that asks the owner of an address whether they want the weekly mail (double opt-in)."""

    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=2, choices=MAIL_LANGUAGES)
    asked_at = models.DateTimeField(pgettext_lazy("verbatim", "asked at"))
    answered_at = models.DateTimeField(pgettext_lazy("verbatim", "confirmed at"), null=True)

    class Meta(Letter.Meta):
        abstract = False
        verbose_name = pgettext_lazy("verbatim", "confirmation mail")
        verbose_name_plural = pgettext_lazy("verbatim", "confirmation mails")
        default_related_name = "confirmations"
        constraints = [
            *Letter.Meta.constraints,
            models.UniqueConstraint(
                fields=["subscriber"],
                condition=Q(state__in=["waiting", "claimed", "transmitting"]),
                name="confirmation_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber_id}/{self.pk}"

    @property
    def reference(self) -> str:
        return f"confirmation.{self.pk}.{self.subscriber_id}"


class Delivery(Letter):
    """One reader's copy of one edition. `week` repeats the edition's: a reader gets one mail a week, whatever they
    change their language or zone to."""

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=pgettext_lazy("verbatim", "This week's mail"))
    week = models.CharField(pgettext_lazy("verbatim", "week"), max_length=8)

    class Meta(Letter.Meta):
        abstract = False
        verbose_name = pgettext_lazy("verbatim", "Sent copy")
        verbose_name_plural = pgettext_lazy("verbatim", "Sent copies")
        default_related_name = "deliveries"
        constraints = [
            *Letter.Meta.constraints,
            models.UniqueConstraint(fields=["subscriber", "edition"], name="delivery_once"),
            models.UniqueConstraint(fields=["subscriber", "week"], name="delivery_one_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.week}/{self.subscriber_id}"

    @property
    def reference(self) -> str:
        return f"{self.week}.{self.edition_id}.{self.subscriber_id}"
