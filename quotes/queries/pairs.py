"""What can be said of a pair of quotations: what was decided last, whether a position may have changed."""

from django.utils.translation import pgettext

from quotes.models import Attribution, Decision, Match
from quotes.models.matches import precedes

SPOKE = frozenset({Attribution.State.ASSERTED, Attribution.State.DISPUTED, Attribution.State.DENIED})
"""States of an attribution that still names the speaker: as in the search, a denial is shown and takes nothing away."""


def standing_decision(match: Match) -> Decision | None:
    """The latest decision on the pair that was not undone."""
    standing = Decision.objects.filter(match=match, undone_at=None).select_related("match", "decided_by")
    return standing.order_by("-pk").first()


def pair_token(match: Match, standing: int | None) -> str:
    """What an editor saw: the standing decision, and the revisions of both quotations (words, dates, speakers)."""
    return f"{standing or 0}-{match.first.revision}-{match.second.revision}"


def may_have_shifted(match: Match) -> bool:
    """Whether one speaker said both, one surely after the other. An unnamed source is nobody's same speaker."""
    return in_known_order(match) and bool(speakers(match.first_id) & speakers(match.second_id))


def in_known_order(match: Match) -> bool:
    return precedes(match.first, match.second) or precedes(match.second, match.first)


def speakers(quotation_id: int) -> set[int]:
    """Ids of the known speakers who may well have said it."""
    rows = Attribution.objects.filter(quotation=quotation_id, state__in=SPOKE, speaker__isnull=False)
    return {speaker for speaker in rows.values_list("speaker", flat=True) if speaker is not None}


def order_name(order: str) -> str:
    """ "earlier" and "later" in words; anything else is an order that nobody knows."""
    return {
        "earlier": pgettext("verbatim", "said earlier"),
        "later": pgettext("verbatim", "said later"),
    }.get(order, pgettext("verbatim", "order not known"))
