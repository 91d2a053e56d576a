"""Learns from decisions on suggested quotes, and uses what was learnt only if it is better on decisions held back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import User
from quotes.extraction.ranking import Decided, Lesson, compare
from quotes.extraction.ranking import learn as learnt_from
from quotes.matching.trials import Trial, split
from quotes.models import Ranking, RankingUse
from quotes.queries.ranking import decided_until, labelled, standing
from quotes.services.errors import Refused
from quotes.services.ranking.applying import follow, in_use

MAY_SWITCH: Final = "quotes.switch_ranking"
# Below these nothing can be learnt, or nobody could say whether it is better. They count acts, not rows.
FEWEST: Final = 40
FEWEST_HELD: Final = 12
FEWEST_OF_A_KIND: Final = 3
# The schedule waits for both.
REST: Final = timedelta(days=1)
NEW_DECISIONS: Final = 20


@dataclass(frozen=True)
class Attempt:
    """What one attempt found. `trial` is None where there were too few decisions; `ranking` where none was written."""

    learnt: int
    held: int
    lesson: Lesson
    trial: Trial | None = None
    ranking: Ranking | None = None

    @property
    def is_better(self) -> bool:
        return self.trial is not None and self.trial.is_better


def is_due(*, now: datetime) -> bool:
    """Whether the schedule should learn: at most once a day, and only from enough new acts."""
    latest = Ranking.objects.first()
    new = standing()
    if latest:
        if latest.made_at > now - REST:
            return False
        new = new.filter(decided_at__gt=latest.decided_until)
    return new.values("decided_together").distinct().count() >= NEW_DECISIONS


def learn(*, now: datetime, by: User | None = None, dry_run: bool = False) -> Attempt:
    """Learn from all standing decisions and write down what came of it.

    The fitting runs outside any transaction; if somebody switched meanwhile, nothing is written and `Refused` says so.
    """
    until = decided_until()
    before = RankingUse.objects.first()
    learnt, held = split(labelled())
    if until is None or too_few(learnt, held):
        return Attempt(len(learnt), len(held), Lesson())
    lesson = learnt_from(learnt)
    attempt = Attempt(len(learnt), len(held), lesson, compare(in_use().lesson, lesson, held))
    if dry_run:
        return attempt
    ranking = _write(attempt, until=until, before=before, by=by, now=now)
    if ranking.adopted:
        follow()
    return Attempt(attempt.learnt, attempt.held, lesson, attempt.trial, ranking)


def too_few(learnt: Sequence[Decided], held: Sequence[Decided]) -> bool:
    def acts(part: Sequence[Decided]) -> float:
        return sum(one.weight for one in part)

    kinds = [
        acts([one for one in part if one.accepted is accepted]) for part in (learnt, held) for accepted in (True, False)
    ]
    return acts(learnt) + acts(held) < FEWEST or acts(held) < FEWEST_HELD or min(kinds) < FEWEST_OF_A_KIND


def use_ranking(*, by: User, now: datetime, ranking: Ranking | None, because: str) -> RankingUse:
    """From now on suggested quotes are ranked with this lesson, or by the rules alone. Open ones follow.

    A later lesson takes its place only if it is better on held decisions, as always.
    """
    if not by.has_perm(MAY_SWITCH):
        raise PermissionDenied(pgettext("verbatim", "Only a chief chooses which tuning is used."))
    if not because.strip():
        raise Refused(pgettext_lazy("verbatim", "Say why."), field="because")
    if ranking and not ranking.adopted:
        raise Refused(pgettext_lazy("verbatim", "This tuning was not better than the one before it: it is not used."))
    with transaction.atomic():
        _one_at_a_time()
        current = RankingUse.objects.first()
        if (current.ranking_id if current else None) == (ranking.pk if ranking else None):
            raise Refused(pgettext_lazy("verbatim", "This is what is used already."))
        with pghistory.context(user=by.pk):
            use = RankingUse.objects.create(ranking=ranking, because=because, used_by=by, used_at=now)
    follow()
    return use


@transaction.atomic
def _write(attempt: Attempt, *, until: datetime, before: RankingUse | None, by: User | None, now: datetime) -> Ranking:
    _one_at_a_time()
    if RankingUse.objects.first() != before:
        raise Refused(pgettext_lazy("verbatim", "Another tuning was chosen meanwhile. Start again."))
    assert attempt.trial is not None
    ranking = Ranking.objects.create(
        offsets=dict(attempt.lesson.offsets),
        learnt_count=attempt.learnt,
        held_count=attempt.held,
        figures=attempt.trial.to_json(),
        adopted=attempt.is_better,
        decided_until=until,
        made_by=by,
        made_at=now,
    )
    if attempt.is_better:
        RankingUse.objects.create(ranking=ranking, used_at=now)
    return ranking


def _one_at_a_time() -> None:
    """Until the end of the transaction nobody else writes lessons or their use."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('quotes_ranking'))")
