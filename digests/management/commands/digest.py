"""`manage.py digest`: show or compose a week's mail by hand. Beat does the same by itself when a week is over."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone, translation

from digests.models import Edition
from digests.queries.facts import Fact, facts_in, facts_not_taken
from digests.queries.items import readable
from digests.queries.routes import Told, routes_of
from digests.services.composing import audiences, compose, told_by_reader
from digests.weeks import BadWeek, IsoWeek


class Command(BaseCommand):
    help = "Compose a week's mail, or show with --dry-run to whom what would go, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--week", help="ISO week such as 2026-W47; the last one that is over if left out")
        parser.add_argument("--dry-run", action="store_true", help="show what would go and write nothing")
        parser.add_argument(
            "--early", action="store_true", help="compose a week that is not over with what there is; sent at once"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now, asked = timezone.now(), _week(options["week"])
        for language, time_zone in audiences():
            week = asked or IsoWeek.last_over(now, ZoneInfo(time_zone))
            if options["dry_run"]:
                self._show(week, language, time_zone)
            else:
                self._compose(week, language, time_zone, now, early=options["early"])
        if not audiences():
            self.stdout.write("Nobody reads the weekly mail yet, so there is nothing to compose.")

    def _compose(self, week: IsoWeek, language: str, time_zone: str, now: datetime, *, early: bool) -> None:
        self._check_time(week, ZoneInfo(time_zone), now, early=early)
        edition = compose(now=now, week=week, language=language, time_zone=time_zone)
        self.stdout.write(f"{week} {language} {time_zone}: {_outcome(edition)}")

    def _check_time(self, week: IsoWeek, zone: ZoneInfo, now: datetime, *, early: bool) -> None:
        if week.begins_at(zone) > now:
            raise CommandError(f"{week} has not begun. Choose a week that has.")
        if week.ends_at(zone) > now and not early:
            raise CommandError(
                f"{week} is not over in {zone.key} before {week.sunday} at midnight. "
                "Add --dry-run to see what there is so far, or --early to send it now."
            )

    def _show(self, week: IsoWeek, language: str, time_zone: str) -> None:
        """Print an edition as it is, or as it would be composed now. The database refuses any write."""
        with transaction.atomic(), translation.override(language):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            edition = Edition.objects.filter(week=str(week), language=language, time_zone=time_zone).first()
            facts = facts_in(edition) if edition else facts_not_taken(language, time_zone)
            state = "composed already" if edition else "would be composed"
            self.stdout.write(f"{week} {language} {time_zone}: {state}, {len(facts)} facts")
            self._show_readers(facts, language, time_zone)
            transaction.set_rollback(True)

    def _show_readers(self, facts: list[Fact], language: str, time_zone: str) -> None:
        readers = told_by_reader(language, time_zone, routes_of(facts))
        if not readers:
            self.stdout.write("  to nobody: no reader follows any of it")
        for reader, told in readers:
            self.stdout.write(f"  to {reader.email}, {reader.get_weekday_display()}")
            self._show_items(told, language)

    def _show_items(self, told: list[Told], language: str) -> None:
        for item in readable(told, language):
            words = " | ".join(str(card.words) for card in item.cards) or item.remark
            self.stdout.write(f"    {item.title}: {words} ({item.reason})")


def _week(text: str | None) -> IsoWeek | None:
    if text is None:
        return None
    try:
        return IsoWeek.parse(text)
    except BadWeek:
        raise CommandError(f"“{text}” is not a week. Write it as ISO 8601 does, for example 2026-W47.") from None


def _outcome(edition: Edition | None) -> str:
    if edition is None:
        return "was composed before; nothing is done twice"
    return f"{edition.items.filter(silent=False).count()} facts, {edition.deliveries.count()} copies queued"
