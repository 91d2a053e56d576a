"""Learns from decisions how far the engine's probabilities are off."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quotes.queries.learning import linked_by_hand
from quotes.services.encoding.choosing import configured_engine
from quotes.services.errors import Refused
from quotes.services.learning.lessons import Lesson, learn
from quotes.services.learning.rejudging import judge_again


class Command(BaseCommand):
    help = (
        "Learn from the decisions on possible links; the new tuning is used only if it is better on decisions that "
        "were held back. Decisions from the time of another engine are judged by the present one first. "
        "--dry-run shows the figures and changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show the figures and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        engine = configured_engine()
        left = judge_again(engine, clock=timezone.now, until=timezone.now() if options["dry_run"] else None)
        if left:
            self.stdout.write(f"Decisions that the present engine has not judged yet, left out of this trial: {left}")
        try:
            lesson = learn(now=timezone.now(), engine_version=engine.version, dry_run=options["dry_run"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Decided suggestions to learn from: {lesson.learnt}; held back: {lesson.held}")
        self.stdout.write(f"Links made by hand, which carry no probability to learn from: {linked_by_hand()}")
        self._figures(lesson)

    def _figures(self, lesson: Lesson) -> None:
        if lesson.comparison is None:
            self.stdout.write("Too few decisions, or too few of a kind, to learn from and to compare: nothing changes.")
            return
        found = lesson.comparison
        low, middle, high = found.gain
        self.stdout.write(f"Log loss on held decisions: {found.loss_before:.4f} before, {found.loss_after:.4f} after")
        self.stdout.write(f"  lower by {middle:.4f} ({low:.4f} to {high:.4f}), in {found.surer:.0%} of the resamples")
        self.stdout.write(f"Average precision: {found.precision_before:.4f} before, {found.precision_after:.4f} after")
        verdict = "better" if lesson.is_better else "not better"
        if lesson.calibration is None:
            self.stdout.write(f"It would be {verdict}. Nothing was changed.")
        else:
            use = "used from now on" if lesson.is_better else "kept on record, not used"
            self.stdout.write(f"Tuning #{lesson.calibration.pk} is {verdict}: {use}.")
