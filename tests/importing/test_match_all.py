"""The pass over everything finds what a worker finds, goes on where it was stopped, and changes nothing twice."""

from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from quotes.candidates import hnsw
from quotes.models import MatchJob, MatchRelation, Quotation, Wording, WordingBand, WordingVector
from quotes.services.encoding.indexes import workplace
from quotes.services.flagging import ahead, jobs, whole
from quotes.services.flagging.texts import prepare_many, prepare_texts, stored_texts
from tests.factories import make_quotation
from tests.flagging.conftest import open_pairs, pair
from tests.review.making import a_colleague

pytestmark = pytest.mark.django_db(transaction=True)

SAME = ("The bridge over the river stays closed until spring", "Until spring the bridge over the river stays closed")
NOISE = ("Our bakers never sold so many loaves", "The choir sings on Sunday", "Ships wait for wheat in the harbour")


def make_newsroom() -> list[Quotation]:
    return [make_quotation(text, by=a_colleague(), published=False) for text in (*SAME, *NOISE)]


def match_all(*options: str) -> str:
    out = StringIO()
    call_command("match_all", *options, stdout=out)
    return out.getvalue()


def state() -> list[object]:
    kinds = (Wording, WordingBand, WordingVector)
    relations = MatchRelation.objects.order_by("pk").values_list("pk", "state", "relation", "suggested_at")
    jobs_done = MatchJob.objects.order_by("pk").values_list("pk", "state", "attempts", "finished_at")
    return [*(kind.objects.count() for kind in kinds), *relations, *jobs_done]


@pytest.mark.parametrize("size", ["lots", "0GB", "2", "-1GB"])
def test_a_size_that_postgresql_would_refuse_in_the_end_is_refused_at_once(size: str) -> None:
    with pytest.raises(CommandError, match="give a size such as 512MB or 4GB"):
        match_all(f"--memory={size}")


def test_it_encodes_in_batches_finds_the_pairs_and_changes_nothing_twice() -> None:
    quotations = make_newsroom()
    said = match_all()
    assert "5 encoded in" in said
    assert "5 searched in" in said
    assert "0 searches wait, 0 are parked" in said
    assert open_pairs() == {pair(quotations[0], quotations[1])}
    before = state()
    assert "0 encoded in" in match_all("--stale")
    assert state() == before


def test_stopped_in_the_middle_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    make_newsroom()
    monkeypatch.setattr(ahead, "BATCH", 2)
    steps = ahead.encode_ahead(clock=timezone.now)
    assert next(steps) == 2
    steps.close()  # type: ignore[attr-defined]
    assert Wording.objects.count() == 2
    assert "3 encoded in" in match_all()
    assert Wording.objects.count() == 5
    assert set(MatchJob.objects.values_list("state", flat=True)) == {"done"}


def test_a_large_load_builds_the_index_behind_it_even_after_a_death(monkeypatch: pytest.MonkeyPatch) -> None:
    make_newsroom()
    monkeypatch.setattr(ahead, "BATCH", 2)
    monkeypatch.setattr(ahead, "REBUILT_FROM", 5)
    index = workplace(now=timezone.now()).index
    steps = ahead.encode_ahead(clock=timezone.now)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert not hnsw.stands(index.pk)
    match_all()
    assert hnsw.stands(index.pk)


def test_vectors_from_the_store_are_those_of_the_words() -> None:
    quotation = make_newsroom()[0]
    place = workplace(now=timezone.now())
    fresh = prepare_texts(quotation, place.engine)
    assert stored_texts(quotation, place.engine, place.index) is None
    list(ahead.encode_ahead(clock=timezone.now))
    stored = stored_texts(quotation, place.engine, place.index)
    assert stored is not None
    assert list(stored.prepared) == list(fresh.prepared)
    for key, parts in fresh.parts.items():
        assert [(part.start, part.end) for part in stored.parts[key]] == [(part.start, part.end) for part in parts]
        for one, other in zip(parts, stored.parts[key], strict=True):
            assert float(np.dot(one.vector, other.vector)) > 0.999


def test_what_changed_while_it_was_encoded_is_left_to_its_newer_job() -> None:
    quotation, *others = make_newsroom()
    place = workplace(now=timezone.now())
    waiting = list(ahead.unencoded())
    texts = prepare_many(waiting, place.engine)
    quotation.attributions.get().save()  # a trigger counts it as a change
    ahead.store_many(waiting, texts, place)
    ahead.store_many(waiting, texts, place)
    assert set(Wording.objects.values_list("quotation", flat=True)) == {other.pk for other in others}


def test_what_another_engine_searched_is_queued_once() -> None:
    quotations = make_newsroom()
    match_all()
    MatchJob.objects.filter(quotation=quotations[0]).update(found_by_version="older")
    assert whole.queue_stale(clock=timezone.now) == 1
    assert whole.queue_stale(clock=timezone.now) == 0
    list(whole.search_all(clock=timezone.now, step=timedelta(seconds=60)))
    assert whole.queue_stale(clock=timezone.now) == 0
    assert jobs.claim(now=timezone.now()) is None
