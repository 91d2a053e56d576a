"""Asks a new engine about pairs that were decided under an older one, so that no decision is lost to it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from quotes.matching.engine import Comparison, Engine, Prepared
from quotes.models import Decision, Judged, MatchRelation, Quotation
from quotes.queries.learning import standing
from quotes.services.encoding.endpoint import TextRefusedError
from quotes.services.flagging.texts import possible_keys, prepare_texts
from quotes.services.learning.taught import judgement_of

Seen = list[list[str]]


def judge_again(engine: Engine, *, clock: Callable[[], datetime], until: datetime | None = None) -> int:
    """Judge decided suggestions that this engine has not judged, newest first; returns how many are left at `until`.

    Each judgement is committed by itself: a process that is killed loses none. A pair whose words have changed since
    the decision is left out, because nobody has decided on the new ones.
    """
    waiting = list(_not_judged(engine.version).values_list("pk", flat=True))
    for done, pk in enumerate(waiting):
        if until is not None and clock() >= until:
            return len(waiting) - done
        _judge(engine, Decision.objects.select_related("match__first", "match__second").get(pk=pk), clock())
    return 0


def _not_judged(engine_version: str) -> QuerySet[Decision]:
    judged = Judged.objects.filter(decision=OuterRef("pk"))
    return (
        standing()
        .filter(Exists(judged.filter(at_decision=True).exclude(suggested="")))
        .exclude(Exists(judged.filter(engine_version=engine_version)))
        .exclude(match__first__status=Quotation.Status.WITHDRAWN)
        .exclude(match__second__status=Quotation.Status.WITHDRAWN)
        .order_by(F("pk").desc())
    )


def _judge(engine: Engine, decision: Decision, now: datetime) -> None:
    """Write this engine's answer; an empty one where the words are no longer those that were decided on."""
    match = decision.match
    sides = [list(prepare_texts(one, engine).prepared.values()) for one in (match.first, match.second)]
    best = _surest(engine, sides, _seen(decision))
    judgement = judgement_of(best) if best else None
    Judged.objects.get_or_create(
        decision=decision,
        engine_version=engine.version,
        defaults={
            "at_decision": False,
            "judged_at": now,
            "suggested": best.relation.value if best else "",
            "probability": judgement.probability if judgement else None,
            "relations": dict(judgement.relations) if judgement else {},
            "first_language": judgement.languages[0] if judgement else "",
            "second_language": judgement.languages[1] if judgement else "",
        },
    )


def _surest(engine: Engine, sides: list[list[Prepared]], seen: Seen) -> Comparison | None:
    """None too where the encoder does not take a passage: one decision must not keep all others from being judged."""
    try:
        return max(_comparisons(engine, sides, seen), key=lambda found: found.probability, default=None)
    except TextRefusedError:
        return None


def _comparisons(engine: Engine, sides: list[list[Prepared]], seen: Seen) -> Iterable[Comparison]:
    ours, theirs = (
        [one for one in side if not keys or not set(keys).isdisjoint(possible_keys(one))]
        for side, keys in zip(sides, seen, strict=True)
    )
    for one in ours:
        yield from engine.compare_many(one, theirs)


def _seen(decision: Decision) -> Seen:
    """The keys of the wordings that stood there when it was decided; empty where they were not recorded."""
    row = MatchRelation.objects.filter(match=decision.match, decided_at=decision.decided_at).first()
    evidence: Any = row.evidence if row else None
    seen = evidence.get("seen") if isinstance(evidence, dict) else None
    return seen if isinstance(seen, list) and len(seen) == 2 else [[], []]
