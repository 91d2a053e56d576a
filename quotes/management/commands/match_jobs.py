"""Shows how the search for related quotes stands, starts parked jobs again, and searches anew for all quotes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count

from quotes.models import MatchJob, Quotation
from quotes.services.flagging import jobs


class Command(BaseCommand):
    help = (
        "Show the search for related quotes; --retry starts parked jobs again, --again searches anew for every quote."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--retry", action="store_true", help="start all parked jobs again")
        choice.add_argument("--again", action="store_true", help="search anew for every quote")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry"]:
            self.stdout.write(f"Started again: {jobs.retry(jobs=MatchJob.objects.all())}")
        if options["again"]:
            quotations = Quotation.objects.exclude(status=Quotation.Status.WITHDRAWN)
            self.stdout.write(f"Queued: {jobs.search_again(quotations=quotations)}")
        self._show()

    def _show(self) -> None:
        counts = dict(MatchJob.objects.order_by("state").values_list("state").annotate(Count("pk")))
        for state in MatchJob.State:
            self.stdout.write(f"{state.label}: {counts.get(state.value, 0)}")
        for job in MatchJob.objects.filter(state=MatchJob.State.PARKED).order_by("pk")[:20]:
            self.stdout.write(f"  quote {job.quotation_id}, revision {job.revision}: {job.last_error}")
