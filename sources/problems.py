"""Why nothing was kept of an address: in the form in which a row holds it, and in words.

A problem is {"kind", "params"}; the kind is the module and the class of the refusal, or "pretence" and the reason.
"""

from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import pgettext_lazy

from sources import addresses, text, unfetched
from sources.pretence_reasons import Pretence
from sources.refusals import PRETENCES, SENTENCES

Problem = dict[str, Any]
Refusal = text.TextRefused | addresses.AddressRefused | unfetched.FetchRefused

FRONT_PAGE: Final = "address.FrontPage"
ANOTHER: Final = "address.AnotherArticle"
FEED: Final = "address.Feed"
ERASED: Final = "capture.Erased"
STOPPED: Final = "job.Stopped"
TWICE: Final = "job.Twice"
ARCHIVE_AWAY: Final = "archive.Away"
ARCHIVE_REFUSED: Final = "archive.Refused"
ARCHIVE_NAMES_NONE: Final = "archive.NamesNone"
OTHERS: Final[dict[str, Any]] = {
    FRONT_PAGE: pgettext_lazy(
        "verbatim", "This is the front page of a site, not an article. Open the article and give its own address."
    ),
    FEED: pgettext_lazy(
        "verbatim",
        "This is a feed (RSS), not an article. Add it under Feeds (RSS): its articles are then saved by themselves.",
    ),
    ANOTHER: pgettext_lazy(
        "verbatim", "At this address stands another article now. Look at the page and give the article's new address."
    ),
    ERASED: pgettext_lazy("verbatim", "The saved copy of exactly this text was erased by law. It is not kept again."),
    STOPPED: pgettext_lazy("verbatim", "Something went wrong on our side, several times. Tell your administrator."),
    TWICE: pgettext_lazy("verbatim", "This address stands in an earlier line of the same list."),
    ARCHIVE_AWAY: pgettext_lazy("verbatim", "The web archive could not be reached, several times. Ask it again later."),
    ARCHIVE_REFUSED: pgettext_lazy(
        "verbatim",
        "The web archive does not save this page (answer {status}). Ask it again later, or save it there.",
    ),
    ARCHIVE_NAMES_NONE: pgettext_lazy(
        "verbatim", "The web archive answered, but named no copy of this page. Look there whether it was saved."
    ),
    **{f"pretence.{reason}": sentence for reason, sentence in PRETENCES.items()},
}

TEMPORARY: Final = (
    unfetched.NameServiceAway,
    unfetched.NoAnswer,
    unfetched.NotListening,
    unfetched.CutOff,
    unfetched.HostBusy,
    unfetched.RobotsAway,
    unfetched.TooManyRequests,
    unfetched.ServerFailed,
)
"""What may be different in some minutes."""


def _name(kind: type[Exception]) -> str:
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


KINDS: Final[dict[str, type[Exception]]] = {_name(kind): kind for kind in SENTENCES}


def of_refusal(refusal: Refusal) -> Problem:
    return {"kind": _name(type(refusal)), "params": dict(refusal.params)}


def of_pretence(reason: Pretence | str) -> Problem:
    return {"kind": f"pretence.{reason}", "params": {}}


def of_kind(kind: str, **params: str | int) -> Problem:
    return {"kind": kind, "params": params}


def sentence_of(problem: Problem) -> Any:
    """The problem in words, translated when it is shown."""
    kind, params = problem["kind"], problem["params"]
    if kind in KINDS:
        return format_lazy(SENTENCES[KINDS[kind]], **params)
    return format_lazy(OTHERS[kind], **params)


def may_be_kept_anyway(problem: Problem) -> bool:
    """Whether a person may say that it is an article all the same: the machine only thought that it was none."""
    kind: str = problem["kind"]
    return kind.startswith("pretence.") or kind == FRONT_PAGE


def is_refusal(problem: Problem, *kinds: type[Exception]) -> bool:
    """Whether the problem is one of these refusals, or of a kind of them."""
    return issubclass(KINDS.get(problem["kind"], Exception), kinds)


def may_be_tried_again(problem: Problem) -> bool:
    """Whether another visit could end otherwise; a line that is no address stays none, and a feed a feed."""
    kinds = (
        *(addresses.AddressRefused, unfetched.NotAnAddress, unfetched.NotOnTheWeb, unfetched.HasCredentials),
        *(unfetched.PortNotAllowed, unfetched.AddressTooLong),
    )
    return problem["kind"] not in (TWICE, FEED) and not is_refusal(problem, *kinds)
