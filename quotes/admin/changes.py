"""Changes in articles inside the admin site: what later looks found of published words, for editors to decide.

Every act is a form that works without a script.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from quotes.admin.review import BadPageError, ReviewDesk, View, acting, page_number
from quotes.models import ArticleChange
from quotes.queries.drift import changes, shown
from quotes.services.drifting import deciding
from quotes.services.drifting.deciding import MAY_DECIDE

MAY_LOOK = "quotes.view_articlechange"
PAGE_SIZE = 20


class ChangesDesk(ReviewDesk):
    """The views, in the frame of the review desk."""

    home = "admin:changes"

    def urls(self) -> list[URLPattern]:
        def post(view: View) -> View:
            return self._guarded(require_POST(view), MAY_DECIDE)

        return [
            path("changes/", self._guarded(require_GET(self.list), MAY_LOOK), name="changes"),
            path("changes/<int:change_id>/decide/", post(self.decide_change), name="changes-decide"),
        ]

    def list(self, request: HttpRequest) -> HttpResponse:
        state = request.GET.get("state", ArticleChange.State.OPEN)
        number = page_number(request, "state")
        if state not in ArticleChange.State.values:
            raise BadPageError(pgettext("verbatim", "“state” is open, confirmed or dismissed."))
        page = Paginator(changes(state), PAGE_SIZE).get_page(number)
        return self._page(
            request,
            "changes/list.html",
            pgettext("verbatim", "Changes in articles"),
            page=page,
            rows=shown(page),
            state=state,
            states=ArticleChange.State.choices,
        )

    def decide_change(self, request: HttpRequest, change_id: int) -> HttpResponse:
        change = get_object_or_404(ArticleChange, pk=change_id)
        by, now = acting(request), timezone.now()

        def act() -> str:
            match request.POST.get("act", ""):
                case "confirm":
                    deciding.confirm(by=by, now=now, change=change)
                    return pgettext("verbatim", "Confirmed: readers see it now.")
                case "retracted":
                    deciding.confirm(by=by, now=now, change=change, retracted=True)
                    return pgettext("verbatim", "Confirmed: readers see that the outlet retracted the article.")
                case "dismiss":
                    deciding.dismiss(by=by, now=now, change=change)
                    return pgettext("verbatim", "Dismissed: the same does not come back.")
                case "undo":
                    deciding.undo(by=by, now=now, change=change)
                    if change.words_erased:
                        return pgettext("verbatim", "Undone. Its words were erased by law, so nothing waits.")
                    return pgettext("verbatim", "Undone: the change waits again.")
                case _:
                    deciding.look_again(by=by, now=now, change=change)
                    return pgettext("verbatim", "The article is looked at within a minute.")

        return self._after(request, act)

    def _page(
        self, request: HttpRequest, template: str, title: str, status: int | None = None, **context: Any
    ) -> TemplateResponse:
        may = {"may_decide": request.user.has_perm(MAY_DECIDE)}
        return super()._page(request, template, title, status, **{**may, **context})


def changes_urls(site: AdminSite) -> list[URLPattern]:
    """For the site's `get_urls`, before its own: the admin's last pattern catches everything."""
    return ChangesDesk(site).urls()
