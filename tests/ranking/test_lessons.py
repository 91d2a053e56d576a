"""From decisions in the inbox to a lesson: what counts, what is used, what follows, and who switches it off and on."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import Error, connection, transaction

from accounts.models import User
from accounts.roles import CHIEF
from quotes.models import Proposal, Ranking, RankingUse
from quotes.queries.ranking import labelled
from quotes.services.errors import Refused
from quotes.services.extracting.working import work_through
from quotes.services.proposing.accepting import NewSpeaker, accept, accept_all, place_of
from quotes.services.proposing.rejecting import expire, reject, undo
from quotes.services.quoting import AttributedTo
from quotes.services.ranking import lessons
from quotes.services.ranking.applying import follow
from quotes.tasks import learn_from_decided_proposals
from tests.factories import NOW, make_capture, make_speaker, make_user
from tests.inbox.making import made, read_all
from tests.ranking.making import MENTION, plant, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user(name="deciding-editor")


def rights() -> list[float]:
    return [one.right for one in labelled()]


def test_what_stands_is_a_label_and_what_was_undone_or_expired_is_none(editor: User) -> None:
    speaker = AttributedTo(make_speaker(MENTION))
    accept(by=editor, now=NOW, proposal=proposed(1), who=[speaker])
    reject(by=editor, now=NOW + timedelta(minutes=1), proposal=proposed(2))
    undo(by=editor, now=NOW, act=reject(by=editor, now=NOW, proposal=proposed(3)))
    expire(now=NOW + timedelta(days=60), days=30)
    proposed(4)
    assert rights() == [0.0, 1.0]


def test_changed_words_and_another_speaker_are_partly_wrong(editor: User) -> None:
    named, other = make_speaker(MENTION), AttributedTo(make_speaker("Piet Marlow"))
    words = proposed(1)
    place = place_of(words)
    shorter = type(place)("indirect", type(place.clause)(place.clause.start, place.clause.end - 10), (), place.cue)
    accept(by=editor, now=NOW, proposal=words, who=[AttributedTo(named)], place=shorter)
    assert rights() == [0.5]
    accept(by=editor, now=NOW + timedelta(minutes=1), proposal=proposed(2), who=[other])
    assert rights()[0] == 0.5
    both = proposed(3)
    place = place_of(both)
    shorter = type(place)("indirect", type(place.clause)(place.clause.start, place.clause.end - 10), (), place.cue)
    accept(by=editor, now=NOW + timedelta(minutes=2), proposal=both, who=[other], place=shorter)
    assert rights()[0] == 0.25
    accept(by=editor, now=NOW + timedelta(minutes=3), proposal=proposed(4), who=[AttributedTo(described_as=MENTION)])
    assert rights()[0] == 1.0


def test_a_new_speaker_of_the_proposed_name_is_no_correction(editor: User) -> None:
    accept(by=editor, now=NOW, proposal=proposed(1), who=[NewSpeaker(MENTION)])
    assert rights() == [1.0]


def test_one_act_counts_once_and_copies_share_a_group(editor: User) -> None:
    speaker = make_speaker(MENTION)
    text = " ".join(f"{MENTION} said the quay number {number} would open in spring." for number in (1, 2, 3))
    capture = make_capture(text)
    rows = [proposed(number, capture=capture) for number in (1, 2, 3)]
    accept_all(by=editor, now=NOW, proposals=rows, speaker=speaker)
    assert [one.weight for one in labelled()] == [pytest.approx(1 / 3)] * 3
    reject(by=editor, now=NOW, proposal=proposed(9))
    reject(by=editor, now=NOW, proposal=proposed(9))
    reject(by=editor, now=NOW, proposal=proposed(8))
    groups = [one.group for one in labelled()]
    assert len(set(groups)) == 3
    assert sum(one.weight for one in labelled()) == pytest.approx(4)


def test_a_lesson_is_learnt_used_and_followed(editor: User) -> None:
    waiting, fine = proposed(900, rule="en-bad"), proposed(901, rule="en-good")
    plant(100, editor)
    shown = StringIO()
    call_command("learn", "extraction", "--dry-run", stdout=shown)
    assert "It would be better" in shown.getvalue()
    assert not Ranking.objects.exists()
    call_command("learn", "extraction", stdout=shown)
    told = shown.getvalue()
    assert "100 decided suggested quotes in 100 acts: 50 accepted, 0 of them corrected." in told
    for row in ("all ", "en ", "en-good ", "en-bad "):
        assert f"\n{row}" in told
    ranking = Ranking.objects.get()
    assert f"Tuning #{ranking.pk} is better: used from now on." in told
    waiting.refresh_from_db()
    fine.refresh_from_db()
    assert waiting.confidence == fine.confidence == 0.8
    assert waiting.likelihood < 0.65
    assert fine.likelihood > waiting.likelihood + 0.2
    assert (waiting.ranking, fine.ranking) == (ranking, ranking)
    capture = made()
    assert {row.ranking_id for row in Proposal.objects.filter(run__capture=capture)} == {ranking.pk}
    switch_off_and_on(ranking, waiting)
    the_schedule_rests(editor)
    nobody_rewrites_the_record(ranking)


def switch_off_and_on(ranking: Ranking, waiting: Proposal) -> None:
    chief = make_user(CHIEF)
    with pytest.raises(PermissionDenied):
        lessons.use_ranking(by=make_user(), now=NOW, ranking=None, because="I want to.")
    with pytest.raises(Refused, match="Say why"):
        lessons.use_ranking(by=chief, now=NOW, ranking=None, because=" ")
    with pytest.raises(Refused, match="used already"):
        lessons.use_ranking(by=chief, now=NOW, ranking=ranking, because="Because.")
    lessons.use_ranking(by=chief, now=NOW, ranking=None, because="It hides the noun rule.")
    waiting.refresh_from_db()
    assert (waiting.chance, waiting.likelihood) == (None, 0.8)
    lessons.use_ranking(by=chief, now=NOW, ranking=ranking, because="It was right.")
    waiting.refresh_from_db()
    assert waiting.likelihood < 0.65
    uses = RankingUse.objects.order_by("pk").values_list("ranking", "because")
    assert list(uses) == [(ranking.pk, ""), (None, "It hides the noun rule."), (ranking.pk, "It was right.")]


def the_schedule_rests(editor: User) -> None:
    learnt_at = Ranking.objects.latest("pk").made_at
    assert not lessons.is_due(now=learnt_at + timedelta(days=2))
    for number in range(lessons.NEW_DECISIONS):
        reject(by=editor, now=learnt_at + timedelta(hours=1), proposal=proposed(2000 + number))
    assert not lessons.is_due(now=learnt_at + timedelta(hours=23))
    assert lessons.is_due(now=learnt_at + timedelta(hours=25))
    learn_from_decided_proposals()
    assert Ranking.objects.count() == 1


def nobody_rewrites_the_record(ranking: Ranking) -> None:
    for model in (Ranking, RankingUse):
        for sql in ("UPDATE %s SET id = id", "DELETE FROM %s"):
            with pytest.raises(Error, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql % model._meta.db_table)
    with pytest.raises(Error, match="Cannot"), transaction.atomic():
        Proposal.objects.filter(ranking=ranking).update(confidence=0.1)


def test_a_guess_written_under_an_earlier_lesson_is_found_by_the_worker(editor: User) -> None:
    ranking = Ranking.objects.create(
        offsets={"bias": -2.0}, learnt_count=1, held_count=1, adopted=True, decided_until=NOW, made_at=NOW
    )
    late = proposed(1)
    RankingUse.objects.create(ranking=ranking, used_at=NOW)
    read_all()
    late.refresh_from_db()
    assert late.ranking == ranking
    assert late.likelihood < 0.4
    events = Proposal.pgh_event_model.objects.filter(pgh_obj_id=late.pk)  # type: ignore[attr-defined]
    assert events.count() == 1, "ranking anew is no event in the proposal's history"
    assert follow() == 0
    assert work_through(clock=lambda: NOW, within=timedelta(seconds=5)) == 0


def test_too_few_decisions_change_nothing(editor: User) -> None:
    plant(6, editor)
    shown = StringIO()
    call_command("learn", "extraction", stdout=shown)
    assert "Too few decisions" in shown.getvalue()
    assert not Ranking.objects.exists()


def test_without_any_decision_the_command_says_so() -> None:
    shown = StringIO()
    call_command("learn", "extraction", stdout=shown)
    assert "Too few decisions" in shown.getvalue()
