"""Rejecting proposals, taking decisions back, and what nobody decided."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pghistory
from django.db import transaction
from django.utils.translation import pgettext

from accounts.models import User
from quotes.models import Attribution, Proposal, Quotation
from quotes.queries.watching import is_watched
from quotes.services import editing, quoting
from quotes.services.errors import Refused
from quotes.services.proposing.opened import State, demand_permission, locked, refuse_decided
from quotes.services.sheets import AppearanceEntry, Sheet

REASON_LENGTH = 300
UNDECIDED: dict[str, Any] = {
    "state": State.SUGGESTED,
    "decided_by": None,
    "decided_at": None,
    "decided_together": None,
    "because": "",
    "accepted_as": None,
    "made_quotation": False,
    "edit_version": None,
    "expired_at": None,
}


@transaction.atomic
def reject(*, by: User, now: datetime, proposal: Proposal, because: str = "", copies: Iterable[Proposal] = ()) -> UUID:
    """No quotation, or none that is wanted; the same words of this article never come back. Copies go with it."""
    demand_permission(by)
    if len(because) > REASON_LENGTH:
        raise Refused(
            pgettext("verbatim", "The reason is longer than %(most)d characters. Say it more briefly.")
            % {"most": REASON_LENGTH},
            field="because",
        )
    act = uuid4()
    rows = {row.pk: row for row in locked([proposal, *copies])}
    wanted = rows.pop(proposal.pk)
    refuse_decided(wanted)
    others = [row for row in rows.values() if row.state == State.SUGGESTED and row.words_key == wanted.words_key]
    with pghistory.context(user=by.pk):
        for row in (wanted, *others):
            row.state, row.because = State.REJECTED, because.strip()
            row.decided_by, row.decided_at, row.decided_together = by, now, act
            row.save(update_fields=["state", "because", "decided_by", "decided_at", "decided_together"])
    return act


@transaction.atomic
def undo(*, by: User, now: datetime, act: UUID) -> list[Proposal]:
    """Take back all that one act decided: its proposals wait again, the untouched drafts that it made are gone."""
    demand_permission(by)
    rows = locked(Proposal.objects.filter(decided_together=act))
    if not rows:
        raise Refused(pgettext("verbatim", "This decision was undone already."))
    drafts, places = _made_by(rows), _attached_by(rows)
    for quotation, of_draft in drafts:
        refuse_touched(quotation, of_draft)
    for row, quotation in places:
        refuse_rooted(quotation, row)
    gone = [(quotation, row.accepted_as_id) for row, quotation in places]
    with pghistory.context(user=by.pk):
        for row in rows:
            for column, value in UNDECIDED.items():
                setattr(row, column, value)
            row.open_since = now
            row.save(update_fields=[*UNDECIDED, "open_since"])
        for quotation, _ in drafts:
            editing.delete_draft(by=by, quotation=quotation)
        for quotation, occurrence in gone:
            _detach(by, now, quotation, occurrence)
        editing.check_laws()
    return rows


def _made_by(rows: Sequence[Proposal]) -> list[tuple[Quotation, list[Proposal]]]:
    """The drafts that the act made, each with all proposals that are places of it."""
    places = [(row, row.accepted_as.quotation) for row in rows if row.accepted_as]
    made = {quotation.pk: quotation for row, quotation in places if row.made_quotation}
    return [(quotation, [row for row, of_row in places if of_row.pk == quotation.pk]) for quotation in made.values()]


def _attached_by(rows: Sequence[Proposal]) -> list[tuple[Proposal, Quotation]]:
    """The places that the act attached to quotations which it did not make."""
    made = {row.accepted_as.quotation_id for row in rows if row.accepted_as and row.made_quotation}
    return [
        (row, row.accepted_as.quotation) for row in rows if row.accepted_as and row.accepted_as.quotation_id not in made
    ]


def refuse_touched(quotation: Quotation, rows: Sequence[Proposal]) -> None:
    """Undoing takes an untouched draft away; anything that somebody did with it since is not lost by one key."""
    row = quoting.locked(quotation)
    number = {"number": row.pk}
    if row.status != Quotation.Status.DRAFT or row.published_at:
        raise Refused(
            pgettext("verbatim", "Quote #%(number)d is no draft any more. Withdraw it, or correct it, on its own page.")
            % number
        )
    if any(one.made_quotation and one.edit_version != row.edit_version for one in rows) or _has_more(row, rows):
        raise Refused(
            pgettext(
                "verbatim",
                "Quote #%(number)d was changed after it was accepted. Delete the draft on its own page if it is wrong.",
            )
            % number
        )


def _has_more(quotation: Quotation, rows: Sequence[Proposal]) -> bool:
    """Whether more hangs on the draft than the act gave it."""
    places = set(quotation.occurrences.values_list("pk", flat=True))
    return (
        places != {one.accepted_as_id for one in rows}
        or quotation.stances.exists()
        or quotation.notes.exists()
        or quotation.occurrences.filter(translations__isnull=False).exists()
        or quotation.attributions.exclude(state=Attribution.State.ASSERTED).exists()
    )


def refuse_rooted(quotation: Quotation, row: Proposal) -> None:
    """A place of a public quotation goes only with a correction, which is written on the quotation's page."""
    known = quoting.locked(quotation)
    if known.published_at:
        raise Refused(
            pgettext(
                "verbatim",
                "Quote #%(number)d is public. Take this place away on its own page, with a correction for readers.",
            )
            % {"number": known.pk}
        )
    if known.lead_id == row.accepted_as_id:
        raise Refused(
            pgettext(
                "verbatim", "Quote #%(number)d shows the words of this place. Choose others on its own page first."
            )
            % {"number": known.pk}
        )


def _detach(by: User, now: datetime, quotation: Quotation, occurrence: int | None) -> None:
    version = quoting.locked(quotation).edit_version
    sheet = Sheet(appearances=(AppearanceEntry(1, None, occurrence),))
    saved = editing.save_changes(by=by, now=now, quotation=quotation, seen_version=version, sheet=sheet)
    # The quotation is again what it was: whoever made it by accepting a proposal may still undo that.
    makers = Proposal.objects.filter(accepted_as__quotation=quotation, made_quotation=True, edit_version=version)
    makers.update(edit_version=saved.edit_version)


def expire(*, now: datetime, days: int) -> int:
    """What nobody decided in so many days and nobody watches waits no more; returns how many. It can be brought
    back."""
    old = Proposal.objects.open().filter(~is_watched(), open_since__lte=now - timedelta(days=days))
    return old.update(state=State.EXPIRED, expired_at=now)


@transaction.atomic
def bring_back(*, by: User, now: datetime, proposals: Iterable[Proposal]) -> int:
    """Expired proposals wait again from now on; returns how many."""
    demand_permission(by)
    rows = [row for row in locked(proposals) if row.state == State.EXPIRED and not row.run.capture.erased_at]
    with pghistory.context(user=by.pk):
        for row in rows:
            row.state, row.expired_at, row.open_since = State.SUGGESTED, None, now
            row.save(update_fields=["state", "expired_at", "open_since"])
    return len(rows)
