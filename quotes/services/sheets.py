"""What an editor filled in about one quotation, as plain values. A form makes a sheet; `editing` applies it.

Only what the editor touched is on it: an untouched row or field stays as it is in the database, so that two editors
who change different things do not undo each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from quotes.anchoring import Span
from quotes.models import Claim
from quotes.services.errors import Refused
from quotes.services.quoting import AttributedTo, Days
from sources.models import Capture, Publication


@dataclass(frozen=True)
class Pasted:
    """A passage that becomes an article and its saved copy. Spans count code points of `text`."""

    publication: Publication
    title: str
    language: str
    text: str
    address: str = ""
    published: date | None = None


@dataclass(frozen=True)
class Placed:
    """Where the words stand in `source`, and how the article reports them."""

    source: Capture | Pasted
    kind: str
    clause: Span
    segments: tuple[Span, ...] = ()
    cue: str = ""
    speaker_mention: str = ""
    reported_place: str = ""
    reported: Days | None = None


@dataclass(frozen=True)
class AttributionEntry:
    """`number` is the entry's place in the form, `row` the existing Attribution's id. `who` is None when removed."""

    number: int
    who: AttributedTo | None
    row: int | None = None


@dataclass(frozen=True)
class AppearanceEntry:
    number: int
    placed: Placed | None
    row: int | None = None


@dataclass(frozen=True)
class StanceEntry:
    number: int
    claim: Claim | None
    kind: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Sheet:
    """`details` maps the touched ones of said, occasion, place, lead_id and original_id to their new values."""

    details: Mapping[str, Any] = field(default_factory=dict)
    attributions: tuple[AttributionEntry, ...] = ()
    appearances: tuple[AppearanceEntry, ...] = ()
    stances: tuple[StanceEntry, ...] = ()


class EntryRefused(Refused):
    """One entry of a sheet is at fault: `part` is the sheet's field, `number` the entry's place in the form."""

    def __init__(self, refused: Any, *, part: str, number: int) -> None:
        super().__init__(refused.message, field=refused.field, params=getattr(refused, "params", None))
        self.part = part
        self.number = number


class EditedMeanwhile(Refused):
    """Somebody else saved the quotation after the form was opened."""
