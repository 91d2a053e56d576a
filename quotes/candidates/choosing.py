"""The home of candidates that the settings name."""

from django.conf import settings

from quotes.candidates.backend import CandidateBackend
from quotes.candidates.postgres import PostgresCandidates
from quotes.models import VectorIndex


def backend_of(index: VectorIndex) -> CandidateBackend:
    return PostgresCandidates(index)


def is_external() -> bool:
    """Whether another engine than PostgreSQL holds copies, which must be kept in step."""
    return bool(settings.CANDIDATE_BACKEND != "postgres")
