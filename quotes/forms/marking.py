"""From marked or typed words to places in a text. Only the server counts; it takes nothing but the same letters."""

from collections import Counter
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import npgettext, pgettext

from quotes.anchoring import Span, WordsAmbiguous, WordsNotFound, anchor, around, occurrences_of

LINE_END = "⏎"
"""Stands for a line end inside quoted words, because each line of the box is one quoted part."""
OUTER_MARKS = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "「": "」", "『": "』", "”": "”", "‹": "›", "'": "'"}
SPACE_INSIDE_MARKS = " \u00a0\u202f\u2009"


@dataclass(frozen=True)
class Choice:
    """One place of words that stand in the text more than once; `value` is what the form sends back."""

    value: str
    before: str
    words: str
    after: str


class Unplaced(Exception):
    """The words have no one place. `choices` are the places to choose from, where there are several."""

    def __init__(self, message: str | SafeString, choices: list[Choice] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.choices = choices or []


def place_clause(text: str, words: str, near: int | None) -> Span:
    """The span of the passage in the text."""
    try:
        return anchor(text, words, near=near)
    except WordsNotFound as missing:
        raise Unplaced(not_found_sentence(text, words, missing.nearest)) from missing
    except WordsAmbiguous as ambiguous:
        choices = [choice(text, place, str(place.start)) for place in ambiguous.places]
        raise Unplaced(ambiguous_sentence(words, len(choices)), choices) from ambiguous


def place_quoted(text: str, clause: Span, lines: list[str], nears: list[int | None]) -> tuple[Span, ...]:
    """The spans of the quoted parts, each inside the clause. A line that is repeated as often as its words stand there
    means all of them, in order."""
    inside = clause.of(text)
    nears = (nears + [None] * len(lines))[: len(lines)]
    spans: list[Span] = []
    repeated: Counter[str] = Counter()
    for number, line in enumerate(lines):
        found = places_of_line(inside, line)
        if nears[number] is None and len(found) > 1 and lines.count(line) == len(found):
            span = found[repeated[line]]
            repeated[line] += 1
        else:
            span = place_line(text, clause, line, nears, number)
        spans.append(without_outer_marks(text, Span(clause.start + span.start, clause.start + span.end)))
    return tuple(sorted(spans, key=lambda span: span.start))


def place_line(text: str, clause: Span, line: str, nears: list[int | None], number: int) -> Span:
    inside, near = clause.of(text), nears[number]
    words = line if line in inside else line.replace(LINE_END, "\n")
    try:
        return anchor(inside, words, near=None if near is None else near - clause.start)
    except WordsNotFound as missing:
        raise Unplaced(not_in_passage_sentence(inside, words, missing.nearest)) from missing
    except WordsAmbiguous as ambiguous:
        choices = []
        for place in ambiguous.places:
            chosen = [*nears[:number], clause.start + place.start, *nears[number + 1 :]]
            choices.append(choice(inside, place, nears_as_text(chosen)))
        raise Unplaced(ambiguous_sentence(words, len(choices)), choices) from ambiguous


def places_of_line(inside: str, line: str) -> list[Span]:
    return occurrences_of(inside, line) or occurrences_of(inside, line.replace(LINE_END, "\n"))


def without_outer_marks(text: str, span: Span) -> Span:
    """Quoted words are kept without the marks that enclose them."""
    words = span.of(text)
    if len(words) < 3 or words[-1] not in OUTER_MARKS.get(words[0], ""):
        return span
    inner = words[1:-1]
    if words[0] in inner or words[-1] in inner or not inner.strip(SPACE_INSIDE_MARKS):
        return span
    lead = len(inner) - len(inner.lstrip(SPACE_INSIDE_MARKS))
    trail = len(inner) - len(inner.rstrip(SPACE_INSIDE_MARKS))
    return Span(span.start + 1 + lead, span.end - 1 - trail)


def choice(text: str, place: Span, value: str) -> Choice:
    before, after = around(text, place)
    return Choice(value, before, place.of(text), after)


def nears_as_text(nears: list[int | None]) -> str:
    return ",".join("" if near is None else str(near) for near in nears)


def nears_from_text(text: str) -> list[int | None]:
    """Hints are only hints: whatever is not a number is no hint."""
    return [int(part) if part.isdecimal() and len(part) < 9 else None for part in text.split(",")] if text else []


def not_found_sentence(text: str, words: str, nearest: Span | None) -> str | SafeString:
    if not words.strip():
        return pgettext(
            "verbatim", "Mark the words of the quote in the saved copy: blanks and marks alone say nothing."
        )
    if nearest is None:
        return pgettext(
            "verbatim",
            "These words are not in the saved copy, and nothing there looks like them. Is it the right article?",
        )
    return format_html(
        pgettext(
            "verbatim",
            'These words are not in the saved copy. The nearest place reads: <q dir="auto">{}</q>. '
            "Mark the words in the text, or write them as they stand there.",
        ),
        nearest.of(text),
    )


def not_in_passage_sentence(inside: str, words: str, nearest: Span | None) -> str | SafeString:
    if nearest is None:
        return format_html(
            pgettext("verbatim", 'The quoted words <q dir="auto">{}</q> are not in the marked passage.'), words
        )
    return format_html(
        pgettext(
            "verbatim",
            'The quoted words <q dir="auto">{}</q> are not in the marked passage. The nearest place reads: '
            '<q dir="auto">{}</q>.',
        ),
        words,
        nearest.of(inside),
    )


def ambiguous_sentence(words: str, count: int) -> SafeString:
    return format_html(
        npgettext(
            "verbatim",
            'The words <q dir="auto">{}</q> stand there {} time. Choose the place that you mean.',
            'The words <q dir="auto">{}</q> stand there {} times. Choose the place that you mean.',
            count,
        ),
        words,
        count,
    )
