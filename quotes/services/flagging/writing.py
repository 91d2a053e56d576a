"""Suggestions beside decisions: what nobody decided follows the engine, what somebody decided stays (law 5)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from quotes.models import Match, MatchJob, MatchRelation, Quotation, Wording
from quotes.services.families.proposing import settled, settled_there, write_families
from quotes.services.flagging import jobs
from quotes.services.flagging.jobs import Claim
from quotes.services.flagging.suggesting import MOST_OPEN, Found, Suggestion
from quotes.services.flagging.texts import lock_current
from quotes.services.learning.muting import pass_gate, silence
from quotes.services.learning.taught import Taught, muted_now

State = MatchRelation.State
Seen = dict[int, set[str]]


@dataclass(frozen=True)
class Outcome:
    """How a job ends: its state, what it found, with which engine, and a remark for people."""

    found: Found
    version: str
    state: str = MatchJob.State.DONE
    remark: str = ""


@transaction.atomic
def write_outcome(claim: Claim, outcome: Outcome, *, now: datetime) -> None:
    """The finish: suggestions and the job's state in one transaction, or nothing (`LeaseLost`, `Superseded`)."""
    pass_gate()
    mutes = muted_now()
    lifted = {mute for mute, _ in outcome.found.silenced} - {mute.pk for mute in mutes}
    outcome = _as_muted(outcome, Taught(mutes=mutes))
    partners = {pk for suggestion in outcome.found.suggestions for pk in suggestion.pair}
    quotation = lock_current(claim, [claim.quotation_id, *partners])
    open_count = 0
    if quotation.status != Quotation.Status.WITHDRAWN:
        open_count = _write(quotation.pk, outcome, partners, now)
        silence(outcome.found.silenced, now=now)
    jobs.finish(
        claim,
        now=now,
        state=outcome.state,
        found_by_version=outcome.version,
        open_count=open_count,
        beyond_count=outcome.found.beyond,
        remark=outcome.remark,
    )
    if lifted:
        # A phrase that we left out may be suggested again since: the lift could not know of us.
        jobs.search_again(quotations=Quotation.objects.filter(pk=quotation.pk))


def _as_muted(outcome: Outcome, taught: Taught) -> Outcome:
    """Leave out what was muted while we searched."""
    found = outcome.found
    mutes = {suggestion.pair: taught.mute_of(suggestion.phrase) for suggestion in found.suggestions}
    left = [suggestion for suggestion in found.suggestions if mutes[suggestion.pair] is None]
    late = tuple((mute, pair) for pair, mute in mutes.items() if mute is not None)
    gone = {pk for _, pair in late for pk in pair}
    families = tuple(family for family in found.families if not gone.intersection(family.nearest))
    silenced = (*found.silenced, *late)
    return replace(outcome, found=replace(found, suggestions=left, silenced=silenced, families=families))


def _write(quotation_id: int, outcome: Outcome, partners: set[int], now: datetime) -> int:
    matches = {(match.first_id, match.second_id): match for match in _locked_matches(quotation_id)}
    seen = _wording_keys({quotation_id, *partners})
    answered = _write_families(quotation_id, outcome, now)
    written = 0
    for suggestion in outcome.found.suggestions:
        match = matches.pop(suggestion.pair, None)
        # About this phrase an editor has decided. What still waits is on the card of one entered later: it stays.
        if not answered.intersection(suggestion.pair):
            written += _write_pair(match, suggestion, seen, outcome.version, now)
    for pair, left in matches.items():
        # A pair that was not compared was written by the other quotation's job while we searched: it stays.
        # So does the pair of a family that is only counted here: on the other one's card it may be among the nearest.
        if outcome.state == MatchJob.State.UNMATCHABLE or _is_answered(outcome.found, pair):
            _take_back(left)
    _make_room(partners - {quotation_id}, keep=quotation_id)
    return written


def _write_families(quotation_id: int, outcome: Outcome, now: datetime) -> set[int]:
    """Write the families that are still to be decided; returns the quotations whose pairs with ours were decided."""
    answered = settled(quotation_id, outcome.found.families)
    open_ones = [family for family in outcome.found.families if family.key not in answered]
    write_families(quotation_id, open_ones, version=outcome.version, now=now)
    shown = {pk for family in outcome.found.families if family.key in answered for pk in family.nearest}
    return shown | settled_there(quotation_id, outcome.found.phrases)


def _is_answered(found: Found, pair: tuple[int, int]) -> bool:
    """Whether this search compared the pair and did not find it worth showing."""
    return bool(found.considered.intersection(pair)) and not found.folded.intersection(pair)


def _locked_matches(quotation_id: int) -> QuerySet[Match]:
    """Locked, so that an editor who decides on one of them at this moment comes before or after us."""
    of_quotation = Match.objects.filter(Q(first=quotation_id) | Q(second=quotation_id))
    return of_quotation.select_for_update().order_by("pk")


def _wording_keys(quotation_ids: Iterable[int]) -> Seen:
    keys: Seen = defaultdict(set)
    rows = Wording.objects.filter(quotation__in=quotation_ids).values_list("quotation", "sha256")
    for quotation_id, key in rows:
        keys[quotation_id].add(key)
    return keys


def _write_pair(match: Match | None, suggestion: Suggestion, seen: Seen, version: str, now: datetime) -> bool:
    """Write one suggestion unless the pair was decided in these words; says whether it is open now."""
    relations = list(match.relations.select_for_update()) if match else []
    if match and _decided(relations, suggestion):
        _take_back(match)
        return False
    match = _described(match, suggestion)
    row = next((row for row in relations if row.relation == suggestion.relation), None)
    if row and row.state == State.CONFIRMED:
        _take_back(match)
        return False
    match.relations.filter(state=State.SUGGESTED).exclude(relation=suggestion.relation).delete()
    _save_relation(row or MatchRelation(match=match, relation=suggestion.relation), suggestion, seen, version, now)
    return True


def _decided(relations: Iterable[MatchRelation], suggestion: Suggestion) -> bool:
    """Whether an editor has decided on this pair having seen these very wordings.

    A decision without a hash was taken by hand, with both quotations in sight: it stands too.
    """
    decided = [row for row in relations if row.state != State.SUGGESTED]
    known = {"", suggestion.pair_sha256, *suggestion.possible_hashes}
    return any(row.pair_sha256 in known or _was_seen(row, suggestion) for row in decided)


def _was_seen(row: MatchRelation, suggestion: Suggestion) -> bool:
    """A further place with other words is no news where the surest pair of wordings was there before."""
    seen = row.evidence.get("seen", [[], []]) if isinstance(row.evidence, dict) else [[], []]
    return all(
        not keys.isdisjoint(possible) for keys, possible in zip(map(set, seen), suggestion.possible_keys, strict=True)
    )


def _described(match: Match | None, suggestion: Suggestion) -> Match:
    match = match or Match(first_id=suggestion.first_id, second_id=suggestion.second_id)
    facts = (suggestion.family, suggestion.group_key, suggestion.group_count)
    if match.pk is None or facts != (match.family, match.group_key, match.group_count):
        match.family, match.group_key, match.group_count = facts
        match.save()
    return match


def _save_relation(row: MatchRelation, suggestion: Suggestion, seen: Seen, version: str, now: datetime) -> None:
    """An unchanged suggestion is not written again, so that history holds changes only."""
    evidence = {**suggestion.evidence, "seen": [sorted(seen[pk]) for pk in suggestion.pair]}
    facts = {
        "state": State.SUGGESTED,
        "wording": suggestion.wording,
        "probability": suggestion.probability,
        "evidence": evidence,
        "pair_sha256": suggestion.pair_sha256,
        "engine_version": version,
        "decided_by": None,
        "decided_at": None,
    }
    if row.pk and all(getattr(row, name) == value for name, value in facts.items()):
        return
    for name, value in facts.items():
        setattr(row, name, value)
    row.suggested_at = now
    row.save()


def _take_back(match: Match) -> None:
    """Remove what the engine no longer suggests; decisions, and the matches that carry them, stay."""
    match.relations.filter(state=State.SUGGESTED).delete()
    if not match.relations.exists() and not match.decisions.exists():
        match.delete()


def _make_room(quotation_ids: set[int], *, keep: int) -> None:
    """Take back the weakest open suggestions of other quotations that have more than MOST_OPEN now.

    Suggestions of the quotation `keep` stay: a new quotation is never left without its flags by old ones.
    """
    for quotation_id, count in sorted(_open_counts(quotation_ids).items()):
        if count > MOST_OPEN:
            _take_back_weakest(quotation_id, count - MOST_OPEN, keep)


def _open_counts(quotation_ids: set[int]) -> Counter[int]:
    pairs = _open_matches(Q(first__in=quotation_ids) | Q(second__in=quotation_ids)).values_list("first", "second")
    return Counter(pk for pair in pairs for pk in pair if pk in quotation_ids)


def _open_matches(which: Q) -> QuerySet[Match]:
    suggested = MatchRelation.objects.suggested().filter(match=OuterRef("pk"))
    return Match.objects.filter(which).filter(Exists(suggested))


def _take_back_weakest(quotation_id: int, surplus: int, keep: int) -> None:
    others = _open_matches(Q(first=quotation_id) | Q(second=quotation_id)).exclude(Q(first=keep) | Q(second=keep))
    weakest = others.annotate(surest=Max("relations__probability")).order_by("surest", "pk")
    ids = list(weakest.values_list("pk", flat=True)[:surplus])
    for match in Match.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        _take_back(match)
