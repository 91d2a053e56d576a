"""The life of a job: who may work on it, what happens when it fails, and what the open page says meanwhile."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from quotes.models import Match, MatchJob, Occurrence, Quotation, Segment, Wording
from quotes.queries.flagging import progress_of
from quotes.services.encoding.indexes import workplace
from quotes.services.flagging import jobs
from quotes.services.flagging.candidates import find_candidates
from quotes.services.flagging.suggesting import suggest
from quotes.services.flagging.texts import prepare_texts, store_texts
from quotes.services.flagging.working import work
from quotes.services.flagging.writing import Outcome, write_outcome
from tests.factories import NOW, make_capture, make_quotation, make_speaker
from tests.flagging.appearances import attach
from tests.flagging.conftest import do_jobs, job_of, open_pairs, pair
from tests.flagging.test_suggestions import BRIDGE, BRIDGE_AGAIN

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(hours=1)


def test_every_change_is_one_job_of_one_transaction():
    quotation = make_quotation(BRIDGE, published=False)
    assert [job.revision for job in quotation.match_jobs.all()] == [1]
    attach(quotation, BRIDGE_AGAIN)
    Quotation.objects.filter(pk=quotation.pk).update(said_from=None, said_to=None)
    quotation.attributions.update(speaker=make_speaker())
    assert quotation.match_jobs.count() == 4
    with transaction.atomic():
        Quotation.objects.filter(pk=quotation.pk).update(said_from=NOW, said_to=NOW)
        attach(quotation, f"{BRIDGE} or later")
    assert quotation.match_jobs.count() == 5


def test_raw_sql_is_work_too():
    quotation = make_quotation("Nothing more will be said about it today", published=False)
    other = make_quotation(BRIDGE_AGAIN)
    do_jobs()
    capture = make_capture(BRIDGE)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO quotes_occurrence (quotation_id, capture_id, kind, clause_start, clause_end, clause_exact,"
            " clause_prefix, clause_suffix, cue, speaker_mention, reported_place)"
            " VALUES (%s, %s, 'indirect', 0, %s, %s, '', '', '', '', '')",
            [quotation.pk, capture.pk, len(BRIDGE), BRIDGE],
        )
    assert do_jobs() == 1
    assert open_pairs() == {pair(quotation, other)}


def test_a_claimed_job_is_nobody_elses_until_its_lease_ends():
    make_quotation(BRIDGE)
    claim = jobs.claim(now=NOW)
    assert claim is not None
    assert jobs.claim(now=NOW) is None
    second = jobs.claim(now=LATER)
    assert second is not None
    assert (second.job_id, second.attempts) == (claim.job_id, 2)
    assert second.token != claim.token


def test_who_lost_the_lease_writes_nothing():
    one, other = make_quotation(BRIDGE), make_quotation(BRIDGE_AGAIN)
    do_jobs()
    Match.objects.all().delete()
    jobs.search_again(quotations=Quotation.objects.filter(pk=other.pk))
    slow = jobs.claim(now=NOW)
    assert slow is not None
    quick = jobs.claim(now=LATER)
    assert quick is not None
    work(slow, clock=lambda: LATER)
    assert not Match.objects.exists()
    assert job_of(other).state == "running"
    work(quick, clock=lambda: LATER)
    assert open_pairs() == {pair(one, other)}


def test_an_older_revision_is_done_without_a_search():
    quotation = make_quotation(BRIDGE, published=False)
    old = jobs.claim(now=NOW)
    assert old is not None
    attach(quotation, BRIDGE_AGAIN)
    work(old, clock=lambda: NOW)
    job = quotation.match_jobs.get(revision=1)
    assert (job.state, job.found_by_version) == ("done", "")
    assert not Wording.objects.exists()
    assert progress_of(quotation).state == "waiting"


def test_a_job_for_an_engine_that_is_gone_writes_nothing():
    quotation = make_quotation(BRIDGE)
    do_jobs()
    Wording.objects.all().delete()
    jobs.search_again(quotations=Quotation.objects.all(), engine_version="an engine of last year")
    do_jobs()
    assert not Wording.objects.exists()
    assert set(quotation.match_jobs.values_list("state", flat=True)) == {"done"}


def test_five_failures_park_a_job_and_others_go_first():
    failing = make_quotation(BRIDGE)
    now = NOW
    for attempt in range(1, 6):
        claim = jobs.claim(now=now)
        assert claim is not None
        assert (claim.quotation_id, claim.attempts) == (failing.pk, attempt)
        jobs.fail(claim, now=now, error=f"OSError: no room, \0 {attempt}")
        assert jobs.claim(now=now) is None
        now += timedelta(hours=1)
    job = job_of(failing)
    assert (job.state, job.last_error) == ("parked", "OSError: no room, � 5")
    assert progress_of(failing).state == "parked"
    assert jobs.claim(now=now) is None


def test_a_job_that_failed_waits_for_fresh_ones():
    failing, fresh = make_quotation(BRIDGE), make_quotation(BRIDGE_AGAIN)
    claim = jobs.claim(now=NOW)
    assert claim is not None
    jobs.fail(claim, now=NOW, error="OSError: no room")
    following = [jobs.claim(now=LATER), jobs.claim(now=LATER)]
    assert [claim.quotation_id for claim in following if claim] == [fresh.pk, failing.pk]


def test_the_command_shows_parked_jobs_and_starts_them_again():
    quotation = make_quotation(BRIDGE)
    MatchJob.objects.update(state="parked", attempts=5, last_error="OSError: no room")
    out = StringIO()
    call_command("match_jobs", stdout=out)
    assert "Parked: 1" in out.getvalue()
    assert "OSError: no room" in out.getvalue()
    call_command("match_jobs", "--retry", stdout=out)
    assert do_jobs() == 1
    assert progress_of(quotation).state == "done"


def test_the_command_searches_anew_for_all():
    make_quotation(BRIDGE)
    do_jobs()
    call_command("match_jobs", "--again", stdout=StringIO())
    assert do_jobs() == 1


def test_progress_from_waiting_to_done():
    quotation = make_quotation(BRIDGE)
    make_quotation(BRIDGE_AGAIN)
    assert progress_of(quotation).state == "waiting"
    claim = jobs.claim(now=timezone.now())
    assert claim is not None
    assert progress_of(quotation).state == "running"
    assert not progress_of(quotation).is_settled
    work(claim, clock=timezone.now)
    do_jobs()
    progress = progress_of(quotation)
    assert (progress.state, progress.open_count, progress.is_settled) == ("done", 1, True)
    assert progress.sentence == "1 possible link is open."


def test_a_text_too_long_to_be_a_quote_says_so_and_can_be_public():
    quotation = make_quotation("The harbour is open. " * 1000, published=True)
    make_quotation(BRIDGE)
    do_jobs()
    progress = progress_of(quotation)
    assert (progress.state, progress.open_count) == ("unmatchable", 0)
    assert progress.reason == "cannot be matched: The quote is longer than 20000 characters. Mark a shorter passage."
    assert "longer than 20000 characters" in progress.sentence
    assert quotation.is_public


def test_signs_without_words_are_not_compared():
    signs = [bare_quotation("?!…"), bare_quotation("?!…")]
    do_jobs()
    assert open_pairs() == set()
    assert not Wording.objects.exists()
    assert [progress_of(one).state for one in signs] == ["unmatchable", "unmatchable"]
    assert "no words, only signs" in progress_of(signs[0]).sentence


def test_one_wording_that_cannot_be_matched_does_not_hide_the_others():
    quotation = make_quotation(BRIDGE, published=False)
    attach(quotation, "The harbour is open. " * 1000)
    other = make_quotation(BRIDGE_AGAIN)
    do_jobs()
    assert open_pairs() == {pair(quotation, other)}


@transaction.atomic
def bare_quotation(words: str) -> Quotation:
    """Rows that no form would write: signs between marks."""
    capture = make_capture(f"The sign read “{words}” for an hour.")
    start = capture.text.index(words)
    quotation = Quotation.objects.create()
    place = {"clause_start": start, "clause_end": start + len(words), "clause_exact": words}
    occurrence = Occurrence.objects.create(quotation=quotation, capture=capture, kind="direct", **place)
    Segment.objects.create(occurrence=occurrence, order=1, start=start, end=start + len(words), exact=words)
    return quotation


def test_a_slow_search_does_not_take_back_what_another_found_meanwhile():
    """Two quotations saved at once: the second's search finds the first while the first's is still under way."""
    first = make_quotation(BRIDGE)
    now = timezone.now()
    place = workplace(now=now)
    slow = jobs.claim(now=now)
    assert slow is not None
    texts = prepare_texts(first, place.engine)
    store_texts(slow, texts, place.index)
    found_nothing = suggest(place.engine, first.pk, texts.prepared, find_candidates(first.pk, texts, place))
    second = make_quotation(BRIDGE_AGAIN)
    do_jobs()
    assert open_pairs() == {pair(first, second)}

    write_outcome(slow, Outcome(found_nothing, place.engine.version), now=timezone.now())
    assert job_of(first).state == "done"
    assert open_pairs() == {pair(first, second)}
