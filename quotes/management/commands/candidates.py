"""Another engine's copy of the candidates: tell it what is new, fill it again, compare it with PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quotes.candidates.choosing import is_external
from quotes.candidates.errors import CandidatesUnavailableError
from quotes.models import CandidateChange, VectorIndex, Wording
from quotes.services import mirroring

ACTS = {
    "sync": "tell the copy what has changed since it was last told",
    "rebuild": "forget the copy and fill it again from PostgreSQL",
    "check": "compare the copy with PostgreSQL, wording by wording",
}


class Command(BaseCommand):
    help = "Look after the copy of the candidates in the engine that CANDIDATE_BACKEND names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="WHAT")
        for name, what in ACTS.items():
            acts.add_parser(name, help=what)

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_external():
            raise CommandError(
                "CANDIDATE_BACKEND is postgres: PostgreSQL is searched itself, and there is no copy to look after."
                " See docs/scale.md for when to set another."
            )
        index = VectorIndex.objects.filter(state=VectorIndex.State.SERVING).first()
        if index is None:
            raise CommandError("No vectors serve yet. Start the worker, or run `manage.py encoders build`.")
        try:
            {"sync": self._sync, "rebuild": self._rebuild, "check": self._check}[options["act"]](index)
        except CandidatesUnavailableError as away:
            raise CommandError(str(away)) from away

    def _sync(self, index: VectorIndex) -> None:
        if not mirroring.open_feed(index).filled_at:
            self._fill(index)
        told = 0
        while count := mirroring.sync():
            told += count
            self.stdout.write(f"told of {told} quotes, {CandidateChange.objects.count()} changes are left")
        self.stdout.write(f"Told {settings.CANDIDATE_BACKEND} of {told} changed quotes.")

    def _rebuild(self, index: VectorIndex) -> None:
        mirroring.fill_again(index)
        self._fill(index)
        self._sync(index)

    def _check(self, index: VectorIndex) -> None:
        total = Wording.objects.count()
        found = mirroring.compare(index, say=lambda done: self.stdout.write(f"compared {done} of {total} wordings"))
        self.stdout.write(", ".join(f"{kind}: {found[kind]}" for kind in ("same", "missing", "different", "too much")))
        if found.total() != found["same"]:
            waiting = CandidateChange.objects.count()
            raise CommandError(
                f"The copy differs from PostgreSQL ({waiting} changes wait to be told)."
                " Run `manage.py candidates sync` and check again; if it still differs: `manage.py candidates rebuild`."
            )

    def _fill(self, index: VectorIndex) -> None:
        feed, done, total = mirroring.open_feed(index), 0, Wording.objects.count()
        while not feed.filled_at:
            done += mirroring.fill_batch(feed, now=timezone.now())
            self.stdout.write(f"copied {done} of {total} wordings")
