"""What the desk shows first: the work that waits for somebody."""

from dataclasses import dataclass

from django.db.models import Count, Q

from quotes.models import MatchJob, Quotation
from quotes.queries.drift import open_changes
from quotes.queries.inbox import open_proposals, parked_runs
from quotes.queries.review import open_count
from quotes.queries.vectors import Change, change_of_encoder
from sources.queries import feeds_in_trouble


@dataclass(frozen=True)
class Waiting:
    """Counts of what waits: suggested quotes, saved copies that could not be read, possible links, searches to be done,
    searches that were stopped, drafts, quotes held back, feeds that fail, changes in articles.

    And how far the search is with changing to another encoder, None where it is not changing.
    """

    proposals: int
    unreadable: int
    open_links: int
    searches: int
    parked: int
    drafts: int
    held: int
    feeds: int
    changes: int
    change_of_encoder: Change | None


def waiting() -> Waiting:
    """9 queries."""
    status, state = Quotation.Status, MatchJob.State
    counts = Quotation.objects.aggregate(
        drafts=Count("pk", filter=Q(status=status.DRAFT)), held=Count("pk", filter=Q(status=status.HELD))
    )
    return Waiting(
        proposals=open_proposals(),
        unreadable=parked_runs(),
        open_links=open_count(),
        searches=MatchJob.objects.filter(state__in=[state.QUEUED, state.RUNNING]).count(),
        parked=MatchJob.objects.filter(state=state.PARKED).count(),
        drafts=counts["drafts"],
        held=counts["held"],
        feeds=feeds_in_trouble(),
        changes=open_changes(),
        change_of_encoder=change_of_encoder(),
    )
