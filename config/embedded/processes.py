"""Programs that are started, watched and ended; none of them outlives whoever started it."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
# Loaded once, before any fork: between fork and exec nothing may be imported.
LIBC = ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    """`prctl(2)`; only Linux has it, elsewhere a kill -9 of the supervisor may leave its children."""
    if sys.platform == "linux":
        LIBC.prctl(option, value, 0, 0, 0)


def die_with_parent(death_signal: int = signal.SIGKILL) -> None:
    """The kernel sends this process `death_signal` when its parent ends, however it ends."""
    _prctl(PR_SET_PDEATHSIG, death_signal)


def adopt_orphans() -> None:
    """Descendants whose parent ends become children of this process instead of init's."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


@dataclass(frozen=True)
class Program:
    """A command with what it needs.

    `stop_signal` asks for an orderly end, `death_signal` is what the kernel sends if the supervisor is
    killed, `patience` is how many seconds an orderly end may take.
    """

    name: str
    command: tuple[str, ...]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    patience: float = 10.0
    user: int | None = None


class Process:
    """A running program, in a process group of its own so that Ctrl-C reaches the supervisor alone."""

    def __init__(self, program: Program) -> None:
        self.program = program
        program.log.parent.mkdir(parents=True, exist_ok=True)
        with program.log.open("ab") as log:
            self._popen = subprocess.Popen(
                program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **program.environment},
                process_group=0,
                user=program.user,
                preexec_fn=_dying_with(program.death_signal),  # noqa: PLW1509 - the supervisor has no threads
            )

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def running(self) -> bool:
        return self._popen.poll() is None

    def wait(self) -> int:
        """The exit code, once the program has ended by itself."""
        return self._popen.wait()

    def ask_to_stop(self) -> None:
        if self.running:
            self._popen.send_signal(self.program.stop_signal)

    def stop(self) -> None:
        """An orderly end within the program's patience, else a hard one; nothing of its group is left."""
        self.ask_to_stop()
        try:
            self._popen.wait(self.program.patience)
        except subprocess.TimeoutExpired:
            self._popen.kill()
        self._popen.wait()
        self.end_group()

    def end_group(self) -> None:
        """Kill what the program left behind (a dead web server's worker would keep the port)."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return


def _dying_with(death_signal: signal.Signals) -> Callable[[], None]:
    return lambda: die_with_parent(death_signal)


def log_tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for a person who has no time to look for it."""
    if not log.exists():
        return "(nothing was written)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) or "(nothing was written)"
