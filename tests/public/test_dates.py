"""Days as people read them."""

from datetime import date

import pytest
from django.utils import translation

from quotes.dates import interval_words


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2022, 2, 4), date(2022, 2, 4), "4 February 2022"),
        (date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (date(2021, 1, 1), date(2022, 12, 31), "2021–2022"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2023, 2, 1), date(2023, 2, 27), "between 1 February 2023 and 27 February 2023"),
        (date(2020, 12, 31), date(2021, 1, 2), "between 31 December 2020 and 2 January 2021"),
        (date(2021, 1, 1), None, "on or after 1 January 2021"),
        (None, date(2021, 1, 1), "on or before 1 January 2021"),
        (None, None, "Date not known"),
    ],
)
def test_an_interval_is_said_as_exactly_as_it_is_known(first: date | None, last: date | None, expected: str) -> None:
    with translation.override("en"):
        assert interval_words(first, last) == expected


def test_months_are_named_in_the_readers_language() -> None:
    with translation.override("ar"):
        assert interval_words(date(2022, 2, 4), date(2022, 2, 4)) == "4 فبراير 2022"
