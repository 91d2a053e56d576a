"""A real worker is killed while it reads: no capture is lost, none is read twice."""

from pathlib import Path

import pytest

from config.celery import app
from quotes.models import ExtractionRun, Proposal
from sources.models import Capture
from tests.factories import make_capture
from tests.flagging.conftest import Workers, until, waking_until
from tests.inbox.making import ARABIC, HARBOUR

pytestmark = pytest.mark.django_db(transaction=True)

PARAGRAPH = "Harbour Minister Dana Ilves said: “We will open the quay number {number} before the first snow falls.”"


def wake() -> None:
    app.send_task("quotes.extract", expires=1)


def all_read() -> bool:
    done = ExtractionRun.objects.filter(state="done").count()
    return done == Capture.objects.count()


def test_killed_while_it_reads_the_capture_is_read_after_restart(workers: Workers) -> None:
    make_capture(HARBOUR)
    make_capture(ARABIC, language="ar")
    # So long that the worker is certainly still at it when it dies.
    long = make_capture("\n\n".join(PARAGRAPH.format(number=number) for number in range(4_000)))
    first = workers.start(MATCH_LEASE_SECONDS="2")
    workers.ready()
    wake()
    until(lambda: ExtractionRun.objects.filter(state="running", capture=long).exists())
    workers.kill(first)
    run = ExtractionRun.objects.get()
    assert (run.state, run.attempts) == ("running", 1)
    assert not Proposal.objects.exists()
    workers.start(MATCH_LEASE_SECONDS="60")
    waking_until(all_read, wake_up=wake)
    assert ExtractionRun.objects.count() == 3
    assert ExtractionRun.objects.get(capture=long).attempts >= 2
    assert Proposal.objects.filter(run__capture=long).count() == 4_000


def test_worker_and_beat_find_a_capture_that_nobody_announced(workers: Workers, tmp_path: Path) -> None:
    workers.start()
    workers.start("beat", "--schedule", str(tmp_path / "beat"), "--pidfile=")
    workers.ready()
    capture = make_capture(HARBOUR)
    until(lambda: Proposal.objects.filter(run__capture=capture).count() == 4)
