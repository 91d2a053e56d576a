"""Encodes the real texts once: vectors are kept in a file, found again by text and encoder."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from quotes.management.benches.refusing import Say
from quotes.management.benches.scale.texts import RealText
from quotes.matching.encoders import Encoder, FloatArray
from quotes.matching.normalise import encodable
from quotes.matching.wordings import ENCODED_CHARACTERS

BATCH = 512
KEY = 65
"""Bytes of a hash and its line end."""


@dataclass(frozen=True)
class Encoded:
    """Texts and their vectors in one order; `vectors` is float32, shape (len(texts), dimension), rows of length 1."""

    texts: Sequence[RealText]
    vectors: FloatArray


class VectorFile:
    """Vectors of one encoder on disk: a row a text, and the hashes of the texts in the order of the rows.

    Rows are written before their hashes: what a killed run leaves behind is a file that is complete up to somewhere.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        name = hashlib.sha256(f"{encoder.id}@{encoder.version}".encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
        self._rows = folder / f"{name}.float32"
        self._keys = folder / f"{name}.keys"
        self._encoder = encoder

    def fill(self, texts: Sequence[str], say: Say) -> FloatArray:
        """Return one vector a text, encoding those that are not here yet."""
        keys = [_key(text) for text in texts]
        known = self._known()
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        self._encode(missing, len(known), say)
        known = self._known()
        rows = np.memmap(self._rows, np.float32, "r", shape=(len(known), self._encoder.dimension))
        return np.asarray(rows[[known[key] for key in keys]], dtype=np.float32)

    def _known(self) -> dict[str, int]:
        keys = self._keys.read_text().split() if self._keys.exists() else []
        return {key: place for place, key in enumerate(keys) if len(key) == KEY - 1}

    def _encode(self, missing: dict[str, str], there: int, say: Say) -> None:
        keys, began = list(missing), time.monotonic()
        row = self._encoder.dimension * np.dtype(np.float32).itemsize
        with self._rows.open("ab") as rows, self._keys.open("a") as written:
            # What a killed run left unfinished.
            rows.truncate(there * row)
            written.truncate(there * KEY)
            for first in range(0, len(keys), BATCH):
                batch = keys[first : first + BATCH]
                rows.write(self._encoder.encode([missing[key] for key in batch]).tobytes())
                rows.flush()
                written.write("".join(f"{key}\n" for key in batch))
                written.flush()
                done, seconds = first + len(batch), time.monotonic() - began
                say(f"encoded {done:,} of {len(keys):,} texts, {done / seconds:.0f} a second")


def encode_once(texts: Sequence[RealText], encoder: Encoder, cache: Path, say: Say) -> Encoded:
    """Encode what the engine would give the encoder for each text, or read it from the cache."""
    given = [encodable(text.text, ENCODED_CHARACTERS) for text in texts]
    return Encoded(texts, VectorFile(cache, encoder).fill(given, say))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
