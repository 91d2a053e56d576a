"""PURE. What a plug-in is asked, what it may answer, and how its answer is checked.

A plug-in may be a transformer or a language model on another machine. Nothing that it says is believed: each stretch
comes with its words, which must stand at its offsets letter by letter, and what does not pass is dropped and counted.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal, Protocol

from quotes.extraction.engine import Block
from quotes.extraction.proposed import Kind, Proposed
from quotes.extraction.quoted import CLOSERS, Quoted, paragraphs_in, quoted_in
from quotes.extraction.reported import Span

MOST_CANDIDATES: Final = 200
MOST_STRETCHES: Final = 50
MOST_MENTION: Final = 300
MOST_CUE: Final = 100
RULE: Final = "plugin:"
CLOSING: Final = frozenset("".join(CLOSERS.values()))
SAME_PLACE: Final = 0.5
"""Two passages are one where they share so much of what they cover together."""

Fault = Literal[
    "malformed", "too many", "outside", "other words", "not in the body", "order", "not in marks", "overlap", "speaker"
]


@dataclass(frozen=True, slots=True)
class Question:
    """An article, as the rules see it. Offsets count code points of `text`; without blocks all of it is body."""

    text: str
    language: str
    blocks: tuple[Block, ...] | None = None
    published: date | None = None

    @property
    def bodies(self) -> list[tuple[int, int]]:
        """The paragraphs in which quotations are looked for."""
        if self.blocks is None:
            return list(paragraphs_in(self.text))
        return [
            piece
            for block in self.blocks
            if block.kind == "body"
            for piece in paragraphs_in(self.text, block.start, block.end)
        ]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points `start` to `end` of the text, and the words that the plug-in believes to stand there."""

    start: int
    end: int
    exact: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One quotation: the reported clause or the words with their marks, the words in marks in order, who speaks as
    named there, the reporting verb; `confidence` is 0..1."""

    clause: Stretch
    segments: tuple[Stretch, ...] = ()
    speaker: Stretch | None = None
    cue: Stretch | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """`dropped` counts, by reason, what the plug-in itself could not place."""

    candidates: Sequence[Candidate]
    dropped: Mapping[str, int] = field(default_factory=dict)


class Plugin(Protocol):
    """`name` is of small letters, digits and hyphens, and stands in the rule of what it proposes: "plugin:NAME".

    `find` is called in a thread of its own, one call at a time, and touches no row of ours.
    """

    @property
    def name(self) -> str: ...

    def find(self, question: Question) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """All proposals, those of the rules with the plug-ins that agree; how many the plug-in added, and what it lost."""

    proposed: list[Proposed]
    added: int
    agreed: int
    dropped: dict[str, int]


def checked(name: str, answer: Answer, question: Question, known: Sequence[Proposed]) -> Checked:
    """Take over what stands there letter by letter and is new; note where a plug-in finds what is known already."""
    proposed = list(known)
    dropped: Counter[str] = Counter({str(why)[:MOST_CUE]: int(count) for why, count in answer.dropped.items()})
    added, agreed, article = 0, 0, _Article(question.text, question.bodies)
    for number, candidate in enumerate(_listed(answer.candidates)):
        fault = "too many" if number >= MOST_CANDIDATES else _fault(candidate, article)
        if fault:
            dropped[fault] += 1
            continue
        places = [i for i, one in enumerate(proposed) if _shared(one.clause, candidate.clause.span)]
        if not places:
            proposed.append(_proposed(name, candidate))
            added += 1
        elif fault := _disagreement(candidate, [proposed[i] for i in places], question.text):
            dropped[fault] += 1
        elif name not in (one := proposed[places[0]]).agreed and one.rule != RULE + name:
            proposed[places[0]] = replace(one, agreed=(*one.agreed, name))
            agreed += 1
    return Checked(sorted(proposed, key=lambda one: (one.clause, one.cue or one.clause)), added, agreed, dict(dropped))


def gathered(answer: Answer) -> Answer:
    """The answer as plain lists, made where the plug-in runs: what it computes while it is read counts as its time."""
    return Answer(list(_listed(answer.candidates)), dict(answer.dropped))


def _listed(candidates: Any) -> Iterable[Any]:
    """Never more than one beyond the most: an endless answer is cut."""
    for number, candidate in enumerate(candidates):
        if number > MOST_CANDIDATES:
            return
        yield candidate


@dataclass(slots=True)
class _Article:
    """The text with the paragraphs of its body; what is quoted in one is found once."""

    text: str
    bodies: Sequence[tuple[int, int]]
    _quoted: dict[tuple[int, int], list[Quoted]] = field(default_factory=dict)

    def paragraph_of(self, stretch: Stretch) -> tuple[int, int] | None:
        """The paragraph of the body in which all of the stretch stands."""
        inside = (one for one in self.bodies if one[0] <= stretch.start and stretch.end <= one[1])
        return next(inside, None)

    def quoted_around(self, stretch: Stretch) -> list[Quoted]:
        home = self.paragraph_of(stretch)
        if home is None:
            return []
        if home not in self._quoted:
            self._quoted[home] = quoted_in(self.text, *home)
        return self._quoted[home]


def _fault(candidate: Any, article: _Article) -> Fault | None:
    """Why the candidate cannot be what it says it is; None where it can."""
    text = article.text
    if not isinstance(candidate, Candidate) or not _is_well_formed(candidate):
        return "malformed"
    stretches = [one for one in (candidate.clause, *candidate.segments, candidate.speaker, candidate.cue) if one]
    if any(not 0 <= one.start < one.end <= len(text) for one in stretches):
        return "outside"
    if any(text[one.start : one.end] != one.exact or one.exact.isspace() for one in stretches):
        return "other words"
    if any(article.paragraph_of(one) is None for one in stretches):
        return "not in the body"
    return _fault_of_segments(candidate, article)


def _fault_of_segments(candidate: Candidate, article: _Article) -> Fault | None:
    place = candidate.clause.start
    for segment in candidate.segments:
        if segment.start < place or segment.end > candidate.clause.end:
            return "order"
        place = segment.end
    inside = candidate.clause.span
    if any(one and _shared(one.span, inside) for one in (candidate.speaker, candidate.cue)) and not candidate.segments:
        return "order"
    if any(not _is_in_marks(segment, article) for segment in candidate.segments):
        return "not in marks"
    return None


def _is_in_marks(segment: Stretch, article: _Article) -> bool:
    """Only what the article has in marks, from mark to mark, is ever shown in marks."""
    text = article.text
    before, after = text[max(0, segment.start - 2) : segment.start], text[segment.end : segment.end + 1]
    if not (before[-1:] in CLOSERS or before in CLOSERS) or after not in CLOSING:
        return False
    quoted = article.quoted_around(segment)
    return any(one.inner_start <= segment.start and segment.end <= one.inner_end for one in quoted)


def _is_well_formed(candidate: Candidate) -> bool:
    stretches = [candidate.clause, *candidate.segments, *(one for one in (candidate.speaker, candidate.cue) if one)]
    if len(stretches) > MOST_STRETCHES or not all(isinstance(one, Stretch) and _is_stretch(one) for one in stretches):
        return False
    if len(candidate.speaker.exact if candidate.speaker else "") > MOST_MENTION:
        return False
    if len(candidate.cue.exact if candidate.cue else "") > MOST_CUE:
        return False
    sure = candidate.confidence
    return isinstance(sure, int | float) and math.isfinite(sure) and 0 <= sure <= 1


def _is_stretch(one: Stretch) -> bool:
    whole = all(isinstance(place, int) and not isinstance(place, bool) for place in (one.start, one.end))
    return whole and isinstance(one.exact, str)


def _disagreement(candidate: Candidate, known: Sequence[Proposed], text: str) -> Fault | None:
    """None where the plug-in found what one known proposal says; else why it cannot stand beside what is known."""
    if len(known) > 1 or not _is_same_place(known[0].clause, candidate.clause.span):
        return "overlap"
    mentions = [text[one.start : one.end] for one in (known[0].speaker, known[0].named) if one]
    said = candidate.speaker.exact if candidate.speaker else ""
    return "speaker" if mentions and said and not any(one in said or said in one for one in mentions) else None


def _is_same_place(one: Span, other: Span) -> bool:
    whole = max(one.end, other.end) - min(one.start, other.start)
    return _shared(one, other) >= SAME_PLACE * whole


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _proposed(name: str, candidate: Candidate) -> Proposed:
    return Proposed(
        clause=candidate.clause.span,
        segments=tuple(one.span for one in candidate.segments),
        speaker=candidate.speaker.span if candidate.speaker else None,
        named=None,
        form="named",
        cue=candidate.cue.span if candidate.cue else None,
        kind=_kind(candidate),
        rule=RULE + name,
        confidence=float(candidate.confidence),
    )


def _kind(candidate: Candidate) -> Kind:
    """Word for word where nothing but marks and blanks stands outside of the words in marks."""
    if not candidate.segments:
        return "indirect"
    outside, place = "", candidate.clause.start
    for segment in candidate.segments:
        outside += candidate.clause.exact[place - candidate.clause.start : segment.start - candidate.clause.start]
        place = segment.end
    outside += candidate.clause.exact[place - candidate.clause.start :]
    return "mixed" if any(character.isalnum() for character in outside) else "direct"
