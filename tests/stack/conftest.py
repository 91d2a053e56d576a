"""Starts supervisors the way a person does, and sees to it that a failing test leaves none behind."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from config.embedded.accounts import account_for
from config.embedded.memory import family
from config.embedded.ports import free_port
from config.embedded.postgres import Postgres

CHECKOUT = Path(__file__).resolve().parents[2]
LIGHT = (sys.executable, str(Path(__file__).with_name("light.py")))
SECONDS = 60.0


@dataclass
class Terminal:
    """One `make run` in a terminal of its own; what it says is in a file."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    output: Path

    @property
    def said(self) -> str:
        return self.output.read_text()

    def until(self, words: str) -> str:
        """Wait until the words appear; the whole output then."""
        deadline = time.monotonic() + SECONDS
        while words not in self.said:
            assert self.process.poll() is None, f"it ended without saying {words!r}:\n{self.said}"
            assert time.monotonic() < deadline, f"it never said {words!r}:\n{self.said}"
            time.sleep(0.05)
        return self.said

    def ended(self) -> int:
        return self.process.wait(SECONDS)

    def everything(self) -> list[int]:
        """Ids of all processes of this newsroom, the guard first, its supervisor second."""
        return family(self.process.pid)

    def address(self, name: str) -> str:
        """An address from the file that `manage.py` by hand reads."""
        found = re.search(rf"^{name}=(.*)$", (self.data / "stack.env").read_text(), re.MULTILINE)
        assert found
        return found[1]


Open = Callable[..., Terminal]
MakeDatabase = Callable[..., str]


@pytest.fixture
def make_database() -> Iterator[MakeDatabase]:
    """Makes databases on the tests' servers, which are somebody else's servers to the code under test."""
    server = os.environ["DATABASE_URL"]
    made: list[str] = []

    def run(statement: str, address: str = server) -> None:
        session = psycopg2.connect(address)
        session.autocommit = True
        with session.cursor() as cursor:
            cursor.execute(statement)
        session.close()

    def make(options: str = "", extensions: tuple[str, ...] = ("vector", "pg_trgm")) -> str:
        """The address of a new database: an empty one, with the given options and extensions."""
        made.append(f"stack_{os.getpid()}_{len(made)}")
        run(f"CREATE DATABASE {made[-1]} TEMPLATE template0 {options}")
        address = f"{server.rpartition('/')[0]}/{made[-1]}"
        for extension in extensions:
            run(f"CREATE EXTENSION {extension}", address)
        return address

    yield make
    for name in made:
        run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def made_cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the first start leaves it, so that not every test waits for initdb."""
    data = tmp_path_factory.mktemp("made") / "data"
    account = account_for(data)
    Postgres(data / "postgres", data, data / "log", account, durable=False).make_cluster()
    return data


@pytest.fixture
def open_terminal(tmp_path: Path, made_cluster: Path) -> Iterator[Open]:
    """Starts a supervisor on a data folder of the test's own; `fresh` folders hold no cluster yet."""
    opened: list[Terminal] = []

    def start(
        data: Path | None = None,
        port: int = 0,
        command: tuple[str, ...] = LIGHT,
        *,
        fresh: bool = False,
        **environment: str,
    ) -> Terminal:
        data = data or tmp_path / "data"
        if not fresh and not (data / "postgres").exists():
            shutil.copytree(made_cluster, data, dirs_exist_ok=True)
        port = port or free_port()
        output = tmp_path / f"terminal-{len(opened)}.txt"
        clean = {name: value for name, value in os.environ.items() if name not in STACK_VARIABLES}
        with output.open("wb") as written:
            process = subprocess.Popen(
                command,
                cwd=CHECKOUT,
                env={**clean, "DATA_DIR": str(data), "PORT": str(port), **environment},
                stdout=written,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                process_group=0,
            )
        opened.append(Terminal(data, port, process, output))
        return opened[-1]

    yield start
    for terminal in opened:
        if terminal.process.poll() is None:
            terminal.process.send_signal(signal.SIGTERM)
        terminal.ended()


# What the tests' own servers set must not reach a supervisor that shall start its own.
STACK_VARIABLES = (
    *("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "MAIL_URL", "MAIL_FROM", "DATA_DIR"),
    "CAPTURES_STORAGE_OPTIONS",
    *("MAKELEVEL", "ALLOWED_HOSTS", "PYTEST_XDIST_WORKER", "DJANGO_SETTINGS_MODULE"),
)


def eventually(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether the condition becomes true within the given time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def gone(pids: list[int], seconds: float = 20.0) -> bool:
    """Whether all these processes end within the given time."""
    return eventually(lambda: not any(_alive(pid) for pid in pids), seconds)


def _alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
