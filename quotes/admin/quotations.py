"""Quotations: the list, and the way to the form, the acts and the deletion of drafts."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext, pgettext_lazy

from accounts.models import User
from quotes.admin.quotation_acts import DISPUTE, QUOTATION_ACTS, DisputeForm
from quotes.admin.quotation_editor import QuotationEditor
from quotes.dates import interval_words
from quotes.display import Words
from quotes.matching.normalise import fold
from quotes.models import Attribution, Occurrence, Quotation, SpeakerName
from quotes.queries.words import bulk_of, occurrence_words, segments_of
from quotes.services.editing import delete_draft
from quotes.services.errors import Refused
from quotes.templatetags.verbatim import pieces
from sources.admin.acts import Act, ActingAdmin
from sources.errors import SourceRefused


@admin.register(Quotation)
class QuotationAdmin(ActingAdmin):
    acts = QUOTATION_ACTS
    refusals = (Refused, SourceRefused)
    list_display = ["shown_words", "speakers", "said", "outlet", "shown_status"]
    list_filter = ["status", "lead__capture__article__language", "lead__kind"]
    search_fields = ["occurrences__clause_folded"]
    search_help_text = pgettext_lazy("verbatim", "Words of the quote, or a speaker's name in any script")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        attributions = Attribution.objects.select_related("speaker").prefetch_related("speaker__names")
        return (
            super()
            .get_queryset(request)
            .select_related("lead__capture__article__publication")
            .defer(*bulk_of("lead__capture"))
            .prefetch_related(Prefetch("attributions", attributions), segments_of("lead"))
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The whole term in the words of any appearance, or each of its words in a speaker's names."""
        term = fold(search_term)
        if not term:
            return queryset, False
        said = Occurrence.objects.filter(clause_folded__contains=term).values("quotation")
        speakers = SpeakerName.objects.filter(folded__contains=term).values("speaker")
        by_speaker = Attribution.objects.filter(speaker__in=speakers).values("quotation")
        return queryset.filter(pk__in=said.union(by_speaker)), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == "stances__claim" or super().lookup_allowed(lookup, value, request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers have seen is changed by whoever may correct it."""
        if obj is not None and obj.published_at and not request.user.has_perm("quotes.correct_quotation"):
            return False
        return super().has_change_permission(request, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return QuotationEditor(self, request, object_id, extra_context or {}).answer()

    def act_form(self, request: HttpRequest, act: Act, row: Any) -> forms.Form:
        if act is not DISPUTE:
            return super().act_form(request, act, row)
        return DisputeForm(request.POST if request.method == "POST" else None, quotation=row)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What a draft is made of goes with it. Anything that was ever more than a draft stays."""
        kept = [quotation for quotation in objs if quotation.status != Quotation.Status.DRAFT]
        if kept:
            sentence = pgettext("verbatim", "Only drafts can be deleted. Withdraw this quote, or put it under review.")
            return [], {}, set(), [format_html("{} – {}", self.shown_words(one), sentence) for one in kept]
        shown = [format_html("{} – {}", self.shown_words(one), self.speakers(one)) for one in objs]
        return shown, {str(self.opts.verbose_name_plural): len(shown)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        assert isinstance(request.user, User)
        delete_draft(by=request.user, quotation=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for quotation in queryset:
            self.delete_model(request, quotation)

    @admin.display(description=pgettext_lazy("verbatim", "words"))
    def shown_words(self, quotation: Quotation) -> SafeString:
        if quotation.lead is None:
            return format_html("#{}", quotation.pk)
        return words_in_list(occurrence_words(quotation.lead))

    @admin.display(description=pgettext_lazy("verbatim", "Speaker"))
    def speakers(self, quotation: Quotation) -> SafeString:
        language = get_language() or "en"
        names = [
            attribution.speaker.label(language) if attribution.speaker else attribution.described_as
            for attribution in quotation.attributions.all()
        ]
        comma = pgettext("between names in a list", ", ")
        return format_html_join(comma, '<bdi dir="auto">{}</bdi>', ((name,) for name in names))

    @admin.display(description=pgettext_lazy("verbatim", "date said"), ordering="said_to")
    def said(self, quotation: Quotation) -> str:
        return interval_words(quotation.said_from, quotation.said_to)

    @admin.display(description=pgettext_lazy("verbatim", "Outlet"))
    def outlet(self, quotation: Quotation) -> SafeString | str:
        if quotation.lead is None:
            return ""
        publication = quotation.lead.capture.article.publication
        return format_html('<bdi dir="auto">{}</bdi>', publication)

    @admin.display(description=pgettext_lazy("verbatim", "status"), ordering="status")
    def shown_status(self, quotation: Quotation) -> SafeString:
        return format_html(
            '<span class="status status--{}">{}</span>', quotation.status, quotation.get_status_display()
        )

    def autocomplete_label(self, quotation: Quotation, request: HttpRequest) -> str:
        words = str(occurrence_words(quotation.lead)) if quotation.lead else ""
        return f"#{quotation.pk} · {words[:100]}"

    def shown_in_question(self, row: Quotation) -> SafeString:
        return format_html("{}<p>{}</p>", self.shown_words(row), self.speakers(row))


def words_in_list(words: Words) -> SafeString:
    """Quoted words in one cell: their language, their direction, their marks, nothing invisible."""
    return format_html(
        '<span class="list-words" lang="{}" dir="{}">{}</span>', words.language, words.direction, pieces(words)
    )
