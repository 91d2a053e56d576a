"""Reads the quantities of spaced languages: numbers (see `numbers_in_words`) with their units and bounds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes.matching.cues import cue_places
from quotes.matching.lexicon import Hit, Word, words_of
from quotes.matching.numbers_in_words import Amount, Numbers
from quotes.matching.quantity_tables import Bound, Kind, Quantity, Role, lexicons
from quotes.matching.tokens import Token

_CLOCK = re.compile(r"(\d{1,2})h(\d{2})?")
_SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yuan", "₽": "rouble", "₺": "pound", "₴": "hryvnia"}
_RANGE_WORDS = frozenset({"to", "or", "and", "до", "или", "и", "الي", "او", "و", "a", "ou", "et", "o", "y", "-"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_BARE_YEARS = (1950, 2060)


def quantities_in_words(
    text: str, tokens: Sequence[Token], language: str, words_count: bool = True
) -> tuple[Quantity, ...]:
    """Return the quantities of a shadow text in a spaced language; without `words_count` those in digits alone."""
    words = words_of(text, tokens, language)
    hits = lexicons()[language].find(text, words) if words_count else []
    if not hits and not any(character.isdigit() for character in text):
        return ()
    return _ranged(text, list(_Reader(text, words, hits, language).read()))


class _Reader(Numbers):
    """One text, read from left to right."""

    def __init__(self, text: str, words: Sequence[Word], hits: list[Hit[Role]], language: str) -> None:
        super().__init__(text, words, hits, language)
        self._ending = {hit.last: hit for hit in self._hits if hit.meaning.part in _BOUNDS}

    def read(self) -> Iterator[tuple[Quantity, Amount]]:
        """Yield each quantity with the number in it."""
        reached = 0
        for place in self._openings():
            found = self._quantity(place) if place >= reached else None
            if found is not None:
                quantity, reached = found
                yield quantity, self._amount(place) or Amount(quantity.value, place, reached)

    def _openings(self) -> list[int]:
        """Return the places where a quantity can begin: most words are none."""
        numbers = {place for place, part in self._at if part in _OPENING}
        numbers |= self._numeric
        hours = {place for place, part in self._at if part == "at_hour" and self._at[place, part].last in numbers}
        return sorted(numbers | hours)

    def _quantity(self, place: int) -> tuple[Quantity, int] | None:
        for reading in (self._clock, self._named, self._counted):
            found = reading(place)
            if found is not None:
                return found
        return None

    # --- Words that are a quantity by themselves

    def _named(self, place: int) -> tuple[Quantity, int] | None:
        month = self._hit(place, "month") or self._weak_month(place)
        if month is not None:
            return self._dated(month)
        weekday = self._hit(place, "weekday")
        if weekday is not None:
            return self._made(weekday.meaning.value, "weekday", place, weekday.last)
        dual = self._hit(place, "dual")
        if dual is not None:
            half = self._next(dual.last, "half")
            value = dual.meaning.value * (1 + (half.meaning.value / 2 if half else 0))
            return self._made(value, "duration", place, half.last if half else dual.last)
        return self._half_more(place)

    def _half_more(self, place: int) -> tuple[Quantity, int] | None:
        """Read "an hour and a half", سنة ونصف."""
        start = place + 1 if self._hit(place, "article") else place
        unit = self._hit(start, "duration")
        half = unit and self._next(unit.last, "half")
        if not unit or not half:
            return None
        return self._made(unit.meaning.value * (1 + half.meaning.value), "duration", place, half.last)

    def _weak_month(self, place: int) -> Hit[Role] | None:
        """A month whose name has another sense counts beside a day or a year, or after its preposition."""
        month = self._hit(place, "weak_month")
        if month is None:
            return None
        introduced = place > 0 and self._hit(place - 1, "before_month") is not None
        return month if introduced or self._day_at(month.last) or self._year_digits(month.last) else None

    def _dated(self, month: Hit[Role]) -> tuple[Quantity, int]:
        day = self._day_at(month.last)
        if day is not None and self._language == "en":
            value = month.meaning.value * 100 + day.value
            return self._made(value, "date", month.first, day.last)
        return self._made(month.meaning.value, "month", month.first, month.last)

    def _day_at(self, place: int) -> Amount | None:
        amount = self._digits(place) or self._ordinal(place)
        if amount is None or not 1 <= amount.value <= 31 or amount.value != int(amount.value):
            return None
        return amount if self._joined(place) and not self._unit_after(amount) else None

    def _year_digits(self, place: int) -> bool:
        return place < len(self._words) and self._joined(place) and _is_year(self._words[place].text)

    # --- Time of day

    def _clock(self, place: int) -> tuple[Quantity, int] | None:
        """Read 17:30, 17h30, 5 pm, الساعة الخامسة, a las cinco, à 17 heures."""
        attached = _CLOCK.fullmatch(self._words[place].text)
        if attached:
            return self._hour(int(attached[1]) + int(attached[2] or 0) / 60, place, place + 1)
        if self._is_clock(place):
            minutes = int(self._words[place + 1].text)
            return self._hour(int(self._words[place].text) + minutes / 60, place, place + 2)
        return self._spoken_hour(place)

    def _is_clock(self, place: int) -> bool:
        if place + 1 >= len(self._words):
            return False
        hour, minute = self._words[place], self._words[place + 1]
        written = hour.text.isdecimal() and minute.text.isdecimal() and len(hour.text) <= 2 and len(minute.text) == 2
        between = self._text[hour.end : minute.start] == ":"
        return written and between and int(hour.text) < 25 and int(minute.text) < 60

    def _spoken_hour(self, place: int) -> tuple[Quantity, int] | None:
        opening = self._hit(place, "at_hour")
        start = opening.last if opening else place
        amount = self._amount(start) or self._ordinal(start)
        if amount is None or not 0 <= amount.value <= 24 or amount.part not in ("whole", "ordinal"):
            return None
        named = self._next(amount.last, "hour_of_day")
        half_of_day = self._next(amount.last, "pm") or self._next(amount.last, "am")
        named_half = named and (self._next(named.last, "pm") or self._next(named.last, "am"))
        if not half_of_day and not named_half and not (opening and self._says_hour(opening, named)):
            return None
        if not half_of_day and not opening and not named:
            return None
        value = int(amount.value) + amount.value % 1 * 100 / 60
        return self._hour(value, place, named.last if named else amount.last)

    def _says_hour(self, opening: Hit[Role], named: Hit[Role] | None) -> bool:
        """In French and Russian "à 17" is no time without its hours; الساعة and "a las" say it themselves."""
        return named is not None or self._language == "ar" or opening.last - opening.first > 1

    def _hour(self, value: float, first: int, last: int) -> tuple[Quantity, int]:
        afternoon, morning = self._next(last, "pm"), self._next(last, "am")
        closing = afternoon or morning
        return self._made(
            value + 12 if afternoon and value < 12 else value, "time", first, closing.last if closing else last
        )

    # --- Numbers with what they count

    def _counted(self, place: int) -> tuple[Quantity, int] | None:
        amount = self._amount(place) or self._ordinal(place)
        if amount is None or self._names_a_thing(amount):
            return None
        if amount.part == "ordinal":
            return self._date(amount) or self._made(amount.value, "ordinal", amount.first, amount.last)
        for reading in (self._ratio, self._percent, self._money, self._year, self._duration, self._date):
            found = reading(amount)
            if found is not None:
                return found
        return self._count(amount)

    def _names_a_thing(self, amount: Amount) -> bool:
        """Say whether digits belong to a name: F-16, S-400, Covid-19."""
        word = self._words[amount.first]
        before = self._words[amount.first - 1] if amount.first else None
        if before is None or before.end != word.start - 1 or self._text[before.end] != "-":
            return False
        return before.text.isalpha() and (len(before.text) <= 2 or before.text == "covid")

    def _ratio(self, amount: Amount) -> tuple[Quantity, int] | None:
        """Read "nine in ten", "4 out of 5": small numbers, the second of which counts nothing else."""
        between = self._next(amount.last, "per")
        whole = between and self._amount(between.last)
        if not between or not whole or whole.part != "whole" or self._unit_after(whole) or self._date(whole):
            return None
        if not 0 < amount.value < whole.value <= 10 or amount.part != "whole":
            return None
        return self._made(100 * amount.value / whole.value, "percent", amount.first, whole.last)

    def _percent(self, amount: Amount) -> tuple[Quantity, int] | None:
        if amount.part == "fraction":
            return self._made(amount.value * 100, "percent", amount.first, amount.last)
        end = self._words[amount.last - 1].end
        if self._text[end : end + 2].lstrip().startswith("%"):
            sign = self._text.index("%", end) + 1
            return self._made(amount.value, "percent", amount.first, amount.last, end=sign)
        unit = self._next(amount.last, "percent")
        if unit is None:
            return None
        return self._made(amount.value * unit.meaning.value, "percent", amount.first, unit.last)

    def _money(self, amount: Amount) -> tuple[Quantity, int] | None:
        start = self._words[amount.first].start
        before = self._text[:start].rstrip()[-1:]
        if before in _SYMBOLS:
            return self._made(amount.value, "money", amount.first, amount.last, unit=_SYMBOLS[before])
        end = self._words[amount.last - 1].end
        after = self._text[end : end + 2].lstrip()[:1]
        if after in _SYMBOLS:
            return self._made(amount.value, "money", amount.first, amount.last, end=end + 1, unit=_SYMBOLS[after])
        unit = self._next(amount.last, "money")
        if unit is None and self._words[amount.last : amount.last + 1]:
            # "5 millions d'euros", "5 millones de dólares"
            unit = self._next(amount.last + 1, "money") if self._next(amount.last, "of") else None
        return unit and self._made(amount.value, "money", amount.first, unit.last, unit=unit.meaning.name)

    def _duration(self, amount: Amount) -> tuple[Quantity, int] | None:
        unit = self._next(amount.last, "duration")
        if unit is None:
            return None
        half = self._next(unit.last, "half")
        value = (amount.value + (half.meaning.value if half else 0)) * unit.meaning.value
        return self._made(value, "duration", amount.first, half.last if half else unit.last)

    def _date(self, amount: Amount) -> tuple[Quantity, int] | None:
        if not 1 <= amount.value <= 31 or amount.value != int(amount.value):
            return None
        place = amount.last
        if self._hit(place, "of"):
            place += 1
        month = self._next(place, "month") or self._next(place, "weak_month")
        if month is None:
            return None
        return self._made(month.meaning.value * 100 + amount.value, "date", amount.first, month.last)

    def _year(self, amount: Amount) -> tuple[Quantity, int] | None:
        value = amount.value
        if value != int(value) or not _FIRST_YEAR <= value <= _LAST_YEAR or (amount.scale != 1 and amount.written):
            return None
        if self._next(amount.last, "scale"):
            return None
        marked = self._marks_year(amount.first - 1) or self._marks_year(amount.last)
        bare = bool(amount.written) and _BARE_YEARS[0] <= value <= _BARE_YEARS[1] and value % 100 != 0
        if not (bare or (marked and (amount.written or self._language == "ar"))):
            return None
        return self._made(value, "year", amount.first, amount.last)

    def _marks_year(self, place: int) -> bool:
        return self._hit(place, "year") is not None

    def _count(self, amount: Amount) -> tuple[Quantity, int] | None:
        if not amount.written and amount.value in (0, 1) and amount.scale == 1:
            return None
        return self._made(amount.value, "count", amount.first, amount.last, bound=_own_bound(amount))

    def _unit_after(self, amount: Amount) -> bool:
        return any(reading(amount) is not None for reading in (self._percent, self._money, self._duration))

    def _made(
        self,
        value: float,
        kind: Kind,
        first: int,
        last: int,
        *,
        end: int | None = None,
        unit: str = "",
        bound: Bound = "exact",
    ) -> tuple[Quantity, int]:
        start, reached = self._words[first].start, max(end or 0, self._words[last - 1].end)
        stated = self._bound(first, last) if kind in _BOUNDED_KINDS else "exact"
        return Quantity(value, kind, start, reached, bound if stated == "exact" else stated, unit), last

    def _is_negated(self, bound: Hit[Role]) -> bool:
        """Say whether "more than" stands under a negation: "we cannot house more than 2,000"."""
        clause = self._words[bound.first].clause
        opening = next(word.start for word in self._words if word.clause == clause)
        negations = cue_places(self._text, self._language, "negations") or ()
        return any(opening <= start and end <= bound.start for start, end in negations)

    def _bound(self, first: int, last: int) -> Bound:
        before = self._ending.get(first)
        # "على الأقل" before a comma belongs to what stands before it.
        if before is not None and self._words[before.last - 1].clause == self._words[first].clause:
            bound = _BOUNDS[before.meaning.part]
            return "less_than" if bound == "more_than" and self._is_negated(before) else bound
        for part, bound in _AFTER.items():
            if self._next(last, part):
                return bound
        return "exact"


_OPENING = frozenset("cardinal round scale article fraction dual month weak_month weekday ordinal duration".split())
_BOUNDED_KINDS: tuple[Kind, ...] = ("count", "percent", "money", "duration")
_BOUNDS: dict[str, Bound] = {"about": "about", "more_than": "more_than", "less_than": "less_than"}
_AFTER: dict[str, Bound] = {
    "about_after": "about",
    "more_than_after": "more_than",
    "less_than_after": "less_than",
}


def _own_bound(amount: Amount) -> Bound:
    """Round words say "about" themselves: une vingtaine."""
    return "about" if amount.part == "round" else "exact"


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def _ranged(text: str, read: list[tuple[Quantity, Amount]]) -> tuple[Quantity, ...]:
    """Give each number of a range the unit of the other: 5-7 %, $3-4 billion, three to five years."""
    for index in range(len(read) - 2, -1, -1):
        (first, before), (second, after) = read[index], read[index + 1]
        if text[first.end : second.start].strip() not in _RANGE_WORDS:
            continue
        if first.kind == "count" and second.kind in _BOUNDED_KINDS:
            unit = second.value / after.value if after.value and second.kind != "money" else 1.0
            scale = after.scale if before.scale == 1 and first.value < after.value / after.scale else 1.0
            read[index] = (replace(first, kind=second.kind, unit=second.unit, value=first.value * unit * scale), before)
        elif second.kind == "count" and first.kind == "money":
            scale = after.scale if before.scale == 1 else 1.0
            read[index] = (replace(first, value=first.value * scale), before)
            read[index + 1] = (replace(second, kind="money", unit=first.unit), after)
    return tuple(quantity for quantity, _ in read)
