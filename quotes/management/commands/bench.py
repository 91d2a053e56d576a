"""`manage.py bench flags --count 20`: how long an editor waits, measured at a real browser on the running newsroom."""

import importlib.util
import os
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quotes.models import Quotation

MOST = 1000


class Command(BaseCommand):
    help = "Measure the running newsroom. flags: from the click on Save until a possible link is seen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        benches = parser.add_subparsers(dest="bench", required=True, metavar="WHAT")
        flags = benches.add_parser("flags", help="save drafts in the desk's form and wait for their possible links")
        flags.add_argument("--count", type=how_many, default=20, metavar="N", help="how many drafts (default: 20)")

    def handle(self, *args: Any, **options: Any) -> None:
        if importlib.util.find_spec("playwright") is None:
            raise CommandError(
                "Measuring drives a browser, and the package for that is one of the developers'."
                " Run `make lint` once: it installs them. Then try again."
            )
        # Only now: the running newsroom has no playwright.
        from quotes.management.benches.browser import BenchRefusedError  # noqa: PLC0415 # as said above
        from quotes.management.benches.flags import measure_flags  # noqa: PLC0415 # as said above

        try:
            measured = measure_flags(options["count"], say=self.stdout.write)
        except BenchRefusedError as refused:
            raise CommandError(str(refused)) from refused
        self._report(measured.seconds, measured.missing)

    def _report(self, seconds: Sequence[float], missing: int) -> None:
        if seconds:
            p50, p95 = (percentile(seconds, share) for share in (0.5, 0.95))
            self.stdout.write(
                f"From Save to a visible possible link: p50 {p50:.2f} s, p95 {p95:.2f} s, max {max(seconds):.2f} s"
                f" ({len(seconds)} drafts)"
            )
        self.stdout.write(f"Quotes in the database: {Quotation.objects.count()}")
        self.stdout.write(f"Machine: {machine()}")
        self.stdout.write("All drafts were deleted again; the desk's history and its list of actions keep their trace.")
        if missing:
            raise CommandError(f"{missing} drafts never showed a possible link. Look at the worker's log.")


def how_many(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= MOST:
        raise ArgumentTypeError(f"give a number from 1 to {MOST}")
    return int(value)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed (nearest rank)."""
    rank = -int(-share * len(values) // 1)
    return sorted(values)[max(rank, 1) - 1]


def machine() -> str:
    """Cores, memory, and how busy they are: figures of a shared machine say little without the load."""
    kilobytes = int(Path("/proc/meminfo").read_text().split(maxsplit=2)[1])
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{os.cpu_count()} cores, {kilobytes / 1024**2:.1f} GB of memory, load average {load}"
