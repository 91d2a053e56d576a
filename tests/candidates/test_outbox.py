"""Another engine's copy follows PostgreSQL: every change is noted where it is committed, and told until it is heard."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from quotes.candidates import choosing
from quotes.candidates.backend import CandidateEntry
from quotes.candidates.errors import CandidatesUnavailableError
from quotes.candidates.postgres import PostgresCandidates
from quotes.candidates.qdrant import QdrantCandidates
from quotes.models import CandidateChange, CandidateFeed, MatchJob, Quotation, VectorIndex, Wording, WordingVector
from quotes.services import mirroring, quoting
from quotes.services.encoding.indexes import workplace
from quotes.services.encoding.tending import tend
from quotes.services.flagging.ahead import encode_ahead
from quotes.services.flagging.working import work_through
from tests.candidates.newsroom import EAST, NORTH, asking, known, make_index, stand
from tests.factories import NOW, make_quotation, make_speaker, make_user
from tests.flagging.appearances import reword
from tests.flagging.conftest import do_jobs, job_of, open_pairs, pair
from tests.flagging.test_suggestions import BRIDGE, BRIDGE_AGAIN

pytestmark = pytest.mark.django_db(transaction=True)

HARBOUR = "The harbour will be dredged before the winter storms arrive"
CHOIR = "A choir of forty bakers sings in the old theatre on Sundays"


@pytest.fixture
def elsewhere(settings, tmp_path: Path) -> Iterator[None]:
    """Qdrant's local mode in a folder, chosen by the settings."""
    settings.CANDIDATE_BACKEND, settings.QDRANT_PATH = "qdrant", str(tmp_path / "qdrant")
    yield
    if choosing.client.cache_info().currsize:
        choosing.client().close()
    choosing.client.cache_clear()


def keep_step() -> int:
    return mirroring.keep_step(clock=timezone.now, within=timedelta(minutes=1))


def found(index: VectorIndex, *vector: float) -> list[int]:
    return [hit.wording_id for hit in choosing.backend_of(index).search(asking("", vector))]


def noted() -> set[int]:
    return set(CandidateChange.objects.values_list("quotation_id", flat=True))


def run(act: str) -> str:
    out = StringIO()
    call_command("candidates", act, stdout=out)
    return out.getvalue()


def test_nothing_is_noted_where_postgresql_is_searched_itself():
    entry = known(make_index(), HARBOUR, EAST)
    Quotation.objects.filter(pk=entry.quotation_id).update(occasion="opening")
    with quoting_corrected(entry):
        Quotation.objects.filter(pk=entry.quotation_id).update(said_from=None, said_to=None)
    assert noted() == set()
    with pytest.raises(CommandError, match="CANDIDATE_BACKEND is postgres"):
        run("sync")


def test_the_copy_is_asked_only_when_it_is_complete(elsewhere):
    index = make_index()
    first, second = known(index, HARBOUR, EAST), known(index, CHOIR, EAST)
    assert isinstance(choosing.backend_of(index), PostgresCandidates)
    assert found(index, *EAST) == [first.wording_id, second.wording_id]
    keep_step()
    assert isinstance(choosing.backend_of(index), QdrantCandidates)
    assert found(index, *EAST) == [first.wording_id, second.wording_id]


def test_every_change_of_a_fact_is_noted_with_it_and_by_raw_sql_too(elsewhere):
    index = make_index()
    entry, other = known(index, HARBOUR, EAST, published=False), known(index, CHOIR, EAST)
    mirroring.open_feed(index)
    quotation = Quotation.objects.get(pk=entry.quotation_id)
    changes = [
        lambda: Quotation.objects.filter(pk=quotation.pk).update(said_from=date(2025, 1, 1), said_to=date(2025, 1, 1)),
        lambda: quotation.attributions.update(speaker=make_speaker()),
        lambda: stand(entry, "The harbour is deep enough"),
        lambda: quotation.stances.all().delete(),
        lambda: Wording.objects.filter(pk=entry.wording_id).update(language="fr"),
        lambda: index.vectors.filter(wording=entry.wording_id).delete(),
        lambda: raw("UPDATE quotes_quotation SET status = 'held' WHERE id = %s", quotation.pk),
        lambda: (
            raw("DELETE FROM quotes_wordingband WHERE wording_id = %s", entry.wording_id)
            or Wording.objects.filter(pk=entry.wording_id).delete()
        ),
    ]
    for change in changes:
        CandidateChange.objects.all().delete()
        change()
        assert noted() == {quotation.pk}
    CandidateChange.objects.all().delete()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Wording.objects.filter(pk=other.wording_id).delete()
        raise ZeroDivisionError
    assert noted() == set()


def test_what_changed_is_told_and_what_is_gone_is_forgotten(elsewhere):
    index = make_index()
    stays, goes = known(index, HARBOUR, EAST), known(index, CHOIR, EAST)
    keep_step()
    quoting.withdraw(
        by=make_user("chief"),
        now=NOW,
        quotation=Quotation.objects.get(pk=stays.quotation_id),
        because="It was never said.",
    )
    Wording.objects.filter(pk=goes.wording_id).delete()
    fresh = known(index, f"{HARBOUR} again", EAST)
    assert found(index, *EAST) == [stays.wording_id, goes.wording_id]  # nobody has told it yet
    assert keep_step() == 3
    assert found(index, *EAST) == [fresh.wording_id]
    assert noted() == set()
    assert keep_step() == 0


def test_a_sync_that_dies_is_done_again_and_changes_nothing_more(elsewhere, monkeypatch):
    index = make_index()
    entry = known(index, HARBOUR, EAST)
    keep_step()
    PostgresCandidates(index).upsert([moved(entry)])
    with monkeypatch.context() as dying:
        dying.setattr(QdrantCandidates, "delete", lambda self, ids: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            mirroring.sync()
    assert noted() == {entry.quotation_id}
    assert mirroring.sync() == 1
    assert (found(index, *EAST), found(index, *NORTH)) == ([], [entry.wording_id])
    CandidateChange.objects.create(quotation_id=entry.quotation_id)
    CandidateChange.objects.create(quotation_id=10**9)
    assert mirroring.sync() == 2
    assert (found(index, *EAST), found(index, *NORTH)) == ([], [entry.wording_id])


def test_filling_goes_on_where_it_stopped(elsewhere, monkeypatch):
    monkeypatch.setattr(mirroring, "BATCH", 2)
    index = make_index()
    entries = [known(index, f"{HARBOUR}, {number}", (20, number, 0)) for number in range(5)]
    feed = mirroring.open_feed(index)
    assert mirroring.fill_batch(feed, now=NOW) == 2
    feed = CandidateFeed.objects.get()
    assert (feed.filled_up_to, feed.filled_at) == (entries[1].wording_id, None)
    keep_step()
    assert found(index, *EAST) == [entry.wording_id for entry in entries]


@pytest.fixture
def another(monkeypatch) -> Iterator[Any]:
    """The cursor of another process, for whose writing nobody waits long."""
    monkeypatch.setattr(mirroring, "PATIENCE", 0.2)
    other = connection.copy()
    with other.cursor() as cursor:
        yield cursor
        # A connection that is closed gives its locks back only when the server has noticed.
        cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()


def begin_writing(cursor: Any) -> None:
    cursor.execute("SELECT pg_advisory_lock(%s)", [mirroring.WRITING])


def test_while_another_process_writes_nothing_is_told_and_nothing_lost(elsewhere, another):
    index = make_index()
    entry = known(index, HARBOUR, EAST)
    keep_step()
    CandidateChange.objects.create(quotation_id=entry.quotation_id)
    begin_writing(another)
    for act in ("sync", "rebuild"):
        with pytest.raises(CommandError, match="Another process has been writing"):
            run(act)
    assert noted() == {entry.quotation_id}
    assert found(index, *EAST) == [entry.wording_id]
    another.execute("SELECT pg_advisory_unlock(%s)", [mirroring.WRITING])
    assert "Told qdrant of 1 changed quotes" in run("sync")


def test_a_search_that_cannot_have_its_turn_is_put_off_and_loses_no_attempt(elsewhere, another):
    workplace(now=timezone.now())
    keep_step()
    quotation = make_quotation(HARBOUR, speaker=make_speaker())
    begin_writing(another)
    work_through(clock=timezone.now, within=timedelta(seconds=1))
    job = MatchJob.objects.get(quotation=quotation)
    assert job.attempts == 0
    assert "Another process has been writing" in job.last_error


def test_an_archive_is_encoded_though_the_copy_cannot_be_told_now(elsewhere, another):
    workplace(now=timezone.now())
    keep_step()
    quotation = make_quotation(HARBOUR, speaker=make_speaker())
    begin_writing(another)
    assert list(encode_ahead(clock=timezone.now)) == [1]
    assert Wording.objects.filter(quotation=quotation).exists()
    assert quotation.pk in noted()


def test_what_cannot_be_removed_now_waits_and_stops_nothing_else(elsewhere, another):
    index = make_index()
    known(index, HARBOUR, EAST)
    keep_step()
    VectorIndex.objects.filter(pk=index.pk).update(
        state=VectorIndex.State.RETIRED, retired_at=NOW, encoded_count=1, encoded_up_to=0
    )
    begin_writing(another)
    tend(clock=timezone.now, within=timedelta(seconds=5))
    with pytest.raises(CommandError, match="Another process has been writing"):
        call_command("encoders", "retire", stdout=StringIO())
    assert WordingVector.objects.filter(index=index).exists()
    another.execute("SELECT pg_advisory_unlock(%s)", [mirroring.WRITING])
    tend(clock=timezone.now, within=timedelta(seconds=5))
    assert not WordingVector.objects.filter(index=index).exists()


def test_what_another_process_tells_meanwhile_is_not_overwritten(elsewhere):
    index = make_index()
    entry = known(index, HARBOUR, EAST)
    keep_step()
    other = connection.copy()
    with other.cursor() as cursor, ThreadPoolExecutor(1) as pool:
        cursor.execute("SELECT pg_advisory_lock(%s)", [mirroring.WRITING])
        telling = pool.submit(in_its_own_connection, mirroring.tell_now, index, entry.quotation_id)
        assert not wait([telling], timeout=0.5).done
        PostgresCandidates(index).upsert([moved(entry)])
        mirroring.tell(index, {entry.quotation_id})
        cursor.execute("SELECT pg_advisory_unlock(%s)", [mirroring.WRITING])
        telling.result(timeout=30)
    other.close()
    assert (found(index, *EAST), found(index, *NORTH)) == ([], [entry.wording_id])


@pytest.mark.parametrize("moment", ["ready", "upsert"])
def test_a_rebuild_beside_the_worker_leaves_a_whole_copy(elsewhere, monkeypatch, moment):
    """At its worst moment the one meets the other: before the copy is dropped, or between a batch and its note."""
    monkeypatch.setattr(mirroring, "BATCH", 2)
    monkeypatch.setattr(mirroring, "PATIENCE", 0.2)
    index = make_index()
    entries = [known(index, f"{HARBOUR}, {number}", (20, number, 0)) for number in range(5)]
    mirroring.fill_batch(mirroring.open_feed(index), now=NOW)
    acts: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "ready": (lambda: mirroring.fill_again(index), lambda: mirroring.fill_batch(feed_of(index), now=NOW)),
        "upsert": (lambda: mirroring.fill_batch(feed_of(index), now=NOW), lambda: mirroring.fill_again(index)),
    }
    ours, theirs = acts[moment]
    refused: list[object] = []
    real = getattr(QdrantCandidates, moment)

    def meanwhile(self: QdrantCandidates, *arguments: Any) -> Any:
        monkeypatch.setattr(QdrantCandidates, moment, real)
        answer = real(self, *arguments)
        with ThreadPoolExecutor(1) as pool:
            refused.append(pool.submit(in_its_own_connection, theirs).exception(timeout=30))
        return answer

    monkeypatch.setattr(QdrantCandidates, moment, meanwhile)
    ours()
    assert isinstance(refused[0], CandidatesUnavailableError)
    keep_step()
    assert mirroring.is_complete(index)
    assert found(index, *EAST) == [entry.wording_id for entry in entries]


def feed_of(index: VectorIndex) -> CandidateFeed:
    return CandidateFeed.objects.get(index=index)


def in_its_own_connection(act: Callable[..., object], *arguments: object) -> None:
    try:
        act(*arguments)
    finally:
        connection.close()


def test_check_finds_what_differs_and_rebuild_mends_it(elsewhere):
    index = make_index()
    entries = [known(index, f"{HARBOUR}, {number}", (20, number, 0)) for number in range(4)]
    assert "copied 4 of 4 wordings" in run("rebuild")
    assert "same: 4, missing: 0, different: 0, too much: 0" in run("check")
    copy = choosing.copy_of(index)
    copy.delete([entries[0].wording_id])
    copy.upsert([moved(entries[1])])
    copy.upsert([CandidateEntry(10**6, 10**6, entries[2].parts, (), "", "Latn", "en")])
    out = StringIO()
    with pytest.raises(CommandError, match="The copy differs"):
        call_command("candidates", "check", stdout=out)
    assert "same: 2, missing: 1, different: 1, too much: 1" in out.getvalue()
    run("rebuild")
    assert "same: 4, missing: 0, different: 0, too much: 0" in run("check")
    assert "Told qdrant of 0 changed quotes." in run("sync")


def test_going_back_to_postgresql_stops_the_noting(elsewhere, settings):
    index = make_index()
    entry = known(index, HARBOUR, EAST)
    keep_step()
    settings.CANDIDATE_BACKEND = "postgres"
    CandidateChange.objects.create(quotation_id=entry.quotation_id)
    keep_step()
    assert not CandidateFeed.objects.exists()
    assert noted() == set()
    assert found(index, *EAST) == [entry.wording_id]


def test_the_worker_finds_through_the_copy_what_was_saved_a_moment_ago(elsewhere):
    first = make_quotation(BRIDGE, said=date(2026, 3, 1))
    do_jobs()
    tend(clock=timezone.now, within=timedelta(seconds=5))
    assert isinstance(choosing.backend_of(workplace(now=timezone.now()).index), QdrantCandidates)
    second = make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 1))
    do_jobs()
    assert open_pairs() == {pair(first, second)}


def test_what_was_withdrawn_a_moment_ago_is_not_suggested_although_the_copy_knows_no_better(elsewhere):
    first = make_quotation(BRIDGE, said=date(2026, 3, 1))
    do_jobs()
    tend(clock=timezone.now, within=timedelta(seconds=5))
    quoting.withdraw(by=make_user("chief"), now=NOW, quotation=first, because="It was never said.")
    make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 1))
    do_jobs()
    assert open_pairs() == set()


def test_a_copy_that_is_out_of_reach_parks_no_search_and_says_why(elsewhere, settings):
    first = make_quotation(BRIDGE)
    do_jobs()
    tend(clock=timezone.now, within=timedelta(seconds=5))
    choosing.client().close()
    choosing.client.cache_clear()
    settings.QDRANT_PATH, settings.QDRANT_URL = "", "http://127.0.0.1:9"
    reword(first, BRIDGE_AGAIN)
    do_jobs()
    job = job_of(first)
    assert (job.state, job.attempts) == ("running", 0)
    assert "Check that it runs at QDRANT_URL" in job.last_error
    tend(clock=timezone.now, within=timedelta(seconds=5))
    assert "Check that it runs at QDRANT_URL" in VectorIndex.objects.get().last_error
    assert noted() == {first.pk}


def moved(entry: CandidateEntry) -> CandidateEntry:
    """The same wording with another vector."""
    return CandidateEntry(
        entry.wording_id,
        entry.quotation_id,
        asking("", NORTH).parts,
        entry.bands,
        entry.shadow,
        entry.script,
        entry.language,
    )


def quoting_corrected(entry: CandidateEntry):
    quotation = Quotation.objects.get(pk=entry.quotation_id)
    return quoting.correcting(
        by=make_user(), now=NOW, quotation=quotation, what="date", public_reason="The day was wrong."
    )


def raw(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
