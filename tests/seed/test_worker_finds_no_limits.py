"""The one journey that everything is for: the real Arabic words meet their English relatives, and nothing else.

The demo newsroom, five hundred unrelated quotations and the captured article stand in the database; a real Celery
worker, woken through a real Valkey, does every job that the database queued.
"""

import pytest
from django.db import transaction

from quotes.models import MatchJob, MatchRelation, Quotation
from tests.flagging.conftest import Workers, waking_until
from tests.seed.attaching import attach
from tests.seed.conftest import NOW
from tests.seed.noise import make_noise
from tests.seed.seed import key, needs_seed

pytestmark = [needs_seed, pytest.mark.django_db(transaction=True)]

NOISE = 500


def flagged_with(quotation: Quotation) -> dict[int, str]:
    """The quotations that are suggested as related to it, with the most probable relation."""
    found: dict[int, str] = {}
    relations = MatchRelation.objects.suggested().select_related("match").order_by("-probability")
    for relation in relations:
        pair = {relation.match.first_id, relation.match.second_id}
        if quotation.pk in pair:
            found.setdefault((pair - {quotation.pk}).pop(), relation.relation)
    return found


def nothing_waits() -> bool:
    return not MatchJob.objects.filter(state__in=["queued", "running"]).exists()


def test_the_worker_flags_no_limits_and_hardly_any_noise(newsroom, capture, workers: Workers):
    with transaction.atomic():
        noise = {quotation.pk for quotation in make_noise(NOISE, newsroom.users["editor"])}
    entry = next(entry for entry in key()["quotes"] if entry["n"] == 5)
    arabic = attach(newsroom, capture, entry, NOW)
    workers.start()
    workers.ready()
    waking_until(nothing_waits, seconds=900)

    assert Quotation.objects.count() == 15 + NOISE + 1
    assert not MatchJob.objects.exclude(state="done").exists()
    found = flagged_with(arabic)
    names = {quotation.pk: name for name, quotation in newsroom.quotations.items()}
    seen = {names[pk] for pk in found if pk in names}
    assert len(noise & found.keys()) <= 3, [str(Quotation.objects.get(pk=pk).lead) for pk in noise & found.keys()]
    assert {"joint-2022-en", "joint-2022-en-cnbc", "lavrov-2023-en"} <= seen, seen
    assert "medvedev-2023-ar" not in seen
