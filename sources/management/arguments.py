"""What the commands read from the command line, checked before anything is written."""

import difflib
import re
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from sources.formats.kinds import media_type_of_ending
from sources.models import Publication

UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
HTML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", re.I)

Days = tuple[date, date]


def storable(name: str, value: str, longest: int) -> str:
    """`value` without outer blanks, as the column can hold it."""
    if UNSTORABLE.search(value):
        raise CommandError(f"--{name} contains control characters or broken letters. Type it again.")
    if len(value) > longest:
        raise CommandError(f"--{name} has {len(value)} characters, more than the {longest} that fit. Shorten it.")
    return value.strip()


def days(value: str, today: date) -> Days | None:
    """`2023-02-04`, `2023-01-01..2023-01-31`, or `unknown`."""
    if value.strip().lower() == "unknown":
        return None
    first, dots, last = value.partition("..")
    interval = _day(first), _day(last if dots else first)
    if interval[0] > interval[1]:
        raise CommandError(f"--published {value}: the first day comes after the last one. Turn them round.")
    if interval[1] > today:
        raise CommandError(f"--published {value}: this day lies in the future (today is {today}). Check the year.")
    return interval


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise CommandError(
            f"--published: “{text}” is not a day. Write it like 2023-02-04, an interval like"
            " 2023-01-01..2023-01-31, or the word unknown."
        ) from error


def file_content(name: str, most_bytes: int) -> bytes:
    """The file's bytes. What would not fit is refused before it is read."""
    path = Path(name)
    try:
        if path.is_dir():
            raise CommandError(f"{name} is a directory. Name the file of one article.")
        if not path.exists():
            raise CommandError(f"There is no file {name}. Check the name; paths are relative to {Path.cwd()}.")
        if not path.is_file():
            raise CommandError(f"{name} is not an ordinary file. Save the article into a file first.")
        if path.stat().st_size > most_bytes:
            raise CommandError(
                f"{name} has {path.stat().st_size:,} bytes, more than the {most_bytes:,} that are kept."
                " Save the article's text alone, without pictures."
            )
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}. Check its permissions.") from error


def media_type(name: str, content: bytes) -> str:
    """The type that the file's ending names, or its beginning; the reader looks at the bytes again."""
    named = media_type_of_ending(Path(name).suffix.removeprefix("."))
    return named or ("text/html" if HTML_START.match(content) else "text/plain")


def unknown_publication(name: str) -> CommandError:
    known = list(Publication.objects.values_list("name", flat=True))
    near = difflib.get_close_matches(name, known, n=5, cutoff=0.5) or sorted(known)[:5]
    nearest = f" The nearest names here: {'; '.join(near)}." if near else ""
    kinds = ", ".join(Publication.Kind.values)
    return CommandError(f"There is no outlet “{name}”.{nearest} To add it, give --kind as well (one of {kinds}).")
