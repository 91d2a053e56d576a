"""Starts the throw-away servers before Django reads its settings.

pytest-django loads the settings before any conftest.py, hence a plugin that is named in `addopts`. With
xdist the controlling process starts the servers once; its workers inherit the environment and take a Redis
database each (pytest-django gives each a PostgreSQL database of its own).
"""

import json
import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
TEST_ENVIRONMENT = {
    "SECRET_KEY": "only-for-tests-" + "0" * 50,
    "SITE_URL": "http://localhost:8000",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "MAIL_FROM": "Verbatim <digest@localhost>",
    "DEBUG": "false",
    "TIME_ZONE": "UTC",
}
_servers: list[subprocess.Popen[str]] = []


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Before everything else that looks at the environment."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        _take_own_redis_database(int(worker.removeprefix("gw")) + 1)
        _take_own_vault(worker)
    else:
        _start_servers()
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The servers end when their standard input closes: here, or when this process is killed."""
    for servers in _servers:
        servers.communicate(timeout=60)
    _servers.clear()


def _start_servers() -> None:
    command = [sys.executable, "-m", "config.embedded", "test-servers"]
    servers = subprocess.Popen(
        command,
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,  # Ctrl-C means the tests; the servers end after them
    )
    _servers.append(servers)
    assert servers.stdout is not None
    line = servers.stdout.readline()
    if not line:
        pytest.exit("The servers for the tests did not start; the reason stands above.", returncode=3)
    addresses = json.loads(line)
    # WhiteNoise warns of a missing folder of collected files, and warnings are errors here.
    Path(addresses["DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)
    os.environ.update(TEST_ENVIRONMENT | addresses | {"MAIL_URL": f"folder://{addresses['DATA_DIR']}/mail"})


def _take_own_redis_database(number: int) -> None:
    base, _, _ = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{base}/{number}"


def _take_own_vault(worker: str) -> None:
    """Two processes keep the same bytes for different rows; neither may remove them for the other."""
    folder = Path(os.environ["DATA_DIR"], f"captures-{worker}")
    os.environ["CAPTURES_STORAGE_OPTIONS"] = json.dumps({"location": str(folder)})
