"""Two editors, one quotation: the second is told what changed meanwhile and loses nothing of what was typed.

Every field knows three values: as the form was opened, as it was typed, as it is now. A field that only the other
editor changed takes the new value; a field that both changed keeps what was typed and is shown with both values. One
more save applies it knowingly.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import pgettext

from quotes.forms.opened import OpenedForm
from quotes.forms.sheet import Formset, QuotationForms

APART = frozenset({"row", "DELETE", "edit_version", "correction_what", "public_reason", "clause_near", "quoted_near"})


@dataclass(frozen=True)
class Difference:
    """`yours` is None where the editor had not touched the field: the new value was taken over."""

    label: str
    yours: str | None
    now: str


def settle(typed: QuotationForms, now: QuotationForms) -> tuple[QueryDict, list[Difference]]:
    """What the form holds next, and what differs. `now` is the form freshly opened."""
    assert typed.data is not None
    data = typed.data.copy()
    differences = list(settle_form(data, typed.head, now.head))
    for name, formset in typed.parts.items():
        differences += settle_rows(data, formset, now.parts[name])
    data["head-edit_version"] = text_of(now.head["edit_version"].value())
    return data, differences


def settle_rows(data: QueryDict, typed: Formset, now: Formset) -> Iterator[Difference]:
    rows = {text_of(form["row"].value()): form for form in now.initial_forms}
    for form in typed.forms:
        row = text_of(form["row"].value())
        if not row:
            continue
        if row in rows:
            yield from settle_form(data, form, rows.pop(row))
        else:
            yield settle_removed(data, form)
    for form in rows.values():
        yield Difference(pgettext("verbatim", "Added meanwhile"), None, summary(form))


def settle_removed(data: QueryDict, form: OpenedForm) -> Difference:
    """Somebody removed the row: what was typed into it becomes a new one, an untouched one goes."""
    data[form.add_prefix("row")] = ""
    gone = pgettext("verbatim", "Removed meanwhile")
    if not form.touched():
        data[form.add_prefix("DELETE")] = "on"
        return Difference(gone, None, summary(form))
    return Difference(gone, summary(form), "–")


def settle_form(data: QueryDict, typed: OpenedForm, now: OpenedForm) -> Iterator[Difference]:
    for name in now.fields:
        if name in APART and not name.endswith("_near"):
            continue
        current = text_of(now[name].value())
        opened, field = typed.add_initial_prefix(name), typed.add_prefix(name)
        if text_of(data.get(opened)) == current:
            continue
        data[opened] = current
        mine = text_of(data.get(field))
        touched = name in typed.changed_data
        if not touched:
            data[field] = current
        if name not in APART and mine != current:
            yield Difference(label(now, name), shown(typed, name, mine) if touched else None, shown(now, name, current))


def text_of(value: object) -> str:
    """A form value as the browser sends it, line ends apart."""
    return "" if value is None else str(value).replace("\r\n", "\n")


def label(form: OpenedForm, name: str) -> str:
    text = str(form.fields[name].label)
    return text[:1].upper() + text[1:]


def shown(form: OpenedForm, name: str, value: str) -> str:
    """The value as a person reads it: a row's name, a choice's label, else the text."""
    field = form.fields[name]
    if not value:
        return "–"
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=value).first() if field.queryset is not None and value.isdecimal() else None
        return field.label_from_instance(row) if row else "–"
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type] # flat choices
    return value


def summary(form: OpenedForm) -> str:
    """A row in one line: its first fields that hold something."""
    values = (shown(form, name, text_of(form[name].value())) for name in form.fields if name not in APART)
    return " · ".join([value for value in values if value != "–"][:3])
