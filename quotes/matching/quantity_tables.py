"""What a quantity is, and the words of quantities.toml as lexicons."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from quotes.matching.lexicon import Lexicon, forms_of
from quotes.matching.normalise import fold

TABLES = Path(__file__).with_name("quantities.toml")
LANGUAGES = ("ar", "en", "ru", "zh", "fr", "es")
SPACED = ("ar", "en", "ru", "fr", "es")

Kind = Literal["count", "percent", "year", "ordinal", "money", "duration", "time", "date", "month", "weekday"]
Bound = Literal["exact", "about", "more_than", "less_than"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text states it; `start:end` is its place in the shadow, with its unit.

    value: a plain number for count and money; percent in points (a third is 33.3); duration in days; time in hours
    after midnight as far as the text says; date as month * 100 + day; weekday from Monday, 1. `unit` is the currency.
    """

    value: float
    kind: Kind
    start: int
    end: int
    bound: Bound = "exact"
    unit: str = ""


class Role(NamedTuple):
    """What a word does in a quantity: its part, its value, and for money the currency."""

    part: str
    value: float = 0.0
    name: str = ""


# The part of each list whose entries begin with a value.
_VALUED = {
    "cardinals": "cardinal",
    "round_cardinals": "round",
    "scales": "scale",
    "fractions": "fraction",
    "halves": "half",
    "percent": "percent",
    "durations": "duration",
    "duals": "dual",
    "count_duals": "cardinal",
    "months": "month",
    "weak_months": "weak_month",
    "weekdays": "weekday",
    "ordinals": "ordinal",
}
_LISTED = {
    "articles": "article",
    "joins": "join",
    "of": "of",
    "per": "per",
    "idioms": "idiom",
    "pm": "pm",
    "am": "am",
    "at_hour": "at_hour",
    "hour_of_day": "hour_of_day",
    "about": "about",
    "more_than": "more_than",
    "less_than": "less_than",
    "about_after": "about_after",
    "more_than_after": "more_than_after",
    "less_than_after": "less_than_after",
    "years": "year",
    "bare": "bare",
    "before_month": "before_month",
}


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Any]:
    """Return quantities.toml."""
    return tomllib.loads(TABLES.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def lexicons() -> Mapping[str, Lexicon[Role]]:
    """Return the words of the spaced languages, each with its role."""
    return {language: Lexicon(language, _entries(tables()[language]), _hides) for language in SPACED}


@lru_cache(maxsize=8)
def ordinal_endings(language: str) -> frozenset[str]:
    """Return what makes a rank of digits: 5th, 2e, 3-й."""
    return frozenset(fold(ending) for ending in forms_of(tables()[language]["ordinal_endings"]))


def valued(lines: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Return each form of a list with its value; "1/24" and "1e3" are values too."""
    for line in lines:
        written, forms = line.split(" ", 1)
        numerator, _, denominator = written.partition("/")
        value = float(numerator) / float(denominator or 1)
        yield from ((value, form) for form in forms_of(forms))


def _hides(outer: Role, _inner: Role) -> bool:
    return outer.part not in ("bare", "half", "of", "per", "year")


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, Role]]:
    for name, part in _VALUED.items():
        yield from ((form, Role(part, value)) for value, form in valued(table.get(name, ())))
    for name, part in _LISTED.items():
        yield from ((form, Role(part)) for form in forms_of(table[name]))
    for line in table["money"]:
        currency, forms = line.split(" ", 1)
        yield from ((form, Role("money", name=currency)) for form in forms_of(forms))
