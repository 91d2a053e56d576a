"""The desk: Django's admin site under our name, with the review page inside it."""

from functools import wraps
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, URLResolver
from django.utils.translation import pgettext_lazy

from config.untranslated import ScriptWords


class DeskConfig(AdminConfig):
    default_site = "config.desk.DeskSite"


class DeskSite(AdminSite):
    site_header = pgettext_lazy("verbatim", "Verbatim desk")
    site_title = pgettext_lazy("verbatim", "Verbatim desk")
    index_title = pgettext_lazy("verbatim", "The desk")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every page of the desk: what PostgreSQL cannot hold is in no row, so no filter or search asks for it."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if "%00" in request.META.get("QUERY_STRING", ""):
                request.GET = cast(Any, without_nul(request.GET))
            return guarded(request, *args, **kwargs)

        return answer

    def get_urls(self) -> list[URLPattern | URLResolver]:
        # The site class is imported before the models are; its addresses are asked for after.
        from quotes.admin.changes import changes_urls  # noqa: PLC0415
        from quotes.admin.inbox import inbox_urls  # noqa: PLC0415
        from quotes.admin.learning import learning_urls  # noqa: PLC0415
        from quotes.admin.review import review_urls  # noqa: PLC0415
        from quotes.admin.watching import watching_urls  # noqa: PLC0415
        from sources.admin.adding.views import adding_urls  # noqa: PLC0415

        ours = [adding_urls, changes_urls, inbox_urls, review_urls, learning_urls, watching_urls]
        return [*(address for urls in ours for address in urls(self)), *super().get_urls()]

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return cast(HttpResponse, ScriptWords.as_view(packages=["django.contrib.admin"])(request))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        from quotes.admin.autocomplete import DeskAutocomplete  # noqa: PLC0415 # as above

        # Django's own method answers what its view answers; the stub narrows it.
        return cast(HttpResponse, DeskAutocomplete.as_view(admin_site=self)(request))


def without_nul(asked: QueryDict) -> QueryDict:
    """The parameters of an address without NUL, on which the database driver raises."""
    kept = asked.copy()
    for name, values in asked.lists():
        del kept[name]
        kept.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    kept._mutable = False  # as Django gives it
    return kept
