"""Keeps what the engine said when somebody decided: the suggestion itself follows the next search."""

from collections.abc import Sequence
from typing import Any

from quotes.models import Decision, Judged, Match, MatchRelation, Quotation


def keep_judgement(decision: Decision, suggested: Sequence[MatchRelation]) -> Judged:
    """Write what the editor saw; `suggested` are the relations that were open when the decision was taken.

    Without one, two quotations were linked by hand: a decided pair of which the engine has said nothing.
    """
    top = max(suggested, key=lambda row: row.probability or 0.0, default=None)
    evidence = top.evidence if top and isinstance(top.evidence, dict) else {}
    judged: dict[str, Any] = evidence.get("judged") or {}
    first, second = _languages(decision.match)
    return Judged.objects.create(
        decision=decision,
        at_decision=True,
        engine_version=judged.get("engine") or (top.engine_version if top else ""),
        suggested=top.relation if top else "",
        shown=top.probability if top else None,
        probability=judged.get("probability"),
        relations=judged.get("relations") or {},
        first_language=first,
        second_language=second,
    )


def _languages(match: Match) -> tuple[str, str]:
    """The languages in which both quotations lead; "" for one without words."""
    rows = Quotation.objects.filter(pk__in=[match.first_id, match.second_id])
    found = dict(rows.values_list("pk", "lead__capture__article__language"))
    return found.get(match.first_id) or "", found.get(match.second_id) or ""
