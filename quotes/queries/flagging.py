"""How far the search for related quotations has come: what an open page asks every second."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import npgettext, pgettext

from quotes.models import MatchJob, MatchRelation, Quotation
from quotes.unmatchable import sentence_of

WAITING, RUNNING, DONE, PARKED, UNMATCHABLE = "waiting", "running", "done", "parked", "unmatchable"

STATES = {
    MatchJob.State.QUEUED: WAITING,
    MatchJob.State.RUNNING: RUNNING,
    MatchJob.State.DONE: DONE,
    MatchJob.State.PARKED: PARKED,
    MatchJob.State.UNMATCHABLE: UNMATCHABLE,
}


@dataclass(frozen=True)
class Progress:
    """`state` is one of the five above; `open_count` suggestions wait for a decision now.

    `beyond_count` further ones were found and only counted. `reason` is the job's last error.
    """

    state: str
    open_count: int = 0
    beyond_count: int = 0
    reason: str = ""

    @property
    def is_settled(self) -> bool:
        """Nothing will change by waiting: the page may stop asking every second."""
        return self.state not in (WAITING, RUNNING)

    @property
    def sentence(self) -> str:
        """The state in words, in the language of the page."""
        if self.state == DONE:
            return self._found()
        if self.state == UNMATCHABLE:
            return sentence_of(self.reason)
        if self.state == PARKED:
            return pgettext(
                "verbatim", "The search for related quotes failed several times and was stopped. Start it again."
            )
        return pgettext("verbatim", "Looking for related quotes …")

    def _found(self) -> str:
        if not self.open_count:
            return pgettext("verbatim", "No possible links are open.")
        found = npgettext(
            "verbatim", "%(count)d possible link is open.", "%(count)d possible links are open.", self.open_count
        ) % {"count": self.open_count}
        if not self.beyond_count:
            return found
        beyond = npgettext(
            "verbatim", "%(count)d weaker one is not shown.", "%(count)d weaker ones are not shown.", self.beyond_count
        ) % {"count": self.beyond_count}
        return f"{found} {beyond}"


def progress_of(quotation: Quotation) -> Progress:
    """The newest search for this quotation; 2 queries."""
    job = MatchJob.objects.filter(quotation=quotation).order_by("-revision", "-id").first()
    if job is None:
        return Progress(DONE)
    return Progress(STATES[MatchJob.State(job.state)], open_links(quotation), job.beyond_count, job.last_error)


def open_links(quotation: Quotation) -> int:
    """How many pairs with this quotation wait for a decision."""
    of_quotation = Q(match__first=quotation) | Q(match__second=quotation)
    return MatchRelation.objects.suggested().filter(of_quotation).values("match").distinct().count()
