"""What others are measured with, in the same run: faiss, exact search with numpy, and trigrams under GIN."""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, transaction

from quotes.candidates import hnsw
from quotes.management.benches.scale.asking import WANTED, Answering, Questions
from quotes.management.benches.scale.loading import Corpus
from quotes.management.benches.scale.neighbours import nearest
from quotes.management.benches.scale.packages import peer

TRIGRAM_INDEX = "bench_shadow_trigrams"
SIMILAR = """
SELECT w.id, similarity(w.shadow, %(shadow)s) AS nearness FROM quotes_wording w
JOIN quotes_quotation q ON q.id = w.quotation_id
WHERE w.shadow %% %(shadow)s AND q.status <> 'withdrawn' ORDER BY nearness DESC, w.id LIMIT %(wanted)s
"""


@dataclass(frozen=True)
class Faiss:
    """An HNSW graph of faiss in this process, with the parameters of the product's index."""

    graph: Any
    build_seconds: float

    def answering(self, questions: Questions, ef: int) -> Answering:
        """Ask one question at a time, as the product does, on one thread."""

        def answer(place: int) -> list[int]:
            self.graph.hnsw.efSearch = ef
            _, ids = self.graph.search(questions.vectors[place : place + 1], WANTED)
            return [int(row) for row in ids[0]]

        return answer


def build_faiss(corpus: Corpus, threads: int) -> Faiss:
    """Build it with as many threads as PostgreSQL has workers for its own; single precision, as faiss keeps it."""
    faiss = peer("faiss", "faiss-cpu")
    graph = faiss.IndexHNSWFlat(corpus.vectors.shape[1], hnsw.M, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = hnsw.EF_CONSTRUCTION
    faiss.omp_set_num_threads(threads)
    began = time.monotonic()
    for first in range(0, len(corpus), 50_000):
        graph.add(corpus.vectors[first : first + 50_000].astype(np.float32))
    seconds = time.monotonic() - began
    faiss.omp_set_num_threads(1)
    return Faiss(graph, seconds)


def numpy_exact(questions: Questions, corpus: Corpus) -> Answering:
    """Compare with every row, one question at a time."""
    rows = corpus.vectors.astype(np.float32)

    def answer(place: int) -> list[int]:
        ids, _ = nearest(questions.vectors[place : place + 1], rows, WANTED)
        return [int(row) for row in ids[0]]

    return answer


def nothing() -> Answering:
    """Send a statement that asks nothing: the round trip that every answer of a database server takes."""

    def answer(_place: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchall()
        return []

    return answer


def build_trigrams() -> float:
    """Build what a newsroom would have without bands; returns the seconds it took."""
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {TRIGRAM_INDEX} ON quotes_wording USING gin (shadow gin_trgm_ops)")
        cursor.execute("ANALYZE quotes_wording")
    return time.monotonic() - began


def trigrams(questions: Questions) -> Answering:
    """Ask with pg_trgm's operator at its usual threshold of 0.3."""

    def answer(place: int) -> list[int]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL pg_trgm.similarity_threshold = 0.3")
            cursor.execute(SIMILAR, {"shadow": questions.words[place].shadow, "wanted": WANTED})
            return [pk - 1 for pk, _ in cursor.fetchall()]

    return answer
