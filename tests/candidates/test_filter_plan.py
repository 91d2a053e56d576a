"""A filter must not hide what is near: HNSW alone meets none of a few rows among thousands."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.db import connection

from quotes.candidates import hnsw, postgres
from quotes.candidates.backend import CandidateEntry, CandidateQuery, Filters
from quotes.candidates.postgres import PostgresCandidates
from quotes.candidates.truth import entries_of
from quotes.matching.encoders import FloatArray, normalised
from quotes.matching.wordings import Part
from quotes.models import Quotation, VectorIndex
from tests.candidates.newsroom import make_index
from tests.factories import make_quotation

ROWS = 3000
DIMENSION = 32
WANTED = 20
FIRST = date(2000, 1, 1)
Newsroom = tuple[VectorIndex, FloatArray, list[int]]

# One quotation for each row, said on a day of its own; they share the appearance of the first.
QUOTATIONS = """
INSERT INTO quotes_quotation (status, said_from, said_to, occasion, place, withdrawn_because, edit_version)
SELECT 'draft', %s::date + n, %s::date + n, '', '', '', 1 FROM generate_series(0, %s - 1) n RETURNING id
"""
WORDINGS = """
INSERT INTO quotes_wording (quotation_id, occurrence_id, sha256, text, clause, language, script, shadow)
SELECT q, %s, q::text, 'words', '', 'en', 'Latn', 'words' FROM unnest(%s::bigint[]) q RETURNING id
"""


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    """Clustered vectors: of evenly spread ones every index finds all, or nothing."""
    index = make_index(dimension=DIMENSION, stands=False)
    lead = make_quotation().lead
    assert lead is not None
    noise = np.random.default_rng(3)
    centres = noise.normal(size=(40, DIMENSION))
    vectors = normalised(
        (centres[noise.integers(0, 40, ROWS)] + 0.4 * noise.normal(size=(ROWS, DIMENSION))).astype(np.float32)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(QUOTATIONS, [FIRST, FIRST, ROWS])
        quotations = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(WORDINGS, [lead.pk, quotations])
        wordings = [pk for (pk,) in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    entries = (
        CandidateEntry(wording, quotation, (Part(0, 5, vector),), (), "words", "Latn", "en")
        for wording, quotation, vector in zip(wordings, quotations, vectors, strict=True)
    )
    assert PostgresCandidates(index).bulk_load(entries) == ROWS
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    hnsw.create(index.pk, DIMENSION)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE quotes_wordingvector, quotes_wording, quotes_quotation")
    return index, vectors, wordings


def recall(newsroom: Newsroom, days: int) -> float:
    """The share of the true nearest, among those said in the first `days` days, that the search finds."""
    index, vectors, wordings = newsroom
    home, place = PostgresCandidates(index), {pk: at for at, pk in enumerate(wordings)}
    shares = []
    for asked in range(0, ROWS, ROWS // 25):
        true = np.argsort(-(vectors[:days] @ vectors[asked]))[:WANTED]
        query = CandidateQuery(
            parts=(Part(0, 5, vectors[asked]),),
            filters=Filters(said_from=FIRST, said_to=FIRST + timedelta(days=days - 1)),
            dense_limit=WANTED,
            least_cosine=-1,
        )
        found = {place[hit.wording_id] for hit in home.search(query)}
        assert all(at < days for at in found)
        shares.append(len(found.intersection(true.tolist())) / len(true))
    return float(np.mean(shares))


def test_a_filter_finds_what_is_near_however_much_it_lets_pass(newsroom, monkeypatch):
    """100, 10, 1 and .2 per cent; the wider ones by HNSW that goes on searching, as where the rows are a million."""
    exact = {days: recall(newsroom, days) for days in (30, 6)}
    monkeypatch.setattr(postgres, "EXACT_UP_TO", 100)
    by_hnsw = {days: recall(newsroom, days) for days in (ROWS, 300)}
    assert exact == {30: 1.0, 6: 1.0}
    assert min(by_hnsw.values()) >= 0.95, by_hnsw


def test_a_search_without_a_filter_is_one_round_trip_through_the_index(newsroom, django_assert_num_queries):
    index, vectors, _ = newsroom
    # Prepares the statement, once for the connection.
    PostgresCandidates(index).search(CandidateQuery(parts=(Part(0, 5, vectors[1]),), dense_limit=WANTED))
    before = scans(index)
    with django_assert_num_queries(1):
        PostgresCandidates(index).search(CandidateQuery(parts=(Part(0, 5, vectors[0]),), dense_limit=WANTED))
    assert scans(index) == before + 1


def test_an_entry_is_read_back_as_it_was_written(newsroom):
    index, vectors, wordings = newsroom
    (entry,) = entries_of(index.pk, wordings[7:8])
    (part,) = entry.parts
    assert np.abs(part.vector - vectors[7]).max() < 1e-3
    assert (part.start, part.end) == (0, 5)
    assert Quotation.objects.get(pk=entry.quotation_id).said_from == FIRST + timedelta(days=7)


def scans(index: VectorIndex) -> int:
    """How often this transaction has looked into the HNSW index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_get_xact_numscans(%s::regclass)", [hnsw.name_of(index.pk)])
        (number,) = cursor.fetchone()
    return int(number)
