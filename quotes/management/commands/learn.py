"""`manage.py learn [WHAT]`: learns from what editors decided. Each lesson is a module of `lessons`."""

from argparse import SUPPRESS, ArgumentParser
from typing import Any, Final, Protocol

from django.core.management.base import BaseCommand, CommandError

from quotes.management.benches.refusing import Say
from quotes.management.lessons import extraction, links
from quotes.services.errors import Refused


class Lesson(Protocol):
    """Something to learn: its name, from what, and how it is learnt."""

    NAME: str
    HELP: str

    def run(self, *, dry_run: bool, say: Say) -> None: ...


LESSONS: Final[tuple[Lesson, ...]] = (links, extraction)


class Command(BaseCommand):
    help = (
        "Learn from editors' decisions; the new tuning is used only if it is better on decisions that were held back. "
        "Without WHAT it learns about possible links. --dry-run shows the figures and changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        told = "show the figures and change nothing"
        parser.add_argument("--dry-run", action="store_true", help=told)
        lessons = parser.add_subparsers(dest="lesson", metavar="WHAT")
        for lesson in LESSONS:
            one = lessons.add_parser(lesson.NAME, help=lesson.HELP)
            one.add_argument("--dry-run", action="store_true", default=SUPPRESS, help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options.get("lesson") or links.NAME
        (lesson,) = (lesson for lesson in LESSONS if wanted == lesson.NAME)
        try:
            lesson.run(dry_run=options["dry_run"], say=self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
