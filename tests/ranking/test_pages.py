"""What ranks suggested quotes, on the desk: the figures, and switching after being asked."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import CHIEF, REPORTER
from quotes.models import Proposal, RankingUse
from quotes.services.proposing.rejecting import reject
from tests.desk.pages import desk
from tests.factories import NOW, make_user
from tests.inbox.test_pages import words_of
from tests.ranking.making import a_ranking, plant, proposed

pytestmark = pytest.mark.django_db

FIGURES = "/en/desk/inbox/precision/"


@pytest.fixture
def editor() -> User:
    return make_user(name="deciding-editor")


def test_the_figures_by_language_and_rule(editor: User) -> None:
    reader = desk(make_user(REPORTER))
    assert "No suggested quote was decided yet" in words_of(reader.get(FIGURES))
    plant(6, editor, rejected_rule="en-noun")
    page = words_of(reader.get(FIGURES))
    assert "6 suggested quotes were decided: 3 accepted." in page
    assert "English 6 50%" in page
    assert "a noun of saying (“the statement that …”) en-noun 3 0%" in page
    assert "too few decisions to judge the machine by" in page
    assert "Use no tuning" not in page


def test_it_costs_the_same_whatever_was_decided(editor: User) -> None:
    reader, counts = desk(make_user(REPORTER)), []
    for count in (2, 6):
        plant(count, editor)
        reader.get(FIGURES)
        with CaptureQueriesContext(connection) as asked:
            reader.get(FIGURES)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_chief_switches_it_off_and_on(editor: User) -> None:
    ranking, waiting = a_ranking(), proposed(1, rule="en-bad")
    RankingUse.objects.create(ranking=ranking, used_at=NOW)
    chief = desk(make_user(CHIEF))
    off, on = f"{FIGURES}use/0/", f"{FIGURES}use/{ranking.pk}/"
    assert off in chief.get(FIGURES).content.decode()
    assert "without tuning" in words_of(chief.get(off))
    assert "This field is required" in words_of(chief.post(off, {"because": " "}))
    page = chief.post(off, {"because": "It hides too much."}, follow=True)
    assert "The machine’s own probabilities are used" in words_of(page)
    assert "It hides too much." in words_of(page)
    chief.post(on, {"because": "It was right after all."})
    waiting.refresh_from_db()
    assert waiting.likelihood < 0.5
    assert "Strong" not in words_of(chief.get(f"/en/desk/inbox/{waiting.run.capture_id}/"))
    assert "Weak" in words_of(chief.get(f"/en/desk/inbox/{waiting.run.capture_id}/"))


def test_only_a_chief_switches_and_only_to_what_was_better(editor: User) -> None:
    rejected = a_ranking(adopted=False)
    assert desk(editor).get(f"{FIGURES}use/{rejected.pk}/").status_code == 403
    chief = desk(make_user(CHIEF))
    page = chief.post(f"{FIGURES}use/{rejected.pk}/", {"because": "Because."})
    assert "was not better than the one before it" in words_of(page)
    assert chief.get(f"{FIGURES}use/{10**15}/").status_code == 404
    assert Client().get(FIGURES).status_code == 302
    assert not RankingUse.objects.exists()


def test_a_decided_proposal_keeps_what_the_machine_said(editor: User) -> None:
    row = proposed(1)
    reject(by=editor, now=NOW, proposal=row)
    chief = make_user(CHIEF)
    ranking = a_ranking()
    desk(chief).post(f"{FIGURES}use/{ranking.pk}/", {"because": "A try."})
    kept = Proposal.objects.get(pk=row.pk)
    assert (kept.confidence, kept.chance) == (0.8, None)
