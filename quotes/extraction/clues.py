"""PURE. Where in a sentence a day or a hop may be told at all: a quick look at its words before patterns read it.

Most sentences tell neither. Each distinct word is tested once for each language and remembered.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from functools import cache, reduce
from importlib.resources import files
from operator import or_
from typing import Final, Literal, NamedTuple

from quotes.extraction.folding import Folded
from quotes.extraction.reported import Span
from quotes.extraction.sentences import Item

MOST_WORDS: Final = 50_000
"""So many words of a language are remembered; then it is forgotten and begun anew."""
LONGEST_NAME: Final = 50
"""Longer words in marks are no name."""
NUMERIC: Final = re.compile(r"(?:1[89]|20)\d\d$|\d{1,4}[./-]\d{1,2}")


class Clue(IntFlag):
    DAY = 1
    WEEKDAY = 2
    MONTH = 4
    POSTED = 8
    REPORTED = 16
    TRANSLATED = 32
    NAMES_OUTLET = 64


KINDS: Final = {"posted": Clue.POSTED, "reported": Clue.REPORTED, "translated": Clue.TRANSLATED}
OF_DAYS: Final = int(Clue.DAY | Clue.WEEKDAY | Clue.MONTH)
BY_CAPITALS: Final = int(Clue.WEEKDAY | Clue.MONTH | Clue.NAMES_OUTLET)
OF_HOPS: Final = int(Clue.POSTED | Clue.REPORTED | Clue.TRANSLATED | Clue.NAMES_OUTLET)
NEVER: Final = "(?!)"


ClueOfDay = Literal["weekday", "month", "any"]


class Clues(NamedTuple):
    """Places where days may be told, each with what tells it; and which kinds of hops may be. `days` is None where
    nobody looked, and they may be told everywhere."""

    days: tuple[tuple[int, ClueOfDay], ...] | None
    kinds: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return self.days == () and not self.kinds


NOTHING: Final = Clues((), ())


@dataclass(frozen=True)
class _Words:
    """A language's tests: what each clue may be told by. Of a language without blanks they are searched for. With
    `has_capitals`, words in small letters are no weekdays, months or names."""

    language: str
    tests: tuple[tuple[Clue, re.Pattern[str]], ...]
    has_blanks: bool
    has_capitals: bool
    known: dict[str, int] = field(default_factory=dict)

    def clue_of(self, item: Item, text: str) -> int:
        """What an item tells that is not remembered: a word, a number or a mark the first time, a name in marks."""
        if item.kind != "quoted":
            return self._remembered(item.word, is_number=item.kind == "number")
        if item.end - item.start > LONGEST_NAME:
            return 0
        name = text[item.start + 1 : item.end - 1].strip().lower().split(" ", 1)[0]
        return self._remembered(name) & OF_HOPS if name else 0

    def _remembered(self, word: str, *, is_number: bool = False) -> int:
        if word not in self.known:
            if len(self.known) > MOST_WORDS:
                self.known.clear()
            is_day = is_number and NUMERIC.match(word) is not None
            self.known[word] = int(Clue.DAY) if is_day else int(self._tested(word)) if len(word) <= LONGEST_NAME else 0
        return self.known[word]

    def _tested(self, word: str) -> Clue:
        plain = Folded(word, self.language).plain.replace("’", "'")
        parts = {plain, plain.rpartition("'")[2], *plain.split("-")}
        told = (clue for clue, test in self.tests if any(test.fullmatch(part) for part in parts))
        return reduce(or_, told, Clue(0))


@cache
def _words(language: str) -> _Words | None:
    tables = [
        tomllib.loads(files("quotes.extraction").joinpath(f"tables/{name}.toml").read_text("utf-8"))
        for name in ("days", "relay")
    ]
    days, relay = (table.get(language) for table in tables)
    if days is None or relay is None:
        return None
    has_blanks = not relay.get("no_blanks")
    prefix = days["trigger_prefix"]
    tests = [
        (Clue.DAY, f"{prefix}(?:{days['trigger']})"),
        (Clue.WEEKDAY, prefix + _any_of(days["weekdays"]) if has_blanks else NEVER),
        (Clue.MONTH, prefix + _any_of(days["months"]) if has_blanks else NEVER),
        (Clue.POSTED, prefix + _any_name(tables[1]["platforms"], has_blanks)),
        (Clue.REPORTED, _any_name(tables[1]["known"], has_blanks)),
        (Clue.NAMES_OUTLET, relay.get("names_trigger", NEVER)),
        *((clue, f"{prefix}(?:{relay[f'{kind}_trigger']})") for kind, clue in KINDS.items()),
    ]
    joined: dict[Clue, list[str]] = {}
    for clue, pattern in tests:
        if pattern != NEVER:
            joined.setdefault(clue, []).append(f"(?:{pattern})")
    compiled = tuple((clue, re.compile("|".join(patterns), re.IGNORECASE)) for clue, patterns in joined.items())
    return _Words(language, compiled, has_blanks, bool(days.get("has_capitals")))


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


def _any_name(names: Iterable[str], has_blanks: bool) -> str:
    """The first words of names; where they are searched for, whole names behind a look at their first letters."""
    if has_blanks:
        return _any_of(re.split(" ", name)[0].removesuffix("(?![\\w.-])") for name in names)
    firsts = "".join(name[1 : name.index("]")] if name.startswith("[") else name[0] for name in names)
    return f"(?=[{firsts}]){_any_of(names)}"


def clues_in(text: str, items: Sequence[Item], language: str, home: Span, holes: Sequence[Span] = ()) -> Clues:
    """The clues between the holes of a stretch, whose words the items are; none where the language is not known."""
    words = _words(language)
    if words is None:
        return NOTHING
    if not words.has_blanks:
        return _searched(text, words, home, holes)
    known = words.known.get
    told = [(item, clue) for item in items if (clue := known(item.word)) != 0]
    found, days = 0, []
    for item, remembered in told:
        clue = words.clue_of(item, text) if remembered is None else remembered
        if (
            not clue
            or not home.start <= item.start < home.end
            or any(one.start <= item.start < one.end for one in holes)
        ):
            continue
        if words.has_capitals and not item.is_capital and item.kind == "word":
            clue &= ~BY_CAPITALS
        if clue & OF_DAYS:
            days.append((item.start, _of_day(clue)))
        found |= clue
    if not found:
        return NOTHING
    if found & Clue.NAMES_OUTLET:
        found |= Clue.REPORTED
    return Clues(tuple(days), tuple(kind for kind, clue in KINDS.items() if found & clue))


def _of_day(clue: int) -> ClueOfDay:
    if clue & OF_DAYS == Clue.WEEKDAY:
        return "weekday"
    return "month" if clue & OF_DAYS == Clue.MONTH else "any"


def _searched(text: str, words: _Words, home: Span, holes: Sequence[Span]) -> Clues:
    plain = Folded(text[home.start : home.end], words.language)
    days: list[tuple[int, ClueOfDay]] = []
    kinds = []
    for clue, test in words.tests:
        places = [home.start + plain.span(*one.span())[0] for one in test.finditer(plain.plain) if one.group()]
        outside = [place for place in places if not any(one.start <= place < one.end for one in holes)]
        if clue == Clue.DAY:
            days += [(place, "any") for place in outside]
        elif outside:
            kinds += [kind for kind, known in KINDS.items() if known == clue]
    return Clues(tuple(days), tuple(kinds))
