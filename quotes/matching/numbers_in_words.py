"""Reads the numbers of spaced languages: digits in all their spellings, number words, fractions, ranks.

Number words are added as they are spoken: a smaller one after a larger one is added, a scale word multiplies what
stands before it. Arabic joins with و and puts the unit before the ten; French counts in scores; the table lists both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from quotes.matching.lexicon import Hit, Word
from quotes.matching.quantity_tables import Role, ordinal_endings

# Particles that Arabic writes onto digits (و20, ب5), the digits, and what is written onto their end (5th, 3m, 17h30).
_DIGITS = re.compile(r"([وفبلك]{0,2})(\d+(?:[.,]\d+)*)([^\W\d_]{0,4})")
_LONGEST_DIGITS = 18
_ATTACHED = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_ONE_LETTER = frozenset("kmb")
_THOUSANDS_POINT = frozenset({"es", "fr", "ru", "ar"})
_DECIMAL_COMMA = frozenset({"fr", "ru"})
# English parts groups by a comma; a space counts only where nothing else can be meant.
_GROUPS = dict.fromkeys(("fr", "ru", "es", "ar"), r"\d{3}(?:,\d+)?") | {"en": "000"}
_JOINTS = (" ", "-", "", "'")


class Amount(NamedTuple):
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


class Numbers:
    """The words of one text with what the tables know of them, and the number at each place."""

    def __init__(self, text: str, words: Sequence[Word], hits: list[Hit[Role]], language: str) -> None:
        self._text, self._words, self._language = text, words, language
        self._at: dict[tuple[int, str], Hit[Role]] = {}
        # What was read at a place: readings ask again and again.
        self._amounts: dict[int, Amount | None] = {}
        self._numeric = {place for place, word in enumerate(words) if not word.text.isalpha()}
        hidden = {(hit.first, hit.last) for hit in hits if hit.meaning.part == "idiom"}
        self._hits = [hit for hit in hits if hit.meaning.part == "idiom" or (hit.first, hit.last) not in hidden]
        for hit in self._hits:
            self._at.setdefault((hit.first, hit.meaning.part), hit)

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

    def _amount(self, place: int) -> Amount | None:
        if place >= len(self._words):
            return None
        if place not in self._amounts:
            self._amounts[place] = self._fraction(place) or self._whole(place)
        return self._amounts[place]

    def _fraction(self, place: int) -> Amount | None:
        """Read "two thirds", "half", and what they are parts of: "half a million", نصف مليون."""
        fraction = self._hit(place, "fraction")
        if fraction is None:
            return None
        following = self._next(fraction.last, "of")
        after = following.last if following else fraction.last
        scale = self._next(after, "scale")
        if scale is not None and scale.meaning.value > 100:
            value = fraction.meaning.value * scale.meaning.value
            return Amount(value, place, scale.last, scale=scale.meaning.value)
        if self._next(after, "duration") or self._next(after, "percent"):
            return Amount(fraction.meaning.value, place, after, "-")
        return Amount(fraction.meaning.value, place, fraction.last, part="fraction")

    def _whole(self, place: int) -> Amount | None:
        rounded = self._hit(place, "round")
        if rounded is not None and not self._next(rounded.last, "scale"):
            return Amount(rounded.meaning.value, place, rounded.last, part="round")
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

    def _with_half(self, summed: _Sum, first: int, last: int, written: str) -> Amount:
        scale = 1.0 if summed.scale == float("inf") else summed.scale
        half = self._next(last, "half")
        if half is None or self._next(last, "duration"):
            return Amount(summed.value, first, last, written, scale)
        following = self._next(half.last, "scale")
        if following is not None and scale == 1:
            return Amount(
                (summed.value + half.meaning.value) * following.meaning.value, first, following.last, "-", scale=100
            )
        return Amount(summed.value + half.meaning.value * scale, first, half.last, written or "-", scale)

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

    def _digit_step(self, summed: _Sum, digits: Amount, begun: bool) -> tuple[int, str] | None:
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

    def _ordinal(self, place: int) -> Amount | None:
        if place >= len(self._words):
            return None
        hit = self._hit(place, "ordinal")
        if hit is not None:
            return self._compound_ordinal(hit)
        if place not in self._numeric:
            return None
        return self._ranked_digits(place)

    def _compound_ordinal(self, hit: Hit[Role]) -> Amount:
        """Add what Arabic joins to the rank: الخامسة والعشرين, الخامس عشر."""
        value, ten = hit.meaning.value, self._next(hit.last, "cardinal")
        if self._language == "ar" and ten is not None and value < 10:
            tens = 20 <= ten.meaning.value <= 90 and self._waw(ten.first)
            if tens or (ten.meaning.value == 10 and not self._waw(ten.first)):
                return Amount(value + ten.meaning.value, hit.first, ten.last, part="ordinal")
        return Amount(value, hit.first, hit.last, part="ordinal")

    def _ranked_digits(self, place: int) -> Amount | None:
        """Read 5th, 2e, and the Russian 3-й, whose ending is a word of its own."""
        match = _DIGITS.fullmatch(self._words[place].text)
        if match is None or not match[2].isdecimal() or len(match[2]) > 4:
            return None
        endings = ordinal_endings(self._language)
        if match[3]:
            return Amount(float(match[2]), place, place + 1, part="ordinal") if match[3] in endings else None
        after = self._words[place + 1] if place + 1 < len(self._words) else None
        if self._language != "ru" or after is None or after.text not in endings:
            return None
        hyphen = self._text[self._words[place].end : after.start] == "-"
        return Amount(float(match[2]), place, place + 2, part="ordinal") if hyphen else None

    def _digits(self, place: int) -> Amount | None:
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
            return Amount(value * scale, place, last if match[3] else last + 1, "-", scale)
        return Amount(value, place, last, plain)

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
