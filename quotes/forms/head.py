"""The quotation itself: when and where it was said, which words are shown, and why a public one is corrected."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from quotes.forms.opened import OpenedForm
from quotes.models import Correction, Occurrence, Quotation
from quotes.models.fields import FIRST_DAY, LAST_DAY
from quotes.queries.words import bulk_of
from sources.forms import DayField, PlainText, TextArea, TextLine

DETAILS = ("occasion", "place")


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg] # generic for the type checker only
    """One of the quotation's own appearances, by its words and outlet."""

    def label_from_instance(self, obj: Occurrence) -> str:
        # An option holds no markup: isolates keep words and outlet apart where their directions differ.
        return f"\u2068{obj.clause_exact[:60]}\u2069 · \u2068{obj.capture.article.publication}\u2069"


class HeadForm(OpenedForm):
    edit_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    said_from = DayField(
        label=FIRST_DAY,
        required=False,
        help_text=pgettext_lazy("verbatim", "Leave both days empty if nobody knows the date."),
    )
    said_to = DayField(
        label=LAST_DAY,
        required=False,
        help_text=pgettext_lazy("verbatim", "Leave empty if the day is certain."),
    )
    occasion = PlainText(label=pgettext_lazy("verbatim", "occasion"), required=False, max_length=300, widget=TextLine)
    place = PlainText(label=pgettext_lazy("verbatim", "place"), required=False, max_length=200, widget=TextLine)
    lead = PlaceField(
        Occurrence.objects.none(),
        label=pgettext_lazy("verbatim", "shown words"),
        required=False,
        empty_label=None,
        help_text=pgettext_lazy("verbatim", "Which of the places below gives the words that readers see."),
    )
    original = PlaceField(
        Occurrence.objects.none(),
        label=pgettext_lazy("verbatim", "original"),
        required=False,
        empty_label=pgettext_lazy("verbatim", "Original not found yet"),
    )
    correction_what = forms.ChoiceField(
        label=pgettext_lazy("verbatim", "what was corrected"), required=False, choices=()
    )
    public_reason = PlainText(
        label=pgettext_lazy("verbatim", "public reason"),
        required=False,
        max_length=2000,
        widget=TextArea,
        help_text=pgettext_lazy("verbatim", "Readers see it beside the quote."),
    )

    def __init__(self, *args: Any, quotation: Quotation | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.quotation = quotation
        self.fields["edit_version"].show_hidden_initial = False
        for name in ("correction_what", "public_reason"):
            self.fields[name].show_hidden_initial = False
        self._choose_among_own(quotation)
        self._ask_for_correction(quotation)

    def _choose_among_own(self, quotation: Quotation | None) -> None:
        if quotation is None:
            del self.fields["lead"], self.fields["original"]
            return
        own = Occurrence.objects.filter(quotation=quotation).select_related("capture__article__publication")
        own = own.defer(*bulk_of("capture"))
        for name in ("lead", "original"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = own

    def _ask_for_correction(self, quotation: Quotation | None) -> None:
        if quotation is None or quotation.published_at is None:
            del self.fields["correction_what"], self.fields["public_reason"]
            return
        what = self.fields["correction_what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = [("", pgettext("verbatim", "what this save changes")), *Correction.What.choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("said_from"), cleaned.get("said_to")
        if last and not first and "said_from" not in self.errors:
            self.add_error("said_from", pgettext("verbatim", "Give the first possible day too."))
        for name, day in (("said_from", first), ("said_to", last)):
            if day and day > timezone.localdate() and name in self.touched():
                self.add_error(name, future_sentence())
        return cleaned

    def details(self) -> dict[str, Any]:
        """The touched ones of said, occasion, place, lead_id and original_id."""
        values, touched = self.cleaned_data, self.touched()
        details: dict[str, Any] = {name: values[name] for name in DETAILS if name in touched}
        if {"said_from", "said_to"} & set(touched):
            first, last = values["said_from"], values["said_to"]
            details["said"] = (first, last or first) if first else None
        for name in ("lead", "original"):
            if name in touched and (values[name] or name == "original"):
                details[f"{name}_id"] = values[name].pk if values[name] else None
        return details


def future_sentence() -> str:
    return pgettext("verbatim", "Nobody can have said this yet: the day lies in the future. Check the year.")


def head_initial(quotation: Quotation) -> dict[str, Any]:
    return {
        "edit_version": quotation.edit_version,
        "said_from": quotation.said_from,
        "said_to": quotation.said_to if quotation.said_to != quotation.said_from else None,
        "occasion": quotation.occasion,
        "place": quotation.place,
        "lead": quotation.lead_id,
        "original": quotation.original_id,
    }
