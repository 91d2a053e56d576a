"""Vectors from a server that speaks OpenAI's embeddings interface: a machine with a GPU, or a hosted model.

Request and answer as in https://platform.openai.com/docs/api-reference/embeddings. The address is the operator's, set
where the database's address is set, so a private one is allowed: this is not the door through which articles come in.
"""

import http.client
import json
import logging
import operator
import random
import ssl
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from quotes.matching.encoders import FloatArray, normalised

logger = logging.getLogger(__name__)

BATCH = 64
ATTEMPTS = 3
FIRST_REST_SECONDS = 0.5
LONGEST_REST_SECONDS = 20.0
LEFT_ALONE_SECONDS = 10.0
MOST_BYTES = 64 * 1024 * 1024
SHOWN = 300
PLAIN = "one"
# The server is busy or away; the same question may have an answer later.
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
# The server understood and does not take these texts.
REFUSED = frozenset({400, 413, 422})


class EndpointError(Exception):
    """The server of embeddings did not give what was asked of it; the message says why, and what to do."""


class AwayError(EndpointError):
    """No answer came, however often it was asked."""


class TextRefusedError(EndpointError):
    """The server takes other texts but not this one."""


class EndpointEncoder:
    """An encoder behind an address, for example http://gpu.example:8080/v1.

    `version` holds the model's name and dimension: whoever changes what stands behind one name must change the name.
    """

    id = "openai"

    def __init__(self, *, url: str, model: str, dimension: int, key: str = "", timeout: float = 15.0) -> None:
        self._address = urlsplit(url.rstrip("/") + "/embeddings")
        self._model = model
        self._dimension = dimension
        self._key = key
        self._timeout = timeout
        self._away_until = 0.0

    @property
    def version(self) -> str:
        return f"{self._model}/{self._dimension}"

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """One row a text; `EndpointError` where the server fails, `TextRefusedError` where it takes no single text."""
        if not texts:
            return np.zeros((0, self._dimension), dtype=np.float32)
        batches = [self._batch(list(texts[i : i + BATCH])) for i in range(0, len(texts), BATCH)]
        return normalised(np.concatenate(batches))

    def _batch(self, texts: list[str]) -> FloatArray:
        """A batch that is refused is asked for text by text: one too long must not take its neighbours along."""
        try:
            return self._asked(texts)
        except TextRefusedError as refused:
            if len(texts) > 1:
                return np.concatenate([self._batch([text]) for text in texts])
            self._blame(refused)
            raise

    def _blame(self, refused: TextRefusedError) -> None:
        """A server that refuses the plainest of texts as well refuses something else: the model, a parameter."""
        try:
            self._asked([PLAIN])
        except TextRefusedError:
            raise EndpointError(f"{refused} {_remedy(400)}") from refused

    def _asked(self, texts: list[str]) -> FloatArray:
        body = json.dumps({"model": self._model, "input": texts, "encoding_format": "float"}).encode()
        status, answer = self._answered(body)
        if status in REFUSED:
            raise TextRefusedError(f"{self._where} refused a text (HTTP {status}): {self._shown(answer)}")
        if status != 200:
            raise EndpointError(f"{self._where} answered with HTTP {status}: {self._shown(answer)} {_remedy(status)}")
        return self._vectors(answer, len(texts))

    def _answered(self, body: bytes) -> tuple[int, bytes]:
        """Whoever has just waited in vain does not wait again at once: the worker has other work to do meanwhile."""
        if time.monotonic() < self._away_until:
            raise EndpointError(f"{self._where} gave no answer a moment ago; it will be asked again soon.")
        try:
            return _with_patience(lambda: self._exchange(body), self._where, self._shown)
        except AwayError:
            self._away_until = time.monotonic() + LEFT_ALONE_SECONDS
            raise

    def _exchange(self, body: bytes) -> tuple[int, bytes]:
        connection = self._connection()
        try:
            connection.request("POST", self._address.path or "/", body, self._headers())
            response = connection.getresponse()
            answer = response.read(MOST_BYTES + 1)
            if len(answer) > MOST_BYTES:
                raise EndpointError(f"{self._where} answered with more than {MOST_BYTES} bytes. {_remedy(200)}")
            return response.status, answer
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._address.hostname or "", self._address.port
        if self._address.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self._timeout, context=context)
        return http.client.HTTPConnection(host, port, timeout=self._timeout)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return {**headers, "Authorization": f"Bearer {self._key}"} if self._key else headers

    def _vectors(self, answer: bytes, count: int) -> FloatArray:
        """The rows in the order of the texts, checked: a wrong row here would be a wrong neighbour for ever."""
        try:
            data = json.loads(answer)["data"]
            places = [operator.index(item["index"]) for item in data]
            rows = [_row(item["embedding"]) for item in data]
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise EndpointError(f"{self._where} did not answer with embeddings: {self._shown(answer)}") from error
        if len(places) != count or set(places) != set(range(count)):
            raise EndpointError(f"{self._where} gave {len(rows)} embeddings for {count} texts.")
        wrong = {row.shape[0] for row in rows} - {self._dimension}
        if wrong:
            raise EndpointError(
                f"{self._where} gives vectors of dimension {wrong.pop()}, not {self._dimension}."
                " Set EMBEDDINGS_DIMENSION to what the model gives."
            )
        vectors = np.stack([row for _, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0])])
        with np.errstate(over="ignore"):
            lengths = np.linalg.norm(vectors, axis=1)
        # A length beyond all numbers would make a vector of zeros.
        if not np.isfinite(lengths).all() or not lengths.all():
            raise EndpointError(f"{self._where} gave a vector that is zero or not a number.")
        return vectors

    def _shown(self, answer: bytes) -> str:
        """The beginning of an answer for people; some servers repeat the key that they were given."""
        said = answer.decode("utf-8", "replace")
        return (said.replace(self._key, "…") if self._key else said)[:SHOWN].strip()

    @property
    def _where(self) -> str:
        """Whom we asked, without the key and without a password that may stand in the address."""
        port = f":{self._address.port}" if self._address.port else ""
        return f"The embeddings server at {self._address.hostname}{port} (EMBEDDINGS_URL)"


def _row(embedding: Any) -> FloatArray:
    with np.errstate(over="ignore"):
        row = np.asarray(embedding, dtype=np.float32)
    if row.ndim != 1:
        raise TypeError("not a vector")
    return row


def _with_patience(
    exchange: Callable[[], tuple[int, bytes]], where: str, shown: Callable[[bytes], str]
) -> tuple[int, bytes]:
    """Ask again while the server is busy or away, each time after a longer rest."""
    said = ""
    for attempt in range(ATTEMPTS):
        if attempt:
            _rest(attempt)
        try:
            status, answer = exchange()
        except (OSError, http.client.HTTPException) as error:
            said = f"{type(error).__name__}: {error}"
            continue
        if status not in BUSY:
            return status, answer
        said = f"HTTP {status}: {shown(answer)}"
    raise AwayError(
        f"{where} gave no answer in {ATTEMPTS} attempts ({said}). Check that it runs and can be reached from here."
    )


def _rest(attempt: int) -> None:
    """Twice as long each time, with some chance in it: several workers shall not come back at once."""
    longest = min(FIRST_REST_SECONDS * 2 ** (attempt - 1), LONGEST_REST_SECONDS)
    time.sleep(longest * (0.5 + random.random() / 2))  # noqa: S311 - no secret


def _remedy(status: int) -> str:
    if status in {401, 403}:
        return "Check EMBEDDINGS_KEY."
    return "Check EMBEDDINGS_URL and EMBEDDINGS_MODEL."
