"""Puts the lesson in use to work: on new proposals when they are written, on open ones when another comes into use."""

from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from quotes.extraction.ranking import Lesson
from quotes.models import Proposal, RankingUse
from quotes.queries.ranking import features_of
from quotes.queries.words import bulk_of

BATCH: Final = 500
AT_ONCE: Final = 5_000
"""So many open proposals follow at once; the worker sees to the others."""


@dataclass(frozen=True)
class InUse:
    """`number` is that of the lesson, None where the rules' own confidence stands."""

    number: int | None = None
    lesson: Lesson = field(default_factory=Lesson)

    def rank(self, proposal: Proposal, language: str) -> None:
        """Set the chance of a row that is written later."""
        proposal.ranking_id = self.number
        proposal.chance = None if self.number is None else round(self.lesson.chance(features_of(proposal, language)), 4)


def in_use() -> InUse:
    """What counts now; 1 query."""
    use = RankingUse.objects.select_related("ranking").order_by("-pk").first()
    ranking = use.ranking if use else None
    return InUse() if ranking is None else InUse(ranking.pk, Lesson(ranking.offsets))


def follow(*, most: int = AT_ONCE) -> int:
    """Rank open proposals anew that are not ranked as the others; returns how many.

    The worker does so too whenever it looks at everything: what another process wrote under the lesson before is found.
    """
    done = 0
    while done < most:
        ranked = _follow_some(min(BATCH, most - done))
        done += ranked
        if not ranked:
            break
    return done


@transaction.atomic
def _follow_some(most: int) -> int:
    use = in_use()
    rows = list(_others(use)[:most])
    for row in rows:
        use.rank(row, row.run.capture.article.language)
    Proposal.objects.bulk_update(rows, ["chance", "ranking"])
    return len(rows)


def _others(use: InUse) -> QuerySet[Proposal]:
    otherwise = Q(ranking__isnull=False) if use.number is None else Q(ranking=None) | ~Q(ranking=use.number)
    rows = Proposal.objects.open().filter(otherwise).select_related("run__capture__article")
    rows = rows.defer(*bulk_of("run__capture"))
    return rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")
