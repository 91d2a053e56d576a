"""Articles, with their saved copies."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from sources.admin.acts import Act, ActingAdmin, Asked
from sources.admin.base import PublicRecordAdmin, TabularInline, in_language
from sources.errors import SourceRefused
from sources.models import ArchivedCopy, Article, Capture
from sources.problems import sentence_of
from sources.queries import CAPTURE_BULK
from sources.services import archiving
from sources.services.recording import checked_address


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg] # generic for the type checker only
    """Kept addresses are canonical, so that one article has one row."""

    def clean_canonical_address(self) -> str | None:
        address = self.cleaned_data.get("canonical_address")
        if not address:
            return None
        try:
            return checked_address(address)
        except SourceRefused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("published_from"), cleaned.get("published_to")
        if first and not last:
            cleaned["published_to"] = first
        if last and not first:
            self.add_error("published_from", pgettext("verbatim", "Give the first possible day too."))
        if first and last and first > last:
            self.add_error("published_from", pgettext("verbatim", "The first possible day comes after the last one."))
        if cleaned.get("state") == Article.State.LIVE and (cleaned.get("notice_address") or cleaned.get("notice_date")):
            self.add_error(
                "state",
                pgettext("verbatim", "A notice belongs to an article that was updated, corrected or retracted."),
            )
        return cleaned


def ask_archive(asked: Asked) -> None:
    archiving.ask_for(by=asked.by, article=asked.row, now=asked.now)


ARCHIVE = Act(
    slug="archive",
    label=pgettext_lazy("verbatim", "Save it in the web archive"),
    question=pgettext_lazy(
        "verbatim",
        "The public web archive is asked to save this page. Everybody can see its copy, and we cannot take it back.",
    ),
    done=pgettext_lazy("verbatim", "The web archive is asked within some minutes."),
    permission=archiving.MAY_ASK,
    run=ask_archive,
    offered=archiving.may_be_asked_for,
)


class CaptureInline(TabularInline):
    model = Capture
    fields = ("captured_at", "captured_by", "method", "sha256")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("captured_by", "article").defer(*CAPTURE_BULK)


@admin.register(Article)
class ArticleAdmin(PublicRecordAdmin, ActingAdmin):
    acts = (ARCHIVE,)
    change_form_template = "admin/sources/acting_form.html"
    form = ArticleForm
    readonly_fields = ["in_archive"]
    list_display = ["shown_title", "outlet", "published", "language", "state"]
    list_filter = ["language", "state"]
    list_select_related = ["publication"]
    search_fields = [
        "title",
        "canonical_address",
        "publication__name",
        "publication__name_en",
        "publication__name_ar",
    ]
    autocomplete_fields = ["publication"]
    inlines = [CaptureInline]
    fieldsets = [
        (None, {"fields": ["publication", "title", "language", "canonical_address", "authors"]}),
        (pgettext_lazy("before a date", "Published"), {"fields": [("published_from", "published_to")]}),
        (
            pgettext_lazy("verbatim", "What became of it"),
            {"fields": ["state", "notice_address", "notice_date"]},
        ),
        (pgettext_lazy("verbatim", "In the web archive"), {"fields": ["in_archive"]}),
    ]

    @admin.display(description=pgettext_lazy("verbatim", "title"), ordering="title")
    def shown_title(self, article: Article) -> SafeString:
        return in_language(article.title, article.language)

    @admin.display(description=pgettext_lazy("verbatim", "Outlet"), ordering="publication__name")
    def outlet(self, article: Article) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', article.publication)

    @admin.display(description=pgettext_lazy("before a date", "Published"), ordering="published_from")
    def published(self, article: Article) -> str:
        return published_words(article.published_from, article.published_to)

    @admin.display(description=pgettext_lazy("verbatim", "Copy"))
    def in_archive(self, article: Article) -> str:
        copy = ArchivedCopy.objects.filter(article=article.pk).first()
        if copy is None:
            return "–"
        if copy.archived_at:
            return format_html(
                '<a href="{}" rel="external noopener nofollow" dir="ltr">{}</a> · {}',
                copy.address,
                copy.address,
                date_format(copy.archived_at, "j F Y"),
            )
        return str(sentence_of(copy.problem)) if copy.problem else str(copy.get_state_display())

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return list(self.inlines) if obj else []

    def autocomplete_label(self, article: Article, request: HttpRequest) -> str:
        days = published_words(article.published_from, article.published_to)
        return " · ".join(part for part in [article.title, str(article.publication), days] if part)


def published_words(first: date | None, last: date | None) -> str:
    """The day or days of publication, empty where unknown."""
    if first is None or last is None:
        return ""
    days = [date_format(day, "j F Y") for day in dict.fromkeys([first, last])]
    return " – ".join(days)
