"""`manage.py vault verify` looks at the bytes of every saved copy; `manage.py vault tidy` removes what no copy has."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sources.models import Capture
from sources.services import keeping
from sources.vault import VaultAway


class Command(BaseCommand):
    help = "The bytes of saved copies: verify that each is there letter by letter, or tidy away what no copy has."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="verify|tidy")
        acts.add_parser("verify", help="read every file and compare its hash; exit code 1 where one is damaged")
        tidy = acts.add_parser("tidy", help="remove bytes older than a day that no standing copy has")
        tidy.add_argument("--dry-run", action="store_true", help="only list them")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["act"] == "verify":
                self.verify()
            else:
                self.tidy(only_list=options["dry_run"])
        except VaultAway as error:
            raise CommandError(f"The storage of saved copies fails ({error}). See CAPTURES_STORAGE.") from error

    def verify(self) -> None:
        copies = Capture.objects.readable().count()
        self.stderr.write(f"Reading {copies} saved copies ...")
        lost = 0
        for copy, sha256 in keeping.damaged():
            lost += 1
            self.stdout.write(
                f"saved copy {copy.pk} of article {copy.article_id}: {sha256} is not there as it was kept"
            )
        if lost:
            raise CommandError(f"{lost} of {copies} are damaged or missing. Bring their files back from a backup.")
        self.stdout.write(f"{copies} saved copies are there letter by letter.")

    def tidy(self, *, only_list: bool) -> None:
        now = timezone.now()
        if only_list:
            for sha256 in keeping.orphans(now=now):
                self.stdout.write(sha256)
            return
        self.stdout.write(f"{keeping.tidy(now=now)} files were removed.")
