"""Words of stored appearances and translations, made ready to be shown."""

from django.db.models import Prefetch

from quotes.display import Kind, Span, Words, display, plain, quoted
from quotes.models import Occurrence, Segment, Translation
from sources.queries import CAPTURE_BULK

KINDS: dict[str, Kind] = {"direct": "direct", "mixed": "mixed", "indirect": "indirect"}


def bulk_of(path: str) -> list[str]:
    """The look-ups of CAPTURE_BULK behind a path to a capture, for `defer()`."""
    return [f"{path}__{column}" for column in CAPTURE_BULK]


def segments_of(path: str) -> "Prefetch[str]":
    """Prefetch of the quoted parts of the occurrences behind `path` (empty for an occurrence itself)."""
    return Prefetch(f"{path}__segments" if path else "segments", Segment.objects.order_by("order"))


def occurrence_words(occurrence: Occurrence) -> Words:
    """An appearance as it is shown everywhere. Reads `segments` and `capture.article`."""
    segments = [Span(segment.start, segment.exact) for segment in occurrence.segments.all()]
    clause = Span(occurrence.clause_start, occurrence.clause_exact)
    return display(KINDS[occurrence.kind], clause, segments, occurrence.capture.article.language)


def translation_words(translation: Translation, kind: str) -> Words:
    """A translation: in marks only when the words are word for word and a person has reviewed it."""
    if kind == "direct" and translation.reviewed_at is not None:
        return quoted(translation.text, translation.language)
    return plain(translation.text, translation.language)
