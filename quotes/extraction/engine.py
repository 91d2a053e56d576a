"""PURE. From a text to proposed quotations.

Each language's reader says who is reported to have said what in one sentence. Here is what goes beyond the sentence:
which words in marks go on with a quotation, which stand under a colon, who is meant where the sentence names nobody,
and which marks are no quotation at all.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
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
from quotes.extraction.reported import Reported, Span, SpeakerForm
from quotes.extraction.sentences import Sentence, sentences_in
from quotes.extraction.speakers import Speakers

EXTRACTOR_VERSION: Final = "1"
Kind = Literal["direct", "mixed", "indirect"]

WORDS_OF_A_STATEMENT: Final = 7
"""So many words in marks are a statement even where nobody is named; fewer are a term or a title."""
LETTERS: Final = re.compile(r"[^\W\d_][\w\u064b-\u0652]*")


SHORTEST_INSIDE: Final = 16
"""Code points of the shortest quotation in which somebody else may be reported."""
MOST_INSIDE: Final = 64
"""Pairs of marks inside of one quotation that are looked at."""


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
    readers do: Chinese has no blanks. `quoted_of` finds what is quoted in each paragraph, where a language marks
    somebody's words by more than pairs of marks. `reads_inside` says whether what is reported inside of marks is
    proposed too; `carries_on`, whether marks that a paragraph leaves open are closed in a later one."""

    reported_in: Callable[[Sentence], list[Reported]]
    abbreviations: Callable[[], Collection[str]]
    opens: Callable[[str], bool]
    count_words: Callable[[str], int] = lambda words: len(words.split())
    quoted_of: Callable[[str, Sequence[tuple[int, int]]], list[list[Quoted]]] = quoted_of_each
    reads_inside: bool = False
    carries_on: bool = False


LANGUAGES: Final = {
    "ar": Language(arabic.reported_in, arabic_words.abbreviations, arabic_words.opens),
    "en": Language(english.reported_in, english_words.abbreviations, {"that", "but", "and"}.__contains__),
    "ru": Language(
        russian.reported_in,
        russian_words.abbreviations,
        lambda _: False,
        quoted_of=russian_marks.quoted_of,
        reads_inside=True,
        carries_on=True,
    ),
}


@dataclass(slots=True)
class _Paragraph:
    start: int
    end: int
    quoted: list[Quoted]
    sentences: list[Sentence]

    @property
    def outer(self) -> list[Quoted]:
        return [one for one in self.quoted if one.depth == 0]


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
        if self.reader.reads_inside:
            self._read_inside(paragraph)
        self._end(paragraph, here, waiting)

    def _end(self, paragraph: _Paragraph, here: Reported | None, waiting: list[Quoted]) -> None:
        """What waits at the end of a paragraph belongs to who spoke before, unless its marks close further below."""
        if here is None and self.colon is None and waiting and not waiting[-1].closed and self.reader.carries_on:
            self.open, waiting = waiting, []
        if source := self.colon or self.last:
            self._go_on(source, waiting, "under-colon" if self.colon else "goes-on-below", paragraph)
        self.colon = self.last if self.text[paragraph.start : paragraph.end].endswith((":", "：")) else None

    def _about_before(self, act: Reported, waiting: list[Quoted]) -> Reported:
        """`This was said by Smith.` reports the sentence before it, unless that one names its own speaker."""
        if not act.rule.endswith("about") or act.contents or self.before is None:
            return act
        start, end = self.before
        waiting[:] = [one for one in waiting if not start <= one.start < end]
        return replace(act, contents=(Span(start, start + len(self.text[start:end].rstrip(" .…"))),))

    def _read_inside(self, paragraph: _Paragraph) -> None:
        """What is reported inside of marks, which the sentence around them holds as one item."""
        for place, one in enumerate(paragraph.quoted):
            if one.depth or one.inner_end - one.inner_start < SHORTEST_INSIDE:
                continue
            inner = takewhile(lambda other: other.depth, paragraph.quoted[place + 1 : place + 1 + MOST_INSIDE])
            quoted = [replace(other, depth=other.depth - 1) for other in inner]
            within = one.inner_start, one.inner_end
            sentences = sentences_in(self.text, within, quoted, self.reader.abbreviations())
            for act in (act for sentence in sentences for act in self.reader.reported_in(sentence)):
                self._keep(act, act.contents, _Paragraph(*within, quoted, sentences), rule="inside")

    def _attach_bare(
        self, acts: Sequence[Reported], sentence: Sentence, waiting: list[Quoted], paragraph: _Paragraph
    ) -> None:
        """`Smith said.` as a sentence of its own belongs to the marks before it."""
        before = next((one for one in reversed(paragraph.outer) if one.end <= sentence.start), None)
        for act in acts:
            if before is not None and not act.contents and not act.rule.endswith("colon"):
                self._go_on(act, [before], "", paragraph)
                waiting[:] = [one for one in waiting if one is not before]

    def _unexplained(self, paragraph: _Paragraph, sentence: Sentence) -> list[Quoted]:
        """Marks of the sentence that stand in no content so far and are a statement."""
        first = next((i for i, one in enumerate(self.found) if one.clause.end > sentence.start), len(self.found))
        taken = [one.clause for one in self.found[first:]]
        return [
            one
            for one in paragraph.outer
            if sentence.start <= one.start < sentence.end
            and not any(span.start <= one.inner_start and one.inner_end <= span.end for span in taken)
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
                for one in paragraph.outer
                if content.start <= one.start and one.inner_end <= content.end
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
                    confidence=act.confidence * 0.8 if rule else act.confidence,
                )
            )

    def _kind(self, content: Span, segments: Sequence[Span]) -> Kind:
        """Direct where nothing but an opening word stands outside of the marks."""
        if not segments:
            return "indirect"
        edges = [content.start, *(edge for segment in segments for edge in segment), content.end]
        outside = " ".join(self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
        return "direct" if all(self.reader.opens(word.lower()) for word in LETTERS.findall(outside)) else "mixed"
