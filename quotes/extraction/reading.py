"""PURE. A text as it is read from paragraph to paragraph.

Each language's reader says who is reported to have said what in one sentence. Here is what goes beyond the sentence:
which words in marks go on with a quotation, which stand under a colon, who is meant where the sentence names nobody,
what is quoted inside of a quotation, and which marks are no quotation at all.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quotes.extraction.languages import Language
from quotes.extraction.placed import Passage
from quotes.extraction.proposed import Kind, Proposed
from quotes.extraction.quoted import Quoted
from quotes.extraction.relay import parted
from quotes.extraction.reported import Reported, Span
from quotes.extraction.sentences import Sentence
from quotes.extraction.speakers import Speakers

WORDS_OF_A_STATEMENT: Final = 7
"""So many words in marks are a statement even where nobody is named; fewer are a term or a title."""
EDGE: Final = 2
"""So many characters at the edge of a sentence are its dash or its stop."""
LESS_SURE: Final = {"led-up": 0.6, "goes-on": 0.85, "goes-on-below": 0.6, "under-colon": 0.9, "inside": 0.7}
"""How much of its confidence a rule keeps where words in marks have no cue of their own."""
MOST_IN_A_PARAGRAPH: Final = 200
"""A paragraph with more is no prose, and nobody could decide on it; what stands behind them is not read."""
MOST_SENTENCES: Final = 50_000
"""A text with more is no article; the transcript of a whole day has fewer."""
MOST_IN_A_TEXT: Final = 10_000
"""Nobody could decide on more of one article."""
MOST_UNREAD: Final = 500
"""Where so many stretches were left unread, the rest is no prose either."""
SPOKEN_LINES: Final = ("-label", "-dialogue")
"""Ends of rules after which the whole paragraph is what one speaker says, without marks."""
LETTERS: Final = re.compile(r"[^\W\d_][\w\u064b-\u0652]*")


class Paragraph:
    """A paragraph with what stands in marks there. `outer` are the marks that stand in no others, in order."""

    def __init__(self, start: int, end: int, quoted: list[Quoted], sentences: list[Sentence]) -> None:
        self.start = start
        self.end = end
        self.quoted = quoted
        self.sentences = sentences
        self.outer = [one for one in quoted if one.depth == 0]
        self._starts = [one.start for one in self.outer]
        self._all_starts = [one.start for one in quoted]
        self._sentence_starts = [one.start for one in sentences]

    def marks_between(self, start: int, end: int) -> list[Quoted]:
        """The outer marks that begin from `start` on and before `end`."""
        return self.outer[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def mark_before(self, start: int) -> Quoted | None:
        """The last outer marks that begin before `start`."""
        place = bisect_left(self._starts, start)
        return self.outer[place - 1] if place else None

    def segments_of(self, content: Span) -> tuple[Span, ...]:
        """What of the content stands in marks: in those that it holds, in its share of those that part it, and where it
        stands in marks itself, in the ones inside of them."""
        around = self.mark_before(content.start + 1)
        inside = around is not None and around.start < content.start and content.end <= around.inner_end
        first = around.start if around is not None else content.start
        marks = self.quoted[bisect_left(self._all_starts, first) : bisect_left(self._all_starts, content.end)]
        shares = (
            Span(max(one.inner_start, content.start), min(one.inner_end, content.end))
            for one in marks
            if one.depth == (1 if inside else 0) and content.start < one.end
        )
        return tuple(share for share in shares if share.start < share.end)

    def is_all_said(self, one: Quoted) -> bool:
        """Whether the marks hold a whole sentence, without a word outside that may tell of another speaker."""
        place = bisect_right(self._sentence_starts, one.start) - 1
        around = self.sentences[place] if place >= 0 else None
        return around is not None and one.start - around.start <= EDGE and around.end - one.end <= EDGE

    def nested(self) -> Iterator[tuple[Quoted, list[Quoted]]]:
        """Marks with the marks that they hold, these as if the outer ones were not there."""
        held: dict[int, list[Quoted]] = {}
        for one in self.quoted:
            around = self.mark_before(one.start) if one.depth else None
            if around is not None and one.end <= around.inner_end:
                held.setdefault(around.start, []).append(replace(one, depth=one.depth - 1))
        yield from ((outer, held.get(outer.start, [])) for outer in self.outer)


class Reading:
    """A text as far as it was read: what was found, who spoke last, and what waits for its speaker."""

    def __init__(self, text: str, reader: Language, language: str) -> None:
        self.text = text
        self.reader = reader
        self.language = language
        self.passages: list[Passage] = []
        self.paragraphs = 0
        self.sentences = 0
        self.found: list[Proposed] = []
        self.speakers = Speakers(text)
        self.last: Reported | None = None
        self.colon: Reported | None = None
        self.before: Span | None = None
        self.open: list[Quoted] = []
        self.unread: list[Span] = []

    def read(self, paragraph: Paragraph) -> None:
        """What the sentences of a paragraph report, then the marks that none of them explains."""
        here: Reported | None = None
        waiting, self.open = self.open, []
        most = len(self.found) + MOST_IN_A_PARAGRAPH
        for sentence in paragraph.sentences:
            if self._is_enough(most, sentence.start, paragraph):
                break
            acts = [self._about_before(act, waiting) for act in self._acts_of(sentence)]
            for act in acts:
                self._keep(act, act.contents, paragraph)
            self._attach_bare(acts, sentence, waiting, paragraph)
            if leading := [act for act in acts if act.leads_on]:
                here = self.last = leading[-1]
                self._go_on(leading[0], waiting, "led-up", paragraph)
                waiting = []
            elif here is not None and here.rule.endswith(SPOKEN_LINES) and not any(act.cue for act in acts):
                self._keep(here, (Span(sentence.start, sentence.end),), paragraph)
            unexplained = self._unexplained(paragraph, sentence)
            if here is None:
                waiting += unexplained
            else:
                go_on = self._go_on_or_nobody if self.reader.doubts else self._go_on
                go_on(here, unexplained, "goes-on", paragraph)
            self.before = None if any(act.contents for act in acts) else Span(sentence.start, sentence.end)
        self._end(paragraph, here, waiting)
        for outer, inner in self._inside(paragraph):
            if self._is_enough(most, outer.start, paragraph):
                break
            self._read_inside(outer, inner)
        self.paragraphs += 1

    def _is_enough(self, most: int, place: int, paragraph: Paragraph) -> bool:
        """Whether the rest of the paragraph, from the next sentence on, is left unread."""
        self.sentences += 1
        few = self.sentences <= MOST_SENTENCES and len(self.unread) < MOST_UNREAD
        if few and len(self.found) < min(most, MOST_IN_A_TEXT):
            return False
        self.unread.append(Span(place, paragraph.end))
        return True

    def _reported_in(self, sentence: Sentence) -> list[Reported]:
        """What the sentence reports; what its reader left out of it is remembered."""
        reported = self.reader.reported_in(sentence)
        self.unread += [one.contents[0] for one in reported if one.is_unread]
        return [one for one in reported if not one.is_unread]

    def _acts_of(self, sentence: Sentence) -> list[Reported]:
        """What the sentence reports, with the speakers whom it drops."""
        found = parted(self.text, self._reported_in(sentence), self.language)
        acts = [self.speakers.known(act) for act in found.acts]
        if not acts and any(item.kind == "word" for item in sentence.items):
            self.speakers.acting(self.reader.actor_in(sentence))
        if acts:
            named = [self.speakers.named(act) for act in acts]
            self.passages.append(Passage(sentence, self.paragraphs, acts, named, found.carriers))
        return acts

    def _end(self, paragraph: Paragraph, here: Reported | None, waiting: list[Quoted]) -> None:
        """What waits at the end of a paragraph belongs to who spoke before, unless its marks close further below."""
        if here is None and self.colon is None and waiting and not waiting[-1].closed and self.reader.carries_on:
            self.open, waiting = waiting, []
        if self.colon:
            self._go_on(self.colon, waiting, "under-colon", paragraph)
        elif self.last:
            self._go_on_or_nobody(self.last, waiting, "goes-on-below", paragraph)
        self.colon = self.last if self.text[paragraph.start : paragraph.end].endswith((":", "：")) else None

    def _about_before(self, act: Reported, waiting: list[Quoted]) -> Reported:
        """`This was said by Smith.` reports the sentence before it, unless that one names its own speaker."""
        if not act.rule.endswith("about") or act.contents or self.before is None:
            return act
        start, end = self.before
        waiting[:] = [one for one in waiting if not start <= one.start < end]
        return replace(act, contents=(Span(start, start + len(self.text[start:end].rstrip(" .…"))),))

    def _inside(self, paragraph: Paragraph) -> Iterator[tuple[Quoted, list[Quoted]]]:
        """The marks of a paragraph that are looked into, with those inside."""
        if self.reader.reads_inside == "none":
            return iter(())
        everything = self.reader.reads_inside == "all"
        return ((outer, inner) for outer, inner in paragraph.nested() if everything or inner)

    def _read_inside(self, outer: Quoted, inner: list[Quoted]) -> None:
        """A quotation inside of a quotation: who is reported there has said the inner words."""
        everything = self.reader.reads_inside == "all"
        inside = (outer.inner_start, outer.inner_end)
        sentences = self.reader.sentences_in(self.text, inside, inner, self.reader.abbreviations())
        nested = Paragraph(*inside, inner, sentences)
        for sentence, act in ((one, act) for one in sentences for act in self._reported_in(one)):
            if everything or any(nested.marks_between(*span) for span in act.contents):
                known = self._of_utterer(self.speakers.known(act), outer)
                self._keep(known, act.contents, nested, rule="inside")
                named = self.speakers.named(known)
                self.passages.append(Passage(sentence, self.paragraphs, [known], [named], is_inside=True))

    def _of_utterer(self, act: Reported, outer: Quoted) -> Reported:
        """`«قلت له إن ...»`: "I" is whoever says the words around."""
        if "1" not in act.agreement:
            return act
        near = self.found[: -MOST_IN_A_PARAGRAPH - 1 : -1]
        around = (one for one in near if one.clause.start <= outer.start and outer.end <= one.clause.end)
        utterer = next(around, None)
        return replace(act, speaker=utterer.speaker, form=utterer.form) if utterer else act

    def _attach_bare(
        self, acts: Sequence[Reported], sentence: Sentence, waiting: list[Quoted], paragraph: Paragraph
    ) -> None:
        """`Smith said.` as a sentence of its own belongs to the marks before it."""
        before = paragraph.mark_before(sentence.start)
        for act in acts:
            if before is not None and act.cue and not act.contents and not act.rule.endswith("colon"):
                self._go_on(act, [before], "", paragraph)
                waiting[:] = [one for one in waiting if one is not before]

    def _unexplained(self, paragraph: Paragraph, sentence: Sentence) -> list[Quoted]:
        """Marks of the sentence that stand in no content so far and are a statement."""
        marks = paragraph.marks_between(sentence.start, sentence.end)
        if not marks:
            return []
        taken = []
        for one in reversed(self.found):
            if one.clause.end <= sentence.start:
                break
            taken.append(one.clause)
        return [
            one
            for one in marks
            if not any(span.start <= one.inner_start < span.end for span in taken) and self._is_statement(one, sentence)
        ]

    def _is_statement(self, one: Quoted, sentence: Sentence) -> bool:
        """Whether marks without a cue are a quotation and not a term or a title: many words, or a whole sentence."""
        words = self.reader.count_words(self.text[one.inner_start : one.inner_end])
        if words >= WORDS_OF_A_STATEMENT:
            return True
        return words >= 2 and one.start - sentence.start <= EDGE and sentence.end - one.end <= EDGE

    def _go_on(self, act: Reported, marks: Sequence[Quoted], rule: str, paragraph: Paragraph) -> None:
        for one in marks:
            segments = (Span(one.inner_start, one.inner_end),)
            self._propose(act, Span(one.start, one.end), segments, rule)

    def _go_on_or_nobody(self, act: Reported, marks: Sequence[Quoted], rule: str, paragraph: Paragraph) -> None:
        """Marks that are a whole sentence go on with the act. Where words stand around them, these name another
        speaker who was not understood: nobody is named then."""
        unknown = replace(act, speaker=None, form="dropped", cue=None)
        for one in marks:
            self._go_on(act if paragraph.is_all_said(one) else unknown, [one], rule, paragraph)

    def _keep(self, act: Reported, contents: Sequence[Span], paragraph: Paragraph, rule: str = "") -> None:
        for content in contents:
            self._propose(act, content, paragraph.segments_of(content), rule)

    def _propose(self, act: Reported, content: Span, marked: Sequence[Span], rule: str) -> None:
        segments = tuple(span for span in map(self._without_blanks, marked) if span.start < span.end)
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

    def _without_blanks(self, span: Span) -> Span:
        """French sets blanks inside of its marks: « Non »."""
        words = self.text[span.start : span.end]
        start = span.end - len(words.lstrip())
        return Span(start, start + len(words.strip()))

    def _kind(self, content: Span, segments: Sequence[Span]) -> Kind:
        """Direct where nothing but an opening word stands outside of the marks."""
        if not segments:
            return "indirect"
        edges = [content.start, *(edge for segment in segments for edge in segment), content.end]
        outside = " ".join(self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
        return "direct" if all(self.reader.opens(word.lower()) for word in LETTERS.findall(outside)) else "mixed"
