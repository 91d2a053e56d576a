"""PURE. How words came to the outlet, as a stretch of text tells it: posted on a platform, given to or reported by
another outlet, translated.

Which publications there are is not known here. An outlet is told by the common word beside its name ("the weekly
Kurier"), by a word inside it ("Radio Savane"), or by what is done with it ("in an interview with ..."); only platforms
and the great agencies are known by name. The words stand in `tables/relay.toml`.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any, Final, Literal, NamedTuple

from quotes.extraction.folding import Folded
from quotes.extraction.reported import Reported, Span

RelayKind = Literal["posted", "reported", "translated"]
KINDS: Final[tuple[RelayKind, ...]] = ("posted", "translated", "reported")
"""Where one name fits several, the first of these: an outlet that translated is not told a second time."""
NEVER: Final = "(?!)"
BEGINS: Final = r"(?<!\w)(?=[\w«“„\"‘'\[(])"
"""Where a word or a mark begins: told quickly, before any word is looked at."""
OPENING, CLOSING = "«“„\"‘'「『《", "»”“\"’'」』》"
IN_MARKS: Final = rf"[{OPENING}]\s?(?P<n>[^«»“”„\"‘’「」『』《》\n\x00]{{1,48}}?)\s?[{CLOSING}]"


class Mention(NamedTuple):
    """A platform, outlet or translator: code points `start` to `end` of the given text.

    `is_again`: the words only lead back to the one that was named before ("told the magazine"). `is_live`: a person who
    translated while the words were spoken. `is_cue`: a verb that tells the hop of its own act alone ("tweeted").
    """

    kind: RelayKind
    start: int
    end: int
    is_again: bool = False
    is_live: bool = False
    is_cue: bool = False


@dataclass(frozen=True)
class _RelayWords:
    told: dict[RelayKind, re.Pattern[str]]
    again: dict[RelayKind, re.Pattern[str]]
    outlet_speaks: re.Pattern[str]
    outlet_name: re.Pattern[str]
    people: re.Pattern[str]
    document: re.Pattern[str]


def mentions_in(text: str, language: str, kinds: Sequence[str] = KINDS) -> list[Mention]:
    """The hops of these kinds that a stretch of text tells, in its order. A NUL may stand for what is not to be
    read."""
    words = _words(language)
    if words is None:
        return []
    folded = Folded(text, language)
    found: list[Mention] = []
    for kind in (one for one in KINDS if one in kinds):
        named = [one for one in _named(kind, words.told[kind], folded) if not any(_overlap(one, two) for two in found)]
        found += named or _led_back(kind, words.again.get(kind), folded)
    return sorted(found, key=lambda one: one.start)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _named(kind: RelayKind, pattern: re.Pattern[str], folded: Folded) -> Iterator[Mention]:
    for match in pattern.finditer(folded.plain):
        name = next((key for key, held in match.groupdict().items() if held), None)
        if name is not None:
            yield Mention(
                kind, *folded.span(*match.span(name)), is_live=name.startswith("live"), is_cue=name.startswith("cue")
            )


def _led_back(kind: RelayKind, pattern: re.Pattern[str] | None, folded: Folded) -> list[Mention]:
    match = pattern.search(folded.plain) if pattern else None
    return [Mention(kind, *folded.span(*match.span()), is_again=True)] if match else []


def outlet_in(mention: str, language: str) -> tuple[int, int] | None:
    """Where the name of the outlet stands in `the magazine "Kurier"`; nothing if the mention is somebody of it."""
    words = _words(language)
    if words is None or not mention.strip():
        return None
    mention = re.split("[,،，]", mention, maxsplit=1)[0]
    folded = Folded(mention, language)
    if not words.outlet_speaks.match(folded.plain) or words.people.search(folded.plain):
        return None
    match = words.outlet_name.search(folded.plain)
    name = next((key for key, held in match.groupdict().items() if held), None) if match else None
    return folded.span(*match.span(name)) if match and name else (0, len(mention))


def is_document(mention: str, language: str) -> bool:
    """Whether a statement speaks of which only "the statement" is said."""
    words = _words(language)
    return words is not None and words.document.fullmatch(Folded(mention, language).plain) is not None


class Parted(NamedTuple):
    """The acts of one sentence without those that only name the outlet that carried the others; `carriers` tells for
    each of these which stretches it carried and the outlet's name."""

    acts: list[Reported]
    carriers: list[tuple[tuple[Span, ...], Span]]


def parted(text: str, acts: Sequence[Reported], language: str) -> Parted:
    """`..., the weekly Kurier reported` around another act is no quotation but a hop of it."""
    kept: list[Reported] = []
    carriers = []
    if len(acts) < 2 or not any(act.rule.endswith("-according") for act in acts):
        return Parted(list(acts), [])
    for act in acts:
        name = _carrier(text, act, acts, language)
        if name is None:
            kept.append(act)
        else:
            carriers.append((act.contents, name))
    return Parted(kept, carriers)


def _carrier(text: str, act: Reported, acts: Sequence[Reported], language: str) -> Span | None:
    if act.speaker is None or not act.rule.endswith("-according"):
        return None
    holds = any(
        content.start <= other.cue.start < content.end
        for content in act.contents
        for other in acts
        if other is not act and other.cue is not None
    )
    found = outlet_in(text[act.speaker.start : act.speaker.end], language) if holds else None
    return Span(act.speaker.start + found[0], act.speaker.start + found[1]) if found else None


# The patterns.


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("quotes.extraction").joinpath("tables/relay.toml").read_text("utf-8"))


@cache
def _words(language: str) -> _RelayWords | None:
    """The patterns of a language (ISO 639-1), or none where its relays are not read."""
    table = _table().get(language)
    if not isinstance(table, dict):
        return None
    edges = ("", "") if table.get("no_blanks") else (BEGINS, r"(?!\w)")
    gap = "" if table.get("no_blanks") else " "
    again = {kind: table.get(f"{kind}_again", NEVER) for kind in KINDS}
    word = r"(?:[\w'’-]+ ){0,3}?" if gap else r"\w{0,12}?"
    speaks = rf"\W*(?:{word}(?:{{O}}|{{K}})|{{A}}\W*$)"
    return _RelayWords(
        told={kind: _compiled(table[kind], table, edges) for kind in KINDS},
        again={kind: _compiled([pattern], table, edges) for kind, pattern in again.items() if pattern != NEVER},
        outlet_speaks=_compiled([speaks], table, ("", edges[1])),
        outlet_name=_compiled(["{A}", f"(?:{{O}}),?{gap}{{N}}" if gap else "{N}", "{K}"], table, ("", "")),
        people=re.compile(f"{edges[0]}(?:{table['people']}){edges[1]}"),
        document=re.compile(table["document"]),
    )


def _compiled(templates: Sequence[str], table: dict[str, Any], edges: tuple[str, str]) -> re.Pattern[str]:
    """One alternation. Each group that may hold a mention gets a number: `n_3`, `live_4`."""
    platforms, known = "|".join(_table()["platforms"]), "|".join([table.get("by_name", NEVER), *_table()["known"]])
    places = {
        "{N}": f"(?:{IN_MARKS}|(?P<n>{table['bare']}))",
        "{A}": IN_MARKS,
        "{P}": rf"[{OPENING}]?\s?(?P<n>{platforms})",
        "{K}": f"(?P<n>{known})",
        "{O}": table["outlet"],
        "{BARE}": table["bare"],
    }
    numbers = count()

    def numbered(group: re.Match[str]) -> str:
        return f"(?P<{group[1]}_{next(numbers)}>"

    alternatives = []
    for template in templates:
        pattern = template.replace(" ", r"\s")
        for place, filled in places.items():
            pattern = pattern.replace(place, filled.replace(" ", r"\s"))
        alternatives.append(re.sub(r"\(\?P<(n|live|cue)>", numbered, pattern))
    return re.compile(f"{edges[0]}(?:{'|'.join(alternatives)}){edges[1]}")
