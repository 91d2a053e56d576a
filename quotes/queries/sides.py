"""One quotation as the desk shows it beside another: its words with what is shared and what differs, who, when, where.

Unlike the readers' cards these hold drafts and quotations under review too: they are for editors only. Any number of
sides costs four queries.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.db.models.query import prefetch_related_objects

from quotes.display import Span, direction, display
from quotes.marking import MarkedPiece, Place, capture_spans, clause_place, marked, quoted_places
from quotes.models import Attribution, Occurrence, Quotation, Segment
from quotes.queries.cards import SpeakerLine
from quotes.queries.pairs import SPOKE
from quotes.queries.words import KINDS, bulk_of
from sources.models import Article


@dataclass(frozen=True)
class Compared:
    """Which words of a quotation the engine compared, and which of them it shares with the other or not.

    `occurrence` is None for its lead; `of` is "text" or "clause"; spans count code points of that text.
    """

    occurrence: int | None = None
    of: str = "text"
    shared: Sequence[Any] = ()
    changed: Sequence[Any] = ()


@dataclass(frozen=True)
class Side:
    quotation: Quotation
    occurrence: Occurrence | None
    pieces: tuple[MarkedPiece, ...]
    lines: tuple[SpeakerLine, ...]
    speakers: frozenset[int]

    @property
    def pk(self) -> int:
        return self.quotation.pk

    @property
    def article(self) -> Article | None:
        return self.occurrence.capture.article if self.occurrence else None

    @property
    def language(self) -> str:
        return self.article.language if self.article else ""

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def kind(self) -> str:
        return self.occurrence.kind if self.occurrence else "indirect"

    @property
    def said_from(self) -> date | None:
        return self.quotation.said_from

    @property
    def said_to(self) -> date | None:
        return self.quotation.said_to


@dataclass
class Sides:
    """What was loaded for a page of pairs; `of` puts one side together."""

    quotations: dict[int, Quotation]
    occurrences: dict[int, Occurrence]
    attributions: dict[int, list[Attribution]] = field(default_factory=dict)

    def of(self, quotation_id: int, compared: Compared | None = None) -> Side:
        quotation, compared = self.quotations[quotation_id], compared or Compared()
        occurrence = self._occurrence(quotation, compared.occurrence)
        attributions = self.attributions.get(quotation_id, [])
        return Side(
            quotation=quotation,
            occurrence=occurrence,
            pieces=tuple(_pieces(occurrence, compared)) if occurrence else (),
            lines=tuple(_line(attribution) for attribution in attributions),
            speakers=frozenset(
                row.speaker_id for row in attributions if row.speaker_id is not None and row.state in SPOKE
            ),
        )

    def _occurrence(self, quotation: Quotation, wanted: int | None) -> Occurrence | None:
        """The compared occurrence where it is still this quotation's own, else the one that leads."""
        compared = self.occurrences.get(wanted or 0)
        if compared and compared.quotation_id == quotation.pk:
            return compared
        return self.occurrences.get(quotation.lead_id or 0)


def load_sides(quotations: Iterable[Quotation], compared: Iterable[int] = ()) -> Sides:
    """Load what the sides of these quotations need; `compared` are ids of further occurrences to be shown."""
    by_id = {quotation.pk: quotation for quotation in quotations}
    return Sides(by_id, _occurrences(by_id.values(), compared), _attributions(by_id))


def _occurrences(quotations: Iterable[Quotation], compared: Iterable[int]) -> dict[int, Occurrence]:
    leads = {quotation.lead_id for quotation in quotations if quotation.lead_id}
    segments = Segment.objects.filter(occurrence=OuterRef("pk")).order_by("order")
    rows = (
        Occurrence.objects.filter(pk__in=leads | set(compared))
        .select_related("capture__article__publication")
        .defer(*bulk_of("capture"))
        .annotate(parts=ArraySubquery(segments.values(part=JSONObject(start="start", exact="exact"))))
    )
    return {row.pk: row for row in rows}


def _attributions(quotations: Iterable[int]) -> dict[int, list[Attribution]]:
    rows = list(
        Attribution.objects.filter(quotation__in=quotations)
        .select_related("speaker", "on_behalf_of")
        .order_by(F("quotation"), "order", "pk")
    )
    people = [person for row in rows for person in (row.speaker, row.on_behalf_of) if person]
    prefetch_related_objects(people, "names")
    by_quotation: dict[int, list[Attribution]] = defaultdict(list)
    for row in rows:
        by_quotation[row.quotation_id].append(row)
    return by_quotation


def _pieces(occurrence: Occurrence, compared: Compared) -> list[MarkedPiece]:
    clause = Span(occurrence.clause_start, occurrence.clause_exact)
    segments = [Span(part["start"], part["exact"]) for part in getattr(occurrence, "parts", [])]
    whole = compared.of == "clause" or not segments
    kind = KINDS[occurrence.kind]
    # A fragment was compared with its clause around it, so the clause is shown: its marks stay where they are.
    shown = "mixed" if whole and kind == "direct" else kind
    words = display(shown, clause, segments, occurrence.capture.article.language)
    stretches = clause_place(clause) if whole else quoted_places(segments)
    return marked(words.pieces, *(_places(stretches, spans) for spans in (compared.shared, compared.changed)))


def _places(stretches: Sequence[Any], spans: Sequence[Any]) -> list[Place]:
    return capture_spans(stretches, spans)


def _line(attribution: Attribution) -> SpeakerLine:
    return SpeakerLine(
        speaker=attribution.speaker,
        described_as=attribution.described_as,
        position=None,
        on_behalf_of=attribution.on_behalf_of,
        state=attribution.state,
        state_name=attribution.get_state_display(),
    )


def compared_in(evidence: Any, side: int) -> Compared:
    """What a stored `MatchRelation.evidence` says of its first (0) or second (1) quotation; if broken, nothing."""
    if not isinstance(evidence, dict):
        return Compared()
    occurrence, of = (_nth(evidence.get(name), side) for name in ("occurrences", "of"))
    shared, changed = (_nth(evidence.get(name), side) for name in ("shared", "changed"))
    return Compared(
        occurrence=occurrence if isinstance(occurrence, int) else None,
        of="clause" if of == "clause" else "text",
        shared=shared if isinstance(shared, list) else (),
        changed=changed if isinstance(changed, list) else (),
    )


def _nth(values: Any, index: int) -> Any:
    return values[index] if isinstance(values, list) and len(values) > index else None


def not_withdrawn(prefix: str) -> Q:
    """Quotations that may still be decided on."""
    return ~Q(**{f"{prefix}__status": Quotation.Status.WITHDRAWN})
