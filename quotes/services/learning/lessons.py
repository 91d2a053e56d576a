"""Learns a calibration from decisions, and adopts it only if it is better on decisions that were held back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import User
from quotes.matching.calibrating import Correction, Decided, compare, fit
from quotes.matching.trials import Trial, split
from quotes.models import Calibration, CalibrationUse, Decision, MatchRelation, Quotation
from quotes.queries.learning import labelled
from quotes.services.errors import Refused
from quotes.services.flagging.jobs import search_again
from quotes.services.learning.taught import taught

MAY_SWITCH = "quotes.switch_calibration"
# Below these nothing can be learnt, or nobody could say whether it is better.
FEWEST = 40
FEWEST_HELD = 12
FEWEST_OF_A_KIND = 3
# The schedule waits for both.
REST = timedelta(days=1)
NEW_DECISIONS = 20


@dataclass(frozen=True)
class Lesson:
    """What one attempt found. `comparison` is None where there were too few decisions; `calibration` where none was
    written."""

    learnt: int
    held: int
    correction: Correction
    comparison: Trial | None
    calibration: Calibration | None = None

    @property
    def is_better(self) -> bool:
        return self.comparison is not None and self.comparison.is_better


def is_due(*, now: datetime, engine_version: str) -> bool:
    """Whether the schedule should learn: at most once a day, and only from enough decisions that are new.

    To another engine than the one of the latest calibration all decisions are new.
    """
    latest = Calibration.objects.first()
    if latest and latest.made_at > now - REST:
        return False
    known = latest.decided_until_id if latest and latest.engine_version == engine_version else 0
    return Decision.objects.filter(pk__gt=known, undone_at=None).count() >= NEW_DECISIONS


def learn(*, now: datetime, engine_version: str, by: User | None = None, dry_run: bool = False) -> Lesson:
    """Learn from all standing decisions on pairs that this engine judged, and write down what came of it.

    The fitting runs outside any transaction; if somebody else adopted or switched a calibration meanwhile, nothing is
    written and `Refused` says so.
    """
    latest = Decision.objects.order_by("-pk").first()
    in_use = CalibrationUse.objects.first()
    learnt, held = split(labelled(engine_version))
    if latest is None or too_few(learnt, held):
        return Lesson(len(learnt), len(held), Correction(), None)
    correction = fit(learnt)
    comparison = compare(taught(engine_version).correction, correction, held)
    lesson = Lesson(len(learnt), len(held), correction, comparison)
    if dry_run:
        return lesson
    calibration = _write(lesson, engine_version, until=latest, in_use=in_use, by=by, now=now)
    return Lesson(len(learnt), len(held), correction, comparison, calibration)


def too_few(learnt: list[Decided], held: list[Decided]) -> bool:
    kinds = [sum(one.related is related for one in part) for part in (learnt, held) for related in (True, False)]
    return len(learnt) + len(held) < FEWEST or len(held) < FEWEST_HELD or min(kinds) < FEWEST_OF_A_KIND


@transaction.atomic
def use_calibration(*, by: User, now: datetime, calibration: Calibration | None, because: str) -> CalibrationUse:
    """From now on suggestions are made with this calibration, or with none. Open ones are looked at again.

    A later calibration takes its place only if it is better on held decisions, as always.
    """
    if not by.has_perm(MAY_SWITCH):
        raise PermissionDenied(pgettext("verbatim", "Only a chief chooses which tuning is used."))
    if not because.strip():
        raise Refused(pgettext_lazy("verbatim", "Say why."), field="because")
    _one_at_a_time()
    current = CalibrationUse.objects.first()
    if (current.calibration_id if current else None) == (calibration.pk if calibration else None):
        raise Refused(pgettext_lazy("verbatim", "This is what is used already."))
    if calibration and not calibration.adopted:
        raise Refused(pgettext_lazy("verbatim", "This tuning was not better than the one before it: it is not used."))
    with pghistory.context(user=by.pk):
        use = CalibrationUse.objects.create(calibration=calibration, because=because, used_by=by, used_at=now)
    look_again()
    return use


@transaction.atomic
def _write(
    lesson: Lesson,
    engine_version: str,
    *,
    until: Decision,
    in_use: CalibrationUse | None,
    by: User | None,
    now: datetime,
) -> Calibration:
    _one_at_a_time()
    if CalibrationUse.objects.first() != in_use:
        raise Refused(pgettext_lazy("verbatim", "Another tuning was chosen meanwhile. Start again."))
    assert lesson.comparison is not None
    calibration = Calibration.objects.create(
        engine_version=engine_version,
        parameters=lesson.correction.to_json(),
        learnt_count=lesson.learnt,
        held_count=lesson.held,
        figures=lesson.comparison.to_json(),
        adopted=lesson.is_better,
        decided_until=until,
        made_by=by,
        made_at=now,
    )
    if lesson.is_better:
        CalibrationUse.objects.create(calibration=calibration, used_at=now)
        look_again()
    return calibration


def look_again() -> int:
    """Queue a search for every quotation whose card holds open suggestions; returns how many."""
    return search_again(quotations=_with_open_suggestions())


def _with_open_suggestions() -> QuerySet[Quotation]:
    open_ones = MatchRelation.objects.suggested().filter(match__second=OuterRef("pk"))
    return Quotation.objects.exclude(status=Quotation.Status.WITHDRAWN).filter(Exists(open_ones))


def _one_at_a_time() -> None:
    """Until the end of the transaction nobody else writes calibrations or their use."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('quotes_calibration'))")
