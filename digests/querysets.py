"""What of the weekly mail may be taken up, sent or asked about now. The clock is always an argument."""

from datetime import datetime
from typing import Self, TypeVar

from django.db.models import Count, F, Model, Q, QuerySet

M = TypeVar("M", bound=Model)

REFUSALS_SHOWN = 2
"""From this many refused mails since the last one that arrived, the desk shows the subscriber."""


class SubscriberQuerySet(QuerySet[M]):
    def active(self) -> Self:
        """Readers who confirmed and have not left."""
        return self.filter(state="active")

    def with_refusals(self) -> Self:
        """Adds `refusals`: mails that failed since the last one that was sent."""
        since = Q(deliveries__state="failed") & (Q(last_sent_at=None) | Q(deliveries__created_at__gt=F("last_sent_at")))
        return self.annotate(refusals=Count("deliveries", filter=since, distinct=True))

    def often_refused(self) -> Self:
        """Active readers whose mail server refuses again and again."""
        return self.active().with_refusals().filter(refusals__gte=REFUSALS_SHOWN)


class SubscriptionQuerySet(QuerySet[M]):
    def confirmed(self) -> Self:
        """What the owner of the address confirmed; anybody can ask for the rest."""
        return self.filter(confirmed_at__isnull=False)


class LetterQuerySet(QuerySet[M]):
    def claimable(self, now: datetime) -> Self:
        """Waiting and due, or claimed by a sender that died before the server was given anything."""
        return self.filter(Q(state="waiting", due_at__lte=now) | Q(state="claimed", leased_until__lt=now))

    def outcome_unknown(self, now: datetime) -> Self:
        """Handed to a server by a sender that never came back with its answer."""
        return self.filter(state="transmitting", leased_until__lt=now)

    def unsettled(self) -> Self:
        """What a person should look at: perhaps sent, or refused for good."""
        return self.filter(state__in=["held", "failed"])
