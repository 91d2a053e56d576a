"""What PostgreSQL knows of wordings, as entries for another engine's copy."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db import connection

from quotes.candidates.backend import CandidateEntry
from quotes.candidates.narrowing import NOT_SAID_BY
from quotes.matching.wordings import Part
from quotes.models import Wording

FACTS = """
SELECT w.id, w.quotation_id, w.shadow, w.script, w.language, q.said_from, q.said_to, q.status,
       ARRAY(SELECT b.band FROM quotes_wordingband b WHERE b.wording_id = w.id ORDER BY b.band),
       ARRAY(
           SELECT DISTINCT a.speaker_id FROM quotes_attribution a
           WHERE a.quotation_id = q.id AND a.speaker_id IS NOT NULL AND a.state <> ALL (%(not_said_by)s)
       ),
       ARRAY(SELECT s.claim_id FROM quotes_stance s WHERE s.quotation_id = q.id)
FROM quotes_wording w JOIN quotes_quotation q ON q.id = w.quotation_id
WHERE w.id = ANY (%(ids)s) ORDER BY w.id
"""
VECTORS = """
SELECT wording_id, start, "end", embedding::text FROM quotes_wordingvector
WHERE wording_id = ANY (%(ids)s) AND index_id = %(index)s AND embedding IS NOT NULL ORDER BY wording_id, part
"""

Parts = dict[int, tuple[Part, ...]]


def entries_of(index_id: int, wording_ids: Collection[int]) -> list[CandidateEntry]:
    """The entries of those wordings that exist, in the order of their ids; 2 queries."""
    ids = list(wording_ids)
    with connection.cursor() as cursor:
        cursor.execute(VECTORS, {"ids": ids, "index": index_id})
        parts = _parts(cursor.fetchall())
        cursor.execute(FACTS, {"ids": ids, "not_said_by": list(NOT_SAID_BY)})
        return [_entry(row, parts) for row in cursor.fetchall()]


def wordings_of(quotation_ids: Collection[int]) -> list[int]:
    """The ids of the wordings that these quotations have now."""
    rows = Wording.objects.filter(quotation__in=quotation_ids).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def fingerprint(entry: CandidateEntry) -> str:
    """Differs when a copy of the entry would differ; vectors count with the precision in which they are kept."""
    facts = (
        entry.quotation_id,
        sorted(entry.bands),
        entry.shadow,
        entry.script,
        entry.language,
        entry.said,
        sorted(entry.speaker_ids),
        sorted(entry.claim_ids),
        entry.status,
        [(part.start, part.end) for part in entry.parts],
    )
    digest = hashlib.blake2b(repr(facts).encode(), digest_size=16)
    for part in entry.parts:
        digest.update(part.vector.astype(np.float16).tobytes())
    return digest.hexdigest()


def _parts(rows: Sequence[tuple[int, int, int, str]]) -> Parts:
    parts: Parts = {}
    for wording_id, start, end, embedding in rows:
        vector = np.fromstring(embedding[1:-1], dtype=np.float32, sep=",")
        parts[wording_id] = (*parts.get(wording_id, ()), Part(start, end, vector))
    return parts


def _entry(row: tuple[Any, ...], parts: Parts) -> CandidateEntry:
    wording_id, quotation_id, shadow, script, language, first, last, status, bands, speakers, claims = row
    return CandidateEntry(
        wording_id=wording_id,
        quotation_id=quotation_id,
        parts=parts.get(wording_id, ()),
        bands=tuple(bands),
        shadow=shadow,
        script=script,
        language=language,
        said=_said(first, last),
        speaker_ids=frozenset(speakers),
        claim_ids=frozenset(claims),
        status=status,
    )


def _said(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, last) if first and last else None
