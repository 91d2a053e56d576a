"""The guard: the process that is left when the supervisor is killed, and then ends everything else.

A parent's death signal reaches children only, not theirs: a killed worker would leave its pool, a killed
web server its workers. So the work is done in a child of the guard, the guard adopts whatever loses its
parent, and when the child ends, for whatever reason, the guard ends what is left. If the guard itself is
killed, the supervisor gets SIGTERM from the kernel and ends everything in order.
"""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from config.embedded.processes import adopt_orphans, die_with_parent

# Longer than PostgreSQL's fast end usually takes; what is cut off after it is recovered at the next start.
ORDERLY_SECONDS = 5.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def guarded(work: Callable[[], int], tidy: Callable[[], None]) -> int:
    """Run `work` in a child process, then end all that it left and `tidy` up. Gives the exit code."""
    adopt_orphans()
    if os.environ.get("MAKELEVEL"):
        die_with_parent(signal.SIGTERM)  # a killed `make` must not leave us behind either
    child = os.fork()
    if child == 0:
        die_with_parent(signal.SIGTERM)
        os._exit(work())
    _pass_on_signals(child)
    code = _wait(child)
    end_descendants()
    tidy()
    return code


def _pass_on_signals(child: int) -> None:
    """SIGTERM and SIGHUP sent to us mean the supervisor; the terminal sends Ctrl-C to both of us itself."""

    def pass_on(number: int, frame: FrameType | None) -> None:
        os.kill(child, number)

    signal.signal(signal.SIGINT, pass_on)
    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGHUP, pass_on)


def _wait(child: int) -> int:
    """The exit code of the child; orphans that end meanwhile are buried on the way."""
    while True:
        pid, status = os.wait()
        if pid == child:
            return os.waitstatus_to_exitcode(status) % 256


def end_descendants() -> None:
    """Ask everything below this process to end, insist after a while, and return when nothing is left."""
    deadline = time.monotonic() + ORDERLY_SECONDS
    asked: set[int] = set()
    while children := _children():
        for pid in children:
            if time.monotonic() > deadline:
                _send(pid, signal.SIGKILL)
            elif pid not in asked:
                asked.add(pid)
                _send(pid, signal.SIGTERM)
        _bury()
        time.sleep(0.03)


def _children() -> list[int]:
    """Ids of our children, those included that are dead and not yet buried."""
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _bury() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return
