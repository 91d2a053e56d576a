"""`manage.py bench flags`: its arguments and its report."""

import importlib.util
import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from quotes.management.benches.machine import machine, percentile
from quotes.management.benches.refusing import BenchRefusedError, Say
from quotes.models import Quotation

NAME = "flags"
HELP = "save drafts in the desk's form and wait for their possible links"
MOST = 1000


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--count", type=how_many, default=20, metavar="N", help="how many drafts (default: 20)")


def run(options: dict[str, Any], *, say: Say, progress: Say) -> None:
    """Measure the running newsroom at a real browser."""
    if importlib.util.find_spec("playwright") is None:
        raise BenchRefusedError(
            "Measuring drives a browser, and the package for that is one of the developers'."
            " Run `make lint` once: it installs them. Then try again."
        )
    # Only now: the running newsroom has no playwright.
    from quotes.management.benches.flags import measure_flags  # noqa: PLC0415 - as said above

    measured = measure_flags(options["count"], say=say)
    seconds = measured.seconds
    if seconds:
        p50, p95 = (percentile(seconds, share) for share in (0.5, 0.95))
        say(
            f"From Save to a visible possible link: p50 {p50:.2f} s, p95 {p95:.2f} s, max {max(seconds):.2f} s"
            f" ({len(seconds)} drafts)"
        )
    say(f"Quotes in the database: {Quotation.objects.count()}")
    say(f"Machine: {machine()}")
    say("All drafts were deleted again; the desk's history and its list of actions keep their trace.")
    if measured.missing:
        raise BenchRefusedError(f"{measured.missing} drafts never showed a possible link. Look at the worker's log.")


def how_many(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= MOST:
        raise ArgumentTypeError(f"give a number from 1 to {MOST}")
    return int(value)
