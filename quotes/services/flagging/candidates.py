"""What a quotation is compared with: what the index of candidates finds near its wordings, and what is open already.

The index gives ids; what they stand for is read from PostgreSQL, which alone knows what was withdrawn a moment ago.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection

from quotes.candidates.backend import CandidateBackend, CandidateQuery, Leg
from quotes.candidates.choosing import backend_of
from quotes.candidates.narrowing import NOT_SAID_BY
from quotes.matching.encoders import FloatArray
from quotes.matching.engine import Engine, Part, Prepared, Unmatchable, Wording
from quotes.matching.normalise import encodable
from quotes.matching.wordings import ENCODED_CHARACTERS
from quotes.services.encoding.endpoint import TextRefusedError
from quotes.services.encoding.indexes import Workplace
from quotes.services.flagging.texts import Texts

MOST = 60

LOAD = """
WITH wanted AS (
    SELECT id, false AS open FROM unnest(%(ids)s::bigint[]) AS found(id)
    UNION ALL
    SELECT w.id, true
    FROM quotes_match m
    JOIN quotes_matchrelation r ON r.match_id = m.id AND r.state = 'suggested'
    JOIN quotes_wording w ON w.quotation_id = m.first_id + m.second_id - %(quotation)s
    WHERE %(quotation)s IN (m.first_id, m.second_id)
)
SELECT w.id, bool_or(wanted.open), w.quotation_id, w.occurrence_id, w.sha256, w.text, w.clause, w.language,
       (
           SELECT v.embedding::real[] FROM quotes_wordingvector v
           WHERE v.wording_id = w.id AND v.index_id = %(index)s AND v.part = 0
       ), q.said_from, q.said_to,
       ARRAY(
           SELECT a.speaker_id FROM quotes_attribution a
           WHERE a.quotation_id = q.id AND a.speaker_id IS NOT NULL AND a.state <> ALL (%(not_said_by)s)
       )
FROM wanted
JOIN quotes_wording w ON w.id = wanted.id
JOIN quotes_quotation q ON q.id = w.quotation_id
WHERE q.status <> 'withdrawn' AND q.id <> %(quotation)s
GROUP BY w.id, q.id
ORDER BY w.id
"""


@dataclass(frozen=True)
class Candidate:
    """A wording of another quotation, and the key of our wording to which it is near."""

    near_to: str
    quotation_id: int
    occurrence_id: int
    key: str
    prepared: Prepared


@dataclass(frozen=True)
class _Stored:
    """A wording as PostgreSQL knows it; `open` says that a link with its quotation waits for a decision."""

    open: bool
    quotation_id: int
    occurrence_id: int
    key: str
    wording: Wording
    known: dict[str, FloatArray]


def find_candidates(quotation_id: int, texts: Texts, place: Workplace) -> list[Candidate]:
    """At most MOST pairs of one of our wordings with one of another quotation that is not withdrawn, the best first.

    `ref` of each candidate is its place in the list.
    """
    near = _near(quotation_id, texts, backend_of(place.index))
    stored = _load(quotation_id, {wording_id for _, wording_id in near}, place.index.pk)
    opened = [(key, wording_id) for wording_id, one in stored.items() if one.open for key in texts.prepared]
    pairs = [pair for pair in dict.fromkeys([*opened, *near]) if pair[1] in stored][:MOST]
    found = (_candidate(place.engine, at, key, stored[wording_id]) for at, (key, wording_id) in enumerate(pairs))
    return [candidate for candidate in found if candidate is not None]


def _near(quotation_id: int, texts: Texts, backend: CandidateBackend) -> list[tuple[str, int]]:
    """Pairs of our key and the id of a wording, by its place in the leg and search that found it.

    Legs and searches take turns: what is nearest in one is never pushed out by the many of another.
    """
    placed = []
    for key, one in texts.prepared.items():
        hits = backend.search(_query(quotation_id, one, texts.parts[key]))
        for leg in Leg:
            own = [hit for hit in hits if hit.leg == leg]
            placed += [(at, key, hit.wording_id) for at, hit in enumerate(own)]
    return [(key, wording_id) for _, key, wording_id in sorted(placed, key=lambda one: one[0])]


def _query(quotation_id: int, one: Prepared, parts: tuple[Part, ...]) -> CandidateQuery:
    return CandidateQuery(
        parts=parts,
        bands=one.bands,
        script=one.script,
        shadow=one.reading.shadow.text,
        exclude_quotation_id=quotation_id,
    )


def _load(quotation_id: int, wording_ids: Iterable[int], index_id: int) -> dict[int, _Stored]:
    params: dict[str, Any] = {
        "ids": sorted(wording_ids),
        "quotation": quotation_id,
        "index": index_id,
        "not_said_by": list(NOT_SAID_BY),
    }
    with connection.cursor() as cursor:
        cursor.execute(LOAD, params)
        return {row[0]: _stored(row[1:]) for row in cursor.fetchall()}


def _stored(row: tuple[Any, ...]) -> _Stored:
    opened, quotation_id, occurrence_id, key, text, clause, language, vector, first, last, speakers = row
    wording = Wording(text, language, clause or None, frozenset(speakers), _days(first, last))
    known = _known(text, clause, np.array(vector, dtype=np.float32)) if vector else {}
    return _Stored(opened, quotation_id, occurrence_id, key, wording, known)


def _candidate(engine: Engine, place: int, near_to: str, stored: _Stored) -> Candidate | None:
    one = stored.wording
    wording = Wording(one.text, one.language, one.clause, one.speaker_ids, one.said, ref=place)
    try:
        (answer,) = engine.prepare([wording], known=stored.known)
    except TextRefusedError:
        return None
    if isinstance(answer, Unmatchable):
        return None
    return Candidate(near_to, stored.quotation_id, stored.occurrence_id, stored.key, answer)


def _days(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, last) if first and last else None


def _known(text: str, clause: str, vector: FloatArray) -> dict[str, FloatArray]:
    """The stored vector stands for the words or for their clause; for which of them, the engine knows."""
    return {encodable(part, ENCODED_CHARACTERS): vector for part in (text, clause) if part}
