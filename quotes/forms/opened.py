"""Forms that remember what they were opened with, so that only what an editor touched is saved."""

from typing import Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import ForeignKey
from django.utils.functional import cached_property

from accounts.models import User
from sources.admin.base import SearchSelect


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
            if isinstance(field.widget, AddableAutocomplete):
                field.widget.can_add_related = user.has_perm(field.widget.add_permission)

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


class AddableAutocomplete(RelatedFieldWidgetWrapper):
    """A search for a row, with a button that opens the form for a new one."""

    def __init__(self, field: "ForeignKey[Any, Any]") -> None:
        remote = field.remote_field
        options = remote.model._meta
        self.add_permission = f"{options.app_label}.add_{options.model_name}"
        super().__init__(SearchSelect(field, site), remote, site, can_add_related=True)


def foreign_key(model: type[models.Model], name: str) -> "ForeignKey[Any, Any]":
    """The column behind an autocomplete; it says which rows may be searched."""
    field = model._meta.get_field(name)
    assert isinstance(field, ForeignKey)
    return field


def picked(model: type[models.Model], name: str, **options: Any) -> "forms.ModelChoiceField[Any]":
    """A field that picks a row of the model behind `model.name` by searching its names."""
    column = foreign_key(model, name)
    queryset = column.remote_field.model._default_manager.all()
    return forms.ModelChoiceField(queryset, widget=AddableAutocomplete(column), required=False, **options)
