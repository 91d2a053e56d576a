"""Reads the quantities of spaced languages: digits in all their spellings, number words, units, bounds.

Number words are added as they are spoken: a smaller one after a larger one is added, a scale word multiplies what
stands before it. Arabic joins with و and puts the unit before the ten; French counts in scores; the table lists both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from quotes.matching.cues import cue_places
from quotes.matching.lexicon import Hit, Word, words_of
from quotes.matching.quantity_tables import Bound, Kind, Quantity, Role, lexicons, ordinal_endings
from quotes.matching.tokens import Token

# Particles that Arabic writes onto digits (و20, ب5), the digits, and what is written onto their end (5th, 3m, 17h30).
_DIGITS = re.compile(r"([وفبلك]{0,2})(\d+(?:[.,]\d+)*)([^\W\d_]{0,4})")
_CLOCK = re.compile(r"(\d{1,2})h(\d{2})?")
_LONGEST_DIGITS = 18
_ATTACHED = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_ONE_LETTER = frozenset("kmb")
_SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yuan", "₽": "rouble", "₺": "pound", "₴": "hryvnia"}
_THOUSANDS_POINT = frozenset({"es", "fr", "ru", "ar"})
_DECIMAL_COMMA = frozenset({"fr", "ru"})
# English parts groups by a comma; a space counts only where nothing else can be meant.
_GROUPS = dict.fromkeys(("fr", "ru", "es", "ar"), r"\d{3}(?:,\d+)?") | {"en": "000"}
_JOINTS = (" ", "-", "", "'")
_RANGE_WORDS = frozenset({"to", "or", "and", "до", "или", "и", "الي", "او", "و", "a", "ou", "et", "o", "y", "-"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_BARE_YEARS = (1950, 2060)


class _Amount(NamedTuple):
    """A number without its unit: `first:last` words. `written` is how it stands in plain digits, else empty."""

    value: float
    first: int
    last: int
    written: str = ""
    scale: float = 1.0
    part: Literal["whole", "fraction", "round", "ordinal"] = "whole"


@dataclass(slots=True)
class _Sum:
    """A number while its words are read."""

    total: float = 0.0
    current: float | None = None
    scale: float = float("inf")

    @property
    def value(self) -> float:
        return self.total + (self.current or 0.0)

    def add(self, value: float, joined: bool) -> bool:
        """Take a number below one thousand if it can follow; `joined` by an Arabic و."""
        taken = self._combined(value, joined)
        if taken is None:
            return False
        self.current = taken
        return True

    def _combined(self, value: float, joined: bool) -> float | None:
        current = self.current
        if current is None:
            return value if not self.total or value < self.scale else None
        if joined and 0 < current < 10 and 20 <= value < 100 and value % 10 == 0:
            return current + value
        if not joined and 0 < current < 10 and value == 10:
            return current + value
        smaller = (current >= 100 and current % 100 == 0 and value < 100) or (
            current >= 20 and current % 10 == 0 and value < 10
        )
        return current + value if smaller and value > 0 else None

    def multiply(self, scale: float) -> bool:
        """Take a scale word: hundreds stay in the current group, larger ones close it."""
        if scale == 100:
            if self.current is not None and not 0 < self.current < 100:
                return False
            self.current = (1 if self.current is None else self.current) * 100
            return True
        if scale > self.scale:
            # Spanish "mil millones": the scale multiplies all that was read.
            self.total, self.current = (self.total + (self.current or 0)) * scale, None
        else:
            self.total, self.current = self.total + (1 if self.current is None else self.current) * scale, None
        self.scale = scale
        return True


def quantities_in_words(
    text: str, tokens: Sequence[Token], language: str, words_count: bool = True
) -> tuple[Quantity, ...]:
    """Return the quantities of a shadow text in a spaced language; without `words_count` those in digits alone."""
    words = words_of(text, tokens, language)
    hits = lexicons()[language].find(text, words) if words_count else []
    if not hits and not any(character.isdigit() for character in text):
        return ()
    return _ranged(text, list(_Reader(text, words, hits, language).read()))


class _Reader:
    """One text, read from left to right."""

    def __init__(self, text: str, words: Sequence[Word], hits: list[Hit[Role]], language: str) -> None:
        self._text, self._words, self._language = text, words, language
        self._at: dict[tuple[int, str], Hit[Role]] = {}
        self._ending: dict[int, Hit[Role]] = {}
        # What was read at a place: readings ask again and again.
        self._amounts: dict[int, _Amount | None] = {}
        self._numeric = {place for place, word in enumerate(words) if not word.text.isalpha()}
        hidden = {(hit.first, hit.last) for hit in hits if hit.meaning.part == "idiom"}
        for hit in hits:
            if hit.meaning.part != "idiom" and (hit.first, hit.last) in hidden:
                continue
            self._at.setdefault((hit.first, hit.meaning.part), hit)
            if hit.meaning.part in _BOUNDS:
                self._ending[hit.last] = hit

    def read(self) -> Iterator[tuple[Quantity, _Amount]]:
        """Yield each quantity with the number in it."""
        reached = 0
        for place in self._openings():
            found = self._quantity(place) if place >= reached else None
            if found is not None:
                quantity, reached = found
                yield quantity, self._amount(place) or _Amount(quantity.value, place, reached)

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

    def _day_at(self, place: int) -> _Amount | None:
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

    def _names_a_thing(self, amount: _Amount) -> bool:
        """Say whether digits belong to a name: F-16, S-400, Covid-19."""
        word = self._words[amount.first]
        before = self._words[amount.first - 1] if amount.first else None
        if before is None or before.end != word.start - 1 or self._text[before.end] != "-":
            return False
        return before.text.isalpha() and (len(before.text) <= 2 or before.text == "covid")

    def _ratio(self, amount: _Amount) -> tuple[Quantity, int] | None:
        """Read "nine in ten", "4 out of 5": small numbers, the second of which counts nothing else."""
        between = self._next(amount.last, "per")
        whole = between and self._amount(between.last)
        if not between or not whole or whole.part != "whole" or self._unit_after(whole) or self._date(whole):
            return None
        if not 0 < amount.value < whole.value <= 10 or amount.part != "whole":
            return None
        return self._made(100 * amount.value / whole.value, "percent", amount.first, whole.last)

    def _percent(self, amount: _Amount) -> tuple[Quantity, int] | None:
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

    def _money(self, amount: _Amount) -> tuple[Quantity, int] | None:
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

    def _duration(self, amount: _Amount) -> tuple[Quantity, int] | None:
        unit = self._next(amount.last, "duration")
        if unit is None:
            return None
        half = self._next(unit.last, "half")
        value = (amount.value + (half.meaning.value if half else 0)) * unit.meaning.value
        return self._made(value, "duration", amount.first, half.last if half else unit.last)

    def _date(self, amount: _Amount) -> tuple[Quantity, int] | None:
        if not 1 <= amount.value <= 31 or amount.value != int(amount.value):
            return None
        place = amount.last
        if self._hit(place, "of"):
            place += 1
        month = self._next(place, "month") or self._next(place, "weak_month")
        if month is None:
            return None
        return self._made(month.meaning.value * 100 + amount.value, "date", amount.first, month.last)

    def _year(self, amount: _Amount) -> tuple[Quantity, int] | None:
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

    def _count(self, amount: _Amount) -> tuple[Quantity, int] | None:
        if not amount.written and amount.value in (0, 1) and amount.scale == 1:
            return None
        return self._made(amount.value, "count", amount.first, amount.last, bound=_own_bound(amount))

    def _unit_after(self, amount: _Amount) -> bool:
        return any(reading(amount) is not None for reading in (self._percent, self._money, self._duration))

    # --- Numbers

    def _amount(self, place: int) -> _Amount | None:
        if place >= len(self._words):
            return None
        if place not in self._amounts:
            self._amounts[place] = self._fraction(place) or self._whole(place)
        return self._amounts[place]

    def _fraction(self, place: int) -> _Amount | None:
        """Read "two thirds", "half", and what they are parts of: "half a million", نصف مليون."""
        fraction = self._hit(place, "fraction")
        if fraction is None:
            return None
        following = self._next(fraction.last, "of")
        after = following.last if following else fraction.last
        scale = self._next(after, "scale")
        if scale is not None and scale.meaning.value > 100:
            value = fraction.meaning.value * scale.meaning.value
            return _Amount(value, place, scale.last, scale=scale.meaning.value)
        if self._next(after, "duration") or self._next(after, "percent"):
            return _Amount(fraction.meaning.value, place, after, "-")
        return _Amount(fraction.meaning.value, place, fraction.last, part="fraction")

    def _whole(self, place: int) -> _Amount | None:
        rounded = self._hit(place, "round")
        if rounded is not None and not self._next(rounded.last, "scale"):
            return _Amount(rounded.meaning.value, place, rounded.last, part="round")
        summed, reached, written = _Sum(), place, ""
        if rounded is not None:
            summed.current, reached = rounded.meaning.value, rounded.last
        while True:
            step = self._step(summed, reached, place)
            if step is None:
                break
            reached, written = step[0], step[1] if reached == place else ""
        if reached == place:
            return None
        return self._with_half(summed, place, reached, written)

    def _with_half(self, summed: _Sum, first: int, last: int, written: str) -> _Amount:
        scale = 1.0 if summed.scale == float("inf") else summed.scale
        half = self._next(last, "half")
        if half is None or self._next(last, "duration"):
            return _Amount(summed.value, first, last, written, scale)
        following = self._next(half.last, "scale")
        if following is not None and scale == 1:
            return _Amount(
                (summed.value + half.meaning.value) * following.meaning.value, first, following.last, "-", scale=100
            )
        return _Amount(summed.value + half.meaning.value * scale, first, half.last, written or "-", scale)

    def _step(self, summed: _Sum, place: int, first: int) -> tuple[int, str] | None:
        """Add what stands at `place` to the number begun at `first`; return the place after it."""
        if place > first and not self._joined(place):
            return None
        begun = place > first
        scale = self._hit(place, "scale")
        if scale is not None:
            return self._scale_step(summed, scale, first)
        digits = self._digits(place)
        if digits is not None:
            return self._digit_step(summed, digits, begun)
        article = not begun and self._hit(place, "article")
        if article and self._next(article.last, "scale") and self._joined(article.last):
            return self._scale_step(summed, self._at[article.last, "scale"], article.last + 1)
        cardinal = self._hit(place, "cardinal")
        if cardinal is None:
            return self._over_join(summed, place) if begun else None
        return self._word_step(summed, cardinal, place)

    def _word_step(self, summed: _Sum, cardinal: Hit[Role], place: int) -> tuple[int, str] | None:
        value = cardinal.meaning.value
        if value >= 1000:
            closed = summed.current is not None or (summed.total and value >= summed.scale)
            if closed:
                return None
            summed.total += value
            summed.scale = 1000 if value < 1e5 else 1e6
            return cardinal.last, ""
        return (cardinal.last, "") if summed.add(value, self._waw(place)) else None

    def _scale_step(self, summed: _Sum, scale: Hit[Role], first: int) -> tuple[int, str] | None:
        begun = scale.first >= first and summed.value > 0
        word = self._words[scale.first]
        if word.text in _ONE_LETTER or self._hit(scale.first, "percent"):
            return None
        joined = self._waw(scale.first)
        if not begun and scale.first == first and not self._hit(scale.first, "bare"):
            return None
        if joined and begun:
            if scale.meaning.value >= summed.scale:
                return None
            if summed.current is not None:
                return None
        return (scale.last, "") if summed.multiply(scale.meaning.value) else None

    def _digit_step(self, summed: _Sum, digits: _Amount, begun: bool) -> tuple[int, str] | None:
        if begun:
            scale = self._next(digits.last, "scale")
            smaller = scale is not None and scale.meaning.value < summed.scale
            if summed.current is not None or not summed.total or not (smaller or self._waw(digits.first)):
                return None
        summed.current = digits.value
        if digits.scale != 1:
            summed.total, summed.current, summed.scale = digits.value, None, digits.scale
        return digits.last, digits.written

    def _over_join(self, summed: _Sum, place: int) -> tuple[int, str] | None:
        """Read over "and" where the number goes on behind it: two hundred and five, treinta y cinco."""
        join = self._hit(place, "join")
        cardinal = join and self._next(join.last, "cardinal")
        if not join or not cardinal or not self._joined(join.last) or cardinal.meaning.value >= 100:
            return None
        tens = summed.current is not None and summed.current % 10 == 0 and self._language == "es"
        hundreds = summed.value >= 100 and summed.value % 100 == 0
        if not (tens or hundreds) or not summed.add(cardinal.meaning.value, joined=False):
            return None
        return cardinal.last, ""

    def _ordinal(self, place: int) -> _Amount | None:
        if place >= len(self._words):
            return None
        hit = self._hit(place, "ordinal")
        if hit is not None:
            return self._compound_ordinal(hit)
        if place not in self._numeric:
            return None
        return self._ranked_digits(place)

    def _compound_ordinal(self, hit: Hit[Role]) -> _Amount:
        """Add what Arabic joins to the rank: الخامسة والعشرين, الخامس عشر."""
        value, ten = hit.meaning.value, self._next(hit.last, "cardinal")
        if self._language == "ar" and ten is not None and value < 10:
            tens = 20 <= ten.meaning.value <= 90 and self._waw(ten.first)
            if tens or (ten.meaning.value == 10 and not self._waw(ten.first)):
                return _Amount(value + ten.meaning.value, hit.first, ten.last, part="ordinal")
        return _Amount(value, hit.first, hit.last, part="ordinal")

    def _ranked_digits(self, place: int) -> _Amount | None:
        """Read 5th, 2e, and the Russian 3-й, whose ending is a word of its own."""
        match = _DIGITS.fullmatch(self._words[place].text)
        if match is None or not match[2].isdecimal() or len(match[2]) > 4:
            return None
        endings = ordinal_endings(self._language)
        if match[3]:
            return _Amount(float(match[2]), place, place + 1, part="ordinal") if match[3] in endings else None
        after = self._words[place + 1] if place + 1 < len(self._words) else None
        if self._language != "ru" or after is None or after.text not in endings:
            return None
        hyphen = self._text[self._words[place].end : after.start] == "-"
        return _Amount(float(match[2]), place, place + 2, part="ordinal") if hyphen else None

    def _digits(self, place: int) -> _Amount | None:
        """Read digits with their separators and groups: 1,000; 1.000; 1 000 000; 3.5m."""
        if place not in self._numeric:
            return None
        match = _DIGITS.fullmatch(self._words[place].text)
        if match is None or len(match[2]) > _LONGEST_DIGITS or (match[3] and match[3] not in _ATTACHED):
            return None
        if self._ordinal(place) is not None:
            return None
        written, last = self._grouped(match[2], place)
        value = value_of_digits(written, self._language)
        scale = _ATTACHED.get(match[3]) or self._attached_scale(last)
        plain = written if written.isdecimal() else "-"
        if scale:
            return _Amount(value * scale, place, last if match[3] else last + 1, "-", scale)
        return _Amount(value, place, last, plain)

    def _grouped(self, written: str, place: int) -> tuple[str, int]:
        """Join groups of three that spaces part; not where the first would be a number of its own."""
        last = place + 1
        if not written.isdecimal() or len(written) > 3 or written[0] == "0":
            return written, last
        while last < len(self._words) and self._text[self._words[last - 1].end : self._words[last].start] == " ":
            group = self._words[last].text
            if not re.fullmatch(_GROUPS[self._language], group):
                break
            written, last = written + group, last + 1
        return written, last

    def _attached_scale(self, place: int) -> float | None:
        """Return the scale of a letter that is written right onto the digits before `place`."""
        if place >= len(self._words) or self._words[place].start != self._words[place - 1].end:
            return None
        return _ATTACHED.get(self._words[place].text)

    # --- Places

    def _hit(self, place: int, part: str) -> Hit[Role] | None:
        return self._at.get((place, part))

    def _next(self, place: int, part: str) -> Hit[Role] | None:
        """Return what stands at `place` if nothing parts it from the word before."""
        found = self._at.get((place, part))
        return found if found is not None and self._joined(place) else None

    def _waw(self, place: int) -> bool:
        text = self._words[place].text
        return self._language == "ar" and text[0] == "و" and not text.startswith("واحد")

    def _joined(self, place: int) -> bool:
        """Say whether nothing but a space or a hyphen stands before the word."""
        if place >= len(self._words):
            return False
        return self._text[self._words[place - 1].end : self._words[place].start] in _JOINTS

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


def _own_bound(amount: _Amount) -> Bound:
    """Round words say "about" themselves: une vingtaine."""
    return "about" if amount.part == "round" else "exact"


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def value_of_digits(written: str, language: str) -> float:
    """Return the value of digits with separators; whether a mark groups or divides depends on the language.

    A mark that occurs twice groups; of two different ones the last divides; three digits behind a comma are a group
    (1,000) but for French and Russian, which write 1,234 for a little more than one; three behind a point are a group
    only where points group.
    """
    marks = [character for character in written if character in ",."]
    if not marks:
        return float(written)
    if len(set(marks)) == 2:
        divider = marks[-1]
        whole, _, part = written.rpartition(divider)
        return float(re.sub("[.,]", "", whole) + "." + part)
    whole, _, part = written.rpartition(marks[0])
    groups = len(part) == 3 and not whole.startswith("0") and len(re.split("[.,]", whole)[0]) <= 3
    if len(marks) > 1 or (groups and _is_group(marks[0], part, language)):
        return float(re.sub("[.,]", "", written))
    return float(f"{whole}.{part}")


def _is_group(mark: str, part: str, language: str) -> bool:
    if mark == ",":
        return language not in _DECIMAL_COMMA or part == "000"
    return language in _THOUSANDS_POINT


def _ranged(text: str, read: list[tuple[Quantity, _Amount]]) -> tuple[Quantity, ...]:
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
