"""Saving one quotation's sheet whole: all of it or nothing, and with a public correction where readers saw it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pghistory
from django.db import connection, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import pgettext_lazy

from accounts.models import User
from quotes.models import Attribution, Correction, Occurrence, Quotation
from quotes.services import quoting
from quotes.services.errors import Refused
from quotes.services.quoting import Appearance, Days
from quotes.services.sheets import (
    AppearanceEntry,
    AttributionEntry,
    EditedMeanwhile,
    EntryRefused,
    Pasted,
    Placed,
    Sheet,
    StanceEntry,
)
from sources.errors import SourceRefused
from sources.models import Capture
from sources.services import recording as sources

What = Correction.What
PASTED_FIELDS = {"title": "title", "canonical_address": "address", "content": "passage", "published": "published"}


@transaction.atomic
def save_new(*, by: User, now: datetime, sheet: Sheet) -> Quotation:
    """A draft from a sheet. Its first appearance gives the words that are shown."""
    placed = [entry for entry in sheet.appearances if entry.placed]
    if not placed:
        message = pgettext_lazy(
            "verbatim", "Attach a place where it appeared: choose an article's saved copy, or paste the passage."
        )
        raise Refused(message, field="appearances")
    with pghistory.context(user=by.pk), refusing("appearances", placed[0].number):
        quotation = quoting.create_quotation(
            by=by,
            now=now,
            attributed_to=[entry.who for entry in sheet.attributions if entry.who],
            appearance=appearance(by, now, placed[0]),
            said=sheet.details.get("said"),
            occasion=sheet.details.get("occasion", ""),
            place=sheet.details.get("place", ""),
        )
    write_appearances(by, now, quotation, placed[1:])
    write_stances(by, now, quotation, sheet.stances)
    check_laws()
    return quotation


@transaction.atomic
def save_changes(
    *,
    by: User,
    now: datetime,
    quotation: Quotation,
    seen_version: int,
    sheet: Sheet,
    what: str = "",
    public_reason: str = "",
) -> Quotation:
    """Apply what the sheet touches. `seen_version` is the quotation's `edit_version` that the editor saw.

    Raises EditedMeanwhile where another save came between; nothing is written then.
    """
    row = quoting.locked(quotation)
    if row.edit_version != seen_version:
        raise EditedMeanwhile(pgettext_lazy("verbatim", "Somebody else saved this quote while you had it open."))
    if row.published_at and not by.has_perm("quotes.correct_quotation"):
        raise Refused(pgettext_lazy("verbatim", "Only an editor changes a quote that readers have seen."))
    with (
        pghistory.context(user=by.pk),
        correction_for(by=by, now=now, quotation=row, sheet=sheet, what=what, public_reason=public_reason),
    ):
        write_attributions(row, sheet.attributions)
        added = write_appearances(by, now, row, sheet.appearances)
        write_details(by, now, row, sheet, added)
        remove_appearances(row, sheet.appearances)
    write_stances(by, now, row, sheet.stances)
    check_laws()
    return quoting.locked(row)


@transaction.atomic
def delete_draft(*, by: User, quotation: Quotation) -> None:
    """Only what no reader ever saw and no decision rests on is deleted."""
    row = quoting.locked(quotation)
    if row.status != Quotation.Status.DRAFT:
        raise Refused(
            pgettext_lazy("verbatim", "Only drafts can be deleted. Withdraw this quote, or put it under review.")
        )
    try:
        with pghistory.context(user=by.pk), transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError) as error:
        message = pgettext_lazy(
            "verbatim", "Decisions about links, or words that dispute another quote, rest on this draft. Keep it."
        )
        raise Refused(message) from error


def touched(quotation: Quotation, sheet: Sheet) -> set[str]:
    """Which of words, attribution and date the sheet would change: what readers must be told of."""
    said = sheet.details.get("said", quotation.said)
    lead = sheet.details.get("lead_id", quotation.lead_id)
    changes = {What.DATE} if said != quotation.said else set()
    if lead != quotation.lead_id or any(changes_words(entry) for entry in sheet.appearances):
        changes.add(What.WORDS)
    if sheet.attributions:
        changes.add(What.ATTRIBUTION)
    return {str(what) for what in changes}


def changes_words(entry: AppearanceEntry) -> bool:
    """True when an existing appearance goes or moves. A further one changes no words that were shown."""
    if entry.row is None:
        return False
    occurrence = Occurrence.objects.prefetch_related("segments").filter(pk=entry.row).first()
    return occurrence is not None and (entry.placed is None or not stands_there(occurrence, entry.placed))


def stands_there(occurrence: Occurrence, placed: Placed) -> bool:
    """The sheet marks exactly the words that the occurrence has already."""
    segments = [(segment.start, segment.end) for segment in occurrence.segments.all()]
    return (
        isinstance(placed.source, Capture)
        and occurrence.capture_id == placed.source.pk
        and occurrence.kind == placed.kind
        and (occurrence.clause_start, occurrence.clause_end) == (placed.clause.start, placed.clause.end)
        and segments == sorted((span.start, span.end) for span in placed.segments)
    )


@contextmanager
def correction_for(
    *, by: User, now: datetime, quotation: Quotation, sheet: Sheet, what: str, public_reason: str
) -> Iterator[None]:
    """A public correction around the writing, where the sheet changes what readers saw."""
    changes = touched(quotation, sheet) if quotation.published_at else set()
    if not changes:
        yield
        return
    chosen = what or (changes.pop() if len(changes) == 1 else What.OTHER)
    with quoting.correcting(by=by, now=now, quotation=quotation, what=chosen, public_reason=public_reason):
        yield


def write_attributions(quotation: Quotation, entries: Sequence[AttributionEntry]) -> None:
    """Change, add and remove; a row whose speaker changes is written anew, because a dispute was about the old one."""
    if not entries:
        return
    kept = {row.pk: row for row in quotation.attributions.all()}
    gone = [kept.pop(entry.row) for entry in entries if entry.row in kept and speaker_changes(kept[entry.row], entry)]
    places = {row.pk: row.order for row in gone}
    Attribution.objects.filter(pk__in=places).delete()
    for entry in entries:
        if entry.who is not None:
            write_attribution(quotation, entry, kept, places)
    refuse_result(quotation)


def write_attribution(
    quotation: Quotation, entry: AttributionEntry, kept: Mapping[int, Attribution], places: Mapping[int, int]
) -> None:
    assert entry.who is not None
    row = kept.get(entry.row or 0)
    with refusing("attributions", entry.number):
        quoting.refuse_attributions([entry.who])
        if row is not None:
            row.described_as, row.on_behalf_of = entry.who.described_as, entry.who.on_behalf_of
            row.save(update_fields=["described_as", "on_behalf_of"])
            return
        if entry.who.speaker and quotation.attributions.filter(speaker=entry.who.speaker).exists():
            raise Refused(pgettext_lazy("verbatim", "A speaker is named twice. Remove one."), field="speaker")
        order = places.get(entry.row or 0) or next_order(quotation)
        quoting.add_attribution(quotation=quotation, order=order, who=entry.who)


def speaker_changes(row: Attribution, entry: AttributionEntry) -> bool:
    return entry.who is None or (entry.who.speaker.pk if entry.who.speaker else None) != row.speaker_id


def next_order(quotation: Quotation) -> int:
    return 1 + max(quotation.attributions.values_list("order", flat=True), default=0)


def refuse_result(quotation: Quotation) -> None:
    if not quotation.attributions.exists():
        quoting.refuse_attributions([])


def write_appearances(
    by: User, now: datetime, quotation: Quotation, entries: Sequence[AppearanceEntry]
) -> list[Occurrence]:
    """Add new ones and change existing ones; returns the added ones. Removing comes after the lead is chosen."""
    added = []
    for entry in entries:
        if entry.placed is None:
            continue
        with refusing("appearances", entry.number):
            existing = quotation.occurrences.filter(pk=entry.row).first() if entry.row else None
            if existing is None:
                placed = appearance(by, now, entry)
                added.append(quoting.attach_occurrence(by=by, now=now, quotation=quotation, appearance=placed))
            elif stands_there(existing, entry.placed):
                describe_occurrence(existing, entry.placed, now)
            else:
                quoting.move_occurrence(by=by, now=now, occurrence=existing, appearance=appearance(by, now, entry))
    return added


def describe_occurrence(occurrence: Occurrence, placed: Placed, now: datetime) -> None:
    """What the article says about the same words: no wording changes, so readers need no correction."""
    first, last = quoting.checked_days(placed.reported, now)
    occurrence.cue, occurrence.speaker_mention = placed.cue, placed.speaker_mention
    occurrence.reported_place = placed.reported_place
    occurrence.reported_from, occurrence.reported_to = first, last
    occurrence.save(update_fields=["cue", "speaker_mention", "reported_place", "reported_from", "reported_to"])


def remove_appearances(quotation: Quotation, entries: Sequence[AppearanceEntry]) -> None:
    for entry in entries:
        if entry.placed is not None or entry.row is None:
            continue
        with refusing("appearances", entry.number):
            try:
                quotation.occurrences.filter(pk=entry.row).delete()
            except (ProtectedError, RestrictedError) as error:
                message = pgettext_lazy(
                    "verbatim", "A note or a disputed attribution rests on this place. Change that first."
                )
                raise Refused(message) from error


def write_details(by: User, now: datetime, quotation: Quotation, sheet: Sheet, added: Sequence[Occurrence]) -> None:
    details: dict[str, Any] = dict(sheet.details)
    if "said" in details:
        quotation.said_from, quotation.said_to = checked_said(details.pop("said"), now)
    for name, value in details.items():
        setattr(quotation, name, value)
    removed = {entry.row for entry in sheet.appearances if entry.placed is None}
    if quotation.original_id in removed:
        quotation.original_id = None
    quotation.lead_id = lead_among(quotation, removed, added)
    columns = ("said_from", "said_to", "occasion", "place", "lead_id", "original_id")
    quoting.saved(quotation, by, *(name.removesuffix("_id") for name in columns))


def checked_said(said: Days | None, now: datetime) -> tuple[date | None, date | None]:
    return quoting.checked_days(said, now)


def lead_among(quotation: Quotation, removed: set[int | None], added: Sequence[Occurrence]) -> int:
    """The chosen lead where it stays, else the oldest appearance that does."""
    left = [pk for pk in quotation.occurrences.order_by("pk").values_list("pk", flat=True) if pk not in removed]
    if not left:
        message = pgettext_lazy("verbatim", "A quote needs at least one place where it appeared. Attach another first.")
        raise Refused(message, field="appearances")
    return quotation.lead_id if quotation.lead_id in left else left[0]


def write_stances(by: User, now: datetime, quotation: Quotation, entries: Sequence[StanceEntry]) -> None:
    if entries and not by.has_perm("quotes.add_stance"):
        raise Refused(pgettext_lazy("verbatim", "Only an editor decides which claim a quote belongs to."))
    for entry in entries:
        stale = quotation.stances.filter(pk=entry.row) if entry.row else quotation.stances.none()
        with pghistory.context(user=by.pk):
            stale.exclude(claim=entry.claim).delete()
        if entry.claim is not None:
            quoting.take_stance(by=by, now=now, claim=entry.claim, quotation=quotation, kind=entry.kind)


def appearance(by: User, now: datetime, entry: AppearanceEntry) -> Appearance:
    """The entry with its saved copy; a pasted passage becomes one here, in the same transaction."""
    placed = entry.placed
    assert placed is not None
    capture = placed.source if isinstance(placed.source, Capture) else capture_pasted(by, now, placed.source)
    return Appearance(
        capture=capture,
        kind=placed.kind,
        clause=placed.clause,
        segments=placed.segments,
        cue=placed.cue,
        speaker_mention=placed.speaker_mention,
        reported_place=placed.reported_place,
        reported=placed.reported,
    )


def capture_pasted(by: User, now: datetime, pasted: Pasted) -> Capture:
    day = pasted.published
    if day and day > now.date():
        message = pgettext_lazy("verbatim", "The article's day lies in the future. Check the year.")
        raise Refused(message, field="published")
    article = sources.add_article(
        by=by,
        publication=pasted.publication,
        title=pasted.title,
        language=pasted.language,
        canonical_address=pasted.address or None,
        published=(day, day) if day else None,
    )
    capture = sources.record_capture(
        by=by,
        now=now,
        article=article,
        content=pasted.text.encode(),
        method=Capture.Method.PASTED,
        address=article.canonical_address or "",
    )
    if capture.text != pasted.text:
        message = pgettext_lazy("verbatim", "The passage holds characters that cannot be kept. Paste it as plain text.")
        raise Refused(message, field="passage")
    return capture


@contextmanager
def refusing(part: str, number: int) -> Iterator[None]:
    """Say which entry of the sheet a refusal is about."""
    try:
        yield
    except SourceRefused as refusal:
        field = PASTED_FIELDS.get(refusal.field, refusal.field)
        raise EntryRefused(Refused(refusal.message, field=field), part=part, number=number) from refusal
    except EntryRefused:
        raise
    except Refused as refusal:
        if refusal.field in ("attributions", "said_from", "said_to") and part == "appearances":
            raise
        raise EntryRefused(refusal, part=part, number=number) from refusal


def check_laws() -> None:
    """Let the deferred triggers speak now, inside the transaction of the save, rather than at its end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
