"""The engine with the encoder that the settings name, and with the one whose vectors still serve."""

from functools import lru_cache

from django.conf import settings

from quotes.matching.encoders import Encoder
from quotes.matching.engine import Engine, default_engine
from quotes.services.encoding.endpoint import EndpointEncoder


@lru_cache(maxsize=1)
def configured_engine() -> Engine:
    """This process's engine; a bundled model is read at its first use, after a worker has forked."""
    return Engine(_endpoint()) if settings.ENCODER == "openai" else default_engine()


@lru_cache(maxsize=4)
def engine_for(vector_version: str) -> Engine | None:
    """An engine that makes such vectors, None where its encoder is neither bundled nor named by the settings."""
    configured = configured_engine()
    if configured.vector_version == vector_version:
        return configured
    bundled = default_engine()
    return bundled if bundled.vector_version == vector_version else None


def _endpoint() -> Encoder:
    return EndpointEncoder(
        url=settings.EMBEDDINGS_URL,
        model=settings.EMBEDDINGS_MODEL,
        dimension=settings.EMBEDDINGS_DIMENSION,
        key=settings.EMBEDDINGS_KEY,
        timeout=settings.EMBEDDINGS_TIMEOUT,
    )
