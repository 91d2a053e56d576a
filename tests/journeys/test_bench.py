"""The command that measures how long an editor waits, on the newsroom that runs."""

import os
import re
import subprocess
import sys
from argparse import ArgumentTypeError

import psycopg2
import pytest

from quotes.management.benches.flags_command import how_many
from quotes.management.benches.machine import percentile
from tests.journeys.newsroom import CHECKOUT, OF_THE_TESTS, Newsroom

pytestmark = pytest.mark.journey

LEFT_BEHIND = "SELECT count(*) FROM quotes_attribution WHERE described_as LIKE 'measuring %'"


def bench(newsroom: Newsroom, *arguments: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    return subprocess.run(
        (sys.executable, "manage.py", "bench", *arguments),
        cwd=CHECKOUT,
        env={**ours, "DATA_DIR": str(newsroom.data)},
        capture_output=True,
        text=True,
        check=False,
    )


def rows(newsroom: Newsroom, statement: str) -> int:
    found = re.search(r"^DATABASE_URL=(.*)$", (newsroom.data / "stack.env").read_text(), re.MULTILINE)
    assert found
    session = psycopg2.connect(found[1])
    with session.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    session.close()
    assert row
    return int(row[0])


def test_flags_are_measured_and_no_draft_is_left(newsroom: Newsroom) -> None:
    before = rows(newsroom, "SELECT count(*) FROM quotes_quotation")
    done = bench(newsroom, "flags", "--count", "2")
    assert done.returncode == 0, done.stderr
    assert re.search(r"p50 \d+\.\d\d s, p95 \d+\.\d\d s, max \d+\.\d\d s \(2 drafts\)", done.stdout)
    assert f"Quotes in the database: {before}" in done.stdout
    assert rows(newsroom, "SELECT count(*) FROM quotes_quotation") == before
    assert rows(newsroom, LEFT_BEHIND) == 0


def test_a_number_that_makes_no_sense_is_refused(newsroom: Newsroom) -> None:
    done = bench(newsroom, "flags", "--count=0")
    assert done.returncode != 0
    assert "give a number from 1 to 1000" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("count", ["-1", "1001", "many", "", "٣", "9" * 5000])
def test_only_small_whole_numbers_are_counts(count: str) -> None:
    with pytest.raises(ArgumentTypeError):
        how_many(count)


def test_a_percentile_is_one_of_the_measured_values() -> None:
    values = [float(each) for each in range(1, 21)]
    assert percentile(values, 0.5) == 10
    assert percentile(values, 0.95) == 19
    assert percentile([3.0], 0.95) == 3
