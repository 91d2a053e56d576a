"""`manage.py bench matching`: its arguments."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from quotes.management.benches.refusing import Say

NAME = "matching"
MOST = 10_000_000
HELP = "find and name related quotes in labelled sets, beside the peers of the engine"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder of labelled sets, at any depth; docs/matching.md describes the formats",
    )
    parser.add_argument("--split", metavar="NAME", help="only queries and pairs of this split")
    parser.add_argument("--set", default="", metavar="NAME", help="only sets whose name begins so")
    parser.add_argument("--most", type=at_most, default=0, metavar="N", help="at most N queries or pairs of each set")
    parser.add_argument("--no-peers", action="store_true", help="measure the engine alone")
    parser.add_argument(
        "--hard-negatives", action="store_true", help="also judge edits of the texts that say something else, by rule"
    )
    parser.add_argument(
        "--reliability", type=Path, metavar="OUT.svg", help="draw the probabilities against what is right"
    )
    parser.add_argument(
        "--run",
        type=Path,
        metavar="OUT.tsv",
        help="write what was found, by tabs: qid, id, score; of pairs index, score; of named relations id, relation",
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print the engine's figures as JSON and nothing else")
    shape.add_argument("--markdown", action="store_true", help="print the tables as Markdown, for docs/benchmarks.md")


def run(options: dict[str, Any], *, say: Say, progress: Say) -> None:
    """Measure, and print the report, or its figures as JSON."""
    # Only now: it loads numpy, and other benches say first how many threads that may use.
    from quotes.management.benches.matching.measuring import measure  # noqa: PLC0415 - as said above

    measure(options, out=say, say=progress)


def at_most(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= MOST:
        raise ArgumentTypeError(f"give a number from 1 on, at most {MOST}")
    return int(value[:9])
