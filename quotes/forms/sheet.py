"""All forms about one quotation together: the head and its attributions, appearances and stances."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import pgettext

from accounts.models import User
from quotes.forms.appearances import AppearanceForm, appearances_initial
from quotes.forms.attributions import AttributionForm, attributions_initial
from quotes.forms.head import HeadForm, head_initial
from quotes.forms.opened import OpenedForm
from quotes.forms.stances import StanceForm, stances_initial
from quotes.models import Quotation
from quotes.services.errors import Refused
from quotes.services.sheets import EntryRefused, Sheet

PARTS: dict[str, type[OpenedForm]] = {
    "attributions": AttributionForm,
    "appearances": AppearanceForm,
    "stances": StanceForm,
}
MOST = 200
if TYPE_CHECKING:
    Formset = BaseFormSet[Any]
else:  # generic for the type checker only
    Formset = BaseFormSet


class PartFormset(Formset):
    """Rows of one part. Removing is a checkbox on rows that exist and on added ones alike."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = pgettext("verbatim", "Remove")


class QuotationForms:
    """What the page shows and what comes back from it.

    `data` is a QueryDict of what was typed, None for a page that is opened. For a quotation that exists, rows are found
    again by their hidden ids, never by their position.
    """

    def __init__(self, *, user: User, quotation: Quotation | None, data: QueryDict | None = None) -> None:
        self.user, self.quotation, self.data = user, quotation, data
        initial = head_initial(quotation) if quotation else {}
        self.head = HeadForm(data, initial=initial, prefix="head", user=user, quotation=quotation)
        self.parts: dict[str, Formset] = {name: self._formset(name) for name in PARTS}

    def _formset(self, name: str) -> Formset:
        rows = self._rows(name)
        factory = formset_factory(
            PARTS[name], formset=PartFormset, extra=self._blank(name, rows), can_delete=True, max_num=MOST
        )
        return factory(self.data, initial=rows, prefix=name, form_kwargs={"user": self.user})

    def _rows(self, name: str) -> list[dict[str, Any]]:
        if self.quotation is None or self.data is not None:
            return []
        readers = {
            "attributions": attributions_initial,
            "appearances": appearances_initial,
            "stances": stances_initial,
        }
        return readers[name](self.quotation)

    def _blank(self, name: str, rows: list[dict[str, Any]]) -> int:
        """A new quotation starts with one line to fill for who and one for where."""
        return 0 if rows or name == "stances" else 1

    @property
    def media(self) -> forms.Media:
        media = self.head.media
        for formset in self.parts.values():
            media += formset.media + formset.empty_form.media
        return media

    @property
    def seen_version(self) -> int:
        value = self.data.get("head-edit_version", "") if self.data is not None else ""
        return int(value) if value.isdecimal() and len(value) < 9 else 0

    def is_valid(self) -> bool:
        return all([self.head.is_valid(), *(formset.is_valid() for formset in self.parts.values())])

    def sheet(self) -> Sheet:
        """What the editor touched. Only after `is_valid()`."""
        entries = {name: tuple(self._entries(formset)) for name, formset in self.parts.items()}
        return Sheet(details=self.head.details(), **entries)

    def _entries(self, formset: Formset) -> list[Any]:
        return [form.entry(number) for number, form in enumerate(formset.forms) if said_something(form)]

    def refuse(self, refused: Refused) -> None:
        """Show a service's refusal at the field it is about."""
        message = str(refused)
        if isinstance(refused, EntryRefused):
            form = self.parts[refused.part].forms[refused.number]
            form.add_error(refused.field if refused.field in form.fields else None, message)
        elif refused.field in self.parts:
            self.parts[refused.field].non_form_errors().append(message)
        else:
            self.head.add_error(refused.field if refused.field in self.head.fields else None, message)

    def error_count(self) -> int:
        forms_of_parts = [form for formset in self.parts.values() for form in formset.forms]
        kept = [form for form in forms_of_parts if not form.cleaned_data.get("DELETE")]
        whole = sum(len(formset.non_form_errors()) for formset in self.parts.values())
        return len(self.head.errors) + sum(len(form.errors) for form in kept) + whole

    def correction(self) -> dict[str, str]:
        values = self.head.cleaned_data
        return {"what": values.get("correction_what", ""), "public_reason": values.get("public_reason", "")}


def said_something(form: OpenedForm) -> bool:
    """A removed row that exists, or a line in which something was changed."""
    removed = bool(form.cleaned_data.get("DELETE"))
    return form.existing is not None if removed else bool(form.touched())
