"""A connection to exactly the address that was checked, and no byte later than its deadline.

The name is looked up once and every answer is checked; the socket is opened to a checked number, so that a second
look-up cannot lead elsewhere (DNS rebinding). urllib3 speaks HTTP over the socket that it is given and opens none.
"""

import contextlib
import io
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Container, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Protocol, cast

import certifi
from urllib3.connection import HTTPConnection

from sources.hosts import IpAddress, Target, TrustedHost, is_public
from sources.unfetched import (
    BrokenAnswer,
    CertificateWrong,
    FetchRefused,
    HostNotFound,
    Inside,
    NameServiceAway,
    NotListening,
    NotSecure,
)

MOST_ADDRESSES: Final = 4
"""Of one host: more are not tried."""
READ_AHEAD: Final = 8192


class Resolver(Protocol):
    """The addresses of a host as text; `OSError` (`socket.gaierror`) where it has none."""

    def __call__(self, host: str, port: int, /) -> Sequence[str]: ...


def system_resolver(host: str, port: int, /) -> Sequence[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Deadline:
    """One moment by which everything must have happened, look-ups and redirects included."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Seconds, more than 0; `TimeoutError` at the end."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError
        return left

    def extend(self, seconds: float) -> None:
        """For time that we spent waiting our turn."""
        self._end += seconds


class WatchedReader(io.RawIOBase):
    """What a socket receives, as long as there is time left and as much as is allowed."""

    def __init__(self, sock: socket.socket, deadline: Deadline, allowed: int, refusal: FetchRefused) -> None:
        self._sock = sock
        self._stream = sock.makefile("rb", buffering=0)
        self._deadline = deadline
        self._allowed = allowed
        self._refusal = refusal

    def allow(self, more: int, refusal: FetchRefused) -> None:
        """`more` bytes from now on; beyond them `refusal`."""
        self._allowed, self._refusal = more, refusal

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        self._sock.settimeout(self._deadline.left())
        count = self._stream.readinto(buffer)
        self._allowed -= count or 0
        if self._allowed < 0:
            raise self._refusal
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


class WatchedSocket:
    """The part of a socket that `http.client` uses. Every wait is the time that is left, not a time for each wait:
    a server that sends a byte a second cannot hold us longer than one that sends nothing."""

    def __init__(self, sock: socket.socket, deadline: Deadline, *, max_header_bytes: int, host: str) -> None:
        self._sock = sock
        self._deadline = deadline
        self.reader = WatchedReader(sock, deadline, max_header_bytes + READ_AHEAD, BrokenAnswer(host=host))

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self.reader, READ_AHEAD)

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def settimeout(self, seconds: float | None) -> None:
        """urllib3 sets its own before each step; the deadline counts."""

    def close(self) -> None:
        self._sock.close()


class CheckedConnection(HTTPConnection):
    """HTTP over a socket that is open already. It never opens one itself."""

    auto_open = 0

    def __init__(self, target: Target, sock: WatchedSocket) -> None:
        super().__init__(target.host, target.port)
        self.sock = cast(socket.socket, sock)

    def connect(self) -> None:
        raise NotListening(host=self.host)


def opened(
    target: Target,
    deadline: Deadline,
    *,
    resolve: Resolver,
    trusted: Container[TrustedHost],
    connect_seconds: float,
    tls: ssl.SSLContext | None,
) -> socket.socket:
    """A socket to the target, over TLS for https, its certificate checked against the host's name.

    `Inside` where any address of the host is not public, before anything is sent. `TimeoutError` at the deadline.
    """
    addresses = _addresses(target, deadline, resolve)
    if (target.host, target.port) not in trusted and not all(map(is_public, addresses)):
        raise Inside(host=target.host)
    sock = _connected(addresses[:MOST_ADDRESSES], target, deadline, connect_seconds)
    return sock if target.scheme == "http" else _secured(sock, target, deadline, tls or web_trust())


@cache
def web_trust() -> ssl.SSLContext:
    """The machine's certificate authorities, or Mozilla's where the machine has none (a bare container)."""
    paths = ssl.get_default_verify_paths()
    has_own = paths.cafile or (paths.capath and any(Path(paths.capath).iterdir()))
    context = ssl.create_default_context(cafile=None if has_own else certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


def _addresses(target: Target, deadline: Deadline, resolve: Resolver) -> list[IpAddress]:
    if target.ip:
        return [target.ip]
    try:
        found = _in_time(lambda: resolve(target.host, target.port), deadline)
        addresses = list(dict.fromkeys(ipaddress.ip_address(text) for text in found))
    except TimeoutError:
        raise
    except socket.gaierror as error:
        away = error.errno in (socket.EAI_AGAIN, socket.EAI_FAIL, socket.EAI_SYSTEM)
        raise (NameServiceAway if away else HostNotFound)(host=target.host) from error
    except (OSError, ValueError) as error:
        raise HostNotFound(host=target.host) from error
    if not addresses:
        raise HostNotFound(host=target.host)
    return addresses


# A look-up cannot be broken off. One that hangs keeps its thread until the system's resolver gives up, and its place
# here: a name service that answers nothing cannot fill a worker with threads.
_places = threading.BoundedSemaphore(16)


def _in_time(look_up: Callable[[], Sequence[str]], deadline: Deadline) -> Sequence[str]:
    if not _places.acquire(timeout=deadline.left()):
        raise TimeoutError
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put(look_up())
        except Exception as error:
            answers.put(error)
        finally:
            _places.release()

    threading.Thread(target=run, name="look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty as error:
        raise TimeoutError from error
    if isinstance(answer, Exception):
        raise answer
    return answer


def _connected(
    addresses: Sequence[IpAddress], target: Target, deadline: Deadline, connect_seconds: float
) -> socket.socket:
    """A socket to the first address that takes it; one that is silent leaves time for the next."""
    failures: list[OSError] = []
    for ip in addresses:
        family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(min(deadline.left(), connect_seconds))
            sock.connect((str(ip), target.port))
            if ipaddress.ip_address(sock.getpeername()[0]) != ip:
                raise Inside(host=target.host)
        except OSError as error:
            sock.close()
            failures.append(error)
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    if any(isinstance(failure, TimeoutError) for failure in failures):
        raise TimeoutError
    raise NotListening(host=target.host) from failures[-1]


def _secured(sock: socket.socket, target: Target, deadline: Deadline, tls: ssl.SSLContext) -> socket.socket:
    try:
        sock.settimeout(deadline.left())
        return tls.wrap_socket(sock, server_hostname=target.host)
    except TimeoutError:
        _close_quietly(sock)
        raise
    except ssl.SSLCertVerificationError as error:
        _close_quietly(sock)
        raise CertificateWrong(host=target.host) from error
    except (OSError, ValueError) as error:
        _close_quietly(sock)
        raise NotSecure(host=target.host) from error


def _close_quietly(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.close()
