"""Days as people read them. Most quotations have a day; some only an interval; some none that is known."""

import calendar
from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import pgettext


def interval_words(first: date | None, last: date | None) -> str:
    """The days between `first` and `last` (both included) in the active language.

    Whole months and years are named as such; an interval with one open end says so; without any day it is
    "Date not known".
    """
    if first is None or last is None:
        return _open_interval(first, last)
    if first == last:
        return day_words(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return _years(first.year, last.year)
    if _is_whole_month(first, last):
        return date_format(first, "YEAR_MONTH_FORMAT")
    return pgettext("verbatim", "between %(first)s and %(last)s") % {
        "first": day_words(first),
        "last": day_words(last),
    }


def day_words(day: date) -> str:
    """One day in the active language: "4 February 2022"."""
    return date_format(day, pgettext("date format", "j F Y"))


def moved_words(before: Sequence[str], after: Sequence[str]) -> str:
    """How a correction moved the date said; empty if it did not. Each is ISO days as a correction keeps them: the first
    and the last possible day, or none."""
    if list(before) == list(after):
        return ""
    return pgettext("verbatim", "Date said, before the correction: %(before)s; after it: %(after)s.") % {
        "before": _kept_words(before),
        "after": _kept_words(after),
    }


def _kept_words(days: Sequence[str]) -> str:
    first, last = (date.fromisoformat(days[0]), date.fromisoformat(days[-1])) if days else (None, None)
    return interval_words(first, last)


def _open_interval(first: date | None, last: date | None) -> str:
    if first is not None:
        return pgettext("verbatim", "on or after %(day)s") % {"day": day_words(first)}
    if last is not None:
        return pgettext("verbatim", "on or before %(day)s") % {"day": day_words(last)}
    return pgettext("verbatim", "Date not known")


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _is_whole_month(first: date, last: date) -> bool:
    same_month = (first.year, first.month) == (last.year, last.month)
    return same_month and first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
