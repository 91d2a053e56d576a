"""Candidates in PostgreSQL: two legs in one statement and one round trip.

The dense leg reads the HNSW index over all languages; the lexical leg reads MinHash bands, which only texts of one
script share, and orders them by trigram similarity. They are never fused into a rank: a cosine and a share of trigrams
measure different things, and across scripts there are no shared words at all.

A filter breaks an approximate index silently: the nearest hundred hold none of the rows that it lets pass. So it is
asked first how many rows pass. Where few do they are compared one by one, EXACT_UP_TO comparisons at most; more are
common enough for HNSW to meet them when it goes on searching (hnsw.iterative_scan).

Planning the statement costs about as much as answering it, so the search without a filter is prepared once for each
connection and its plan kept. What shapes the plan (limits, the index) stands in its text; the rest are parameters.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection, transaction

from quotes.candidates import hnsw
from quotes.candidates.backend import (
    COMPARED_CHARACTERS,
    PER_BAND,
    WITHDRAWN,
    CandidateEntry,
    CandidateQuery,
    Hit,
    Leg,
)
from quotes.candidates.copying import copy_bands, copy_vectors
from quotes.candidates.narrowing import conditions
from quotes.matching.encoders import FloatArray
from quotes.models import VectorIndex

# Rows that pass, times the parts of the question. 9,900 take a tenth of a second (`bench scale`). HNSW is no quicker
# where one row in a hundred passes, and blind where those that pass lie together, far from the question: of 30,000
# Arabic texts in a million it found .70.
EXACT_UP_TO = 50_000
# Several parts of one wording may be near: so many parts are fetched for each wording that is wanted, and so many more.
PARTS_A_WORDING = 2
MORE_PARTS = 12
BULK = 2000
EF_SEARCH = 60
# A filter takes some of what is near away: whoever narrows looks farther.
EF_NARROWED = 200

# Texts that share more bands are nearer in words; so many of them are compared letter by letter, which takes most of
# this leg's time. 100 found 2 % more of what is half alike, in 1.4 times the time.
COMPARED = 60

# One string is one round trip and one transaction, so these hold for it alone. Compiling the plan costs more than it.
SETTINGS = """
SET LOCAL jit = off;
SET LOCAL hnsw.ef_search = {ef_search:d};
"""
GO_ON = """
SET LOCAL hnsw.iterative_scan = 'relaxed_order';
SET LOCAL hnsw.max_scan_tuples = 60000;
"""
# With the plan of the first question: none of the parameters changes it.
KEEP_PLAN = "SET LOCAL plan_cache_mode = force_generic_plan;"
OWN = "own AS MATERIALIZED (SELECT id FROM quotes_wording WHERE quotation_id = %(exclude)s)"
NOT_OWN = "<> ALL (ARRAY(SELECT id FROM own))"
# OFFSET 0 keeps the planner from turning the question about a row into a join, which would lose the order of HNSW.
PASSES = """AND EXISTS (
            SELECT 1 FROM quotes_wording w JOIN quotes_quotation q ON q.id = w.quotation_id
            WHERE w.id = {row}.wording_id AND {condition} OFFSET 0)"""
ALLOWED = """allowed AS MATERIALIZED (
    SELECT w.id FROM quotes_wording w JOIN quotes_quotation q ON q.id = w.quotation_id
    WHERE {condition} AND w.id {not_own})"""
IS_ALLOWED = "AND {row}.wording_id IN (SELECT id FROM allowed)"
NEAREST_BY_HNSW = """near AS (
    SELECT found.* FROM asked CROSS JOIN LATERAL (
        SELECT v.wording_id, v.part, v.embedding::halfvec({dimension:d}) <=> asked.vector AS distance
        FROM quotes_wordingvector v
        WHERE v.index_id = {index:d} AND v.wording_id {not_own} {passes}
        ORDER BY v.embedding::halfvec({dimension:d}) <=> asked.vector LIMIT {parts:d}
    ) found)"""
NEAREST_OF_ALL = """near AS MATERIALIZED (
    SELECT v.wording_id, v.part, v.embedding::halfvec({dimension:d}) <=> asked.vector AS distance
    FROM allowed JOIN quotes_wordingvector v ON v.wording_id = allowed.id AND v.index_id = {index:d}
    CROSS JOIN asked)"""
# Sorted before the join, so that only as many rows are joined as are wanted.
DENSE = """asked(vector) AS (SELECT one::halfvec({dimension:d}) FROM unnest(%(vectors)s::halfvec[]) AS one),
{near},
dense AS (
    SELECT best.wording_id, 1 - best.distance AS nearness, best.part
    FROM (
        SELECT one.wording_id, one.part, one.distance FROM (
            SELECT DISTINCT ON (wording_id) wording_id, part, distance FROM near
            WHERE distance <= 1 - ({least}) ORDER BY wording_id, distance, part
        ) one ORDER BY one.distance, one.wording_id OFFSET 0
    ) best JOIN quotes_wording w ON w.id = best.wording_id JOIN quotes_quotation q ON q.id = w.quotation_id
    WHERE q.status <> %(gone)s
    ORDER BY best.distance, best.wording_id LIMIT {dense:d}
)"""
LEXICAL = """banded AS (
    SELECT hit.wording_id FROM unnest(%(bands)s::bigint[]) AS one(band)
    CROSS JOIN LATERAL (
        SELECT b.wording_id FROM quotes_wordingband b
        WHERE b.band = one.band AND b.wording_id {not_own} {banded_pass}
        ORDER BY b.wording_id DESC LIMIT {per_band:d}
    ) hit
    GROUP BY hit.wording_id ORDER BY count(*) DESC, hit.wording_id DESC LIMIT {compared:d}
), lexical AS (
    SELECT w.id AS wording_id, similarity(left(w.shadow, {characters:d}), %(shadow)s) AS nearness, 0 AS part
    FROM banded JOIN quotes_wording w ON w.id = banded.wording_id JOIN quotes_quotation q ON q.id = w.quotation_id
    WHERE w.script = %(script)s AND q.status <> %(gone)s
    ORDER BY nearness DESC, w.id LIMIT {lexical:d}
)"""
FOUND = "SELECT '{leg}', wording_id, nearness, part FROM {leg}"
# In the order in which they are given to the prepared statement.
PARAMETERS = {
    "vectors": "halfvec[]",
    "bands": "bigint[]",
    "shadow": "text",
    "script": "text",
    "exclude": "bigint",
    "gone": "text",
}
PLACES = ", ".join(f"%({field})s" for field in PARAMETERS)
LEGS = {str(leg): leg for leg in Leg}
PASSING = """
SELECT count(*) FROM (
    SELECT 1 FROM quotes_wording w JOIN quotes_quotation q ON q.id = w.quotation_id
    WHERE {condition} LIMIT %(most)s + 1
) passing
"""


class PostgresCandidates:
    """The candidates of one VectorIndex. Only vectors and bands are written here; the wordings are there already.

    ef_search: how far HNSW looks, 1 to 1000; more finds more and takes longer. No more parts than this are found by
    meaning where there is no filter.
    """

    def __init__(self, index: VectorIndex, *, ef_search: int = EF_SEARCH) -> None:
        self._index = index
        self._index_id = index.pk
        self._dimension = index.dimension
        self._ef_search = ef_search

    def looking(self, ef_search: int) -> "PostgresCandidates":
        """The same index, searched less far or farther."""
        return PostgresCandidates(self._index, ef_search=ef_search)

    def ensure(self) -> None:
        """Make the HNSW index at once while there are no vectors; `build_index` is for more."""
        if not hnsw.stands(self._index_id) and not self._has_vectors():
            hnsw.create(self._index_id, self._dimension)

    def ready(self) -> bool:
        return hnsw.stands(self._index_id)

    def count(self) -> int:
        return self._number(
            "SELECT count(DISTINCT wording_id) FROM quotes_wordingvector"
            " WHERE index_id = %(index)s AND embedding IS NOT NULL",
            {"index": self._index_id},
        )

    @transaction.atomic
    def upsert(self, entries: Sequence[CandidateEntry]) -> None:
        self.delete(entry.wording_id for entry in entries)
        copy_vectors(self._index_id, self._dimension, entries)
        copy_bands(entries)

    @transaction.atomic
    def delete(self, wording_ids: Iterable[int]) -> None:
        """Forget vectors and bands; the wordings stay, as their quotations do."""
        ids = list(wording_ids)
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM quotes_wordingvector WHERE wording_id = ANY (%s) AND index_id = %s", [ids, self._index_id]
            )
            cursor.execute("DELETE FROM quotes_wordingband WHERE wording_id = ANY (%s)", [ids])

    def bulk_load(self, entries: Iterable[CandidateEntry]) -> int:
        """Add the vectors and bands of wordings that have none, by COPY; returns how many entries there were.

        Quick only before `build_index`: HNSW is built from all rows at once in a fraction of the time.
        """
        loaded, batch = 0, []
        for entry in entries:
            batch.append(entry)
            if len(batch) == BULK:
                loaded += self._load(batch)
                batch = []
        return loaded + self._load(batch)

    def build_index(self, *, memory: str = "") -> None:
        """Build the HNSW index beside running work, and let the planner know what is there. See `hnsw`."""
        hnsw.create_concurrently(self._index_id, self._dimension, memory=memory)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE quotes_wordingvector, quotes_wordingband, quotes_wording")

    def search(self, query: CandidateQuery) -> list[Hit]:
        shape = _shape(query, self._index_id, self._dimension)
        if not shape.legs:
            return []
        settings = SETTINGS.format(ef_search=self._ef_search)
        if query.filters.are_given:
            rows = self._narrowed(query, shape)
        elif _may_prepare():
            statement = f"{settings}{KEEP_PLAN} EXECUTE {_prepared(shape)} ({PLACES})"
            rows = _rows(statement, _asked(query))
        else:
            rows = _rows(settings + _statement(shape), _asked(query))
        return [Hit(wording_id, nearness, LEGS[leg], part) for leg, wording_id, nearness, part in rows]

    def _narrowed(self, query: CandidateQuery, shape: "_Shape") -> list[tuple[Any, ...]]:
        settings = SETTINGS.format(ef_search=max(self._ef_search, EF_NARROWED))
        condition, params = conditions(query.filters)
        few = self._passes_at_most(EXACT_UP_TO // max(1, len(query.parts)), settings, condition, params)
        statement = _statement(shape, condition, exact=few)
        return _rows(settings + GO_ON + statement, {**params, **_asked(query)})

    def _passes_at_most(self, most: int, settings: str, condition: str, params: dict[str, Any]) -> bool:
        statement = settings + PASSING.format(condition=condition)
        return self._number(statement, {**params, "most": most}) <= most

    def _has_vectors(self) -> bool:
        statement = "SELECT count(*) FROM (SELECT 1 FROM quotes_wordingvector WHERE index_id = %(index)s LIMIT 1) one"
        return self._number(statement, {"index": self._index_id}) > 0

    def _load(self, entries: Sequence[CandidateEntry]) -> int:
        with transaction.atomic():
            copy_vectors(self._index_id, self._dimension, entries)
            copy_bands(entries)
        return len(entries)

    @staticmethod
    def _number(statement: str, params: dict[str, Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            (number,) = cursor.fetchone()
        return int(number)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of a question shapes its statement, and so its plan."""

    index: int
    dimension: int
    legs: tuple[Leg, ...]
    dense: int
    lexical: int
    least: float


def _shape(query: CandidateQuery, index: int, dimension: int) -> _Shape:
    asked = {Leg.DENSE: bool(query.parts), Leg.LEXICAL: bool(query.bands)}
    legs = tuple(leg for leg, wanted in asked.items() if wanted)
    return _Shape(index, dimension, legs, query.dense_limit, query.lexical_limit, float(query.least_cosine))


def _statement(shape: _Shape, condition: str = "", *, exact: bool = False) -> str:
    """The statement for these legs; with a condition either over the rows that pass it, or by HNSW that goes on."""
    passes = {row: PASSES.format(row=row, condition=condition) if condition else "" for row in "vb"}
    by_hnsw = (NEAREST_BY_HNSW, passes["v"], passes["b"])
    near, near_pass, banded_pass = (NEAREST_OF_ALL, "", IS_ALLOWED.format(row="b")) if exact else by_hnsw
    values = {
        "not_own": NOT_OWN,
        "dimension": shape.dimension,
        "index": shape.index,
        "parts": shape.dense * PARTS_A_WORDING + MORE_PARTS,
        "dense": shape.dense,
        "lexical": shape.lexical,
        "least": shape.least,
        "per_band": PER_BAND,
        "compared": COMPARED,
        "characters": COMPARED_CHARACTERS,
        "banded_pass": banded_pass,
    }
    values["near"] = near.format(passes=near_pass, **values)
    legs = [{Leg.DENSE: DENSE, Leg.LEXICAL: LEXICAL}[leg].format(**values) for leg in shape.legs]
    allowed = [ALLOWED.format(condition=condition, not_own=NOT_OWN)] if exact else []
    found = " UNION ALL ".join(FOUND.format(leg=leg) for leg in shape.legs)
    return f"WITH {', '.join([OWN, *allowed, *legs])} {found} ORDER BY 1, 3 DESC, 2"


def _asked(query: CandidateQuery) -> dict[str, Any]:
    return {
        "vectors": "{" + ",".join(f'"{_written(part.vector)}"' for part in query.parts) + "}",
        "bands": list(query.bands),
        "shadow": query.shadow[:COMPARED_CHARACTERS],
        "script": query.script,
        "exclude": query.exclude_quotation_id,
        "gone": WITHDRAWN,
    }


def _rows(statement: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


# The names of the statements that each of the driver's connections has prepared; gone with the connection.
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def _may_prepare() -> bool:
    """Not behind a pooler that gives every transaction another server process; Django is told so by this setting."""
    return not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")


def _prepared(shape: _Shape) -> str:
    """The name under which this connection has prepared the statement of this shape, now if it had not."""
    name, statement = _named(shape)
    connection.ensure_connection()
    known = _known.setdefault(connection.connection, set())
    if name not in known:
        with connection.cursor() as cursor:
            cursor.execute(f"PREPARE {name} ({', '.join(PARAMETERS.values())}) AS {statement}")
        known.add(name)
    return name


@lru_cache(maxsize=64)
def _named(shape: _Shape) -> tuple[str, str]:
    numbered = {field: f"${number}" for number, field in enumerate(PARAMETERS, start=1)}
    statement = _statement(shape) % numbered
    return f"verbatim_{hashlib.blake2b(statement.encode(), digest_size=12).hexdigest()}", statement


def _written(vector: FloatArray) -> str:
    """A vector as SQL reads it. Five digits are more than half precision keeps."""
    return f"[{('%.5g,' * len(vector) % tuple(vector.tolist()))[:-1]}]"
