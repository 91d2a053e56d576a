"""Fills the scratch database: a newsroom's rows by COPY, then the product's own bulk load of vectors and bands.

Every quotation has one wording, one occurrence with its segment, one speaker and one day. Triggers and foreign keys
rest while this runs (what they would check is true by construction, and nobody searches for a million related quotes),
and indexes are made after the rows, as in any large import.
"""

import hashlib
import io
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection, transaction
from psycopg2.errors import InsufficientPrivilege

from accounts.models import User
from quotes.candidates.backend import CandidateEntry
from quotes.candidates.postgres import PostgresCandidates
from quotes.management.benches.refusing import Say
from quotes.management.benches.scale.perturbing import Growth
from quotes.matching.encoders import FloatArray
from quotes.matching.minhash import bands
from quotes.matching.normalise import shadow
from quotes.matching.scripts import script_of
from quotes.matching.tokens import tokenise
from quotes.matching.wordings import Part
from sources.models import Capture, Publication
from sources.services import recording as sources

STRETCH = 10_000
SPEAKERS = 500
FIRST_DAY, DAYS = date(2014, 1, 1), 4_000
WITHDRAWN_EVERY = 100
TABLES = (
    "quotes_quotation",
    "quotes_occurrence",
    "quotes_segment",
    "quotes_attribution",
    "quotes_wording",
    "quotes_wordingvector",
    "quotes_wordingband",
)
NUMBERED = ("quotes_speaker", *TABLES[:5])

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the index knows it."""

    text: str
    language: str
    script: str
    shadow: str
    bands: tuple[int, ...]


@dataclass(frozen=True)
class Ground:
    """What all the scratch quotations share: who made them, and the saved copy that carries them."""

    user_id: int
    capture_id: int
    now: datetime


@dataclass
class Corpus:
    """What was loaded; row i of each has the quotation and wording with the id i + 1.

    `vectors` are in half precision, as stored, shape (rows, dimension); `days` counts from FIRST_DAY.
    """

    vectors: npt.NDArray[np.float16]
    days: npt.NDArray[np.int64]
    speakers: npt.NDArray[np.int64]
    languages: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.days)

    @property
    def withdrawn(self) -> npt.NDArray[np.bool_]:
        return is_withdrawn(np.arange(len(self)))


def words_of(text: str, language: str) -> Words:
    """Read a text as the engine does, without encoding it."""
    folded = shadow(text)
    script = script_of(folded.text)
    return Words(text, language, script, folded.text, bands(tokenise(folded), script))


def is_withdrawn(rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """One row in WITHDRAWN_EVERY: it may never be found, and stands in every index all the same."""
    return np.equal(rows % WITHDRAWN_EVERY, WITHDRAWN_EVERY - 1)


def lay_ground(now: datetime) -> Ground:
    """Make what every quotation needs, through the services."""
    user = User.objects.create_user("bench", password=None)
    publication = Publication.objects.create(name="Bench", kind="newspaper", language="en")
    article = sources.add_article(
        by=None,
        publication=publication,
        title="Bench",
        language="en",
        canonical_address="https://bench.example/1",
        published=(FIRST_DAY, FIRST_DAY),
    )
    capture = sources.record_capture(
        by=None, now=now, article=article, content=b"Words to measure with.", method=Capture.Method.FILE
    )
    return Ground(user.pk, capture.pk, now)


def load_corpus(growth: Growth, ground: Ground, candidates: PostgresCandidates, say: Say) -> Corpus:
    """COPY all rows of the rule; nothing is indexed by HNSW yet."""
    chance = np.random.default_rng(growth.size)
    dimension = growth.dimension
    corpus = Corpus(
        np.empty((growth.size, dimension), np.float16),
        chance.integers(0, DAYS, growth.size),
        chance.integers(0, SPEAKERS, growth.size),
    )
    with resting_triggers(), resting_indexes():
        _copy("quotes_speaker", "id, kind, about", ((speaker + 1, "person", "") for speaker in range(SPEAKERS)))
        for first, vectors, words in _stretches(growth):
            last = first + len(words)
            corpus.vectors[first:last] = vectors
            corpus.languages += [one.language for one in words]
            _copy_newsroom(corpus, ground, first, words)
            candidates.bulk_load(_entries(corpus, first, words))
            say(f"loaded {last:,} of {growth.size:,} quotations")
        _count_on()
        say("indexing rows and bands")
    return corpus


def _stretches(growth: Growth) -> Iterator[tuple[int, FloatArray, list[Words]]]:
    """Words are read by as many processes as there are cores, ahead of what is being written."""
    bounds = [(first, min(first + STRETCH, growth.size)) for first in range(0, growth.size, STRETCH)]
    workers = min(len(bounds), os.cpu_count() or 1)
    # Forked: the real texts and vectors are shared, not copied.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _remember, (growth,)) as pool:
        for (first, last), words in zip(bounds, pool.map(_read_stretch, bounds), strict=True):
            yield first, growth.vectors(growth.moves(first, last)), words


_growth: list[Growth] = []


def _remember(growth: Growth) -> None:
    _growth[:] = [growth]


def _read_stretch(bounds: tuple[int, int]) -> list[Words]:
    growth = _growth[0]
    return [words_of(text.text, text.language) for text in growth.texts(growth.moves(*bounds))]


def _copy_newsroom(corpus: Corpus, ground: Ground, first: int, words: Sequence[Words]) -> None:
    rows = range(first, first + len(words))
    ids = [row + 1 for row in rows]
    days = [FIRST_DAY + timedelta(days=int(corpus.days[row])) for row in rows]
    gone = is_withdrawn(np.arange(first, first + len(words)))
    with transaction.atomic():
        _copy(
            "quotes_quotation",
            "id, status, lead_id, said_from, said_to, occasion, place, created_by_id, published_at, published_by_id,"
            " withdrawn_at, withdrawn_by_id, withdrawn_because, edit_version, revision",
            ((pk, *_status(pk, bool(no), day, ground)) for pk, no, day in zip(ids, gone, days, strict=True)),
        )
        _copy(
            "quotes_occurrence",
            "id, quotation_id, capture_id, kind, clause_start, clause_end, clause_exact, clause_prefix, clause_suffix,"
            " cue, speaker_mention, reported_place",
            (
                (pk, pk, ground.capture_id, "direct", 0, len(one.text), one.text, "", "", "said", "", "")
                for pk, one in zip(ids, words, strict=True)
            ),
        )
        _copy(
            "quotes_segment",
            'id, occurrence_id, "order", start, "end", exact, prefix, suffix',
            ((pk, pk, 1, 0, len(one.text), one.text, "", "") for pk, one in zip(ids, words, strict=True)),
        )
        _copy(
            "quotes_attribution",
            'id, quotation_id, "order", speaker_id, described_as, state',
            ((pk, pk, 1, int(corpus.speakers[pk - 1]) + 1, "", "asserted") for pk in ids),
        )
        _copy(
            "quotes_wording",
            "id, quotation_id, occurrence_id, sha256, text, clause, language, script, shadow",
            (
                (pk, pk, pk, _sha256(one.text), one.text, "", one.language, one.script, one.shadow)
                for pk, one in zip(ids, words, strict=True)
            ),
        )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _status(pk: int, withdrawn: bool, day: date, ground: Ground) -> Row:
    gone = (ground.now, ground.user_id, "measured") if withdrawn else (None, None, "")
    status = "withdrawn" if withdrawn else "published"
    return (status, pk, day, day, "", "", ground.user_id, ground.now, ground.user_id, *gone, 1, 1)


def _entries(corpus: Corpus, first: int, words: Sequence[Words]) -> Iterator[CandidateEntry]:
    for row, one in enumerate(words, start=first):
        vector = corpus.vectors[row].astype(np.float32)
        yield CandidateEntry(
            wording_id=row + 1,
            quotation_id=row + 1,
            parts=(Part(0, len(one.text), vector),),
            bands=one.bands,
            shadow=one.shadow,
            script=one.script,
            language=one.language,
        )


def _copy(table: str, columns: str, rows: Iterable[Row]) -> None:
    lines = io.StringIO("".join("\t".join(map(_field, row)) + "\n" for row in rows))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", lines)


def _field(value: object) -> str:
    r"""Write a value in COPY's text format, where \N is NULL."""
    if value is None:
        return r"\N"
    text = str(value)
    return text.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")


def _count_on() -> None:
    """Rows came with their ids: the next ones that a service makes go on after them."""
    with connection.cursor() as cursor:
        for table in NUMBERED:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608 - constants above


@contextmanager
def resting_triggers() -> Iterator[None]:
    """No trigger fires; a role that may not order that for everything orders it for the tables that it owns."""
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute("SET session_replication_role = replica")
            back = ["SET session_replication_role = origin"]
        except InsufficientPrivilege:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            back = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES]
        yield
        for statement in back:
            cursor.execute(statement)


@contextmanager
def resting_indexes() -> Iterator[None]:
    """Drop what can be made again in one go, and make it again: primary keys stay, for the foreign keys on them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'u' AND conrelid = ANY (%s::regclass[])",
            [list(TABLES)],
        )
        constraints = cursor.fetchall()
        for table, name, _ in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam"
            " WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisprimary AND a.amname <> 'hnsw'",
            [list(TABLES)],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in constraints:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
