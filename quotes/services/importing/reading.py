"""Lines from a JSONL or CSV file, one at a time: a file of any size takes the memory of its longest line."""

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import Any

from quotes.services.importing.rows import FIELDS, RowRefused

LONGEST_LINE = 32 * 1024 * 1024
"""Bytes of JSON, or characters of a CSV row, however many lines it has. Three times the largest text that is kept, for
what JSON spells with escapes."""


class FileRefused(Exception):
    """The file as a whole cannot be imported; says why, and what to do."""


class RowTooLong(Exception):
    """A row of a CSV file is longer than LONGEST_LINE; it was passed over."""


@dataclass(frozen=True)
class Line:
    """A line as the file has it, or why it cannot be read; `at` is the number of bytes read so far."""

    number: int
    at: int
    told: dict[str, Any] | RowRefused


@dataclass(frozen=True)
class ImportFile:
    path: Path

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def lines(self) -> Iterator[Line]:
        """In order, numbered as an editor shows them: a CSV row of several lines has the number of its first one."""
        try:
            with self.path.open("rb") as file:
                yield from _csv_lines(file) if self.path.suffix.lower() == ".csv" else _json_lines(file)
        except OSError as error:
            raise FileRefused(f"{self.path} cannot be read: {error.strerror}.") from error


def import_file(name: str) -> ImportFile:
    """The file, if it is one that can be imported."""
    path = Path(name)
    if not path.is_file():
        raise FileRefused(f"There is no file {name}. Check the name; paths are relative to {Path.cwd()}.")
    if path.suffix.lower() not in (".jsonl", ".csv"):
        raise FileRefused(f"{name} is neither .jsonl nor .csv. Rename it if it is one of them.")
    if not os.access(path, os.R_OK):
        raise FileRefused(f"{name} cannot be read. Check its permissions.")
    return ImportFile(path)


def _json_lines(file: BufferedReader) -> Iterator[Line]:
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            _skip_line(file)
            yield Line(number, file.tell(), _too_long("bytes"))
        elif raw.strip():
            yield Line(number, file.tell(), _object(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw))


def _skip_line(file: BufferedReader) -> None:
    while (raw := file.readline(LONGEST_LINE)) and not raw.endswith(b"\n"):
        pass


def _too_long(what: str) -> RowRefused:
    return RowRefused("line", f"It is longer than {LONGEST_LINE} {what}.", "Give the passage, not the whole text.")


def _object(raw: bytes) -> dict[str, Any] | RowRefused:
    try:
        told = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return RowRefused("line", f"Byte {error.start} is not UTF-8.", "Save the file as UTF-8.")
    except (ValueError, RecursionError) as error:
        return RowRefused("line", f"It is not JSON ({error}).", "Write one JSON object on each line.")
    if not isinstance(told, dict):
        return RowRefused("line", "It is not a JSON object.", 'Write {"title": …, "words": …} on each line.')
    return told


def _csv_lines(file: BufferedReader) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_LINE)
    # What is not UTF-8 comes through as lone surrogates, and the row that holds them is refused, not the file.
    with TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        lines = _TextLines(text)
        # Strict: a cell that nobody closed is an error at the end of the file, not a cell that holds all other rows.
        reader = csv.reader(lines, strict=True)
        header = _next_row(lines, reader)
        names = _names(header if isinstance(header, list) else [])
        while True:
            number = lines.number + 1
            cells = _next_row(lines, reader)
            if cells is None:
                return
            if isinstance(cells, RowRefused) or any(cells):
                told = cells if isinstance(cells, RowRefused) else _cells(names, cells)
                yield Line(number, file.tell(), told)


class _TextLines:
    """The lines of a text, without ever holding more than LONGEST_LINE characters of one row."""

    def __init__(self, text: TextIOWrapper) -> None:
        self.number = 0
        self._text, self._held = text, 0

    def __iter__(self) -> "_TextLines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._held += len(line)
        if self._held > LONGEST_LINE:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(LONGEST_LINE)
            raise RowTooLong
        return line

    def begin_row(self) -> None:
        self._held = 0


def _next_row(lines: _TextLines, reader: Iterator[list[str]]) -> list[str] | RowRefused | None:
    """The cells of the next row, or what is wrong with it; None behind the last one."""
    lines.begin_row()
    try:
        return next(reader, None)
    except RowTooLong:
        return _too_long("characters")
    except csv.Error as error:
        return RowRefused("line", f"It is not CSV ({error}).", "Quote its cells, and close every quotation mark.")


def _names(header: list[str]) -> list[str]:
    names = [name.strip() for name in header]
    unknown = [name for name in names if name not in FIELDS]
    if unknown or not names or len(set(names)) < len(names):
        raise FileRefused(
            f"The first line must name the columns, each once; “{(unknown or names or [''])[0]}” does not fit."
            f" Known are: {', '.join(sorted(FIELDS))}."
        )
    return names


def _cells(names: list[str], cells: list[str]) -> dict[str, Any] | RowRefused:
    if len(cells) > len(names):
        return RowRefused(
            "line", f"It has {len(cells)} cells for {len(names)} columns.", "Quote the cells with commas."
        )
    return dict(zip(names, cells, strict=False))
