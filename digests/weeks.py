"""ISO weeks as the names of editions. PURE: no Django, no database, no clock.

A week is over at the midnight that begins the next Monday in the edition's zone. It names an edition; it never decides
which facts are in it: an edition takes whatever no edition has taken.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SENDING_HOUR = 7
"""Local hour at which mails leave on the reader's chosen weekday. It exists on every day of every zone."""

YEARS = range(1900, 3000)
"""Years whose moments every zone can compute with."""

_FORM = re.compile(r"\A([0-9]{4})-?W([0-9]{2})\Z")


class BadWeek(ValueError):
    """The text names no ISO week."""


@dataclass(frozen=True, order=True)
class IsoWeek:
    """A week of ISO 8601: Monday to Sunday, named "2026-W47"."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "IsoWeek":
        """The week named by `text`; `BadWeek` where there is none, W53 of a year with 52 weeks included."""
        found = _FORM.match(text)
        if not found:
            raise BadWeek(text)
        week = cls(int(found[1]), int(found[2]))
        if week.year not in YEARS:
            raise BadWeek(text)
        try:
            week.next()  # there is none after a week that its year does not have
        except ValueError:
            raise BadWeek(text) from None
        return week

    @classmethod
    def of(cls, day: date) -> "IsoWeek":
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def last_over(cls, now: datetime, zone: ZoneInfo) -> "IsoWeek":
        """The latest week that is over in `zone` at `now`."""
        return cls.of(now.astimezone(zone).date() - timedelta(days=7))

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def next(self) -> "IsoWeek":
        return IsoWeek.of(self.monday + timedelta(days=7))

    def begins_at(self, zone: ZoneInfo) -> datetime:
        """The first moment of the week in `zone`, in UTC."""
        return datetime.combine(self.monday, time.min, zone).astimezone(UTC)

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """The first moment after the week in `zone`, in UTC."""
        return self.next().begins_at(zone)

    def sending_at(self, weekday: int, zone: ZoneInfo) -> datetime:
        """When the mail of this week leaves for a reader who chose `weekday` (1 is Monday), in UTC."""
        day = self.next().monday + timedelta(days=weekday - 1)
        return datetime.combine(day, time(SENDING_HOUR), zone).astimezone(UTC)
