"""Forms that remember what they were opened with, so that only what an editor touched is saved."""

from typing import Any

from django import forms
from django.utils.functional import cached_property

from accounts.models import User
from sources.admin.picking import offer_new_rows


class OpenedForm(forms.Form):
    """Every field carries its opening value along; `has_changed()` compares with that, whoever saved meanwhile."""

    row = forms.IntegerField(required=False, widget=forms.HiddenInput)
    required_css_class = "required"

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        # A line in which nothing was touched is not judged: it may be empty, or rest on what was erased since.
        self.empty_permitted, self.use_required_attribute = True, False
        for name, field in self.fields.items():
            field.show_hidden_initial = name not in ("row", "DELETE")
        offer_new_rows(self, user)

    @cached_property
    def changed_data(self) -> list[str]:
        fields = [bound for bound in self if bound.name != "row"]
        return [bound.name for bound in fields if bound._has_changed()]  # type: ignore[attr-defined] # not in the stubs

    @property
    def existing(self) -> int | None:
        """The id of the row that this form is about, as far as the form knows."""
        value = self.cleaned_data.get("row") if self.is_bound and hasattr(self, "cleaned_data") else None
        return value or self.initial.get("row")

    def touched(self) -> list[str]:
        return [name for name in self.changed_data if name != "DELETE"]
