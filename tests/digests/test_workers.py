"""Several workers at once, and a real Celery worker that beat wakes."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config.celery import app
from digests.models import Confirmation, Delivery, Edition, EditionItem, Subscriber
from digests.services import composing, subscribing
from digests.services.claiming import claim_next
from tests.digests.conftest import AFTER, DURING, WEEK, parsed, part
from tests.factories import make_quotation
from tests.flagging.conftest import Workers, waking_until

pytestmark = pytest.mark.django_db(transaction=True)

Subscribe = Callable[..., Subscriber]


def at_once(work: Callable[[], Any], times: int = 4) -> list[Any]:
    """Run `work` in so many threads, each with a database connection of its own, as nearly together as may be."""
    start = threading.Barrier(times)
    results: list[Any] = []

    def run() -> None:
        try:
            start.wait()
            results.append(work())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(results) == times
    return results


def test_workers_that_look_at_once_compose_one_edition(subscribed: Subscribe) -> None:
    subscribed("one@example.org")
    subscribed("two@example.org")
    facts = {make_quotation().pk for _ in range(3)}
    composed = at_once(lambda: composing.compose_due(now=AFTER))
    assert sorted(len(editions) for editions in composed) == [0, 0, 0, 1]
    assert Edition.objects.filter(week=WEEK).count() == 1
    assert set(EditionItem.objects.values_list("object_id", flat=True)) == facts
    assert Delivery.objects.count() == 2


def test_senders_that_look_at_once_claim_different_letters(subscribed: Subscribe) -> None:
    for number in range(3):
        subscribed(f"reader-{number}@example.org")
    make_quotation()
    composing.compose_due(now=AFTER)
    claimed = at_once(lambda: claim_next(Delivery, now=AFTER))
    ids = [letter.pk for letter in claimed if letter]
    assert sorted(ids) == sorted(Delivery.objects.values_list("pk", flat=True))


def test_requests_at_once_queue_one_confirmation() -> None:
    at_once(lambda: subscribing.ask(now=DURING, email="a@example.org", language="en"))
    assert Subscriber.objects.count() == 1
    assert Confirmation.objects.count() == 1


def wake() -> None:
    """What beat does: a wake-up that a busy worker does not read in time is followed by another."""
    app.send_task("digests.sweep", expires=5)


def test_worker_that_beat_wakes_sends_the_confirmation_mail(tmp_path: Path) -> None:
    subscribing.ask(now=DURING, email="a@example.org", language="en")
    workers = Workers(tmp_path / "worker.log")
    worker = workers.start(MAIL_URL=f"folder://{tmp_path}/mail")
    try:
        workers.ready()
        waking_until(lambda: Confirmation.objects.get().state == "sent", wake_up=wake)
    finally:
        workers.kill(worker)
    (file,) = (tmp_path / "mail").glob("*.eml")
    assert "Do you want the weekly mail?" in part(parsed(file.read_bytes()), "plain")
