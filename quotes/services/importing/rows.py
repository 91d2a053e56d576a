"""One line of an import: which fields there are, what they mean, and what is wrong with a line in words.

address         where the article stands; with it, two lines are of one article
title           the article's headline
outlet          the outlet's name; `outlet_kind` adds one that is not known yet
language        the article's language, for example ar
published       2022-02-04, or 2022-02-01..2022-02-28, or unknown
authors         as the outlet names them
text            the article's text or the passage; may be left out where the article is known with a saved copy
words           the quoted words, letter by letter as in the text; several parts as a list. For an indirect report
                the outlet's own words
clause          the whole reported clause, where it is more than the words
start           the place of the words (code points from 0), where they stand in the text more than once
kind            direct (the usual), mixed or indirect
cue             the reporting verb; `speaker_mention` is the speaker as named there
speaker         the name; several as a list. `speaker_language` is the name's, `speaker_kind` adds one not known yet
speaker_id      a Wikidata id (Q42), or the number of a speaker here
described_as    instead of a speaker: "a senior official"
said            a day, an interval, or unknown
occasion, place where it was said
key             the row's name in the other archive; without one the article and the words stand for it
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from quotes.models import Occurrence, Speaker
from sources.languages import LANGUAGE_CHOICES
from sources.models import Publication
from sources.text import UNKEEPABLE, clean

LISTS = frozenset({"words", "speaker"})
MOST_LISTED = 100
"""Parts of a quote, or speakers of one: each is looked for in the text or among the names, and becomes a row."""
LONGEST = {
    "address": 2000,
    "title": 500,
    "outlet": 200,
    "authors": 500,
    "cue": 100,
    "speaker_mention": 300,
    "described_as": 200,
    "occasion": 300,
    "place": 200,
    "key": 500,
}
CHOICES: dict[str, frozenset[str]] = {
    "language": frozenset(code for code, _ in LANGUAGE_CHOICES),
    "speaker_language": frozenset(code for code, _ in LANGUAGE_CHOICES),
    "kind": frozenset(Occurrence.Kind.values),
    "outlet_kind": frozenset(Publication.Kind.values),
    "speaker_kind": frozenset(Speaker.Kind.values),
}
FIELDS = frozenset({*LONGEST, *CHOICES, *LISTS, "published", "text", "clause", "start", "speaker_id", "said"})
REQUIRED = ("title", "outlet", "language", "words")

Days = tuple[date, date]


class RowRefused(Exception):
    """Why a line cannot be imported, and what to do about it."""

    def __init__(self, field: str, reason: str, remedy: str) -> None:
        super().__init__(f"{field}: {reason} {remedy}")
        self.field, self.reason, self.remedy = field, reason, remedy


@dataclass(frozen=True)
class Row:
    """A line whose fields are sound by themselves. Texts have the line ends of a saved copy."""

    line: int
    key: str
    content_sha256: str
    address: str
    title: str
    outlet: str
    outlet_kind: str
    language: str
    published: Days | None
    authors: str
    text: str
    words: tuple[str, ...]
    clause: str
    start: int | None
    kind: str
    cue: str
    speaker_mention: str
    speakers: tuple[str, ...]
    speaker_language: str
    speaker_kind: str
    speaker_id: str
    described_as: str
    said: Days | None
    occasion: str
    place: str


def read_row(line: int, told: Mapping[str, Any], today: date) -> Row:
    """The row of a line; `RowRefused` for the first thing that is wrong with it."""
    unknown = sorted(set(told) - FIELDS)
    if unknown:
        raise RowRefused(unknown[0], "There is no such field.", f"Known are: {', '.join(sorted(FIELDS))}.")
    values = {name: _values(name, told.get(name)) for name in FIELDS}
    one = {name: found[0] if found else "" for name, found in values.items()}
    for name in REQUIRED:
        if not values[name]:
            raise RowRefused(name, "It is missing.", "Fill it in.")
    _refuse_unfit(one)
    return Row(
        line=line,
        key=_key(one, values["words"]),
        content_sha256=_hash([name, values[name]] for name in sorted(FIELDS)),
        published=_days("published", one["published"], today),
        said=_days("said", one["said"], today),
        words=tuple(values["words"]),
        speakers=tuple(values["speaker"]),
        start=_start(one["start"]),
        kind=one["kind"] or Occurrence.Kind.DIRECT,
        speaker_language=one["speaker_language"] or one["language"],
        speaker_kind=one["speaker_kind"] or Speaker.Kind.PERSON,
        **{name: one[name] for name in TAKEN_AS_THEY_ARE},
    )


TAKEN_AS_THEY_ARE = (
    "address",
    "title",
    "outlet",
    "outlet_kind",
    "language",
    "authors",
    "text",
    "clause",
    "cue",
    "speaker_mention",
    "speaker_id",
    "described_as",
    "occasion",
    "place",
)
EXACT = frozenset({"text", "words", "clause"})
"""Fields in which every blank counts."""


def _values(name: str, told: Any) -> list[str]:
    """The texts of a field: none where it is empty, several only where there may be several."""
    if isinstance(told, str) and name in LISTS and told.startswith("["):
        told = _listed(told)
    given = told if isinstance(told, list) and name in LISTS else [told]
    if len(given) > MOST_LISTED:
        raise RowRefused(name, f"It lists {len(given)}, more than {MOST_LISTED}.", "Import them as several lines.")
    return [text for one in given if (text := _text(name, one))]


def _listed(text: str) -> Any:
    """A list inside a cell of a CSV file; any other text that begins with a bracket is that text."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return found if isinstance(found, list) and all(isinstance(one, str) for one in found) else text


def _text(name: str, told: Any) -> str:
    if told is None:
        return ""
    if isinstance(told, bool) or not isinstance(told, str | int):
        raise RowRefused(name, f"It is a {type(told).__name__}, not a text.", "Write it as a text.")
    text = str(told)
    if UNKEEPABLE.search(text):
        raise RowRefused(name, "It holds a NUL or broken letters.", "Save the file as UTF-8 and try this line again.")
    return clean(text) if name in EXACT else " ".join(text.split())


def _refuse_unfit(one: Mapping[str, str]) -> None:
    for name, most in LONGEST.items():
        if len(one[name]) > most:
            raise RowRefused(name, f"It has {len(one[name])} characters, more than the {most} that fit.", "Shorten it.")
    for name, choices in CHOICES.items():
        if one[name] and one[name] not in choices:
            raise RowRefused(name, f"“{one[name]}” is not known.", f"Choose one of: {', '.join(sorted(choices))}.")


def _days(name: str, text: str, today: date) -> Days | None:
    if text.lower() in ("", "unknown"):
        return None
    first, dots, last = text.partition("..")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat((last if dots else first).strip())
    except ValueError:
        raise RowRefused(
            name, f"“{text}” is not a day.", "Write 2022-02-04, or 2022-02-01..2022-02-28, or unknown."
        ) from None
    if days[0] > days[1]:
        raise RowRefused(name, "The first day comes after the last one.", "Turn them round.")
    if days[1] > today:
        raise RowRefused(name, f"{days[1]} lies in the future.", "Check the year.")
    return days


def _start(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RowRefused("start", f"“{text}” is no place.", "Count code points of the text from 0.")
    return int(text)


def _key(one: Mapping[str, str], words: Sequence[str]) -> str:
    if one["key"]:
        return _hash(["key", one["key"]])
    article = one["address"] or [one["outlet"], one["title"]]
    return _hash(["row", article, list(words), one["clause"], one["start"], one["kind"]])


def _hash(told: Any) -> str:
    return hashlib.sha256(json.dumps(list(told), ensure_ascii=False).encode()).hexdigest()
