"""Facts made readable: the words, who said them, and for a link the same evidence as on its page (law 6).

Names and sentences come in the active language; call it inside `translation.override`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import pgettext

from digests.models import EditionItem, Subscription
from digests.queries.facts import DOUBTS, Fact, still_public
from digests.queries.routes import Told
from quotes.dates import day_words
from quotes.models import Attribution, Correction, MatchRelation, Quotation
from quotes.queries.cards import Card, for_cards, load_cards
from quotes.queries.links import Pair, evidence_told, ids_of, pairs_of
from quotes.queries.links import told as told_relations

Kind = EditionItem.Kind


@dataclass(frozen=True)
class Item:
    """One thing that a reader is told. `address` is absolute. A withdrawal has no cards: its words are gone.

    `about` is the number of the one quotation that it is about, None for a link between two.
    """

    kind: str
    about: int | None
    title: str
    address: str
    cards: tuple[Card, ...] = ()
    remark: str = ""
    wording: str = ""
    evidence: tuple[str, ...] = ()
    reason: str = ""


def readable(told: Sequence[Told], language: str) -> list[Item]:
    """The items that may be shown now, in order; what is no longer public is left out. About 20 queries."""
    made = _items(still_public([one.fact for one in told]))
    return together(
        [replace(made[one.fact], reason=reason_words(one.because, language)) for one in told if one.fact in made]
    )


def together(items: Sequence[Item]) -> list[Item]:
    """Nobody reads the same words four times: facts about one quotation become one item, in the first one's place.

    That a quotation is new needs no item of its own where the mail shows it in a link.
    """
    linked = {card.pk for item in items if item.about is None for card in item.cards}
    merged: dict[object, Item] = {}
    for item in items:
        key = (item.about, bool(item.cards)) if item.about else object()
        first = merged.get(key)
        merged[key] = _joined(first, item) if first else item
    return [item for item in merged.values() if not (item.kind == Kind.PUBLISHED and item.about in linked)]


def _joined(first: Item, second: Item) -> Item:
    titles = first.title if second.title in first.title else f"{first.title} · {second.title}"
    remark = "\n".join(part for part in (first.remark, second.remark) if part)
    return replace(first, title=titles, remark=remark)


def reason_words(because: Iterable[Subscription], language: str) -> str:
    """Why the reader gets an item: "because you follow …"."""
    followed = list(because)
    if any(subscription.follows_everything for subscription in followed):
        return pgettext("verbatim", "because you follow everything")
    names = pgettext("between names in a list", ", ").join(one.label(language) for one in followed)
    return pgettext("verbatim", "because you follow %(names)s") % {"names": names}


def absolute(path: str) -> str:
    """The public address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def _items(facts: Sequence[Fact]) -> dict[Fact, Item]:
    relations = list(_relations(_ids(facts, Kind.RELATION)))
    corrections = list(Correction.objects.published().filter(pk__in=_ids(facts, Kind.CORRECTION)))
    doubts = list(Attribution.objects.published().filter(pk__in=_ids(facts, *DOUBTS)))
    withdrawn = Quotation.objects.withdrawn().filter(pk__in=_ids(facts, Kind.WITHDRAWAL))
    published = set(_ids(facts, Kind.PUBLISHED))
    parts = {row.quotation_id for row in corrections} | {row.quotation_id for row in doubts}
    cards = _cards(published | parts | ids_of(relations))
    return {
        **{Fact(Kind.RELATION, pair.relation.pk): _link(pair) for pair in pairs_of(relations, cards)},
        **{Fact(Kind.CORRECTION, row.pk): _correction(row, cards) for row in corrections},
        **{Fact(row.state, row.pk): _doubt(row, cards) for row in doubts},
        **{Fact(Kind.WITHDRAWAL, row.pk): _withdrawal(row) for row in withdrawn},
        **{Fact(Kind.PUBLISHED, pk): _quotation(cards[pk]) for pk in published},
    }


def _relations(ids: Sequence[int]) -> QuerySet[MatchRelation]:
    return told_relations(MatchRelation.objects.published().filter(pk__in=ids))


def _ids(facts: Sequence[Fact], *kinds: str) -> list[int]:
    return [fact.object_id for fact in facts if fact.kind in kinds]


def _cards(ids: set[int]) -> dict[int, Card]:
    return {card.pk: card for card in load_cards(for_cards(Quotation.objects.filter(pk__in=ids)))}


def _link(pair: Pair) -> Item:
    return Item(
        kind=Kind.RELATION,
        about=None,
        title=pair.name,
        address=absolute(pair.second.address),
        cards=(pair.first, pair.second),
        wording=pair.relation.get_wording_display(),
        evidence=evidence_told(pair.relation),
    )


def _correction(correction: Correction, cards: dict[int, Card]) -> Item:
    title = pgettext("verbatim", "Correction: %(what)s") % {"what": correction.get_what_display()}
    return _about(cards[correction.quotation_id], Kind.CORRECTION, title, correction.public_reason)


def _doubt(attribution: Attribution, cards: dict[int, Card]) -> Item:
    return _about(cards[attribution.quotation_id], attribution.state, attribution.get_state_display())


def _quotation(card: Card) -> Item:
    return _about(card, Kind.PUBLISHED, pgettext("verbatim", "New quote"))


def _about(card: Card, kind: str, title: str, remark: str = "") -> Item:
    return Item(kind, card.pk, str(title), absolute(card.address), (card,), remark)


def _withdrawal(quotation: Quotation) -> Item:
    """Its number, the day and the reason; never the words (law 1)."""
    assert quotation.withdrawn_at is not None
    title = pgettext("verbatim", "Quote %(number)d was withdrawn on %(day)s") % {
        "number": quotation.pk,
        "day": day_words(quotation.withdrawn_at.date()),
    }
    address = absolute(reverse("quotes:quotation", args=[quotation.pk]))
    return Item(Kind.WITHDRAWAL, quotation.pk, title, address, remark=quotation.withdrawn_because)
