"""Commands that read JSON lines and write them: which paths they take; a file is written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.core.management.base import CommandError


def refuse_paths(source: Path, target: Path, *, rows: str) -> None:
    """CommandError where IN cannot be read or OUT cannot be written. `rows` is what stands on the lines of IN."""
    if not source.is_file():
        raise CommandError(f"{source} is no file. Give a file of {rows}, one JSON object a line.")
    if target.is_dir():
        raise CommandError(f"{target} is a folder. Give the name of the file to write.")
    if target.exists() and not target.is_file():
        raise CommandError(f"{target} is no ordinary file, and would be replaced. Give the name of a file.")
    if not target.parent.is_dir():
        raise CommandError(f"The folder {target.parent} is not there. Make it first.")
    if target.exists() and target.samefile(source):
        raise CommandError("IN and OUT are the same file. Give OUT another name.")


@contextmanager
def opened(source: Path) -> Iterator[Iterator[bytes]]:
    """The lines of a file; CommandError where it cannot be read."""
    try:
        lines = source.open("rb")
    except OSError as error:
        raise CommandError(f"{source} could not be read: {error.strerror}.") from error
    with lines:
        yield lines


@contextmanager
def written_whole(target: Path) -> Iterator[TextIO]:
    """A file that takes the place of `target` once all of it is written, and leaves nothing behind if it is not."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            yield out
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
