"""What every decision about proposals begins with: the permission, the rows locked, and nobody having been quicker."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from accounts.models import User
from quotes.models import Proposal
from quotes.services.errors import Refused

MAY_DECIDE = "quotes.change_proposal"
State = Proposal.State


def demand_permission(by: User, *further: str) -> None:
    if not by.has_perms([MAY_DECIDE, *further]):
        raise PermissionDenied(pgettext("verbatim", "Only editors decide on suggested quotes."))


def locked(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The rows as they are now, in the order of their numbers, locked until the transaction ends."""
    keys = sorted({proposal.pk for proposal in proposals})
    rows = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return list(rows.select_related("run__capture__article", "decided_by"))


def refuse_decided(proposal: Proposal) -> None:
    """Somebody else was quicker: nothing is overwritten unseen."""
    if proposal.run.capture.erased_at:
        raise Refused(pgettext("verbatim", "This saved copy was erased. There is nothing to decide."))
    if proposal.state == State.EXPIRED:
        raise Refused(pgettext("verbatim", "This suggested quote has expired. Bring it back first."))
    if proposal.state == State.SUGGESTED or not (proposal.decided_by and proposal.decided_at):
        return
    sentences = {
        State.ACCEPTED: pgettext(
            "verbatim", "%(who)s has already accepted this on %(when)s. To decide anew, undo that first."
        ),
        State.REJECTED: pgettext(
            "verbatim", "%(who)s has already rejected this on %(when)s. To decide anew, undo that first."
        ),
    }
    raise Refused(sentences[State(proposal.state)] % who_and_when(proposal.decided_by, proposal.decided_at))


def who_and_when(who: User, when: datetime) -> dict[str, str]:
    return {
        "who": f"\u2068{who.get_full_name() or who.get_username()}\u2069",
        "when": date_format(localtime(when), "DATETIME_FORMAT"),
    }
