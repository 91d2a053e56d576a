"""Cuts a text into the pieces that the bundled transformer reads, each with its place in the text.

The unigram segmentation of SentencePiece (Kudo 2018) with the vocabulary of XLM-R (Conneau et al. 2020): characters are
mapped one by one, spaces become a mark, and of all ways to cut the most probable one is taken (Viterbi).
"""

from itertools import pairwise
from typing import NamedTuple

import marisa_trie
import numpy as np

from quotes.matching.bundle import Vocabulary

_SPACE = "\u2581"
# An unknown character costs this much more than the least probable piece (as in SentencePiece).
_UNKNOWN_PENALTY = 10.0
_NEVER = -1e30


class Piece(NamedTuple):
    """`id` in the vocabulary; `start:end` are code points of the text, empty for a mark that the text does not hold."""

    id: int
    start: int
    end: int


class Pieces:
    """The vocabulary in a trie: a tenth of the memory of a dictionary, and three times as fast."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._characters = vocabulary.characters
        self._unknown = vocabulary.unknown
        self._unknown_score = float(vocabulary.scores.min()) - _UNKNOWN_PENALTY
        known = {piece: number for number, piece in enumerate(vocabulary.pieces) if piece and number != self._unknown}
        self._longest = max(map(len, known))
        self._trie = marisa_trie.Trie(known)
        places = [self._trie.key_id(piece) for piece in known]
        self._ids = np.zeros(len(known), dtype=np.int32)
        self._ids[places] = list(known.values())
        self._scores = vocabulary.scores[self._ids]

    def split(self, text: str) -> list[Piece]:
        """Return the pieces of a text in order."""
        marked, places = self._marked(text)
        cuts = self._best_cuts(marked)
        ends = [*places, len(text)]
        return [
            Piece(self._id(marked[first:last]), ends[first], max(ends[first], ends[last]))
            for first, last in pairwise(cuts)
        ]

    def _marked(self, text: str) -> tuple[str, list[int]]:
        """Return the mapped text with a mark for each run of spaces and one before it, and where each character was."""
        characters, places = [_SPACE], [0]
        for place, character in enumerate(text):
            for mapped in self._characters.get(character, character):
                written = _SPACE if mapped == " " else mapped
                if written == _SPACE and characters[-1] == _SPACE:
                    places[-1] = place
                    continue
                characters.append(written)
                places.append(place)
        return "".join(characters), places

    def _best_cuts(self, marked: str) -> list[int]:
        best = [0.0] + [_NEVER] * len(marked)
        came = [0] * (len(marked) + 1)
        for start, so_far in enumerate(best[:-1]):
            self._extend(marked, start, best, came, so_far if start == 0 else best[start])
        cuts = [len(marked)]
        while cuts[-1] > 0:
            cuts.append(came[cuts[-1]])
        return cuts[::-1]

    def _extend(self, marked: str, start: int, best: list[float], came: list[int], so_far: float) -> None:
        for piece in self._trie.prefixes(marked[start : start + self._longest]):
            end, score = start + len(piece), so_far + float(self._scores[self._trie.key_id(piece)])
            if score > best[end]:
                best[end], came[end] = score, start
        if so_far + self._unknown_score > best[start + 1]:
            best[start + 1], came[start + 1] = so_far + self._unknown_score, start

    def _id(self, piece: str) -> int:
        return int(self._ids[self._trie.key_id(piece)]) if piece in self._trie else self._unknown
