"""Weeks as ISO 8601 has them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.weeks import BadWeek, IsoWeek


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-47", "2026-W00", "2026-W54", "2025-W53", "W47", "٢٠٢٦-W٤٧", "9999-W52", "2026-W47\n"]
)
def test_what_names_no_week_is_refused(text: str) -> None:
    with pytest.raises(BadWeek):
        IsoWeek.parse(text)


@given(st.dates(date(1901, 1, 1), date(2900, 1, 1)))
def test_every_day_is_in_the_week_that_is_named_after_it(day: date) -> None:
    week = IsoWeek.of(day)
    assert week.monday <= day <= week.sunday
    assert IsoWeek.parse(str(week)) == week
    assert week.next().monday > day


@given(st.integers(0, 4_000_000_000), st.sampled_from(["UTC", "Asia/Beirut", "Pacific/Apia", "America/St_Johns"]))
def test_last_week_over_is_over_and_the_next_is_not(seconds: int, name: str) -> None:
    now, zone = datetime.fromtimestamp(seconds, UTC), ZoneInfo(name)
    week = IsoWeek.last_over(now, zone)
    assert week.ends_at(zone) <= now < week.next().ends_at(zone)


def test_mail_leaves_at_seven_in_the_readers_morning_across_the_clock_change() -> None:
    week = IsoWeek(2026, 43)  # Europe's clocks go back on Sunday 25 October
    assert week.sending_at(1, ZoneInfo("Europe/Berlin")) == datetime(2026, 10, 26, 6, 0, tzinfo=UTC)
