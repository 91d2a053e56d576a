"""`manage.py import_quotations FILE --by NAME`: quotations from another archive, each row once."""

import csv
import re
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from quotes.models import MatchJob
from quotes.services.importing import rows
from quotes.services.importing.reading import FileRefused, import_file
from quotes.services.importing.rows import RowRefused
from quotes.services.importing.running import Progress, Step, run_import
from sources.errors import SourceRefused

SHOWN = 20
SPEAKS_EVERY = 2.0
"""Seconds between two lines of progress."""
LONGEST_CELL = 1000
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Command(BaseCommand):
    help = (
        "Import quotes with their articles from a JSONL or CSV file. Run it again after any end: it goes on where it"
        f" stopped, and a file that is here already changes nothing. Fields: {', '.join(sorted(rows.FIELDS))}."
        " docs/import.md says what each means."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", metavar="FILE", help=".jsonl, one object a line, or .csv with the fields as columns"
        )
        parser.add_argument("--by", required=True, metavar="NAME", help="the log-in of the person who imports")
        parser.add_argument("--dry-run", action="store_true", help="check every line, keep nothing")
        parser.add_argument("--publish", action="store_true", help="publish at once (chiefs only); else drafts")
        parser.add_argument("--report", metavar="FILE", help="write the refused lines there, separated by tabs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except (FileRefused, PermissionDenied, SourceRefused) as refused:
            raise CommandError(str(refused)) from refused

    def _run(self, options: dict[str, Any]) -> None:
        file, by = import_file(options["file"]), user_named(options["by"])
        steps = run_import(file, by=by, clock=timezone.now, publish=options["publish"], dry_run=options["dry_run"])
        report = Report(options["report"], self, of=file.path)
        progress = Progress()
        pace = Pace()
        try:
            for step in steps:
                progress = step.progress
                report.add(step)
                if pace.is_due():
                    self.stdout.write(pace.sentence(progress))
        finally:
            report.close()
        self._sum_up(progress, pace, dry_run=options["dry_run"])

    def _sum_up(self, progress: Progress, pace: "Pace", *, dry_run: bool) -> None:
        verb = "would be new" if dry_run else "new"
        self.stdout.write(
            f"{progress.lines} lines in {pace.seconds:.1f} s ({pace.rate(progress):.0f} a second): {progress.created}"
            f" {verb}, {progress.known} here already, {progress.refused} refused."
        )
        if not dry_run:
            waiting = MatchJob.objects.filter(state=MatchJob.State.QUEUED).count()
            self.stdout.write(f"{waiting} quotes wait for their search. `manage.py match_all` does it in batches.")
        if progress.refused:
            raise CommandError(f"{progress.refused} lines were refused. Mend them and import the file again.")


class Pace:
    """How fast it goes, and how long it will take."""

    def __init__(self) -> None:
        self._began = self._spoke = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def rate(self, progress: Progress) -> float:
        """Lines a second."""
        return progress.lines / max(self.seconds, 0.001)

    def is_due(self) -> bool:
        due = time.monotonic() - self._spoke >= SPEAKS_EVERY
        self._spoke = time.monotonic() if due else self._spoke
        return due

    def sentence(self, progress: Progress) -> str:
        left = self.seconds * (1 - progress.share) / max(progress.share, 0.0001)
        return (
            f"{progress.lines} lines, {100 * progress.share:.0f} %, {self.rate(progress):.0f} a second, about"
            f" {left:.0f} s left; {progress.refused} refused"
        )


class Report:
    """Every refused line with its reason and remedy: the first few on the screen, all of them in a file if asked."""

    def __init__(self, name: str | None, command: BaseCommand, *, of: Path) -> None:
        self._command, self._count = command, 0
        self._file: TextIO | None = None
        if name:
            if Path(name).exists() and Path(name).samefile(of):
                raise CommandError("The report would be written over the file itself. Give it another name.")
            try:
                self._file = Path(name).open("w", encoding="utf-8", newline="")  # noqa: SIM115 - closed in close()
            except OSError as error:
                raise CommandError(f"The report cannot be written to {name}: {error.strerror}.") from error
            self._write("line", "field", "reason", "remedy")

    def add(self, step: Step) -> None:
        for line, refused in step.refused:
            self._count += 1
            self._write(str(line), refused.field, refused.reason, refused.remedy)
            if self._count <= SHOWN:
                self._command.stderr.write(sentence(line, refused))
            elif self._count == SHOWN + 1:
                self._command.stderr.write("Further refused lines are counted; --report FILE lists all of them.")

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _write(self, *cells: str) -> None:
        if self._file:
            csv.writer(self._file, dialect="excel-tab").writerow(_no_formula(plain(cell)) for cell in cells)
            self._file.flush()


def sentence(line: int, refused: RowRefused) -> str:
    return f"line {line}, {plain(refused.field)}: {plain(refused.reason)} {plain(refused.remedy)}"


def plain(text: str) -> str:
    """What stood in the file, without what a terminal takes for commands and no file can hold, and not without end."""
    return CONTROLS.sub("�", text[:LONGEST_CELL]) + ("…" if len(text) > LONGEST_CELL else "")


def _no_formula(cell: str) -> str:
    """A spreadsheet program takes a cell that begins so for a formula, and does what it says."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def user_named(name: str) -> User:
    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise CommandError(f"There is no active user “{name}”. Name one who may enter quotes.")
    return found
