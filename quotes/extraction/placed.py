"""PURE. The acts of one sentence in their places: which stands in whose words, and what of the text is nobody's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from quotes.extraction.days import Interval
from quotes.extraction.proposed import Hop
from quotes.extraction.reported import Reported, Span
from quotes.extraction.sentences import Sentence


class Passage(NamedTuple):
    """The acts of one sentence, and what was parted from them (`relay.parted`). `paragraph` counts from 0; `named` are
    the mentions that say who the acts' pronouns are; `is_inside` where the sentence stands in somebody's words."""

    sentence: Sentence
    paragraph: int
    acts: Sequence[Reported]
    named: Sequence[Span | None]
    carriers: Sequence[tuple[tuple[Span, ...], Span]] = ()
    is_inside: bool = False


@dataclass(slots=True)
class PlacedAct:
    """An act with its place: `home` is the sentence or the reported clause in which it stands, `outer` whose clause
    that is, `cue` where its cue or else its speaker begins."""

    act: Reported
    named: Span | None
    paragraph: int
    home: Span
    cue: Span
    outer: "PlacedAct | None" = None
    said: Interval | None = None
    is_inherited: bool = False
    hops: list[Hop] = field(default_factory=list)

    @property
    def who(self) -> tuple[Span | None, Span | None]:
        return self.act.speaker, self.named


def placed(passage: Passage) -> list[PlacedAct]:
    """The acts of a sentence, each inside of the smallest reported clause in which its cue stands."""
    sentence = Span(passage.sentence.start, passage.sentence.end)
    acts = []
    for act, named in zip(passage.acts, passage.named, strict=True):
        cue = act.cue or act.speaker or (act.contents[0] if act.contents else sentence)
        if not sentence.start <= cue.start < sentence.end:  # a speaker named earlier, and no cue
            cue = act.contents[0] if act.contents else sentence
        acts.append(PlacedAct(act, named, passage.paragraph, sentence, cue))
    if len(acts) > 1:
        for one in acts:
            _place(one, acts)
    return acts


def _place(one: PlacedAct, acts: Sequence[PlacedAct]) -> None:
    around = [
        (content.end - content.start, number, content)
        for number, other in enumerate(acts)
        if other is not one and other.cue != one.cue and other.outer is not one
        for content in other.act.contents
        if content.start <= one.cue.start < content.end
    ]
    if around:
        _, number, one.home = min(around)
        one.outer = acts[number]


def opens(act: PlacedAct) -> int:
    """Where the first content behind the act's cue begins, else where its cue ends."""
    return min((content.start for content in act.act.contents if content.start >= act.cue.start), default=act.cue.end)


def blanked(text: str, home: Span, holes: Iterable[Span]) -> str:
    parts, at = [], home.start
    for hole in sorted(holes):
        start, end = max(hole.start, at), min(hole.end, home.end)
        if start < end:
            parts += [text[at:start], "\0" * (end - start)]
            at = end
    return "".join([*parts, text[at : home.end]])
