"""Named features of a pair. Each is symmetric, lies about in 0..1, and can be explained to an editor.

Lexical features are zero where the scripts differ: letters of two scripts never agree, and a ranking that lets them
vote is destroyed by it. Speakers and dates are no features of relatedness: they only name the relation.

"Surprise" is a cosine corrected by the background (see `background`): near 0 by chance, .2 and more for passages that
correspond.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quotes.matching.background import corrected
from quotes.matching.encoders import FloatArray
from quotes.matching.lexical import lexical_features, numbers_of
from quotes.matching.scripts import UNSPACED
from quotes.matching.wordings import Prepared, Reading

# A character of an unspaced script carries about this part of a word.
_UNSPACED_WORD = 0.6
_SHORT_WORDS = 4
_CLAUSE_WORDS = 3


@dataclass(frozen=True, eq=False, slots=True)
class Side:
    """One of two compared wordings with its vectors.

    views (n, d) stand for the whole, parts (m, d) for its passages, nearness (m,) is theirs to the background.
    """

    prepared: Prepared
    views: FloatArray
    parts: FloatArray
    nearness: FloatArray

    @property
    def body(self) -> Reading:
        return self.prepared.body

    @property
    def words(self) -> float:
        return word_count(self.body)


@dataclass(frozen=True, slots=True)
class PhrasePair:
    """The best corresponding parts: indexes of the two passages, their cosine and their surprise."""

    first: int
    second: int
    cosine: float
    surprise: float


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """What `measure` found: the features by name and the phrases that correspond best."""

    features: Mapping[str, float]
    phrase: PhrasePair


def measure(first: Side, second: Side) -> Measured:
    """Return every feature of a pair; the order of the sides changes nothing but the order in `phrase`."""
    cosines = first.parts @ second.parts.T
    surprises = corrected(cosines, first.nearness, second.nearness)
    phrase = _best(first.body, second.body, cosines, surprises)
    features = {
        **_meaning(first, second, cosines, surprises),
        "phrase": phrase.surprise,
        "phrase_cosine": phrase.cosine,
        "phrase_words": _phrase_words(first.body, second.body, phrase),
        **_numbers(first.body, second.body),
        **lexical_features(first.body, second.body),
    }
    return Measured({**features, **_products(features)}, phrase)


def word_count(reading: Reading) -> float:
    """Return the length in words, at least 1; characters of unspaced scripts count less."""
    return max(1.0, len(reading.tokens) * _unit(reading))


def _unit(reading: Reading) -> float:
    return _UNSPACED_WORD if reading.script in UNSPACED else 1.0


def _meaning(first: Side, second: Side, cosines: FloatArray, surprises: FloatArray) -> dict[str, float]:
    lengths = sorted((first.words, second.words))
    short, long = (first, second) if first.words <= second.words else (second, first)
    turned = surprises if short is first else surprises.T
    held = cosines[0] if short is first else cosines[:, 0]
    return {
        "cosine": float((first.views @ second.views.T).max()),
        "held": float(held.max()),
        "held_surprise": float(turned[0].max()),
        "clause": _best_clause(first.body, second.body, surprises),
        "answered": _answered(short.body, turned),
        "answered_long": _answered(long.body, turned.T),
        "length": lengths[0] / lengths[1],
        "short": float(lengths[0] <= _SHORT_WORDS),
        "same_script": float(first.body.script == second.body.script),
    }


def _products(features: Mapping[str, float]) -> dict[str, float]:
    """Features that only count together with another one."""
    return {
        "cosine_in_script": features["cosine"] * features["same_script"],
        "cosine_when_short": features["cosine"] * features["short"],
        "held_inside": features["held"] * (1 - features["length"]),
        "phrase_in_script": features["phrase"] * features["same_script"],
    }


def _best(first: Reading, second: Reading, cosines: FloatArray, surprises: FloatArray) -> PhrasePair:
    """Return the passages that correspond best, for their surprise and their length."""
    trust = np.minimum(_trust(first)[:, None], _trust(second)[None, :])
    row, column = divmod(int((surprises + trust).argmax()), surprises.shape[1])
    return PhrasePair(row, column, float(cosines[row, column]), float(surprises[row, column]))


def _phrase_words(first: Reading, second: Reading, phrase: PhrasePair) -> float:
    """Return the length of the shorter of the two corresponding passages: 0 for none, 1 for five words and more."""
    ours = first.passages[phrase.first].words * _unit(first)
    theirs = second.passages[phrase.second].words * _unit(second)
    return min(ours, theirs, 5.0) / 5


def _trust(reading: Reading) -> FloatArray:
    """A bonus that lets the longer of two equally near passages win; no passage gains more than 0.05."""
    words = np.array([passage.words for passage in reading.passages], dtype=np.float32) * _unit(reading)
    return np.asarray(np.minimum(words, 5) / 100, dtype=np.float32)


def _best_clause(first: Reading, second: Reading, surprises: FloatArray) -> float:
    return float(surprises[np.ix_(_clauses(first), _clauses(second))].max())


def _clauses(reading: Reading) -> list[int]:
    """Return the indexes of clauses of some words; the whole (index 0) where there is none."""
    least = _CLAUSE_WORDS / _unit(reading)
    found = [index for index, part in enumerate(reading.passages) if part.clause and part.words >= least]
    return found or [0]


def _answered(reading: Reading, surprises: FloatArray) -> float:
    """Return how well the words of a text are answered by the other one: each by the best passage that holds it."""
    best = surprises.max(axis=1)
    held: npt.NDArray[np.float32] = np.full(len(reading.tokens), -1, dtype=np.float32)
    for passage, value in zip(reading.passages, best, strict=True):
        np.maximum(held[passage.first : passage.last], value, out=held[passage.first : passage.last])
    return float(held.mean())


def _numbers(first: Reading, second: Reading) -> dict[str, float]:
    ours, theirs = numbers_of(first), numbers_of(second)
    if not ours or not theirs:
        return {"numbers_agree": 0.0, "numbers_clash": 0.0}
    shared = len(ours & theirs) / len(ours | theirs)
    return {"numbers_agree": shared, "numbers_clash": 1.0 - shared}
