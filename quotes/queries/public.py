"""What each of the readers' pages needs. Every queryset here starts from `published()`: the one gate."""

from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import get_language

from quotes.models import (
    Attribution,
    Claim,
    Correction,
    ExternalReview,
    Note,
    Occurrence,
    Quotation,
    Speaker,
    Stance,
    Topic,
)
from quotes.queries.cards import NO_ROW, Card, for_cards, load_cards
from quotes.queries.families import NamedFamily, families_of
from quotes.queries.links import Link, Pair, ids_of, latest_relations, links_of, pairs_among, pairs_of
from quotes.queries.proofs import Proof, proofs_of
from quotes.queries.timeline import TimeLine, claim_timeline, rows_of, stances_on, time_line
from quotes.queries.words import bulk_of
from quotes.querysets import QuotationQuerySet
from sources.models import Article, Capture
from sources.queries import CAPTURE_BULK


@dataclass(frozen=True)
class QuotationPage:
    quotation: Quotation
    card: Card
    proofs: tuple[Proof, ...]
    notes: tuple[Note, ...]
    stances: tuple[Stance, ...]
    denied: tuple[Card, ...]
    links: tuple[Link, ...]
    families: tuple[NamedFamily, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class FrontPage:
    newest: tuple[Card, ...]
    pairs: tuple[Pair, ...]
    claims: tuple[Claim, ...]
    timeline: TimeLine | None
    """The time line of the first claim."""


@dataclass(frozen=True)
class ClaimPage:
    claim: Claim
    timeline: TimeLine
    pairs: tuple[Pair, ...]
    topics: tuple[Topic, ...]
    reviews: tuple[ExternalReview, ...]


@dataclass(frozen=True)
class ArticlePage:
    article: Article
    captures: tuple[Capture, ...]


def newest_first(quotations: QuotationQuerySet[Quotation]) -> QuotationQuerySet[Quotation]:
    """By the last possible day said; days unknown come last."""
    return quotations.order_by(F("said_to").desc(nulls_last=True), "-pk")


def front_page() -> FrontPage:
    """What is new: links that were just confirmed, quotations just published, claims and where they stand."""
    newest = list(for_cards(Quotation.objects.all()).order_by("-published_at", "-pk")[:8])
    relations = latest_relations(3)
    claims = list(claims_with_counts()[:6])
    stances = stances_on(claims[:1])
    cards = _cards_by_id(newest, {*ids_of(relations), *(stance.quotation_id for stance in stances)})
    return FrontPage(
        newest=tuple(cards[quotation.pk] for quotation in newest),
        pairs=tuple(pairs_of(relations, cards)),
        claims=tuple(claims),
        timeline=time_line(rows_of(stances, cards)) if claims else None,
    )


def _cards_by_id(loaded: list[Quotation], wanted: set[int]) -> dict[int, Card]:
    """Cards of the quotations that are loaded and of those further ones that are public, in one go."""
    missing = wanted - {quotation.pk for quotation in loaded} | {NO_ROW}
    further = for_cards(Quotation.objects.filter(pk__in=missing))
    return {card.pk: card for card in load_cards([*loaded, *further])}


def quotation_page(quotation: Quotation) -> QuotationPage:
    """Everything that stands behind one published quotation (one that came through `for_cards`)."""
    (card,) = load_cards([quotation])
    return QuotationPage(
        quotation=quotation,
        card=card,
        proofs=proofs_of(quotation),
        notes=tuple(_notes(quotation)),
        stances=tuple(Stance.objects.published().filter(quotation=quotation).select_related("claim")),
        denied=_denied_by(quotation),
        links=tuple(links_of(quotation, card)),
        families=families_of(quotation),
        corrections=tuple(quotation.corrections.order_by("corrected_at", "pk")),
    )


def claim_page(claim: Claim) -> ClaimPage:
    """A published claim with its time line and the confirmed links on it."""
    timeline = claim_timeline(claim)
    return ClaimPage(
        claim=claim,
        timeline=timeline,
        pairs=tuple(pairs_among(row.card for row in timeline.rows)),
        topics=tuple(Topic.objects.published().filter(claim_links__claim=claim)),
        reviews=tuple(claim.external_reviews.select_related("publication")),
    )


def article_page(article: Article) -> ArticlePage:
    """A published article and those of its saved copies on which a published quotation rests."""
    captures = Capture.objects.published().filter(article=article).defer(*CAPTURE_BULK)
    return ArticlePage(article, tuple(captures))


def quotations_of_speaker(speaker: Speaker) -> QuotationQuerySet[Quotation]:
    """Published quotations attributed to a speaker, in doubt or not."""
    return newest_first(for_cards(Quotation.objects.filter(attributions__speaker=speaker)))


def quotations_in_article(article: Article) -> QuotationQuerySet[Quotation]:
    """Published quotations that appear in an article."""
    found = Occurrence.objects.published().filter(capture__article=article).values("quotation")
    return newest_first(for_cards(Quotation.objects.filter(pk__in=found)))


def claims_with_counts() -> QuerySet[Claim]:
    """Published claims with `quotation_count` of published quotations, the most recently decided first."""
    public = Q(stances__quotation__in=Quotation.objects.published())
    return (
        Claim.objects.published()
        .annotate(
            quotation_count=Count("stances__quotation", filter=public, distinct=True),
            last_decided=Max("stances__decided_at", filter=public),
        )
        .order_by("-last_decided", "pk")
    )


def speakers_with_counts() -> QuerySet[Speaker]:
    """Published speakers with `quotation_count` of published quotations, the most quoted first."""
    public = Q(attributions__quotation__in=Quotation.objects.published())
    return (
        Speaker.objects.published()
        .annotate(quotation_count=Count("attributions__quotation", filter=public, distinct=True))
        .prefetch_related("names")
        .order_by("-quotation_count", "pk")
    )


def topics_with_claims() -> QuerySet[Topic]:
    """Published topics with `claim_count` of published claims."""
    public = Q(claim_links__claim__in=Claim.objects.published())
    counted = Topic.objects.published().annotate(claim_count=Count("claim_links__claim", filter=public, distinct=True))
    return counted.order_by("name_ar" if get_language() == "ar" else "name_en")


def _notes(quotation: Quotation) -> QuerySet[Note]:
    return (
        Note.objects.published()
        .filter(quotation=quotation)
        .select_related("occurrence__capture__article__publication")
        .defer(*bulk_of("occurrence__capture"))
    )


def _denied_by(quotation: Quotation) -> tuple[Card, ...]:
    """The other quotations whose attribution this one puts in doubt."""
    doubted = Attribution.objects.published().filter(shown_by__quotation=quotation).values("quotation")
    others = Quotation.objects.filter(pk__in=doubted).exclude(pk=quotation.pk)
    return tuple(load_cards(newest_first(for_cards(others))))
