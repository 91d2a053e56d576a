"""The searches for related quotes: which wait, which failed, and a second try for those that were stopped."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import npgettext, pgettext_lazy

from quotes.models import MatchJob
from quotes.services.flagging.jobs import retry
from quotes.unmatchable import sentence_of
from sources.admin.base import ReadOnlyAdmin


@admin.register(MatchJob)
class MatchJobAdmin(ReadOnlyAdmin):
    list_display = ["number", "of_quotation", "state", "attempts", "created_at", "finished_at", "shown_error"]
    list_filter = ["state"]
    search_fields = ["last_error"]
    actions = ["try_again"]
    fields = [
        "of_quotation",
        "state",
        "attempts",
        "created_at",
        "finished_at",
        "open_count",
        "beyond_count",
        "whole_error",
    ]

    @admin.display(description=pgettext_lazy("verbatim", "Number"), ordering="pk")
    def number(self, job: MatchJob) -> int:
        return job.pk

    @admin.display(description=pgettext_lazy("verbatim", "Quote"), ordering="quotation")
    def of_quotation(self, job: MatchJob) -> SafeString:
        address = reverse("admin:quotes_quotation_change", args=[job.quotation_id])
        return format_html('<a href="{}">#{}</a>', address, job.quotation_id)

    @admin.display(description=pgettext_lazy("verbatim", "last error"))
    def shown_error(self, job: MatchJob) -> SafeString:
        return _told(job, job.last_error.strip().split("\n")[-1][:200])

    @admin.display(description=pgettext_lazy("verbatim", "last error"))
    def whole_error(self, job: MatchJob) -> SafeString:
        return _told(job, job.last_error)

    @admin.action(description=pgettext_lazy("verbatim", "Try again"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = retry(jobs=queryset)
        said = npgettext("verbatim", "%(count)d search starts again.", "%(count)d searches start again.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("quotes.change_matchjob")


def _told(job: MatchJob, error: str) -> SafeString:
    """Why a quote cannot be matched, in the reader's language; what a program said, in its own."""
    if job.state == MatchJob.State.UNMATCHABLE:
        return format_html("{}", sentence_of(job.last_error))
    return format_html('<span lang="en" dir="auto">{}</span>', error)
