"""A field that picks a row by searching its names, with a button for a new one."""

from typing import Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import ForeignKey

from accounts.models import User
from sources.admin.base import SearchSelect


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


def offer_new_rows(form: forms.BaseForm, user: User) -> None:
    """The button for a new row stands where this user may add one."""
    for field in form.fields.values():
        if isinstance(field.widget, AddableAutocomplete):
            field.widget.can_add_related = user.has_perm(field.widget.add_permission)
