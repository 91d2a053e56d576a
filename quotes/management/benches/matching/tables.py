"""Tables for people: aligned columns in a terminal, or Markdown for docs/benchmarks.md."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """`rows` hold as many cells as `columns`; the first column is left-aligned, the others are figures."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


def share(value: float | None) -> str:
    """Write a share of 0..1 with three digits, as the tables of the field do; nothing as a dash."""
    return "-" if value is None else f"{value:.3f}"


def plain(table: Table) -> str:
    lines = [list(table.columns), *map(list, table.rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(table.columns))]
    written = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width) for place, (cell, width) in _cells(line, widths)
        )
        for line in lines
    ]
    return "\n".join([table.title, *(line.rstrip() for line in written), *([table.note] if table.note else []), ""])


def markdown(table: Table) -> str:
    lines = [
        "| " + " | ".join(table.columns) + " |",
        "|" + "|".join("---" if place == 0 else "---:" for place in range(len(table.columns))) + "|",
        *("| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in table.rows),
    ]
    return "\n".join([f"### {table.title}", "", *lines, "", *([table.note, ""] if table.note else [])])


def _cells(line: Sequence[str], widths: Sequence[int]) -> list[tuple[int, tuple[str, int]]]:
    return list(enumerate(zip(line, widths, strict=True)))
