"""A batch of rows as quotations: checked one by one as on the desk, written all together.

One transaction a batch: whoever stops the import stops it between two batches, and importing again goes on behind them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery

from accounts.models import User
from quotes.anchoring import around
from quotes.models import Attribution, ImportedRow, Occurrence, Quotation, Segment
from quotes.services.editing import check_laws
from quotes.services.importing.finding import Known
from quotes.services.importing.placing import appearance_of
from quotes.services.importing.rows import Row, RowRefused
from quotes.services.importing.texts import Text, Texts, keep_texts
from quotes.services.quoting import Appearance, AttributedTo, segments_of
from sources.models import Capture, Publication


@dataclass
class Written:
    """What became of a batch: ids of new quotations, how many rows were here already, lines that were refused."""

    created: list[int] = field(default_factory=list)
    known: int = 0
    refused: list[tuple[int, RowRefused]] = field(default_factory=list)


@dataclass(frozen=True)
class Import:
    """Who imports, when, whether the quotations are published at once, and whether nothing of it shall stay."""

    by: User
    now: datetime
    publish: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Sound:
    """A row that may be written: its place in the saved copy, and who spoke."""

    row: Row
    text: Text
    appearance: Appearance
    who: list[AttributedTo]
    outlet: Publication


def write_batch(rows: Sequence[Row], how: Import) -> Written:
    """Write the rows that are new and sound. One that only the database refuses is found by trying each alone."""
    try:
        return _written(rows, how)
    except IntegrityError as error:
        if len(rows) > 1:
            return _together(write_batch([row], how) for row in rows)
        law = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "a rule of the database"
        return Written(refused=[(rows[0].line, RowRefused("line", f"It breaks {law}.", "Enter it on the desk."))])


def _together(parts: Iterable[Written]) -> Written:
    whole = Written()
    for part in parts:
        whole.created += part.created
        whole.known += part.known
        whole.refused += part.refused
    return whole


@transaction.atomic
def _written(rows: Sequence[Row], how: Import) -> Written:
    result = Written()
    fresh = _fresh(rows, result)
    known = Known.for_rows(fresh, how.by)
    texts = Texts.for_rows(fresh, known)
    sound = []
    for row in fresh:
        try:
            sound.append(_sound(row, known, texts))
        except RowRefused as refused:
            result.refused.append((row.line, refused))
    if sound:
        result.created = _write(sound, how)
        check_laws()
    return result


def _fresh(rows: Sequence[Row], result: Written) -> list[Row]:
    """The rows that were not imported yet, each key once."""
    imported = ImportedRow.objects.filter(key__in=[row.key for row in rows])
    seen: dict[str, tuple[str, int | None]] = {
        key: (content, number) for key, content, number in imported.values_list("key", "content_sha256", "quotation")
    }
    fresh = []
    for row in rows:
        if row.key not in seen:
            seen[row.key] = (row.content_sha256, None)
            fresh.append(row)
        elif seen[row.key][0] == row.content_sha256:
            result.known += 1
        else:
            result.refused.append((row.line, changed(seen[row.key][1])))
    return fresh


def changed(number: int | None) -> RowRefused:
    which = f"quote {number}" if number else "an earlier line, or a quote that was deleted since"
    return RowRefused("key", f"This row was imported before with other content: {which}.", "Change it on the desk.")


def _sound(row: Row, known: Known, texts: Texts) -> Sound:
    """Everything is checked before anything is added: a refused row leaves no outlet and no speaker behind."""
    text = texts.of(row)
    appearance = appearance_of(row, text.capture)
    known.refuse_outlet(row)
    who = known.attributed_to(row)
    outlet = known.outlet(row)
    texts.keep(text, outlet)
    return Sound(row, text, appearance, who, outlet)


def _write(sound: Sequence[Sound], how: Import) -> list[int]:
    told = [(one.row, one.text, one.outlet) for one in sound]
    captures = keep_texts(told, by=how.by, now=how.now, store=not how.dry_run)
    with pghistory.context(user=how.by.pk):
        quotations = Quotation.objects.bulk_create(_quotation(one.row, how) for one in sound)
        Attribution.objects.bulk_create(
            Attribution(quotation=quotation, order=order, speaker=who.speaker, described_as=who.described_as)
            for quotation, one in zip(quotations, sound, strict=True)
            for order, who in enumerate(one.who, start=1)
        )
        _write_occurrences(quotations, sound, captures)
        _finish(quotations, how)
        ImportedRow.objects.bulk_create(
            ImportedRow(
                key=one.row.key,
                content_sha256=one.row.content_sha256,
                quotation=quotation,
                imported_by=how.by,
                imported_at=how.now,
            )
            for quotation, one in zip(quotations, sound, strict=True)
        )
    return [quotation.pk for quotation in quotations]


def _quotation(row: Row, how: Import) -> Quotation:
    first, last = row.said or (None, None)
    return Quotation(said_from=first, said_to=last, occasion=row.occasion, place=row.place, created_by=how.by)


def _write_occurrences(quotations: Sequence[Quotation], sound: Sequence[Sound], captures: Sequence[Capture]) -> None:
    rows = [
        _occurrence(quotation, one.appearance, capture)
        for quotation, one, capture in zip(quotations, sound, captures, strict=True)
    ]
    occurrences = Occurrence.objects.bulk_create(rows)
    Segment.objects.bulk_create(
        segment
        for occurrence, one in zip(occurrences, sound, strict=True)
        for segment in segments_of(occurrence, one.appearance.capture.text, one.appearance.segments)
    )


def _occurrence(quotation: Quotation, appearance: Appearance, capture: Capture) -> Occurrence:
    text, clause = appearance.capture.text, appearance.clause
    prefix, suffix = around(text, clause)
    return Occurrence(
        quotation=quotation,
        capture=capture,
        kind=appearance.kind,
        clause_start=clause.start,
        clause_end=clause.end,
        clause_exact=clause.of(text),
        clause_prefix=prefix,
        clause_suffix=suffix,
        cue=appearance.cue,
        speaker_mention=appearance.speaker_mention,
    )


def _finish(quotations: Sequence[Quotation], how: Import) -> None:
    """The one occurrence leads; published where a chief imports so. The database checks every law again."""
    own = Occurrence.objects.filter(quotation=OuterRef("pk")).values("pk")[:1]
    facts: dict[str, Any] = {"lead": Subquery(own)}
    if how.publish:
        facts |= {"status": Quotation.Status.PUBLISHED, "published_at": how.now, "published_by": how.by}
    Quotation.objects.filter(pk__in=[quotation.pk for quotation in quotations]).update(**facts)
