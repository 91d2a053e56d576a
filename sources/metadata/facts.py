"""PURE. What a file says about itself, each fact with where it stood."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Generic, Literal, TypeVar

T = TypeVar("T")
Origin = Literal[
    "json-ld", "open-graph", "microdata", "dublin-core", "meta", "link", "time", "lang", "page", "file", "guess"
]
"""Where a fact stood. `page` is the visible page or its `title`, `file` a header of the file, `guess` another
program's search (trafilatura), which is asked last."""
Precision = Literal["year", "month", "day", "time"]


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    value: T
    origin: Origin


@dataclass(frozen=True, slots=True)
class When:
    """A moment as precisely as it was given: `2026`, `2026-05`, `2026-05-04` or an ISO 8601 date and time. A time
    without a zone is kept as it was written and is no moment on the clock."""

    value: str
    precision: Precision

    @property
    def at(self) -> datetime | None:
        """The moment with its zone, where the file gave both."""
        if self.precision != "time":
            return None
        moment = datetime.fromisoformat(self.value)
        return moment if moment.tzinfo else None

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last possible day, in the zone that the file wrote."""
        numbers = [int(part) for part in self.value[:10].split("-")]
        first_month = last_month = numbers[1] if len(numbers) > 1 else 0
        if not first_month:
            first_month, last_month = 1, 12
        first = last = numbers[2] if len(numbers) > 2 else 0
        if not first:
            first, last = 1, calendar.monthrange(numbers[0], last_month)[1]
        return date(numbers[0], first_month, first), date(numbers[0], last_month, last)


@dataclass(frozen=True, slots=True)
class Metadata:
    """`language` is a code such as `ar` or `zh`, `canonical_address` normalised and believed only on the page's own
    site, `notices` the texts of corrections and retractions, `other_languages` addresses of translations."""

    title: Found[str] | None = None
    authors: tuple[Found[str], ...] = ()
    publication: Found[str] | None = None
    published: Found[When] | None = None
    modified: Found[When] | None = None
    language: Found[str] | None = None
    canonical_address: Found[str] | None = None
    notices: tuple[Found[str], ...] = ()
    image: Found[str] | None = None
    other_languages: tuple[tuple[str, str], ...] = ()


NOTHING: Final = Metadata()
