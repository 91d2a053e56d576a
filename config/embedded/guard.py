"""The guard: the process that is left when the supervisor is killed, and then ends everything else.

A parent's death signal reaches children only, not theirs: a killed worker would leave its pool, a killed
web server its workers. So the work is done in a child of the guard, the guard adopts whatever loses its
parent, and when the child ends, for whatever reason, the guard ends what is left. If the guard itself is
killed, the supervisor gets SIGTERM from the kernel and ends everything in order.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config.embedded.errors import StackError
from config.embedded.processes import adopt_orphans, die_with_parent

# Longer than PostgreSQL's fast end usually takes; what is cut off after it is recovered at the next start.
ORDERLY_SECONDS = 5.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(BaseException):
    """Ctrl-C, SIGTERM, or the terminal is gone. No Exception, so that no handler of errors swallows it."""


def guarded(work: Callable[[], int], tidy: Callable[[], None]) -> int:
    """Run `work` in a child process, then end all that it left and `tidy` up. Gives the exit code."""
    adopt_orphans()
    if os.environ.get("MAKELEVEL"):
        die_with_parent(signal.SIGTERM)  # a killed `make` must not leave us behind either
    child = os.fork()
    if child == 0:
        die_with_parent(signal.SIGTERM)
        code = _outcome(work)
        end_descendants()
        os._exit(code)
    _pass_on_signals(child)
    code = _wait(child)
    end_descendants()
    tidy()
    return code


def _outcome(work: Callable[[], int]) -> int:
    """The exit code of the work; a problem is told here, since nothing may escape into the parent's code."""
    try:
        return work()
    except StopRequested:
        return 0
    except StackError as error:
        print(f"\n{error}", file=sys.stderr)
    except Exception:  # the last resort of a process: say what happened
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 1


def stop_on_signals() -> None:
    """Turn the first stop signal into `StopRequested`; what is then ended in order is not disturbed again."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        adopt_orphans()  # the guard may be gone: then what loses its parent from now on is ours to end
        raise StopRequested

    for each in STOP_SIGNALS:
        signal.signal(each, stop)


def _pass_on_signals(child: int) -> None:
    """A signal to us means the supervisor, which heeds the first one (Ctrl-C reaches it twice)."""

    def pass_on(number: int, frame: FrameType | None) -> None:
        os.kill(child, number)

    for each in STOP_SIGNALS:
        signal.signal(each, pass_on)


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
