"""Where the words of a row stand in their saved copy: letter by letter, or the row is refused (law 2)."""

from quotes.anchoring import Span, WordsAmbiguous, WordsNotFound, anchor
from quotes.models import Occurrence
from quotes.services.errors import Refused
from quotes.services.importing.rows import Row, RowRefused
from quotes.services.quoting import Appearance, refuse_place
from sources.models import Capture

SHOWN = 200
LOOKED_THROUGH = 20_000
"""In longer texts the nearest place is not looked for: a file with many wrong lines must not take days."""


def appearance_of(row: Row, capture: Capture) -> Appearance:
    """The row's place in the capture; `RowRefused` where the words are not there."""
    clause, segments = _clause_and_segments(row, capture.text)
    appearance = Appearance(
        capture=capture,
        kind=row.kind,
        clause=clause,
        segments=segments,
        cue=row.cue,
        speaker_mention=row.speaker_mention,
    )
    try:
        refuse_place(appearance)
    except Refused as refused:
        raise RowRefused(refused.field or "words", str(refused), "Compare with the rules for marking words.") from None
    return appearance


def _clause_and_segments(row: Row, text: str) -> tuple[Span, tuple[Span, ...]]:
    if row.kind == Occurrence.Kind.INDIRECT:
        if len(row.words) > 1 or (row.clause and row.clause != row.words[0]):
            raise RowRefused("words", "An indirect report is one clause.", "Give the outlet's words once, in words.")
        return _place("words", row.words[0], text, row.start), ()
    clause = _place("clause", row.clause, text, row.start) if row.clause else None
    segments = _segments(row, text, clause)
    return clause or Span(segments[0].start, segments[-1].end), segments


def _segments(row: Row, text: str, clause: Span | None) -> tuple[Span, ...]:
    """One after the other; each is looked for behind the one before it."""
    inside = clause or Span(0, len(text))
    first = _place("words", row.words[0], inside.of(text), None if clause else row.start)
    segments = [Span(inside.start + first.start, inside.start + first.end)]
    for words in row.words[1:]:
        behind = Span(segments[-1].end, inside.end)
        found = behind.of(text).find(words)
        if found < 0:
            raise RowRefused(
                "words", f"“{words[:SHOWN]}” does not stand behind the part before it.", "Order the parts."
            )
        segments.append(Span(behind.start + found, behind.start + found + len(words)))
    return tuple(segments)


def _place(field: str, words: str, text: str, start: int | None) -> Span:
    if start is not None:
        if text[start : start + len(words)] != words:
            raise RowRefused(
                "start", f"Other words stand at {start}.", "Leave start out if the words stand there once."
            )
        return Span(start, start + len(words))
    found = text.find(words)
    if found >= 0 and text.find(words, found + 1) < 0:
        return Span(found, found + len(words))
    return _refuse_place(field, words, text)


def _refuse_place(field: str, words: str, text: str) -> Span:
    try:
        return anchor(text[:LOOKED_THROUGH] if words not in text else text, words)
    except WordsAmbiguous as ambiguous:
        places = ", ".join(str(place.start) for place in ambiguous.places[:10])
        raise RowRefused(field, "The words stand in the text more than once.", f"Give start: {places}.") from None
    except WordsNotFound as missing:
        near = f" The nearest there: “{missing.nearest.of(text)[:SHOWN]}”." if missing.nearest else ""
        raise RowRefused(
            field, f"These words do not stand in the text.{near}", "Copy them letter by letter from the text."
        ) from None
