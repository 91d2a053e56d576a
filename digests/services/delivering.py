"""Sending what is due: claim, agree with the server, commit that the mail is leaving, hand it over, record the answer.

Killed before the hand-over, the lease ends and another sender does it again. Killed after it, the letter is held. At no
point can a letter leave twice by itself.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from digests.mail.transport import OutcomeUnknown, Rejected, ServerAway, Transport, TryLater
from digests.mail.writing import written
from digests.models import Letter
from digests.services import claiming
from digests.services.claiming import LETTERS, LeaseLost

Clock = Callable[[], datetime]

BATCH = 200
"""Letters of each kind that one call sends at most, so that a worker is not kept for an hour."""

log = logging.getLogger(__name__)


def deliver_due(*, transport: Transport, clock: Clock) -> int:
    """Send the letters that are due, confirmations first; returns how many were tried.

    Stops at the first letter for which the server was not to be had: the others can wait for it as well.
    """
    tried = 0
    for kind in LETTERS:
        for _ in range(BATCH):
            letter = claiming.claim_next(kind, now=clock())
            if letter is None:
                break
            tried += 1
            if not deliver(letter, transport=transport, clock=clock):
                return tried
    return tried


def deliver(letter: Letter, *, transport: Transport, clock: Clock) -> bool:
    """Send one claimed letter and record what became of it. False where the server should be left alone for now."""
    try:
        mail = written(letter, now=clock())
    except Exception:
        log.exception("Letter %s could not be written", letter)
        claiming.record_try_later(now=clock(), letter=letter, answer="The mail could not be written; see the log.")
        return True
    if mail is None:
        claiming.drop(letter=letter)
        return True

    def leaving() -> None:
        claiming.begin_transmission(now=clock(), letter=letter, message_id=mail.message_id)

    with suppress(LeaseLost):  # then it is another sender's letter, or settled
        try:
            answer = transport.send(mail, on_the_brink=leaving)
        except Rejected as refusal:
            claiming.record_failed(letter=letter, answer=str(refusal))
        except OutcomeUnknown as silence:
            claiming.record_unknown(letter=letter, answer=str(silence))
            return False
        except TryLater as refusal:
            claiming.record_try_later(now=clock(), letter=letter, answer=str(refusal))
            return not isinstance(refusal, ServerAway)
        else:
            claiming.record_sent(now=clock(), letter=letter, answer=answer)
    return True
