"""Captures that nobody has read: found by what is missing, so that no message can be lost."""

from django.db.models import Exists, OuterRef, QuerySet

from quotes.models import ExtractionRun
from sources.models import Capture

BULK = ("headers", "metadata")
"""Columns of a capture that the extractor does not read."""


def unread_captures(version: str, *, beyond: int = 0) -> QuerySet[Capture]:
    """Captures with an id above `beyond` that this version of the extractor has not taken up; never erased ones."""
    # The bound stands on both sides: PostgreSQL does not carry it over to the runs by itself.
    runs = ExtractionRun.objects.filter(extractor_version=version, capture=OuterRef("pk"), capture__gt=beyond)
    return Capture.objects.readable().filter(~Exists(runs), pk__gt=beyond)
