"""How far a change of the encoder has come."""

from dataclasses import dataclass

from quotes.models import VectorIndex


@dataclass(frozen=True)
class Change:
    """Vectors that are being made while others serve. `error` is why the last attempt ended, empty where it did not."""

    encoder_version: str
    encoded: int
    total: int
    error: str


def change_of_encoder() -> Change | None:
    """The change that is under way, None where there is none; 1 query."""
    index = VectorIndex.objects.filter(state=VectorIndex.State.BUILDING).order_by("-pk").first()
    if index is None:
        return None
    return Change(
        index.encoder_version, min(index.encoded_count, index.total_count), index.total_count, index.last_error
    )
