"""A server whose address the operator has set, asked over HTTP with JSON: embeddings, chat completions.

The address stands where the database's address stands, so a private one is allowed, and redirects are not followed:
this is not the door through which articles come in (docs/adr/0007).
"""

import http.client
import json
import random
import ssl
import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

FIRST_REST_SECONDS = 0.5
LONGEST_REST_SECONDS: Final = 20.0
LEFT_ALONE_SECONDS: Final = 10.0
SHOWN: Final = 300
CHUNK: Final = 64 * 1024
# The server is busy or away; the same question may have an answer later.
BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 529})


class EndpointError(Exception):
    """The server did not give what was asked of it; the message says why, and what to do."""


class AwayError(EndpointError):
    """No answer came, however often it was asked."""


class Endpoint:
    """One address of such a server.

    `settings` is how the names of its settings begin; `timeout` bounds each wait in seconds, `whole` the whole answer;
    an answer has at most `most_bytes`. The key is sent as a header and never written into an error.
    """

    def __init__(
        self,
        *,
        name: str,
        settings: str,
        url: str,
        key: str,
        timeout: float,
        most_bytes: int,
        attempts: int = 3,
        whole: float | None = None,
    ) -> None:
        self._name = name
        self._settings = settings
        self._address = urlsplit(url)
        self._key = key
        self._timeout = timeout
        self._whole = whole
        self._most_bytes = most_bytes
        self._attempts = attempts
        self._away_until = 0.0

    def post(self, question: Mapping[str, Any]) -> tuple[int, bytes]:
        """The status and the body; `AwayError` where no answer comes.

        Whoever has just waited in vain does not wait again at once: the worker has other work to do meanwhile.
        """
        if time.monotonic() < self._away_until:
            raise EndpointError(f"{self.where} gave no answer a moment ago; it will be asked again soon.")
        body = json.dumps(question).encode()
        try:
            return self._with_patience(lambda: self._exchange(body))
        except AwayError:
            self._away_until = time.monotonic() + LEFT_ALONE_SECONDS
            raise

    def wrong_status(self, status: int, answer: bytes) -> EndpointError:
        return EndpointError(f"{self.where} answered with HTTP {status}: {self.shown(answer)} {self.remedy(status)}")

    def shown(self, answer: bytes) -> str:
        """The beginning of an answer for people; some servers repeat the key that they were given."""
        said = answer.decode("utf-8", "replace")
        return (said.replace(self._key, "…") if self._key else said)[:SHOWN].strip()

    @property
    def where(self) -> str:
        """Whom we asked, without the key and without a password that may stand in the address."""
        port = f":{self._address.port}" if self._address.port else ""
        return f"{self._name} at {self._address.hostname}{port} ({self._settings}_URL)"

    def remedy(self, status: int) -> str:
        if status in {401, 403}:
            return f"Check {self._settings}_KEY."
        return f"Check {self._settings}_URL and {self._settings}_MODEL."

    def _exchange(self, body: bytes) -> tuple[int, bytes]:
        connection = self._connection()
        until = time.monotonic() + self._whole if self._whole else None
        try:
            connection.request("POST", self._address.path or "/", body, self._headers())
            response = connection.getresponse()
            return response.status, self._whole_of(response, until)
        finally:
            connection.close()

    def _whole_of(self, response: http.client.HTTPResponse, until: float | None) -> bytes:
        """The body in pieces: a server that sends a byte now and then is not waited for without end."""
        parts, size = [], 0
        while part := response.read1(CHUNK):
            parts.append(part)
            size += len(part)
            if size > self._most_bytes:
                raise EndpointError(
                    f"{self.where} answered with more than {self._most_bytes} bytes. {self.remedy(200)}"
                )
            if until is not None and time.monotonic() > until:
                raise TimeoutError(f"the answer took longer than {self._whole:g} seconds")
        promised = response.getheader("Content-Length", "")
        if promised.isdigit() and size < int(promised):
            raise http.client.IncompleteRead(b"", int(promised) - size)
        return b"".join(parts)

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._address.hostname or "", self._address.port
        if self._address.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self._timeout, context=context)
        return http.client.HTTPConnection(host, port, timeout=self._timeout)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return {**headers, "Authorization": f"Bearer {self._key}"} if self._key else headers

    def _with_patience(self, exchange: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
        """Ask again while the server is busy or away, each time after a longer rest."""
        said = ""
        for attempt in range(self._attempts):
            if attempt:
                _rest(attempt)
            try:
                status, answer = exchange()
            except (OSError, http.client.HTTPException) as error:
                said = f"{type(error).__name__}: {error}"
                continue
            if status not in BUSY:
                return status, answer
            said = f"HTTP {status}: {self.shown(answer)}"
        tries = f"{self._attempts} attempts" if self._attempts > 1 else "1 attempt"
        raise AwayError(
            f"{self.where} gave no answer in {tries} ({said}). Check that it runs and can be reached from here."
        )


def _rest(attempt: int) -> None:
    """Twice as long each time, with some chance in it: several workers shall not come back at once."""
    longest = min(FIRST_REST_SECONDS * 2 ** (attempt - 1), LONGEST_REST_SECONDS)
    time.sleep(longest * (0.5 + random.random() / 2))  # noqa: S311 - no secret
