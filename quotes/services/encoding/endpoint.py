"""Vectors from a server that speaks OpenAI's embeddings interface: a machine with a GPU, or a hosted model.

Request and answer as in https://platform.openai.com/docs/api-reference/embeddings. The address is the operator's, as
`quotes.services.endpoints` says.
"""

import json
import operator
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from quotes.matching.encoders import FloatArray, normalised
from quotes.services.endpoints import Endpoint, EndpointError

BATCH: Final = 64
MOST_BYTES: Final = 64 * 1024 * 1024
PLAIN: Final = "one"
# The server understood and does not take these texts.
REFUSED: Final = frozenset({400, 413, 422})


class TextRefusedError(EndpointError):
    """The server takes other texts but not this one."""


class EndpointEncoder:
    """An encoder behind an address, for example http://gpu.example:8080/v1.

    `version` holds the model's name and dimension: whoever changes what stands behind one name must change the name.
    """

    id = "openai"

    def __init__(self, *, url: str, model: str, dimension: int, key: str = "", timeout: float = 15.0) -> None:
        self._endpoint = Endpoint(
            name="The embeddings server",
            settings="EMBEDDINGS",
            url=url.rstrip("/") + "/embeddings",
            key=key,
            timeout=timeout,
            most_bytes=MOST_BYTES,
        )
        self._model = model
        self._dimension = dimension

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
            raise EndpointError(f"{refused} {self._endpoint.remedy(400)}") from refused

    def _asked(self, texts: list[str]) -> FloatArray:
        question = {"model": self._model, "input": texts, "encoding_format": "float"}
        status, answer = self._endpoint.post(question)
        if status in REFUSED:
            shown = self._endpoint.shown(answer)
            raise TextRefusedError(f"{self._endpoint.where} refused a text (HTTP {status}): {shown}")
        if status != 200:
            raise self._endpoint.wrong_status(status, answer)
        return self._vectors(answer, len(texts))

    def _vectors(self, answer: bytes, count: int) -> FloatArray:
        """The rows in the order of the texts, checked: a wrong row here would be a wrong neighbour for ever."""
        try:
            data = json.loads(answer)["data"]
            places = [operator.index(item["index"]) for item in data]
            rows = [_row(item["embedding"]) for item in data]
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise EndpointError(
                f"{self._endpoint.where} did not answer with embeddings: {self._endpoint.shown(answer)}"
            ) from error
        if len(places) != count or set(places) != set(range(count)):
            raise EndpointError(f"{self._endpoint.where} gave {len(rows)} embeddings for {count} texts.")
        wrong = {row.shape[0] for row in rows} - {self._dimension}
        if wrong:
            raise EndpointError(
                f"{self._endpoint.where} gives vectors of dimension {wrong.pop()}, not {self._dimension}."
                " Set EMBEDDINGS_DIMENSION to what the model gives."
            )
        vectors = np.stack([row for _, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0])])
        with np.errstate(over="ignore"):
            lengths = np.linalg.norm(vectors, axis=1)
        # A length beyond all numbers would make a vector of zeros.
        if not np.isfinite(lengths).all() or not lengths.all():
            raise EndpointError(f"{self._endpoint.where} gave a vector that is zero or not a number.")
        return vectors


def _row(embedding: Any) -> FloatArray:
    with np.errstate(over="ignore"):
        row = np.asarray(embedding, dtype=np.float32)
    if row.ndim != 1:
        raise TypeError("not a vector")
    return row
