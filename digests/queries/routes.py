"""Which facts concern whom: a reader is told of what they follow, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from digests.models import EditionItem, Subscription
from digests.queries.facts import DOUBTS, Fact
from quotes.models import Attribution, Correction, MatchRelation, Stance

Kind = EditionItem.Kind


@dataclass
class Route:
    """The quotations, speakers and claims that a fact is about."""

    quotations: tuple[int, ...]
    speakers: set[int] = field(default_factory=set)
    claims: set[int] = field(default_factory=set)

    def concerns(self, subscription: Subscription) -> bool:
        return (
            subscription.follows_everything
            or subscription.speaker_id in self.speakers
            or subscription.claim_id in self.claims
        )


@dataclass(frozen=True)
class Told:
    """A fact that a reader is told, and what they follow that makes it theirs."""

    fact: Fact
    because: tuple[Subscription, ...]


def routes_of(facts: Sequence[Fact]) -> dict[Fact, Route]:
    """What each fact is about; at most 5 queries for any number of facts."""
    routes = {fact: Route(quotations) for fact, quotations in _quotations_of(facts).items()}
    ids = {pk for route in routes.values() for pk in route.quotations}
    speakers, claims = _speakers_of(ids), _claims_of(ids)
    for route in routes.values():
        for pk in route.quotations:
            route.speakers |= speakers[pk]
            route.claims |= claims[pk]
    return routes


def told_to(subscriptions: Iterable[Subscription], routes: Mapping[Fact, Route]) -> list[Told]:
    """The facts that concern these subscriptions, in the order of `routes`.

    Who follows everything gets the nearer reason where there is one: "because you follow …".
    """
    followed = sorted(subscriptions, key=lambda subscription: subscription.follows_everything)
    told = []
    for fact, route in routes.items():
        because = [subscription for subscription in followed if route.concerns(subscription)]
        nearer = [subscription for subscription in because if not subscription.follows_everything]
        if because:
            told.append(Told(fact, tuple(nearer or because)))
    return told


def _quotations_of(facts: Sequence[Fact]) -> dict[Fact, tuple[int, ...]]:
    pairs = MatchRelation.objects.filter(pk__in=_ids(facts, Kind.RELATION))
    about: dict[Fact, tuple[int, ...]] = {
        Fact(Kind.RELATION, pk): (first, second)
        for pk, first, second in pairs.values_list("pk", "match__first", "match__second")
    }
    corrections = Correction.objects.filter(pk__in=_ids(facts, Kind.CORRECTION))
    about |= {Fact(Kind.CORRECTION, pk): (quotation,) for pk, quotation in corrections.values_list("pk", "quotation")}
    attributions = Attribution.objects.filter(pk__in=_ids(facts, *DOUBTS))
    for pk, state, quotation in attributions.values_list("pk", "state", "quotation"):
        about[Fact(state, pk)] = (quotation,)
    own = {fact: (fact.object_id,) for fact in facts if fact.kind in (Kind.PUBLISHED, Kind.WITHDRAWAL)}
    about |= own
    return {fact: about[fact] for fact in facts if fact in about}


def _ids(facts: Sequence[Fact], *kinds: str) -> list[int]:
    return [fact.object_id for fact in facts if fact.kind in kinds]


def _speakers_of(quotations: set[int]) -> dict[int, set[int]]:
    rows = Attribution.objects.filter(quotation__in=quotations, speaker__isnull=False)
    return _grouped(rows.values_list("quotation_id", "speaker_id"))


def _claims_of(quotations: set[int]) -> dict[int, set[int]]:
    return _grouped(Stance.objects.filter(quotation__in=quotations).values_list("quotation_id", "claim_id"))


def _grouped(pairs: Iterable[tuple[int, int | None]]) -> dict[int, set[int]]:
    grouped: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        if value is not None:
            grouped[key].add(value)
    return grouped
