"""PURE. From a text to proposed quotations.

Each language's reader says who is reported to have said what in one sentence. Here is what goes beyond the sentence:
which words in marks go on with a quotation, which stand under a colon, who is meant where the sentence names nobody,
and which marks are no quotation at all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from quotes.extraction.quoted import Quoted, paragraphs_in, quoted_in
from quotes.extraction.readers import english, english_words, french, spanish
from quotes.extraction.reported import Reported, Span, SpeakerForm
from quotes.extraction.sentences import Sentence, sentences_in
from quotes.extraction.speakers import Speakers

EXTRACTOR_VERSION: Final = "1"
Kind = Literal["direct", "mixed", "indirect"]

WORDS_OF_A_STATEMENT: Final = 7
"""So many words in marks are a statement even where nobody is named; fewer are a term or a title."""
SPOKEN_LINES: Final = ("-label", "-dialogue")
"""Ends of rules after which the whole paragraph is what one speaker says, without marks."""
NEAR_MARKS: Final = 40
"""So many marks before a place are looked at for those around it."""
ROUND_WORDS: Final = 12
"""Code points outside of the marks that a direct quotation may have: its comma, the word that opens it."""


class Block(Protocol):
    """A paragraph-like part of a text, as `sources.text` tells it."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposed quotation. Spans count code points of the text; `segments` are the words in marks, without them.

    `speaker` is the mention at this place, a pronoun too, or the earlier one where the subject is dropped; `named` is
    the earlier mention that says who a pronoun is. Parts of one quotation have one cue and one speaker.
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


@dataclass(frozen=True, slots=True)
class Language:
    """How one language is read. `count_words` counts as its readers do: Chinese has no blanks."""

    reported_in: Callable[[Sentence], list[Reported]]
    abbreviations: Callable[[], Collection[str]]
    count_words: Callable[[str], int] = lambda words: len(words.split())


LANGUAGES: Final = {
    "en": Language(english.reported_in, english_words.abbreviations),
    "es": Language(spanish.reported_in, spanish.abbreviations),
    "fr": Language(french.reported_in, french.abbreviations),
}


@dataclass(slots=True)
class _Paragraph:
    start: int
    end: int
    quoted: list[Quoted]
    sentences: list[Sentence]

    def outer(self, start: int, end: int) -> list[Quoted]:
        """The outer marks that begin between two places."""
        first, last = (bisect_left(self.quoted, place, key=_start_of) for place in (start, end))
        return [one for one in self.quoted[first:last] if one.depth == 0]

    def before(self, place: int) -> Quoted | None:
        """The last outer marks that end there or earlier."""
        last = bisect_left(self.quoted, place, key=_start_of)
        near = reversed(self.quoted[max(0, last - NEAR_MARKS) : last])
        return next((one for one in near if one.depth == 0 and one.end <= place), None)

    def around(self, content: Span) -> list[Quoted]:
        """Marks that stand in a content, and near ones that may stand around it."""
        first, last = (bisect_left(self.quoted, place, key=_start_of) for place in content)
        return self.quoted[max(0, first - NEAR_MARKS) : last]


def _start_of(one: Quoted) -> int:
    return one.start


def extract(text: str, *, language: str, blocks: Sequence[Block] | None = None) -> list[Proposed]:
    """Proposed quotations in the order of the text; none where nobody here reads the language."""
    reader = LANGUAGES.get(language.partition("-")[0])
    if reader is None:
        return []
    reading = _Reading(text, reader)
    for start, end in _bodies(text, blocks):
        quoted = quoted_in(text, start, end)
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

    def read(self, paragraph: _Paragraph) -> None:
        """What the sentences of a paragraph report, then the marks that none of them explains."""
        here: Reported | None = None
        waiting: list[Quoted] = []
        for sentence in paragraph.sentences:
            known = len(self.found)
            acts = [self.speakers.known(act) for act in self.reader.reported_in(sentence)]
            for act in acts:
                self._keep(act, act.contents, paragraph)
            self._attach_bare(acts, sentence, waiting, paragraph)
            if leading := [act for act in acts if act.leads_on]:
                here = self.last = leading[-1]
                self._go_on(leading[0], waiting, "led-up", paragraph)
                waiting = []
            elif here is not None and here.rule.endswith(SPOKEN_LINES) and not any(act.cue for act in acts):
                self._keep(here, (Span(sentence.start, sentence.end),), paragraph)
            unexplained = self._unexplained(paragraph, sentence, known)
            if here is None:
                waiting += unexplained
            else:
                self._go_on(here, unexplained, "goes-on", paragraph)
        if source := self.colon or self.last:
            self._go_on(source, waiting, "under-colon" if self.colon else "goes-on-below", paragraph)
        self.colon = self.last if self.text[paragraph.start : paragraph.end].endswith((":", "：")) else None

    def _attach_bare(
        self, acts: Sequence[Reported], sentence: Sentence, waiting: list[Quoted], paragraph: _Paragraph
    ) -> None:
        """`Smith said.` as a sentence of its own belongs to the marks before it."""
        bare = [act for act in acts if act.cue and not act.contents and not act.rule.endswith("colon")]
        before = paragraph.before(sentence.start) if bare else None
        for act in bare:
            if before is not None:
                self._go_on(act, [before], "", paragraph)
                waiting[:] = [one for one in waiting if one is not before]

    def _unexplained(self, paragraph: _Paragraph, sentence: Sentence, known: int) -> list[Quoted]:
        """Marks of the sentence that stand in no content so far and are a statement; what was found before this
        sentence was read, `known` of it, is of others."""
        taken = _merged(one.clause for one in self.found[known:])
        starts = [span.start for span in taken]
        found = []
        for one in paragraph.outer(sentence.start, sentence.end):
            near = bisect_right(starts, one.inner_start) - 1
            if (near < 0 or taken[near].end <= one.inner_start) and self._is_statement(one, sentence):
                found.append(one)
        return found

    def _is_statement(self, one: Quoted, sentence: Sentence) -> bool:
        """Whether marks without a cue are a quotation and not a term or a title: many words, or a whole sentence."""
        words = self.reader.count_words(self.text[one.inner_start : one.inner_end])
        if words >= WORDS_OF_A_STATEMENT:
            return True
        return words >= 2 and one.start - sentence.start <= 1 and sentence.end - one.end <= 2

    def _go_on(self, act: Reported, marks: Sequence[Quoted], rule: str, paragraph: _Paragraph) -> None:
        for one in marks:
            self._keep(act, (Span(one.start, one.end),), paragraph, rule=rule)

    def _keep(self, act: Reported, contents: Sequence[Span], paragraph: _Paragraph, rule: str = "") -> None:
        for content in contents:
            segments = _segments(content, paragraph.around(content))
            self.found.append(
                Proposed(
                    clause=content,
                    segments=segments,
                    speaker=act.speaker,
                    named=self.speakers.named(act),
                    form=act.form,
                    cue=act.cue,
                    kind=_kind(content, segments),
                    rule=f"{act.rule}-{rule}" if rule else act.rule,
                    confidence=act.confidence * 0.8 if rule else act.confidence,
                )
            )


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in their order, overlapping ones as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _segments(content: Span, quoted: Sequence[Quoted]) -> tuple[Span, ...]:
    """What of the content stands in marks: in those around which it stands, in its share of those that it parts, and
    where it stands in marks itself, in the ones inside of them."""
    depth = sum(one.start < content.start and content.end < one.end for one in quoted)
    shares = (
        Span(max(one.inner_start, content.start), min(one.inner_end, content.end))
        for one in quoted
        if one.depth == depth and one.start < content.end and content.start < one.end
    )
    return tuple(share for share in shares if share.start < share.end)


def _kind(content: Span, segments: Sequence[Span]) -> Kind:
    if not segments:
        return "indirect"
    quoted = sum(end - start for start, end in segments)
    return "direct" if content.end - content.start - quoted <= ROUND_WORDS * len(segments) else "mixed"
