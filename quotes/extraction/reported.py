"""PURE. What the reader of one language finds in one sentence: who is reported, by which cue, to have said what."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Continues = Literal["yes", "maybe", "no"]
UNREAD: Final = "unread"
SpeakerForm = Literal["named", "pronoun", "dropped", "relative"]


class Span(NamedTuple):
    """Code points `start` to `end` of the whole text, the end not included."""

    start: int
    end: int


NOBODY_CERTAIN: Final = "0"
"""An agreement: nobody who could be named, as *on* in French, or one of two who both acted."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts in a sentence that reports nothing, and what the verb tells of them."""

    span: Span
    agreement: str


@dataclass(frozen=True, slots=True)
class Reported:
    """One act of reporting.

    `contents` are the reported stretches in order, with their marks and the word that opens the clause. There are none
    where the sentence is only "she said", which belongs to the marks before it, or where it ends with a colon, which
    leads to what stands below (`rule` ends with "colon" then). `speaker` is None where the sentence has no word for it:
    `form` says then that the subject is dropped. `agreement` is what the cue's form tells of the speaker: letters of m,
    f, s, d (two), p, 1 where those speak whose words the sentence is, or nothing. `leads_on` says whether words in
    marks that follow without a cue of their own go on with this act. `continues` says of an act that drops its subject
    whether its cue goes on with the speaker before: "he added" does even where others acted since; "he said" does if
    nobody did who was not understood; "so he answered" is another one.
    """

    contents: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    form: SpeakerForm
    rule: str
    confidence: float
    agreement: str = ""
    leads_on: bool = True
    continues: Continues = "yes"

    @property
    def is_unread(self) -> bool:
        """Whether this stands for a stretch that its reader left out."""
        return self.rule == UNREAD


def unread(span: Span) -> Reported:
    """Stands for a stretch of a sentence that its reader left out, because there are more cues than prose has."""
    return Reported((span,), None, None, "dropped", UNREAD, 0.0, leads_on=False)
