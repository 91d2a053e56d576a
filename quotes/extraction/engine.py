"""PURE. From a text to proposed quotations.

Each language's reader says who is reported to have said what in one sentence. Here is what goes beyond the sentence:
which words in marks go on with a quotation, which stand under a colon, who is meant where the sentence names nobody,
and which marks are no quotation at all.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from quotes.extraction.quoted import Quoted, paragraphs_in, quoted_in
from quotes.extraction.readers import chinese, chinese_sentences, chinese_words, english, english_words
from quotes.extraction.reported import Reported, Span, SpeakerForm
from quotes.extraction.sentences import Sentence, sentences_in
from quotes.extraction.speakers import Speakers

EXTRACTOR_VERSION: Final = "1"
Kind = Literal["direct", "mixed", "indirect"]

WORDS_OF_A_STATEMENT: Final = 7
"""So many words in marks are a statement even where nobody is named; fewer are a term or a title."""
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
    """How one language is read. `count_words` counts as its readers do: Chinese has no blanks. `sentences_in` parts a
    paragraph where the language ends a sentence by other signs."""

    reported_in: Callable[[Sentence], list[Reported]]
    abbreviations: Callable[[], Collection[str]]
    count_words: Callable[[str], int] = lambda words: len(words.split())
    sentences_in: Callable[[str, tuple[int, int], Sequence[Quoted], Collection[str]], list[Sentence]] = sentences_in


LANGUAGES: Final = {
    "en": Language(english.reported_in, english_words.abbreviations),
    "zh": Language(
        chinese.reported_in,
        chinese_words.abbreviations,
        chinese_words.count_words,
        chinese_sentences.sentences_with_speaker,
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


def extract(text: str, *, language: str, blocks: Sequence[Block] | None = None) -> list[Proposed]:
    """Proposed quotations in the order of the text; none where nobody here reads the language."""
    reader = LANGUAGES.get(language.partition("-")[0])
    if reader is None:
        return []
    reading = _Reading(text, reader)
    for start, end in _bodies(text, blocks):
        quoted = quoted_in(text, start, end)
        sentences = reader.sentences_in(text, (start, end), quoted, reader.abbreviations())
        reading.read(_Paragraph(start, end, quoted, sentences))
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
            acts = [self.speakers.known(act) for act in self.reader.reported_in(sentence)]
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
        if source := self.colon or self.last:
            self._go_on(source, waiting, "under-colon" if self.colon else "goes-on-below", paragraph)
        self.colon = self.last if self.text[paragraph.start : paragraph.end].endswith((":", "：")) else None

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
        return words >= 2 and one.start - sentence.start <= 1 and sentence.end - one.end <= 2

    def _go_on(self, act: Reported, marks: Sequence[Quoted], rule: str, paragraph: _Paragraph) -> None:
        for one in marks:
            self._keep(act, (Span(one.start, one.end),), paragraph, rule=rule)

    def _keep(self, act: Reported, contents: Sequence[Span], paragraph: _Paragraph, rule: str = "") -> None:
        for content in contents:
            segments = tuple(
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
                    kind=_kind(content, segments),
                    rule=f"{act.rule}-{rule}" if rule else act.rule,
                    confidence=act.confidence * 0.8 if rule else act.confidence,
                )
            )


def _kind(content: Span, segments: Sequence[Span]) -> Kind:
    if not segments:
        return "indirect"
    quoted = sum(end - start for start, end in segments)
    return "direct" if content.end - content.start - quoted <= ROUND_WORDS * len(segments) else "mixed"
