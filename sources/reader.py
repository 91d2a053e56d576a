"""The child process that reads hostile files: `python -m sources.reader`. `sources.apart` starts and ends it.

It reads requests from standard input and writes answers to standard output, both as frames: eight bytes of length
(big-endian), then so many bytes. A request is a frame of JSON and a frame of content. It has no settings, no database
and no network; it may write no file and start no process.
"""

import json
import math
import os
import resource
import select
import signal
import struct
import sys
from typing import Any, BinaryIO, Final

from sources.wire import packed

LENGTH: Final = struct.Struct(">Q")
IDLE_SECONDS: Final = 300
MEGABYTE: Final = 1024 * 1024
FORBIDDEN: Final = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.chown", "os.link", "os.symlink", "os.truncate"),
    *("shutil.", "ftplib.", "smtplib.", "urllib.Request", "webbrowser.", "pty.spawn"),
)
WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device; what a library prints is no answer
        os.dup2(nowhere.fileno(), 1)
    megabytes = int(sys.argv[1])
    _confine(megabytes)
    while (frames := _request(sys.stdin.buffer)) is not None:
        request, content = frames
        answer = _answer(json.loads(request), content, megabytes)
        answers.write(LENGTH.pack(len(answer)))
        answers.write(answer)
        answers.flush()


def _request(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next request; None when the parent has gone or wanted nothing for long."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    if not select.select([stream], [], [], IDLE_SECONDS)[0]:
        return None
    request = _frame(stream)
    return None if request is None else (request, _frame(stream) or b"")


def _frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def _answer(request: dict[str, Any], content: bytes, megabytes: int) -> bytes:
    from sources.formats import read  # noqa: PLC0415 - loaded after the limits stand
    from sources.text import ReadingFailed, ReadingTooLarge, TextRefused  # noqa: PLC0415

    _limit_time(float(request.pop("seconds")))
    try:
        if request.pop("feed", False):
            from sources.syndication import read_feed  # noqa: PLC0415

            return packed(read_feed(content, **request))
        return packed(read(content, **request))
    except TextRefused as refusal:
        return packed(refusal)
    except MemoryError:
        return packed(ReadingTooLarge(megabytes=megabytes))
    except Exception:  # whatever a library does with a hostile file, the answer is a refusal
        return packed(ReadingFailed())


def _limit_time(seconds: float) -> None:
    """Ends the process, should the parent be gone, or busy time pass what one reading may take."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.setitimer(signal.ITIMER_REAL, seconds + 2)


def _confine(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.dont_write_bytecode = True
    sys.addaudithook(_forbid)


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    """Network, processes and writing are for nobody who reads. Loading a library may make a socket type, not use it."""
    is_writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
    if is_writing or event.startswith(FORBIDDEN):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
