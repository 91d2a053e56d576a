"""A newsroom changes its encoder: the old vectors serve until the new ones stand, whatever dies on the way."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from quotes.candidates import hnsw
from quotes.matching.engine import default_engine
from quotes.models import MatchJob, Quotation, VectorIndex, Wording, WordingVector
from quotes.queries.vectors import change_of_encoder
from quotes.services import endpoints
from quotes.services.encoding import choosing, reencoding
from quotes.services.encoding.indexes import workplace
from quotes.services.encoding.reencoding import being_built, claim, encode_batch, encode_missing, missing
from quotes.services.encoding.switching import purge, switch, wait_for_builders, with_vectors_left
from quotes.services.encoding.tending import tend
from quotes.services.flagging import jobs
from tests.candidates.server import DIMENSION, EmbeddingsServer, embeddings_server
from tests.factories import make_quotation
from tests.flagging.conftest import Workers, do_jobs, job_of, open_pairs, pair, until, waking_until
from tests.flagging.test_suggestions import BRIDGE, BRIDGE_AGAIN

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)
OLD = default_engine().vector_version


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddingsServer]:
    monkeypatch.setattr(endpoints, "FIRST_REST_SECONDS", 0.01)
    with embeddings_server() as running:
        yield running
    wait_for_builders()
    choosing.configured_engine.cache_clear()
    choosing.engine_for.cache_clear()


def environment(server: EmbeddingsServer, model: str = "new-model") -> dict[str, str]:
    return {
        "ENCODER": "openai",
        "EMBEDDINGS_URL": server.url,
        "EMBEDDINGS_MODEL": model,
        "EMBEDDINGS_DIMENSION": str(DIMENSION),
        "EMBEDDINGS_TIMEOUT": "5",
    }


@pytest.fixture
def change(settings, server):
    """Set the encoder to a model of the server, as a restart with other variables does it."""

    def changed(model: str = "new-model") -> str:
        for name, value in environment(server, model).items():
            setattr(settings, name, value)
        settings.EMBEDDINGS_DIMENSION, settings.EMBEDDINGS_TIMEOUT = DIMENSION, 5.0
        choosing.configured_engine.cache_clear()
        choosing.engine_for.cache_clear()
        return choosing.configured_engine().vector_version

    return changed


def index_of(version: str) -> VectorIndex:
    return VectorIndex.objects.get(encoder_version=version)


def tend_until_settled(seconds: int = 60) -> None:
    """What the sweep does, second after second."""

    def settled() -> bool:
        tend(clock=timezone.now, within=timedelta(seconds=2))
        wait_for_builders()
        return being_built() is None and not with_vectors_left().exists()

    until(settled, seconds)


def run(command: str, act: str) -> str:
    out = StringIO()
    call_command(command, act, stdout=out)
    return out.getvalue()


def test_a_fresh_newsroom_has_a_standing_index_before_its_first_quotation():
    place = workplace(now=timezone.now())
    assert (place.index.encoder_version, place.index.state) == (OLD, "serving")
    assert hnsw.stands(place.index.pk)


def test_the_old_vectors_serve_until_the_new_ones_stand(change):
    first = make_quotation(BRIDGE)
    do_jobs()
    new = change()
    second = make_quotation(BRIDGE_AGAIN)
    do_jobs()
    assert open_pairs() == {pair(first, second)}
    assert job_of(second).found_by_version.startswith(OLD)
    assert (index_of(OLD).state, index_of(new).state) == ("serving", "building")

    tend_until_settled()
    assert (index_of(OLD).state, index_of(new).state) == ("retired", "serving")
    assert hnsw.stands(index_of(new).pk)
    assert not hnsw.stands(index_of(OLD).pk)
    assert set(WordingVector.objects.values_list("index__encoder_version", flat=True)) == {new}
    assert not missing(index_of(new)).exists()
    third = make_quotation(f"{BRIDGE} or later")
    do_jobs()
    assert job_of(third).found_by_version.startswith(new)
    assert pair(first, third) in open_pairs()


def test_progress_is_counted_and_shown_while_it_goes_on(change, monkeypatch):
    monkeypatch.setattr(reencoding, "BATCH", 2)
    for number in range(5):
        make_quotation(f"{BRIDGE}, says paper number {number}")
    do_jobs()
    change()
    index = workplace(now=timezone.now()).index
    assert index.encoder_version == OLD
    target = being_built()
    assert target is not None
    lease = claim(target, now=timezone.now())
    assert lease is not None
    assert encode_batch(lease, choosing.configured_engine(), now=timezone.now()) == 2
    shown = change_of_encoder()
    assert shown is not None
    assert (shown.encoded, shown.total) == (2, 5)
    assert "building, encoded 2 of 5 wordings, search index does not stand" in run("encoders", "status")


def test_who_took_over_is_not_overwritten_and_nothing_is_encoded_twice(change, server):
    make_quotation(BRIDGE)
    make_quotation(BRIDGE_AGAIN)
    do_jobs()
    change()
    workplace(now=timezone.now())
    target = being_built()
    assert target is not None
    now = timezone.now()
    dead = claim(target, now=now)
    assert dead is not None
    assert claim(target, now=now) is None
    later = claim(target, now=now + HOUR)
    assert later is not None
    with pytest.raises(reencoding.TakenOverError):
        encode_batch(dead, choosing.configured_engine(), now=now)
    assert encode_batch(later, choosing.configured_engine(), now=now + HOUR) == 2
    assert encode_batch(later, choosing.configured_engine(), now=now + HOUR) == 0
    assert not missing(target).exists()


def test_an_index_that_is_not_complete_does_not_serve(change):
    make_quotation(BRIDGE)
    do_jobs()
    change()
    workplace(now=timezone.now())
    target = being_built()
    assert target is not None
    with pytest.raises(CommandError, match="1 wordings have no vector"):
        run("encoders", "switch")
    encode_missing(target, clock=timezone.now, within=HOUR)
    assert not switch(target, now=timezone.now())
    hnsw.create_concurrently(target.pk, target.dimension)
    early = Wording.objects.get()
    WordingVector.objects.filter(index=target, wording=early).delete()
    assert not switch(target, now=timezone.now())
    target.refresh_from_db()
    encode_missing(target, clock=timezone.now, within=HOUR)
    assert switch(target, now=timezone.now())
    assert index_of(OLD).state == "retired"


def test_where_the_old_encoder_is_gone_quotations_meet_again_when_the_new_one_serves(change):
    """From one hosted model to another: nobody can encode for the old one any more."""
    change("first-model")
    one = make_quotation(BRIDGE)
    do_jobs()
    new = change("second-model")
    two = make_quotation(BRIDGE_AGAIN)
    do_jobs()
    assert job_of(two).found_by_version.startswith(new)
    tend_until_settled()
    assert index_of(new).state == "serving"
    again = MatchJob.objects.filter(state="queued").values_list("quotation", flat=True)
    assert list(again) == [two.pk]
    do_jobs()
    assert open_pairs() == {pair(one, two)}


def test_going_back_takes_the_old_index_out_of_retirement(change, settings):
    make_quotation(BRIDGE)
    do_jobs()
    change()
    workplace(now=timezone.now())
    tend_until_settled()
    settings.ENCODER = "use"
    choosing.configured_engine.cache_clear()
    choosing.engine_for.cache_clear()
    workplace(now=timezone.now())
    assert index_of(OLD).state == "building"
    tend_until_settled()
    assert index_of(OLD).state == "serving"
    assert VectorIndex.objects.count() == 2


def test_vectors_of_an_index_that_is_wanted_again_are_not_removed_any_more(change, settings):
    make_quotation(BRIDGE)
    do_jobs()
    change()
    workplace(now=timezone.now())
    encode_missing(workplace(now=timezone.now()).index, clock=timezone.now, within=HOUR)
    VectorIndex.objects.filter(encoder_version=OLD).update(
        state="retired", serving_since=None, retired_at=timezone.now(), encoded_count=1, encoded_up_to=0
    )
    (retired,) = with_vectors_left()
    settings.ENCODER = "use"
    choosing.configured_engine.cache_clear()
    choosing.engine_for.cache_clear()
    workplace(now=timezone.now())
    assert index_of(OLD).state == "building"
    assert purge(retired) == 0
    assert WordingVector.objects.filter(index=retired).exists()
    assert hnsw.stands(retired.pk)


def test_a_passage_that_the_server_refuses_uses_up_the_attempts(change, server):
    whole = "The harbour stays open this winter, an unspeakable thing was said there, and the bridge stays closed"
    make_quotation(whole.replace("unspeakable", "unheard"))
    do_jobs()
    change()
    workplace(now=timezone.now())
    tend_until_settled()
    server.refuses = lambda text: text == "unspeakable thing"
    quotation = make_quotation(whole)
    for _ in range(jobs.MAX_ATTEMPTS):
        MatchJob.objects.filter(state="running").update(lease_until=timezone.now())
        do_jobs()
    job = job_of(quotation)
    assert (job.state, job.attempts) == ("parked", jobs.MAX_ATTEMPTS)
    assert "refused a text" in job.last_error


def test_who_changes_back_halfway_is_told_what_was_left_and_can_remove_it(change, settings):
    make_quotation(BRIDGE)
    do_jobs()
    new = change()
    workplace(now=timezone.now())
    encode_missing(index_of(new), clock=timezone.now, within=HOUR)
    settings.ENCODER = "use"
    choosing.configured_engine.cache_clear()
    choosing.engine_for.cache_clear()
    assert workplace(now=timezone.now()).index == index_of(OLD)
    tend(clock=timezone.now, within=timedelta(seconds=2))
    assert (index_of(new).state, index_of(OLD).state) == ("building", "serving")
    shown = change_of_encoder()
    assert shown is not None
    assert shown.error == reencoding.UNFINISHED
    run("encoders", "retire")
    assert change_of_encoder() is None
    assert index_of(new).state == "retired"
    assert set(WordingVector.objects.values_list("index__encoder_version", flat=True)) == {OLD}


def test_one_text_that_the_server_refuses_stops_neither_the_change_nor_the_worker(change, server):
    good, bad = make_quotation(BRIDGE), make_quotation("An unspeakable thing was said in the harbour on Monday morning")
    do_jobs()
    server.refuses = lambda text: "unspeakable" in text
    new = change()
    workplace(now=timezone.now())
    tend_until_settled()
    assert index_of(new).state == "serving"
    vectors = WordingVector.objects.filter(part=0)
    assert vectors.get(wording__quotation=good).embedding is not None
    assert vectors.get(wording__quotation=bad).embedding is None
    another = make_quotation("Another unspeakable thing was said in the harbour on Monday evening")
    do_jobs()
    job = job_of(another)
    assert (job.state, job.attempts) == ("unmatchable", 1)
    assert job.last_error == "cannot be matched: The server that makes vectors does not take this text."
    assert job_of(make_quotation(BRIDGE_AGAIN)).state == "queued"
    do_jobs()
    assert pair(good, Quotation.objects.order_by("-pk")[0]) in open_pairs()


def test_a_server_that_is_away_parks_no_search_and_is_shown(change, server):
    change()
    server.answers = [(503, {"error": "starting"})] * 100
    quotation = make_quotation(BRIDGE)
    do_jobs()
    job = job_of(quotation)
    assert (job.state, job.attempts) == ("running", 0)
    assert "no answer in 3 attempts" in job.last_error
    assert job.lease_until is not None
    assert job.lease_until > timezone.now()


def test_by_hand_each_step_says_what_it_did(change):
    make_quotation(BRIDGE)
    do_jobs()
    new = change()
    assert "It has no vectors yet" in run("encoders", "status")
    built = run("encoders", "build")
    assert "encoded 1 of 1 wordings" in built
    assert "The search index stands" in built
    assert f"{new} serves now." in run("encoders", "switch")
    assert f"{OLD}: its vectors are removed." in run("encoders", "retire")
    assert f"{new} ({DIMENSION} numbers): serving, search index stands" in run("encoders", "status")
    with pytest.raises(CommandError, match="Nothing is being built"):
        run("encoders", "switch")


def test_an_interrupted_build_leaves_nothing_that_stands(change):
    make_quotation(BRIDGE)
    do_jobs()
    index = index_of(OLD)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass", [hnsw.name_of(index.pk)]
        )
    assert not hnsw.stands(index.pk)
    tend(clock=timezone.now, within=timedelta(seconds=2))
    wait_for_builders()
    assert hnsw.stands(index.pk)


def test_a_worker_killed_midway_loses_nothing(workers: Workers, server: EmbeddingsServer):
    """kill -9 while batches are encoded; another worker goes on where it stopped."""
    workplace(now=timezone.now())
    say_often(100)
    server.pause = 0.2
    first = workers.start(**environment(server))
    workers.ready()
    waking_until(lambda: VectorIndex.objects.filter(state="building", encoded_count__gt=0).exists())
    workers.kill(first)
    index = VectorIndex.objects.get(state="building")
    done = set(WordingVector.objects.filter(index=index).values_list("pk", flat=True))
    assert 0 < len(done) < 100
    VectorIndex.objects.filter(pk=index.pk).update(lease_until=timezone.now())
    server.pause = 0
    workers.start(**environment(server))
    waking_until(lambda: VectorIndex.objects.filter(pk=index.pk, state="serving").exists())
    vectors = WordingVector.objects.filter(index=index)
    assert done <= set(vectors.values_list("pk", flat=True))
    assert vectors.filter(part=0).count() == Wording.objects.count() == 100


def say_often(times: int) -> None:
    """Wordings of one quotation, as if so many articles had printed it in other words."""
    quotation = make_quotation(BRIDGE)
    MatchJob.objects.all().delete()
    Wording.objects.bulk_create(
        Wording(
            quotation=quotation,
            occurrence=quotation.lead,
            sha256=f"{number:064}",
            text=f"{BRIDGE}, says paper {number}",
            language="en",
            script="Latn",
            shadow=f"{BRIDGE}, says paper {number}".lower(),
        )
        for number in range(times)
    )
