"""Which claims the quotation stands on, and how."""

from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from quotes.forms.opened import OpenedForm
from quotes.models import Quotation, Stance
from quotes.services.sheets import StanceEntry
from sources.admin.picking import picked


class StanceForm(OpenedForm):
    claim = picked(Stance, "claim", label=pgettext_lazy("verbatim", "Claim"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("verbatim", "stance"),
        required=False,
        choices=[("", "–"), *Stance.Kind.choices],
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or cleaned.get("DELETE"):
            return cleaned
        if not cleaned.get("claim"):
            self.add_error("claim", pgettext("verbatim", "Choose the claim, or remove this line."))
        if not cleaned.get("kind"):
            self.add_error("kind", pgettext("verbatim", "Choose what the quote says about the claim."))
        return cleaned

    def entry(self, number: int) -> StanceEntry:
        values = self.cleaned_data
        if values.get("DELETE"):
            return StanceEntry(number, None, row=self.existing)
        return StanceEntry(number, values["claim"], values["kind"], self.existing)


def stances_initial(quotation: Quotation) -> list[dict[str, Any]]:
    return [{"row": row.pk, "claim": row.claim_id, "kind": row.kind} for row in quotation.stances.order_by("pk")]
