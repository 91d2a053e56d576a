"""A server of embeddings, real and local: it answers over HTTP as the interface says, or fails as servers do."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

from quotes.matching.normalise import fold

Answer = tuple[int, dict[str, Any]]
DIMENSION = 16


class EmbeddingsServer(ThreadingHTTPServer):
    """`requests` are what was asked; `answers` (status and body) are given first, one a request, then vectors.

    `pause`: seconds before each answer.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[Answer] = []
        self.refuses: Callable[[str], bool] = lambda text: False
        self.dimension = DIMENSION
        self.pause = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: EmbeddingsServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append({**asked, "path": self.path})
        self.server.headers.append(dict(self.headers))
        time.sleep(self.server.pause)
        status, body = self._answer(asked["input"])
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _answer(self, texts: list[str]) -> Answer:
        if self.server.answers:
            return self.server.answers.pop(0)
        if any(self.server.refuses(text) for text in texts):
            return 400, {"error": {"message": "this text is too long"}}
        data = [{"index": at, "embedding": vector_of(text, self.server.dimension)} for at, text in enumerate(texts)]
        return 200, {"data": data[::-1]}

    def log_message(self, *args: Any) -> None:
        """Not into the tests' output."""


def vector_of(text: str, dimension: int = DIMENSION) -> list[float]:
    """A bag of words in few dimensions: texts that share words are near. Not of length one."""
    vector = np.zeros(dimension)
    for word in fold(text).split():
        digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
        vector += np.random.default_rng(int.from_bytes(digest, "big")).normal(size=dimension)
    return [float(number) for number in vector]


@contextmanager
def embeddings_server() -> Iterator[EmbeddingsServer]:
    server = EmbeddingsServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
