"""The HNSW index of each VectorIndex (Malkov and Yashunin 2018): partial, over its own vectors, in its own dimension.

It cannot be a part of the model: there is one for each row of VectorIndex, and a large one is built without locking.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from quotes.models import VectorIndex

M = 16
# Twice pgvector's default: half as much again to build, and ef_search 40 finds what 64 found before.
EF_CONSTRUCTION = 128
BUILDING = 0x5645
PREFIX = "wording_vector_hnsw_"


def name_of(index_id: int) -> str:
    return f"{PREFIX}{index_id:d}"


def stands(index_id: int) -> bool:
    """Whether the HNSW index is there and whole; one whose making was interrupted is not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " WHERE c.relname = %s AND pg_table_is_visible(c.oid)",
            [name_of(index_id)],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def create(index_id: int, dimension: int) -> None:
    """At once, with a lock on the table: for an index that is still empty."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(index_id, dimension, ""))


def create_concurrently(index_id: int, dimension: int, *, memory: str = "") -> None:
    """Without a lock on the table, for as long as it takes; nothing to do where it stands or another builds it.

    Not inside a transaction. memory: PostgreSQL's maintenance_work_mem for this build, for example "2GB"; the server's
    own setting if empty.
    """
    with _alone(index_id) as alone, connection.cursor() as cursor:
        if not alone or stands(index_id):
            return
        drop_concurrently(index_id)  # what an interrupted build left
        if memory:
            cursor.execute("SELECT set_config('maintenance_work_mem', %s, false)", [memory])
        cursor.execute(_statement(index_id, dimension, "CONCURRENTLY"))
        cursor.execute("RESET maintenance_work_mem")


def drop_concurrently(index_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name_of(index_id)}")


@transaction.atomic
def drop_strays() -> None:
    """Drop the HNSW indexes of VectorIndex rows that are gone."""
    known = set(VectorIndex.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'i' AND relname LIKE %s AND pg_table_is_visible(oid)",
            [f"{PREFIX}%"],
        )
        for (name,) in cursor.fetchall():
            if re.fullmatch(rf"{PREFIX}[0-9]+", name) and int(name.removeprefix(PREFIX)) not in known:
                cursor.execute(f"DROP INDEX IF EXISTS {name}")


def progress(index_id: int) -> str:
    """How far PostgreSQL has come with building it, in its own words; empty where it is not being built."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phase, tuples_done, tuples_total FROM pg_stat_progress_create_index"
            " WHERE index_relid = to_regclass(%s)",
            [name_of(index_id)],
        )
        row = cursor.fetchone()
    return f"{row[0]} ({row[1]} of {row[2]})" if row else ""


@contextmanager
def _alone(index_id: int) -> Iterator[bool]:
    """Whether nobody else builds it. Nobody waits: a waiting statement would be waited for by the build."""
    key = [BUILDING, index_id % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _statement(index_id: int, dimension: int, concurrently: str) -> str:
    return (
        f"CREATE INDEX {concurrently} {name_of(index_id)} ON quotes_wordingvector"
        f" USING hnsw ((embedding::halfvec({dimension:d})) halfvec_cosine_ops)"
        f" WITH (m = {M}, ef_construction = {EF_CONSTRUCTION}) WHERE index_id = {index_id:d}"
    )
