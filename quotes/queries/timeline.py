"""The time line of a claim: who said so, said so with limits, or said not, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, pgettext

from quotes.dates import interval_words
from quotes.models import Claim, Quotation, Stance
from quotes.queries.cards import Card, for_cards, load_cards
from quotes.timeline import Drawing, Mark, Moment, draw

LANES = [Stance.Kind.ASSERTS, Stance.Kind.QUALIFIES, Stance.Kind.DENIES]
MOST_ON_A_LINE = 300


@dataclass(frozen=True)
class StanceRow:
    """One published quotation and where it stands on the claim."""

    stance: Stance
    card: Card


@dataclass(frozen=True)
class LaneLabel:
    stance: str
    name: str
    y: float


@dataclass(frozen=True)
class TickLabel:
    x: float
    name: str


@dataclass(frozen=True)
class TitledMark:
    """A mark with what it stands for; `in_doubt` where an attribution of its quotation does not stand."""

    mark: Mark
    title: str
    in_doubt: bool


@dataclass(frozen=True)
class TimeLine:
    """A claim's rows in time order (days unknown come last), and the drawing of those that have a date.

    `doubts` names the states of the attributions in doubt that are drawn, each once.
    """

    rows: tuple[StanceRow, ...]
    drawing: Drawing | None
    lanes: tuple[LaneLabel, ...]
    ticks: tuple[TickLabel, ...]
    marks: tuple[TitledMark, ...]
    doubts: tuple[str, ...] = ()


def claim_timeline(claim: Claim) -> TimeLine:
    """The published quotations of a claim in the order in which they were said."""
    stances = stances_on([claim])
    quotations = Quotation.objects.filter(pk__in=[stance.quotation_id for stance in stances])
    return time_line(rows_of(stances, {card.pk: card for card in load_cards(for_cards(quotations))}))


def stances_on(claims: Sequence[Claim]) -> list[Stance]:
    """Where published quotations stand on these claims, the newest decisions first, up to what one line can show."""
    return list(Stance.objects.published().filter(claim__in=claims).order_by("-id")[:MOST_ON_A_LINE])


def rows_of(stances: Sequence[Stance], cards: dict[int, Card]) -> list[StanceRow]:
    """Stances with the cards of their quotations, in the order in which they were said."""
    rows = [StanceRow(stance, cards[stance.quotation_id]) for stance in stances if stance.quotation_id in cards]
    return sorted(rows, key=_said)


def time_line(rows: Sequence[StanceRow]) -> TimeLine:
    """Draw rows that are already in order."""
    drawing = draw(_moments(rows), LANES, right_to_left=get_language_bidi())
    if drawing is None:
        return TimeLine(tuple(rows), None, (), (), ())
    drawn = {row.card.pk: row for row in rows}
    marks = tuple(_titled(mark, drawn[mark.key]) for mark in drawing.marks)
    return TimeLine(
        rows=tuple(rows),
        drawing=drawing,
        lanes=tuple(LaneLabel(lane, str(Stance.Kind(lane).label), y) for lane, y in drawing.lanes.items()),
        ticks=tuple(TickLabel(tick.x, _tick_name(tick.day)) for tick in drawing.ticks),
        marks=marks,
        doubts=tuple(dict.fromkeys(state for mark in marks for state in _doubts(drawn[mark.mark.key]))),
    )


def _titled(mark: Mark, row: StanceRow) -> TitledMark:
    return TitledMark(mark, _title(row), bool(_doubts(row)))


def _doubts(row: StanceRow) -> list[str]:
    return [doubt.line.state_name for doubt in row.card.doubts]


def _moments(rows: Sequence[StanceRow]) -> list[Moment]:
    return [
        Moment(row.card.pk, row.stance.kind, row.card.said_from, row.card.said_to)
        for row in rows
        if row.card.said_from and row.card.said_to
    ]


def _said(row: StanceRow) -> tuple[date, date, int]:
    return (row.card.said_from or date.max, row.card.said_to or date.max, row.card.pk)


def _title(row: StanceRow) -> str:
    names = pgettext("between names in a list", ", ").join(line.name for line in row.card.lines)
    said = interval_words(row.card.said_from, row.card.said_to)
    return " · ".join([names, *_doubts(row), said, row.stance.get_kind_display()])


def _tick_name(day: date) -> str:
    return str(day.year) if day.month == 1 else date_format(day, "M Y")
