"""One appearance: how the words reached us, their translations, and notes on what the article has differently.

The words themselves are marked in the quotation's form.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from quotes.admin.quotations import words_in_list
from quotes.admin.warnings import warnings_about
from quotes.matching.normalise import fold
from quotes.models import Note, Occurrence, RelayHop, Translation
from quotes.queries.words import bulk_of, occurrence_words, segments_of
from sources.admin.base import DeskAdmin, StackedInline, in_language


class PublicRecordInline(StackedInline):
    """Rows beside a quotation that readers have seen are changed by whoever may correct it."""

    extra = 0

    def may_touch(self, request: HttpRequest, occurrence: Any) -> bool:
        seen = occurrence is not None and occurrence.quotation.published_at is not None
        return not seen or request.user.has_perm("quotes.correct_quotation")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_touch(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_touch(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_touch(request, obj) and super().has_delete_permission(request, obj)


class RelayForm(forms.ModelForm):  # type: ignore[type-arg] # generic for the type checker only
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        actors = [cleaned.get(name) for name in ("speaker", "publication", "platform")]
        if len([actor for actor in actors if actor]) != 1:
            self.add_error(
                None,
                pgettext(
                    "verbatim", "Each step names one who passed the words on: a speaker, an outlet or a platform."
                ),
            )
        return cleaned


class RelayInline(PublicRecordInline):
    model = RelayHop
    form = RelayForm
    autocomplete_fields = ["speaker", "publication"]
    fields = [
        ("order", "kind", "basis"),
        ("speaker", "publication", "platform"),
        ("happened_on", "address"),
        "remark",
    ]


class TranslationForm(forms.ModelForm):  # type: ignore[type-arg] # generic for the type checker only
    reviewed = forms.BooleanField(
        label=pgettext_lazy("verbatim", "reviewed"),
        required=False,
        help_text=pgettext_lazy("verbatim", "A person compared it with the original. Only then may it stand in marks."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reviewed"].initial = self.instance.reviewed_at is not None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("language") and cleaned.get("language") == cleaned.get("from_language"):
            self.add_error("from_language", pgettext("verbatim", "A translation is into another language."))
        return cleaned


class TranslationInline(PublicRecordInline):
    model = Translation
    form = TranslationForm
    fields = [("language", "from_language", "version"), "text", ("translator", "by_machine", "reviewed")]


class NoteFormset(BaseInlineFormSet):  # type: ignore[type-arg] # generic for the type checker only
    """A note made here is about this appearance's quotation."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.quotation = self.instance.quotation
        return super().save_new(form, commit)


class NoteInline(PublicRecordInline):
    model = Note
    formset = NoteFormset
    fk_name = "occurrence"
    fields = ["fact", "article_says", "we_record", "because"]


@admin.register(Occurrence)
class OccurrenceAdmin(DeskAdmin):
    inlines = [RelayInline, TranslationInline, NoteInline]
    list_display = ["shown_words", "article", "kind", "of_quotation"]
    list_filter = ["kind", "capture__article__language"]
    search_fields = ["clause_folded"]
    readonly_fields = ("shown_words", "article", "kind", "of_quotation")
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("quotation", "capture__article__publication")
        return rows.defer(*bulk_of("capture")).prefetch_related(segments_of(""))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return queryset.filter(clause_folded__contains=fold(search_term)), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New ones are marked in the quotation's form."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Removed in the quotation's form, where a correction is written if readers saw it."""
        return False

    @admin.display(description=pgettext_lazy("verbatim", "words"))
    def shown_words(self, occurrence: Occurrence) -> SafeString:
        return words_in_list(occurrence_words(occurrence))

    @admin.display(description=pgettext_lazy("verbatim", "Article"))
    def article(self, occurrence: Occurrence) -> SafeString:
        article = occurrence.capture.article
        address = reverse("admin:sources_capture_change", args=[occurrence.capture_id])
        title = in_language(article.title, article.language)
        return format_html('<a href="{}">{}</a> · <bdi>{}</bdi>', address, title, article.publication)

    @admin.display(description=pgettext_lazy("verbatim", "Quote"))
    def of_quotation(self, occurrence: Occurrence) -> SafeString:
        address = reverse("admin:quotes_quotation_change", args=[occurrence.quotation_id])
        return format_html('<a href="{}">#{}</a>', address, occurrence.quotation_id)

    def autocomplete_label(self, occurrence: Occurrence, request: HttpRequest) -> str:
        outlet = str(occurrence.capture.article.publication)
        return f"#{occurrence.quotation_id} · {str(occurrence_words(occurrence))[:100]} · {outlet}"

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        if formset.model is Translation:
            for one in formset.forms:
                set_reviewed(one, request.user)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        texts = [(row.text, row.language) for row in Translation.objects.filter(occurrence=form.instance)]
        for sentence in warnings_about(texts):
            messages.warning(request, sentence)


def set_reviewed(form: Any, user: Any) -> None:
    """Who compared a translation with the original, and when; a change of its text needs a new look."""
    reviewed = form.cleaned_data.get("reviewed", False)
    row = form.instance
    if not reviewed:
        row.reviewed_by, row.reviewed_at = None, None
    elif row.reviewed_at is None or "text" in form.changed_data:
        row.reviewed_by, row.reviewed_at = user, timezone.now()
