"""Claims under neutral headings, with the quotes that stand on them and what fact-checkers wrote."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy

from quotes.models import Claim, ClaimTopic, ExternalReview, Stance
from quotes.services.quoting import take_stance
from sources.admin.base import DeskAdmin, StackedInline, TabularInline, in_language


class TopicInline(TabularInline):
    model = ClaimTopic
    extra = 0
    autocomplete_fields = ["topic"]


class StanceInline(TabularInline):
    model = Stance
    extra = 0
    fields = ["quotation", "kind", "decided_by", "decided_at"]
    readonly_fields = ["decided_by", "decided_at"]
    autocomplete_fields = ["quotation"]


class ExternalReviewInline(StackedInline):
    model = ExternalReview
    extra = 0
    autocomplete_fields = ["publication"]
    fields = ["publication", "address", "verdict", ("language", "published_on")]


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    list_display = ["heading_en", "arabic_heading", "stance_count"]
    search_fields = ["heading_en", "heading_ar", "proposition_en", "proposition_ar"]
    list_filter = ["topic_links__topic"]
    fields = ["heading_en", "heading_ar", "proposition_en", "proposition_ar"]
    ordering = ["heading_en"]
    inlines = [TopicInline, StanceInline, ExternalReviewInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counted: QuerySet[Any] = (
            super().get_queryset(request).annotate(stance_count_value=Count("stances", distinct=True))
        )
        return counted

    @admin.display(description=pgettext_lazy("verbatim", "heading in Arabic"), ordering="heading_ar")
    def arabic_heading(self, claim: Claim) -> SafeString:
        return in_language(claim.heading_ar, "ar")

    @admin.display(description=pgettext_lazy("verbatim", "Quotes"), ordering="stance_count_value")
    def stance_count(self, claim: Any) -> SafeString:
        address = reverse("admin:quotes_quotation_changelist")
        return format_html('<a href="{}?stances__claim={}">{}</a>', address, claim.pk, claim.stance_count_value)

    def autocomplete_label(self, claim: Claim, request: HttpRequest) -> str:
        return claim.heading(get_language() or "en")

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """A stance is somebody's decision: it is written with who took it and when."""
        if formset.model is not Stance:
            super().save_formset(request, form, formset, change)
            return
        stances = formset.save(commit=False)
        for gone in formset.deleted_objects:
            gone.delete()
        for stance in stances:
            Stance.objects.filter(pk=stance.pk).exclude(quotation=stance.quotation).delete()
            take_stance(
                by=request.user,
                now=timezone.now(),
                claim=form.instance,
                quotation=stance.quotation,
                kind=stance.kind,
            )
