"""Editions on the desk: which week, how many facts, how many copies."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import pgettext_lazy

from digests.admin.reading import ReadOnlyAdmin
from digests.models import Edition


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["name_of_week", "language", "time_zone", "composed_at", "facts", "copies"]
    list_filter = ["language", "time_zone"]
    change_list_template = "digests/desk/deliveries.html"
    fields = ["week", "language", "time_zone", "composed_at", "facts", "copies"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        told = Count("items", filter=Q(items__silent=False), distinct=True)
        return Edition.objects.annotate(fact_count=told, copy_count=Count("deliveries", distinct=True))

    @admin.display(description=pgettext_lazy("verbatim", "week"), ordering="week")
    def name_of_week(self, edition: Edition) -> str:
        return format_html('<bdi dir="ltr">{}</bdi>', edition.week)

    @admin.display(description=pgettext_lazy("verbatim", "what it tells"))
    def facts(self, edition: Any) -> int:
        return int(edition.fact_count)

    @admin.display(description=pgettext_lazy("verbatim", "Sent copies"))
    def copies(self, edition: Any) -> int:
        return int(edition.copy_count)
