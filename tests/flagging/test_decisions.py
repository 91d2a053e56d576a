"""What an editor decided stays decided, whatever the worker finds afterwards."""

from datetime import date

import pytest
from django.apps import apps

from quotes.models import Match, MatchRelation, Quotation
from quotes.queries.flagging import progress_of
from quotes.services import quoting, reviewing
from quotes.services.flagging.jobs import search_again
from tests.factories import NOW, make_quotation, make_user
from tests.flagging.appearances import attach, reword
from tests.flagging.conftest import do_jobs, job_of, open_pairs, pair, relation_of
from tests.flagging.test_suggestions import BRIDGE, BRIDGE_AGAIN, BRIDGE_AR

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two() -> tuple[Quotation, Quotation]:
    """Two related quotations whose link waits for a decision."""
    earlier = make_quotation(BRIDGE, said=date(2026, 3, 1))
    later = make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 1))
    do_jobs()
    return earlier, later


def decide(one: Quotation, other: Quotation, chosen: str) -> None:
    first, second = pair(one, other)
    match = Match.objects.get(first=first, second=second)
    reviewing.decide(by=make_user(), now=NOW, match=match, chosen=chosen)


def states(one: Quotation, other: Quotation) -> dict[str, str]:
    first, second = pair(one, other)
    rows = MatchRelation.objects.filter(match__first=first, match__second=second)
    return dict(rows.values_list("relation", "state"))


def test_a_rejected_pair_does_not_come_back(two):
    decide(*two, "no_link")
    search_again(quotations=Quotation.objects.all())
    assert do_jobs() == 2
    assert open_pairs() == set()
    assert set(states(*two).values()) == {"rejected"}


def test_a_rejected_pair_does_not_come_back_because_it_appeared_elsewhere_too(two):
    decide(*two, "no_link")
    attach(two[0], BRIDGE)
    attach(two[1], "Nothing else was said about the lorries")
    do_jobs()
    assert open_pairs() == set()


def test_a_rejected_pair_comes_back_when_its_words_change(two):
    earlier, later = two
    decide(earlier, later, "no_link")
    reword(earlier, f"{BRIDGE}, the mayor repeated")
    do_jobs()
    assert open_pairs() == {pair(earlier, later)}
    row = relation_of(earlier, later)
    assert (row.state, row.decided_by, row.decided_at) == ("suggested", None, None)
    history = apps.get_model("quotes", "MatchRelationHistoryEvent")
    kept = history.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id").values_list("state", flat=True)
    assert list(kept) == ["suggested", "rejected", "suggested"]


def test_a_confirmed_link_survives_a_corrected_date_and_turns_round(two):
    earlier, later = two
    decide(earlier, later, "repetition")
    decided = relation_of(earlier, later)
    assert decided.match.earlier_id == earlier.pk
    with quoting.correcting(by=make_user(), now=NOW, quotation=later, what="date", public_reason="The day was wrong."):
        Quotation.objects.filter(pk=later.pk).update(said_from=date(2025, 1, 1), said_to=date(2025, 1, 1))
    assert do_jobs() == 1
    after = relation_of(earlier, later)
    assert (after.state, after.decided_by, after.decided_at) == ("confirmed", decided.decided_by, decided.decided_at)
    assert after.match.earlier_id == later.pk
    assert states(earlier, later) == {"repetition": "confirmed"}


def test_confirmed_links_are_never_touched_even_when_the_words_change(two):
    earlier, later = two
    decide(earlier, later, "echo")
    before = MatchRelation.objects.filter(state="confirmed").values().get()
    reword(earlier, "The choir sings on Sunday in the old town hall")
    do_jobs()
    assert MatchRelation.objects.filter(state="confirmed").values().get() == before


def test_a_suggestion_goes_when_the_words_no_longer_bear_it(two):
    earlier, later = two
    reword(earlier, "The choir sings on Sunday in the old town hall")
    do_jobs()
    assert open_pairs() == set()
    assert not Match.objects.exists()
    assert progress_of(later).open_count == 0


def test_an_undone_decision_is_open_again_and_stays_open(two):
    decide(*two, "no_link")
    match = Match.objects.get()
    reviewing.undo(by=make_user(), now=NOW, decision=match.decisions.get())
    search_again(quotations=Quotation.objects.all())
    do_jobs()
    assert open_pairs() == {pair(*two)}


def test_the_same_search_twice_changes_nothing(two):
    before = list(MatchRelation.objects.values())
    search_again(quotations=Quotation.objects.all())
    do_jobs()
    assert list(MatchRelation.objects.values()) == before


def test_a_decision_on_one_pair_leaves_the_others_open(two):
    third = make_quotation(BRIDGE_AR, language="ar", said=date(2026, 10, 1))
    do_jobs()
    decide(*two, "no_link")
    reword(two[0], f"{BRIDGE} or later")
    do_jobs()
    assert pair(two[0], third) in open_pairs()
    assert pair(two[1], third) in open_pairs()


def test_a_restored_quotation_is_searched_again(two):
    earlier, _ = two
    chief = make_user("chief")
    quoting.withdraw(by=chief, now=NOW, quotation=earlier, because="The outlet took it back.")
    fresh = make_quotation(BRIDGE, said=date(2026, 10, 1))
    do_jobs()
    assert pair(earlier, fresh) not in open_pairs()
    quoting.restore(by=chief, now=NOW, quotation=earlier)
    do_jobs()
    assert pair(earlier, fresh) in open_pairs()
    assert job_of(earlier).state == "done"
