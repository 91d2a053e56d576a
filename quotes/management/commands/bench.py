"""`manage.py bench WHAT`: measures this newsroom and what it is built on. Each bench is a module of `benches`."""

from argparse import ArgumentParser
from typing import Any, Final, Protocol

from django.core.management.base import BaseCommand, CommandError

from quotes.management.benches import extraction_command, flags_command, matching_command, scale_command
from quotes.management.benches.refusing import BenchRefusedError, Say


class Bench(Protocol):
    """A bench: its name, what it measures, its arguments, and how it runs. `progress` is not part of the report."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, options: dict[str, Any], *, say: Say, progress: Say) -> None: ...


BENCHES: Final[tuple[Bench, ...]] = (extraction_command, flags_command, matching_command, scale_command)


class Command(BaseCommand):
    help = "Measure. " + " ".join(f"{bench.NAME}: {bench.HELP}." for bench in BENCHES)

    def add_arguments(self, parser: ArgumentParser) -> None:
        benches = parser.add_subparsers(dest="bench", required=True, metavar="WHAT")
        for bench in BENCHES:
            bench.add_arguments(benches.add_parser(bench.NAME, help=bench.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        (bench,) = (bench for bench in BENCHES if options["bench"] == bench.NAME)
        try:
            bench.run(options, say=self.stdout.write, progress=self.stderr.write)
        except BenchRefusedError as refused:
            raise CommandError(str(refused)) from refused
        except KeyboardInterrupt:
            raise CommandError("Stopped. What the bench had made is gone again.", returncode=130) from None
