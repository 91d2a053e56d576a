"""PURE. From a text to proposed quotations: the one door to this room."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple, Protocol

from quotes.extraction.circumstances import tell
from quotes.extraction.languages import LANGUAGES
from quotes.extraction.proposed import Hop, Kind, Proposed
from quotes.extraction.quoted import paragraphs_in
from quotes.extraction.reading import Paragraph, Reading
from quotes.extraction.reported import Span

__all__ = ["EXTRACTOR_VERSION", "LANGUAGES", "Block", "Extracted", "Hop", "Kind", "Proposed", "extract", "extracted"]

EXTRACTOR_VERSION: Final = "1"
MOST_PARAGRAPHS: Final = 50_000
"""An article has some hundred, the transcript of a long day some thousand."""
EMPTY_LINE: Final = 8


class Block(Protocol):
    """A paragraph-like part of a text, as `sources.text` tells it."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Extracted(NamedTuple):
    """Proposed quotations, and the stretches of the text that were left unread because they are no prose: paragraphs
    with more quotations, sentences with more cues than anybody writes. Both are in the order of the text."""

    found: list[Proposed]
    unread: list[Span]


def extract(
    text: str, *, language: str, blocks: Sequence[Block] | None = None, published: date | None = None
) -> list[Proposed]:
    """Proposed quotations, as `extracted` finds them."""
    return extracted(text, language=language, blocks=blocks, published=published).found


def extracted(
    text: str, *, language: str, blocks: Sequence[Block] | None = None, published: date | None = None
) -> Extracted:
    """Proposed quotations, and what was not read; neither where nobody here reads the language.

    Without `blocks` all of the text is read as the body. `published` is the day from which "on Thursday" is counted;
    without it only days that the text names in full are told.
    """
    language = language.partition("-")[0]
    reader = LANGUAGES.get(language)
    if reader is None:
        return Extracted([], [])
    reading = Reading(text, reader, language)
    bodies = list(_bodies(text, blocks))
    if len(bodies) > MOST_PARAGRAPHS:
        reading.unread.append(Span(bodies[MOST_PARAGRAPHS][0], bodies[-1][1]))
        del bodies[MOST_PARAGRAPHS:]
    for (start, end), quoted in zip(bodies, reader.quoted_of(text, bodies), strict=True):
        sentences = reader.sentences_in(text, (start, end), quoted, reader.abbreviations())
        reading.read(Paragraph(start, end, quoted, sentences))
    found = tell(reading.found, text, reading.passages, language=language, published=published)
    return Extracted(sorted(found, key=lambda one: (one.clause, one.cue or one.clause)), _joined(reading.unread, text))


def _joined(spans: list[Span], text: str) -> list[Span]:
    """The stretches in order; those with nothing between but an empty line are one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start][:EMPTY_LINE].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _bodies(text: str, blocks: Sequence[Block] | None) -> Iterator[tuple[int, int]]:
    if blocks is None:
        yield from paragraphs_in(text)
        return
    for block in blocks:
        if block.kind == "body":
            yield from paragraphs_in(text, block.start, block.end)
