"""Reads two texts together and says what they are to each other: same, opposed, phrase, none.

Similarity cannot tell a statement from its denial, because each text is encoded without knowing the other. Here every
word of one text sees every word of the other (a cross-encoder, as in Nogueira and Cho 2019). The transformer began as
multilingual-e5-small, whose pieces and their embeddings it still reads with (see `bundle`); its layers and the head
were trained on our own labelled pairs (see `training/`): `cross_encoder.npz`. `cross_encoder.onnx` is the graph alone,
without a weight.

One text and another give the same answer as the other and the one: they are read in one order, whichever is asked.
"""

import ctypes
import os
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from quotes.matching.bundle import Bundle
from quotes.matching.encoders import FloatArray
from quotes.matching.pieces import Pieces

GRAPH = Path(__file__).with_name("cross_encoder.onnx")
WEIGHTS = Path(__file__).with_name("cross_encoder.npz")
# What goes into the last matrix of a layer differs in size a hundredfold from place to place, so that one step for a
# whole text leaves little of the small ones: statements were told from their denials with an AUC of .811 in place of
# .828 (held groups, see `training.report`). So many inputs share a step.
BLOCK = 128
_IN_BLOCKS = ".back"
# Pieces of each text that are read; about 70 words.
MOST_PIECES = 110


class Answer(IntEnum):
    """The columns of an answer."""

    SAME = 0
    OPPOSED = 1
    PHRASE = 2
    NONE = 3


Arrays = Mapping[str, npt.NDArray[Any]]
TextPair = tuple[str, str]


class CrossEncoder:
    """The network, read at its first use in each process: a worker forks first."""

    def __init__(self, weights: Path = WEIGHTS, capacity: int = 4096) -> None:
        self._weights = weights
        self._capacity = capacity
        self._known: OrderedDict[TextPair, FloatArray] = OrderedDict()
        self._network: _Network | None = None
        self._process = 0
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        """Changes with every byte of the trained weights."""
        return _fingerprint(self._weights)

    def warm_up(self) -> None:
        """Read the weights now, half a second that the first comparison would take."""
        with self._lock:
            self._loaded()

    def read(self, pairs: Sequence[TextPair]) -> FloatArray:
        """Return the probabilities of each pair, shape (n, 4) in the order of `Answer`; the latest are kept."""
        ordered = [(min(pair), max(pair)) for pair in pairs]
        missing = [pair for pair in dict.fromkeys(ordered) if pair not in self._known]
        with self._lock:
            fresh = dict(zip(missing, self._loaded().probabilities(missing), strict=True)) if missing else {}
            rows = [fresh[pair] if pair in fresh else self._known[pair] for pair in ordered]
            self._remember(fresh)
        return np.stack(rows) if rows else np.zeros((0, len(Answer)), dtype=np.float32)

    def _loaded(self) -> "_Network":
        if self._network is None or self._process != os.getpid():
            self._network = _Network(self._weights)
            self._process = os.getpid()
            _give_back_memory()
        return self._network

    def _remember(self, fresh: dict[TextPair, FloatArray]) -> None:
        self._known.update(fresh)
        while len(self._known) > self._capacity:
            self._known.popitem(last=False)


class _Network:
    """The session of onnxruntime with the weights that it was given, and what makes its input."""

    def __init__(self, weights: Path) -> None:
        bundle = Bundle()
        vocabulary = bundle.vocabulary()
        self._begin, self._end = vocabulary.begin, vocabulary.end
        self._bundle = bundle
        self._pieces = Pieces(vocabulary)
        width = bundle.sizes.width
        self._places = bundle.values("emb.pos").reshape(-1, width) + bundle.values("emb.type")[:width]
        self._norm = bundle.values("emb.ln.w"), bundle.values("emb.ln.b")
        with np.load(weights) as trained:
            # The session copies them: nothing of them is kept here.
            self._session = _session(in_blocks({name: trained[name] for name in trained.files}))

    def probabilities(self, pairs: Sequence[TextPair]) -> FloatArray:
        """Read each pair by itself: inputs are quantised as they come, and in a batch neighbours would change answers.

        Short pairs cost a third more than in batches, long ones the same: words enough to keep a core busy.
        """
        return np.stack([self._run(*self._tokens(pair)) for pair in pairs])

    def _tokens(self, pair: TextPair) -> tuple[list[int], int]:
        """Return the pieces of both texts with their marks, and how many of them belong to the first."""
        one, other = ([piece.id for piece in self._pieces.split(text)][:MOST_PIECES] for text in pair)
        return [self._begin, *one, self._end, self._end, *other, self._end], len(one)

    def _run(self, ids: list[int], count: int) -> FloatArray:
        """Return the answers for one pair; `count` of the pieces are the first text's."""
        first, second = np.zeros((2, 1, len(ids), 1), dtype=np.float32)
        first[0, 1 : 1 + count] = 1
        second[0, 3 + count : len(ids) - 1] = 1
        seen = np.zeros((1, 1, 1, len(ids)), dtype=np.float32)
        inputs = {"tokens": self._embedded(ids)[None], "mask": seen, "first_mask": first, "second": second}
        return np.asarray(self._session.run(None, inputs)[0][0], dtype=np.float32)

    def _embedded(self, ids: list[int]) -> FloatArray:
        rows = self._bundle.embeddings(np.array(ids)) + self._places[: len(ids)]
        rows -= rows.mean(axis=1, keepdims=True)
        rows /= np.sqrt((rows * rows).mean(axis=1, keepdims=True) + self._bundle.sizes.epsilon)
        return np.asarray(rows * self._norm[0] + self._norm[1], dtype=np.float32)


def _give_back_memory() -> None:
    """Give the system back what reading the vocabulary took for a moment, where the C library can (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def quantised(matrix: FloatArray) -> tuple[npt.NDArray[np.int8], FloatArray]:
    """Return a matrix (inputs, outputs) as 8-bit levels, and the step of each output."""
    step = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / 127
    return np.rint(matrix / step).astype(np.int8), np.asarray(step, dtype=np.float32)


def in_blocks(arrays: Arrays) -> dict[str, npt.NDArray[Any]]:
    """Return trained arrays as the graph takes them: matrices of _IN_BLOCKS as (outputs, blocks, BLOCK), from 0 on."""
    found = dict(arrays)
    for name in [name for name in arrays if name.endswith(f"{_IN_BLOCKS}.w")]:
        inputs, outputs = arrays[name].shape
        levels = (arrays[name].T.astype(np.int16) + 128).astype(np.uint8)
        found[name] = levels.reshape(outputs, inputs // BLOCK, BLOCK)
        steps = f"{name[:-2]}.s"
        found[steps] = np.repeat(arrays[steps], inputs // BLOCK)
    return found


def _session(arrays: Arrays) -> Any:
    # Imported here: only a process that compares needs it.
    import onnxruntime  # noqa: PLC0415 - as said above

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # One request at a time of changing shape: an arena would keep the largest one for ever.
    options.enable_cpu_mem_arena = False
    # Without VNNI, products of unsigned and signed bytes are added up two by two into 16 bits, and what does not fit is
    # cut: the same pair had another answer there than on newer processors. With this they are added up whole.
    options.add_session_config_entry("session.x64quantprecision", "1")
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array)) for array in arrays.values()]
    options.add_external_initializers(list(arrays), values)
    return onnxruntime.InferenceSession(str(GRAPH), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=4)
def _fingerprint(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=6).hexdigest()
