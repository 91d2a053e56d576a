"""A newsroom as `make run` opens it, in a folder of its own, with its terminal and its processes."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.embedded.memory import family
from config.embedded.ports import free_port

CHECKOUT = Path(__file__).resolve().parents[2]
OPENS_WITHIN = 300.0
"""Seconds. A stuck start shall end the tests, a slow machine shall not."""
# What the tests' own servers set must not reach a newsroom that shall start its own.
OF_THE_TESTS = (
    *("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "MAIL_URL", "MAIL_FROM", "DATA_DIR"),
    "CAPTURES_STORAGE_OPTIONS",
    *("ALLOWED_HOSTS", "DEBUG", "TIME_ZONE", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER"),
)


@dataclass(frozen=True)
class Newsroom:
    """What a person knows who started it: the site's address, the folder, and what the terminal said."""

    address: str
    data: Path
    process: subprocess.Popen[bytes]
    terminal: Path

    @property
    def said(self) -> str:
        return self.terminal.read_text()

    def password(self, user: str) -> str:
        """As the terminal prints it."""
        found = re.search(rf"^ *{user} +(\S+)", self.said, re.MULTILINE)
        assert found, self.said
        return found[1]

    def processes(self, word: str) -> list[Path]:
        """The folders under /proc of its running programs whose command holds the word."""
        found = [Path(f"/proc/{pid}") for pid in family(self.process.pid)]
        return [each for each in found if word in (each / "cmdline").read_text()]

    def log(self, program: str) -> str:
        return (self.data / "logs" / f"{program}.log").read_text()


@contextmanager
def open_newsroom(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[Newsroom]:
    """Start it with these settings and wait until it says that it is ready; leaving stops everything."""
    port = free_port()
    ours = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    terminal = folder / "terminal.txt"
    with terminal.open("wb") as written:
        process = subprocess.Popen(
            (sys.executable, "-m", "config.embedded", "run"),
            cwd=CHECKOUT,
            env={**ours, "DATA_DIR": str(folder / "data"), "PORT": str(port), **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
    newsroom = Newsroom(f"http://localhost:{port}", folder / "data", process, terminal)
    try:
        _wait_until_ready(newsroom)
        yield newsroom
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _wait_until_ready(newsroom: Newsroom) -> None:
    deadline = time.monotonic() + OPENS_WITHIN
    while "Ctrl-C stops everything" not in newsroom.said:
        assert newsroom.process.poll() is None, newsroom.said
        assert time.monotonic() < deadline, newsroom.said
        time.sleep(0.1)
