"""`manage.py relate --jsonl IN --out OUT`: names the relation of pairs of quotations; needs no database."""

import difflib
import json
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from quotes.management.line_files import opened, refuse_paths, written_whole
from quotes.matching.engine import Engine, default_engine
from quotes.matching.relating import BATCH, FIELDS, BadPairError, GivenPair, answer, compared, read_pair, row_id

# Whoever waits longer than this is told how far it is.
TELL_EVERY = 5.0
# Fields that nobody reads and that are named at the end.
FIELDS_TOLD, FIELDS_COUNTED, FIELD_LENGTH = 5, 1000, 40
SIDES = "12"


@dataclass(frozen=True)
class BadLine:
    """A line that is no pair, and why."""

    id: str | int
    number: int
    reason: str


class Command(BaseCommand):
    help = (
        "Name the relation of pairs of quotations: one JSON object a line in, one a line out."
        " No database is needed. docs/matching.md explains the fields."
    )
    # Nothing of the newsroom is asked, so nothing of it is checked.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jsonl", type=Path, required=True, metavar="IN", help="file of pairs, one object a line")
        parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="file to write; replaced if there")
        parser.add_argument(
            "--skip-bad",
            action="store_true",
            help="write lines that are no pairs with an “error” instead of stopping at the first",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # A link stays a link: what it leads to is replaced.
        source, target = options["jsonl"], options["out"].resolve()
        ignored: Counter[str] = Counter()
        refuse_paths(source, target, rows="pairs")
        try:
            with opened(source) as lines, written_whole(target) as out:
                rows = counting(read(lines, skip_bad=options["skip_bad"]), ignored)
                pairs, bad = self._relate(rows, out)
        except OSError as error:
            raise CommandError(f"{target} could not be written: {error.strerror}.") from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. Nothing was written.", returncode=130) from None
        self.stderr.write(f"{pairs} pairs written to {target}" + (f", {bad} bad lines among them." if bad else "."))
        for name, count in ignored.most_common(FIELDS_TOLD):
            where = "one line" if count == 1 else f"{count} lines"
            self.stderr.write(f"{name!r} was not read, on {where}: there is no such field.{meant(name)}")
        if len(ignored) > FIELDS_TOLD:
            self.stderr.write("Other fields were not read either; these were the most frequent ones.")

    def _relate(self, rows: Iterator[GivenPair | BadLine], out: TextIO) -> tuple[int, int]:
        engine, began, told = default_engine(), time.monotonic(), time.monotonic()
        count = bad = 0
        for batch in batches(rows):
            for row in answers(batch, engine):
                count += 1
                bad += "error" in row
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            if time.monotonic() - told >= TELL_EVERY:
                told = time.monotonic()
                self.stderr.write(f"{count} pairs, {count / (told - began):.1f} a second")
        return count, bad


def read(lines: Iterator[bytes], *, skip_bad: bool) -> Iterator[GivenPair | BadLine]:
    """Yield each pair; a line that is none is yielded as such or stops everything with its number."""
    seen: dict[str | int, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            pair = read_pair(line, number)
            if seen.setdefault(pair.id, number) != number:
                raise BadPairError(f"The id {pair.id!r} already stands on line {seen[pair.id]}.")
            yield pair
        except BadPairError as error:
            if not skip_bad:
                raise CommandError(f"Line {number}: {error} (--skip-bad writes such lines as errors.)") from error
            yield BadLine(row_id(line, number), number, str(error))


def counting(rows: Iterator[GivenPair | BadLine], ignored: Counter[str]) -> Iterator[GivenPair | BadLine]:
    """The rows as they are, while the fields that nobody reads are counted, the first FIELDS_COUNTED of them."""
    for row in rows:
        names = [name[:FIELD_LENGTH] for name in row.ignored] if isinstance(row, GivenPair) else []
        ignored.update(name for name in names if name in ignored or len(ignored) < FIELDS_COUNTED)
        yield row


def meant(name: str) -> str:
    """What a misspelt field was probably meant to be, as a sentence after a space, or nothing."""
    near = difflib.get_close_matches(name.lower(), sorted(FIELDS), n=1, cutoff=0.7)
    if near and near[0][-1] in SIDES and name[-1] not in SIDES:
        return " Did you mean " + " or ".join(f"“{near[0][:-1]}{side}”" for side in SIDES) + "?"
    return f" Did you mean “{near[0]}”?" if near else ""


def batches(rows: Iterator[GivenPair | BadLine]) -> Iterator[list[GivenPair | BadLine]]:
    batch: list[GivenPair | BadLine] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def answers(batch: list[GivenPair | BadLine], engine: Engine) -> Iterator[dict[str, Any]]:
    """What is written for each row of a batch, in its order."""
    done = compared((row for row in batch if isinstance(row, GivenPair)), engine)
    for row in batch:
        if isinstance(row, BadLine):
            yield {"id": row.id, "line": row.number, "error": row.reason}
        else:
            yield answer(*next(done))
