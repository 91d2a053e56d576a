"""What a list shows of a quotation: its words, who said them, when, and whether that is in doubt.

Cards are built from published quotations only, with the same number of queries for one card and for fifty. A doubt
about the attribution and its denial travel with the card, so no list can forget them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from quotes.display import Words, name_words
from quotes.models import Attribution, Position, Quotation, Speaker
from quotes.queries.words import bulk_of, occurrence_words, segments_of
from quotes.querysets import QuotationQuerySet
from sources.models import Article

NO_ROW = 0
"""An id that no row has. With it in a list of ids Django asks the database even where the list is otherwise empty,
so that a page costs the same number of queries whatever stands on it."""


@dataclass(frozen=True)
class SpeakerLine:
    """One name under the words, with the office held when they were said."""

    speaker: Speaker | None
    described_as: str
    position: Position | None
    on_behalf_of: Speaker | None
    state: str
    state_name: str

    @property
    def in_doubt(self) -> bool:
        return self.state != Attribution.State.ASSERTED

    @property
    def tone(self) -> str:
        """How loud the doubt is shown: "caution" while it is open, "alarm" once it is settled against."""
        return "caution" if self.state == Attribution.State.DISPUTED else "alarm"

    @property
    def name(self) -> str:
        return name_words(self.speaker.label(get_language() or "en") if self.speaker else self.described_as)


@dataclass(frozen=True)
class Doubt:
    """An attribution that does not stand. `denial` and `article` are there only where they are public."""

    line: SpeakerLine
    denial: "Card | None"
    article: Article | None

    @property
    def tone(self) -> str:
        return self.line.tone

    @property
    def sentence(self) -> SafeString:
        return format_html(_doubt_template(self.line.state), speaker=format_html("<bdi>{}</bdi>", self.line.name))


@dataclass(frozen=True)
class Card:
    pk: int
    words: Words
    kind: str
    kind_name: str
    said_from: date | None
    said_to: date | None
    article: Article
    lines: tuple[SpeakerLine, ...]
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def address(self) -> str:
        return reverse("quotes:quotation", args=[self.pk])

    @property
    def speaker_ids(self) -> frozenset[int]:
        return frozenset(line.speaker.pk for line in self.lines if line.speaker)


def _doubt_template(state: str) -> str:
    return {
        Attribution.State.DISPUTED: pgettext("verbatim", "It is disputed that {speaker} said this."),
        Attribution.State.DENIED: pgettext("verbatim", "{speaker} denies having said this."),
        Attribution.State.MISATTRIBUTED: pgettext("verbatim", "This was wrongly attributed to {speaker}."),
        Attribution.State.RETRACTED: pgettext("verbatim", "The outlet took back that {speaker} said this."),
    }[Attribution.State(state)]


def for_cards(quotations: QuotationQuerySet[Quotation]) -> QuotationQuerySet[Quotation]:
    """The published ones among `quotations`, with what a card reads of each quotation's own row."""
    return quotations.published().select_related("lead__capture__article__publication").defer(*bulk_of("lead__capture"))


def load_cards(quotations: Iterable[Quotation]) -> list[Card]:
    """Cards of quotations that came through `for_cards`, in the same order; 7 queries for any number."""
    shown = list(quotations)
    attributions = _attributions(shown)
    denials = list(for_cards(Quotation.objects.filter(pk__in=_denial_ids(attributions))))
    attributions += _attributions(denials)
    leads = [quotation.lead for quotation in [*shown, *denials] if quotation.lead]
    prefetch_related_objects(leads, segments_of(""))
    _load_names(attributions)
    return _assemble(shown, denials, attributions)


def position_then(speaker: Speaker, first: date | None, last: date | None) -> Position | None:
    """The office that the speaker held on all possible days, the latest begun of several. Reads `positions`."""
    if first is None or last is None:
        return None
    held = [
        position
        for position in speaker.positions.all()
        if (position.held_from or date.min) <= first and last <= (position.held_to or date.max)
    ]
    return max(held, key=lambda position: (position.held_from or date.min, position.pk), default=None)


def _attributions(quotations: Sequence[Quotation]) -> list[Attribution]:
    return list(
        Attribution.objects.published()
        .filter(quotation__in=[NO_ROW, *(quotation.pk for quotation in quotations)])
        .select_related("speaker", "on_behalf_of", "shown_by__quotation", "shown_by__capture__article__publication")
        .defer(*bulk_of("shown_by__capture"))
        .order_by("order", "id")
    )


def _denial_ids(attributions: Iterable[Attribution]) -> set[int]:
    """Quotations that show a doubt about another one; which of them are public is for the gate to say."""
    shown = {
        attribution.shown_by.quotation_id
        for attribution in attributions
        if attribution.shown_by and attribution.shown_by.quotation_id != attribution.quotation_id
    }
    return shown | {NO_ROW}


def _load_names(attributions: Iterable[Attribution]) -> None:
    people = [
        speaker
        for attribution in attributions
        for speaker in (attribution.speaker, attribution.on_behalf_of)
        if speaker is not None
    ]
    prefetch_related_objects(people, "names", "positions")


def _assemble(
    shown: Sequence[Quotation], denials: Sequence[Quotation], attributions: Iterable[Attribution]
) -> list[Card]:
    by_quotation: dict[int, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        if attribution not in by_quotation[attribution.quotation_id]:
            by_quotation[attribution.quotation_id].append(attribution)
    denial_cards = {denial.pk: _card(denial, by_quotation[denial.pk], {}) for denial in denials}
    return [_card(quotation, by_quotation[quotation.pk], denial_cards) for quotation in shown]


def _card(quotation: Quotation, attributions: Sequence[Attribution], denials: dict[int, Card]) -> Card:
    lead = quotation.lead
    assert lead is not None, "the database publishes no quotation without its words"
    lines = tuple(_line(attribution, quotation) for attribution in attributions)
    return Card(
        pk=quotation.pk,
        words=occurrence_words(lead),
        kind=lead.kind,
        kind_name=lead.get_kind_display(),
        said_from=quotation.said_from,
        said_to=quotation.said_to,
        article=lead.capture.article,
        lines=lines,
        doubts=tuple(
            _doubt(attribution, line, denials)
            for attribution, line in zip(attributions, lines, strict=True)
            if line.in_doubt
        ),
    )


def _line(attribution: Attribution, quotation: Quotation) -> SpeakerLine:
    speaker = attribution.speaker
    return SpeakerLine(
        speaker=speaker,
        described_as=attribution.described_as,
        position=position_then(speaker, quotation.said_from, quotation.said_to) if speaker else None,
        on_behalf_of=attribution.on_behalf_of,
        state=attribution.state,
        state_name=attribution.get_state_display(),
    )


def _doubt(attribution: Attribution, line: SpeakerLine, denials: dict[int, Card]) -> Doubt:
    shown_by = attribution.shown_by
    public = shown_by is not None and shown_by.quotation.is_public
    return Doubt(
        line=line,
        denial=denials.get(shown_by.quotation_id) if shown_by else None,
        article=shown_by.capture.article if shown_by and public else None,
    )
