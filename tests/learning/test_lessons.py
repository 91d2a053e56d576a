"""From decisions to a calibration: what is learnt from, what is adopted, what the worker then uses, who switches."""

import random
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import Error, connection, transaction

from accounts.models import User
from accounts.roles import CHIEF
from quotes.matching.calibrating import NAMES, UNRELATED
from quotes.matching.engine import default_engine
from quotes.models import Calibration, CalibrationUse, Decision, Judged, Match, MatchJob, Quotation
from quotes.queries.learning import labelled, linked_by_hand
from quotes.services import reviewing
from quotes.services.errors import Refused
from quotes.services.learning import lessons
from quotes.services.learning.taught import taught
from quotes.tasks import learn_from_decisions
from tests.factories import NOW, make_quotation, make_user
from tests.learning.making import ENGINE, decided, shares, suggested
from tests.review.making import make_pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user(name="deciding-editor")


def plant(count: int, editor: User, *, engine: str = ENGINE, linked: float = 0.25, seed: int = 5) -> None:
    """Decisions on suggestions of .9, of which so many are links, named as often as the engine says.

    Written as rows, because services take their time.
    """
    dice = random.Random(seed)
    names = [shares("repetition", 0.9)[name] for name in NAMES]
    # Which decisions are held back depends on the ids: they are the same in every run.
    ids = range(100_000 * seed, 100_000 * seed + 2 * count)
    quotations = Quotation.objects.bulk_create(Quotation(pk=pk, created_by=editor) for pk in ids)
    matches = Match.objects.bulk_create(
        Match(first=first, second=second) for first, second in zip(quotations[::2], quotations[1::2], strict=True)
    )
    decisions = Decision.objects.bulk_create(
        Decision(
            match=match,
            chosen=dice.choices(NAMES, names)[0] if dice.random() < linked else "no_link",
            decided_by=editor,
            decided_at=NOW,
        )
        for match in matches
    )
    Judged.objects.bulk_create(
        Judged(
            decision=decision,
            engine_version=engine,
            at_decision=True,
            suggested="repetition",
            shown=0.9,
            probability=0.9,
            relations=shares("repetition", 0.9),
            first_language="en",
            second_language="en",
        )
        for decision in decisions
    )


def test_a_decision_keeps_what_the_machine_had_said(editor: User) -> None:
    decision = decided("echo", "repetition", by=editor, probability=0.8, languages=("ar", "en"))
    kept = Judged.objects.get(decision=decision)
    assert (kept.suggested, kept.shown, kept.probability, kept.engine_version) == ("repetition", 0.8, 0.8, ENGINE)
    assert (kept.first_language, kept.second_language, kept.at_decision) == ("ar", "en", True)
    assert kept.relations["repetition"] == pytest.approx(0.64)
    decision.match.relations.filter(relation="repetition").update(probability=0.1, evidence={})
    assert Judged.objects.get(decision=decision).probability == 0.8


def test_a_judgement_is_never_changed_or_deleted(editor: User) -> None:
    decision = decided("echo", by=editor)
    for act in (lambda rows: rows.update(probability=0.1), lambda rows: rows.delete()):
        with pytest.raises(Error, match="Cannot"), transaction.atomic():
            act(Judged.objects.filter(decision=decision))


def test_labels_are_the_decisions_as_they_stand(editor: User) -> None:
    linked, refused = decided("repetition", by=editor), decided("no_link", by=editor)
    undone = decided("repetition", by=editor)
    reviewing.undo(by=editor, now=NOW, decision=undone)
    decided("repetition", by=editor, engine="another-engine")
    make_pair()
    rows = labelled(ENGINE)
    assert [one.chosen for one in rows] == ["repetition", UNRELATED]
    assert [one.group for one in rows] == [linked.match.first_id, refused.match.first_id]


def test_a_link_made_by_hand_is_counted_and_teaches_nothing(editor: User) -> None:
    one, other = make_quotation(), make_quotation()
    reviewing.link(by=editor, now=NOW, one=one, other=other, chosen="echo", wording="variant")
    decided("no_link", by=editor)
    assert linked_by_hand() == 1
    assert [row.chosen for row in labelled(ENGINE)] == [UNRELATED]


def test_refusing_one_more_name_for_a_confirmed_link_leaves_it_a_link(editor: User) -> None:
    decision = decided("repetition", by=editor)
    evidence = decision.match.relations.get().evidence
    decision.match.relations.create(relation="echo", wording="variant", probability=0.7, evidence=evidence)
    reviewing.decide(by=editor, now=NOW + timedelta(hours=1), match=decision.match, chosen="no_link")
    assert [row.chosen for row in labelled(ENGINE)] == ["repetition"]


def test_too_few_decisions_teach_nothing(editor: User) -> None:
    plant(30, editor)
    lesson = lessons.learn(now=NOW, engine_version=ENGINE)
    assert lesson.comparison is None
    assert not Calibration.objects.exists()


def test_editors_who_refuse_most_lower_the_probability_that_the_worker_writes(editor: User) -> None:
    plant(90, editor, linked=0.25)
    waiting = suggested()
    lesson = lessons.learn(now=NOW, engine_version=ENGINE)
    assert lesson.is_better
    calibration = Calibration.objects.get()
    assert (calibration.adopted, calibration.made_by, calibration.learnt_count) == (True, None, lesson.learnt)
    assert calibration.figures["loss"][1] < calibration.figures["loss"][0]
    used = taught(ENGINE)
    assert used.version(ENGINE) == f"{ENGINE}+c{calibration.pk}"
    assert 0.2 < used.correction.probability(labelled(ENGINE)[0].judgement) < 0.7
    assert MatchJob.objects.filter(quotation=waiting.second, state="queued").exists()


def test_a_calibration_says_nothing_about_another_engine(editor: User) -> None:
    plant(90, editor)
    lessons.learn(now=NOW, engine_version=ENGINE)
    other = taught("another-engine")
    assert other.correction.is_identity
    assert other.version("another-engine") == "another-engine"


def test_a_dry_run_shows_figures_and_writes_nothing(editor: User) -> None:
    plant(90, editor, engine=default_engine().version)
    out = StringIO()
    call_command("learn", "--dry-run", stdout=out)
    assert "It would be better" in out.getvalue()
    assert not Calibration.objects.exists()
    assert not CalibrationUse.objects.exists()
    call_command("learn", stdout=out)
    assert f"Tuning #{Calibration.objects.get().pk} is better: used from now on." in out.getvalue()


def test_what_is_not_better_is_kept_on_record_and_not_used(editor: User) -> None:
    plant(240, editor, linked=0.9, seed=8)
    lesson = lessons.learn(now=NOW, engine_version=ENGINE)
    assert not lesson.is_better
    assert Calibration.objects.get().adopted is False
    assert not CalibrationUse.objects.exists()
    assert taught(ENGINE).correction.is_identity


def test_the_schedule_learns_once_a_day_and_from_enough_new_decisions_only(editor: User) -> None:
    plant(lessons.NEW_DECISIONS - 1, editor)
    assert not lessons.is_due(now=NOW, engine_version=ENGINE)
    plant(60, editor, seed=6)
    assert lessons.is_due(now=NOW, engine_version=ENGINE)
    lessons.learn(now=NOW, engine_version=ENGINE)
    plant(lessons.NEW_DECISIONS, editor, seed=7)
    assert not lessons.is_due(now=NOW + timedelta(hours=23), engine_version=ENGINE)
    assert lessons.is_due(now=NOW + timedelta(hours=25), engine_version=ENGINE)
    Decision.objects.filter(pk=Decision.objects.latest("pk").pk).update(undone_by=editor, undone_at=NOW)
    assert not lessons.is_due(now=NOW + timedelta(hours=25), engine_version=ENGINE)
    assert lessons.is_due(now=NOW + timedelta(hours=25), engine_version="another-engine")


def test_the_wake_up_learns_when_it_is_due(editor: User) -> None:
    learn_from_decisions()
    assert not Calibration.objects.exists()
    plant(90, editor, engine=default_engine().version)
    learn_from_decisions()
    learn_from_decisions()
    assert Calibration.objects.get().adopted


@pytest.fixture
def adopted(editor: User) -> Calibration:
    plant(90, editor)
    lessons.learn(now=NOW, engine_version=ENGINE)
    return Calibration.objects.get()


def test_a_chief_switches_back_and_forth(adopted: Calibration) -> None:
    chief = make_user(CHIEF)
    lessons.use_calibration(by=chief, now=NOW, calibration=None, because="Arabic links went missing.")
    assert taught(ENGINE).calibration is None
    lessons.use_calibration(by=chief, now=NOW, calibration=adopted, because="They were no links.")
    assert taught(ENGINE).calibration == adopted.pk
    uses = CalibrationUse.objects.order_by("pk").values_list("calibration", "used_by", "because")
    assert list(uses) == [
        (adopted.pk, None, ""),
        (None, chief.pk, "Arabic links went missing."),
        (adopted.pk, chief.pk, "They were no links."),
    ]
    history = apps.get_model("quotes", "CalibrationUseHistoryEvent")
    assert history.objects.latest("pgh_id").pgh_context.metadata["user"] == chief.pk


def test_an_editor_does_not_switch_and_a_chief_says_why(adopted: Calibration, editor: User) -> None:
    with pytest.raises(PermissionDenied):
        lessons.use_calibration(by=editor, now=NOW, calibration=None, because="I want to.")
    chief = make_user(CHIEF)
    with pytest.raises(Refused, match="Say why"):
        lessons.use_calibration(by=chief, now=NOW, calibration=None, because=" ")
    with pytest.raises(Refused, match="used already"):
        lessons.use_calibration(by=chief, now=NOW, calibration=adopted, because="Because")
    assert taught(ENGINE).calibration == adopted.pk


def test_what_was_not_better_is_not_used_by_a_switch_either(adopted: Calibration, editor: User) -> None:
    lessons.learn(now=NOW + timedelta(days=2), engine_version=ENGINE)
    rejected = Calibration.objects.get(adopted=False)
    with pytest.raises(Refused, match="not better"):
        lessons.use_calibration(by=make_user(CHIEF), now=NOW, calibration=rejected, because="Because")


@pytest.mark.parametrize("model", [Calibration, CalibrationUse])
def test_the_record_is_append_only(adopted: Calibration, model) -> None:
    for sql in ("UPDATE %s SET id = id", "DELETE FROM %s"):
        with pytest.raises(Error, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql % model._meta.db_table)
