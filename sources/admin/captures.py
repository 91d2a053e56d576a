"""Saved copies: to be read, never changed. Erasing one by law is a chief's act, asked twice."""

import logging
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import pgettext, pgettext_lazy

from sources import vault
from sources.admin.acts import Act, ActingAdmin, Asked, ReasonForm
from sources.admin.base import ReadOnlyAdmin, in_language
from sources.languages import direction
from sources.models import Capture
from sources.queries import CAPTURE_BULK, doubt_about, unread_in
from sources.querysets import CaptureQuerySet
from sources.services.recording import erase_capture


def erase(asked: Asked) -> Capture:
    return erase_capture(by=asked.by, now=asked.now, capture=asked.row, because=asked.answers["because"])


logger = logging.getLogger(__name__)

NOTHING = SafeString("–")

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
        "received",
        "extracted_with",
        "lacking",
        "erasure",
        "shown_picture",
        "shown_text",
    ]
    change_form_template = "admin/sources/acting_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Lists never load the texts; the page of one copy loads its own when it is shown."""
        return super().get_queryset(request).defer(*CAPTURE_BULK)

    def get_urls(self) -> list[Any]:
        pages = {
            "text/<int:capture_id>/": (self.text_view, "text"),
            "received/<int:capture_id>/": (self.bytes_view, "bytes"),
            "picture/<int:capture_id>/": (self.picture_view, "picture"),
            "of/<int:article_id>/": (self.copies_view, "of"),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=f"sources_capture_{name}")
            for route, (view, name) in pages.items()
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

    def bytes_view(self, request: HttpRequest, capture_id: int) -> HttpResponse:
        """What was received, letter by letter, as a file to keep: never as a page of ours."""
        capture = self.readable_or_404(request, Capture.objects.filter(pk=capture_id))
        content = self.kept_bytes(request, capture, capture.sha256)
        if content is None:
            return HttpResponseRedirect(reverse("admin:sources_capture_change", args=[capture.pk]))
        response = HttpResponse(content, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="saved-copy-{capture.pk}.bin"'
        return as_data(response)

    def picture_view(self, request: HttpRequest, capture_id: int) -> HttpResponse:
        """The picture of a post that was recorded by hand."""
        capture = self.readable_or_404(request, Capture.objects.filter(pk=capture_id).exclude(picture_sha256=""))
        content = self.kept_bytes(request, capture, capture.picture_sha256)
        if content is None:
            return HttpResponse(status=410)
        return as_data(HttpResponse(content, content_type=capture.picture_type))

    def kept_bytes(self, request: HttpRequest, capture: Capture, sha256: str) -> bytes | None:
        """None where they cannot be had; that is said on the next page."""
        try:
            return vault.get(sha256)
        except (vault.BytesLost, vault.VaultAway):
            logger.exception("The bytes %s of saved copy %s cannot be had.", sha256, capture.pk)
            words = pgettext(
                "verbatim", "The bytes are missing or damaged. Tell your administrator; the text is whole."
            )
            messages.error(request, words)
            return None

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

    @admin.display(description=pgettext_lazy("verbatim", "as received"))
    def received(self, capture: Capture) -> SafeString:
        if capture.erased_at:
            return NOTHING
        address = reverse("admin:sources_capture_bytes", args=[capture.pk])
        return format_html('<a href="{}">{}</a>', address, filesizeformat(capture.size))

    @admin.display(description=pgettext_lazy("verbatim", "not in this copy"))
    def lacking(self, capture: Capture) -> SafeString:
        sentences = [*unread_in(capture), *filter(None, [doubt_about(capture)])]
        return format_html_join(SafeString("<br>"), "{}", ((one,) for one in sentences)) or NOTHING

    @admin.display(description=pgettext_lazy("verbatim", "Picture of it"))
    def shown_picture(self, capture: Capture) -> SafeString:
        if not capture.picture_sha256 or capture.erased_at:
            return NOTHING
        address = reverse("admin:sources_capture_picture", args=[capture.pk])
        words = pgettext("verbatim", "The post as the person saw it who recorded it")
        return format_html('<img class="saved-picture" src="{}" alt="{}">', address, words)

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


def as_data(response: HttpResponse) -> HttpResponse:
    """Bytes from outside: no browser may take them for a page or run what is in them."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def copy_label(capture: Capture) -> str:
    """The day and time of saving and the way, as a choice in a form."""
    moment = date_format(localtime(capture.captured_at), "DATETIME_FORMAT")
    return f"{moment} · {capture.get_method_display()}"
