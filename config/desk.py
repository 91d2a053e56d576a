"""The desk: Django's admin site under our name, with the review page inside it."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import pgettext_lazy

from config.untranslated import ScriptWords


class DeskConfig(AdminConfig):
    default_site = "config.desk.DeskSite"


class DeskSite(AdminSite):
    site_header = pgettext_lazy("verbatim", "Verbatim desk")
    site_title = pgettext_lazy("verbatim", "Verbatim desk")
    index_title = pgettext_lazy("verbatim", "The desk")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        # The site class is imported before the models are; its addresses are asked for after.
        from quotes.admin.review import review_urls  # noqa: PLC0415

        return [*review_urls(self), *super().get_urls()]

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return cast(HttpResponse, ScriptWords.as_view(packages=["django.contrib.admin"])(request))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        from quotes.admin.autocomplete import DeskAutocomplete  # noqa: PLC0415 # as above

        # Django's own method answers what its view answers; the stub narrows it.
        return cast(HttpResponse, DeskAutocomplete.as_view(admin_site=self)(request))
