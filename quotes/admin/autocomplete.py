"""Searching for a row by its names: what is offered says more than the name alone."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model

if TYPE_CHECKING:
    from django.contrib.admin.options import ModelAdmin


class DeskAutocomplete(AutocompleteJsonView):
    """Django's own search; the label comes from the ModelAdmin's `autocomplete_label` where it has one."""

    model_admin: "ModelAdmin[Any]"

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "autocomplete_label", None)
        text = label(obj, self.request) if label else str(obj)
        return {"id": str(getattr(obj, to_field_name)), "text": text}
