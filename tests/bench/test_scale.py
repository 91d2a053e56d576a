"""`manage.py bench scale` from its arguments to its report, on the tests' own servers."""

import json
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command

from quotes.management.benches.scale.report import lines_of, targets_of
from quotes.management.benches.scale_command import how_many
from quotes.management.sizes import memory

CHECKOUT = Path(__file__).resolve().parents[2]
QUOTES = 300
SUBJECTS = "harbour bridge school ferry market tunnel library station garden museum".split()
ACTS = "opens closes grows waits moves returns begins ends".split()
PLACES = "in the north;by the river;at the old gate;near the square;on the hill;behind the mill".split(";")
DAYS = "today;on Monday;next week;after the storm;before noon;in winter;at night;this year".split(";")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of labelled texts in the documented format: sentences that share words, as real ones do."""
    folder = tmp_path_factory.mktemp("data")
    sentences = [
        f"The {one} {act} {place} {day}"
        for one in SUBJECTS
        for act in ACTS[:4]
        for place in PLACES[:3]
        for day in DAYS[:2]
    ]
    (folder / "offices_en").mkdir()
    lines = (json.dumps({"id": str(number), "text": text, "lang": "en"}) for number, text in enumerate(sentences))
    (folder / "offices_en" / "corpus.jsonl").write_text("\n".join(lines))
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def no_scratch_left() -> Iterator[None]:
    yield
    assert scratch_databases() == []


def bench(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        (sys.executable, "-W", "error::DeprecationWarning:quotes", "manage.py", "bench", "scale", *arguments),
        cwd=CHECKOUT,
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def scratch_databases() -> list[str]:
    session = psycopg2.connect(os.environ["DATABASE_URL"])
    with session.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'verbatim_bench_%'")
        names = [name for (name,) in cursor.fetchall()]
    session.close()
    return names


@pytest.fixture(scope="module")
def report(data: Path, cache: Path) -> dict[str, Any]:
    """One small run, whole but for the encoders: their peer is no part of the tests' packages."""
    running = bench(
        *("--quotes", str(QUOTES), "--data", str(data), "--cache", str(cache)),
        *("--only", "search", "--only", "workers", "--json"),
    )
    out, err = running.communicate(timeout=300)
    assert running.returncode == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.mark.usefixtures("no_scratch_left")
def test_a_run_measures_every_side_and_leaves_no_database(report: dict[str, Any]) -> None:
    (size,) = report["sizes"]
    assert size["quotes"] == QUOTES
    assert report["real_texts"] == 240
    for side in ("dense", "faiss", "numpy", "hybrid", "lexical"):
        assert 0 < size[side]["p50_ms"] <= size[side]["p99_ms"]
    # So few rows are compared one by one or nearly so: who does not find them is broken, not approximate.
    for side in ("dense", "faiss", "numpy"):
        assert size[side].get("recall", 1) > 0.98
    assert size["dense"]["server_cpu_ms"] > 0
    assert size["hybrid"]["server_cpu_ms"] > size["lexical"]["server_cpu_ms"]
    assert size["index_bytes"] > 0
    assert size["bytes"]["bands"] > 0


def test_every_filter_finds_what_passes_it_and_counts_it_right(report: dict[str, Any]) -> None:
    filtered = report["sizes"][0]["filtered"]
    assert len(filtered) == 5
    assert all(figures["recall"] > 0.98 for figures in filtered.values() if figures["passing"])
    # Three of three hundred are withdrawn: not even the widest filter lets them pass.
    assert filtered["100% by date"]["passing"] == QUOTES - 3
    assert 10 < filtered["10% by date"]["passing"] < 60
    assert filtered["one language (ar)"]["passing"] == 0


def test_near_duplicates_are_found_by_both_ways_of_comparing_words(report: dict[str, Any]) -> None:
    both = report["sizes"][0]["near_duplicates"]
    assert both["bands"]["found"] > 0.8
    assert both["trigrams"]["found"] > 0.9


def test_workers_bring_all_searches_to_their_end(report: dict[str, Any]) -> None:
    workers = report["workers"]
    assert workers["saved_each_time"] == QUOTES // 80
    assert workers["searched_a_second_1"] > 0
    assert workers["two_workers_to_one"] > 0
    # Every saved text is one of the corpus, changed in a few words.
    assert workers["flags_written"] > 0


def test_the_report_says_what_was_missed(report: dict[str, Any]) -> None:
    slow = {**report, "workers": {**report["workers"], "two_workers_to_one": 1.2}}
    text = "\n".join(lines_of(slow))
    assert "MISSED        searched with two workers to one: 1.2 (wanted at least 1.7)" in text
    assert f"{QUOTES:,} quotations" in text
    names = [target.what for target in targets_of(report)]
    # Nothing is in Arabic there: what could not be found was not missed.
    assert len(names) == len(set(names)) == 10
    elsewhere = {**report, "sizes": [{**report["sizes"][0], "near_duplicates": _without_cpu(report)}]}
    assert any(target.reached is None for target in targets_of(elsewhere))


def _without_cpu(report: dict[str, Any]) -> dict[str, Any]:
    return {name: {**one, "server_cpu_ms": None} for name, one in report["sizes"][0]["near_duplicates"].items()}


@pytest.mark.usefixtures("report", "no_scratch_left")
def test_stopped_with_ctrl_c_it_takes_its_database_along(data: Path, cache: Path) -> None:
    running = bench("--quotes", "5000", "--data", str(data), "--cache", str(cache), "--only", "search")
    assert running.stderr is not None
    for line in running.stderr:
        if "verbatim_bench_5000" in line:
            break
    deadline = time.monotonic() + 60
    while not scratch_databases():
        assert time.monotonic() < deadline
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Stopped" in err
    assert "Traceback" not in err


@pytest.mark.usefixtures("no_scratch_left")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--quotes", "many"), "give a number from 200 to 20000000"),
        (("--quotes", "5"), "give a number from 200 to 20000000"),
        (("--memory", "lots"), "give a size such as 512MB or 4GB"),
        (("--only", "everything"), "invalid choice"),
        (("--data", "/nonexistent/folder"), "There is no folder /nonexistent/folder"),
        (("--data", "{empty}"), "holds 0 texts"),
        (("--data", "{broken}"), "cannot be read"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_remedy(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pairs.jsonl").write_text('{"text1": ')
    places = {name: str(tmp_path / name) for name in ("empty", "broken")}
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(CommandError, match=said):
        call_command("bench", "scale", *(argument.format(**places) for argument in arguments), cache=tmp_path / "cache")
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.usefixtures("no_scratch_left")
def test_a_server_that_is_away_is_told_before_anything_is_encoded(data: Path, tmp_path: Path) -> None:
    nowhere = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    command = (sys.executable, "manage.py", "bench", "scale", "--data", str(data), "--cache", str(tmp_path / "cache"))
    ran = subprocess.run(command, cwd=CHECKOUT, env=nowhere, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 1
    assert "The database cannot be reached" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "cache").exists()


def test_sizes_are_read_as_people_write_them() -> None:
    assert how_many("1_000_000") == how_many("1,000,000") == 1_000_000
    assert memory("4GB") == "4GB"
    for nonsense in ("", "-1", "1e6", "٣٠٠", "199", "20000001"):
        with pytest.raises(ArgumentTypeError):
            how_many(nonsense)
