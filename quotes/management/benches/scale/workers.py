"""From saved quotations to their flags: how many a minute one worker brings to an end, and how many two do."""

import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from accounts.models import User
from quotes.anchoring import Span
from quotes.management.benches.refusing import BenchRefusedError, Say
from quotes.management.benches.scale.database import environment_of_scratch
from quotes.management.benches.scale.loading import Words
from quotes.models import MatchJob, MatchRelation, Speaker
from quotes.services import quoting
from sources.models import Article, Capture
from sources.services import recording as sources

PATIENCE = 600.0
"""Seconds for a worker to start, or to end."""
TURNS = (1, 2, 2, 1)
"""Workers of each turn: neither side has the easier texts, the warmer machine, or more to find."""


def measure_workers(words: Sequence[Words], now: datetime, say: Say) -> dict[str, Any]:
    """Save a quarter of the texts and let one worker search for their relations, then two, then two, then one."""
    quarter = len(words) // len(TURNS)
    saving, searching = 0.0, dict.fromkeys(TURNS, 0.0)
    for place, workers in enumerate(TURNS):
        seconds = _save(words[place :: len(TURNS)][:quarter], now)
        say(f"saved {quarter} quotations in {seconds:.1f} s; searching with {workers} worker{'s'[: workers - 1]}")
        saving += seconds
        searching[workers] += _drain(workers)
    each = quarter * len(TURNS) // 2
    return {
        "saved_each_time": quarter,
        "saves_a_second": 2 * each / saving,
        **{f"searched_a_second_{workers}": each / seconds for workers, seconds in searching.items()},
        "two_workers_to_one": searching[1] / searching[2],
        "flags_written": MatchRelation.objects.filter(state="suggested").count(),
    }


def _save(words: Sequence[Words], now: datetime) -> float:
    """Save drafts as the desk does: a saved copy, a quotation in it, its speaker. The database queues the search."""
    by, article, speakers = User.objects.get(username="bench"), Article.objects.get(), list(Speaker.objects.all()[:9])
    began = time.monotonic()
    for number, one in enumerate(words):
        text = f"{number}: {one.text}"
        capture = sources.record_capture(
            by=by, now=now, article=article, content=text.encode(), method=Capture.Method.FILE
        )
        start = capture.text.index(one.text)
        span = Span(start, start + len(one.text))
        quoting.create_quotation(
            by=by,
            now=now,
            attributed_to=[quoting.AttributedTo(speaker=speakers[number % len(speakers)])],
            appearance=quoting.Appearance(capture=capture, kind="direct", clause=span, segments=(span,)),
            said=None,
        )
    return time.monotonic() - began


def _drain(count: int) -> float:
    """Return the seconds from a shared start until no job is left. Models are loaded and indexes warm before it."""
    command = (sys.executable, "-m", "quotes.management.benches.scale.worker")
    environment = environment_of_scratch()
    workers = [
        subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
        for _ in range(count)
    ]
    try:
        for worker in workers:
            _expect(worker, "ready")
        began = time.monotonic()
        for worker in workers:
            _tell(worker)
        for worker in workers:
            _expect(worker, "done")
        seconds = time.monotonic() - began
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
    left = MatchJob.objects.exclude(state__in=["done", "unmatchable"]).values_list("last_error", flat=True)
    if left:
        raise BenchRefusedError(f"{len(left)} searches did not come to their end: {left[0]}")
    return seconds


def _tell(worker: subprocess.Popen[str]) -> None:
    assert worker.stdin is not None
    worker.stdin.write("go\n")
    worker.stdin.flush()


def _expect(worker: subprocess.Popen[str], word: str) -> None:
    assert worker.stdout is not None
    if (line := worker.stdout.readline().strip()) != word:
        raise BenchRefusedError(
            f"A worker ended before it was {word}: its log stands above. It said: {line or 'nothing'}"
        )
