"""The door to the matching engine: prepare wordings once, compare a wording with its candidates.

    engine = default_engine()
    prepared = engine.prepare([Wording(text="...", language="ar"), ...])   # Prepared | Unmatchable, in order
    comparisons = engine.compare_many(prepared[0], [other, ...])           # one Comparison a candidate, in order
    kept, rest = families.select(comparisons)

Nothing here knows the database or the clock. Vectors and bands of `Prepared` are what a candidate index stores; give
stored vectors back as `known` and nothing is encoded twice.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from quotes.matching.background import Background
from quotes.matching.close_reading import CloseReading, Glance, read_closely
from quotes.matching.comparison import Comparison, SharedPhrase
from quotes.matching.cross_encoder import CrossEncoder
from quotes.matching.encoders import Encoder, FloatArray, RememberingEncoder, UseEncoder
from quotes.matching.evidence import Evidence
from quotes.matching.explaining import PHRASE_SHOWN, explain, glanced
from quotes.matching.features import Measured, Side, measure
from quotes.matching.judging import judged
from quotes.matching.minhash import is_short
from quotes.matching.normalise import fold
from quotes.matching.passages import indexed
from quotes.matching.relations import (
    WordingDegree,
    circumstances,
    direction,
    relation_probabilities,
    wording_degree,
)
from quotes.matching.scoring import Content, Scoring, load_scoring
from quotes.matching.vector_reading import VectorReading, load_vector_reading
from quotes.matching.wordings import (
    MAX_CHARACTERS,
    Part,
    Prepared,
    Refusal,
    Unmatchable,
    Wording,
    read,
    refusal_of,
)

__all__ = ["Comparison", "Engine", "Part", "Prepared", "SharedPhrase", "Unmatchable", "Wording", "default_engine"]

# Raised when code changes what is answered for the same vectors and coefficients.
CODE_VERSION = 5
# Raised when a wording is cut into other parts for the index (1: the whole alone, 2: and its clauses).
PARTS_VERSION = 2
# At most 200 KB each.
SIDES_KEPT = 256
# Texts read together cost some ten milliseconds a pair: a search reads those that promise most at a glance.
READ_MOST = 24
# How sure the same words make: the rest is left for homonyms.
SAME_WORDS = 0.98

# What the vectors of a side depend on: a worker meets the same words again and again, as other objects.
SideKey = tuple[str, str | None, str]


class Told(NamedTuple):
    """What was found out about a pair, at a glance or closely."""

    probability: float
    same_meaning: float
    content: Mapping[Content, float]
    features: Mapping[str, float]
    evidence: Evidence
    close: bool


class SideVectors(NamedTuple):
    """The vectors of a side beside the one that its wording brings along."""

    clause: FloatArray
    parts: FloatArray
    nearness: FloatArray


class Engine:
    """Prepares and compares wordings with one encoder and one set of coefficients."""

    def __init__(
        self, encoder: Encoder, scoring: Scoring | None = None, cross_encoder: CrossEncoder | None = None
    ) -> None:
        self._plain = encoder
        self._encoder = RememberingEncoder(encoder)
        self._scoring = scoring or load_scoring()
        self._cross_encoder = cross_encoder or CrossEncoder()
        # How many are kept: a pass over a whole archive meets its wordings again and again, and may keep more.
        self.sides_kept = SIDES_KEPT
        self._sides: OrderedDict[SideKey, SideVectors] = OrderedDict()

    @property
    def version(self) -> str:
        """Changes whenever the encoder, the coefficients or the code would answer differently."""
        trained = (self._scoring.fingerprint, self._cross_encoder.version, load_vector_reading().fingerprint)
        short = hashlib.blake2b("|".join(trained).encode(), digest_size=6).hexdigest()
        return f"{self.vector_version}+{short}+{CODE_VERSION}"

    @property
    def vector_version(self) -> str:
        """Changes whenever stored vectors are no longer comparable, or others would be stored of a wording."""
        return f"{self.encoder_version}/{PARTS_VERSION}"

    @property
    def encoder_version(self) -> str:
        """The encoder alone: what the linear reading of its vectors was trained for."""
        return f"{self._encoder.id}@{self._encoder.version}"

    @property
    def dimension(self) -> int:
        """The length of every vector."""
        return self._encoder.dimension

    @property
    def thresholds(self) -> Mapping[str, float]:
        """From which probability a pair is flagged by default: any, one of a few words, one of one script."""
        scoring = self._scoring
        return {"any": scoring.flag, "a few words": scoring.flag_short, "one script": scoring.flag_in_script}

    def warm_up(self) -> None:
        """Read the model and encode the background now, seconds that the first comparison would take; then nothing."""
        _ = self._background
        self._cross_encoder.warm_up()

    def prepare(
        self, wordings: Sequence[Wording], known: Mapping[str, FloatArray] | None = None
    ) -> list[Prepared | Unmatchable]:
        """Return one answer a wording, in order; texts that `known` has no vector for are encoded in batches.

        known: vectors of this engine's `vector_version`, by `Prepared.encoded_text`.
        """
        known = known or {}
        answers = [_refused(wording) or _unencoded(wording) for wording in wordings]
        drafts = [answer for answer in answers if isinstance(answer, Prepared)]
        missing = list(dict.fromkeys(draft.encoded_text for draft in drafts if draft.encoded_text not in known))
        fresh = dict(zip(missing, self._encoder.encode(missing), strict=True))
        return [
            answer if isinstance(answer, Unmatchable) else _with_vector(answer, {**known, **fresh})
            for answer in answers
        ]

    def parts(self, prepared: Sequence[Prepared]) -> list[tuple[Part, ...]]:
        """Return what an index keeps of each wording, in order: first the whole, then the clauses of a long one."""
        clauses = [indexed(one.whole.passages, one.whole.script) for one in prepared]
        texts = list(dict.fromkeys(clause.text for own in clauses for clause in own))
        vectors = dict(zip(texts, self._encoder.encode(texts), strict=True))
        return [
            (
                Part(0, len(one.whole.text), one.vector),
                *(Part(clause.start, clause.end, _as_stored(vectors[clause.text])) for clause in own),
            )
            for one, own in zip(prepared, clauses, strict=True)
        ]

    def compare(self, first: Prepared, second: Prepared) -> Comparison:
        """Read both closely and return what the second is to the first; probabilities do not depend on the order."""
        return self.compare_pairs([(first, second)])[0]

    def compare_pairs(self, pairs: Sequence[tuple[Prepared, Prepared]]) -> list[Comparison]:
        """Compare given pairs, in batches and in order; all are read closely but those that can hardly be related."""
        glances = [self._glance(self._side(first), self._side(second)) for first, second in pairs]
        return self._told(glances, _promising(glances, self._scoring.read))

    def glance(self, first: Prepared, second: Prepared) -> Mapping[str, float]:
        """Return the features of a glance alone."""
        return self._glance(self._side(first), self._side(second)).measured.features

    def compare_many(self, first: Prepared, candidates: Sequence[Prepared]) -> list[Comparison]:
        """Compare one wording with its candidates, in their order.

        What can hardly be related is not read closely, and of the rest the READ_MOST most promising; what is beyond
        them, among dozens of copies, keeps the probability of the glance.
        """
        side = self._side(first)
        glances = [self._glance(side, self._side(candidate)) for candidate in candidates]
        return self._told(glances, _promising(glances, self._scoring.read)[:READ_MOST])

    def _told(self, glances: Sequence[Glance], chosen: Sequence[int]) -> list[Comparison]:
        readings = read_closely([glances[place] for place in chosen], self._cross_encoder, self._vector_reading)
        close = dict(zip(chosen, readings, strict=True))
        return [
            self._compared(close[place]) if place in close else self._glanced(glance)
            for place, glance in enumerate(glances)
        ]

    @cached_property
    def _background(self) -> Background:
        return Background(self._plain)

    @cached_property
    def _vector_reading(self) -> VectorReading | None:
        """The linear reading, where it was trained for this encoder."""
        trained = load_vector_reading()
        return trained if trained.encoder == self.encoder_version else None

    def _side(self, prepared: Prepared) -> Side:
        """Return a side with its vectors; the latest are kept, because the same words are compared again."""
        key = (prepared.wording.text, prepared.wording.clause, prepared.wording.language)
        vectors = self._sides.pop(key, None) or self._encoded(prepared)
        self._sides[key] = vectors
        while len(self._sides) > self.sides_kept:
            self._sides.popitem(last=False)
        views = np.vstack([prepared.vector[None, :], vectors.clause])
        return Side(prepared, views, vectors.parts, vectors.nearness)

    def _encoded(self, prepared: Prepared) -> SideVectors:
        vectors = self._encoder.encode(_texts(prepared))
        count = len(prepared.views)
        parts = vectors[count:]
        return SideVectors(vectors[1:count], parts, self._background.nearness(parts))

    def _glance(self, first: Side, second: Side) -> Glance:
        measured = measure(first, second)
        return Glance(first, second, measured, self._scoring.glanced(measured.features))

    def _compared(self, reading: CloseReading) -> Comparison:
        features, glance = reading.features, reading.glance
        same_words = SAME_WORDS * _same_words(glance)
        told = Told(
            probability=max(self._scoring.related(features), same_words),
            same_meaning=max(self._scoring.same_meaning.probability(features), same_words),
            content=_content(glance, judged(self._scoring.content, features)),
            features=features,
            evidence=explain(reading, self._scoring.terms(features)),
            close=True,
        )
        return self._comparison(glance, told)

    def _glanced(self, glance: Glance) -> Comparison:
        """What a glance alone tells: by how much they may be related, hardly by what."""
        features = glance.measured.features
        probability = self._scoring.as_if_read(glance.probability, features)
        content = {Content.PHRASE: probability, Content.NONE: 1 - probability, Content.SAME: 0.0, Content.OPPOSED: 0.0}
        evidence = glanced(glance, self._scoring.glanced_terms(features))
        return self._comparison(glance, Told(probability, 0.0, content, features, evidence, close=False))

    def _comparison(self, glance: Glance, told: Told) -> Comparison:
        ours, theirs = glance.first.prepared.wording, glance.second.prepared.wording
        phrase = _shared_phrase(glance.first, glance.second, glance.measured)
        return Comparison(
            first=ours,
            second=theirs,
            probability=told.probability,
            same_meaning=told.same_meaning,
            strength=self._scoring.strength(told.probability),
            threshold=self._scoring.threshold(told.features),
            close=told.close,
            relations=relation_probabilities(told.content, circumstances(ours, theirs)),
            wording=_degree(glance.first, glance.second, told),
            direction=direction(ours.said, theirs.said),
            evidence=told.evidence,
            phrase=phrase,
            family_key=_family_key(glance.first, phrase),
            features=told.features,
        )


def _promising(glances: Sequence[Glance], least: float) -> list[int]:
    """Return the places of those that are worth a close reading, the most promising first."""
    places = [place for place, glance in enumerate(glances) if glance.probability >= least]
    return sorted(places, key=lambda place: -glances[place].probability)


def _refused(wording: Wording) -> Unmatchable | None:
    refusal = refusal_of(wording.text)
    if refusal is None:
        return None
    params = {"limit": MAX_CHARACTERS} if refusal == Refusal.TOO_LONG else {}
    return Unmatchable(wording.ref, refusal, params)


def _unencoded(wording: Wording) -> Prepared:
    reading = read(wording.text, wording.language)
    usable = wording.clause is not None and refusal_of(wording.clause) is None
    context = read(wording.clause, wording.language) if usable and wording.clause else None
    return Prepared(wording, reading, context, np.zeros(0, dtype=np.float32))


def _with_vector(draft: Prepared, vectors: Mapping[str, FloatArray]) -> Prepared:
    return Prepared(draft.wording, draft.reading, draft.context, _as_stored(vectors[draft.encoded_text]))


def _as_stored(vector: FloatArray) -> FloatArray:
    """Round to the half precision that indexes keep, so that a fresh vector and a stored one answer alike."""
    return vector.astype(np.float16).astype(np.float32)


def _texts(prepared: Prepared) -> list[str]:
    return [*prepared.views, *(passage.text for passage in prepared.body.passages)]


def _same_words(glance: Glance) -> bool:
    return glance.first.body.words == glance.second.body.words


def _content(glance: Glance, read: dict[Content, float]) -> dict[Content, float]:
    """Return what was read, except where both are the same words: those are the same statement, if it is one.

    Of two or three words alone nobody knows: they may be the same statement or the same phrase about something else.
    """
    body = glance.first.body
    if not _same_words(glance):
        return read
    doubt = 1 - SAME_WORDS
    if is_short(len(body.tokens), body.script):
        return {Content.SAME: SAME_WORDS / 2, Content.PHRASE: SAME_WORDS / 2, Content.OPPOSED: 0.0, Content.NONE: doubt}
    return {Content.SAME: SAME_WORDS, Content.PHRASE: doubt / 2, Content.OPPOSED: 0.0, Content.NONE: doubt / 2}


def _degree(first: Side, second: Side, told: Told) -> WordingDegree:
    ours, theirs = first.prepared.wording, second.prepared.wording
    return wording_degree(
        first.body.words == second.body.words,
        ours.language.split("-")[0].lower() == theirs.language.split("-")[0].lower(),
        first.body.script == second.body.script,
        told.features,
    )


def _shared_phrase(first: Side, second: Side, measured: Measured) -> SharedPhrase | None:
    if measured.phrase.surprise < PHRASE_SHOWN:
        return None
    ours = first.body.passages[measured.phrase.first]
    theirs = second.body.passages[measured.phrase.second]
    return SharedPhrase(
        (ours.start, ours.end),
        (theirs.start, theirs.end),
        first.body.text[ours.start : ours.end],
        second.body.text[theirs.start : theirs.end],
        measured.phrase.cosine,
    )


def _family_key(first: Side, phrase: SharedPhrase | None) -> str | None:
    """A short hash of the folded phrase on the first side: comparisons of one wording meet in it."""
    if phrase is None:
        return None
    folded = fold(phrase.first_text)
    return hashlib.blake2b(f"{first.body.script}|{folded}".encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=1)
def default_engine() -> Engine:
    """Return this process's engine; the model is read at its first use, after a worker has forked."""
    return Engine(UseEncoder())
