"""The interval of a share, and drawings that begin where reading begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.charts import BAR_WIDTH, Share, bar, reliability


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (50, 100, 0.404, 0.596), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_wilsons(hits: int, count: int, low: float, high: float) -> None:
    """The values of Brown, Cai and DasGupta (2001) and of R's binom.confint(methods = "wilson")."""
    assert Share(hits, count).interval == pytest.approx((low, high), abs=0.0006)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_share_lies_in_its_interval(one: int, other: int) -> None:
    share = Share(min(one, other), max(one, other))
    low, high = share.interval
    assert 0 <= low <= high <= 1
    assert not share.count or low - 1e-9 <= share.value <= high + 1e-9


def test_a_drawing_for_readers_of_arabic_is_the_mirror_image() -> None:
    left, right = (bar(Share(3, 4), right_to_left=mirrored) for mirrored in (False, True))
    assert (left.start, left.length) == (0.0, 150.0)
    assert (right.start, right.length) == (50.0, 150.0)
    assert left.low + right.low == pytest.approx(BAR_WIDTH)
    one, other = (reliability([0.9], [Share(9, 10)], right_to_left=mirrored) for mirrored in (False, True))
    assert one.points[0].x + other.points[0].x == pytest.approx(one.size)
    assert one.points[0].y == other.points[0].y


def test_what_happens_as_often_as_it_was_said_lies_on_the_diagonal() -> None:
    plot = reliability([0.75], [Share(75, 100)], right_to_left=False)
    (point,) = plot.points
    assert point.x - plot.left == pytest.approx(plot.bottom - point.y)
    assert point.top < point.y < point.bottom
