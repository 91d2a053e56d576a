"""Rows for PostgreSQL's COPY in its binary form, made by numpy: a million vectors in minutes, not hours.

Layout: https://www.postgresql.org/docs/current/sql-copy.html (Binary Format); halfvec is sent as two 16-bit numbers,
its dimension and zero, and then its components as big-endian half-precision floats.
"""

import io
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from quotes.candidates.backend import CandidateEntry
from quotes.matching.wordings import Part

HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
TRAILER = struct.pack(">h", -1)
VECTOR_COLUMNS = 'wording_id, index_id, part, start, "end", embedding'

Rows = npt.NDArray[Any]


def copy_vectors(index_id: int, dimension: int, entries: Iterable[CandidateEntry]) -> None:
    """Add the vectors of all parts; an entry without parts leaves a row that says so."""
    copy_parts(index_id, dimension, {entry.wording_id: entry.parts for entry in entries})


def copy_parts(index_id: int, dimension: int, encoded: Mapping[int, Sequence[Part]]) -> None:
    """The same, for the parts of each wording by its id."""
    parts = [(wording_id, number, part) for wording_id, its in encoded.items() for number, part in enumerate(its)]
    _copy(f"quotes_wordingvector ({VECTOR_COLUMNS})", vector_rows(index_id, dimension, parts).tobytes())
    refused = [wording_id for wording_id, its in encoded.items() if not its]
    with connection.cursor() as cursor:
        if refused:
            cursor.execute(  # the columns are the constant above
                f"INSERT INTO quotes_wordingvector ({VECTOR_COLUMNS})"  # noqa: S608
                " SELECT w, %s, 0, 0, 0, NULL FROM unnest(%s::bigint[]) w",
                [index_id, refused],
            )


def copy_bands(entries: Iterable[CandidateEntry]) -> None:
    pairs = [(band, entry.wording_id) for entry in entries for band in set(entry.bands)]
    row = np.dtype([("fields", ">i2"), ("l1", ">i4"), ("band", ">i8"), ("l2", ">i4"), ("wording", ">i8")])
    rows = np.zeros(len(pairs), dtype=row)
    rows["fields"], rows["l1"], rows["l2"] = 2, 8, 8
    if pairs:
        rows["band"], rows["wording"] = np.array(pairs, dtype=np.int64).T
    _copy("quotes_wordingband (band, wording_id)", rows.tobytes())


def vector_rows(index_id: int, dimension: int, parts: Sequence[tuple[int, int, Part]]) -> Rows:
    """One row of COPY for each (wording id, number of the part, part)."""
    rows = np.zeros(len(parts), dtype=_vector_row(dimension))
    if not parts:
        return rows
    rows["fields"], rows["l1"], rows["l2"], rows["l3"], rows["l4"], rows["l5"] = 6, 8, 8, 2, 4, 4
    rows["index"], rows["l6"], rows["dimension"] = index_id, 4 + 2 * dimension, dimension
    rows["wording"] = [wording_id for wording_id, _, _ in parts]
    rows["part"] = [number for _, number, _ in parts]
    rows["start"] = [part.start for _, _, part in parts]
    rows["end"] = [part.end for _, _, part in parts]
    rows["vector"] = np.stack([part.vector for _, _, part in parts])
    return rows


def _vector_row(dimension: int) -> np.dtype[Any]:
    return np.dtype(
        [
            ("fields", ">i2"),
            ("l1", ">i4"),
            ("wording", ">i8"),
            ("l2", ">i4"),
            ("index", ">i8"),
            ("l3", ">i4"),
            ("part", ">i2"),
            ("l4", ">i4"),
            ("start", ">i4"),
            ("l5", ">i4"),
            ("end", ">i4"),
            ("l6", ">i4"),
            ("dimension", ">i2"),
            ("unused", ">i2"),
            ("vector", ">f2", (dimension,)),
        ]
    )


def _copy(target: str, rows: bytes) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {target} FROM STDIN (FORMAT binary)", io.BytesIO(HEADER + rows + TRAILER))
