"""Attaching words to speakers and articles; publishing, holding, withdrawing and correcting them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import pgettext_lazy

from accounts.models import User
from quotes.anchoring import Span, around, heard
from quotes.models import Attribution, Claim, Correction, Occurrence, Quotation, Segment, Speaker, Stance
from quotes.services.errors import Refused
from quotes.services.families.membership import words_move
from quotes.words import has_letters, wording
from sources.models import Capture

Days = tuple[date, date]


@dataclass(frozen=True)
class Appearance:
    """Where a quotation appears in one capture: spans of code points of `capture.text`, segments inside the clause."""

    capture: Capture
    kind: str
    clause: Span
    segments: tuple[Span, ...] = ()
    cue: str = ""
    speaker_mention: str = ""
    reported_place: str = ""
    reported: Days | None = None


@dataclass(frozen=True)
class AttributedTo:
    """A known speaker, or an unnamed source in the article's words ("a senior official")."""

    speaker: Speaker | None = None
    described_as: str = ""
    on_behalf_of: Speaker | None = None


@dataclass
class Snapshot:
    """What readers saw of a quotation: kept in a correction as before and after."""

    words: str = ""
    said: list[str] = field(default_factory=list)
    attributed_to: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"words": self.words, "said": self.said, "attributed_to": self.attributed_to}


@transaction.atomic
def create_quotation(
    *,
    by: User,
    now: datetime,
    attributed_to: Sequence[AttributedTo],
    appearance: Appearance,
    said: Days | None,
    occasion: str = "",
    place: str = "",
) -> Quotation:
    """A draft with its attributions and its first occurrence, which leads. The database queues the search."""
    refuse_attributions(attributed_to)
    first, last = checked_days(said, now)
    quotation = Quotation.objects.create(said_from=first, said_to=last, occasion=occasion, place=place, created_by=by)
    for order, who in enumerate(attributed_to, start=1):
        add_attribution(quotation=quotation, order=order, who=who)
    quotation.lead = attach_occurrence(by=by, now=now, quotation=quotation, appearance=appearance)
    quotation.save(update_fields=["lead"])
    return quotation


@transaction.atomic
def attach_occurrence(*, by: User, now: datetime, quotation: Quotation, appearance: Appearance) -> Occurrence:
    """One more place where the quotation appeared. The words of the others stay as they are."""
    first, last = checked_days(appearance.reported, now)
    text, clause = appearance.capture.text, appearance.clause
    refuse_place(appearance)
    if Occurrence.objects.filter(
        quotation=quotation, capture=appearance.capture, clause_start=clause.start, clause_end=clause.end
    ).exists():
        raise Refused(
            pgettext_lazy("verbatim", "This quote is already attached at this place of the saved copy."), field="clause"
        )
    prefix, suffix = around(text, clause)
    heard_from, heard_to = heard(appearance.capture.blocks, clause)
    occurrence = Occurrence.objects.create(
        quotation=quotation,
        capture=appearance.capture,
        kind=appearance.kind,
        clause_start=clause.start,
        clause_end=clause.end,
        clause_exact=clause.of(text),
        clause_prefix=prefix,
        clause_suffix=suffix,
        cue=appearance.cue,
        speaker_mention=appearance.speaker_mention,
        reported_place=appearance.reported_place,
        reported_from=first,
        reported_to=last,
        heard_from=heard_from,
        heard_to=heard_to,
    )
    write_segments(occurrence, text, appearance.segments)
    return occurrence


@transaction.atomic
def move_occurrence(*, by: User, now: datetime, occurrence: Occurrence, appearance: Appearance) -> Occurrence:
    """Mark other words for an appearance. On a quotation that was public, only inside `correcting`."""
    days = checked_days(appearance.reported, now)
    refuse_place(appearance)
    with words_move(occurrence.quotation_id):
        write_place(occurrence, appearance, days)
    return occurrence


def write_place(occurrence: Occurrence, appearance: Appearance, reported: tuple[date | None, date | None]) -> None:
    text, clause = appearance.capture.text, appearance.clause
    occurrence.segments.all().delete()
    occurrence.capture, occurrence.kind = appearance.capture, appearance.kind
    occurrence.clause_start, occurrence.clause_end = clause.start, clause.end
    occurrence.clause_exact = clause.of(text)
    occurrence.clause_prefix, occurrence.clause_suffix = around(text, clause)
    occurrence.heard_from, occurrence.heard_to = heard(appearance.capture.blocks, clause)
    occurrence.cue, occurrence.speaker_mention = appearance.cue, appearance.speaker_mention
    occurrence.reported_place = appearance.reported_place
    occurrence.reported_from, occurrence.reported_to = reported
    occurrence.save()
    write_segments(occurrence, text, appearance.segments)


def write_segments(occurrence: Occurrence, text: str, spans: Sequence[Span]) -> None:
    Segment.objects.bulk_create(segments_of(occurrence, text, spans))


def segments_of(occurrence: Occurrence, text: str, spans: Sequence[Span]) -> list[Segment]:
    """The quoted parts of an occurrence in the order in which they stand, not yet written."""
    rows = []
    for order, span in enumerate(sorted(spans, key=lambda span: span.start), start=1):
        prefix, suffix = around(text, span)
        rows.append(
            Segment(
                occurrence=occurrence,
                order=order,
                start=span.start,
                end=span.end,
                exact=span.of(text),
                prefix=prefix,
                suffix=suffix,
            )
        )
    return rows


def add_attribution(*, quotation: Quotation, order: int, who: AttributedTo) -> Attribution:
    return Attribution.objects.create(
        quotation=quotation,
        order=order,
        speaker=who.speaker,
        described_as=who.described_as,
        on_behalf_of=who.on_behalf_of,
    )


def refuse_attributions(attributed_to: Sequence[AttributedTo]) -> None:
    if not attributed_to:
        raise Refused(
            pgettext_lazy("verbatim", "Say who spoke: choose a speaker, or describe an unnamed source."),
            field="attributions",
        )
    for who in attributed_to:
        if who.speaker is None and not has_letters(who.described_as):
            raise Refused(
                pgettext_lazy(
                    "verbatim",
                    "An attribution names a speaker or describes an unnamed source, for example “a senior official”.",
                ),
                field="attributions",
            )
    known = [who.speaker.pk for who in attributed_to if who.speaker]
    if len(known) != len(set(known)):
        raise Refused(pgettext_lazy("verbatim", "A speaker is named twice. Remove one."), field="attributions")


def refuse_place(appearance: Appearance) -> None:
    """What would make an occurrence without evidence, said in words before the database says it in codes."""
    text, clause = appearance.capture.text, appearance.clause
    if appearance.capture.erased_at:
        raise Refused(pgettext_lazy("verbatim", "This saved copy was erased. Choose another one."), field="capture")
    if not 0 <= clause.start < clause.end <= len(text) or not has_letters(clause.of(text)):
        raise Refused(
            pgettext_lazy(
                "verbatim", "Mark the words of the quote in the saved copy: blanks and marks alone say nothing."
            ),
            field="clause",
        )
    refuse_kind(appearance)
    refuse_segments(appearance)


def refuse_kind(appearance: Appearance) -> None:
    if appearance.kind not in Occurrence.Kind.values:
        raise Refused(pgettext_lazy("verbatim", "Choose how the article reports the words."), field="kind")
    if appearance.kind == Occurrence.Kind.INDIRECT and appearance.segments:
        raise Refused(
            pgettext_lazy(
                "verbatim",
                "A report in the outlet's words has no words in quotation marks. Remove them or choose another kind.",
            ),
            field="segments",
        )
    if appearance.kind != Occurrence.Kind.INDIRECT and not appearance.segments:
        raise Refused(
            pgettext_lazy("verbatim", "Mark which words stand in quotation marks, or choose “In the outlet's words”."),
            field="segments",
        )


def refuse_segments(appearance: Appearance) -> None:
    text, clause = appearance.capture.text, appearance.clause
    if any(not clause.contains(span) or not has_letters(span.of(text)) for span in appearance.segments):
        raise Refused(
            pgettext_lazy("verbatim", "The words in quotation marks must stand inside the marked passage."),
            field="segments",
        )
    ordered = sorted(appearance.segments, key=lambda span: span.start)
    if any(before.end > after.start for before, after in pairwise(ordered)):
        raise Refused(pgettext_lazy("verbatim", "Two of the quoted parts overlap. Mark them apart."), field="segments")


def checked_days(days: Days | None, now: datetime) -> tuple[date | None, date | None]:
    """The interval for the row, (None, None) when unknown; refused when reversed or in the future."""
    if days is None:
        return None, None
    first, last = days
    if first > last:
        raise Refused(pgettext_lazy("verbatim", "The first possible day comes after the last one."), field="said_from")
    if first > now.date():
        raise Refused(
            pgettext_lazy("verbatim", "Nobody can have said this yet: the day lies in the future. Check the year."),
            field="said_from",
        )
    if last > now.date():
        raise Refused(
            pgettext_lazy("verbatim", "The last possible day lies in the future. Use today or an earlier day."),
            field="said_to",
        )
    return first, last


def locked(quotation: Quotation) -> Quotation:
    """The row as it is now, locked until the transaction ends."""
    return Quotation.objects.select_for_update().get(pk=quotation.pk)


@transaction.atomic
def publish(*, by: User, now: datetime, quotation: Quotation) -> Quotation:
    """Draft or held becomes public. It needs words, an attribution and its evidence."""
    row = locked(quotation)
    if row.status == Quotation.Status.PUBLISHED:
        return row
    if row.status == Quotation.Status.WITHDRAWN:
        raise Refused(pgettext_lazy("verbatim", "This quote was withdrawn. Restore it first."))
    if row.lead_id is None:
        raise Refused(pgettext_lazy("verbatim", "Attach a place where it appeared before publishing."))
    if not row.attributions.exists():
        raise Refused(pgettext_lazy("verbatim", "Say who spoke before publishing."))
    row.status = Quotation.Status.PUBLISHED
    if row.published_at is None:
        row.published_at, row.published_by = now, by
    return saved(row, by, "status", "published_at", "published_by")


@transaction.atomic
def hold(*, by: User, now: datetime, quotation: Quotation) -> Quotation:
    """Take a quotation out of sight while it is looked at again. `publish` brings it back."""
    row = locked(quotation)
    if row.status not in (Quotation.Status.PUBLISHED, Quotation.Status.DRAFT):
        raise Refused(pgettext_lazy("verbatim", "Only a draft or a published quote can be put under review."))
    row.status = Quotation.Status.HELD
    return saved(row, by, "status")


@transaction.atomic
def withdraw(*, by: User, now: datetime, quotation: Quotation, because: str) -> Quotation:
    """Leave a public tombstone: the id, the day and the reason, never the words."""
    row = locked(quotation)
    if not has_letters(because):
        raise Refused(
            pgettext_lazy("verbatim", "Say why it is withdrawn: readers will see the reason."), field="because"
        )
    if row.published_at is None:
        raise Refused(
            pgettext_lazy("verbatim", "Only a quote that was public can be withdrawn. A draft can be deleted.")
        )
    if row.status == Quotation.Status.WITHDRAWN:
        raise Refused(pgettext_lazy("verbatim", "This quote is withdrawn already."))
    row.status = Quotation.Status.WITHDRAWN
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = now, by, because
    return saved(row, by, "status", "withdrawn_at", "withdrawn_by", "withdrawn_because")


@transaction.atomic
def restore(*, by: User, now: datetime, quotation: Quotation) -> Quotation:
    """Undo a withdrawal: the quotation is public again."""
    row = locked(quotation)
    if row.status != Quotation.Status.WITHDRAWN:
        raise Refused(pgettext_lazy("verbatim", "Only a withdrawn quote can be restored."))
    if row.occurrences.exclude(capture__erased_at=None).exists():
        raise Refused(
            pgettext_lazy("verbatim", "A saved copy of this quote was erased by law: its words stay withdrawn.")
        )
    row.status = Quotation.Status.PUBLISHED
    row.withdrawn_at = row.withdrawn_by = None
    row.withdrawn_because = ""
    return saved(row, by, "status", "withdrawn_at", "withdrawn_by", "withdrawn_because")


def saved(row: Quotation, by: User, *columns: str) -> Quotation:
    """Save these columns in the name of `by`, and count the save for whoever has the form open."""
    row.edit_version += 1
    with pghistory.context(user=by.pk):
        row.save(update_fields=[*columns, "edit_version"])
    return row


@contextmanager
def correcting(
    *, by: User, now: datetime, quotation: Quotation, what: str, public_reason: str
) -> Iterator[Correction | None]:
    """Changes to words, date or attribution of a quotation that was public happen inside this context.

    Writes the public Correction first, which opens the rows for this transaction, and fills its `after` at the end.
    For a quotation that was never public it writes nothing and yields None.
    """
    with transaction.atomic(), pghistory.context(user=by.pk):
        row = locked(quotation)
        if row.published_at is None:
            yield None
            return
        if not has_letters(public_reason):
            raise Refused(
                pgettext_lazy("verbatim", "This quote is public: say what is corrected and why. Readers will see it."),
                field="public_reason",
            )
        correction = Correction.objects.create(
            quotation=row,
            what=what,
            public_reason=public_reason,
            before=snapshot(row).as_json(),
            corrected_at=now,
            corrected_by=by,
        )
        with words_move(row.pk):
            yield correction
        correction.after = snapshot(Quotation.objects.get(pk=row.pk)).as_json()
        correction.save(update_fields=["after"])


def snapshot(quotation: Quotation) -> Snapshot:
    lead = quotation.lead
    words = wording(lead.clause_exact, [segment.exact for segment in lead.segments.all()]) if lead else ""
    return Snapshot(
        words=words,
        said=[day.isoformat() for day in quotation.said] if quotation.said else [],
        attributed_to=[
            {"speaker": row.speaker_id, "described_as": row.described_as, "state": row.state}
            for row in quotation.attributions.all()
        ],
    )


@transaction.atomic
def dispute(
    *, by: User, now: datetime, attribution: Attribution, state: str, shown_by: Occurrence, public_reason: str = ""
) -> Attribution:
    """The attribution is disputed, denied, wrong or retracted, as `shown_by` shows. Public ones need a reason."""
    if state == Attribution.State.ASSERTED or state not in Attribution.State.values:
        raise Refused(pgettext_lazy("verbatim", "Choose what is wrong with the attribution."), field="state")
    with correcting(
        by=by, now=now, quotation=attribution.quotation, what=Correction.What.ATTRIBUTION, public_reason=public_reason
    ):
        attribution.state, attribution.shown_by = state, shown_by
        attribution.save(update_fields=["state", "shown_by"])
    return attribution


@transaction.atomic
def take_stance(*, by: User, now: datetime, claim: Claim, quotation: Quotation, kind: str) -> Stance:
    """Where the quotation stands on the claim; deciding again replaces the earlier decision (history keeps it)."""
    with pghistory.context(user=by.pk):
        stance, _ = Stance.objects.update_or_create(
            claim=claim, quotation=quotation, defaults={"kind": kind, "decided_by": by, "decided_at": now}
        )
    return stance
