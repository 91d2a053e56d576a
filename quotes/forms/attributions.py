"""To whom the words are attributed."""

from typing import Any

from django.utils.translation import pgettext, pgettext_lazy

from quotes.forms.opened import OpenedForm
from quotes.models import Attribution, Quotation
from quotes.services.quoting import AttributedTo
from quotes.services.sheets import AttributionEntry
from quotes.words import has_letters
from sources.admin.picking import picked
from sources.forms import PlainText, TextLine


class AttributionForm(OpenedForm):
    speaker = picked(Attribution, "speaker", label=pgettext_lazy("verbatim", "Speaker"))
    described_as = PlainText(
        label=pgettext_lazy("verbatim", "described as"),
        required=False,
        max_length=200,
        widget=TextLine,
        help_text=pgettext_lazy("verbatim", "As the article describes an unnamed source: “a senior official”."),
    )
    on_behalf_of = picked(Attribution, "on_behalf_of", label=pgettext_lazy("verbatim", "Speaking for"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or cleaned.get("DELETE"):
            return cleaned
        if not cleaned.get("speaker") and not has_letters(cleaned.get("described_as", "")):
            self.add_error(
                "speaker",
                pgettext(
                    "verbatim", "Choose a speaker, or describe an unnamed source, for example “a senior official”."
                ),
            )
        return cleaned

    def entry(self, number: int) -> AttributionEntry:
        values = self.cleaned_data
        if values.get("DELETE"):
            return AttributionEntry(number, None, self.existing)
        who = AttributedTo(values["speaker"], values["described_as"], values["on_behalf_of"])
        return AttributionEntry(number, who, self.existing)


def attributions_initial(quotation: Quotation) -> list[dict[str, Any]]:
    return [
        {
            "row": row.pk,
            "speaker": row.speaker_id,
            "described_as": row.described_as,
            "on_behalf_of": row.on_behalf_of_id,
        }
        for row in quotation.attributions.order_by("order", "pk")
    ]
