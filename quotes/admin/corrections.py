"""Public corrections: a record, never edited."""

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from quotes.models import Correction
from sources.admin.base import ReadOnlyAdmin, in_language


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ["corrected_at", "of_quotation", "what", "shown_reason", "corrected_by"]
    list_display_links = ["corrected_at"]
    list_filter = ["what", "corrected_at"]
    list_select_related = ["corrected_by"]
    search_fields = ["public_reason"]
    fields = ["of_quotation", "what", "public_reason", "words_before", "words_after", "corrected_at", "corrected_by"]

    @admin.display(description=pgettext_lazy("verbatim", "Quote"))
    def of_quotation(self, correction: Correction) -> SafeString:
        address = reverse("admin:quotes_quotation_change", args=[correction.quotation_id])
        return format_html('<a href="{}">#{}</a>', address, correction.quotation_id)

    @admin.display(description=pgettext_lazy("verbatim", "public reason"))
    def shown_reason(self, correction: Correction) -> SafeString:
        return format_html('<span dir="auto">{}</span>', correction.public_reason)

    @admin.display(description=pgettext_lazy("verbatim", "before"))
    def words_before(self, correction: Correction) -> SafeString:
        return snapshot(correction.before, correction)

    @admin.display(description=pgettext_lazy("verbatim", "after"))
    def words_after(self, correction: Correction) -> SafeString:
        return snapshot(correction.after, correction)


def snapshot(facts: dict[str, Any], correction: Correction) -> SafeString:
    """What readers saw: the words and the days."""
    said = " – ".join(dict.fromkeys(facts.get("said") or []))
    lead = correction.quotation.lead
    language = lead.capture.article.language if lead else ""
    return format_html("{}<br>{}", in_language(facts.get("words", ""), language), said)
