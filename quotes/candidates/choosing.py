"""The home of candidates that the settings name."""

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from quotes.candidates.backend import CandidateBackend
from quotes.candidates.errors import CandidatesUnavailableError
from quotes.candidates.postgres import PostgresCandidates
from quotes.models import CandidateFeed, VectorIndex

if TYPE_CHECKING:
    from collections.abc import Collection

    from qdrant_client import QdrantClient

HOW_TO_INSTALL = (
    "CANDIDATE_BACKEND=qdrant needs Qdrant's client, which is not installed. Install it with:"
    " .venv/bin/uv pip install --constraint requirements-dev.lock qdrant-client"
)


class CopiedBackend(CandidateBackend, Protocol):
    """An engine beside PostgreSQL: it holds copies, and tells what it holds so that they can be compared."""

    def wordings_of(self, quotation_ids: "Collection[int]") -> set[int]: ...

    def fingerprints(self, after: int, up_to: int | None) -> dict[int, str]: ...

    def drop(self) -> None: ...


def backend_of(index: VectorIndex) -> CandidateBackend:
    """Where this index is searched now: PostgreSQL, until another engine's copy is complete."""
    copy = CandidateFeed.objects.filter(index=index, name=settings.CANDIDATE_BACKEND, filled_at__isnull=False)
    return copy_of(index) if is_external() and copy.exists() else PostgresCandidates(index)


def copy_of(index: VectorIndex) -> CopiedBackend:
    """The copy of this index in the engine that the settings name."""
    try:
        from quotes.candidates.qdrant import QdrantCandidates  # noqa: PLC0415 - an optional package
    except ModuleNotFoundError as error:
        raise CandidatesUnavailableError(HOW_TO_INSTALL) from error
    return QdrantCandidates(client(), f"{settings.QDRANT_COLLECTION}-{index.pk}", index.dimension)


def is_external() -> bool:
    """Whether another engine than PostgreSQL holds copies, which must be kept in step."""
    return bool(settings.CANDIDATE_BACKEND != "postgres")


@lru_cache(maxsize=1)
def client() -> "QdrantClient":
    from qdrant_client import QdrantClient  # noqa: PLC0415 - an optional package

    try:
        if settings.QDRANT_PATH:
            return QdrantClient(path=settings.QDRANT_PATH)
        return QdrantClient(
            url=settings.QDRANT_URL, api_key=settings.QDRANT_API_KEY or None, timeout=10, check_compatibility=False
        )
    except Exception as error:
        raise CandidatesUnavailableError(
            f"Qdrant cannot be reached ({error}). Check QDRANT_URL; a folder (QDRANT_PATH) serves one process only."
        ) from error
