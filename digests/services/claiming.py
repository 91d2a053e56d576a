"""Claiming letters and recording what became of them (laws 3 and 4).

Every function is one short committed transaction that changes exactly one row or says that it could not. A sender that
lost its lease to another one learns it before it gives the server anything.
"""

from datetime import datetime, timedelta
from typing import TypeVar
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import pgettext

from accounts.models import User
from digests.models import Confirmation, Delivery, Letter, Subscriber
from quotes.services.errors import Refused

LEASE = timedelta(minutes=10)
"""Longer than the longest dialogue with a mail server whose every step times out."""

BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
"""Waiting time after each attempt; after the last one the letter has failed."""

MAX_ATTEMPTS = len(BACK_OFF) + 1

LETTERS: tuple[type[Letter], ...] = (Confirmation, Delivery)

State = Letter.State
L = TypeVar("L", bound=Letter)


class LeaseLost(Exception):
    """Another sender has taken the letter over, or somebody settled it."""


@transaction.atomic(durable=True)
def claim_next(kind: type[L], *, now: datetime) -> L | None:
    """The letter that is due longest, leased to the caller; None where nothing is due."""
    due = kind.objects.claimable(now).filter(attempts__lt=MAX_ATTEMPTS).order_by("due_at", "pk")
    letter = due.select_for_update(skip_locked=True, of=("self",)).select_related("subscriber").first()
    if letter is None:
        return None
    letter.state, letter.attempts = State.CLAIMED, letter.attempts + 1
    letter.lease_token, letter.leased_until = uuid4(), now + LEASE
    letter.save(update_fields=["state", "attempts", "lease_token", "leased_until"])
    return letter


@transaction.atomic(durable=True)
def begin_transmission(*, now: datetime, letter: Letter, message_id: str) -> None:
    """Committed before the first byte of the mail leaves: from here on it is never sent again by itself."""
    mine = _rows(letter).filter(state=State.CLAIMED, subscriber__state__in=_may_be_written_to(letter))
    changed = mine.update(state=State.TRANSMITTING, leased_until=now + LEASE, message_id=message_id)
    if changed != 1:
        raise LeaseLost


@transaction.atomic(durable=True)
def record_sent(*, now: datetime, letter: Letter, answer: str) -> None:
    """The server took the mail. Its answer counts even when it came after the lease had ended."""
    late_or_not = _rows(letter).filter(state__in=[State.TRANSMITTING, State.HELD])
    changed = late_or_not.update(state=State.SENT, sent_at=now, answer=answer, **_NO_LEASE)
    if changed != 1:
        raise LeaseLost
    Subscriber.objects.filter(pk=letter.subscriber_id).update(last_sent_at=now)


@transaction.atomic(durable=True)
def record_try_later(*, now: datetime, letter: Letter, answer: str) -> None:
    """The server certainly does not have the mail: once more later, or failed after the last attempt."""
    if letter.attempts >= MAX_ATTEMPTS:
        _end(letter, State.FAILED, answer)
    else:
        due = now + BACK_OFF[letter.attempts - 1]
        _mine_at_work(letter).update(state=State.WAITING, due_at=due, answer=answer, **_NO_LEASE)


@transaction.atomic(durable=True)
def record_failed(*, letter: Letter, answer: str) -> None:
    """The server refused this mail or this reader for good."""
    _end(letter, State.FAILED, answer)


@transaction.atomic(durable=True)
def record_unknown(*, letter: Letter, answer: str) -> None:
    """The mail was handed over and no answer came: a person decides."""
    _mine_at_work(letter).update(state=State.HELD, leased_until=None, answer=answer)


@transaction.atomic(durable=True)
def drop(*, letter: Letter) -> None:
    """Nothing left to tell, or nobody left to tell it to."""
    _end(letter, State.DROPPED, "")


def settle_expired(*, now: datetime, repeatable: bool) -> None:
    """What dead senders left behind. Letters given to a server are held, unless writing them again is harmless."""
    for kind in LETTERS:
        unknown = kind.objects.outcome_unknown(now)
        if repeatable:
            unknown.update(state=State.WAITING, **_NO_LEASE)
        else:
            unknown.update(
                state=State.HELD,
                leased_until=None,
                answer=pgettext("verbatim", "The sender stopped before the mail server's answer was recorded."),
            )
        exhausted = kind.objects.claimable(now).filter(attempts__gte=MAX_ATTEMPTS)
        exhausted.update(
            state=State.FAILED,
            answer=pgettext("verbatim", "The sender stopped at every attempt."),
            **_NO_LEASE,
        )


def anything_due(*, now: datetime) -> bool:
    """Whether a sender would find a letter."""
    return any(kind.objects.claimable(now).exists() for kind in LETTERS)


@transaction.atomic
def mark_sent(*, by: User, now: datetime, letter: Letter) -> None:
    """Somebody looked into the mail server's log: it arrived."""
    _settle(letter, by, now, [State.HELD], state=State.SENT, sent_at=now, **_NO_LEASE)


@transaction.atomic
def send_again(*, by: User, now: datetime, letter: Letter) -> None:
    """Somebody decided that it did not arrive, or that the fault is mended. The Message-ID stays the same."""
    _settle(letter, by, now, [State.HELD, State.FAILED], state=State.WAITING, due_at=now, attempts=0, **_NO_LEASE)


_NO_LEASE = {"lease_token": None, "leased_until": None}


def _rows(letter: Letter) -> QuerySet[Letter]:
    """The letter, as long as the lease is the caller's."""
    return type(letter)._default_manager.filter(pk=letter.pk, lease_token=letter.lease_token)


def _mine_at_work(letter: Letter) -> QuerySet[Letter]:
    return _rows(letter).filter(state__in=[State.CLAIMED, State.TRANSMITTING, State.HELD])


def _end(letter: Letter, state: str, answer: str) -> None:
    _mine_at_work(letter).update(state=state, answer=answer, **_NO_LEASE)


def _may_be_written_to(letter: Letter) -> list[str]:
    """A confirmation goes to whoever was asked about; an edition only to readers who have not left."""
    return Subscriber.State.values if isinstance(letter, Confirmation) else [Subscriber.State.ACTIVE]


def _settle(letter: Letter, by: User, now: datetime, from_states: list[State], **changes: object) -> None:
    rows = type(letter)._default_manager.filter(pk=letter.pk, state__in=from_states)
    if rows.update(settled_by=by, settled_at=now, **changes) != 1:
        raise Refused(pgettext("verbatim", "Somebody has decided about this mail already. Look at it once more."))
