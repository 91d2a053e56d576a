"""PURE. A proposed quotation, with its place and its reason."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from quotes.extraction.reported import Span, SpeakerForm

Kind = Literal["direct", "mixed", "indirect"]


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
    first and the last possible day; `said_is_inherited` where the sentence says none and goes on with another.
    `agreed` are the plug-ins that found it too.
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
    said_is_inherited: bool = False
    agreed: tuple[str, ...] = ()
