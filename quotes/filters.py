"""What may be asked of each list: one FilterSet per list is the only definition (law 9).

django-filter ignores parameters that it does not know; a reader who mistypes one would take the whole list for the
answer. Here an unknown parameter is an error like a bad value, and the page says which.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from quotes.matching.normalise import fold
from quotes.models import Attribution, Claim, Judged, Occurrence, Quotation, Speaker, SpeakerName, Topic
from quotes.queries import inbox
from sources.languages import LANGUAGE_CHOICES
from sources.models import Article, Capture, Publication

M = TypeVar("M", bound=Model)
PAGE = "page"
LONGEST_QUESTION = 200


class ListFilter(FilterSet):
    """A FilterSet that knows all its parameters, `page` included where it has pages."""

    has_pages = True

    @property
    def unknown_parameters(self) -> list[str]:
        """Parameters of the address that this list does not know, or that stand in it twice."""
        if not isinstance(self.data, MultiValueDict):
            return []
        known = {*self.filters, *([PAGE] if self.has_pages else [])}
        return [name for name, values in self.data.lists() if name not in known or len(values) > 1]


class WordsField(forms.CharField):
    """Words to look for, folded as the stored shadows are; at least one letter or digit must remain."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        folded = fold(text).strip()
        if text and not any(character.isalnum() for character in folded):
            raise ValidationError(pgettext("verbatim", "Type at least one letter or digit."))
        return folded


class WordsFilter(CharFilter):
    field_class = WordsField


class LoadedChoiceFilter(ChoiceFilter):
    """A choice whose options are read once a request: checking and drawing them costs no further query."""

    def __init__(self, *args: Any, choices: Callable[[], list[tuple[str, str]]], **options: Any) -> None:
        super().__init__(*args, empty_label=pgettext_lazy("verbatim", "Any"), **options)
        self.load = choices

    @property
    def field(self) -> Any:
        if "choices" not in self.extra:
            self.extra["choices"] = self.load()
        return super().field


def words_filter(label: Any, method: str, **options: Any) -> WordsFilter:
    attributes = {"dir": "auto", "autocomplete": "off", "type": "search"}
    return WordsFilter(
        label=label, method=method, max_length=LONGEST_QUESTION, widget=forms.TextInput(attrs=attributes), **options
    )


def day_filter(label: Any, method: str) -> DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return DateFilter(label=label, method=method, input_formats=["%Y-%m-%d"], widget=widget)


def _appearing(**where: Any) -> QuerySet[Any, Any]:
    return Occurrence.objects.published().filter(**where).values("quotation")


def _quotations_with(words: str) -> QuerySet[Any, Any]:
    """Quotations that have the folded words in any of their appearances."""
    return _appearing(clause_folded__contains=words)


def _speakers_named(name: str) -> QuerySet[Any, Any]:
    """Speakers who have the folded name in any script."""
    return SpeakerName.objects.filter(folded__contains=name).values("speaker")


def _quotations_by(name: str) -> QuerySet[Any, Any]:
    return Attribution.objects.published().filter(speaker__in=_speakers_named(name)).values("quotation")


def _publications() -> list[tuple[str, str]]:
    return _choices(Publication.objects.published(), lambda row, language: row.label(language))


def _outlets() -> list[tuple[str, str]]:
    """All outlets: the desk's lists hold what no reader sees."""
    return _choices(Publication.objects.all(), lambda row, language: row.label(language))


def _claims() -> list[tuple[str, str]]:
    return _choices(Claim.objects.published(), lambda row, language: row.heading(language))


def _topics() -> list[tuple[str, str]]:
    return _choices(Topic.objects.published(), lambda row, language: row.label(language))


def _choices(rows: Iterable[M], name: Callable[[M, str], str]) -> list[tuple[str, str]]:
    """Choices by id, in the order of their names in the reader's language."""
    language = get_language() or "en"
    return sorted(((str(row.pk), name(row, language)) for row in rows), key=lambda choice: choice[1].casefold())


def _languages() -> list[tuple[str, str]]:
    codes = Article.objects.published().order_by("language").values_list("language", flat=True).distinct()
    names = dict(LANGUAGE_CHOICES)
    return [(code, str(names.get(code, code))) for code in codes]


class QuotationFilter(ListFilter):
    q = words_filter(
        pgettext_lazy("verbatim", "Words or a name"),
        "having_words_or_name",
        help_text=pgettext_lazy("verbatim", "Vowel marks and spellings of alef make no difference."),
    )
    speaker = words_filter(pgettext_lazy("verbatim", "Speaker"), "having_speaker")
    language = LoadedChoiceFilter(label=pgettext_lazy("verbatim", "Language"), method="in_language", choices=_languages)
    publication = LoadedChoiceFilter(
        label=pgettext_lazy("verbatim", "Outlet"), method="in_publication", choices=_publications
    )
    claim = LoadedChoiceFilter(label=pgettext_lazy("verbatim", "Claim"), method="on_claim", choices=_claims)
    said_from = day_filter(pgettext_lazy("verbatim", "Said on or after"), "said_on_or_after")
    said_to = day_filter(pgettext_lazy("verbatim", "Said on or before"), "said_on_or_before")

    class Meta:
        model = Quotation
        fields: list[str] = []

    def having_words_or_name(self, rows: QuerySet[Quotation], name: str, value: str) -> QuerySet[Quotation]:
        return rows.filter(Q(pk__in=_quotations_with(value)) | Q(pk__in=_quotations_by(value)))

    def having_speaker(self, rows: QuerySet[Quotation], name: str, value: str) -> QuerySet[Quotation]:
        return rows.filter(pk__in=_quotations_by(value))

    def in_language(self, rows: QuerySet[Quotation], name: str, value: str) -> QuerySet[Quotation]:
        return rows.filter(pk__in=_appearing(capture__article__language=value))

    def in_publication(self, rows: QuerySet[Quotation], name: str, value: str) -> QuerySet[Quotation]:
        return rows.filter(pk__in=_appearing(capture__article__publication=value))

    def on_claim(self, rows: QuerySet[Quotation], name: str, value: str) -> QuerySet[Quotation]:
        return rows.filter(stances__claim=int(value))

    def said_on_or_after(self, rows: QuerySet[Quotation], name: str, value: Any) -> QuerySet[Quotation]:
        return rows.filter(said_to__gte=value)

    def said_on_or_before(self, rows: QuerySet[Quotation], name: str, value: Any) -> QuerySet[Quotation]:
        return rows.filter(said_from__lte=value)


class SpeakerFilter(ListFilter):
    name = words_filter(pgettext_lazy("verbatim", "Name, in any script"), "having_name")

    class Meta:
        model = Speaker
        fields: list[str] = []

    def having_name(self, rows: QuerySet[Speaker], name: str, value: str) -> QuerySet[Speaker]:
        return rows.filter(pk__in=_speakers_named(value))


class ClaimFilter(ListFilter):
    topic = LoadedChoiceFilter(label=pgettext_lazy("verbatim", "Topic"), method="on_topic", choices=_topics)

    class Meta:
        model = Claim
        fields: list[str] = []

    def on_topic(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return rows.filter(topic_links__topic=int(value))


class PrecisionFilter(ListFilter):
    """The period of the decisions whose figures the desk shows, both days included."""

    has_pages = False
    decided_from = day_filter(pgettext_lazy("verbatim", "Decided on or after"), "decided_on_or_after")
    decided_to = day_filter(pgettext_lazy("verbatim", "Decided on or before"), "decided_on_or_before")

    class Meta:
        model = Judged
        fields: list[str] = []

    def decided_on_or_after(self, rows: QuerySet[Judged], name: str, value: Any) -> QuerySet[Judged]:
        return rows.filter(decision__decided_at__date__gte=value)

    def decided_on_or_before(self, rows: QuerySet[Judged], name: str, value: Any) -> QuerySet[Judged]:
        return rows.filter(decision__decided_at__date__lte=value)


class InboxFilter(ListFilter):
    """The inbox: without `state` it is what waits for a decision."""

    state = ChoiceFilter(
        label=pgettext_lazy("verbatim", "Show"),
        method="in_state",
        empty_label=pgettext_lazy("verbatim", "To decide"),
        choices=[
            (inbox.READING, pgettext_lazy("verbatim", "Being read")),
            (inbox.NOTHING, pgettext_lazy("verbatim", "Nothing found")),
            (inbox.PARKED, pgettext_lazy("verbatim", "Stopped")),
            (inbox.DECIDED, pgettext_lazy("verbatim", "Decided")),
            (inbox.EXPIRED, pgettext_lazy("verbatim", "Expired")),
        ],
    )
    watched = ChoiceFilter(
        label=pgettext_lazy("verbatim", "Watched"),
        method="by_watch",
        empty_label=pgettext_lazy("verbatim", "Any"),
        choices=[
            (inbox.BY_ME, pgettext_lazy("verbatim", "What I watch")),
            (inbox.BY_ANYBODY, pgettext_lazy("verbatim", "What anybody here watches")),
        ],
    )
    title = CharFilter(
        label=pgettext_lazy("verbatim", "Words of the title"),
        field_name="article__title",
        lookup_expr="icontains",
        max_length=LONGEST_QUESTION,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "type": "search"}),
    )
    language = ChoiceFilter(
        label=pgettext_lazy("verbatim", "Language"),
        field_name="article__language",
        choices=LANGUAGE_CHOICES,
        empty_label=pgettext_lazy("verbatim", "Any"),
    )
    publication = LoadedChoiceFilter(
        label=pgettext_lazy("verbatim", "Outlet"), field_name="article__publication", choices=_outlets
    )

    class Meta:
        model = Capture
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else inbox.in_state(rows, inbox.OPEN)

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return inbox.in_state(rows, value)

    def by_watch(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return inbox.watched(rows, value)


class PlainFilter(ListFilter):
    """For lists that can only be paged."""

    class Meta:
        model = Quotation
        fields: list[str] = []
