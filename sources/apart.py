"""Reading of hostile files in a child process: a file can fail, the process that asked for it cannot.

The child (`sources.reader`) has limits of memory and processor time, and is killed with its group when it takes too
long. One child is kept for the next file and replaced after some files or any failure. It is started as a program of
its own, not forked: a daemonic worker may have no children of `multiprocessing`, and no secret of this process is in
its memory or environment. Answers come as JSON and are checked, so a child that a file has taken over can send wrong
words, and no code.
"""

import atexit
import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sources.feed_entries import FeedRead
from sources.text import DEFAULT_MAX_BYTES, Decoded, ReadingFailed, ReadingTooLarge, ReadingTooLong, TextRefused
from sources.wire import NotUnderstood, unpacked

SECONDS: Final = 20.0
MEGABYTES: Final = 1_200
"""Of address space, of which the libraries alone take some 300."""
READINGS: Final = 200
LARGEST_ANSWER: Final = 16 * DEFAULT_MAX_BYTES
LENGTH: Final = struct.Struct(">Q")
ROOT: Final = Path(__file__).resolve().parents[1]
ENVIRONMENT: Final = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
LAST_WORDS: Final = 0.5
"""Seconds in which a child that closed its pipe tells by its code why it ended."""
CHUNK: Final = 256 * 1024


class _Gone(Exception):
    """The child ended without an answer."""


class _TooLong(Exception):
    """The time is over."""


class Reader:
    """A child and the rules for it. Threads take turns; a forked process starts a child of its own."""

    def __init__(self, *, seconds: float = SECONDS, megabytes: int = MEGABYTES, readings: int = READINGS) -> None:
        self._seconds, self._megabytes, self._readings = seconds, megabytes, readings
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._done = 0
        os.register_at_fork(after_in_child=self._forget)

    def read(
        self,
        content: bytes,
        *,
        media_type: str = "",
        file_name: str = "",
        charset: str | None = None,
        title: str = "",
        address: str = "",
        max_bytes: int = DEFAULT_MAX_BYTES,
    ) -> Decoded:
        """As `sources.formats.read`; besides, `ReadingTooLong`, `ReadingTooLarge` or `ReadingFailed`."""
        request = {
            "media_type": media_type,
            "file_name": file_name,
            "charset": charset,
            "title": title,
            "address": address,
            "max_bytes": max_bytes,
            "seconds": self._seconds,
        }
        result = self._asked(request, content)
        if not isinstance(result, Decoded):
            raise ReadingFailed
        return result

    def read_feed(self, content: bytes, *, address: str, media_type: str = "", charset: str | None = None) -> FeedRead:
        """As `sources.syndication.read_feed`; besides, `ReadingTooLong`, `ReadingTooLarge` or `ReadingFailed`."""
        request = {
            "feed": True,
            "address": address,
            "media_type": media_type,
            "charset": charset,
            "seconds": self._seconds,
        }
        result = self._asked(request, content)
        if not isinstance(result, FeedRead):
            raise ReadingFailed
        return result

    def _asked(self, request: dict[str, Any], content: bytes) -> Decoded | FeedRead:
        with self._lock:
            result = self._ask(json.dumps(request).encode(), content)
        if isinstance(result, TextRefused):
            raise result
        return result

    def stop(self) -> None:
        """Ends the child and what it may have started."""
        child, self._child = self._child, None
        if child is None:
            return
        if child.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()

    def _forget(self) -> None:
        """What the parent of a forked process has is the parent's."""
        self._child = None
        self._lock = threading.Lock()
        self._done = 0

    def _ask(self, request: bytes, content: bytes, *, again: bool = True) -> Decoded | FeedRead | TextRefused:
        child = self._ready()
        try:
            answer = _exchanged(child, request, content, until=time.monotonic() + self._seconds)
            result = unpacked(answer)
        except _TooLong as error:
            self.stop()
            raise ReadingTooLong(seconds=int(self._seconds)) from error
        except (_Gone, OSError, NotUnderstood) as error:
            with suppress(subprocess.TimeoutExpired):
                child.wait(LAST_WORDS)
            self.stop()
            if again and child.returncode == 0:  # it had waited long enough and left just now
                return self._ask(request, content, again=False)
            if child.returncode in (-signal.SIGXCPU, -signal.SIGALRM):
                raise ReadingTooLong(seconds=int(self._seconds)) from error
            raise ReadingFailed from error
        except BaseException:
            self.stop()
            raise
        self._done += 1
        if isinstance(result, ReadingTooLarge | ReadingFailed) or self._done >= self._readings:
            self.stop()
        return result

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self.stop()
        if self._child is None:
            self._child, self._done = _started(self._megabytes), 0
        return self._child


def _started(megabytes: int) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    child = subprocess.Popen(  # noqa: S603 - our own program, with a number
        [sys.executable, "-m", "sources.reader", str(megabytes)],
        cwd=ROOT,
        env={**kept, "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        start_new_session=True,
    )
    for pipe in (child.stdin, child.stdout):
        if pipe:
            os.set_blocking(pipe.fileno(), False)
    return child


def _exchanged(child: subprocess.Popen[bytes], request: bytes, content: bytes, *, until: float) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    for part in (LENGTH.pack(len(request)), request, LENGTH.pack(len(content)), content):
        _send(child.stdin.fileno(), part, until)
    length = LENGTH.unpack(_receive(child.stdout.fileno(), LENGTH.size, until))[0]
    if length > LARGEST_ANSWER:
        raise _Gone
    return _receive(child.stdout.fileno(), length, until)


def _send(pipe: int, content: bytes, until: float) -> None:
    left = memoryview(content)
    while left:
        _wait([], [pipe], until)
        try:
            left = left[os.write(pipe, left[:CHUNK]) :]
        except BlockingIOError:
            continue


def _receive(pipe: int, length: int, until: float) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        _wait([pipe], [], until)
        part = os.read(pipe, min(CHUNK, length - len(parts)))
        if not part:
            raise _Gone
        parts += part
    return bytes(parts)


def _wait(reading: list[int], writing: list[int], until: float) -> None:
    poll = select.poll()  # select() knows no file above 1,023, which a busy server reaches
    for pipe in reading:
        poll.register(pipe, select.POLLIN)
    for pipe in writing:
        poll.register(pipe, select.POLLOUT)
    if not poll.poll(max(0, round(1000 * (until - time.monotonic())))):
        raise _TooLong


_shared = Reader()
atexit.register(_shared.stop)
read = _shared.read
read_feed = _shared.read_feed
"""Read with the child that this process keeps."""
