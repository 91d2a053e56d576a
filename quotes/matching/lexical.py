"""What two texts of one script share in letters and words, as features and as places."""

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from quotes.matching.tokens import Token
from quotes.matching.wordings import Reading

NAMES = ("characters", "characters_inside", "words", "words_inside", "aligned", "reordered", "changed")

Span = tuple[int, int]
Places = tuple[Span, ...]


def lexical_features(first: Reading, second: Reading) -> dict[str, float]:
    """Return the features in NAMES, each 0..1; all zero where the scripts differ."""
    if first.script != second.script:
        return dict.fromkeys(NAMES, 0.0)
    ours, theirs = stems(first.tokens), stems(second.tokens)
    shared, aligned, bag = len(set(ours) & set(theirs)), alignment(ours, theirs), bag_overlap(ours, theirs)
    values = (
        Indel.normalized_similarity(first.shadow.text, second.shadow.text),
        fuzz.partial_ratio(first.shadow.text, second.shadow.text) / 100,
        shared / len(set(ours) | set(theirs)),
        shared / min(len(set(ours)), len(set(theirs))),
        aligned,
        # Words of which the same stand in another order: roles may have been swapped.
        max(0.0, bag - aligned),
        # Words that were exchanged where most others stayed.
        aligned * (1 - bag),
    )
    return dict(zip(NAMES, values, strict=True))


def stems(tokens: Sequence[Token]) -> list[str]:
    """Return the stems in order."""
    return [token.stem for token in tokens]


def alignment(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the share of words that stand in one order in both."""
    return 2 * float(LCSseq.similarity(first, second)) / (len(first) + len(second))


def bag_overlap(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the share of words that both have, in whatever order."""
    return 2 * (Counter(first) & Counter(second)).total() / (len(first) + len(second))


def numbers_of(reading: Reading) -> frozenset[str]:
    """Return the numbers that a text writes in digits, without separators."""
    digits = (token.text for token in reading.tokens if token.text[0].isdigit())
    return frozenset(text.replace(",", "").replace(".", "") for text in digits)


def word_spans(first: Reading, second: Reading) -> tuple[tuple[Places, Places], tuple[Places, Places]]:
    """Return ((shared in first, in second), (changed in first, in second)); nothing is marked across scripts."""
    if first.script != second.script:
        return ((), ()), ((), ())
    blocks = LCSseq.opcodes(stems(first.tokens), stems(second.tokens))
    kept = [block for block in blocks if block.tag == "equal"]
    other = [block for block in blocks if block.tag != "equal"]
    return (
        (
            _places(first, [(block.src_start, block.src_end) for block in kept]),
            _places(second, [(block.dest_start, block.dest_end) for block in kept]),
        ),
        (
            _places(first, [(block.src_start, block.src_end) for block in other]),
            _places(second, [(block.dest_start, block.dest_end) for block in other]),
        ),
    )


def _places(reading: Reading, runs: list[tuple[int, int]]) -> Places:
    """Turn runs of token indexes into spans of the original; a run is marked as one stretch."""
    tokens, shadow = reading.tokens, reading.shadow
    return tuple(shadow.original(tokens[a].start, tokens[b - 1].end) for a, b in runs if a < b)
