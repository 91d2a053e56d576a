"""PURE. Each language's words for days, compiled from `tables/days.toml`: one alternation for all expressions."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

YEAR: Final = "(?:1[89]|20)\\d\\d"
CHINESE_YEAR: Final = f"{YEAR}|[一二][〇○零一二三四五六七八九]{{3}}"
CHINESE_DIGITS: Final = {"○": 0, "零": 0, **{digit: n for n, digit in enumerate("〇一二三四五六七八九")}}
EVERYWHERE: Final = {
    "iso": ["{y}[-/.](?P<mm_k>0?[1-9]|1[0-2])[-/.]{d}(?!\\d)"],
    "numeric": ["{d}[-/.](?P<mm_k>0?[1-9]|1[0-2])[-/.]{y}"],
}
"""Days in digits alone."""
FIRST: Final[dict[str, list[str]]] = {"dateline": [], "night": []}
"""A dateline holds a date that is no day of saying; a night holds two weekdays."""
NEVER: Final = "(?!)"
WORDS_OF_LIMIT, LONGEST_LIMIT = 4, 5
"""So many words, or signs where there are no blanks, make "not later than"."""
LIST_PLACES: Final = {"m": "months", "w": "weekdays", "o": "ordinals"}


@dataclass(frozen=True)
class DayWords:
    """One language's words for days, compiled. `kinds` tells what each alternative of `pattern` means, `by_clue`
    has those that a clue may be part of (`clues.py`); the other
    patterns are described in the table."""

    table: dict[str, Any]
    pattern: re.Pattern[str]
    by_clue: dict[str, re.Pattern[str]]
    begins: re.Pattern[str]
    kinds: dict[str, str]
    not_behind: re.Pattern[str]
    not_before: re.Pattern[str]
    turns_away: re.Pattern[str]
    turns_behind: re.Pattern[str]
    turns_off: re.Pattern[str]
    same: re.Pattern[str]
    aside: re.Pattern[str]
    earlier: re.Pattern[str]
    one_of: dict[str, list[re.Pattern[str]]]

    def is_behind_limit(self, before: str) -> bool:
        """Whether what stands before an expression makes it a limit or a plan: its last words, or last signs."""
        tail = list(before[-LONGEST_LIMIT:]) if self.table.get("no_blanks") else before.split()[-WORDS_OF_LIMIT:]
        joint = "" if self.table.get("no_blanks") else " "
        return any(self.not_behind.fullmatch(joint.join(tail[first:])) for first in range(len(tail)))

    def index(self, words: str, place: str) -> int:
        """Which of the months, weekdays, units or ordinals the words are, from 0."""
        return next((i for i, one in enumerate(self.one_of[place]) if one.fullmatch(words)), 0)

    def number(self, words: str) -> int:
        """A number in digits, in words, or in Chinese digits."""
        if found := re.match(r"\d+", words):
            return int(found.group())
        known: int | None = self.table["numbers"].get(words.lower())
        return known if known is not None else chinese_number(words)


def chinese_number(words: str) -> int:
    """`二十一` is 21; without a ten the digits stand side by side, as in a year: `二〇一一`."""
    if "十" in words:
        tens, _, ones = words.partition("十")
        return CHINESE_DIGITS.get(tens, 1) * 10 + CHINESE_DIGITS.get(ones, 0)
    return int("".join(str(CHINESE_DIGITS.get(digit, 0)) for digit in words) or 0)


@cache
def day_words(language: str) -> DayWords | None:
    """The words of a language (ISO 639-1), or none where its days are not read."""
    table = tomllib.loads(files("quotes.extraction").joinpath("tables/days.toml").read_text("utf-8")).get(language)
    if table is None:
        return None
    flags = re.IGNORECASE if table.get("ignore_case") else re.RegexFlag(0)
    edges = ("", "") if table.get("no_blanks") else (r"(?<![\w-])", r"(?!\w)")
    kinds, alternatives = _alternatives(table)

    def any_of(place: str) -> re.Pattern[str]:
        """The alternatives with such a place in them; all for none."""
        chosen = [one for one in alternatives if place in one]
        return re.compile(f"{edges[0]}(?:{'|'.join(chosen)}){edges[1]}", flags)

    lists = {place: table.get(name, []) for place, name in LIST_PLACES.items()}
    lists["u"] = [unit[0] for unit in table["units"]]
    return DayWords(
        table=table,
        pattern=any_of(""),
        by_clue={"any": any_of(""), "weekday": any_of("(?P<w_"), "month": any_of("(?P<m_")},
        begins=re.compile("(?s:.)" if table.get("no_blanks") else r"(?<!\w)[\w(]"),
        kinds=kinds,
        not_behind=re.compile(table["not_behind"], flags),
        not_before=re.compile(table["not_before"], flags),
        turns_away=re.compile(rf"{edges[0]}(?:{table['turns_away']}){edges[1]}", flags),
        turns_behind=re.compile(table.get("turns_behind", NEVER)),
        turns_off=re.compile(rf"{edges[0]}(?:{table.get('turns_off', NEVER)}){edges[1]}", flags),
        same=re.compile("|".join(table["patterns"]["same"]).replace(" ", r"\s"), flags),
        aside=re.compile(rf"\W*(?:{table['aside']}){edges[1]}", flags),
        earlier=re.compile(rf"{edges[0]}(?:{table['earlier']}){edges[1]}", flags),
        one_of={place: [re.compile(one, re.IGNORECASE) for one in words] for place, words in lists.items()},
    )


def _alternatives(table: dict[str, Any]) -> tuple[dict[str, str], list[str]]:
    """What each alternative means, and its pattern."""
    kinds: dict[str, str] = {}
    alternatives = []
    patterns = {**FIRST, **table["patterns"], **EVERYWHERE}
    places = _places(table)
    for kind, templates in patterns.items():
        for template in templates:
            key = f"p{len(kinds)}"
            kinds[key] = kind
            alternatives.append(f"(?P<{key}>{_filled(template, key, places, has_blanks=not table.get('no_blanks'))})")
    return kinds, alternatives


def _places(table: dict[str, Any]) -> dict[str, str]:
    """What stands in the places of the patterns; the longer words first."""

    def any_of(words: list[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True)) or NEVER

    weekday = "|".join(table["weekdays"])
    return {
        "d": table["day"],
        "e": table["day"],
        "o": any_of(table.get("ordinals", [])),
        "m": "|".join(reversed(table["months"])),
        "y": CHINESE_YEAR if table.get("no_blanks") else YEAR,
        "w": weekday,
        "v": weekday,
        "n": rf"\d{{1,3}}|{any_of(list(table['numbers']))}",
        "u": any_of([unit[0] for unit in table["units"]]),
        "past": table["past"],
        "next": table["next"],
        "lw": table.get("last_week", NEVER),
        "tw": table.get("this_week", NEVER),
        "lm": table.get("last_month", NEVER),
        "tm": table.get("this_month", NEVER),
        "ly": table.get("last_year", NEVER),
        "ty": table.get("this_year", NEVER),
    }


def _filled(template: str, key: str, places: dict[str, str], *, has_blanks: bool) -> str:
    """A template with the language's words in its places; a place is named after the alternative (`m_p3_0`)."""
    pattern = template.replace("{M}", f"(?:{places['m']})")
    if has_blanks:
        for place in ("{m}", "{y}", "{w}"):
            pattern = pattern.replace(place, place + r"(?!\w)")
    for name, words in places.items():
        for nth in range(pattern.count(f"{{{name}}}")):
            pattern = pattern.replace(f"{{{name}}}", f"(?P<{name}_{key}_{nth}>{words})", 1)
    return pattern.replace("_k>", f"_{key}>").replace(" ", r"\s")
