"""`manage.py demo`: load the demo newsroom into a database without quotations."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from quotes.demo.loading import load_demo
from quotes.demo.logins import FILE_NAME
from quotes.models import Quotation


class Command(BaseCommand):
    help = "Load the demo newsroom: fifteen real quotations, a claim, three users. Only into an empty newsroom."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are quotations already")

    def handle(self, *args: Any, **options: Any) -> None:
        known = Quotation.objects.count()
        if known and options["if_empty"]:
            return
        if known:
            raise CommandError(
                f"There are {known} quotations here already. The demo is loaded into an empty newsroom only:"
                " use another DATABASE_URL, or start `make run` with another DATA_DIR."
            )
        started = time.monotonic()
        try:
            newsroom = load_demo(now=timezone.now(), data_dir=settings.DATA_DIR)
        except OSError as error:
            raise CommandError(
                f"The log-ins cannot be written to {settings.DATA_DIR} ({error.strerror}); nothing was loaded."
                " Make the folder writable, or choose another DATA_DIR."
            ) from error
        self.stdout.write(
            f"Demo newsroom: {len(newsroom.quotations)} quotations of {len(newsroom.speakers)} speakers loaded in"
            f" {time.monotonic() - started:.1f} s; log-ins in {settings.DATA_DIR / FILE_NAME}"
        )
