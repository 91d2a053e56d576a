"""Asking for the weekly mail, confirming, choosing, leaving. Anybody can ask; only the owner of an address confirms.

Readers act for themselves through signed links, so these services have no `by`.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import pgettext_lazy

from digests.models import Confirmation, Delivery, Letter, Subscriber, Subscription
from digests.services.composing import pass_over_old_facts
from quotes.models import Claim, Speaker
from quotes.services.errors import Refused

CONFIRMATION_HOLDS = timedelta(days=7)
"""How long the link of a confirmation mail can be used."""

BETWEEN_CONFIRMATIONS = timedelta(hours=1)
"""At least this lies between two confirmation mails to one address, twice as much after each unanswered one."""

MOST_DOUBLINGS = 7

OPEN_STATES = [Letter.State.WAITING, Letter.State.CLAIMED, Letter.State.TRANSMITTING]


@transaction.atomic
def ask(
    *, now: datetime, email: str, language: str, speaker: Speaker | None = None, claim: Claim | None = None
) -> None:
    """Somebody typed this address in. It is written to once, to ask its owner; nothing that they chose changes.

    Says nothing about whether the address is known: neither may the page that calls it.
    """
    subscriber = _subscriber_of(email, language, now)
    Subscription.objects.get_or_create(subscriber=subscriber, speaker=speaker, claim=claim, defaults={"asked_at": now})
    if subscriber.is_active and not subscriber.subscriptions.filter(confirmed_at=None).exists():
        return
    if not subscriber.confirmations.filter(state__in=OPEN_STATES).exists():
        Confirmation.objects.create(
            subscriber=subscriber, language=language, asked_at=now, due_at=_next_confirmation(subscriber, now)
        )


def open_confirmation(*, now: datetime, pk: int) -> Confirmation:
    """The confirmation of a link that can still be used; `Refused` for one that is too old or was taken back."""
    confirmation = Confirmation.objects.select_related("subscriber").filter(pk=pk).first()
    if confirmation is None or _is_stale(confirmation, now):
        raise Refused(
            pgettext_lazy(
                "verbatim", "This link can no longer be used. Ask for the weekly mail once more: a new link comes."
            )
        )
    return confirmation


@transaction.atomic
def confirm(*, now: datetime, confirmation: Confirmation, subscriptions: Collection[Subscription]) -> Subscriber:
    """The owner of the address wants the mail about these things. May happen twice without harm."""
    subscriber = _locked(confirmation.subscriber_id)
    open_confirmation(now=now, pk=confirmation.pk)
    if not subscriptions and not subscriber.subscriptions.confirmed().exists():
        raise Refused(pgettext_lazy("verbatim", "Choose at least one thing to follow."), field="follow")
    chosen = [subscription.pk for subscription in subscriptions]
    subscriber.subscriptions.filter(pk__in=chosen, confirmed_at=None).update(confirmed_at=now)
    subscriber.subscriptions.filter(confirmed_at=None).delete()
    if not subscriber.is_active:
        subscriber.language = confirmation.language
        _activate(subscriber, now)
    Confirmation.objects.filter(pk=confirmation.pk, answered_at=None).update(answered_at=now)
    return subscriber


@transaction.atomic
def choose(
    *,
    now: datetime,
    subscriber: Subscriber,
    language: str,
    time_zone: str,
    weekday: int,
    keep: Collection[Subscription],
) -> Subscriber:
    """A reader's own settings. To follow nothing is to leave, which has its own button."""
    subscriber = _locked(subscriber.pk)
    if not subscriber.is_active:
        raise Refused(pgettext_lazy("verbatim", "This address does not receive the weekly mail."))
    if not keep:
        raise Refused(
            pgettext_lazy(
                "verbatim", "Keep at least one thing to follow, or leave the weekly mail with the button below."
            ),
            field="follow",
        )
    if (subscriber.language, subscriber.time_zone) != (language, time_zone):
        pass_over_old_facts(now=now, language=language, time_zone=time_zone)
    subscriber.subscriptions.confirmed().exclude(pk__in=[one.pk for one in keep]).delete()
    subscriber.language, subscriber.time_zone, subscriber.weekday = language, time_zone, weekday
    subscriber.save(update_fields=["language", "time_zone", "weekday"])
    return subscriber


@transaction.atomic
def leave(*, now: datetime, subscriber: Subscriber) -> None:
    """No more mails, from the copies that are waiting onwards. May happen twice without harm."""
    subscriber = _locked(subscriber.pk)
    if subscriber.state == Subscriber.State.LEFT:
        return
    subscriber.subscriptions.all().delete()
    Delivery.objects.filter(subscriber=subscriber, state=Letter.State.WAITING).update(state=Letter.State.DROPPED)
    Confirmation.objects.filter(subscriber=subscriber, state=Letter.State.WAITING).update(state=Letter.State.DROPPED)
    subscriber.state, subscriber.left_at = Subscriber.State.LEFT, now
    subscriber.save(update_fields=["state", "left_at"])


def _subscriber_of(email: str, language: str, now: datetime) -> Subscriber:
    """The row of an address, whatever its case, locked: two requests at once queue one mail."""
    known = Subscriber.objects.filter(email__iexact=email).first()
    if known is None:
        row = Subscriber(email=email, language=language, time_zone=settings.TIME_ZONE, asked_at=now)
        Subscriber.objects.bulk_create([row], ignore_conflicts=True)
        known = Subscriber.objects.get(email__iexact=email)
    return _locked(known.pk)


def _locked(pk: int) -> Subscriber:
    return Subscriber.objects.select_for_update().get(pk=pk)


def _next_confirmation(subscriber: Subscriber, now: datetime) -> datetime:
    last = subscriber.confirmations.order_by("-due_at").first()
    if last is None:
        return now
    recent = subscriber.confirmations.filter(asked_at__gt=now - CONFIRMATION_HOLDS, answered_at=None)
    doublings = min(max(recent.count() - 1, 0), MOST_DOUBLINGS)
    wait = BETWEEN_CONFIRMATIONS * (1 << doublings)
    return max(now, last.due_at + wait)


def _is_stale(confirmation: Confirmation, now: datetime) -> bool:
    subscriber = confirmation.subscriber
    left_since = subscriber.left_at is not None and subscriber.left_at >= confirmation.asked_at
    return left_since or now >= max(confirmation.asked_at, confirmation.due_at) + CONFIRMATION_HOLDS


def _activate(subscriber: Subscriber, now: datetime) -> None:
    pass_over_old_facts(now=now, language=subscriber.language, time_zone=subscriber.time_zone)
    subscriber.state = Subscriber.State.ACTIVE
    subscriber.confirmed_at, subscriber.left_at = now, None
    subscriber.save(update_fields=["state", "confirmed_at", "left_at", "language"])
