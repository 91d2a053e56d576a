"""What the inbox lists: saved copies with suggested quotes that wait, and those that are read, empty or stopped.

One agency text in many outlets stands once: where the same words of the same speaker wait in several copies, they are
counted for the one that was read first.

First comes what the reader of the list watches, then what anybody watches, then what names known speakers or is near
the archive, then the rest, the newest first. Within each, articles with nothing but doubtful suggestions come last.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, F, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, pgettext

from accounts.models import User
from quotes.display import direction, name_words
from quotes.extraction.engine import EXTRACTOR_VERSION
from quotes.finding import FAIR
from quotes.models import ExtractionRun, Proposal, Speaker
from quotes.queries.cards import NO_ROW
from quotes.queries.watching import Watched, is_watched, watched_of
from quotes.querysets import ProposalQuerySet
from sources.models import Capture
from sources.queries import CAPTURE_BULK

PAGE_SIZE: Final = 20
OPEN, READING, NOTHING, PARKED, DECIDED, EXPIRED = "open", "reading", "nothing", "parked", "decided", "expired"
BY_ME, BY_ANYBODY = "me", "anybody"
Run, State = ExtractionRun, Proposal.State


@dataclass(frozen=True)
class Row:
    """One saved copy in the list."""

    capture: Capture
    speakers: tuple[str, ...]
    state: str
    watched: Watched

    @property
    def language(self) -> str:
        return self.capture.article.language

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def sentence(self) -> str:
        """What became of the reading, where no suggested quote waits."""
        return sentence_of(self.state, getattr(self.capture, "outcome", "") or "")


def sentence_of(state: str, outcome: str) -> str:
    """The state of a reading in words."""
    sentences = {
        READING: pgettext("verbatim", "This copy is being read. Suggested quotes appear in a moment."),
        PARKED: pgettext("verbatim", "Reading this copy failed several times and was stopped. Read it again."),
    }
    outcomes = {
        Run.Outcome.NOTHING: pgettext("verbatim", "No quotes were found in the text of this copy."),
        Run.Outcome.KNOWN: pgettext(
            "verbatim", "Nothing new: all quotes of this copy were recorded, suggested or decided before."
        ),
        Run.Outcome.UNREAD_LANGUAGE: pgettext(
            "verbatim", "Texts in this language are kept, but quotes in them are not found by themselves yet."
        ),
        Run.Outcome.PROPOSED: pgettext("verbatim", "Everything here is decided."),
    }
    return sentences.get(state) or outcomes.get(Run.Outcome(outcome) if outcome else Run.Outcome.PROPOSED, "")


def leading() -> ProposalQuerySet[Proposal]:
    """Open proposals, of those that are copies of each other only the first."""
    earlier = Proposal.objects.open().filter(words_key=OuterRef("words_key"), pk__lt=OuterRef("pk"))
    return Proposal.objects.open().filter(~Exists(earlier))


def inbox_captures(viewer: User) -> QuerySet[Any]:
    """All copies that can be read, with what the list shows and filters by; the best work for the viewer first."""
    own = leading().filter(run__capture=OuterRef("pk"))
    grouped = own.order_by().values("run__capture")

    def of_own(value: Count) -> Coalesce:
        return Coalesce(Subquery(grouped.annotate(value=value).values("value"), output_field=IntegerField()), 0)

    likely = own.likely(FAIR)

    run = FilteredRelation("extraction_runs", condition=Q(extraction_runs__extractor_version=EXTRACTOR_VERSION))
    rows: QuerySet[Any] = Capture.objects.readable().alias(run=run)
    rows = rows.annotate(
        run_id=F("run__id"),
        run_state=F("run__state"),
        outcome=F("run__outcome"),
        known_count=F("run__known_count"),
        plugin_notes=F("run__plugins"),
        left_out=F("run__unread"),
        waiting=of_own(Count("pk")),
        known=of_own(Count("likely_speaker")),
        near=of_own(Count("nearest")),
        watched_by_viewer=Exists(own.filter(is_watched(viewer))),
        watched_by_anybody=Exists(own.filter(is_watched())),
        has_likely=Exists(likely),
    )
    rows = rows.select_related("article__publication").defer(*CAPTURE_BULK)
    return rows.order_by("-watched_by_viewer", "-watched_by_anybody", "-has_likely", "-near", "-known", "-pk")


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Copies in one of the six states of the list. Only what is to be decided is ranked; else the newest come first."""
    if state != OPEN:
        rows = rows.order_by("-pk")
    proposals = Proposal.objects.filter(run__capture=OuterRef("pk"))
    if state == READING:
        return rows.filter(Q(run_id=None) | Q(run_state__in=[Run.State.QUEUED, Run.State.RUNNING]))
    if state == PARKED:
        return rows.filter(run_state=Run.State.PARKED)
    if state == NOTHING:
        return rows.filter(run_state=Run.State.DONE).exclude(outcome=Run.Outcome.PROPOSED)
    if state == DECIDED:
        return rows.filter(Exists(proposals), ~Exists(proposals.filter(state__in=[State.SUGGESTED, State.EXPIRED])))
    if state == EXPIRED:
        return rows.filter(Exists(proposals.filter(state=State.EXPIRED)))
    return rows.filter(Exists(leading().filter(run__capture=OuterRef("pk"))))


def watched(rows: QuerySet[Any], by: str) -> QuerySet[Any]:
    """Copies with an open suggested quote that the viewer, or anybody, watches."""
    return rows.filter(watched_by_viewer=True) if by == BY_ME else rows.filter(watched_by_anybody=True)


def rows_of(captures: list[Capture], viewer: User) -> list[Row]:
    """The rows of one page; 6 queries, however many they are."""
    shown = get_language() or "en"
    names: defaultdict[int, list[str]] = defaultdict(list)
    pairs = Proposal.objects.open().filter(
        run__capture__in=[NO_ROW, *(capture.pk for capture in captures)], likely_speaker__isnull=False
    )
    pairs = pairs.order_by("run__capture", "clause_start")
    found = list(pairs.values_list("run__capture", "likely_speaker"))
    speakers = Speaker.objects.prefetch_related("names").in_bulk([NO_ROW, *(speaker for _, speaker in found)])
    watched = watched_of(found, speakers, captures=[capture.pk for capture in captures], viewer=viewer)
    for capture, speaker in found:
        name = name_words(speakers[speaker].label(shown))
        if name not in names[capture]:
            names[capture].append(name)
    return [
        Row(capture, tuple(names[capture.pk]), state_of(capture), watched.get(capture.pk, Watched()))
        for capture in captures
    ]


def state_of(capture: Any) -> str:
    """The state of an annotated capture (:func:`inbox_captures`)."""
    if capture.waiting:
        return OPEN
    run_state = capture.run_state
    if run_state == Run.State.PARKED:
        return PARKED
    if run_state != Run.State.DONE:
        return READING
    return DECIDED if capture.outcome == Run.Outcome.PROPOSED else NOTHING


def open_proposals() -> int:
    """How many suggested quotes wait, copies of one counted once."""
    return leading().count()


def parked_runs() -> int:
    return ExtractionRun.objects.filter(state=Run.State.PARKED, extractor_version=EXTRACTOR_VERSION).count()
