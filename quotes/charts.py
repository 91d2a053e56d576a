"""Shares with their uncertainty, and where their marks stand in a drawing that the server makes.

PURE: no Django, no database, no clock. Units are those of the viewBox. Drawings begin where reading begins, so those
for readers of Arabic begin at the right.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Fewer decisions than these show nothing yet.
FEWEST = 10
# The quantile of the normal distribution for intervals of 95 %.
_Z = 1.959964
BAR_WIDTH = 200.0
PLOT = 300.0
PLOT_MARGIN = 46.0
PLOT_SIZE = PLOT + 2 * PLOT_MARGIN


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `count`; the interval is Wilson's (1927), which holds for few observations and near 0 and 1 too."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        return self.hits / self.count if self.count else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of the 95 % interval (0..1); everything is possible where nothing was counted."""
        if not self.count:
            return 0.0, 1.0
        share, n = self.value, self.count
        spread = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
        centre, scale = share + _Z**2 / (2 * n), 1 + _Z**2 / n
        return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)

    @property
    def is_enough(self) -> bool:
        return self.count >= FEWEST

    @property
    def percent(self) -> int:
        return round(100 * self.value)

    @property
    def percents(self) -> tuple[int, int]:
        low, high = self.interval
        return round(100 * low), round(100 * high)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of `length` from `start`, with the ends of its interval, on a track of BAR_WIDTH."""

    start: float
    length: float
    low: float
    high: float


def bar(share: Share, *, right_to_left: bool) -> Bar:
    low, high = (round(end * BAR_WIDTH, 1) for end in share.interval)
    length = round(share.value * BAR_WIDTH, 1)
    if right_to_left:
        return Bar(round(BAR_WIDTH - length, 1), length, round(BAR_WIDTH - low, 1), round(BAR_WIDTH - high, 1))
    return Bar(0.0, length, low, high)


@dataclass(frozen=True, slots=True)
class Point:
    """What was said (x) against what was decided (y), with the ends of the interval of the latter."""

    x: float
    y: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axes and its per cent."""

    x: float
    y: float
    percent: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability diagram: on its diagonal lies whatever happens as often as it was said to."""

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return PLOT_SIZE

    @property
    def middle(self) -> float:
        return PLOT_SIZE / 2

    @property
    def below(self) -> float:
        """Where the numbers under the axis stand."""
        return self.bottom + 16

    @property
    def name_below(self) -> float:
        return self.bottom + 38


def reliability(said: Sequence[float], decided: Sequence[Share], *, right_to_left: bool) -> Reliability:
    """Place what was said (0..1, one mean a group) against the share of each group that was confirmed."""
    points = [
        Point(_x(one, right_to_left), _y(share.value), _y(share.interval[1]), _y(share.interval[0]))
        for one, share in zip(said, decided, strict=True)
    ]
    ticks = [Tick(_x(percent / 100, right_to_left), _y(percent / 100), percent) for percent in range(0, 101, 25)]
    first, last = (PLOT_MARGIN, PLOT_MARGIN + PLOT)
    left, right = (last, first) if right_to_left else (first, last)
    return Reliability(tuple(points), tuple(ticks), left, right, top=first, bottom=last)


def _x(share: float, right_to_left: bool) -> float:
    return round(PLOT_MARGIN + PLOT * (1 - share if right_to_left else share), 1)


def _y(share: float) -> float:
    return round(PLOT_MARGIN + PLOT * (1 - share), 1)
