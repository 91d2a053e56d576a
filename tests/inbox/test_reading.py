"""Captures are found by what is missing, read once, and propose only what is new for their article."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotes.extraction.engine import EXTRACTOR_VERSION
from quotes.models import ExtractionRun, Proposal
from quotes.services.extracting import reading, runs
from quotes.services.extracting.lookout import Lookout
from quotes.services.extracting.working import work_through
from quotes.services.proposing.accepting import accept
from quotes.services.quoting import AttributedTo
from sources.models import Article
from sources.services import recording as sources
from sources.services.leases import MAX_ATTEMPTS, LeaseLost
from tests.factories import NOW, make_article, make_capture, make_quotation, make_speaker, make_user
from tests.inbox.making import ARABIC, BRIDGE, HARBOUR, QUAY, made, proposal_with, proposals_of, read_all, run_of

pytestmark = pytest.mark.django_db


def test_a_capture_becomes_proposals_that_stand_in_its_text() -> None:
    capture = made()
    found = proposals_of(capture)
    assert [row.kind for row in found] == ["direct", "indirect", "direct", "mixed"]
    for row in found:
        assert capture.text[row.clause_start : row.clause_end] == row.clause_exact
        assert all(capture.text[one["start"] : one["end"]] == one["exact"] for one in row.segments)
    assert all("Dana Ilves" in row.mention for row in found[:2])
    assert [row.mention for row in found[2:]] == ["Piet Marlow, the treasurer", "A senior official"]
    assert (found[1].form, found[1].speaker_mention) == ("pronoun", "She")
    run = run_of(capture)
    assert (run.state, run.outcome, run.proposed_count) == ("done", "proposed", 4)


def test_arabic_is_read_with_its_dropped_subject() -> None:
    found = proposals_of(made(ARABIC, language="ar"))
    assert [row.kind for row in found] == ["direct", "indirect", "mixed"]
    assert found[1].form == "dropped"
    assert found[1].mention == found[0].mention


def test_reading_twice_changes_nothing() -> None:
    capture = made()
    before = [(row.pk, row.state) for row in proposals_of(capture)]
    assert read_all() == 0
    assert [(row.pk, row.state) for row in proposals_of(capture)] == before


def test_a_language_that_nobody_reads_is_finished_and_said() -> None:
    capture = made("Il ministro ha detto: «Apriremo il molo prima della neve d'inverno».", language="it")
    run = run_of(capture)
    assert (run.state, run.outcome, run.proposed_count) == ("done", "language", 0)


def test_a_copy_is_read_again_when_an_editor_corrects_the_language_of_its_article() -> None:
    capture = made(ARABIC, language="it")
    assert run_of(capture).outcome == "language"
    other = made(HARBOUR)
    decided = proposals_of(other)[0]
    accept(by=make_user(), now=NOW, proposal=decided, who=[AttributedTo(make_speaker())])
    Article.objects.filter(pk=capture.article_id).update(language="ar")
    assert read_all(2) == 1
    assert [row.kind for row in proposals_of(capture)] == ["direct", "indirect", "mixed"]
    assert read_all(4) == 0

    Article.objects.filter(pk=other.article_id).update(language="it")
    assert read_all(6) == 1
    assert [row.state for row in proposals_of(other)] == ["accepted"], "what was decided stays"
    assert (run_of(other).state, run_of(other).language) == ("done", "it")


def test_a_text_without_quotations_says_so() -> None:
    run = run_of(made("The harbour is closed on Sundays. Ferries leave at six."))
    assert (run.outcome, run.proposed_count) == ("nothing", 0)


def test_the_guesses_about_an_erased_capture_go() -> None:
    capture = made()
    assert proposals_of(capture)
    sources.erase_capture(by=make_user("chief"), now=NOW, capture=capture, because="A court ordered it.")
    assert read_all(2) == 0
    assert proposals_of(capture) == []


def test_an_unread_capture_that_is_erased_is_left_alone() -> None:
    capture = make_capture(HARBOUR)
    sources.erase_capture(by=make_user("chief"), now=NOW, capture=capture, because="A court ordered it.")
    assert read_all() == 0
    assert not ExtractionRun.objects.exists()


def test_a_new_copy_proposes_only_from_paragraphs_that_changed() -> None:
    article = make_article()
    made(article=article)
    changed = HARBOUR.replace("no money for a second bridge", "no money for a third bridge")
    second = made(changed, article=article)
    assert [row.clause_exact for row in proposals_of(second)] == ["“There is no money for a third bridge,”"]


def test_what_was_decided_never_returns_even_in_a_changed_paragraph() -> None:
    article, editor = make_article(), make_user()
    made(article=article)
    bridge = proposal_with(BRIDGE)
    Proposal.objects.filter(pk=bridge.pk).update(
        state="rejected", decided_by=editor, decided_at=NOW, decided_together="0" * 32
    )
    second = made(HARBOUR.replace("the treasurer.", "the treasurer of the port."), article=article)
    assert proposals_of(second) == []
    run = run_of(second)
    assert (run.outcome, run.known_count) == ("known", 4)


def test_what_an_editor_recorded_by_hand_is_not_proposed() -> None:
    quotation = make_quotation("We shall never sell the old lighthouse to anybody")
    lead = quotation.lead
    assert lead is not None
    read_all()
    assert [row for row in proposals_of(lead.capture) if "lighthouse" in row.clause_exact] == []


def test_parts_that_one_cue_parts_are_one_proposal() -> None:
    (row,) = proposals_of(made("“We are ready,” Piet Marlow said, “but not at any price.”"))
    assert [one["exact"] for one in row.segments] == ["We are ready,", "but not at any price."]


def test_captions_and_headings_propose_nothing() -> None:
    page = (
        b"<html><body><article><h1>Ilves said: \xe2\x80\x9cWe will open the quay today and tomorrow\xe2\x80\x9d</h1>"
        b"<figure><figcaption>Dana Ilves said: \xe2\x80\x9cThe view is really wonderful here\xe2\x80\x9d</figcaption>"
        b"</figure><p>The harbour is closed on Sundays and on holidays, as it has always been.</p></article>"
        b"</body></html>"
    )
    capture = sources.record_capture(
        by=None, now=NOW, article=make_article(), content=page, method="file", media_type="text/html"
    )
    read_all()
    assert proposals_of(capture) == []


def test_the_likely_speaker_is_the_only_one_whose_whole_name_stands_there() -> None:
    ilves = make_speaker("Dana Ilves")
    make_speaker("Piet Marlow")
    make_speaker("Piet Marlow")
    made()
    assert proposal_with(QUAY).likely_speaker == ilves
    assert proposal_with(BRIDGE).likely_speaker is None


def test_what_another_version_reads_is_not_proposed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = made()
    before = {row.pk for row in proposals_of(capture)}
    claim = runs.claim(now=NOW, version="next")
    assert claim is not None
    from quotes.services.extracting.working import work

    work(claim, clock=lambda: NOW)
    assert {row.pk for row in proposals_of(capture)} == before
    assert ExtractionRun.objects.get(extractor_version="next").outcome == "known"


def test_a_failing_run_rests_is_tried_again_and_parked_after_five_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = make_capture(HARBOUR)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no such letter")

    monkeypatch.setattr("quotes.services.extracting.working.read", broken)
    for hour in range(MAX_ATTEMPTS):
        assert read_all(60 * hour) == 1
    run = run_of(capture)
    assert (run.state, run.attempts, run.last_error) == ("parked", MAX_ATTEMPTS, "RuntimeError: no such letter")
    monkeypatch.undo()
    assert read_all(60 * 9) == 0
    assert runs.retry(by=make_user(), runs=ExtractionRun.objects.all()) == 1
    read_all(60 * 10)
    assert run_of(capture).state == "done"


def test_a_capture_that_kills_its_worker_each_time_is_parked() -> None:
    make_capture(HARBOUR)
    for hour in range(MAX_ATTEMPTS):
        assert runs.claim(now=NOW + timedelta(hours=hour)) is not None
    assert read_all(60 * 9) == 0
    assert ExtractionRun.objects.get().state == "parked"


def test_whoever_lost_the_lease_writes_nothing() -> None:
    capture = make_capture(HARBOUR)
    first = runs.claim(now=NOW)
    second = runs.claim(now=NOW + timedelta(hours=1))
    assert first is not None
    assert second is not None
    from quotes.services.extracting.writing import write

    with pytest.raises(LeaseLost):
        write(first, capture, reading.read(capture, today=NOW.date()), now=NOW)
    assert not Proposal.objects.exists()


def test_who_has_read_everything_looks_only_at_what_is_new_for_a_minute() -> None:
    made()
    lookout = Lookout()
    assert work_through(clock=lambda: NOW, within=timedelta(seconds=5), lookout=lookout) == 0
    assert lookout.looked_at == NOW
    make_capture(ARABIC, language="ar")
    assert work_through(clock=lambda: NOW, within=timedelta(seconds=5), lookout=lookout) == 1
    assert EXTRACTOR_VERSION in set(ExtractionRun.objects.values_list("extractor_version", flat=True))


def test_an_idle_look_asks_few_questions() -> None:
    made()
    with CaptureQueriesContext(connection) as asked:
        read_all()
    assert len(asked) < 20


def test_the_worker_lets_expire_what_nobody_decided() -> None:
    capture = made()
    read_all(60 * 24 * 31)
    assert {row.state for row in proposals_of(capture)} == {"expired"}
