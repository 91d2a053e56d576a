"""The worker with what editors taught it: real searches with the bundled encoder."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from accounts.models import User
from quotes.matching import wordings as matching_wordings
from quotes.matching.engine import default_engine
from quotes.models import (
    Calibration,
    CalibrationUse,
    Decision,
    Judged,
    Match,
    MatchJob,
    MatchRelation,
    Quotation,
    Silenced,
    VectorIndex,
)
from quotes.muting import PhraseWording
from quotes.queries.learning import labelled
from quotes.services import reviewing
from quotes.services.flagging import jobs
from quotes.services.flagging.jobs import search_again
from quotes.services.flagging.working import work
from quotes.services.learning import muting
from quotes.services.learning.rejudging import judge_again
from tests.factories import NOW, make_quotation, make_user
from tests.flagging.appearances import reword
from tests.flagging.conftest import do_jobs, open_pairs, pair, relation_of
from tests.flagging.test_suggestions import BRIDGE, BRIDGE_AGAIN

pytestmark = pytest.mark.django_db(transaction=True)
PHRASE = "business as usual"


@pytest.fixture
def editor() -> User:
    return make_user(name="teaching-editor")


@pytest.fixture
def two() -> tuple[Quotation, Quotation]:
    return make_quotation(BRIDGE, said=date(2026, 3, 1)), make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 1))


def use(editor: User, two: tuple[Quotation, Quotation], engine_version: str, **parameters: Any) -> Calibration:
    """A calibration in use, written as rows: what learning makes of decisions is tested elsewhere."""
    match = Match.objects.create(first=make_quotation(), second=make_quotation())
    decision = Decision.objects.create(match=match, chosen="no_link", decided_by=editor, decided_at=NOW)
    calibration = Calibration.objects.create(
        engine_version=engine_version,
        parameters=parameters,
        learnt_count=60,
        held_count=30,
        figures={},
        adopted=True,
        decided_until=decision,
        made_at=NOW,
    )
    CalibrationUse.objects.create(calibration=calibration, used_at=NOW)
    return calibration


def test_a_suggestion_carries_the_engines_own_answer(two) -> None:
    do_jobs()
    row = relation_of(*two)
    judged = row.evidence["judged"]
    assert judged["engine"] == row.engine_version == default_engine().version
    assert judged["probability"] == row.probability
    assert sum(judged["relations"].values()) == pytest.approx(1, abs=0.001)


def test_the_calibration_in_use_changes_what_is_written_and_under_which_version(two, editor: User) -> None:
    engine = default_engine().version
    do_jobs()
    own = relation_of(*two)
    calibration = use(editor, two, engine, bias=-1.0)
    search_again(quotations=Quotation.objects.filter(pk=two[1].pk))
    do_jobs()
    tuned = relation_of(*two)
    assert tuned.probability < own.probability
    assert tuned.evidence["judged"] == own.evidence["judged"]
    assert tuned.engine_version == f"{engine}+c{calibration.pk}"
    job = MatchJob.objects.filter(quotation=two[1]).latest("pk")
    assert job.found_by_version == tuned.engine_version


def test_a_calibration_that_rules_a_pair_out_takes_its_suggestion_back(two, editor: User) -> None:
    do_jobs()
    assert open_pairs() == {pair(*two)}
    use(editor, two, default_engine().version, bias=-30.0)
    search_again(quotations=Quotation.objects.filter(pk=two[1].pk))
    do_jobs()
    assert open_pairs() == set()


def test_a_job_for_another_calibration_is_superseded(two, editor: User) -> None:
    engine = default_engine().version
    calibration = use(editor, two, engine, bias=-0.1)
    do_jobs()
    before = list(MatchRelation.objects.values())
    search_again(quotations=Quotation.objects.filter(pk=two[1].pk), engine_version=engine)
    search_again(quotations=Quotation.objects.filter(pk=two[0].pk), engine_version=f"{engine}+c{calibration.pk}")
    assert do_jobs() == 2
    assert list(MatchRelation.objects.values()) == before


def test_a_muted_phrase_is_not_suggested_and_counted_once_however_often_it_is_looked_for(editor: User) -> None:
    first, second = (make_quotation(PHRASE, said=day) for day in (date(2026, 3, 1), date(2026, 9, 1)))
    long = make_quotation(
        f"{PHRASE} is what the choir expects of its new hall in the old town after May", said=date(2026, 5, 1)
    )
    repeated = [make_quotation(BRIDGE, said=date(2026, 3, 2)), make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 2))]
    row = muting.mute(by=editor, now=NOW, wordings=[PhraseWording(PHRASE, "en")], reason="A stock phrase.")
    do_jobs()
    assert open_pairs() == {pair(*repeated)}
    silenced = set(row.silenced.values_list("first", "second"))
    assert pair(first, second) in silenced
    assert silenced <= {pair(first, second), pair(first, long), pair(second, long)}
    search_again(quotations=Quotation.objects.all())
    do_jobs()
    assert set(row.silenced.values_list("first", "second")) == silenced
    muting.lift(by=editor, now=NOW, mute=row)
    do_jobs()
    assert open_pairs() == silenced | {pair(*repeated)}


def searching(*, then: Callable[[], object]) -> None:
    """Do the one job that waits; `then` happens after everything was read and before anything is written."""
    asked: list[datetime] = []

    def clock() -> datetime:
        """A search asks for the time when it begins and when it writes."""
        asked.append(NOW)
        if len(asked) == 2:
            then()
        return NOW

    claim = jobs.claim(now=NOW)
    assert claim is not None
    work(claim, clock=clock)
    assert len(asked) == 2


def test_a_phrase_that_is_muted_while_a_search_runs_is_not_written_by_it(editor: User) -> None:
    first, second = (make_quotation(PHRASE, said=day) for day in (date(2026, 3, 1), date(2026, 9, 1)))
    do_jobs()
    search_again(quotations=Quotation.objects.filter(pk=second.pk))
    searching(
        then=lambda: muting.mute(by=editor, now=NOW, wordings=[PhraseWording(PHRASE, "en")], reason="A stock phrase.")
    )
    assert open_pairs() == set()
    assert set(Silenced.objects.values_list("first", "second")) == {pair(first, second)}


def test_a_phrase_that_is_allowed_again_while_a_search_runs_is_searched_once_more(editor: User) -> None:
    row = muting.mute(by=editor, now=NOW, wordings=[PhraseWording(PHRASE, "en")], reason="A stock phrase.")
    first = make_quotation(PHRASE, said=date(2026, 3, 1))
    do_jobs()
    second = make_quotation(PHRASE, said=date(2026, 9, 1))
    searching(then=lambda: muting.lift(by=editor, now=NOW, mute=row))
    assert open_pairs() == set()
    assert do_jobs() == 1
    assert open_pairs() == {pair(first, second)}


def test_decisions_are_judged_again_by_another_engine_unless_their_words_have_changed(two, editor: User) -> None:
    """Rows of an engine of yesterday: the present one answers for the same words."""
    other = make_quotation(BRIDGE, said=date(2026, 4, 1)), make_quotation(BRIDGE_AGAIN, said=date(2026, 10, 1))
    do_jobs()
    yesterday = "encoder@0+yesterday+1"
    for quotations in (two, other):
        relations = MatchRelation.objects.filter(match__first=quotations[0], match__second=quotations[1])
        for row in relations:
            row.evidence["judged"]["engine"] = yesterday
            row.save()
        reviewing.decide(by=editor, now=NOW, match=relations.get().match, chosen="repetition")
    reword(other[0], "The choir sings on Sunday in the old town hall")
    engine = default_engine()
    assert judge_again(engine, clock=lambda: NOW, until=NOW) == 2
    assert judge_again(engine, clock=lambda: NOW) == 0
    (label,) = labelled(engine.version)
    assert label.chosen == "repetition"
    assert label.judgement.probability == pytest.approx(relation_of(*two).probability, abs=0.001)
    assert judge_again(engine, clock=lambda: NOW, until=NOW) == 0
    assert Judged.objects.filter(at_decision=False).count() == 2


def test_a_rejected_pair_stays_rejected_when_the_engine_is_another_one(two, editor: User, monkeypatch) -> None:
    """Law 5: what counts as a fragment, and so what is hashed, is the engine's to say; no wording changed."""
    quotations = [
        make_quotation("a long road", kind="mixed", after=f" lies before the harbour of {town}", said=said)
        for town, said in (("the north", date(2026, 3, 1)), ("the south", date(2026, 9, 1)))
    ]
    do_jobs()
    assert pair(*quotations) in open_pairs()
    for match in Match.objects.all():
        reviewing.decide(by=editor, now=NOW, match=match, chosen="no_link")
    before = list(MatchRelation.objects.order_by("pk").values())
    monkeypatch.setattr(matching_wordings, "is_fragment", lambda reading, context: False)
    Quotation.objects.get(pk=quotations[0].pk).wordings.all().delete()
    search_again(quotations=Quotation.objects.all())
    do_jobs()
    assert open_pairs() == set()
    assert list(MatchRelation.objects.order_by("pk").values()) == before
    reword(quotations[0], "a very long road")
    do_jobs()
    assert pair(*quotations) in open_pairs()


def test_a_rejected_pair_stays_rejected_when_everything_is_encoded_anew(two, editor: User) -> None:
    control = make_quotation(BRIDGE, said=date(2026, 3, 2)), make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 2))
    do_jobs()
    match = relation_of(*two).match
    reviewing.decide(by=editor, now=NOW, match=match, chosen="no_link")
    before = list(match.relations.values())
    kept = open_pairs()
    # The vectors that serve are of an encoder that is gone: new ones are made, and everything is compared.
    VectorIndex.objects.filter(state=VectorIndex.State.SERVING).update(encoder_version="former-encoder@1")
    search_again(quotations=Quotation.objects.all())
    do_jobs()
    assert VectorIndex.objects.count() == 2
    assert pair(*control) in kept
    assert open_pairs() == kept
    assert list(match.relations.values()) == before
