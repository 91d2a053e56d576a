"""Real workers on the test's own database, and a newsroom of a few invented offices."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django.utils import timezone

from config.celery import app
from quotes.models import MatchJob, MatchRelation, Quotation
from quotes.services.flagging.working import work_through

CHECKOUT = Path(__file__).resolve().parents[2]


def do_jobs() -> int:
    """Do all due jobs in this process."""
    return work_through(clock=timezone.now, within=timedelta(minutes=2))


def open_pairs() -> set[tuple[int, int]]:
    rows = MatchRelation.objects.filter(state="suggested").select_related("match")
    return {(row.match.first_id, row.match.second_id) for row in rows}


def pair(one: Quotation, other: Quotation) -> tuple[int, int]:
    first, second = sorted((one.pk, other.pk))
    return first, second


def relation_of(one: Quotation, other: Quotation) -> MatchRelation:
    first, second = pair(one, other)
    return MatchRelation.objects.get(match__first=first, match__second=second)


def job_of(quotation: Quotation) -> MatchJob:
    """The newest job."""
    job = MatchJob.objects.filter(quotation=quotation).order_by("-revision").first()
    assert job is not None
    return job


def until(condition: Callable[[], object], seconds: float = 120) -> None:
    """Wait for the condition; the test fails if it never holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.02)


def wake() -> None:
    """What beat does every second."""
    app.send_task("quotes.sweep", expires=1)


def waking_until(condition: Callable[[], object], seconds: float = 180, wake_up: Callable[[], object] = wake) -> None:
    """Beat for a while: a wake-up about each second until the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        wake_up()
        pause = time.monotonic() + 1
        while time.monotonic() < pause and not condition():
            time.sleep(0.02)


def queue_length() -> int:
    with app.connection_for_read() as broker:
        return int(broker.default_channel.client.llen("celery"))


@dataclass
class Workers:
    """Starts Celery processes on the test's database; all of them are gone after the test."""

    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        command = command or ("worker", "--concurrency", "1", "--loglevel", "INFO", *QUIETLY)
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config", *command],
                cwd=CHECKOUT,
                env={**os.environ, "DATABASE_URL": database_url(), "OMP_NUM_THREADS": "1", **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        self.processes.append(process)
        return process

    def ready(self, times: int = 1) -> None:
        """Wait until so many workers have said in the log that they listen."""
        until(lambda: self.log.read_bytes().count(b" ready.") >= times)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """As kill -9 does it: the process, its children, at once."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


QUIETLY = ("--without-gossip", "--without-mingle", "--without-heartbeat")


def database_url() -> str:
    """The address of the database that this test uses."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path="/" + connection.settings_dict["NAME"]))


@pytest.fixture
def workers(transactional_db: None, tmp_path: Path) -> Iterator[Workers]:
    app.control.purge()
    started = Workers(tmp_path / "workers.log")
    yield started
    for process in started.processes:
        if process.poll() is None:
            started.kill(process)
    app.control.purge()
    connection.close()
