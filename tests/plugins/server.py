"""A chat server, real and local: it answers as the interface says, or lies and fails as servers and models do."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class ChatServer(ThreadingHTTPServer):
    """`content` is what the model says, as JSON or as it is; `status` and `body` replace the whole answer. `pause` are
    seconds before it, `drip` seconds between its bytes, `endless` sends without end."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.content: Any = {"quotes": []}
        self.status = 200
        self.body: bytes | None = None
        self.pause = self.drip = 0.0
        self.endless = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what many of these tests wait for."""


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append({**asked, "path": self.path})
        self.server.headers.append(dict(self.headers))
        time.sleep(self.server.pause)
        self.send_response(self.server.status)
        if self.server.endless:
            self.end_headers()
            while True:
                self.wfile.write(b" " * 65_536)
        body = self._body()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not self.server.drip:
            self.wfile.write(body)
            return
        for place in range(len(body)):
            self.wfile.write(body[place : place + 1])
            self.wfile.flush()
            time.sleep(self.server.drip)

    def _body(self) -> bytes:
        if self.server.body is not None:
            return self.server.body
        said = self.server.content if isinstance(self.server.content, str) else json.dumps(self.server.content)
        return json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()

    def log_message(self, *args: Any) -> None:
        """Not into the tests' output."""


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    server = ChatServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
