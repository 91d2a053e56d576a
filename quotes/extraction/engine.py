"""PURE. From a text to proposed quotations: the one door to this room."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Protocol

from quotes.extraction.circumstances import tell
from quotes.extraction.languages import LANGUAGES
from quotes.extraction.proposed import Hop, Kind, Proposed
from quotes.extraction.quoted import paragraphs_in
from quotes.extraction.reading import Paragraph, Reading

__all__ = ["EXTRACTOR_VERSION", "LANGUAGES", "Block", "Hop", "Kind", "Proposed", "extract"]

EXTRACTOR_VERSION: Final = "1"


class Block(Protocol):
    """A paragraph-like part of a text, as `sources.text` tells it."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def extract(
    text: str, *, language: str, blocks: Sequence[Block] | None = None, published: date | None = None
) -> list[Proposed]:
    """Proposed quotations in the order of the text; none where nobody here reads the language.

    Without `blocks` all of the text is read as the body. `published` is the day from which "on Thursday" is counted;
    without it only days that the text names in full are told.
    """
    language = language.partition("-")[0]
    reader = LANGUAGES.get(language)
    if reader is None:
        return []
    reading = Reading(text, reader, language)
    bodies = list(_bodies(text, blocks))
    for (start, end), quoted in zip(bodies, reader.quoted_of(text, bodies), strict=True):
        sentences = reader.sentences_in(text, (start, end), quoted, reader.abbreviations())
        reading.read(Paragraph(start, end, quoted, sentences))
    found = tell(reading.found, text, reading.passages, language=language, published=published)
    return sorted(found, key=lambda one: (one.clause, one.cue or one.clause))


def _bodies(text: str, blocks: Sequence[Block] | None) -> Iterator[tuple[int, int]]:
    if blocks is None:
        yield from paragraphs_in(text)
        return
    for block in blocks:
        if block.kind == "body":
            yield from paragraphs_in(text, block.start, block.end)
