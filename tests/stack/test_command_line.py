"""`manage.py`: what a person can mend without reading code is one sentence, and help is there before any server is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
NOBODY_THERE = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1",
    "SECRET_KEY": "x" * 50,
}


@pytest.fixture
def manage(tmp_path):
    """Run the command line as a newcomer would, with nothing set but what is given."""

    def run(*words, interpreter=(sys.executable,), **variables):
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **variables}
        command = [*interpreter, "manage.py", *words]
        return subprocess.run(
            command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    return run


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set. Start the embedded servers with `make run`"),
        ({**NOBODY_THERE, "CANDIDATE_BACKEND": "sqlite"}, "Set it to one of: postgres, qdrant."),
        (NOBODY_THERE, "The database cannot be reached"),
    ],
)
def test_what_is_missing_is_one_sentence(manage, variables, told):
    ran = manage("match_jobs", **variables)
    assert ran.returncode == 1
    assert told in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_whoever_wants_the_trace_gets_it(manage):
    assert "Traceback" in manage("match_jobs", "--traceback", **NOBODY_THERE).stderr


@pytest.mark.parametrize("words", [["help"], ["import_quotations", "--help"], ["help", "bench"]])
def test_help_needs_no_server(manage, words):
    ran = manage(*words)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout


def test_a_python_without_the_packages_says_which_one_has_them(manage):
    ran = manage("help", interpreter=(sys.executable, "-I", "-S"))
    assert ran.returncode == 1
    assert ".venv/bin/python manage.py" in ran.stderr
    assert "Traceback" not in ran.stderr
