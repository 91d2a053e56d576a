"""What editors decide about possible links, and how they take it back.

A decision is one keystroke on one pair: it confirms one relation and rejects what else the machine suggested, or
rejects all of it. It keeps what it replaced, so that undoing restores exactly that (law 5).
"""

from datetime import datetime
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import User
from quotes.models import Decision, Match, MatchRelation, Quotation
from quotes.queries.choices import decision_name
from quotes.queries.pairs import may_have_shifted, pair_token, standing_decision
from quotes.services.errors import Refused
from quotes.services.families.membership import renew
from quotes.services.families.phrases import NAMED, naming
from quotes.services.learning.keeping import keep_judgement

MAY_DECIDE = "quotes.review_match"
CHOICES = frozenset({Decision.NO_LINK, *MatchRelation.Relation.values})
State = MatchRelation.State


@transaction.atomic
def decide(
    *, by: User, now: datetime, match: Match, chosen: str, wording: str | None = None, expected: str | None = None
) -> Decision:
    """Confirm `chosen` for the pair and reject its other suggestions; "no_link" rejects all of them.

    `expected` is the `pair_token` that the editor saw: if another decision or another wording came in between, the
    decision is refused and nothing is overwritten. `wording` defaults to what the machine filled in.
    """
    demand_permission(by)
    refuse_unknown(chosen, wording)
    pair = locked(match)
    relations = list(pair.relations.select_for_update().order_by("-probability", "id"))
    refuse_closed(pair, relations, expected)
    refuse_misfit(pair, relations, chosen, wording or suggested_wording(relations, chosen))
    before = [as_before(relation) for relation in relations]
    suggested = [relation for relation in relations if relation.state == State.SUGGESTED]
    with pghistory.context(user=by.pk):
        for relation in relations:
            if relation.state == State.SUGGESTED and relation.relation != chosen:
                write(relation, state=State.REJECTED, by=by, now=now)
        confirmed = None if chosen == Decision.NO_LINK else confirm(pair, relations, chosen, wording, by=by, now=now)
        renew([pair.first_id, pair.second_id])
        decision = Decision.objects.create(
            match=pair,
            chosen=chosen,
            wording=confirmed.wording if confirmed else "",
            before=before,
            decided_by=by,
            decided_at=now,
        )
        keep_judgement(decision, suggested)
        return decision


@transaction.atomic
def undo(*, by: User, now: datetime, decision: Decision) -> Decision:
    """Put the pair's relations back exactly as they were before the decision."""
    demand_permission(by)
    pair = locked(decision.match)
    row = Decision.objects.select_for_update(of=("self",)).select_related("undone_by", "decided_by").get(pk=decision.pk)
    refuse_undo(row)
    earlier = {kept["relation"]: kept for kept in row.before}
    # Only what this decision wrote: what the machine suggested since then stays as it is.
    written = pair.relations.select_for_update().filter(decided_by=row.decided_by_id, decided_at=row.decided_at)
    with pghistory.context(user=by.pk):
        for relation in written:
            put_back(relation, earlier.get(relation.relation))
        renew([pair.first_id, pair.second_id])
        row.undone_by, row.undone_at = by, now
        row.save(update_fields=["undone_by", "undone_at"])
    return row


@transaction.atomic
def link(
    *,
    by: User,
    now: datetime,
    one: Quotation,
    other: Quotation,
    chosen: str,
    wording: str,
    phrases: tuple[str, str] | None = None,
) -> Decision:
    """Confirm a link that the machine has not suggested, in whichever order the two are given.

    `phrases` are the words of `one` and of `other` that are one phrase: they make the two a family.
    """
    demand_permission(by)
    if one.pk == other.pk:
        raise Refused(pgettext_lazy("verbatim", "A quote cannot be linked with itself. Choose another one."))
    first, second = sorted((one, other), key=lambda quotation: quotation.pk)
    match, _ = Match.objects.get_or_create(first=first, second=second)
    decision = decide(by=by, now=now, match=match, chosen=chosen, wording=wording)
    if phrases:
        name_phrase(match, chosen, dict(zip((one.pk, other.pk), phrases, strict=True)), by=by)
    return decision


def name_phrase(match: Match, chosen: str, phrases: dict[int, str], *, by: User) -> None:
    """Write which phrase holds a confirmed link, and gather its family; the engine's evidence stays beside it."""
    relation = match.relations.get(relation=chosen, state=State.CONFIRMED)
    kept = relation.evidence if isinstance(relation.evidence, dict) else {}
    relation.evidence = {**kept, NAMED: naming(match, phrases)}
    with pghistory.context(user=by.pk):
        relation.save(update_fields=["evidence"])
        renew([match.first_id, match.second_id])


def demand_permission(by: User) -> None:
    if not by.has_perm(MAY_DECIDE):
        raise PermissionDenied(pgettext("verbatim", "Only editors decide on possible links."))


def refuse_unknown(chosen: str, wording: str | None) -> None:
    if chosen not in CHOICES:
        raise Refused(pgettext_lazy("verbatim", "Choose what the link is, or “No link”."), field="chosen")
    if wording and wording not in MatchRelation.Wording.values:
        raise Refused(pgettext_lazy("verbatim", "Choose how the later one words it."), field="wording")


def locked(match: Match) -> Match:
    """The pair with both quotations locked, in the order of their ids as the search for related quotes locks them."""
    quotations = Quotation.objects.select_for_update(no_key=True).filter(pk__in=[match.first_id, match.second_id])
    by_id = {quotation.pk: quotation for quotation in quotations.order_by("pk")}
    pair = Match.objects.select_for_update().get(pk=match.pk)
    pair.first, pair.second = by_id[pair.first_id], by_id[pair.second_id]
    return pair


def refuse_closed(pair: Match, relations: list[MatchRelation], expected: str | None) -> None:
    """Somebody else was quicker, a quotation changed, or it was withdrawn: nothing may be overwritten unseen."""
    standing = standing_decision(pair)
    open_still = any(relation.state == State.SUGGESTED for relation in relations)
    stale = expected is not None and expected != pair_token(pair, standing.pk if standing else None)
    if standing and (stale or not open_still):
        raise Refused(
            pgettext(
                "verbatim", "%(who)s has already decided this on %(when)s: %(chosen)s. To change it, undo that first."
            )
            % {
                **who_and_when(standing.decided_by, standing.decided_at),
                "chosen": decision_name(standing),
            }
        )
    if stale:
        raise Refused(
            pgettext_lazy("verbatim", "One of the two quotes was changed after you opened this page. Look again.")
        )
    if Quotation.Status.WITHDRAWN in (pair.first.status, pair.second.status):
        raise Refused(pgettext_lazy("verbatim", "One of the two quotes was withdrawn: there is nothing to decide."))


def suggested_wording(relations: list[MatchRelation], chosen: str) -> str:
    """What the machine filled in for the chosen relation, or for the pair where it had not suggested that one."""
    return next((row.wording for row in relations if row.relation == chosen), relations[0].wording if relations else "")


def refuse_misfit(pair: Match, relations: list[MatchRelation], chosen: str, wording: str) -> None:
    if (chosen, wording) == (MatchRelation.Relation.CONTRADICTION, MatchRelation.Wording.VERBATIM):
        raise Refused(
            pgettext_lazy(
                "verbatim",
                "The same words cannot say the opposite. Choose how the later one words it, or decide otherwise.",
            ),
            field="wording",
        )
    if chosen == MatchRelation.Relation.SHIFT and not may_have_shifted(pair):
        raise Refused(
            pgettext_lazy(
                "verbatim",
                "A position changes when one speaker says something else later. These two have no speaker in common, "
                "or their dates do not tell which came first. Choose another link, or correct the dates.",
            ),
            field="chosen",
        )
    if chosen == Decision.NO_LINK and not any(relation.state == State.SUGGESTED for relation in relations):
        raise Refused(pgettext_lazy("verbatim", "No link is suggested here any more."), field="chosen")


def confirm(
    pair: Match, relations: list[MatchRelation], chosen: str, wording: str | None, *, by: User, now: datetime
) -> MatchRelation:
    """The chosen relation, confirmed; made now if the machine had not suggested it, with the evidence of the pair."""
    relation = next((row for row in relations if row.relation == chosen), None)
    if relation is None:
        example = relations[0] if relations else MatchRelation()
        relation = MatchRelation(
            match=pair,
            relation=chosen,
            wording=example.wording,
            evidence=example.evidence,
            pair_sha256=example.pair_sha256,
        )
    relation.wording = wording or relation.wording
    if not relation.wording:
        raise Refused(pgettext_lazy("verbatim", "Choose how the later one words it."), field="wording")
    write(relation, state=State.CONFIRMED, by=by, now=now)
    return relation


def write(relation: MatchRelation, *, state: str, by: User, now: datetime) -> None:
    relation.state, relation.decided_by, relation.decided_at = state, by, now
    relation.save()


def as_before(relation: MatchRelation) -> dict[str, Any]:
    return {
        "relation": relation.relation,
        "state": relation.state,
        "wording": relation.wording,
        "decided_by": relation.decided_by_id,
        "decided_at": relation.decided_at.isoformat() if relation.decided_at else None,
    }


def refuse_undo(decision: Decision) -> None:
    if decision.undone_by and decision.undone_at:
        raise Refused(
            pgettext("verbatim", "%(who)s has already undone this on %(when)s.")
            % who_and_when(decision.undone_by, decision.undone_at)
        )
    later = standing_decision(decision.match)
    if later and later.pk != decision.pk:
        raise Refused(
            pgettext("verbatim", "A later decision by %(who)s on %(when)s stands on this one. Undo that first.")
            % who_and_when(later.decided_by, later.decided_at)
        )


def put_back(relation: MatchRelation, kept: dict[str, Any] | None) -> None:
    """The relation as it was kept, or gone where the decision had made it."""
    if kept is None:
        relation.delete()
        return
    relation.state, relation.wording = kept["state"], kept["wording"]
    relation.decided_by_id = kept["decided_by"]
    relation.decided_at = datetime.fromisoformat(kept["decided_at"]) if kept["decided_at"] else None
    relation.save()


def who_and_when(who: User, when: datetime) -> dict[str, str]:
    return {
        "who": f"\u2068{who.get_full_name() or who.get_username()}\u2069",
        "when": date_format(localtime(when), "DATETIME_FORMAT"),
    }
