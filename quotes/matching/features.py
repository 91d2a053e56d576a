"""Named features of a pair. Each is symmetric, lies in 0..1 (cosines in -1..1), and can be explained to an editor.

Lexical features are zero where the scripts differ: letters of two scripts never agree, and a ranking that lets them
vote is destroyed by it. Speakers and dates are no features of relatedness: they only name the relation.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from quotes.matching.cues import cues_of, places
from quotes.matching.encoders import FloatArray
from quotes.matching.passages import Passage
from quotes.matching.scripts import UNSPACED
from quotes.matching.tokens import Token
from quotes.matching.wordings import Prepared, Reading

# A character of an unspaced script carries about this part of a word.
_UNSPACED_WORD = 0.6
_SURE_WORDS = 4


@dataclass(frozen=True, eq=False, slots=True)
class Side:
    """One of two compared wordings with its vectors: `views` (n, d) stand for the whole, `parts` for its passages."""

    prepared: Prepared
    views: FloatArray
    parts: FloatArray

    @property
    def body(self) -> Reading:
        return self.prepared.body


@dataclass(frozen=True, slots=True)
class Phrase:
    """The best corresponding parts: indexes of the two passages and their cosine."""

    first: int
    second: int
    cosine: float


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """What `measure` found: the features by name and the two phrases that correspond best."""

    features: Mapping[str, float]
    phrase: Phrase
    held: Phrase


def measure(first: Side, second: Side) -> Measured:
    """Return every feature of a pair; the order of the two sides changes only the order of indexes in the phrases."""
    same_script = first.body.script == second.body.script
    cosines = first.parts @ second.parts.T
    phrase = _best(cosines, _weights(first.body), _weights(second.body))
    held = _held(first, second, cosines)
    features = {
        "cosine": float((first.views @ second.views.T).max()),
        "phrase": phrase.cosine,
        "held": held.cosine,
        "coverage": _coverage(first, second, cosines),
        "length": length_ratio(first.body, second.body),
        "short": float(min(_word_count(first.body), _word_count(second.body)) <= _SURE_WORDS),
        "same_script": float(same_script),
        **_numbers(first.body, second.body),
        **_cue_differences(first, second),
        **_lexical(first.body, second.body, same_script),
    }
    features["cosine_in_script"] = features["cosine"] * features["same_script"]
    features["cosine_when_short"] = features["cosine"] * features["short"]
    features["held_inside"] = features["held"] * (1 - features["length"])
    return Measured(features, phrase, held)


def length_ratio(first: Reading, second: Reading) -> float:
    """Return the shorter length over the longer one, in words; characters of unspaced scripts count less."""
    lengths = sorted((_word_count(first), _word_count(second)))
    return lengths[0] / lengths[1]


def _word_count(reading: Reading) -> float:
    return max(1.0, len(reading.tokens) * (_UNSPACED_WORD if reading.script in UNSPACED else 1.0))


def _weights(reading: Reading) -> FloatArray:
    """Trust in each passage: two words meet by chance more easily than five."""
    unit = _UNSPACED_WORD if reading.script in UNSPACED else 1.0
    return np.array([_trust(passage, unit) for passage in reading.passages], dtype=np.float32)


def _trust(passage: Passage, unit: float) -> float:
    return min(1.0, 0.8 + 0.05 * passage.words * unit)


def _best(cosines: FloatArray, first: FloatArray, second: FloatArray) -> Phrase:
    """Return the pair of passages with the highest cosine after trust; ties go to the longest, that is the first."""
    trusted = cosines * np.minimum(first[:, None], second[None, :])
    place = int(trusted.argmax())
    row, column = divmod(place, cosines.shape[1])
    return Phrase(row, column, float(trusted[row, column]))


def _held(first: Side, second: Side, cosines: FloatArray) -> Phrase:
    """Return where the shorter wording as a whole is found inside the longer one (passage 0 is always the whole)."""
    if _word_count(first.body) <= _word_count(second.body):
        column = int(cosines[0].argmax())
        return Phrase(0, column, float(cosines[0, column]))
    row = int(cosines[:, 0].argmax())
    return Phrase(row, 0, float(cosines[row, 0]))


def _coverage(first: Side, second: Side, cosines: FloatArray) -> float:
    """Return how well the clauses of the shorter wording are answered in the longer one, averaged by their length."""
    if _word_count(first.body) <= _word_count(second.body):
        return _answered(first.body.passages, cosines)
    return _answered(second.body.passages, cosines.T)


def _answered(passages: tuple[Passage, ...], cosines: FloatArray) -> float:
    clauses = [index for index, passage in enumerate(passages) if passage.clause]
    # The whole stands for itself only where it is the only clause.
    clauses = clauses[1:] or clauses
    best = cosines[clauses].max(axis=1)
    return float(np.average(best, weights=[passages[index].words for index in clauses]))


def numbers_of(reading: Reading) -> frozenset[str]:
    """Return the numbers that a text writes in digits, without separators."""
    return frozenset(
        token.text.replace(",", "").replace(".", "") for token in reading.tokens if token.text[0].isdigit()
    )


def _numbers(first: Reading, second: Reading) -> dict[str, float]:
    ours, theirs = numbers_of(first), numbers_of(second)
    if not ours or not theirs:
        return {"numbers_agree": 0.0, "numbers_clash": 0.0}
    shared = len(ours & theirs) / len(ours | theirs)
    return {"numbers_agree": shared, "numbers_clash": 1.0 - shared}


def _cue_differences(first: Side, second: Side) -> dict[str, float]:
    return {
        "negation_differs": cue_difference(first, second, "negations"),
        "limit_differs": cue_difference(first, second, "limits"),
        "dismissal_differs": cue_difference(first, second, "dismissals"),
    }


def cue_difference(first: Side, second: Side, kind: str) -> float:
    """Return 1 where only one side has cues of this kind; 0 as well where a language has no table."""
    counts = [cue_places(side, kind) for side in (first, second)]
    if any(found is None for found in counts):
        return 0.0
    return float(bool(counts[0]) != bool(counts[1]))


def cue_places(side: Side, kind: str) -> tuple[tuple[int, int], ...] | None:
    """Return the shadow spans of cues; a limit after a concession belongs to it ("although ..., yet") and is none."""
    cues = cues_of(side.prepared.wording.language)
    if cues is None:
        return None
    folded = side.body.shadow.text
    found = places(folded, getattr(cues, kind))
    if kind != "limits":
        return found
    conceded = places(folded, cues.concessions)
    return tuple(span for span in found if not any(concession[0] < span[0] for concession in conceded))


def _lexical(first: Reading, second: Reading, same_script: bool) -> dict[str, float]:
    names = ("characters", "characters_inside", "words", "words_inside", "aligned", "reordered")
    if not same_script:
        return dict.fromkeys(names, 0.0)
    ours, theirs = stems(first.tokens), stems(second.tokens)
    shared = len(set(ours) & set(theirs))
    aligned = 2 * LCSseq.similarity(ours, theirs) / (len(ours) + len(theirs))
    shared_bag = _bag_overlap(ours, theirs)
    values = (
        Indel.normalized_similarity(first.shadow.text, second.shadow.text),
        fuzz.partial_ratio(first.shadow.text, second.shadow.text) / 100,
        shared / len(set(ours) | set(theirs)),
        shared / min(len(set(ours)), len(set(theirs))),
        aligned,
        # Words of which the same stand in another order: roles may have been swapped.
        max(0.0, shared_bag - aligned),
    )
    return dict(zip(names, values, strict=True))


def stems(tokens: tuple[Token, ...]) -> list[str]:
    return [token.stem for token in tokens]


def _bag_overlap(first: list[str], second: list[str]) -> float:
    return 2 * LCSseq.similarity(sorted(first), sorted(second)) / (len(first) + len(second))


def logit(probability: float) -> float:
    """Return the log odds of a probability, bounded so that a certainty stays a number."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
