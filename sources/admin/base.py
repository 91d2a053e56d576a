"""What every page of the desk shares: text in its own direction, safe searches, deletions refused kindly."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import pgettext

from sources.forms import DayField, DayInput, PlainText, TextArea, TextLine
from sources.languages import direction

if TYPE_CHECKING:
    BaseModelAdmin = admin.options.BaseModelAdmin[Any]
    ModelAdmin = admin.ModelAdmin[Any]
    StockStackedInline = admin.StackedInline[Any, Any]
    StockTabularInline = admin.TabularInline[Any, Any]
else:  # Django's classes are generic for the type checker only
    BaseModelAdmin, ModelAdmin = admin.options.BaseModelAdmin, admin.ModelAdmin
    StockStackedInline, StockTabularInline = admin.StackedInline, admin.TabularInline

TEXT_WIDGETS: dict[Any, dict[str, Any]] = {
    models.CharField: {"form_class": PlainText, "widget": TextLine},
    models.TextField: {"form_class": PlainText, "widget": TextArea},
    models.URLField: {"assume_scheme": "https"},
    models.DateField: {"form_class": DayField, "widget": DayInput},
}
Answer = TypeVar("Answer", HttpResponse, HttpResponse | None)
LONGEST_NUMBER = 19
HELD_FAST = (ProtectedError, RestrictedError, IntegrityError)


class SearchSelect(AutocompleteSelect):
    """Django's search for a row; what is sent for one and is no number selects nothing instead of breaking the page."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        numbers = [str(one) for one in value if str(one).isdecimal() and len(str(one)) < LONGEST_NUMBER]
        return super().optgroups(name, numbers, attr)


def in_language(text: str, language: str) -> SafeString:
    """A text from outside with its own language and direction."""
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), text)


class DeskFields(BaseModelAdmin):
    """Fields as the desk wants them, in pages and in the rows inside pages."""

    formfield_overrides = TEXT_WIDGETS

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", SearchSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)


class StackedInline(DeskFields, StockStackedInline):
    pass


class TabularInline(DeskFields, StockTabularInline):
    pass


class DeskAdmin(DeskFields, ModelAdmin):
    """The base of every ModelAdmin of the desk."""

    refusals: tuple[type[Exception], ...] = ()
    """What this page's services refuse with: a sentence for people."""

    list_per_page = 50
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """PostgreSQL raises on NUL and on lone surrogates; nothing that is kept contains either."""
        searchable = search_term.replace("\0", "").encode("utf-8", "ignore").decode()
        return super().get_search_results(request, queryset, searchable)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list is named after what it lists."""
        context = {"title": capfirst(str(self.opts.verbose_name_plural)), **(extra_context or {})}
        return super().changelist_view(request, context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        """A row's page is named after its kind; its own name follows in its own direction."""
        row = context.get("original")
        if row is not None:
            context["title"] = capfirst(str(self.opts.verbose_name))
            context["subtitle"] = format_html('<bdi dir="auto">{}</bdi>', str(row))
        return super().render_change_form(request, context, *args, **options)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What rests on the rows is the reason that helps; a missing permission for it is none."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set() if protected else lacking, protected

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        back = request.path.removesuffix("delete/") + "change/"
        return self._unless_held_fast(
            request, back, lambda: super(DeskAdmin, self).delete_view(request, object_id, extra_context)
        )

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **options: Any
    ) -> HttpResponse | None:
        """Several rows at once: all of them or none."""
        return self._unless_held_fast(
            request,
            request.get_full_path(),
            lambda: super(DeskAdmin, self).response_action(request, queryset, *args, **options),
        )

    def _unless_held_fast(self, request: HttpRequest, back: str, act: Callable[[], Answer]) -> Answer:
        try:
            with transaction.atomic():
                return act()
        except HELD_FAST:
            self.message_user(request, held_fast_sentence(), messages.ERROR)
        except self.refusals as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        return cast(Answer, HttpResponseRedirect(back))


class PublicRecordAdmin(DeskAdmin):
    """Rows that readers see beside published quotations: changed by whoever may correct what readers have seen."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and self.seen(obj) and not request.user.has_perm("quotes.correct_quotation"):
            return False
        return super().has_change_permission(request, obj)

    def seen(self, row: Any) -> bool:
        return bool(self.model._default_manager.published().filter(pk=row.pk).exists())


def held_fast_sentence() -> str:
    return pgettext(
        "verbatim", "Nothing was deleted: quotes or other records rest on it. Remove them first, or leave it as it is."
    )


class ReadOnlyAdmin(DeskAdmin):
    """Rows that are looked at, never typed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
