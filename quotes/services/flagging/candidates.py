"""What is worth comparing: one round trip to PostgreSQL, two legs and what is open already.

The dense leg reads the HNSW index over all languages (Malkov and Yashunin 2018); the lexical leg reads MinHash bands,
which only texts of one script share, and orders them by trigram similarity. Both are lists of candidates and no more:
they are never fused into a rank across scripts, the engine decides.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction

from quotes.matching.encoders import FloatArray
from quotes.matching.engine import Engine, Prepared, Unmatchable, Wording
from quotes.matching.normalise import encodable
from quotes.matching.wordings import ENCODED_CHARACTERS
from quotes.services.flagging.texts import NOT_SAID_BY

DENSE = 30
LEXICAL = 20
# A band that more wordings share is a common word: its newest ones will do.
PER_BAND = 300
# Trigrams of the beginning order the lexical leg well enough, whatever the length.
COMPARED_CHARACTERS = 400
LEAST_COSINE = 0.2
MOST = 60

SEARCH = """
SET LOCAL hnsw.ef_search = 100;
SET LOCAL hnsw.iterative_scan = 'relaxed_order';
WITH mine AS (
    SELECT id, sha256, script, left(shadow, %(characters)s) AS shadow, embedding FROM quotes_wording
    WHERE quotation_id = %(quotation)s AND encoder_version = %(encoder)s
), dense AS (
    SELECT mine.id AS mine_id, near.id AS other_id, 1 - near.distance AS nearness
    FROM mine CROSS JOIN LATERAL (
        SELECT w.id, w.embedding <=> mine.embedding AS distance FROM quotes_wording w
        WHERE w.quotation_id <> %(quotation)s AND w.encoder_version = %(encoder)s
        ORDER BY w.embedding <=> mine.embedding LIMIT %(dense)s
    ) near
    WHERE near.distance <= 1 - %(least)s
), banded AS (
    SELECT DISTINCT mine.id AS mine_id, hit.wording_id AS other_id
    FROM mine JOIN quotes_wordingband b ON b.wording_id = mine.id
    CROSS JOIN LATERAL (
        SELECT o.wording_id FROM quotes_wordingband o WHERE o.band = b.band
        ORDER BY o.wording_id DESC LIMIT %(per_band)s
    ) hit
), lexical AS (
    SELECT mine_id, other_id, nearness FROM (
        SELECT mine.id AS mine_id, w.id AS other_id,
               similarity(left(w.shadow, %(characters)s), mine.shadow) AS nearness,
               row_number() OVER (
                   PARTITION BY mine.id
                   ORDER BY similarity(left(w.shadow, %(characters)s), mine.shadow) DESC, w.id
               ) AS place
        FROM banded JOIN mine ON mine.id = banded.mine_id
        JOIN quotes_wording w ON w.id = banded.other_id
        WHERE w.quotation_id <> %(quotation)s AND w.encoder_version = %(encoder)s AND w.script = mine.script
    ) ranked WHERE place <= %(lexical)s
), open AS (
    SELECT mine.id AS mine_id, w.id AS other_id, 2 AS nearness
    FROM quotes_match m
    JOIN quotes_matchrelation r ON r.match_id = m.id AND r.state = 'suggested'
    JOIN quotes_wording w ON w.quotation_id = m.first_id + m.second_id - %(quotation)s
    CROSS JOIN mine
    WHERE %(quotation)s IN (m.first_id, m.second_id) AND w.encoder_version = %(encoder)s
), near AS (
    SELECT mine_id, other_id, max(nearness) AS nearness
    FROM (TABLE dense UNION ALL TABLE lexical UNION ALL TABLE open) found
    GROUP BY mine_id, other_id
)
SELECT mine.sha256, w.id, w.quotation_id, w.occurrence_id, w.sha256, w.text, w.clause, w.language,
       w.embedding::real[], q.said_from, q.said_to,
       ARRAY(
           SELECT a.speaker_id FROM quotes_attribution a
           WHERE a.quotation_id = q.id AND a.speaker_id IS NOT NULL AND a.state <> ALL (%(not_said_by)s)
       )
FROM near JOIN mine ON mine.id = near.mine_id
JOIN quotes_wording w ON w.id = near.other_id
JOIN quotes_quotation q ON q.id = w.quotation_id
WHERE q.status <> 'withdrawn'
ORDER BY near.nearness DESC, w.id, mine.id
LIMIT %(most)s
"""


@dataclass(frozen=True)
class Candidate:
    """A wording of another quotation, and the key of our wording to which it is near."""

    near_to: str
    quotation_id: int
    occurrence_id: int
    key: str
    prepared: Prepared


def find_candidates(quotation_id: int, engine: Engine) -> list[Candidate]:
    """At most MOST wordings of other quotations that are not withdrawn, nearest first.

    `ref` of each is its place in the list.
    """
    rows = enumerate(_nearest(quotation_id, engine.vector_version))
    found = (_candidate(engine, place, row) for place, row in rows)
    return [candidate for candidate in found if candidate is not None]


@transaction.atomic
def _nearest(quotation_id: int, encoder_version: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            SEARCH,
            {
                "quotation": quotation_id,
                "encoder": encoder_version,
                "dense": DENSE,
                "lexical": LEXICAL,
                "per_band": PER_BAND,
                "characters": COMPARED_CHARACTERS,
                "least": LEAST_COSINE,
                "most": MOST,
                "not_said_by": [str(state) for state in NOT_SAID_BY],
            },
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _candidate(engine: Engine, place: int, row: tuple[Any, ...]) -> Candidate | None:
    near_to, _, quotation_id, occurrence_id, key, text, clause, language, vector, first, last, speakers = row
    wording = Wording(text, language, clause or None, frozenset(speakers), _days(first, last), ref=place)
    (answer,) = engine.prepare([wording], known=_known(text, clause, np.array(vector, dtype=np.float32)))
    if isinstance(answer, Unmatchable):
        return None
    return Candidate(near_to, quotation_id, occurrence_id, key, answer)


def _days(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, last) if first and last else None


def _known(text: str, clause: str, vector: FloatArray) -> dict[str, FloatArray]:
    """The stored vector stands for the words or for their clause; for which of them, the engine knows."""
    return {encodable(part, ENCODED_CHARACTERS): vector for part in (text, clause) if part}
