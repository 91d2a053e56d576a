"""Short sentences and what is reported in them, written as people would say it: who, by which cue, what."""

from dataclasses import dataclass

from quotes.extraction.engine import extract


@dataclass(frozen=True)
class Found:
    speaker: str | None
    cue: str | None
    words: str
    kind: str
    named: str | None = None


def found_in(text: str, language: str) -> list[Found]:
    """What is proposed in a text, in words."""

    def words(span):
        return text[span.start : span.end] if span else None

    return [
        Found(words(one.speaker), words(one.cue), words(one.clause), one.kind, words(one.named))
        for one in extract(text, language=language)
    ]


def only(text: str, language: str) -> Found:
    """The one quotation of a text."""
    found = found_in(text, language)
    assert len(found) == 1, found
    return found[0]
