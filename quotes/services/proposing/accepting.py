"""Accepting a proposal, as it is or as the editor corrected it: a draft, or one more place of a quotation.

The proposal keeps what the machine said; what the editor decided stands in the quotation. Nothing is published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

import pghistory
from django.db import transaction
from django.utils.translation import pgettext

from accounts.models import User
from quotes.anchoring import Span
from quotes.models import Occurrence, Proposal, Quotation, Speaker, SpeakerName
from quotes.services import describing, naming, quoting
from quotes.services.editing import check_laws
from quotes.services.errors import Refused
from quotes.services.proposing.opened import State, demand_permission, locked, refuse_decided
from quotes.services.proposing.relaying import hops_of
from quotes.services.quoting import Appearance, AttributedTo, Days
from quotes.words import has_letters
from sources.models import Capture

NAME_LENGTH = 200


@dataclass(frozen=True)
class NewSpeaker:
    """A speaker who is added with this one name, in the language of the article."""

    name: str
    kind: str = Speaker.Kind.PERSON


@dataclass(frozen=True)
class Place:
    """The words that the editor marks instead of those that were proposed."""

    kind: str
    clause: Span
    segments: tuple[Span, ...] = ()
    cue: str = ""
    speaker_mention: str = ""


@dataclass(frozen=True)
class Accepted:
    """What an act made: `act` undoes it, `quotations` are new or got a place, `places` were attached."""

    act: UUID
    quotations: tuple[Quotation, ...]
    places: int


@dataclass
class _Act:
    by: User
    now: datetime
    number: UUID = field(default_factory=uuid4)
    places: int = 0


AS_PROPOSED = object()
"""The day is the one that the article tells."""


@transaction.atomic
def accept(
    *,
    by: User,
    now: datetime,
    proposal: Proposal,
    who: Sequence[AttributedTo | NewSpeaker],
    place: Place | None = None,
    said: Days | object | None = AS_PROPOSED,
    copies: Iterable[Proposal] = (),
) -> Accepted:
    """A draft with its words, speakers in order, day and steps. `copies` are proposals of the same words of the same
    speaker in other articles: they become further places of the one quotation."""
    demand_permission(by, "quotes.add_quotation")
    act = _Act(by, now)
    with pghistory.context(user=by.pk):
        row, others = _opened(proposal, copies)
        quotation = _draft(act, row, who, place, _days(row) if said is AS_PROPOSED else said)  # type: ignore[arg-type]
        _attach_copies(act, quotation, others)
        check_laws()
    return Accepted(act.number, (quotation,), act.places)


@transaction.atomic
def accept_as_place(
    *, by: User, now: datetime, proposal: Proposal, quotation: Quotation, copies: Iterable[Proposal] = ()
) -> Accepted:
    """One more place where a known quotation appeared. Its words, speakers and days stay as they are."""
    demand_permission(by, "quotes.add_occurrence")
    act = _Act(by, now)
    with pghistory.context(user=by.pk):
        row, others = _opened(proposal, copies)
        known = quoting.locked(quotation)
        if known.status == Quotation.Status.WITHDRAWN:
            raise Refused(pgettext("verbatim", "This quote was withdrawn: no further place can be attached to it."))
        _attach(act, known, row)
        _attach_copies(act, known, others)
        check_laws()
    return Accepted(act.number, (known,), act.places)


@transaction.atomic
def accept_all(*, by: User, now: datetime, proposals: Iterable[Proposal], speaker: Speaker) -> Accepted:
    """Each of these proposals as a draft of this one speaker, in one act that is undone as one."""
    demand_permission(by, "quotes.add_quotation")
    act = _Act(by, now)
    with pghistory.context(user=by.pk):
        rows = locked(proposals)
        if not rows:
            raise Refused(pgettext("verbatim", "No suggested quotes of this speaker are open here any more."))
        for row in rows:
            refuse_decided(row)
        made = [_draft(act, row, [AttributedTo(speaker)], None, _days(row)) for row in rows]
        check_laws()
    return Accepted(act.number, tuple(made), act.places)


def place_of(proposal: Proposal) -> Place:
    """The words as they were proposed."""
    return Place(
        kind=proposal.kind,
        clause=Span(proposal.clause_start, proposal.clause_end),
        segments=tuple(Span(one["start"], one["end"]) for one in proposal.segments),
        cue=proposal.cue,
        speaker_mention=proposal.mention,
    )


def _opened(proposal: Proposal, copies: Iterable[Proposal]) -> tuple[Proposal, list[Proposal]]:
    """The proposal locked and open, and those of its copies that are still open and are copies."""
    rows = {row.pk: row for row in locked([proposal, *copies])}
    row = rows.pop(proposal.pk)
    refuse_decided(row)
    readable = [one for one in rows.values() if one.state == State.SUGGESTED and not one.run.capture.erased_at]
    return row, [one for one in readable if one.words_key == row.words_key]


def _days(proposal: Proposal) -> Days | None:
    return (proposal.said_from, proposal.said_to) if proposal.said_from and proposal.said_to else None


def _draft(
    act: _Act, row: Proposal, who: Sequence[AttributedTo | NewSpeaker], place: Place | None, said: Days | None
) -> Quotation:
    capture = row.run.capture
    attributed_to = [_attributed(act.by, one, capture) for one in who]
    quotation = quoting.create_quotation(
        by=act.by,
        now=act.now,
        attributed_to=attributed_to,
        appearance=_appearance(place or place_of(row), capture),
        said=said,
    )
    lead = quotation.lead
    assert lead is not None
    _tell_steps(act, row, lead, [one.speaker for one in attributed_to if one.speaker])
    _write(act, row, lead, made=True, version=quotation.edit_version)
    return quotation


def _attach(act: _Act, quotation: Quotation, row: Proposal) -> None:
    capture = row.run.capture
    occurrence = quoting.attach_occurrence(
        by=act.by, now=act.now, quotation=quotation, appearance=_appearance(place_of(row), capture)
    )
    speakers = Speaker.objects.filter(attributions__quotation=quotation).order_by("attributions__order")
    _tell_steps(act, row, occurrence, list(speakers))
    _write(act, row, occurrence, made=False, version=quotation.edit_version)


def _attach_copies(act: _Act, quotation: Quotation, copies: Sequence[Proposal]) -> None:
    for row in copies:
        _attach(act, quotation, row)


def _appearance(place: Place, capture: Capture) -> Appearance:
    return Appearance(
        capture, place.kind, place.clause, place.segments, cue=place.cue, speaker_mention=place.speaker_mention
    )


def _tell_steps(act: _Act, row: Proposal, occurrence: Occurrence, speakers: Sequence[Speaker]) -> None:
    hops = hops_of(row, row.run.capture, speakers)
    if hops:
        describing.set_relay(by=act.by, occurrence=occurrence, hops=hops)


def _attributed(by: User, who: AttributedTo | NewSpeaker, capture: Capture) -> AttributedTo:
    if isinstance(who, AttributedTo):
        return who
    demand_permission(by, "quotes.add_speaker")
    name, language = who.name.strip(), capture.article.language
    if not has_letters(name) or len(name) > NAME_LENGTH:
        raise Refused(
            pgettext("verbatim", "Give the new speaker a name of at most %(most)d letters.") % {"most": NAME_LENGTH},
            field="who",
        )
    if SpeakerName.objects.filter(text=name).exists():
        raise Refused(
            pgettext("verbatim", "A speaker of the name “%(name)s” is known. Choose them from the list.")
            % {"name": f"\u2068{name}\u2069"},
            field="who",
        )
    return AttributedTo(naming.add_speaker(by=by, kind=who.kind, names={language: [name]}))


def _write(act: _Act, row: Proposal, occurrence: Occurrence, *, made: bool, version: int) -> None:
    row.state, row.accepted_as, row.made_quotation = State.ACCEPTED, occurrence, made
    row.decided_by, row.decided_at, row.decided_together = act.by, act.now, act.number
    row.edit_version = version
    row.save(
        update_fields=[
            "state",
            "accepted_as",
            "made_quotation",
            "decided_by",
            "decided_at",
            "decided_together",
            "edit_version",
        ]
    )
    act.places += 1
