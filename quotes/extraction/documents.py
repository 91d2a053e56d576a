"""PURE. Articles as lines of JSON: read with clear errors, written with the quotations found in them.

In: {id, text, language?, published?, title?, blocks?}; only the text is required.

Out: {id, language, quotes: [{content, segments, speaker, named, cue, type, relay, said_on, said_is_inherited,
confidence, rule}]}. Offsets are code points of the text, the end not included; parts of one quotation ("We will," she
said, "go") are rows with the same cue and speaker.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from quotes.extraction.engine import LANGUAGES, Proposed, extract
from quotes.extraction.reported import Span

FIELDS: Final = frozenset({"id", "text", "language", "published", "title", "blocks"})
LABELS: Final = frozenset({"quotes"})
"""What a labelled set says beside it; nothing here reads it."""
MOST_CHARACTERS: Final = 5_000_000
BLOCK_KINDS: Final = frozenset({"title", "body", "heading", "caption", "chrome"})


class BadDocumentError(ValueError):
    """A line that is no article; the message is a sentence for whoever wrote the file."""


@dataclass(frozen=True, slots=True)
class GivenBlock:
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """One article. `language` is empty where the line names none; `blocks` None where all is body."""

    id: str | int
    text: str
    language: str = ""
    published: date | None = None
    blocks: tuple[GivenBlock, ...] | None = None
    ignored: tuple[str, ...] = ()


def read_document(line: bytes | str, number: int) -> GivenDocument:
    """Read one line; an article without id is known by the number of its line. Raises BadDocumentError."""
    row = _row(line)
    identity = row.get("id", number)
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        raise BadDocumentError("“id” must be a text or a whole number.")
    text = row.get("text")
    if not isinstance(text, str):
        raise BadDocumentError("“text” must be there, and be a text.")
    if len(text) > MOST_CHARACTERS:
        raise BadDocumentError(f"“text” has {len(text)} characters, more than the {MOST_CHARACTERS} that are read.")
    language = row.get("language") or ""
    if not isinstance(language, str):
        raise BadDocumentError("“language” must be a code such as “ar”.")
    return GivenDocument(
        id=identity,
        text=text,
        language=language.lower(),
        published=_day(row.get("published")),
        blocks=_blocks(row.get("blocks"), len(text)),
        ignored=tuple(name for name in row if name not in FIELDS | LABELS),
    )


def answer(document: GivenDocument, *, language: str) -> dict[str, Any]:
    """What is written for an article read as `language`; `unread` says why nothing could be found."""
    row: dict[str, Any] = {"id": document.id, "language": language}
    if language.partition("-")[0] not in LANGUAGES:
        asked = f"“{language}”" if language else "this language"
        row["unread"] = f"Nobody here reads {asked}; these are read: {', '.join(sorted(LANGUAGES))}."
    found = extract(document.text, language=language, blocks=document.blocks, published=document.published)
    return {**row, "quotes": [as_json(one, document.text) for one in found]}


def as_json(one: Proposed, text: str) -> dict[str, Any]:
    """A proposal as plain values."""
    return {
        "content": list(one.clause),
        "segments": [list(segment) for segment in one.segments],
        "speaker": _span(one.speaker),
        "named": _span(one.named),
        "cue": _span(one.cue),
        "type": one.kind,
        "relay": [
            {"kind": hop.kind, "actor": text[hop.actor.start : hop.actor.end], "basis": hop.basis} for hop in one.relay
        ],
        "said_on": [day.isoformat() for day in one.said] if one.said else None,
        "said_is_inherited": one.said_is_inherited,
        "confidence": round(one.confidence, 3),
        "rule": one.rule,
    }


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _row(line: bytes | str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadDocumentError("It is not JSON in UTF-8.") from error
    if not isinstance(row, dict):
        raise BadDocumentError("It is no JSON object.")
    return row


def _day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError) as error:
        raise BadDocumentError("“published” must be a day such as “2024-05-14”.") from error


def _blocks(value: Any, length: int) -> tuple[GivenBlock, ...] | None:
    if value is None:
        return None
    try:
        blocks = tuple(GivenBlock(one["kind"], one["start"], one["end"]) for one in value)
    except (TypeError, KeyError) as error:
        raise BadDocumentError("“blocks” must be a list of {kind, start, end}.") from error
    for block in blocks:
        places = (block.start, block.end)
        if any(isinstance(place, bool) or not isinstance(place, int) for place in places):
            raise BadDocumentError("“start” and “end” of a block must be whole numbers.")
        if block.kind not in BLOCK_KINDS or not 0 <= block.start <= block.end <= length:
            raise BadDocumentError(f"A block is one of {', '.join(sorted(BLOCK_KINDS))}, and lies within the text.")
    return blocks
