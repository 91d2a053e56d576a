"""The review desk inside the admin site: the queue, one quotation's possible links, what was decided.

Every act is a form that works without a script; the script adds the keys and looks for new links.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import npgettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from quotes.models import Decision, FamilySuggestion, Match, MatchRelation, Quotation
from quotes.queries.choices import choice_name, decision_name
from quotes.queries.decided import decided
from quotes.queries.flagging import progress_of
from quotes.queries.review import SKIPS_KEPT, latest_of, open_count, review_of, review_queue
from quotes.services import reviewing
from quotes.services.errors import Refused
from quotes.services.families import deciding
from quotes.services.learning.muting import MAY_MUTE

MAY_LOOK = "quotes.view_match"
SKIPPED = "review_skipped"
LAST_PAGE = 100_000

View = Callable[..., HttpResponse]


class BadPageError(Exception):
    """The address asks for something that the page does not know; carries the sentence that says what."""


class ReviewDesk:
    """The views, with the admin site whose frame they use."""

    home = "admin:review-queue"

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    def urls(self) -> list[URLPattern]:
        return [
            path("review/", self._guarded(require_GET(self.queue)), name="review-queue"),
            path("review/news/", self._guarded(require_GET(self.news)), name="review-news"),
            path("review/decided/", self._guarded(require_GET(self.decided)), name="review-decided"),
            path("review/skip/", self._guarded(require_POST(self.skip)), name="review-skip"),
            path("review/decide/<int:match_id>/", self._guarded(require_POST(self.decide)), name="review-decide"),
            path("review/family/<int:suggestion_id>/", self._guarded(require_POST(self.family)), name="review-family"),
            path("review/undo/<int:decision_id>/", self._guarded(require_POST(self.undo)), name="review-undo"),
            path("review/<int:quotation_id>/", self._guarded(require_GET(self.quotation)), name="review-quotation"),
            path("review/<int:quotation_id>/links/", self._guarded(require_GET(self.links)), name="review-links"),
        ]

    def queue(self, request: HttpRequest) -> HttpResponse:
        skipped = request.session.get(SKIPPED, [])
        queue = review_queue(user=acting(request), page=page_number(request), skipped=skipped)
        title = pgettext("verbatim", "Review")
        return self._page(request, "review/queue.html", title, tab="queue", queue=queue, latest=queue.latest)

    def quotation(self, request: HttpRequest, quotation_id: int) -> HttpResponse:
        """One quotation's possible links; `?pair=ID` shows that one by itself where a family's card would hold it."""
        refuse_parameters(request, "pair")
        quotation = get_object_or_404(Quotation, pk=quotation_id)
        title = pgettext("verbatim", "Possible links of one quote")
        return self._page(
            request,
            "review/quotation.html",
            title,
            card=review_of(quotation, by_itself=pair_number(request)),
            progress=progress_of(quotation),
            latest=latest_of(acting(request)),
        )

    def links(self, request: HttpRequest, quotation_id: int) -> HttpResponse:
        """The live part of a quotation's pages: how far the search is, and the possible links, without forms."""
        refuse_parameters(request)
        quotation = get_object_or_404(Quotation, pk=quotation_id)
        context = {"card": review_of(quotation), "progress": progress_of(quotation), "quotation": quotation}
        return no_store(TemplateResponse(request, "review/_links.html", context))

    def news(self, request: HttpRequest) -> HttpResponse:
        """The live part of the queue: how many pairs wait."""
        refuse_parameters(request)
        return no_store(TemplateResponse(request, "review/_news.html", {"waiting": open_count()}))

    def decided(self, request: HttpRequest) -> HttpResponse:
        title = pgettext("verbatim", "Decided links")
        return self._page(
            request, "review/decided.html", title, tab="decided", decided=decided(page=page_number(request))
        )

    def decide(self, request: HttpRequest, match_id: int) -> HttpResponse:
        match = get_object_or_404(Match, pk=match_id)

        def act() -> str:
            decision = reviewing.decide(
                by=acting(request),
                now=timezone.now(),
                match=match,
                chosen=request.POST.get("chosen", ""),
                wording=request.POST.get("wording") or None,
                expected=request.POST.get("expected"),
            )
            return pgettext("verbatim", "Decided: %(what)s.") % {"what": decision_name(decision)}

        return self._after(request, act)

    def family(self, request: HttpRequest, suggestion_id: int) -> HttpResponse:
        """Decide on all pairs that a family's card shows."""
        suggestion = get_object_or_404(FamilySuggestion, pk=suggestion_id)
        chosen = request.POST.get("chosen", "")

        def act() -> str:
            decision = deciding.decide(
                by=acting(request),
                now=timezone.now(),
                suggestion=suggestion,
                chosen=chosen,
                expected=tokens_of(request.POST.get("expected", "")),
            )
            count = decision.parts.count()
            return npgettext(
                "verbatim",
                "Decided for %(count)d link: %(what)s.",
                "Decided for %(count)d links: %(what)s.",
                count,
            ) % {"count": count, "what": choice_name(chosen, same_speaker=True)}

        return self._after(request, act)

    def undo(self, request: HttpRequest, decision_id: int) -> HttpResponse:
        decision = get_object_or_404(Decision.objects.select_related("match"), pk=decision_id)

        def act() -> str:
            deciding.undo(by=acting(request), now=timezone.now(), decision=decision)
            count = deciding.taken_together(decision)
            if count > 1:
                said = npgettext(
                    "verbatim", "Undone for %(count)d link: %(what)s.", "Undone for %(count)d links: %(what)s.", count
                )
                return said % {"count": count, "what": choice_name(decision.chosen, same_speaker=True)}
            return pgettext("verbatim", "Undone: %(what)s.") % {"what": decision_name(decision)}

        return self._after(request, act)

    def skip(self, request: HttpRequest) -> HttpResponse:
        """Put a quotation at the end of this user's own queue, for as long as they stay logged in."""
        raw = request.POST.get("quotation", "")
        wanted = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else 0
        quotation = get_object_or_404(Quotation, pk=wanted)
        earlier = [pk for pk in request.session.get(SKIPPED, []) if pk != quotation.pk]
        request.session[SKIPPED] = [*earlier, quotation.pk][-SKIPS_KEPT:]
        return self._after(request, lambda: pgettext("verbatim", "Skipped: it comes again at the end of your queue."))

    def _guarded(self, view: View, permission: str = MAY_LOOK) -> View:
        """Only for the people of the desk who have the permission; a bad address gets its sentence."""

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            try:
                return view(request, *args, **kwargs)
            except BadPageError as bad:
                title = pgettext("verbatim", "This address is not understood")
                return self._page(request, "review/bad_address.html", title, status=400, sentence=str(bad))

        return self.site.admin_view(answer)

    def _after(self, request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
        """Do it, say what happened, and go back to where the form stood."""
        try:
            messages.success(request, act())
        except Refused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(way_back(request, self.home))

    def _page(
        self, request: HttpRequest, template: str, title: str, status: int | None = None, **context: Any
    ) -> TemplateResponse:
        common = {
            **self.site.each_context(request),
            "title": title,
            "is_nav_sidebar_enabled": False,
            "may_decide": request.user.has_perm(reviewing.MAY_DECIDE),
            "may_mute": request.user.has_perm(MAY_MUTE),
            "wordings": MatchRelation.Wording.choices,
        }
        return TemplateResponse(request, template, {**common, **context}, status=status)


def review_urls(site: AdminSite) -> list[URLPattern]:
    """For the site's `get_urls`, before its own: the admin's last pattern catches everything."""
    return ReviewDesk(site).urls()


def acting(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "the admin site lets nobody in without logging in"
    return request.user


def no_store(response: TemplateResponse) -> TemplateResponse:
    response["Cache-Control"] = "no-store"
    return response


def way_back(request: HttpRequest, home: str = "admin:review-queue") -> str:
    """The page from which the form was opened, if it is `home` or below it; else that."""
    address = request.POST.get("next") or request.GET.get("next", "")
    queue = reverse(home)
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith(queue)
    return address if ours and address.isprintable() else queue


def refuse_parameters(request: HttpRequest, *known: str) -> None:
    """Django ignores what it does not know; a mistyped parameter would show something else than was asked for."""
    for name, values in request.GET.lists():
        if name not in known or len(values) > 1:
            raise BadPageError(
                pgettext("verbatim", "This page has no parameter “%(name)s”, or it stands twice in the address.")
                % {"name": name}
            )


def tokens_of(text: str) -> dict[int, str]:
    """`Family.tokens` as a form sends them back; what is not one of them is left out, and the decision finds it."""
    pairs = (part.partition(":") for part in text.split())
    return {int(pk): token for pk, _, token in pairs if pk.isascii() and pk.isdigit() and len(pk) < 19}


def pair_number(request: HttpRequest) -> int | None:
    """The id in `?pair=ID`, None where there is none; one that is decided or of another quotation changes nothing."""
    pair = request.GET.get("pair")
    if pair is None:
        return None
    if not (pair.isascii() and pair.isdigit() and len(pair) < 19):
        raise BadPageError(pgettext("verbatim", "“pair” is the number of a possible link."))
    return int(pair)


def page_number(request: HttpRequest, *known: str) -> int:
    refuse_parameters(request, "page", *known)
    page = request.GET.get("page", "1")
    if not (page.isascii() and page.isdigit() and len(page) < 7 and 0 < int(page) <= LAST_PAGE):
        raise BadPageError(pgettext("verbatim", "“page” is a number from 1 on."))
    return int(page)
