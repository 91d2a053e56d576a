"""The two homes of candidates: PostgreSQL itself, and Qdrant in its local mode, which keeps everything in memory."""

from collections.abc import Iterator

import pytest
from qdrant_client import QdrantClient

from quotes.candidates.backend import CandidateBackend
from quotes.candidates.postgres import PostgresCandidates
from quotes.candidates.qdrant import QdrantCandidates
from quotes.models import VectorIndex
from tests.candidates.newsroom import make_index
from tests.flagging.conftest import workers

__all__ = ["home", "index", "memory", "workers"]


@pytest.fixture
def index(db: None) -> VectorIndex:
    return make_index()


@pytest.fixture
def memory() -> Iterator[QdrantClient]:
    client = QdrantClient(":memory:")
    yield client
    client.close()


@pytest.fixture(params=["postgres", "qdrant"])
def home(request: pytest.FixtureRequest, index: VectorIndex) -> CandidateBackend:
    if request.param == "postgres":
        return PostgresCandidates(index)
    qdrant = QdrantCandidates(request.getfixturevalue("memory"), "candidates", index.dimension)
    qdrant.ensure()
    return qdrant
