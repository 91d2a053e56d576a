"""What stands in one capture, as rows that are not written yet. No row is read or changed here."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from quotes.copies import Paragraphs, clause_key, copy_key, words_key
from quotes.extraction.engine import LANGUAGES, Hop, Proposed, extracted
from quotes.extraction.plugins import Question
from quotes.extraction.reported import Span
from quotes.models import Proposal
from quotes.services.extracting.plugins import hear
from sources.models import Capture
from sources.text import Block

MENTION: Final = 300
CUE: Final = 100
PARTED_BY: Final = 160
"""Between two parts of one quotation stands "he said on Monday", and no more than so many characters."""


@dataclass(frozen=True)
class Found:
    """A proposal that is not written yet, with the keys of the paragraphs in which it stands."""

    row: Proposal
    paragraphs: frozenset[str]


@dataclass(frozen=True)
class Read:
    """What was found in a capture; `understood` is False where nobody reads its language. `plugins` is what each did,
    as the run keeps it. `unread` are the stretches of the text that were left out as no prose."""

    understood: bool
    found: tuple[Found, ...] = ()
    plugins: tuple[dict[str, Any], ...] = ()
    unread: tuple[Span, ...] = ()


def read(capture: Capture, *, today: date) -> Read:
    """Read the text of the capture. `today` bounds the days on which something can have been said."""
    article = capture.article
    language = article.language
    published = article.published_from if article.published_from == article.published_to else None
    blocks = tuple(Block(one["kind"], one["start"], one["end"]) for one in capture.blocks) or None
    proposed, unread = extracted(capture.text, language=language, blocks=blocks, published=published)
    heard = hear(Question(capture.text, language, blocks, published), joined_parts(proposed, capture.text))
    if language.partition("-")[0] not in LANGUAGES and all(note["failure"] for note in heard.notes):
        return Read(understood=False, plugins=tuple(heard.notes))
    paragraphs = Paragraphs(capture.text, language)
    placed: dict[Span, Found] = {}
    for one in heard.proposed:
        known = placed.get(one.clause)
        if known is None or known.row.confidence < one.confidence:
            placed[one.clause] = _found(one, capture, paragraphs, today)
    return Read(True, tuple(placed.values()), tuple(heard.notes), tuple(unread))


def joined_parts(proposed: list[Proposed], text: str) -> list[Proposed]:
    """Parts that one act of reporting parts ("We are ready," she said, "for peace.") as one proposal."""
    joined: list[Proposed] = []
    for one in proposed:
        if joined and _are_parts(joined[-1], one, text):
            last = joined[-1]
            clause = Span(last.clause.start, one.clause.end)
            joined[-1] = replace(last, clause=clause, segments=(*last.segments, *one.segments))
        else:
            joined.append(one)
    return joined


def _are_parts(one: Proposed, other: Proposed, text: str) -> bool:
    between = text[one.clause.end : other.clause.start]
    return (
        one.cue is not None
        and one.cue == other.cue
        and one.kind == other.kind == "direct"
        and one.rule == other.rule
        and one.clause.end <= one.cue.start < other.clause.start
        and len(between) <= PARTED_BY
        and "\n" not in between
    )


def _found(one: Proposed, capture: Capture, paragraphs: Paragraphs, today: date) -> Found:
    text, language = capture.text, capture.article.language
    clause = text[one.clause.start : one.clause.end]
    speaker, named = _words(text, one.speaker, MENTION), _words(text, one.named, MENTION)
    said = _possible(one.said, today)
    row = Proposal(
        kind=one.kind,
        clause_start=one.clause.start,
        clause_end=one.clause.end,
        clause_exact=clause,
        segments=[_segment(text, span) for span in _apart(one.segments)],
        speaker_mention=speaker,
        speaker_start=one.speaker.start if one.speaker else None,
        named_mention=named,
        named_start=one.named.start if one.named else None,
        form=one.form,
        cue=_words(text, one.cue, CUE),
        cue_start=one.cue.start if one.cue else None,
        relay=[_hop(text, hop) for hop in one.relay],
        said_from=said[0] if said else None,
        said_to=said[1] if said else None,
        said_is_inherited=said is not None and one.said_is_inherited,
        rule=one.rule[:60],
        confidence=one.confidence,
        also_found_by=list(one.agreed),
        words_key=words_key(language, clause, named or speaker),
        clause_key=clause_key(language, clause),
        copy_key=copy_key(language, paragraphs.around(one.clause.start, one.clause.end)),
    )
    return Found(row, frozenset(paragraphs.keys_around(one.clause.start, one.clause.end)))


def _apart(segments: tuple[Span, ...]) -> list[Span]:
    """The segments in order; one that begins inside another is left out."""
    ordered = sorted(segments)
    return ordered[:1] + [later for before, later in pairwise(ordered) if before.end <= later.start]


def _segment(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "exact": text[span.start : span.end]}


def _hop(text: str, hop: Hop) -> dict[str, Any]:
    actor = text[hop.actor.start : hop.actor.end]
    return {"kind": hop.kind, "actor": actor[:MENTION], "basis": hop.basis}


def _words(text: str, span: Span | None, most: int) -> str:
    return text[span.start : span.end][:most] if span else ""


def _possible(said: tuple[date, date] | None, today: date) -> tuple[date, date] | None:
    """The days on which it can have been said; none where they lie in the future, which is a misreading."""
    if said is None or said[0] > today or said[0] > said[1]:
        return None
    return said[0], min(said[1], today)
