"""Stops suggesting a phrase, and allows it again. Confirmed and rejected links stay as they are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import User
from quotes.models import FamilyMember, FamilySuggestion, Match, MatchRelation, Mute, Quotation, Silenced
from quotes.muting import PhraseWording, SharedPhrase, found_as, shared_phrase
from quotes.services.errors import Refused
from quotes.services.flagging.jobs import search_again

MAY_MUTE = "quotes.mute_phrase"
MOST_WORDINGS = 50
State = MatchRelation.State
# Suggestions of older versions do not say how their phrase is folded.
WITHOUT_KEYS = Q(evidence__phrase__isnull=False, evidence__phrase__keys__isnull=True)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Prospect:
    """What muting from one pair would mean: the wordings of its phrase, and how many open suggestions go."""

    wordings: tuple[PhraseWording, ...]
    pairs: int


def propose(match: Match) -> Prospect | None:
    """The wordings of the phrase on which an open suggestion of the pair rests alone; None where there is none.

    To the wordings of the pair come those that other links, suggested or confirmed, set against one of them, and those
    of the confirmed families of the two quotations that hold one of them.
    """
    own = [phrase for phrase in _phrases(match.relations.filter(state=State.SUGGESTED)) if phrase.can_be_muted]
    if not own:
        return None
    wordings = dict.fromkeys(own[0].wordings)
    keys = {one.key for one in wordings}
    linked = MatchRelation.objects.exclude(state=State.REJECTED).exclude(match=match)
    for other in _phrases(linked.filter(_holds(sorted(keys)) | WITHOUT_KEYS)):
        if other.can_be_muted and not keys.isdisjoint(side.key for side in other.sides):
            wordings.update(dict.fromkeys(other.wordings))
    wordings.update(dict.fromkeys(_family_wordings(match, keys)))
    kept = _distinct(wordings)[:MOST_WORDINGS]
    return Prospect(tuple(kept), len(open_pairs_resting_on(kept)))


@transaction.atomic
def mute(*, by: User, now: datetime, wordings: Sequence[PhraseWording], reason: str) -> Mute:
    """Stop suggesting the phrase in these wordings, and take back what is open and rests on it alone."""
    demand_permission(by)
    if not reason.strip():
        raise Refused(
            pgettext_lazy("verbatim", "Say why. Whoever looks for the phrase later will read it."), field="because"
        )
    kept = _distinct(wordings)
    if not kept:
        raise Refused(pgettext_lazy("verbatim", "Choose at least one wording of the phrase."), field="wordings")
    close_gate()
    if Mute.objects.filter(lifted_at=None, key=kept[0].key).exists():
        raise Refused(pgettext_lazy("verbatim", "This phrase is not suggested any more already."))
    with pghistory.context(user=by.pk):
        row = Mute.objects.create(
            key=kept[0].key,
            wordings=[{"text": one.text, "language": one.language} for one in kept],
            reason=reason,
            muted_by=by,
            muted_at=now,
        )
        silence([(row.pk, pair) for pair in take_back(kept)], now=now)
    return row


@transaction.atomic
def lift(*, by: User, now: datetime, mute: Mute) -> Mute:
    """Suggest the phrase again, and search anew for every quotation that it had silenced."""
    demand_permission(by)
    close_gate()
    row = Mute.objects.select_for_update().get(pk=mute.pk)
    if row.lifted_at is not None:
        raise Refused(pgettext_lazy("verbatim", "This phrase is suggested again already."))
    with pghistory.context(user=by.pk):
        row.lifted_by, row.lifted_at = by, now
        row.save(update_fields=["lifted_by", "lifted_at"])
    search_for(row.silenced.values_list("first", "second"))
    return row


def demand_permission(by: User) -> None:
    if not by.has_perm(MAY_MUTE):
        raise PermissionDenied(pgettext("verbatim", "Only editors decide which phrases are suggested."))


def take_back(wordings: Sequence[PhraseWording]) -> list[Pair]:
    """Remove the open suggestions that rest on the phrase alone; returns their pairs. History keeps them."""
    ids = open_pairs_resting_on(wordings)
    touched = Match.objects.filter(pk__in=ids)
    quotations = {pk for pair in touched.values_list("first", "second") for pk in pair}
    # In the order in which searches and decisions lock them.
    list(Quotation.objects.select_for_update(no_key=True).filter(pk__in=quotations).order_by("pk").values_list("pk"))
    gone: list[Pair] = []
    for match in Match.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        # Somebody may have decided meanwhile: only what is still open goes.
        if match.relations.filter(state=State.SUGGESTED).delete()[0]:
            gone.append((match.first_id, match.second_id))
        if not match.relations.exists() and not match.decisions.exists():
            match.delete()
    _take_back_cards(quotations)
    return gone


def _take_back_cards(quotations: Iterable[int]) -> None:
    """A family's card goes when none of the pairs that it showed waits any more."""
    cards = FamilySuggestion.objects.select_for_update().filter(quotation__in=quotations, state=State.SUGGESTED)
    for card in cards.order_by("pk"):
        shown = Q(match__first=card.quotation_id, match__second__in=card.nearest)
        shown |= Q(match__second=card.quotation_id, match__first__in=card.nearest)
        if not MatchRelation.objects.suggested().filter(shown).exists():
            card.delete()


def open_pairs_resting_on(wordings: Sequence[PhraseWording]) -> list[int]:
    """Ids of the pairs all of whose open suggestions rest on nothing but the phrase."""
    silent: dict[int, bool] = {}
    suggested = MatchRelation.objects.suggested()
    near = suggested.filter(_may_be(wordings) | WITHOUT_KEYS)
    rows = suggested.filter(match__in=near.values("match")).values_list("match", "evidence__phrase")
    for match_id, kept in rows.iterator():
        phrase = shared_phrase({"phrase": kept})
        silent[match_id] = silent.get(match_id, True) and phrase is not None and phrase.rests_on(wordings)
    return sorted(match_id for match_id, rests in silent.items() if rests)


def _may_be(wordings: Iterable[PhraseWording]) -> Q:
    """What may rest on one of these phrases, in two questions however many they are: each unpacks the evidence anew."""
    known = [one for one in wordings if one.key]
    if not known:
        return Q(pk__in=[])
    longer = "|".join(re.escape(one.key) for one in known)
    shorter = sorted({key for one in known for key in found_as(one)})
    return _holds(shorter) | Q(evidence__phrase__keys__regex=longer)


def _holds(keys: Sequence[str]) -> Q:
    return Q(evidence__phrase__keys__has_any_keys=list(keys))


def _phrases(relations: QuerySet[MatchRelation]) -> Iterator[SharedPhrase]:
    kept = relations.filter(evidence__has_key="phrase").order_by("pk").values_list("evidence__phrase", flat=True)
    for one in kept.iterator():
        phrase = shared_phrase({"phrase": one})
        if phrase is not None:
            yield phrase


def _family_wordings(match: Match, keys: Set[str]) -> Iterator[PhraseWording]:
    own = FamilyMember.objects.filter(quotation__in=[match.first_id, match.second_id]).values("family")
    families: dict[int, list[PhraseWording]] = defaultdict(list)
    for family, text, language in FamilyMember.objects.filter(family__in=own).values_list(
        "family", "exact", "language"
    ):
        families[family].append(PhraseWording(text, language))
    for phrases in families.values():
        if not keys.isdisjoint(phrase.key for phrase in phrases):
            yield from phrases


def _distinct(wordings: Iterable[PhraseWording]) -> list[PhraseWording]:
    """Without repetitions of one spelling or another, in the given order."""
    by_key: dict[str, PhraseWording] = {}
    for one in wordings:
        if one.key:
            by_key.setdefault(one.key, one)
    return list(by_key.values())


def silence(pairs: Iterable[tuple[int, Pair]], *, now: datetime) -> None:
    """Record which mute kept which pair from the desk; recorded once, however often it is found again."""
    Silenced.objects.bulk_create(
        [
            Silenced(mute_id=mute_id, first_id=first, second_id=second, silenced_at=now)
            for mute_id, (first, second) in pairs
        ],
        ignore_conflicts=True,
    )


def search_for(pairs: Iterable[Pair]) -> int:
    """Queue a search for the later one of each pair."""
    later = {second for _, second in pairs}
    live = Quotation.objects.filter(pk__in=later).exclude(status=Quotation.Status.WITHDRAWN)
    return search_again(quotations=live)


def close_gate() -> None:
    """No search writes suggestions until this transaction ends: what it writes then follows the new list of phrases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('quotes_mute'))")


def pass_gate() -> None:
    """The list of muted phrases stays as it is until this transaction, which writes suggestions, ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('quotes_mute'))")
