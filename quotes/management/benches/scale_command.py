"""`manage.py bench scale`: its arguments and its report."""

import json
import os
import re
import signal
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from quotes.management.benches.machine import memory_gigabytes
from quotes.management.benches.refusing import Say
from quotes.management.sizes import memory

NAME = "scale"
HELP = "measure finding candidates in a corpus of any size, beside its peers, in a scratch database"
PARTS = ("search", "encoders", "workers")
FEWEST, MOST = 200, 20_000_000
# Beside the newsroom's checkout, where labelled data is kept.
USUAL_DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
# One thread for everything that is measured in this process, peers included.
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--quotes", type=how_many, default=100_000, metavar="N", help="how many (default: 100000)")
    parser.add_argument(
        "--data",
        type=Path,
        default=USUAL_DATA,
        metavar="FOLDER",
        help="folder of labelled texts to start from (docs/scale.md says which; default: %(default)s)",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(settings.DATA_DIR) / "bench",
        metavar="FOLDER",
        help="where vectors of real texts are kept for the next run (%(default)s)",
    )
    parser.add_argument(
        "--memory",
        type=memory,
        default=f"{max(1, int(memory_gigabytes() / 6))}GB",
        metavar="SIZE",
        help="PostgreSQL's maintenance_work_mem while the index is built (default: %(default)s)",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=PARTS,
        metavar="PART",
        help=f"measure only: {', '.join(PARTS)} (may be given again)",
    )
    parser.add_argument("--keep", action="store_true", help="leave the scratch database, for a look of your own")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def run(options: dict[str, Any], *, say: Say, progress: Say) -> None:
    """Measure, and print the report, or its figures as JSON."""
    # Before numpy and the peers are loaded: they read it when they are.
    os.environ.update(THREADS)
    from quotes.management.benches.scale.report import lines_of, targets_of  # noqa: PLC0415 - as said above
    from quotes.management.benches.scale.run import Wish, measure_scale  # noqa: PLC0415 - as said above

    chosen = ("quotes", "data", "cache", "keep", "memory")
    wish = Wish(**{name: options[name] for name in chosen}, parts=frozenset(options["only"] or PARTS))
    with ended_like_ctrl_c():
        report = measure_scale(wish, say=timed(progress), now=timezone.now())
    if options["json"]:
        targets = [{"what": one.what, "wanted": one.wanted, "measured": one.measured} for one in targets_of(report)]
        say(json.dumps({**report, "targets": targets}, indent=1))
        return
    for line in lines_of(report):
        say(line)


@contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """Whoever ends it also wants the scratch database gone: by SIGTERM, or by SIGINT where a script started it deaf."""
    endings = (signal.SIGTERM, signal.SIGINT)
    before = {ending: signal.signal(ending, signal.default_int_handler) for ending in endings}
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)


def timed(say: Say) -> Say:
    """Put the seconds since now before each line."""
    began = time.monotonic()
    return lambda line: say(f"{time.monotonic() - began:7.1f} s  {line}")


def how_many(value: str) -> int:
    digits = value.replace("_", "").replace(",", "")
    if not re.fullmatch(r"[0-9]{1,8}", digits) or not FEWEST <= int(digits) <= MOST:
        raise ArgumentTypeError(f"give a number from {FEWEST} to {MOST}")
    return int(digits)
