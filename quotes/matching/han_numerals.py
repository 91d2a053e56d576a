"""Reads the quantities of Chinese: digits with 万 and 亿, Chinese numerals, 百分之, 分之, 成, units and bounds."""

import re
from functools import lru_cache
from typing import NamedTuple

from quotes.matching.lexicon import forms_of
from quotes.matching.normalise import fold
from quotes.matching.quantity_tables import Bound, Kind, Quantity, tables, valued

_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 1e4, "亿": 1e8}
_NUMERAL = "零〇一二两三四五六七八九十百千"
# One run of digits, numerals and scales, bounded and never tried again shorter: a text of numerals alone stays cheap.
_SCALED = rf"(?:\d|[{_NUMERAL}])(?:[\d{_NUMERAL}万亿]|\.(?=\d)|,(?=\d\d\d(?!\d))){{0,24}}+"
_WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
# A bound may stand this many characters before its number: 超过了, 达到约.
_BOUND_REACH = 1


class _Patterns(NamedTuple):
    quantity: re.Pattern[str]
    before: tuple[tuple[Bound, re.Pattern[str]], ...]
    after: tuple[tuple[Bound, re.Pattern[str]], ...]
    durations: dict[str, float]
    points: dict[str, float]
    currencies: dict[str, str]
    classifiers: frozenset[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = tables()["zh"]
    durations = {fold(form): value for value, form in valued(table["durations"])}
    points = {fold(form): value for value, form in valued(table["units"])}
    currencies = {form: name for name, form in (line.split(" ", 1) for line in table["money"])}
    idioms = "|".join(sorted((fold(form) for form in forms_of(table["idioms"])), key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<percent>百分之(?P<points>{_SCALED}(?:点[{_NUMERAL}]{{1,9}})?))"
        rf"|(?P<fraction>(?P<below>{_SCALED})分之(?P<above>{_SCALED}))"
        r"|(?P<half>一半|半数|过半)"
        r"|(?P<date>(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号])"
        r"|(?P<year>(?:19|20)\d\d|[一二][零〇九][零〇一二三四五六七八九]{2})年"
        r"|(?P<named>(?<!\d)(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]))月(?!球|亮)"
        r"|(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!\d)"
        rf"|第(?P<rank>{_SCALED})"
        r"|(?P<part>上午|下午|晚上|凌晨|中午|傍晚|晚)?(?P<hour>\d{1,2}|[一二三四五六七八九十]{1,3})(?:点|时)"
        r"(?P<minute>半|\d{1,2}分|[一二三四五六七八九十]{1,3}分)?(?![零一二三四五六七八九\d])"
        r"|(?P<clock>(?<!\d)\d{1,2}:\d{2}(?!\d))"
        rf"|(?P<idiom>{idioms})"
        rf"|(?P<tenths>[一二三四五六七八九两]|\d)成(?P<tenth_half>半)?(?![为立员功本果就熟长])"
        rf"|(?P<symbol>[$€£¥])?(?P<number>{_SCALED}(?:点[{_NUMERAL}]{{1,9}}[万亿]{{0,2}})?|半)(?P<more>多|余|几)?(?P<some>[万亿])?"
    )
    return _Patterns(
        pattern,
        _bounds(table, ""),
        _bounds(table, "_after"),
        durations,
        points,
        currencies,
        frozenset(table["classifiers"]),
    )


def _bounds(table: dict[str, str], suffix: str) -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    names: tuple[Bound, ...] = ("less_than", "more_than", "about")
    end = rf".{{0,{_BOUND_REACH}}}$" if not suffix else ""
    compiled = []
    for name in names:
        forms = sorted((fold(form) for form in forms_of(table[name + suffix])), key=len, reverse=True)
        compiled.append((name, re.compile(f"(?:{'|'.join(forms)}){end}")))
    return tuple(compiled)


def quantities_in_chinese(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a shadow text in Chinese, in order."""
    found = (_quantity(match, text) for match in _patterns().quantity.finditer(text))
    return tuple(quantity for quantity in found if quantity is not None)


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    for reading in (_share, _calendar, _rank, _time):
        quantity = reading(match, text)
        if quantity is not None:
            return quantity
    return _number(match, text) if match["number"] else None


def _share(match: re.Match[str], text: str) -> Quantity | None:
    if match["half"]:
        bound: Bound = "more_than" if match["half"] == "过半" else _bound(text, match.start(), match.end())
        return Quantity(50.0, "percent", match.start(), match.end(), bound)
    value = None
    if match["percent"]:
        value = value_of(match["points"])
    elif match["fraction"]:
        below = value_of(match["below"])
        value = 100 * value_of(match["above"]) / below if below else None
    elif match["tenths"]:
        value = 10 * value_of(match["tenths"]) + (5 if match["tenth_half"] else 0)
    if value is None:
        return None
    return Quantity(value, "percent", match.start(), match.end(), _bound(text, match.start(), match.end()))


def _calendar(match: re.Match[str], text: str) -> Quantity | None:
    del text
    if match["date"]:
        month, day = value_of(match["month"]), value_of(match["day"])
        return Quantity(month * 100 + day, "date", match.start(), match.end())
    if match["year"]:
        return Quantity(_year(match["year"]), "year", match.start(), match.end())
    if match["named"]:
        return Quantity(value_of(match["named"]), "month", match.start(), match.end())
    if match["weekday"]:
        return Quantity(_WEEKDAYS[match["weekday"]], "weekday", match.start(), match.end())
    return None


def _year(written: str) -> float:
    return float("".join(character if character.isdigit() else str(_DIGIT[character]) for character in written))


def _rank(match: re.Match[str], text: str) -> Quantity | None:
    del text
    return Quantity(value_of(match["rank"]), "ordinal", match.start(), match.end()) if match["rank"] else None


def _time(match: re.Match[str], text: str) -> Quantity | None:
    if match["clock"]:
        hour, minute = match["clock"].split(":")
        return Quantity(int(hour) + int(minute) / 60, "time", match.start(), match.end())
    if not match["hour"]:
        return None
    # 五点建议, 三点要求 are points of a list: a time says its part of the day or its minutes, or is written in digits.
    if (
        not (match["part"] or match["minute"] or match["hour"].isdecimal())
        or text[match.end() : match.end() + 1] == "间"
    ):
        return None
    value = value_of(match["hour"]) + _minutes(match["minute"]) / 60
    afternoon = match["part"] in ("下午", "晚上", "傍晚", "晚") and value < 12
    return Quantity(value + 12 if afternoon else value, "time", match.start(), match.end())


def _minutes(written: str | None) -> float:
    if not written:
        return 0.0
    return 30.0 if written == "半" else value_of(written.removesuffix("分"))


def _number(match: re.Match[str], text: str) -> Quantity | None:
    patterns = _patterns()
    written, end = match["number"], match.end()
    value = 0.5 if written == "半" else value_of(written)
    if match["some"]:
        value *= _LARGE[match["some"]]
    kind, unit_end, factor, currency = _unit(text, end, match["symbol"])
    if kind == "count" and not _counts(written, value, text[end : end + 1], patterns.classifiers):
        return None
    if kind == "duration" and text[unit_end : unit_end + 1] == "半":
        value, unit_end = value + 0.5, unit_end + 1
    bound = "more_than" if match["more"] else _bound(text, match.start(), unit_end, end)
    return Quantity(value * factor, kind, match.start(), unit_end, bound, currency)


def _unit(text: str, end: int, symbol: str | None) -> tuple[Kind, int, float, str]:
    """Return the kind of the number that ends at `end`, the end of its unit, the unit's value, and the currency."""
    patterns = _patterns()
    if symbol:
        name = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yuan"}[symbol]
        return "money", end, 1.0, name
    for length in (5, 4, 3, 2, 1):
        following = text[end : end + length]
        if len(following) < length:
            continue
        if following in patterns.points:
            return "percent", end + length, patterns.points[following], ""
        if following in patterns.durations:
            return "duration", end + length, patterns.durations[following], ""
        if following in patterns.currencies:
            return "money", end + length, 1.0, patterns.currencies[following]
    return "count", end, 1.0, ""


def _counts(written: str, value: float, following: str, classifiers: frozenset[str]) -> bool:
    """Say whether a number without a unit counts something: numerals are parts of many words (十分, 五角)."""
    if written[0].isdigit():
        return True
    if written == "半" or value in (0, 1):
        return False
    scaled = value >= 100 and written[0] in _DIGIT and len(written) > 1
    return scaled or (bool(following) and following in classifiers)


def _bound(text: str, start: int, end: int, number_end: int | None = None) -> Bound:
    patterns = _patterns()
    before = text[max(0, start - 5) : start]
    for name, pattern in patterns.before:
        if pattern.search(before):
            return name
    for place in {end, number_end or end}:
        for name, pattern in patterns.after:
            if pattern.match(text, place):
                return name
    return "exact"


def value_of(written: str) -> float:
    """Return the value of digits, Chinese numerals, or both: 3.5万, 1亿2000万, 三百五十万, 二点五, 二〇二五."""
    whole, point, decimals = written.partition("点")
    scales = "".join(character for character in decimals if character in _LARGE)
    value = _whole(whole)
    if point:
        value += sum(_DIGIT.get(digit, 0) / 10 ** (place + 1) for place, digit in enumerate(decimals.rstrip("万亿")))
    for scale in scales:
        value *= _LARGE[scale]
    return value


def _whole(written: str) -> float:
    if all(character in _DIGIT for character in written) and len(written) > 1:
        return float("".join(str(_DIGIT[character]) for character in written))
    total = section = number = 0.0
    for part in re.findall(r"\d[\d,]*(?:\.\d+)?|\D", written):
        if part[0].isdigit():
            number = float(part.replace(",", ""))
        elif part in _DIGIT:
            number = float(_DIGIT[part])
        elif part in _SMALL:
            section += (number or 1) * _SMALL[part]
            number = 0.0
        elif part in _LARGE:
            total = _scaled(total, section + number, _LARGE[part])
            section = number = 0.0
    return total + section + number


def _scaled(total: float, section: float, scale: float) -> float:
    """万亿 multiplies all that was read; 亿 closes what stands before it and 万 may follow."""
    if not section:
        return total * scale
    return (total + section) * scale if scale == _LARGE["亿"] and total else total + section * scale
