"""Outlets."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from sources.admin.base import DeskAdmin, in_language
from sources.models import Publication


@admin.register(Publication)
class PublicationAdmin(DeskAdmin):
    list_display = ["shown_name", "name_en", "arabic_name", "kind", "language"]
    list_filter = ["kind", "language"]
    search_fields = ["name", "name_en", "name_ar"]
    fields = ["name", ("name_en", "name_ar"), "kind", "language", "homepage", "about"]

    @admin.display(description=pgettext_lazy("verbatim", "name"), ordering="name")
    def shown_name(self, publication: Publication) -> SafeString:
        return in_language(publication.name, publication.language)

    @admin.display(description=pgettext_lazy("verbatim", "name in Arabic"), ordering="name_ar")
    def arabic_name(self, publication: Publication) -> SafeString:
        return in_language(publication.name_ar, "ar")

    def autocomplete_label(self, publication: Publication, request: HttpRequest) -> str:
        """The name with its other forms, so that an editor of any language knows the outlet."""
        others: list[Any] = [publication.name_en, publication.name_ar]
        return " · ".join(dict.fromkeys(name for name in [publication.name, *others] if name))
