"""One place where the quotation appeared: a saved copy or a pasted passage, and the words marked in it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from quotes.anchoring import Span
from quotes.forms.marking import (
    LINE_END,
    Choice,
    Unplaced,
    nears_as_text,
    nears_from_text,
    place_clause,
    place_quoted,
    without_outer_marks,
)
from quotes.forms.opened import OpenedForm
from quotes.models import Occurrence, Quotation
from quotes.services.sheets import AppearanceEntry, Pasted, Placed
from quotes.words import has_letters
from sources.admin.captures import copy_label
from sources.admin.picking import picked
from sources.forms import DayField, PlainText, TextArea, TextLine
from sources.languages import LANGUAGE_CHOICES
from sources.models import Article, Capture, Feed

COPY_BULK = ("blocks", "headers", "text")
PASTING = ("outlet", "title", "language", "address", "published", "passage")
MARK_HELP = pgettext_lazy(
    "verbatim",
    "One quoted part a line, without its marks; a line end inside them is written ⏎. "
    "Leave empty if the whole passage is word for word.",
)


class AppearanceForm(OpenedForm):
    article = picked(Capture, "article", label=pgettext_lazy("verbatim", "Article"))
    capture = forms.ModelChoiceField(
        Capture.objects.filter(erased_at=None).defer(*COPY_BULK),
        label=pgettext_lazy("verbatim", "Saved copy"),
        required=False,
        empty_label=pgettext_lazy("verbatim", "the newest"),
    )
    outlet = picked(Feed, "publication", label=pgettext_lazy("verbatim", "Outlet"))
    title = PlainText(label=pgettext_lazy("verbatim", "title"), required=False, max_length=500, widget=TextLine)
    language = forms.ChoiceField(
        label=pgettext_lazy("verbatim", "language"), required=False, choices=[("", "–"), *LANGUAGE_CHOICES]
    )
    address = forms.CharField(
        label=pgettext_lazy("verbatim", "address"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"class": "vURLField", "dir": "ltr"}),
    )
    published = DayField(label=pgettext_lazy("verbatim", "published on"), required=False)
    passage = PlainText(
        label=pgettext_lazy("verbatim", "passage"),
        required=False,
        strip=False,
        widget=TextArea(attrs={"rows": 6}),
        help_text=pgettext_lazy("verbatim", "The words of the article as they stand there, with what is around them."),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("verbatim", "kind of report"), choices=Occurrence.Kind.choices, initial="direct"
    )
    clause = PlainText(
        label=pgettext_lazy("verbatim", "passage of the quote"),
        required=False,
        strip=False,
        widget=TextArea(attrs={"rows": 3}),
        help_text=pgettext_lazy("verbatim", "What is quoted or reported, letter by letter as it stands in the text."),
    )
    quoted = PlainText(
        label=pgettext_lazy("verbatim", "words in quotation marks"),
        required=False,
        strip=False,
        widget=TextArea(attrs={"rows": 2}),
        help_text=MARK_HELP,
    )
    clause_near = forms.CharField(required=False, widget=forms.HiddenInput)
    quoted_near = forms.CharField(required=False, widget=forms.HiddenInput)
    cue = PlainText(label=pgettext_lazy("verbatim", "Reporting verb"), required=False, max_length=100, widget=TextLine)
    speaker_mention = PlainText(
        label=pgettext_lazy("verbatim", "speaker as named there"), required=False, max_length=300, widget=TextLine
    )
    reported_place = PlainText(
        label=pgettext_lazy("verbatim", "place, where this article differs"),
        required=False,
        max_length=200,
        widget=TextLine,
    )
    reported_from = DayField(
        label=pgettext_lazy("verbatim", "first possible day, where this article differs"), required=False
    )
    reported_to = DayField(
        label=pgettext_lazy("verbatim", "last possible day, where this article differs"), required=False
    )

    clause_choices: list[Choice]
    quoted_choices: list[Choice]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.clause_choices, self.quoted_choices = [], []
        self.placed: Placed | None = None
        self._offer_copies()

    def _offer_copies(self) -> None:
        """Only the copies of the chosen article are offered; any stays acceptable, the script loads others."""
        article = self["article"].value()
        copies: list[tuple[Any, str]] = []
        if str(article or "").isdecimal():
            rows = Capture.objects.filter(article_id=article, erased_at=None).defer(*COPY_BULK)
            copies = [(copy.pk, copy_label(copy)) for copy in rows]
        self.fields["capture"].widget.choices = [("", pgettext("verbatim", "the newest")), *copies]

    @property
    def pasting(self) -> bool:
        """The passage is given in the form, there is no saved copy."""
        return bool(self["passage"].value())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("DELETE"):
            return cleaned
        self._check_reported(cleaned)
        source = self._source(cleaned)
        if source is None or self.errors:
            return cleaned
        text = source.text
        clause = self._clause(text, cleaned)
        segments = self._segments(text, clause, cleaned) if clause else None
        if clause is None or segments is None:
            return cleaned
        self.placed = placed_from(cleaned, source, clause, segments)
        return cleaned

    def _check_reported(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("reported_from"), cleaned.get("reported_to")
        today = timezone.localdate()
        if last and not first:
            self.add_error("reported_from", pgettext("verbatim", "Give the first possible day too."))
        elif first and last and first > last:
            self.add_error("reported_from", pgettext("verbatim", "The first possible day comes after the last one."))
        for name in ("reported_from", "reported_to", "published"):
            day = cleaned.get(name)
            if day and day > today:
                self.add_error(name, pgettext("verbatim", "This day lies in the future. Check the year."))

    def _source(self, cleaned: dict[str, Any]) -> Capture | Pasted | None:
        """The saved copy or the pasted passage in which the words stand; None with an error where there is none."""
        if cleaned.get("passage"):
            return self._pasted(cleaned)
        capture, article = cleaned.get("capture"), cleaned.get("article")
        if capture is None and article is not None:
            capture = article.captures.filter(erased_at=None).first()
            if capture is None:
                self.add_error("article", no_copy_sentence(article))
                return None
        if capture is not None and article is not None and capture.article_id != article.pk:
            self.add_error("capture", pgettext("verbatim", "This saved copy is of another article. Choose again."))
            return None
        if capture is None and not self.errors:
            self.add_error(
                "article",
                pgettext("verbatim", "Choose the article, or paste the passage where there is no saved copy."),
            )
        return capture

    def _pasted(self, cleaned: dict[str, Any]) -> Pasted | None:
        needed = {
            "outlet": pgettext("verbatim", "Choose the outlet that printed the passage."),
            "title": pgettext("verbatim", "Give the article's title."),
            "language": pgettext("verbatim", "Choose the language of the passage."),
        }
        for name, sentence in needed.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if cleaned.get("article"):
            self.add_error(
                "article", pgettext("verbatim", "Choose an article or paste a passage, not both. Empty one of them.")
            )
        if self.errors:
            return None
        return Pasted(
            publication=cleaned["outlet"],
            title=cleaned["title"],
            language=cleaned["language"],
            text=cleaned["passage"].removeprefix("\ufeff"),
            address=cleaned["address"],
            published=cleaned["published"],
        )

    def _clause(self, text: str, cleaned: dict[str, Any]) -> Span | None:
        words = cleaned.get("clause", "")
        near = (nears_from_text(cleaned.get("clause_near", "")) or [None])[0]
        if not has_letters(words):
            self.add_error(
                "clause",
                pgettext(
                    "verbatim", "Mark the words of the quote in the saved copy: blanks and marks alone say nothing."
                ),
            )
            return None
        try:
            return place_clause(text, words, near)
        except Unplaced as unplaced:
            self.add_error("clause", unplaced.message)
            self.clause_choices = unplaced.choices
            return None

    def _segments(self, text: str, clause: Span, cleaned: dict[str, Any]) -> tuple[Span, ...] | None:
        lines = [line for line in cleaned.get("quoted", "").split("\n") if line.strip()]
        if not lines and cleaned.get("kind") == Occurrence.Kind.DIRECT:
            return (without_outer_marks(text, clause),)
        nears = nears_from_text(cleaned.get("quoted_near", ""))
        try:
            return place_quoted(text, clause, lines, nears)
        except Unplaced as unplaced:
            self.add_error("quoted", unplaced.message)
            self.quoted_choices = unplaced.choices
            return None

    def entry(self, number: int) -> AppearanceEntry:
        return AppearanceEntry(number, None if self.cleaned_data.get("DELETE") else self.placed, self.existing)


def placed_from(cleaned: dict[str, Any], source: Capture | Pasted, clause: Span, segments: tuple[Span, ...]) -> Placed:
    first, last = cleaned["reported_from"], cleaned["reported_to"]
    return Placed(
        source=source,
        kind=cleaned["kind"],
        clause=clause,
        segments=segments,
        cue=cleaned["cue"],
        speaker_mention=cleaned["speaker_mention"],
        reported_place=cleaned["reported_place"],
        reported=(first, last or first) if first else None,
    )


def no_copy_sentence(article: Article) -> str:
    return pgettext(
        "verbatim", "There is no saved copy of “%(title)s” yet. Empty this field and paste the passage instead."
    ) % {"title": article.title}


def appearances_initial(quotation: Quotation) -> list[dict[str, Any]]:
    """The rows as they are; the words as they stand in their copies, the places as hints."""
    rows = quotation.occurrences.select_related("capture").defer(*(f"capture__{name}" for name in COPY_BULK))
    return [row_initial(row) for row in rows.prefetch_related("segments").order_by("pk")]


def quoted_initial(row: Occurrence) -> dict[str, str]:
    """The quoted parts, or nothing where they are the whole passage: they then follow when the passage is changed."""
    segments = list(row.segments.all())
    whole = without_outer_marks(row.clause_exact, Span(0, len(row.clause_exact)))
    if row.kind == Occurrence.Kind.DIRECT and [one.exact for one in segments] == [whole.of(row.clause_exact)]:
        return {"quoted": "", "quoted_near": ""}
    return {
        "quoted": "\n".join(segment.exact.replace("\n", LINE_END) for segment in segments),
        "quoted_near": nears_as_text([segment.start for segment in segments]),
    }


def row_initial(row: Occurrence) -> dict[str, Any]:
    return {
        "row": row.pk,
        "article": row.capture.article_id,
        "capture": row.capture_id,
        "kind": row.kind,
        "clause": row.clause_exact,
        "clause_near": str(row.clause_start),
        **quoted_initial(row),
        "cue": row.cue,
        "speaker_mention": row.speaker_mention,
        "reported_place": row.reported_place,
        "reported_from": row.reported_from,
        "reported_to": row.reported_to if row.reported_to != row.reported_from else None,
    }
