"""What the review desk shows: for each new quotation the links that the machine suggests and nobody has decided.

The pair belongs to the card of the quotation that was entered later, so that each pair stands in the queue once;
the page of one quotation shows its pairs from its own side, whichever was entered first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import JSONObject, RowNumber

from accounts.models import User
from quotes.explaining import ToldReason, reasons_of, strength_name, strength_of
from quotes.models import Decision, FamilySuggestion, Match, MatchRelation, Quotation
from quotes.models.matches import precedes
from quotes.muting import shared_phrase
from quotes.queries.choices import Choice, choices_for
from quotes.queries.links import relation_name
from quotes.queries.pairs import order_name, pair_token
from quotes.queries.sides import Side, Sides, compared_in, load_sides, not_withdrawn

PAGE_SIZE = 20
SHOWN_ON_CARD = 5
SHOWN_ON_PAGE = 60
SKIPS_KEPT = 200
SUGGESTED = MatchRelation.State.SUGGESTED
_OF_A_FAMILY = ("id", "quotation_id", "key", "exact", "language", "members", "nearest")


@dataclass(frozen=True)
class PairCard:
    """One possible link, seen from the quotation whose card it stands on (`mine`).

    `order` is "earlier" or "later" for the other one, "" where nobody knows. `token` is what the decision must find.
    """

    match: Match
    mine: Side
    other: Side
    suggested: tuple[MatchRelation, ...]
    confirmed: tuple[str, ...]
    same_speaker: bool
    order: str
    token: str
    phrase: str

    @property
    def pk(self) -> int:
        return self.match.pk

    @property
    def top(self) -> MatchRelation:
        return self.suggested[0]

    @property
    def name(self) -> str:
        return relation_name(self.top.relation, same_speaker=self.same_speaker)

    @property
    def further(self) -> tuple[str, ...]:
        """What else the machine takes the pair for, less probable."""
        return tuple(relation_name(row.relation, same_speaker=self.same_speaker) for row in self.suggested[1:])

    @property
    def strength(self) -> str:
        return strength_of(self.top.probability)

    @property
    def strength_name(self) -> str:
        return strength_name(self.strength)

    @property
    def order_name(self) -> str:
        return order_name(self.order)

    @property
    def reasons(self) -> list[ToldReason]:
        return reasons_of(self.top.evidence, self.top.relation)

    @property
    def rests_on_phrase(self) -> bool:
        """Whether every suggestion rests on nothing but a phrase, which can then be muted."""
        phrases = [shared_phrase(row.evidence) for row in self.suggested]
        return all(phrase is not None and phrase.can_be_muted for phrase in phrases)

    @property
    def choices(self) -> list[Choice]:
        return choices_for(
            suggested=self.top.relation,
            same_speaker=self.same_speaker,
            may_shift=self.same_speaker and bool(self.order),
        )


@dataclass(frozen=True)
class Family:
    """Pairs that rest on one phrase of the quotation; `phrase` is "" for those that rest on none.

    With a `suggestion` they are one card: a phrase that many others hold, of which these are the nearest.
    """

    phrase: str
    pairs: tuple[PairCard, ...]
    suggestion: FamilySuggestion | None = None

    @property
    def others(self) -> int:
        """How many more hold the phrase than are shown."""
        return max(0, self.suggestion.members - len(self.pairs)) if self.suggestion else 0

    @property
    def stoppable(self) -> PairCard | None:
        """A pair through whose page the phrase can be stopped, where one rests on nothing else."""
        return next((pair for pair in self.pairs if pair.rests_on_phrase), None)

    @property
    def relation(self) -> str:
        """What the machine takes most of the pairs for."""
        return Counter(pair.top.relation for pair in self.pairs).most_common(1)[0][0]

    @property
    def name(self) -> str:
        return relation_name(self.relation, same_speaker=self._one_speaker)

    @property
    def choices(self) -> list[Choice]:
        """What may be decided of all of them together."""
        return choices_for(
            suggested=self.relation,
            same_speaker=self._one_speaker,
            may_shift=all(pair.same_speaker and pair.order for pair in self.pairs),
        )

    @property
    def tokens(self) -> str:
        """What the editor sees of the pairs, for the decision to find unchanged."""
        return " ".join(f"{pair.pk}:{pair.token}" for pair in self.pairs)

    @property
    def _one_speaker(self) -> bool:
        return all(pair.same_speaker for pair in self.pairs)


@dataclass(frozen=True)
class ReviewCard:
    """One quotation with its possible links. `more` were counted and are not shown here."""

    side: Side
    families: tuple[Family, ...]
    more: int

    @property
    def pk(self) -> int:
        return self.side.pk

    @property
    def pairs(self) -> list[PairCard]:
        return [pair for family in self.families for pair in family.pairs]

    @property
    def version(self) -> str:
        """Changes whenever an open page should be drawn anew."""
        seen = [f"{pair.pk}:{pair.token}:{pair.top.relation}:{pair.top.probability}" for pair in self.pairs]
        seen += [f"{row.pk}:{row.members}" for family in self.families if (row := family.suggestion)]
        return f"{crc32('|'.join(sorted(seen)).encode()):08x}-{self.more}"


@dataclass(frozen=True)
class ReviewQueue:
    cards: tuple[ReviewCard, ...]
    page: Page[Quotation]
    latest: Decision | None

    @property
    def quotations(self) -> int:
        return self.page.paginator.count


def open_matches() -> QuerySet[Match]:
    """Pairs with at least one suggestion that nobody has decided, neither quotation withdrawn."""
    return Match.objects.filter(
        not_withdrawn("first"),
        not_withdrawn("second"),
        Exists(MatchRelation.objects.suggested().filter(match=OuterRef("pk"))),
    )


def review_queue(*, user: User, page: int = 1, skipped: Sequence[int] = ()) -> ReviewQueue:
    """Cards newest first; what this user skipped comes last, in the order in which it was skipped."""
    waiting = Quotation.objects.filter(Exists(open_matches().filter(second=OuterRef("pk"))))
    # Families come in the same round trip as the quotations themselves: every list page is held to twelve.
    with_families: QuerySet[Any] = waiting.annotate(suggested=_as_array(_undecided()))
    paginator = Paginator(with_families.order_by(_skip_rank(skipped), "-pk"), PAGE_SIZE)
    shown = paginator.get_page(page)
    quotations = list(shown.object_list)
    held = {one.pk: [FamilySuggestion(**row) for row in one.suggested] for one in quotations}
    cards = _cards(quotations, held)
    return ReviewQueue(tuple(cards), shown, latest_of(user))


def review_of(quotation: Quotation, *, by_itself: int | None = None) -> ReviewCard:
    """All open pairs of one quotation, seen from its side, whichever was entered first.

    The pair with the id `by_itself` is shown in any case, and outside the card of its family: to be decided alone.
    """
    matches = _shown(open_matches().filter(Q(first=quotation) | Q(second=quotation)))
    asked_for = Case(When(pk=by_itself, then=Value(0)), default=Value(1))
    pairs = list(matches.order_by(asked_for, F("best").desc(nulls_last=True), "-pk")[: SHOWN_ON_PAGE + 1])
    sides = _sides([quotation, *_both(pairs)], pairs)
    suggestions = list(FamilySuggestion.objects.filter(quotation=quotation, state=SUGGESTED).order_by("pk"))
    more = max(0, len(pairs) - SHOWN_ON_PAGE)
    return _card(quotation, pairs[:SHOWN_ON_PAGE], sides, more, suggestions, by_itself=by_itself)


def latest_of(user: User) -> Decision | None:
    """This user's latest decision since they logged in that still stands: what the key for undoing means.

    One key press too many must not take back what readers have seen for days, out of sight of those who press it:
    older decisions are undone in the list of decisions.
    """
    own = Decision.objects.filter(decided_by=user, undone_at=None)
    return own.filter(decided_at__gte=user.last_login or datetime.min.replace(tzinfo=UTC)).order_by("-pk").first()


def open_count() -> int:
    """How many pairs wait for a decision."""
    return open_matches().count()


def _skip_rank(skipped: Sequence[int]) -> Any:
    """0 for what was not skipped; an empty Case is not allowed."""
    if not skipped:
        return Value(0)
    ranks = [When(pk=pk, then=Value(rank)) for rank, pk in enumerate(skipped[-SKIPS_KEPT:], start=1)]
    return Case(*ranks, default=Value(0), output_field=IntegerField())


def _shown(matches: QuerySet[Match]) -> QuerySet[Match]:
    suggested = MatchRelation.objects.suggested().filter(match=OuterRef("pk"))
    standing = Decision.objects.filter(match=OuterRef("pk"), undone_at=None).order_by("-pk")
    return (
        matches.select_related("first", "second")
        .prefetch_related(
            Prefetch("relations", MatchRelation.objects.order_by(F("probability").desc(nulls_last=True), "pk"))
        )
        .annotate(
            best=Subquery(suggested.order_by(F("probability").desc(nulls_last=True)).values("probability")[:1]),
            standing=Subquery(standing.values("pk")[:1]),
        )
    )


def _cards(quotations: Sequence[Quotation], suggestions: Mapping[int, Sequence[FamilySuggestion]]) -> list[ReviewCard]:
    """The best pairs of each quotation, all of a family's card, and how many there are; one query for all of them."""
    matches = _shown(open_matches().filter(second__in=[quotation.pk for quotation in quotations])).annotate(
        rank=Window(RowNumber(), partition_by=F("second"), order_by=[F("best").desc(nulls_last=True), F("pk").desc()]),
        total=Window(Count("pk"), partition_by=F("second")),
    )
    pairs = list(matches.filter(_on_a_card(suggestions)).order_by("rank"))
    sides = _sides([*quotations, *_both(pairs)], pairs)
    by_quotation: dict[int, list[Match]] = defaultdict(list)
    for pair in pairs:
        by_quotation[pair.second_id].append(pair)
    return [
        _card(quotation, found, sides, getattr(found[0], "total", 0) - len(found), suggestions[quotation.pk])
        for quotation in quotations
        if (found := by_quotation[quotation.pk])
    ]


def _undecided() -> QuerySet[FamilySuggestion]:
    """The undecided families of the quotation around this subquery."""
    return FamilySuggestion.objects.filter(quotation=OuterRef("pk"), state=SUGGESTED).order_by("pk")


def _as_array(suggestions: QuerySet[FamilySuggestion]) -> ArraySubquery:
    """What a card needs of each family, as an array of objects."""
    return ArraySubquery(suggestions.values(row=JSONObject(**{name: name for name in _OF_A_FAMILY})))


def _on_a_card(suggestions: Mapping[int, Sequence[FamilySuggestion]]) -> Q:
    shown = Q(rank__lte=SHOWN_ON_CARD)
    for row in (row for rows in suggestions.values() for row in rows):
        shown |= Q(second=row.quotation_id, first__in=row.nearest)
    return shown


def _both(pairs: Iterable[Match]) -> list[Quotation]:
    return [quotation for pair in pairs for quotation in (pair.first, pair.second)]


def _sides(quotations: Iterable[Quotation], pairs: Iterable[Match]) -> Sides:
    compared = {
        chosen
        for pair in pairs
        for relation in pair.relations.all()
        for side in (0, 1)
        if (chosen := compared_in(relation.evidence, side).occurrence)
    }
    return load_sides(quotations, compared)


def _card(
    quotation: Quotation,
    pairs: Sequence[Match],
    sides: Sides,
    more: int,
    suggestions: Sequence[FamilySuggestion],
    *,
    by_itself: int | None = None,
) -> ReviewCard:
    cards = [_pair(match, quotation.pk, sides) for match in pairs]
    return ReviewCard(sides.of(quotation.pk), tuple(_families(cards, suggestions, by_itself)), more)


def _families(
    pairs: Sequence[PairCard], suggestions: Sequence[FamilySuggestion], by_itself: int | None
) -> list[Family]:
    """In the order of each family's best pair; what rests on no phrase comes last."""
    suggested = {pk: row for row in reversed(suggestions) for pk in row.nearest}
    by_key: dict[tuple[FamilySuggestion | None, str], list[PairCard]] = defaultdict(list)
    for pair in pairs:
        row = None if pair.pk == by_itself else suggested.get(pair.other.pk)
        by_key[row, "" if row else pair.match.family].append(pair)
    ordered = sorted(by_key.items(), key=lambda family: family[0] == (None, ""))
    return [_family(row, found, named=bool(phrase)) for (row, phrase), found in ordered]


def _family(suggestion: FamilySuggestion | None, pairs: Sequence[PairCard], *, named: bool) -> Family:
    if suggestion:
        return Family(suggestion.exact, tuple(pairs), suggestion)
    return Family(pairs[0].phrase if named else "", tuple(pairs))


def _pair(match: Match, quotation_id: int, sides: Sides) -> PairCard:
    mine, other = (0, 1) if match.first_id == quotation_id else (1, 0)
    ids = (match.first_id, match.second_id)
    suggested = [row for row in match.relations.all() if row.state == MatchRelation.State.SUGGESTED]
    evidence = suggested[0].evidence
    own, others = (sides.of(ids[side], compared_in(evidence, side)) for side in (mine, other))
    same_speaker = bool(own.speakers & others.speakers)
    return PairCard(
        match=match,
        mine=own,
        other=others,
        suggested=tuple(suggested),
        confirmed=tuple(
            relation_name(row.relation, same_speaker=same_speaker)
            for row in match.relations.all()
            if row.state == MatchRelation.State.CONFIRMED
        ),
        same_speaker=same_speaker,
        order=_order(others.quotation, own.quotation),
        token=pair_token(match, getattr(match, "standing", None)),
        phrase=_phrase(evidence, mine),
    )


def _order(other: Quotation, mine: Quotation) -> str:
    if precedes(other, mine):
        return "earlier"
    return "later" if precedes(mine, other) else ""


def _phrase(evidence: Any, side: int) -> str:
    """The words of the quotation on which the pair rests, as the engine named them."""
    reasons = evidence.get("reasons", []) if isinstance(evidence, dict) else []
    named = [row.get("params", {}) for row in reasons if isinstance(row, dict) and row.get("id") == "shared_phrase"]
    return str(named[0].get(("first", "second")[side], "")) if named else ""
