"""What became of articles: finished looks to be read, changes to be decided, and what readers may see of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from quotes.drifting import Piece, difference
from quotes.models import ArticleChange, Occurrence, Quotation, Segment, Sighting
from quotes.queries.words import bulk_of
from sources.languages import direction
from sources.models import CaptureJob


def finished_looks() -> QuerySet[CaptureJob]:
    """Ended looks that nobody has compared yet, the oldest first."""
    ended = CaptureJob.objects.filter(reason=CaptureJob.Reason.WATCH, look=None, article__isnull=False)
    ended = ended.filter(state__in=[CaptureJob.State.DONE, CaptureJob.State.REFUSED])
    return ended.order_by("finished_at", "pk").only("pk")


def segments_by_occurrence(rows: Iterable[Occurrence]) -> dict[int, tuple[str, ...]]:
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    segments = Segment.objects.filter(occurrence__in=[row.pk for row in rows]).order_by("order")
    for occurrence, exact in segments.values_list("occurrence", "exact"):
        found[occurrence] += (exact,)
    return found


@dataclass(frozen=True)
class ShownChange:
    """A change with its two sides side by side."""

    change: ArticleChange
    pieces: tuple[Piece, ...]

    @property
    def language(self) -> str:
        return self.change.article.language

    @property
    def direction(self) -> str:
        return direction(self.language)


def changes(state: str) -> QuerySet[ArticleChange]:
    """Changes in one state, the newest first, with what their cards show."""
    rows = ArticleChange.objects.filter(state=state).select_related(
        "article__publication", "occurrence__quotation", "occurrence__capture", "capture", "decided_by"
    )
    return rows.defer(*bulk_of("capture"), *bulk_of("occurrence__capture")).order_by("-seen_at", "-pk")


def shown(rows: Iterable[ArticleChange]) -> list[ShownChange]:
    return [ShownChange(row, difference(row.before, row.after) if row.after else ()) for row in rows]


def open_changes() -> int:
    return ArticleChange.objects.open().count()


def latest_sightings(quotation: Quotation) -> list[Sighting]:
    """What the newest look at each place of the quotation found; 1 query."""
    rows = Sighting.objects.filter(occurrence__quotation=quotation)
    newest = rows.order_by("occurrence_id", "-look__looked_at", "-pk").distinct("occurrence_id")
    return list(newest.select_related("look__article__publication"))


def confirmed_of_words(occurrences: Sequence[int]) -> dict[int, ArticleChange]:
    """By occurrence the newest confirmed change of its words that readers may see; 1 query."""
    rows = ArticleChange.objects.published().filter(occurrence__in=occurrences).order_by("seen_at", "pk")
    return {row.occurrence_id: row for row in rows if row.occurrence_id}
