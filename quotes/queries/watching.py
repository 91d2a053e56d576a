"""Which suggested quotes somebody watches: those of watched speakers, and those near a quote on a watched claim."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from accounts.models import User
from quotes.display import name_words
from quotes.models import Claim, Proposal, Speaker, Stance, Watch
from quotes.queries.cards import NO_ROW


@dataclass(frozen=True)
class Watched:
    """What of an article is watched, in words: by the one who looks, and by others only."""

    by_me: tuple[str, ...] = ()
    by_others: tuple[str, ...] = ()


@dataclass
class _Named:
    mine: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def add(self, name: str, watchers: set[int], viewer: int) -> None:
        listed = self.mine if viewer in watchers else self.others
        if watchers and name not in listed:
            listed.append(name)


def watches(user: User | None = None) -> QuerySet[Watch]:
    """The watches of one person, or of all who still work here."""
    return Watch.objects.filter(user=user) if user else Watch.objects.filter(user__is_active=True)


def is_watched(user: User | None = None) -> Q:
    """The condition on proposals that this person, or anybody who works here, watches."""
    rows = watches(user).order_by()
    claims = rows.filter(claim__isnull=False).values("claim")
    near = Stance.objects.filter(claim__in=claims).order_by().values("quotation")
    speakers = rows.filter(speaker__isnull=False).values("speaker")
    return Q(likely_speaker__in=speakers) | Q(nearest__in=near)


def watched_speakers(user: User, speakers: Collection[int]) -> set[int]:
    """Which of these speakers the user watches; 1 query."""
    rows = Watch.objects.filter(user=user, speaker__in=[NO_ROW, *speakers])
    return {pk for pk in rows.values_list("speaker", flat=True) if pk is not None}


def watches_it(user: User, what: Speaker | Claim) -> bool:
    rows = Watch.objects.filter(user=user)
    return (rows.filter(speaker=what) if isinstance(what, Speaker) else rows.filter(claim=what)).exists()


def watched_of(
    spoken: Sequence[tuple[int, int]], speakers: dict[int, Speaker], *, captures: Sequence[int], viewer: User
) -> dict[int, Watched]:
    """By capture; `spoken` are pairs of a capture and the likely speaker of an open proposal. 3 queries."""
    shown = get_language() or "en"
    named: defaultdict[int, _Named] = defaultdict(_Named)
    watchers: defaultdict[int | None, set[int]] = defaultdict(set)
    of_speakers = watches().filter(speaker__in=[NO_ROW, *speakers])
    for speaker, user in of_speakers.values_list("speaker", "user"):
        watchers[speaker].add(user)
    for capture, likely in spoken:
        named[capture].add(name_words(speakers[likely].label(shown)), watchers[likely], viewer.pk)
    near = _near_claims(captures)
    claims = Claim.objects.in_bulk([NO_ROW, *(claim for _, claim in near)])
    for (capture, claim), users in near.items():
        named[capture].add(claims[claim].heading(shown), users, viewer.pk)
    return {capture: Watched(tuple(one.mine), tuple(one.others)) for capture, one in named.items()}


def _near_claims(captures: Sequence[int]) -> dict[tuple[int, int], set[int]]:
    """Who watches the claims on which the quotations near the open proposals of these captures stand."""
    rows = Proposal.objects.open().filter(
        run__capture__in=[NO_ROW, *captures], nearest__stances__claim__watches__user__is_active=True
    )
    found: dict[tuple[int, int], set[int]] = {}
    names = ("run__capture", "nearest__stances__claim", "nearest__stances__claim__watches__user")
    for capture, claim, user in rows.order_by("run__capture", "nearest__stances__claim").values_list(*names):
        found.setdefault((capture, claim), set()).add(user)
    return found
