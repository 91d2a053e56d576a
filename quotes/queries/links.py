"""Confirmed links between published quotations, named from the side of the one that is being read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import pgettext

from quotes.explaining import sentences_of
from quotes.models import Correction, MatchRelation, Quotation
from quotes.models.matches import precedes
from quotes.queries.cards import Card, for_cards, load_cards
from quotes.querysets import MatchRelationQuerySet

Relation = MatchRelation.Relation

# An echo is the same phrase about another subject: it belongs to the phrase, not to either quotation.
SHOWN_RELATIONS = [Relation.SAME_UTTERANCE, Relation.REPETITION, Relation.CONTRADICTION, Relation.SHIFT]


@dataclass(frozen=True)
class Link:
    """A confirmed relation as seen from one quotation; `card` is the other one.

    `order` is "earlier" or "later" for the other quotation, or "" where their days overlap or are unknown.
    """

    relation: str
    wording_name: str
    order: str
    same_speaker: bool
    card: Card
    evidence: tuple[str, ...]

    @property
    def name(self) -> str:
        return relation_name(self.relation, same_speaker=self.same_speaker)

    @property
    def order_name(self) -> str:
        if self.relation == Relation.SAME_UTTERANCE:
            return ""
        return {
            "earlier": pgettext("verbatim", "said earlier"),
            "later": pgettext("verbatim", "said later"),
        }.get(self.order, pgettext("verbatim", "order not known"))


@dataclass(frozen=True)
class Pair:
    """A confirmed relation between two quotations, the earlier one first where that is known."""

    relation: MatchRelation
    first: Card
    second: Card

    @property
    def name(self) -> str:
        return relation_name(
            self.relation.relation, same_speaker=bool(self.first.speaker_ids & self.second.speaker_ids)
        )


def relation_name(relation: str, *, same_speaker: bool) -> str:
    """The relation in the words that editors and readers see."""
    if relation == Relation.REPETITION and not same_speaker:
        return pgettext("verbatim", "Says the same")
    return str(Relation(relation).label)


def links_of(quotation: Quotation, card: Card) -> list[Link]:
    """All confirmed links of a published quotation, in the order of the relations, then of the days said."""
    relations = list(_shown().filter(Q(match__first=quotation) | Q(match__second=quotation)))
    cards = _cards_of(relations)
    links = [_link(relation, quotation, card, cards) for relation in relations if _stands(relation, cards)]
    return sorted(links, key=lambda link: (SHOWN_RELATIONS.index(Relation(link.relation)), str(link.card.said_from)))


def latest_relations(limit: int) -> list[MatchRelation]:
    """The most recently confirmed relations between published quotations."""
    return list(_shown().order_by("-decided_at", "-id")[:limit])


def pairs_among(cards: Iterable[Card]) -> list[Pair]:
    """The confirmed relations between these quotations."""
    by_id = {card.pk: card for card in cards}
    return pairs_of(_shown().filter(match__first__in=by_id, match__second__in=by_id), by_id)


def pairs_of(relations: Iterable[MatchRelation], cards: dict[int, Card]) -> list[Pair]:
    """The relations whose quotations both have a card, each as a pair."""
    return [_pair(relation, cards) for relation in relations if _stands(relation, cards)]


def ids_of(relations: Iterable[MatchRelation]) -> set[int]:
    """The quotations on both sides."""
    return {pk for relation in relations for pk in (relation.match.first_id, relation.match.second_id)}


def told(relations: MatchRelationQuerySet[MatchRelation]) -> MatchRelationQuerySet[MatchRelation]:
    """The relations with their quotations, and what `evidence_told` must know."""
    pair = Q(quotation=OuterRef("match__first")) | Q(quotation=OuterRef("match__second"))
    corrected = Correction.objects.filter(pair, corrected_at__gt=OuterRef("decided_at"))
    annotated: Any = relations.annotate(corrected_since=Exists(corrected))
    shown: MatchRelationQuerySet[MatchRelation] = annotated.select_related("match__first", "match__second")
    return shown


def evidence_told(relation: MatchRelation) -> tuple[str, ...]:
    """Why the link was suggested. Nothing after a correction: the reasons name words and speakers as they were."""
    return () if getattr(relation, "corrected_since", False) else tuple(sentences_of(relation.evidence))


def _shown() -> MatchRelationQuerySet[MatchRelation]:
    return told(MatchRelation.objects.published().filter(relation__in=SHOWN_RELATIONS))


def _stands(relation: MatchRelation, cards: dict[int, Card]) -> bool:
    """Whether both sides are still public, and the relation fits their dates as they are now.

    A position changes from an earlier day to a later one: with the order unknown nobody can say that it did.
    """
    match = relation.match
    both_public = match.first_id in cards and match.second_id in cards
    return both_public and (relation.relation != Relation.SHIFT or match.earlier_id is not None)


def _cards_of(relations: Iterable[MatchRelation]) -> dict[int, Card]:
    quotations = Quotation.objects.filter(pk__in=ids_of(relations))
    return {card.pk: card for card in load_cards(for_cards(quotations))}


def _link(relation: MatchRelation, quotation: Quotation, card: Card, cards: dict[int, Card]) -> Link:
    match = relation.match
    other = match.second if match.first_id == quotation.pk else match.first
    other_card = cards[other.pk]
    return Link(
        relation=relation.relation,
        wording_name=relation.get_wording_display(),
        order="earlier" if precedes(other, quotation) else "later" if precedes(quotation, other) else "",
        same_speaker=bool(card.speaker_ids & other_card.speaker_ids),
        card=other_card,
        evidence=evidence_told(relation),
    )


def _pair(relation: MatchRelation, cards: dict[int, Card]) -> Pair:
    match = relation.match
    ids = (match.first_id, match.second_id)
    first, second = ids if match.earlier_id in (None, match.first_id) else reversed(ids)
    return Pair(relation, cards[first], cards[second])
