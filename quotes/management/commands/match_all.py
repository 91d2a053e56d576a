"""`manage.py match_all`: encode and search all that waits, in batches. Run again, it goes on or changes nothing."""

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quotes.management.sizes import memory
from quotes.models import MatchJob, Quotation
from quotes.services.flagging import ahead, whole

SPEAKS_EVERY = 2.0


class Command(BaseCommand):
    help = (
        "Search related quotes for the whole newsroom: encodes what waits in large batches, builds the index, then does"
        " the searches that wait. --stale also searches for quotes that an older engine looked at. Workers may go on"
        " beside it; stopped at any moment it goes on where it was, and a second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stale", action="store_true", help="also what another engine has searched for")
        parser.add_argument("--encode-only", action="store_true", help="leave the searches to the workers")
        parser.add_argument("--memory", type=memory, metavar="SIZE", help="for building the index, for example 2GB")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["stale"]:
            self.stdout.write(f"Queued again: {whole.queue_stale(clock=timezone.now)}")
        waiting = ahead.unencoded().count()
        self._follow("encoded", ahead.encode_ahead(clock=timezone.now, memory=options["memory"] or ""), waiting)
        if not options["encode_only"]:
            steps = whole.search_all(clock=timezone.now, step=timedelta(seconds=SPEAKS_EVERY))
            self._follow("searched", steps, whole.waiting())
        self._sum_up()

    def _follow(self, verb: str, steps: Iterable[int], total: int) -> None:
        began = spoke = time.monotonic()
        done = 0
        for count in steps:
            done += count
            if time.monotonic() - spoke >= SPEAKS_EVERY:
                spoke = time.monotonic()
                rate = done / (spoke - began)
                self.stdout.write(
                    f"{done} of {max(total, done)} {verb}, {rate:.1f} a second,"
                    f" about {max(0, total - done) / max(rate, 0.001):.0f} s left"
                )
        seconds = time.monotonic() - began
        self.stdout.write(f"{done} {verb} in {seconds:.1f} s ({done / max(seconds, 0.001):.1f} a second)")

    def _sum_up(self) -> None:
        parked = MatchJob.objects.filter(state=MatchJob.State.PARKED).count()
        self.stdout.write(f"{Quotation.objects.count()} quotes; {whole.waiting()} searches wait, {parked} are parked.")
