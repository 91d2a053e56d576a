"""Bytes and rows stand or fall together: bytes are kept before the row that needs them is committed, and forgotten
after the last such row was erased. What a crash leaves between the two is tidied away."""

import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Final

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sources import vault
from sources.errors import SourceRefused
from sources.models import Capture

logger = logging.getLogger(__name__)

LOCK: Final = 7_046_219_344_017_321
"""Of PostgreSQL, held shared by who keeps bytes until the row is committed, and alone by who removes some."""
ORPHANED: Final = timedelta(days=1)
HANDS: Final = 8
BATCH: Final = 500


def keep(content: bytes) -> str:
    """Keep the bytes of a row of this transaction; returns their SHA-256."""
    return keep_all([content])[0]


def keep_all(contents: Iterable[bytes]) -> list[str]:
    """Keep the bytes of several rows of this transaction; returns their SHA-256, in order. `SourceRefused` where the
    storage does not take them."""
    assert connection.in_atomic_block, "nobody would know to whom the bytes belong"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
    several = list(contents)
    try:
        if len(several) == 1:
            return [vault.put(several[0])]
        # Most of the time is spent on waiting for the disk.
        with ThreadPoolExecutor(HANDS, "keeping") as pool:
            return list(pool.map(vault.put, several))
    except vault.VaultAway as error:
        logger.exception("Saved copies cannot be stored. Is CAPTURES_STORAGE right, and is there room?")
        raise SourceRefused(
            pgettext_lazy(
                "verbatim",
                "The bytes of the saved copy could not be stored, so nothing was saved. Try again in some minutes, and"
                " tell your administrator if it stays so.",
            )
        ) from error


def forget_unused(*hashes: str) -> int:
    """Remove the bytes that no standing copy has; returns how many were there. Where somebody keeps bytes just now
    nothing is done: `forget_erased` and `tidy` come back for them."""
    forgotten = 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
        for sha256 in set(hashes) - _in_use(hashes) - {""}:
            vault.drop(sha256)
            forgotten += 1
    return forgotten


def forget_erased() -> int:
    """Remove what an erasure by law left behind because somebody was keeping bytes, or because the process or the
    storage failed after it; returns how many were there."""
    erased = Capture.objects.exclude(erased_at=None).order_by().values_list("sha256", "picture_sha256")
    hashes = {sha256 for pair in erased for sha256 in pair if sha256}
    return sum(forget_unused(sha256) for sha256 in sorted(hashes - _in_use(hashes)) if vault.is_there(sha256))


def forget_after_commit(*hashes: str) -> None:
    """As `forget_unused`, once the erasure stands. A storage that fails undoes nothing: `forget_erased` comes again."""
    transaction.on_commit(partial(_forget_or_say, *hashes), robust=True)


def _forget_or_say(*hashes: str) -> None:
    try:
        forget_unused(*hashes)
    except vault.VaultAway:
        logger.exception("The bytes of an erased copy are still in the storage. It is tried again.")


def orphans(*, now: datetime) -> Iterator[str]:
    """The hashes of bytes that no standing copy has and that are older than a day."""
    rest = vault.kept()
    while batch := list(islice(rest, BATCH)):
        for sha256 in sorted(set(batch) - _in_use(batch)):
            written = vault.written_at(sha256)
            if written and now - written >= ORPHANED:
                yield sha256


def tidy(*, now: datetime) -> int:
    """Remove what a crash left behind; returns how many."""
    return sum(forget_unused(sha256) for sha256 in orphans(now=now))


def damaged() -> Iterator[tuple[Capture, str]]:
    """The standing copies whose bytes or picture are not there as they were kept, each with its hash. Reads every
    file."""
    rows = Capture.objects.readable().order_by("pk").only("sha256", "picture_sha256", "article_id")
    for row in rows.iterator(chunk_size=BATCH):
        for sha256 in filter(None, (row.sha256, row.picture_sha256)):
            try:
                vault.get(sha256)
            except vault.BytesLost:
                yield row, sha256


def _in_use(hashes: Iterable[str]) -> set[str]:
    wanted = list(hashes)
    standing = Capture.objects.readable().filter(Q(sha256__in=wanted) | Q(picture_sha256__in=wanted))
    return {sha256 for pair in standing.values_list("sha256", "picture_sha256") for sha256 in pair if sha256}
