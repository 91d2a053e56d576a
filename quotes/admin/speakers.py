"""Speakers, under all their names."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext, pgettext_lazy

from quotes.admin.warnings import warnings_about
from quotes.matching.normalise import fold
from quotes.models import Position, Speaker, SpeakerName
from quotes.words import has_letters
from sources.admin.base import PublicRecordAdmin, StackedInline, TabularInline
from sources.languages import direction


class NameForm(forms.ModelForm):  # type: ignore[type-arg] # generic for the type checker only
    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not has_letters(text):
            raise ValidationError(pgettext("verbatim", "A name has letters. Blanks and marks alone are no name."))
        return text


class NameFormset(BaseInlineFormSet):  # type: ignore[type-arg] # generic for the type checker only
    """At least one name, and for each language at most one that readers see."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        if not kept:
            raise ValidationError(
                pgettext(
                    "verbatim",
                    "A speaker has at least one name. "
                    "For an unnamed source, fill in “described as” in the quote instead.",
                )
            )
        shown = [name["language"] for name in kept if name["preferred"]]
        if len(shown) != len(set(shown)):
            raise ValidationError(
                pgettext("verbatim", "Two names are marked to be shown to readers of one language. Choose one.")
            )


class NameInline(TabularInline):
    model = SpeakerName
    form = NameForm
    formset = NameFormset
    extra = 0
    min_num = 1
    fields = ["text", "language", "preferred"]


class PositionInline(StackedInline):
    model = Position
    extra = 0
    fields = [("title_en", "title_ar"), "organization", ("held_from", "held_to")]
    autocomplete_fields = ["organization"]
    fk_name = "speaker"


@admin.register(Speaker)
class SpeakerAdmin(PublicRecordAdmin):
    list_display = ["shown_name", "other_names", "kind", "wikidata_id"]
    list_filter = ["kind"]
    search_fields = ["names__text"]
    search_help_text = pgettext_lazy("verbatim", "Any of the names, in any script")
    inlines = [NameInline, PositionInline]
    fields = ["kind", "wikidata_id", "about"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("names")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Every word of the term stands in some name, whatever the script, the case and the vowel signs."""
        for word in fold(search_term).split():
            queryset = queryset.filter(pk__in=SpeakerName.objects.filter(folded__contains=word).values("speaker"))
        return queryset, False

    @admin.display(description=pgettext_lazy("verbatim", "name"))
    def shown_name(self, speaker: Speaker) -> str:
        return str(speaker)

    @admin.display(description=pgettext_lazy("verbatim", "other names"))
    def other_names(self, speaker: Speaker) -> SafeString:
        others = [name for name in speaker.names.all() if name.text != str(speaker)]
        rows = ((name.language, direction(name.language), name.text) for name in others)
        return format_html_join(" · ", '<bdi lang="{}" dir="{}">{}</bdi>', rows)

    def autocomplete_label(self, speaker: Speaker, request: HttpRequest) -> str:
        """The name, the kind and the other names: enough to tell two of one name apart."""
        name = speaker.label(get_language() or "en")
        names = dict.fromkeys([name, *(other.text for other in speaker.names.all())])
        return " · ".join([name, str(speaker.get_kind_display()), *list(names)[1:]])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        names = [(name.text, name.language) for name in SpeakerName.objects.filter(speaker=form.instance)]
        for sentence in warnings_about(names, names=True):
            messages.warning(request, sentence)
