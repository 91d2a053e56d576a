"""Proportional memory (PSS) of the running stack: pages that processes share are divided among them."""

import os
import re
from collections import defaultdict
from pathlib import Path

from config.embedded.errors import StackError
from config.embedded.options import options_from


class NothingRunsError(StackError):
    def __init__(self) -> None:
        super().__init__("Verbatim does not run from this checkout.", "Start it with `make run`.")


def run_memory() -> int:
    """Print the megabytes of each process below the running guard, and their sum."""
    total = 0.0
    for pid in family(_guard()):
        megabytes = proportional_megabytes(pid)
        total += megabytes
        print(f"{megabytes:8.1f} MB  {pid:>7}  {_command(pid)[:90]}")
    print(f"{total:8.1f} MB  proportional memory in all")
    return 0


def _guard() -> int:
    lock = options_from(os.environ).folders.lock
    found = re.search(r"\(process (\d+)\)", lock.read_text()) if lock.exists() else None
    if not found or not Path(f"/proc/{found[1]}").exists():
        raise NothingRunsError
    return int(found[1])


def family(pid: int) -> list[int]:
    """A process and all its descendants that are alive."""
    children: dict[int, list[int]] = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            found = re.search(r"^PPid:\s*(\d+)$", status.read_text(), re.MULTILINE)
        except OSError:  # it ended while we looked
            continue
        if found:
            children[int(found[1])].append(int(status.parent.name))
    members = [pid]
    for member in members:
        members.extend(children[member])
    return members


def proportional_megabytes(pid: int) -> float:
    try:
        found = re.search(r"^Pss:\s*(\d+) kB$", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return ""
