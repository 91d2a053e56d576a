"""The page "Phrase through time": the published members of a family, in the order in which they were said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, pgettext

from quotes.dates import interval_words
from quotes.display import Span, direction, display
from quotes.glyphs import glyph
from quotes.marking import MarkedPiece, marked
from quotes.models import Family, FamilyMember, Quotation
from quotes.queries.cards import Card, for_cards, load_cards
from quotes.queries.words import KINDS, bulk_of, segments_of
from quotes.timeline import Drawing, Mark, Moment, draw
from sources.languages import LANGUAGE_CHOICES
from sources.models import Article

PAGE_SIZE = 30
# As they were said; days unknown come last.
_ORDER: tuple[str | Combinable, ...] = (
    F("quotation__said_from").asc(nulls_last=True),
    F("quotation__said_to").asc(nulls_last=True),
    "quotation",
)
NAME_ABOVE_LANE = 17


@dataclass(frozen=True)
class PhraseRow:
    """One published member: its words with the phrase marked, and the card of its quotation."""

    card: Card
    pieces: tuple[MarkedPiece, ...]
    exact: str
    language: str
    article: Article
    kind: str

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def reported(self) -> bool:
        """True for words that are the outlet's own: they never stand in quotation marks."""
        return self.kind == "indirect"


@dataclass(frozen=True)
class Lane:
    name: str
    y: float

    @property
    def name_y(self) -> float:
        return self.y - NAME_ABOVE_LANE


@dataclass(frozen=True)
class PhraseMark:
    """A mark in the shape of its language; `title` says what it stands for."""

    mark: Mark
    quotation: int
    path: str
    title: str
    in_doubt: bool


@dataclass(frozen=True)
class LanguageShape:
    language: str
    name: str
    path: str


@dataclass(frozen=True)
class PhraseLine:
    """The drawing: a row a speaker, a shape a language."""

    drawing: Drawing
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    marks: tuple[PhraseMark, ...]
    shapes: tuple[LanguageShape, ...]


@dataclass(frozen=True)
class NamedFamily:
    """A family under the phrase of a published member (see `readable_families`). `count` are the published members."""

    pk: int
    exact: str
    language: str
    count: int

    @property
    def direction(self) -> str:
        return direction(self.language)


@dataclass(frozen=True)
class FamilyPage:
    family: NamedFamily
    rows: tuple[PhraseRow, ...]
    line: PhraseLine | None
    withdrawn: tuple[Quotation, ...]


def readable_families() -> QuerySet[Family]:
    """Families of at least two published members: a phrase said once has no history.

    Each is named by its earliest member in the reader's language, else by its earliest one.
    """
    readers_first = Case(When(language=get_language(), then=Value(0)), default=Value(1))
    earliest = FamilyMember.objects.published().filter(family=OuterRef("pk")).order_by(readers_first, *_ORDER)
    counted = Count("members", filter=Q(members__quotation__in=Quotation.objects.published()))
    return (
        Family.objects.published()
        .annotate(
            count=counted,
            exact=Subquery(earliest.values("exact")[:1]),
            language=Subquery(earliest.values("language")[:1]),
        )
        .filter(count__gte=2)
    )


def families_of(quotation: Quotation) -> tuple[NamedFamily, ...]:
    """The families of a published quotation that readers may open."""
    own = FamilyMember.objects.published().filter(quotation=quotation).values("family")
    return tuple(named(family) for family in readable_families().filter(pk__in=own).order_by("pk"))


def members_of(family: Family) -> QuerySet[FamilyMember]:
    """The published members in the order in which they were said, with their words; days unknown come last."""
    members = FamilyMember.objects.published().filter(family=family)
    with_words = members.select_related("occurrence__capture__article__publication")
    return _in_order(with_words.defer(*bulk_of("occurrence__capture")).prefetch_related(segments_of("occurrence")))


def pages_of(family: Family) -> "Paginator[FamilyMember]":
    """The members of one of the `readable_families`, by pages. Their number came with the family."""
    pages = Paginator(members_of(family), PAGE_SIZE)
    pages.count = named(family).count
    return pages


def family_page(family: Family, members: Page[FamilyMember]) -> FamilyPage:
    """A page of members of one of the `readable_families`."""
    rows = _rows(list(members))
    withdrawn = Quotation.objects.withdrawn().filter(family_members__family=family).order_by("pk")
    return FamilyPage(named(family), rows, _line(rows), tuple(withdrawn))


def named(family: Family) -> NamedFamily:
    """One of the `readable_families`."""
    exact, language, count = (getattr(family, name) for name in ("exact", "language", "count"))
    return NamedFamily(family.pk, exact, language, count)


def _in_order(members: QuerySet[FamilyMember]) -> QuerySet[FamilyMember]:
    return members.order_by(*_ORDER)


def _rows(members: Sequence[FamilyMember]) -> tuple[PhraseRow, ...]:
    cards = load_cards(for_cards(Quotation.objects.filter(pk__in=[member.quotation_id for member in members])))
    by_quotation = {card.pk: card for card in cards}
    # What was withdrawn a moment ago is not there.
    return tuple(
        _row(member, by_quotation[member.quotation_id]) for member in members if member.quotation_id in by_quotation
    )


def _row(member: FamilyMember, card: Card) -> PhraseRow:
    return PhraseRow(
        card=card,
        pieces=_pieces(member),
        exact=member.exact,
        language=member.language,
        article=member.occurrence.capture.article,
        kind=member.occurrence.kind,
    )


def _pieces(member: FamilyMember) -> tuple[MarkedPiece, ...]:
    """The whole reported clause, what is quoted in it in marks, and the phrase marked where it still stands."""
    occurrence = member.occurrence
    clause = Span(occurrence.clause_start, occurrence.clause_exact)
    segments = [Span(segment.start, segment.exact) for segment in occurrence.segments.all()]
    kind = KINDS[occurrence.kind]
    words = display("mixed" if kind == "direct" else kind, clause, segments, member.language)
    inside = clause.exact[max(0, member.start - clause.start) : member.end - clause.start]
    return tuple(marked(words.pieces, [(member.start, member.end)] if inside == member.exact else [], []))


def _line(rows: Sequence[PhraseRow]) -> PhraseLine | None:
    moments = [
        Moment(place, name, row.card.said_from, row.card.said_to)
        for place, row in enumerate(rows)
        for name in _names(row)
        if row.card.said_from and row.card.said_to
    ]
    drawing = draw(moments, list(dict.fromkeys(moment.lane for moment in moments)), right_to_left=get_language_bidi())
    if drawing is None:
        return None
    return PhraseLine(
        drawing=drawing,
        lanes=tuple(Lane(name, y) for name, y in drawing.lanes.items()),
        ticks=tuple((tick.x, _tick_name(tick.day)) for tick in drawing.ticks),
        marks=tuple(_mark(mark, rows[mark.key]) for mark in drawing.marks),
        shapes=_shapes(rows),
    )


def _names(row: PhraseRow) -> list[str]:
    return list(dict.fromkeys(line.name for line in row.card.lines))


def _mark(mark: Mark, row: PhraseRow) -> PhraseMark:
    doubts = [doubt.line.state_name for doubt in row.card.doubts]
    said = interval_words(row.card.said_from, row.card.said_to)
    names = pgettext("between names in a list", ", ").join(_names(row))
    title = " · ".join([names, *doubts, said, _language_name(row.language)])
    return PhraseMark(mark, row.card.pk, glyph(row.language), title, bool(doubts))


def _shapes(rows: Iterable[PhraseRow]) -> tuple[LanguageShape, ...]:
    languages = dict.fromkeys(row.language for row in rows)
    return tuple(LanguageShape(language, _language_name(language), glyph(language)) for language in languages)


def _language_name(language: str) -> str:
    return str(dict(LANGUAGE_CHOICES).get(language, language))


def _tick_name(day: date) -> str:
    return str(day.year) if day.month == 1 else date_format(day, "M Y")
