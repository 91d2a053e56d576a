"""A few wordings with vectors of three components, so that a test says what is near to what."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from quotes.candidates.backend import CandidateEntry, CandidateQuery, Filters
from quotes.candidates.postgres import PostgresCandidates
from quotes.candidates.truth import entries_of
from quotes.matching.encoders import FloatArray, normalised
from quotes.matching.minhash import bands
from quotes.matching.wordings import Part, read
from quotes.models import Claim, Quotation, Speaker, Stance, VectorIndex, Wording
from tests.factories import DAY, NOW, make_quotation, make_user

# Directions that have nothing to do with one another.
EAST, NORTH, UP = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


def make_index(version: str = "a model of three numbers", dimension: int = 3, *, stands: bool = True) -> VectorIndex:
    index = VectorIndex.objects.create(encoder_version=version, dimension=dimension, state="serving", serving_since=NOW)
    if stands:
        PostgresCandidates(index).ensure()
    return index


def toward(*components: float) -> FloatArray:
    return normalised(np.array([components], dtype=np.float32))[0]


def parts(*vectors: Sequence[float]) -> tuple[Part, ...]:
    """The first is the whole, the others stand for clauses in it."""
    return tuple(Part(at, at + 10, toward(*vector)) for at, vector in enumerate(vectors))


def known(
    index: VectorIndex,
    text: str,
    *vectors: Sequence[float],
    language: str = "en",
    said: date | tuple[date, date] | None = DAY,
    speaker: Speaker | None = None,
    published: bool = True,
    quotation: Quotation | None = None,
) -> CandidateEntry:
    """A wording in PostgreSQL with these vectors, as the worker leaves it, and what another engine is told of it."""
    speakers = [speaker] if speaker else []
    one = quotation or make_quotation(text, language=language, said=said, speakers=speakers, published=published)
    reading = read(text, language)
    wording = Wording.objects.create(
        quotation=one,
        occurrence=one.lead,
        sha256=f"{Wording.objects.count():064}",
        text=text,
        language=language,
        script=reading.script,
        shadow=reading.shadow.text,
    )
    entry = CandidateEntry(
        wording_id=wording.pk,
        quotation_id=one.pk,
        parts=parts(*vectors),
        bands=bands(reading.tokens, reading.script),
        shadow=reading.shadow.text,
        script=reading.script,
        language=language,
    )
    PostgresCandidates(index).upsert([entry])
    return told(index, entry)


def told(index: VectorIndex, *entries: CandidateEntry) -> CandidateEntry:
    """The entry as PostgreSQL has it now."""
    (now,) = entries_of(index.pk, [entry.wording_id for entry in entries])
    return now


def asking(
    text: str = "",
    *vectors: Sequence[float],
    language: str = "en",
    besides: CandidateEntry | None = None,
    dense_limit: int = 30,
    lexical_limit: int = 20,
    **filters: object,
) -> CandidateQuery:
    """By the words of `text` if there are any, by meaning if there are vectors."""
    reading = read(text, language) if text else None
    return CandidateQuery(
        parts=parts(*vectors),
        bands=bands(reading.tokens, reading.script) if reading else (),
        script=reading.script if reading else "",
        shadow=reading.shadow.text if reading else "",
        exclude_quotation_id=besides.quotation_id if besides else None,
        filters=Filters(**filters),  # type: ignore[arg-type]
        dense_limit=dense_limit,
        lexical_limit=lexical_limit,
    )


def stand(entry: CandidateEntry, heading: str) -> Claim:
    claim = Claim.objects.create(heading_en=heading, heading_ar=f"عنوان: {heading}")
    Stance.objects.create(
        claim=claim, quotation_id=entry.quotation_id, kind="asserts", decided_by=make_user(), decided_at=NOW
    )
    return claim
