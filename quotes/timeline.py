"""Where the marks of a time line stand: plain geometry for a drawing that the server makes.

PURE: no Django, no database, no clock. Units are those of the viewBox. Time runs in the direction in
which the page is read, so a line for readers of Arabic starts at the right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 900.0
LANE_HEIGHT = 58.0
TOP = 30.0
MARGIN = 40.0
MARK = 7.5
CROWD_STEP = 9.0
MOST_TICKS = 9
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24000)


@dataclass(frozen=True)
class Moment:
    """What is to be drawn: `key` names it, `lane` is its row; `first` and `last` are both included."""

    key: int
    lane: str
    first: date
    last: date


@dataclass(frozen=True)
class Mark:
    key: int
    lane: str
    x: float
    y: float
    span_x1: float
    span_x2: float

    @property
    def left(self) -> float:
        return self.x - MARK

    @property
    def top(self) -> float:
        return self.y - MARK

    @property
    def diamond(self) -> str:
        """The path of a diamond around the mark's centre."""
        reach = MARK + 1.5
        return f"M{self.x:.1f} {self.y - reach:.1f}l{reach} {reach} {-reach} {reach} {-reach} {-reach}z"


@dataclass(frozen=True)
class Tick:
    x: float
    day: date


@dataclass(frozen=True)
class Drawing:
    """A drawing of `width` by `height`; `lanes` maps each row to its height from the top."""

    width: float
    height: float
    left: float
    right: float
    axis_y: float
    lanes: dict[str, float]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]

    @property
    def tick_y(self) -> float:
        return self.axis_y + 6

    @property
    def label_y(self) -> float:
        return self.axis_y + 22


@dataclass(frozen=True)
class Scale:
    """Maps days to x, from the first to the last day of all moments."""

    first: date
    last: date
    right_to_left: bool

    def x(self, day: date) -> float:
        days = (self.last - self.first).days
        share = (day - self.first).days / days if days else 0.5
        reach = WIDTH - 2 * MARGIN
        return round(MARGIN + reach * (1 - share if self.right_to_left else share), 1)


def draw(moments: Sequence[Moment], lanes: Sequence[str], *, right_to_left: bool) -> Drawing | None:
    """Place the moments on their lanes (first lane on top); None when there is nothing to draw."""
    if not moments:
        return None
    scale = Scale(min(m.first for m in moments), max(m.last for m in moments), right_to_left)
    heights = {lane: TOP + LANE_HEIGHT * (place + 0.5) for place, lane in enumerate(lanes)}
    axis = TOP + LANE_HEIGHT * len(lanes)
    return Drawing(
        width=WIDTH,
        height=axis + 32,
        left=MARGIN / 2,
        right=WIDTH - MARGIN / 2,
        axis_y=axis,
        lanes=heights,
        marks=tuple(_marks(moments, scale, heights)),
        ticks=tuple(Tick(scale.x(day), day) for day in tick_days(scale.first, scale.last)),
    )


def _marks(moments: Sequence[Moment], scale: Scale, heights: dict[str, float]) -> list[Mark]:
    """Marks that would cover one another step aside, up and down in turn."""
    crowd: Counter[tuple[str, int]] = Counter()
    marks = []
    for moment in sorted(moments, key=lambda one: (one.first, one.last, one.key)):
        x1, x2 = scale.x(moment.first), scale.x(moment.last)
        x = (x1 + x2) / 2
        place = (moment.lane, int(x // (2 * MARK + 2)))
        aside = crowd[place]
        crowd[place] += 1
        offset = CROWD_STEP * ((aside + 1) // 2) * (-1 if aside % 2 else 1)
        y = heights[moment.lane] + max(-LANE_HEIGHT / 2 + MARK, min(LANE_HEIGHT / 2 - MARK, offset))
        marks.append(Mark(moment.key, moment.lane, round(x, 1), round(y, 1), x1, x2))
    return marks


def tick_days(first: date, last: date) -> list[date]:
    """First days of months or years inside the interval: the finest step that gives at most nine of them."""
    for months in MONTH_STEPS:
        if (last.year - first.year) * 12 + last.month - first.month < months * MOST_TICKS:
            return _every(months, first, last) or [first]
    return [first]


def _every(months: int, first: date, last: date) -> list[date]:
    """The first days of every so many months, counted from January of year 0, that lie in the interval."""
    start = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // months) * months
    return [date(count // 12, count % 12 + 1, 1) for count in range(start, last.year * 12 + last.month, months)]
