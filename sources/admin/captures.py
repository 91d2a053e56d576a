"""Saved copies: to be read, never changed. Erasing one by law is a chief's act, asked twice."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import pgettext, pgettext_lazy

from sources.admin.acts import Act, ActingAdmin, Asked, ReasonForm
from sources.admin.base import ReadOnlyAdmin, in_language
from sources.languages import direction
from sources.models import Capture
from sources.queries import CAPTURE_BULK
from sources.querysets import CaptureQuerySet
from sources.services.recording import erase_capture


def erase(asked: Asked) -> Capture:
    return erase_capture(by=asked.by, now=asked.now, capture=asked.row, because=asked.answers["because"])


ERASE = Act(
    slug="erase",
    label=pgettext_lazy("verbatim", "Erase by law"),
    question=pgettext_lazy(
        "verbatim",
        "The text of this saved copy is destroyed for good; its hash, the date and your reason stay. "
        "Do this only where the law or a court demands it.",
    ),
    done=pgettext_lazy("verbatim", "The saved copy was erased."),
    permission="sources.erase_capture",
    run=erase,
    offered=lambda capture: capture.erased_at is None,
    form=ReasonForm,
    grave=True,
)


@admin.register(Capture)
class CaptureAdmin(ReadOnlyAdmin, ActingAdmin):
    acts = (ERASE,)
    list_display = ["shown_title", "outlet", "captured_at", "method", "standing"]
    list_filter = ["method", "captured_at"]
    list_select_related = ["article__publication"]
    search_fields = ["article__title", "article__canonical_address", "sha256"]
    fields = [
        "shown_article",
        "captured_at",
        "captured_by",
        "method",
        "address",
        "sha256",
        "extracted_with",
        "erasure",
        "shown_text",
    ]
    change_form_template = "admin/sources/capture/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Lists never load the texts; the page of one copy loads its own when it is shown."""
        return super().get_queryset(request).defer(*CAPTURE_BULK)

    def get_urls(self) -> list[Any]:
        own = [
            path("text/<int:capture_id>/", self.admin_site.admin_view(self.text_view), name="sources_capture_text"),
            path("of/<int:article_id>/", self.admin_site.admin_view(self.copies_view), name="sources_capture_of"),
        ]
        return own + super().get_urls()

    def text_view(self, request: HttpRequest, capture_id: int) -> HttpResponse:
        """The text of one copy as JSON, for the panel in which an editor marks words."""
        capture = self.readable_or_404(request, Capture.objects.filter(pk=capture_id).select_related("article"))
        language = capture.article.language
        return JsonResponse(
            {
                "id": capture.pk,
                "title": capture.article.title,
                "text": capture.text,
                "language": language,
                "direction": direction(language),
            }
        )

    def readable_or_404(self, request: HttpRequest, captures: CaptureQuerySet[Capture]) -> Capture:
        if not self.has_view_permission(request):
            raise PermissionDenied
        capture = captures.readable().first()
        if capture is None:
            raise Http404(pgettext("verbatim", "There is no such saved copy, or it was erased."))
        return capture

    def copies_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """The saved copies of one article as JSON, the newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        copies = Capture.objects.filter(article_id=article_id).readable().defer(*CAPTURE_BULK)
        return JsonResponse({"copies": [{"id": copy.pk, "label": copy_label(copy)} for copy in copies]})

    @admin.display(description=pgettext_lazy("verbatim", "Article"), ordering="article__title")
    def shown_title(self, capture: Capture) -> SafeString:
        return in_language(capture.article.title, capture.article.language)

    @admin.display(description=pgettext_lazy("verbatim", "Article"))
    def shown_article(self, capture: Capture) -> SafeString:
        return format_html("{} · <bdi>{}</bdi>", self.shown_title(capture), capture.article.publication)

    @admin.display(description=pgettext_lazy("verbatim", "Outlet"), ordering="article__publication__name")
    def outlet(self, capture: Capture) -> SafeString:
        publication = capture.article.publication
        return format_html('<bdi dir="auto">{}</bdi>', publication)

    @admin.display(description=pgettext_lazy("verbatim", "state"))
    def standing(self, capture: Capture) -> str:
        if capture.erased_at:
            return pgettext("verbatim", "Erased by law")
        return pgettext("verbatim", "Kept")

    @admin.display(description=pgettext_lazy("verbatim", "read by"))
    def extracted_with(self, capture: Capture) -> SafeString:
        return format_html("<code>{} {}</code>", capture.extractor, capture.extractor_version)

    @admin.display(description=pgettext_lazy("verbatim", "erased because"))
    def erasure(self, capture: Capture) -> str:
        if capture.erased_at is None:
            return "–"
        moment = date_format(localtime(capture.erased_at), "DATETIME_FORMAT")
        return f"{moment} · {capture.erased_by} · {capture.erased_because}"

    @admin.display(description=pgettext_lazy("verbatim", "text"))
    def shown_text(self, capture: Capture) -> SafeString:
        language = capture.article.language
        return format_html(
            '<div class="saved-text" lang="{}" dir="{}" tabindex="0">{}</div>',
            language,
            direction(language),
            capture.text,
        )

    def shown_in_question(self, row: Capture) -> SafeString:
        return self.shown_article(row)


def copy_label(capture: Capture) -> str:
    """The day and time of saving and the way, as a choice in a form."""
    moment = date_format(localtime(capture.captured_at), "DATETIME_FORMAT")
    return f"{moment} · {capture.get_method_display()}"
