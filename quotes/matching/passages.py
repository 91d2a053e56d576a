"""Parts of a text that can answer a shorter wording: its clauses, and windows of a few words over the whole of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.matching.cues import cue_places
from quotes.matching.normalise import Shadow, encodable
from quotes.matching.scripts import UNSPACED
from quotes.matching.tokens import Token

_CLAUSE_END = re.compile(r"[,.;:!?،؛。()\n-](?=\s|$)|[,.;:!?。()]|\s-\s")
# Sizes in words; characters of unspaced scripts carry less each.
_SIZES = (2, 3, 4, 6)
_UNSPACED_SIZES = (4, 6, 9)
# A bound on the work for one text, whatever its length.
MAX_PASSAGES = 96
# Clauses that stand for themselves in the index: not of short texts, which the whole stands for, and none too small.
_INDEXED_FROM_WORDS, _LEAST_INDEXED_WORDS = 10, 3
_UNSPACED_INDEXED_FROM, _LEAST_UNSPACED_INDEXED = 16, 5
MAX_INDEXED = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """`first:last` are token indexes (half open), `start:end` the span in the original; `text` is for the encoder."""

    first: int
    last: int
    start: int
    end: int
    text: str
    clause: bool

    @property
    def words(self) -> int:
        return self.last - self.first


def passages(text: str, shadow: Shadow, tokens: Sequence[Token], script: str, language: str) -> tuple[Passage, ...]:
    """Return the whole text, its clauses, then windows inside them, none twice; short windows come first."""
    if not tokens:
        return ()
    clauses = dict.fromkeys([(0, len(tokens)), *_clauses(shadow.text, tokens)])
    sizes = _UNSPACED_SIZES if script in UNSPACED else _SIZES
    # A phrase does not reach over a comma: windows stay inside the clauses.
    inner = list(clauses)[1:] or list(clauses)
    windows = [span for size in sizes for clause in inner for span in _windows(clause, size)]
    negations = _negations(shadow.text, tokens, language)
    windows = [span for span in windows if not _cuts_negation(span, negations)]
    spans = dict.fromkeys([*clauses, *windows])
    return tuple(_passage(text, shadow, tokens, span, span in clauses) for span in list(spans)[:MAX_PASSAGES])


def indexed(found: Sequence[Passage], script: str) -> tuple[Passage, ...]:
    """Return the clauses of a long text that an index keeps beside the whole, in order; none of a short one.

    What a long text says in one of its clauses is far from the vector of the whole: without them a short quotation
    never meets the statement that it was cut from.
    """
    long, least = _INDEXED_FROM_WORDS, _LEAST_INDEXED_WORDS
    if script in UNSPACED:
        long, least = _UNSPACED_INDEXED_FROM, _LEAST_UNSPACED_INDEXED
    if not found or found[0].words < long:
        return ()
    return tuple(passage for passage in found[1:] if passage.clause and passage.words >= least)[:MAX_INDEXED]


def _clauses(folded: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """A clause ends where punctuation stands between two words; one word alone is none."""
    found, first = [], 0
    for index in range(1, len(tokens) + 1):
        ends = index == len(tokens) or _CLAUSE_END.search(folded[tokens[index - 1].end : tokens[index].start])
        if ends:
            found.append((first, index))
            first = index
    return [span for span in found if span[1] - span[0] >= 2]


def _windows(clause: tuple[int, int], size: int) -> list[tuple[int, int]]:
    return [(start, start + size) for start in range(clause[0], clause[1] - size + 1)]


def _negations(folded: str, tokens: Sequence[Token], language: str) -> frozenset[int]:
    """Return the indexes of the tokens in which a negation ends; a negation of several characters ends once."""
    ends = {end for _, end in cue_places(folded, language, "negations") or ()}
    return frozenset(index for index, token in enumerate(tokens) if token.end in ends)


def _cuts_negation(span: tuple[int, int], negations: frozenset[int]) -> bool:
    """Say whether a window starts right after a negation or ends with one: it would say the opposite, or nothing."""
    return span[0] - 1 in negations or span[1] - 1 in negations


def _passage(text: str, shadow: Shadow, tokens: Sequence[Token], span: tuple[int, int], clause: bool) -> Passage:
    start, end = shadow.original(tokens[span[0]].start, tokens[span[1] - 1].end)
    return Passage(span[0], span[1], start, end, encodable(text[start:end], 1_200), clause)
