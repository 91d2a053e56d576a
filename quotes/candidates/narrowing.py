"""Filters as SQL conditions over a wording `w` and its quotation `q`."""

from typing import Any

from quotes.candidates.backend import WITHDRAWN, Filters
from quotes.models import Attribution

# Who did not say it after all is nobody's "same speaker".
NOT_SAID_BY = tuple(str(state) for state in (Attribution.State.MISATTRIBUTED, Attribution.State.RETRACTED))

Condition = tuple[str, Any]


def conditions(filters: Filters) -> tuple[str, dict[str, Any]]:
    """The condition and its parameters; it always keeps out what was withdrawn."""
    chosen = {"gone": ("q.status <> %(gone)s", WITHDRAWN), **_by_quotation(filters), **_by_relation(filters)}
    sql = " AND ".join(clause for clause, _ in chosen.values())
    return sql, {"not_said_by": list(NOT_SAID_BY), **{name: value for name, (_, value) in chosen.items()}}


def _by_quotation(filters: Filters) -> dict[str, Condition]:
    chosen: dict[str, Condition] = {}
    if filters.said_from:
        chosen["said_from"] = ("q.said_to >= %(said_from)s", filters.said_from)
    if filters.said_to:
        chosen["said_to"] = ("q.said_from <= %(said_to)s", filters.said_to)
    if filters.languages:
        chosen["languages"] = ("w.language = ANY (%(languages)s)", sorted(filters.languages))
    if filters.statuses:
        chosen["statuses"] = ("q.status = ANY (%(statuses)s)", sorted(filters.statuses))
    return chosen


def _by_relation(filters: Filters) -> dict[str, Condition]:
    chosen: dict[str, Condition] = {}
    if filters.speaker_ids:
        chosen["speakers"] = (
            "EXISTS (SELECT 1 FROM quotes_attribution a WHERE a.quotation_id = q.id"
            " AND a.speaker_id = ANY (%(speakers)s) AND a.state <> ALL (%(not_said_by)s))",
            sorted(filters.speaker_ids),
        )
    if filters.claim_id is not None:
        chosen["claim"] = (
            "EXISTS (SELECT 1 FROM quotes_stance s WHERE s.quotation_id = q.id AND s.claim_id = %(claim)s)",
            filters.claim_id,
        )
    return chosen
