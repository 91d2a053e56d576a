"""PURE. The day on which something was said, as a stretch of text tells it.

Every expression of a day is read with the day on which the article was published: "on Thursday" is the nearest Thursday
that is not after it, "last month" the month before, a day without a year the nearest such day. What is a plan ("next
Monday"), a limit ("since March") or an owner ("Monday's vote") is no day on which something was said. Days of other
calendars than the Gregorian are left alone. The words stand in `tables/days.toml`.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from quotes.extraction.clues import ClueOfDay
from quotes.extraction.day_words import DayWords, day_words
from quotes.extraction.folding import Folded

Interval = tuple[date, date]
"""The first and the last possible day."""

ONE_DAY: Final = timedelta(days=1)
RANKS: Final = {"date": 4, "iso": 4, "numeric": 4, "day_only": 3, "d0": 2, "d1": 2, "d2": 2, "night": 2, "weekday": 1}
"""Where two expressions tell one day ("on Monday, March 6"), the higher one counts."""
BETWEEN: Final = re.compile(r"[\s,،()（）-]{0,3}(?:الموافق )?")
ABSOLUTE: Final = frozenset({"date", "iso", "numeric", "month", "year"})
"""What tells a day without the article's own, if a year is in it."""
EARLIEST: Final = 1800
BEFORE, DATELINE = 30, 70
"""So many characters before a clue its expression may begin; so far into a text a dateline may reach."""


class Day(NamedTuple):
    """An expression of a day: code points `start` to `end` of the given text, and the first and last possible day."""

    start: int
    end: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    start: int
    end: int
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class _Told:
    """What an expression's places hold, and against which days it is read."""

    places: dict[str, str]
    words: DayWords
    published: date
    known: date | None

    def number(self, place: str) -> int:
        return self.words.number(self.places[place])

    def index(self, place: str) -> int:
        return self.words.index(self.places[place], "w" if place == "v" else place)

    @property
    def month(self) -> int:
        return int(self.places["mm"]) if "mm" in self.places else self.index("m") + 1

    @property
    def year(self) -> int | None:
        if "y" in self.places:
            return self.number("y")
        if "ly" in self.places:
            return self.published.year - 1
        return self.published.year if "ty" in self.places else None


def days_in(
    text: str,
    language: str,
    published: date | None,
    *,
    known: date | None = None,
    near: Sequence[tuple[int, ClueOfDay]] | None = None,
) -> list[Day]:
    """The days that a stretch of text tells, in its order. `known` is the day that was told last: "the same day".

    Without `published` only days that are told with their year are found. A NUL may stand for what is not to be read.
    With `near`, only what stands about these places is read (`clues.py`).
    """
    words = day_words(language)
    if words is None:
        return []
    folded = Folded(text, language)
    days = []
    if near is None:
        matches: Iterable[re.Match[str]] = words.pattern.finditer(folded.plain)
    else:
        matches = _matches(folded.plain, words, sorted((folded.place(place), clue) for place, clue in near))
    for one in _merged(_found(folded.plain, matches, words, published, known), folded.plain):
        interval = _not_later(one.interval, published)
        if interval is not None:
            days.append(Day(*folded.span(one.start, one.end), *interval))
    return days


def _matches(plain: str, words: DayWords, near: Sequence[tuple[int, ClueOfDay]]) -> Iterator[re.Match[str]]:
    """The expressions with one of the places in them, that begin with a word a little before it."""
    end = 0
    for place, clue in near:
        if place < end:
            continue
        pattern = words.by_clue[clue]
        starts = [0] if place < DATELINE and not end else []
        starts += [start.start() for start in words.begins.finditer(plain, max(end, place - BEFORE), place + 1)]
        tried = (pattern.match(plain, start) for start in starts)
        found = next((match for match in tried if match and match.end() > place), None)
        if found is not None:
            yield found
            end = found.end()


def _found(
    plain: str, matches: Iterable[re.Match[str]], words: DayWords, published: date | None, known: date | None
) -> Iterator[_Found]:
    for match in matches:
        kind = words.kinds[str(match.lastgroup)]
        before = plain[max(0, match.start() - 40) : match.start()]
        if words.is_behind_limit(before) or words.not_before.match(plain, match.end()):
            yield _Found("plan", match.start(), match.end(), None)
            continue
        places = {name.split("_")[0]: held for name, held in match.groupdict().items() if held is not None}
        interval = None
        if published is not None or (kind in ABSOLUTE and "y" in places):
            interval = _read(kind, _Told(places, words, published or date.max, known))
        yield _Found(kind, match.start(), match.end(), interval)


def _read(kind: str, told: _Told) -> Interval | None:
    reading = READINGS.get(kind)
    try:
        interval = reading(told) if reading else None
    except (ValueError, OverflowError):  # the 31st of February, or a thousand years ago
        return None
    return interval if interval and interval[0].year >= EARLIEST else None


def _merged(found: Iterator[_Found], plain: str) -> Iterator[_Found]:
    """Expressions that stand side by side and tell one day, as one."""
    held: _Found | None = None
    for one in found:
        if held is not None and _tell_one_day(held, one, plain):
            better = max(held, one, key=lambda each: RANKS[each.kind])
            held = _Found(better.kind, held.start, one.end, better.interval)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _tell_one_day(one: _Found, other: _Found, plain: str) -> bool:
    ranks = RANKS.get(one.kind), RANKS.get(other.kind)
    return None not in ranks and ranks[0] != ranks[1] and bool(BETWEEN.fullmatch(plain, one.end, other.start))


def _not_later(interval: Interval | None, published: date | None) -> Interval | None:
    """Nothing was said later than the day after publication: so far the clocks of the world differ."""
    if interval is None or published is None:
        return interval
    first, last = interval
    if first > published:
        return (first, first) if first - published == ONE_DAY else None
    return first, min(last, published)


# How each kind is read. Each gives the first and the last possible day, or nothing.


def _month_of(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months_back(day: date, count: int) -> Interval:
    months = day.year * 12 + day.month - 1 - count
    return _month_of(months // 12, months % 12 + 1)


def _year_of(year: int) -> Interval:
    return date(year, 1, 1), date(year, 12, 31)


def _days_back(count: int) -> Callable[[_Told], Interval]:
    def read(told: _Told) -> Interval:
        day = told.published - timedelta(days=count)
        return day, day

    return read


def _date(told: _Told) -> Interval:
    day = 1
    if "o" in told.places:
        day = told.index("o") + 1
    elif "d" in told.places:
        day = told.number("d")
    first = date(told.year, told.month, day) if told.year else _nearest(told, told.month, day)
    last = first.replace(day=told.number("e")) if "e" in told.places else first
    return (first, last) if first <= last else (first, first)


def _nearest(told: _Told, month: int, day: int) -> date:
    """The nearest such day that is not later than the day after publication."""
    if "past" in told.places and month == told.published.month and day > told.published.day:
        return date(told.published.year - 1, month, day)
    for year in range(told.published.year + 1, told.published.year - 9, -1):
        exists = day <= monthrange(year, month)[1]
        if exists and date(year, month, day) - told.published <= ONE_DAY:
            return date(year, month, day)
    raise ValueError("no such day")


def _numeric(told: _Told) -> Interval | None:
    """English writes the month before the day or behind it: only what can be read in one way is a day there."""
    is_clear = told.number("d") > 12 or told.number("d") == told.month or told.words.table.get("day_first", True)
    return _date(told) if is_clear else None


def _day_only(told: _Told) -> Interval:
    """A day of last month, of this month, or the nearest such day."""
    day = told.number("d")
    months = range(1, 2) if "lm" in told.places else range(-1, 4)
    for back in months:
        first, last = _months_back(told.published, back)
        if day <= last.day and first.replace(day=day) - told.published <= ONE_DAY:
            return first.replace(day=day), first.replace(day=day)
    raise ValueError("no such day")


def _month(told: _Told) -> Interval | None:
    if "next" in told.places:
        return None
    if told.year:
        return _month_of(told.year, told.month)
    this = told.published
    is_before = told.month > this.month or (told.month == this.month and "past" in told.places)
    return _month_of(this.year - is_before, told.month)


def _weekday(told: _Told) -> Interval | None:
    if "next" in told.places:
        return None
    weekday, today = told.index("w"), told.published.weekday()
    if "lw" in told.places or "tw" in told.places:
        day = told.published + timedelta(days=weekday - today - (7 if "lw" in told.places else 0))
    else:
        is_past = "past" in told.places
        day = told.published - timedelta(days=(today - weekday - is_past) % 7 + is_past)
    return day, day


def _night(told: _Told) -> Interval:
    """The night to a weekday (`v`, or `w` where only that is named)."""
    weekday = told.index("v" if "v" in told.places else "w")
    last = told.published - timedelta(days=(told.published.weekday() - weekday) % 7)
    return last - ONE_DAY, last


def _ago(told: _Told) -> Interval:
    """A year ago is the month of then, two years ago is a year; weeks are not counted to the day."""
    _, count, unit = told.words.table["units"][told.index("u")]
    count *= told.number("n") if "n" in told.places else 1
    if unit == "d":
        return _days_back(count)(told)
    if unit == "w":
        around = told.published - timedelta(weeks=count)
        return around - timedelta(days=3), around + timedelta(days=3)
    if unit == "y" and count > 1:
        return _year_of(told.published.year - count)
    return _months_back(told.published, count * (12 if unit == "y" else 1))


def _week(back: int) -> Callable[[_Told], Interval]:
    def read(told: _Told) -> Interval:
        """From the first day on which such a week may begin to the last on which one may end."""
        begins = told.words.table.get("week_begins", [0])
        weeks = [told.published - timedelta(days=(told.published.weekday() - first) % 7 + 7 * back) for first in begins]
        return min(weeks), max(weeks) + timedelta(days=6)

    return read


READINGS: Final[dict[str, Callable[[_Told], Interval | None]]] = {
    "date": _date,
    "iso": _date,
    "numeric": _numeric,
    "day_only": _day_only,
    "month": _month,
    "weekday": _weekday,
    "night": _night,
    "year": lambda told: _year_of(told.year) if told.year else None,
    "ago": _ago,
    "d0": _days_back(0),
    "d1": _days_back(1),
    "d2": _days_back(2),
    "overnight": lambda told: (told.published - ONE_DAY, told.published),
    "last_w": _week(1),
    "this_w": _week(0),
    "last_m": lambda told: _months_back(told.published, 1),
    "this_m": lambda told: _months_back(told.published, 0),
    "last_y": lambda told: _year_of(told.published.year - 1),
    "two_y": lambda told: _year_of(told.published.year - 2),
    "this_y": lambda told: _year_of(told.published.year),
    "same": lambda told: (told.known, told.known) if told.known else None,
}
