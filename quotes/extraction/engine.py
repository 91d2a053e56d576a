"""PURE. From a text to proposed quotations.

Each language's reader says who is reported to have said what in one sentence. Here is what goes beyond the sentence:
which words in marks go on with a quotation, which stand under a colon, who is meant where the sentence names nobody,
and which marks are no quotation at all.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, Protocol

from quotes.extraction.quoted import Quoted, paragraphs_in, quoted_in
from quotes.extraction.readers import (
    arabic,
    arabic_words,
    english,
    english_words,
    russian,
    russian_marks,
    russian_words,
)
from quotes.extraction.reported import Actor, Reported, Span, SpeakerForm
from quotes.extraction.sentences import Sentence, sentences_in
from quotes.extraction.speakers import Speakers

EXTRACTOR_VERSION: Final = "1"
Kind = Literal["direct", "mixed", "indirect"]

WORDS_OF_A_STATEMENT: Final = 7
"""So many words in marks are a statement even where nobody is named; fewer are a term or a title."""
LESS_SURE: Final = {"led-up": 0.6, "goes-on": 0.85, "goes-on-below": 0.6, "under-colon": 0.9, "inside": 0.7}
"""How much of its confidence a rule keeps where words in marks have no cue of their own."""
LETTERS: Final = re.compile(r"[^\W\d_][\w\u064b-\u0652]*")
MOST_ACTS: Final = 200
"""So many of the last proposals may stand in one sentence."""
SHORTEST_INSIDE: Final = 16
"""Code points of the shortest quotation in which somebody else may be reported."""


class Block(Protocol):
    """A paragraph-like part of a text, as `sources.text` tells it."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of the words from utterer to outlet. `actor` is the mention of a person, outlet or platform; `basis`
    says whether this passage states it or whether it is inferred from what stands before."""

    kind: Literal["said", "posted", "reported", "translated"]
    actor: Span
    basis: Literal["stated", "inferred"]


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposed quotation. Spans count code points of the text; `segments` are the words in marks, without them.

    `speaker` is the mention at this place, a pronoun too, or the earlier one where the subject is dropped; `named` is
    the earlier mention that says who a pronoun is. Parts of one quotation have one cue and one speaker. `said` is the
    first and the last possible day.
    """

    clause: Span
    segments: tuple[Span, ...]
    speaker: Span | None
    named: Span | None
    form: SpeakerForm
    cue: Span | None
    kind: Kind
    rule: str
    confidence: float
    relay: tuple[Hop, ...] = ()
    said: tuple[date, date] | None = None


def quoted_of_each(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[list[Quoted]]:
    """What stands in marks, each paragraph for itself."""
    return [quoted_in(text, start, end) for start, end in paragraphs]


@dataclass(frozen=True, slots=True)
class Language:
    """How one language is read. `opens` says whether a word only opens a reported clause. `count_words` counts as its
    readers do: Chinese has no blanks. `actor_in` finds who acts in a sentence that reports nothing: a subject that is
    dropped behind it is meant of them. `quoted_of` finds what is quoted in each paragraph, where a language marks
    somebody's words by more than pairs of marks. `reads_inside` says whether what is reported inside of marks is
    proposed even where no other marks show it; `carries_on`, whether marks that a paragraph leaves open are closed in
    a later one."""

    reported_in: Callable[[Sentence], list[Reported]]
    abbreviations: Callable[[], Collection[str]]
    opens: Callable[[str], bool]
    count_words: Callable[[str], int] = lambda words: len(words.split())
    actor_in: Callable[[Sentence], Actor | None] = lambda sentence: None
    quoted_of: Callable[[str, Sequence[tuple[int, int]]], list[list[Quoted]]] = quoted_of_each
    reads_inside: bool = False
    carries_on: bool = False


LANGUAGES: Final = {
    "ar": Language(arabic.reported_in, arabic_words.abbreviations, arabic_words.opens, actor_in=arabic.actor_in),
    "en": Language(english.reported_in, english_words.abbreviations, {"that", "but", "and"}.__contains__),
    "ru": Language(
        russian.reported_in,
        russian_words.abbreviations,
        {"и"}.__contains__,
        actor_in=russian.actor_in,
        quoted_of=russian_marks.quoted_of,
        reads_inside=True,
        carries_on=True,
    ),
}


class _Paragraph:
    """A paragraph with what stands in marks there. `outer` are the marks that stand in no others, in order."""

    def __init__(self, start: int, end: int, quoted: list[Quoted], sentences: list[Sentence]) -> None:
        self.start = start
        self.end = end
        self.quoted = quoted
        self.sentences = sentences
        self.outer = [one for one in quoted if one.depth == 0]
        self._starts = [one.start for one in self.outer]

    def marks_between(self, start: int, end: int) -> list[Quoted]:
        """The outer marks that begin from `start` on and before `end`."""
        return self.outer[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def has_marks_in(self, contents: Sequence[Span]) -> bool:
        return any(one.inner_end <= span.end for span in contents for one in self.marks_between(*span))

    def nested(self, *, unmarked: bool) -> Iterator[tuple[Quoted, list[Quoted]]]:
        """Marks that hold other marks, and those, as if the outer ones were not there; `unmarked`: longer ones that
        hold none too."""
        held: dict[int, list[Quoted]] = {}
        for one in self.quoted:
            around = self.mark_before(one.start) if one.depth else None
            if around is not None and one.end <= around.inner_end:
                held.setdefault(around.start, []).append(replace(one, depth=one.depth - 1))
        for outer in self.outer:
            if outer.start in held or (unmarked and outer.inner_end - outer.inner_start >= SHORTEST_INSIDE):
                yield outer, held.get(outer.start, [])

    def mark_before(self, start: int) -> Quoted | None:
        """The last outer marks that begin before `start`."""
        place = bisect_left(self._starts, start)
        return self.outer[place - 1] if place else None


def extract(
    text: str, *, language: str, blocks: Sequence[Block] | None = None, published: date | None = None
) -> list[Proposed]:
    """Proposed quotations in the order of the text; none where nobody here reads the language.

    Without `blocks` all of the text is read as the body. `published` is the day from which "on Thursday" is counted;
    without it only days that the text names in full are told.
    """
    reader = LANGUAGES.get(language.partition("-")[0])
    if reader is None:
        return []
    reading = _Reading(text, reader)
    bodies = list(_bodies(text, blocks))
    for (start, end), quoted in zip(bodies, reader.quoted_of(text, bodies), strict=True):
        reading.read(_Paragraph(start, end, quoted, sentences_in(text, (start, end), quoted, reader.abbreviations())))
    return sorted(reading.found, key=lambda one: (one.clause, one.cue or one.clause))


def _bodies(text: str, blocks: Sequence[Block] | None) -> Iterator[tuple[int, int]]:
    if blocks is None:
        yield from paragraphs_in(text)
        return
    for block in blocks:
        if block.kind == "body":
            yield from paragraphs_in(text, block.start, block.end)


class _Reading:
    """A text as far as it was read: what was found, who spoke last, and what waits for its speaker."""

    def __init__(self, text: str, reader: Language) -> None:
        self.text = text
        self.reader = reader
        self.found: list[Proposed] = []
        self.speakers = Speakers(text)
        self.inside = Speakers(text)
        self.last: Reported | None = None
        self.colon: Reported | None = None
        self.before: Span | None = None
        self.open: list[Quoted] = []

    def read(self, paragraph: _Paragraph) -> None:
        """What the sentences of a paragraph report, then the marks that none of them explains."""
        here: Reported | None = None
        waiting, self.open = self.open, []
        for sentence in paragraph.sentences:
            acts = [self.speakers.known(act) for act in self.reader.reported_in(sentence)]
            if not acts and (actor := self.reader.actor_in(sentence)) is not None:
                self.speakers.acting(actor)
            acts = [self._about_before(act, waiting) for act in acts]
            for act in acts:
                self._keep(act, act.contents, paragraph)
            self._attach_bare(acts, sentence, waiting, paragraph)
            if leading := [act for act in acts if act.leads_on]:
                here = self.last = leading[-1]
                self._go_on(leading[0], waiting, "led-up", paragraph)
                waiting = []
            unexplained = self._unexplained(paragraph, sentence)
            if here is None:
                waiting += unexplained
            else:
                self._go_on(here, unexplained, "goes-on", paragraph)
            self.before = None if any(act.contents for act in acts) else Span(sentence.start, sentence.end)
        self._end(paragraph, here, waiting)

    def _end(self, paragraph: _Paragraph, here: Reported | None, waiting: list[Quoted]) -> None:
        """What waits at the end of a paragraph belongs to who spoke before, unless its marks close further below."""
        if here is None and self.colon is None and waiting and not waiting[-1].closed and self.reader.carries_on:
            self.open, waiting = waiting, []
        if source := self.colon or self.last:
            self._go_on(source, waiting, "under-colon" if self.colon else "goes-on-below", paragraph)
        self.colon = self.last if self.text[paragraph.start : paragraph.end].endswith((":", "：")) else None
        for outer, inner in paragraph.nested(unmarked=self.reader.reads_inside):
            self._read_inside(outer, inner)

    def _read_inside(self, outer: Quoted, inner: list[Quoted]) -> None:
        """A quotation inside of a quotation: who is reported there has said the inner words."""
        inside = (outer.inner_start, outer.inner_end)
        nested = _Paragraph(*inside, inner, sentences_in(self.text, inside, inner, self.reader.abbreviations()))
        speakers = self.inside if self.reader.reads_inside else self.speakers
        for sentence in nested.sentences:
            for act in self.reader.reported_in(sentence):
                if self.reader.reads_inside or nested.has_marks_in(act.contents):
                    self._keep(speakers.known(act), act.contents, nested, rule="inside")

    def _about_before(self, act: Reported, waiting: list[Quoted]) -> Reported:
        """`This was said by Smith.` reports the sentence before it, unless that one names its own speaker."""
        if not act.rule.endswith("about") or act.contents or self.before is None:
            return act
        start, end = self.before
        waiting[:] = [one for one in waiting if not start <= one.start < end]
        return replace(act, contents=(Span(start, start + len(self.text[start:end].rstrip(" .…"))),))

    def _attach_bare(
        self, acts: Sequence[Reported], sentence: Sentence, waiting: list[Quoted], paragraph: _Paragraph
    ) -> None:
        """`Smith said.` as a sentence of its own belongs to the marks before it."""
        before = paragraph.mark_before(sentence.start)
        for act in acts:
            if before is not None and not act.contents and not act.rule.endswith("colon"):
                self._go_on(act, [before], "", paragraph)
                waiting[:] = [one for one in waiting if one is not before]

    def _unexplained(self, paragraph: _Paragraph, sentence: Sentence) -> list[Quoted]:
        """Marks of the sentence that stand in no content so far and are a statement."""
        taken = [one.clause for one in self.found[-MOST_ACTS:] if one.clause.end > sentence.start]
        return [
            one
            for one in paragraph.marks_between(sentence.start, sentence.end)
            if not any(span.start <= one.inner_start and one.inner_end <= span.end for span in taken)
            and self._is_statement(one, sentence)
        ]

    def _is_statement(self, one: Quoted, sentence: Sentence) -> bool:
        """Whether marks without a cue are a quotation and not a term or a title: many words, or a whole sentence."""
        words = self.reader.count_words(self.text[one.inner_start : one.inner_end])
        if words >= WORDS_OF_A_STATEMENT:
            return True
        return words >= 2 and one.start - sentence.start <= 2 and sentence.end - one.end <= 2

    def _go_on(self, act: Reported, marks: Sequence[Quoted], rule: str, paragraph: _Paragraph) -> None:
        for one in marks:
            inner = Span(one.inner_start, one.inner_end)
            self._keep(act, (Span(one.start, one.end),), paragraph, rule=rule, inner=(inner,))

    def _keep(
        self,
        act: Reported,
        contents: Sequence[Span],
        paragraph: _Paragraph,
        *,
        rule: str = "",
        inner: tuple[Span, ...] = (),
    ) -> None:
        for content in contents:
            segments = inner or tuple(
                Span(one.inner_start, one.inner_end)
                for one in paragraph.marks_between(content.start, content.end)
                if one.inner_end <= content.end
            )
            self.found.append(
                Proposed(
                    clause=content,
                    segments=segments,
                    speaker=act.speaker,
                    named=self.speakers.named(act),
                    form=act.form,
                    cue=act.cue,
                    kind=self._kind(content, segments),
                    rule=f"{act.rule}-{rule}" if rule else act.rule,
                    confidence=act.confidence * LESS_SURE.get(rule, 1.0),
                )
            )

    def _kind(self, content: Span, segments: Sequence[Span]) -> Kind:
        """Direct where nothing but an opening word stands outside of the marks."""
        if not segments:
            return "indirect"
        edges = [content.start, *(edge for segment in segments for edge in segment), content.end]
        outside = " ".join(self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
        return "direct" if all(self.reader.opens(word.lower()) for word in LETTERS.findall(outside)) else "mixed"
