"""Columns that several models share."""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import pgettext_lazy

from quotes.matching.normalise import fold
from quotes.sounds import name_keys

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
    ListColumn = ArrayField[list[str], list[str]]
else:
    TextColumn = models.CharField  # Django's fields are generic for the type checker only
    ListColumn = ArrayField


class FoldedField(TextColumn):
    """The shadow of another column for searching (law 7): set with it at every save, bulk inserts included."""

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold(getattr(model_instance, self.source))[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded


class NameKeysField(ListColumn):
    """What a name in any script is found by: set from `source` at every save, as :class:`FoldedField` is."""

    def __init__(self, base_field: Any = None, source: str = "", **kwargs: Any) -> None:
        self.source = source
        super().__init__(base_field or models.CharField(max_length=80), **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> list[str]:
        keys = name_keys(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, keys)
        return keys


class TransactionId(models.Func):
    """SQL: the number of the running transaction, the same inside its savepoints."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()

    def __init__(self) -> None:
        super().__init__()


def interval_check(first: str, last: str, name: str) -> models.CheckConstraint:
    """Both ends of an interval are known, in order, or neither is. (NULL <= NULL is unknown, and unknown passes.)"""
    known = Q(**{f"{first}__isnull": False, f"{last}__isnull": False, f"{first}__lte": F(last)})
    return models.CheckConstraint(condition=Q(**{first: None, last: None}) | known, name=name)


def decided_check(state: str, undecided: str, name: str) -> models.CheckConstraint:
    """A decision, who took it and when are all set or all empty (law 4)."""
    return models.CheckConstraint(
        condition=Q(**{state: undecided, "decided_by": None, "decided_at": None})
        | (~Q(**{state: undecided}) & Q(decided_by__isnull=False, decided_at__isnull=False)),
        name=name,
    )


def selector_checks(prefix: str, name: str) -> list[models.CheckConstraint]:
    """Law 2 for one selector: a start inside the text, and as many code points as the words have, at least one."""
    start, end, exact = f"{prefix}start", f"{prefix}end", f"{prefix}exact"
    return [
        models.CheckConstraint(condition=Q(**{f"{start}__gte": 0}), name=f"{name}_starts_inside"),
        models.CheckConstraint(
            condition=Q(**{f"{end}__gt": F(start)}) & Q(**{end: F(start) + Length(exact)}),
            name=f"{name}_length_is_its_words",
        ),
    ]


FIRST_DAY = pgettext_lazy("verbatim", "said: first possible day")
LAST_DAY = pgettext_lazy("verbatim", "said: last possible day")
