"""Readers of the weekly mail on the desk. Their rows are their own: they change them through their links."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language, pgettext_lazy

from digests.admin.reading import ReadOnlyAdmin
from digests.models import Subscriber

OFTEN = "often"


class RefusedFilter(admin.SimpleListFilter):
    title = pgettext_lazy("verbatim", "refused mails")
    parameter_name = "refused"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(OFTEN, pgettext_lazy("verbatim", "Refused again and again"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == OFTEN:
            return queryset.filter(pk__in=Subscriber.objects.often_refused().values("pk"))
        return queryset


@admin.register(Subscriber)
class SubscriberAdmin(ReadOnlyAdmin):
    list_display = ["email", "state", "language", "weekday", "time_zone", "followed", "refusals", "last_sent_at"]
    list_filter = ["state", "language", RefusedFilter]
    search_fields = ["email"]
    fields = [
        "email",
        "state",
        "language",
        "weekday",
        "time_zone",
        "followed",
        "asked_at",
        "confirmed_at",
        "left_at",
        "last_sent_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        followed = ["subscriptions__speaker__names", "subscriptions__claim"]
        return Subscriber.objects.with_refusals().prefetch_related(*followed)

    @admin.display(description=pgettext_lazy("verbatim", "follows"))
    def followed(self, subscriber: Subscriber) -> str:
        language = get_language() or "en"
        confirmed = [one for one in subscriber.subscriptions.all() if one.confirmed_at]
        return " · ".join(one.label(language) for one in confirmed) or "–"

    @admin.display(description=pgettext_lazy("verbatim", "refused mails"))
    def refusals(self, subscriber: Any) -> int:
        return int(subscriber.refusals)
