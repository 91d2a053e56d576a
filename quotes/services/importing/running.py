"""A whole file: batch after batch, each in its own transaction, with progress and what was refused.

Started again after any end it begins at the first line and passes over what is here already: nothing is kept twice and
nothing is left out, wherever it was stopped.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import pgettext

from accounts.models import User
from quotes.services.importing.reading import ImportFile, Line
from quotes.services.importing.rows import Row, RowRefused, read_row
from quotes.services.importing.writing import Import, Written, changed, write_batch

BATCH_ROWS = 500
BATCH_BYTES = 8 * 1024 * 1024

MAY_IMPORT = ("quotes.add_quotation", "sources.add_article", "sources.add_capture")
MAY_PUBLISH = "quotes.publish_import"

Clock = Callable[[], datetime]


@dataclass
class Progress:
    """How far an import is: lines read, rows of each outcome, and the share of the file that was read (0..1)."""

    lines: int = 0
    created: int = 0
    known: int = 0
    refused: int = 0
    share: float = 0.0


@dataclass(frozen=True)
class Step:
    """What one batch added to the progress, and the lines that it refused."""

    progress: Progress
    refused: Sequence[tuple[int, RowRefused]]


class DryRun(Exception):
    """Ends a transaction of which nothing shall stay."""


def run_import(
    file: ImportFile, *, by: User, clock: Clock, publish: bool = False, dry_run: bool = False
) -> Iterator[Step]:
    """Import a file, yielding after each batch. `FileRefused` where the file as a whole cannot be read.

    With `dry_run` everything is checked, by the database too, and nothing stays.
    """
    demand_permission(by, publish=publish)
    return _steps(file, by=by, clock=clock, publish=publish, dry_run=dry_run)


def _steps(file: ImportFile, *, by: User, clock: Clock, publish: bool, dry_run: bool) -> Iterator[Step]:
    progress = Progress()
    seen: dict[str, str] = {}
    for batch in batches(file):
        rows, refused = _read(batch, clock().date())
        if dry_run:
            rows = _once(rows, seen, refused, progress)
        written = _write(rows, Import(by, clock(), publish, dry_run))
        refused += written.refused
        progress.lines += len(batch)
        progress.created += len(written.created)
        progress.known += written.known
        progress.refused += len(refused)
        progress.share = batch[-1].at / max(1, file.size)
        yield Step(progress, sorted(refused, key=lambda one: one[0]))


def demand_permission(by: User, *, publish: bool) -> None:
    if not by.has_perms(MAY_IMPORT):
        raise PermissionDenied(pgettext("verbatim", "Only people of the newsroom import quotes."))
    if publish and not by.has_perm(MAY_PUBLISH):
        raise PermissionDenied(pgettext("verbatim", "Only a chief publishes quotes while importing them."))


def batches(file: ImportFile) -> Iterator[list[Line]]:
    """Lines in groups that fit into memory whatever stands on them."""
    batch: list[Line] = []
    begun = 0
    for line in file.lines():
        batch.append(line)
        if len(batch) >= BATCH_ROWS or line.at - begun >= BATCH_BYTES:
            yield batch
            batch, begun = [], line.at
    if batch:
        yield batch


def _read(batch: Sequence[Line], today: date) -> tuple[list[Row], list[tuple[int, RowRefused]]]:
    rows: list[Row] = []
    refused: list[tuple[int, RowRefused]] = []
    for line in batch:
        try:
            if isinstance(line.told, RowRefused):
                raise line.told
            rows.append(read_row(line.number, line.told, today))
        except RowRefused as refusal:
            refused.append((line.number, refusal))
    return rows, refused


def _write(rows: Sequence[Row], how: Import) -> Written:
    if not how.dry_run:
        return write_batch(rows, how)
    written = Written()
    try:
        with transaction.atomic():
            written = write_batch(rows, how)
            raise DryRun
    except DryRun:
        return written


def _once(
    rows: Sequence[Row], seen: dict[str, str], refused: list[tuple[int, RowRefused]], progress: Progress
) -> list[Row]:
    """What an earlier batch would have written, which a dry run does not: its rows are told apart here."""
    fresh = [row for row in rows if row.key not in seen]
    for row in rows:
        before = seen.setdefault(row.key, row.content_sha256)
        if row in fresh:
            continue
        if before == row.content_sha256:
            progress.known += 1
        else:
            refused.append((row.line, changed(None)))
    return fresh
