"""A web server for tests that does what outlets do, and what an attacker would: a real one, on the loopback.

    with Web() as web:
        web.page("/a", "<p>Words</p>")
        web.route("/slow", drip(b"x" * 1000, every=1.0))
        fetch(web.address("/a"), now=..., trusted={web.host})

A route is a function of the request and the connection; it writes whatever bytes it likes. `web.requests` has what was
asked, in order.
"""

import contextlib
import gzip
import socket
import socketserver
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import Self

import brotli

CERTIFICATES = Path(__file__).parent / "certificates"
"""Self-signed, for the name "news.example" alone, until 2126; with its key, which opens nothing."""
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """One request: its path with the query, and its headers by lower-case name."""

    path: str
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True)
class Line:
    """The connection of one request. `stopping` is set when the server goes: endless answers look at it."""

    sock: socket.socket
    stopping: threading.Event

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def pause(self, seconds: float) -> bool:
        """Whether the answer should go on."""
        return not self.stopping.wait(seconds)


Route = Callable[[Asked, Line], None]


def head(status: str = "200 OK", **headers: str) -> bytes:
    """A status line and headers; `content_type="x"` is Content-Type: x."""
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def answer(body: bytes | str = b"", *, status: str = "200 OK", **headers: str) -> Route:
    """An honest answer of known length."""
    content = body.encode() if isinstance(body, str) else body
    headers = {"content_type": HTML, "content_length": str(len(content))} | headers
    return lambda asked, line: line.send(head(status, **headers) + content)


def raw(data: bytes) -> Route:
    """Exactly these bytes, then the end of the connection."""
    return lambda asked, line: line.send(data)


def redirect(to: str, status: str = "302 Found") -> Route:
    return answer(b"", status=status, location=to)


def with_etag(body: str, *, etag: str, last_modified: str) -> Route:
    """304 to whoever has it already."""

    def route(asked: Asked, line: Line) -> None:
        has_it = asked.headers.get("if-none-match") == etag or asked.headers.get("if-modified-since") == last_modified
        status = "304 Not Modified" if has_it else "200 OK"
        answer(b"" if has_it else body, status=status, etag=etag, last_modified=last_modified)(asked, line)

    return route


def drip(data: bytes, *, every: float, first: bytes = b"") -> Route:
    """`first` at once, then a byte every so many seconds."""

    def route(asked: Asked, line: Line) -> None:
        line.send(first)
        for byte in data:
            line.send(bytes([byte]))
            if not line.pause(every):
                return

    return route


def endless(piece: bytes, *, first: bytes = b"", times: int | None = None) -> Route:
    """`first`, then the same piece again and again."""

    def route(asked: Asked, line: Line) -> None:
        line.send(first)
        sent = 0
        while not line.stopping.is_set() and sent != times:
            line.send(piece)
            sent += 1

    return route


def silent() -> Route:
    """Takes the request and says nothing."""

    def route(asked: Asked, line: Line) -> None:
        line.stopping.wait()

    return route


def packed(body: bytes, encoding: str, **headers: str) -> Route:
    content = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[encoding](body)
    return answer(content, content_encoding=encoding, **headers)


def gzip_bomb(gigabytes: int) -> bytes:
    """A gzip body of a megabyte for each gigabyte of zeros. Made of one repeated block: it takes no time."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    begin = squeeze.compress(b"\0") + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(bytes(1024 * 1024)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return begin + block * (1024 * gigabytes)


def deflate_bomb(gigabytes: int) -> bytes:
    """The same, raw."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = squeeze.compress(bytes(1024 * 1024)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return block * (1024 * gigabytes)


def brotli_bomb(megabytes: int) -> bytes:
    squeeze = brotli.Compressor(quality=1)
    zeros = bytes(1024 * 1024)
    return b"".join(squeeze.process(zeros) for _ in range(megabytes)) + squeeze.finish()


class _Handler(socketserver.BaseRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the other side may go, or begin TLS and give up
            sock = self.server.web.secured(self.request)
            with contextlib.closing(sock):
                asked = _asked(sock)
                if asked:
                    self.server.web.serve(asked, Line(sock, self.server.web.stopping))


def _asked(sock: socket.socket) -> Asked | None:
    with sock.makefile("rb") as lines:
        words = lines.readline(8000).decode("latin-1").split(" ")
        headers: dict[str, str] = {}
        while (text := lines.readline(8000).decode("latin-1").strip()) and len(headers) < 100:
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
    return Asked(words[1], headers, time.monotonic()) if len(words) == 3 else None


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    web: "Web"


class Web:
    """The server. `host` is what an operator would trust; `secure` serves TLS for the name "news.example"; `greeting`
    is sent before anything is asked, as other protocols do."""

    def __init__(self, *, secure: bool = False, greeting: bytes = b"") -> None:
        self.requests: list[Asked] = []
        self.connections = 0
        self.greeting = greeting
        self.stopping = threading.Event()
        self._routes: dict[str, Route] = {}
        self._tls: ssl.SSLContext | None = None
        if secure:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(CERTIFICATES / "news.example.pem", CERTIFICATES / "news.example.key")
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.web = self
        self.port: int = self._server.server_address[1]
        self.host = ("127.0.0.1", self.port)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def address(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def page(self, path: str, body: str, **headers: str) -> str:
        """Serve it, and give its address."""
        self.route(path, answer(body, date=formatdate(usegmt=True), **headers))
        return self.address(path)

    def route(self, path: str, route: Route) -> str:
        self._routes[path] = route
        return self.address(path)

    def robots(self, text: str, *, status: str = "200 OK", **headers: str) -> None:
        self.route("/robots.txt", answer(text, status=status, content_type="text/plain", **headers))

    def asked(self, path: str) -> list[Asked]:
        return [one for one in self.requests if one.path == path]

    def secured(self, sock: socket.socket) -> socket.socket:
        self.connections += 1
        sock.settimeout(60)
        sock.sendall(self.greeting)
        return self._tls.wrap_socket(sock, server_side=True) if self._tls else sock

    def serve(self, asked: Asked, line: Line) -> None:
        self.requests.append(asked)
        path = asked.path.partition("?")[0]
        self._routes.get(path, answer("<p>Nothing here</p>", status="404 Not Found"))(asked, line)


@contextlib.contextmanager
def unused_port() -> Iterator[int]:
    """A port of the loopback on which nobody listens while this lasts."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
