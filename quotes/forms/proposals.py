"""How an editor corrects a suggested quote before accepting it: its words, who spoke, how it is reported, the day."""

from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import User
from quotes.anchoring import Span
from quotes.forms.appearances import MARK_HELP
from quotes.forms.marking import LINE_END, Unplaced, place_clause, place_quoted
from quotes.models import Attribution, Occurrence, Proposal, Speaker
from quotes.services.proposing.accepting import NewSpeaker, Place
from quotes.services.quoting import AttributedTo, Days
from sources.admin.picking import offer_new_rows, picked
from sources.forms import DayField, PlainText, TextArea, TextLine

SPEAKERS = ("speaker_1", "speaker_2", "speaker_3")


class ProposalForm(forms.Form):
    clause = PlainText(
        label=pgettext_lazy("verbatim", "passage of the quote"),
        strip=False,
        widget=TextArea(attrs={"rows": 4}),
        help_text=pgettext_lazy("verbatim", "What is quoted or reported, letter by letter as it stands in the text."),
    )
    quoted = PlainText(
        label=pgettext_lazy("verbatim", "words in quotation marks"),
        required=False,
        strip=False,
        widget=TextArea(attrs={"rows": 3}),
        help_text=MARK_HELP,
    )
    kind = forms.ChoiceField(label=pgettext_lazy("verbatim", "kind of report"), choices=Occurrence.Kind.choices)
    speaker_1 = picked(Attribution, "speaker", label=pgettext_lazy("verbatim", "Speaker"))
    speaker_2 = picked(Attribution, "speaker", label=pgettext_lazy("verbatim", "Second speaker"))
    speaker_3 = picked(Attribution, "speaker", label=pgettext_lazy("verbatim", "Third speaker"))
    new_speaker = PlainText(
        label=pgettext_lazy("verbatim", "New speaker"), required=False, max_length=200, widget=TextLine
    )
    new_kind = forms.ChoiceField(
        label=pgettext_lazy("verbatim", "kind of the new speaker"), choices=Speaker.Kind.choices, required=False
    )
    described_as = PlainText(
        label=pgettext_lazy("verbatim", "described as"),
        required=False,
        max_length=200,
        widget=TextLine,
        help_text=pgettext_lazy("verbatim", "As the article describes an unnamed source: “a senior official”."),
    )
    said_from = DayField(label=pgettext_lazy("verbatim", "said: first possible day"), required=False)
    said_to = DayField(label=pgettext_lazy("verbatim", "said: last possible day"), required=False)
    cue = PlainText(label=pgettext_lazy("verbatim", "Reporting verb"), required=False, max_length=100, widget=TextLine)
    speaker_mention = PlainText(
        label=pgettext_lazy("verbatim", "speaker as named there"), required=False, max_length=300, widget=TextLine
    )

    def __init__(self, *args: Any, user: User, proposal: Proposal, **options: Any) -> None:
        super().__init__(*args, **options)
        self.proposal = proposal
        self.use_required_attribute = False
        self.place: Place | None = None
        language = proposal.run.capture.article.language
        for name in ("clause", "quoted", "cue", "speaker_mention", "described_as", "new_speaker"):
            self.fields[name].widget.attrs |= {"dir": "auto", "lang": language}
        offer_new_rows(self, user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_days(cleaned)
        if "clause" in cleaned and "quoted" in cleaned and "kind" in cleaned:
            self._place(cleaned)
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("said_from"), cleaned.get("said_to")
        if bool(first) != bool(last) and not {"said_from", "said_to"} & set(self.errors):
            # One day known is both: most statements are of one day.
            cleaned["said_from"] = cleaned["said_to"] = first or last

    def _place(self, cleaned: dict[str, Any]) -> None:
        text = self.proposal.run.capture.text
        try:
            clause = place_clause(text, cleaned["clause"], self.proposal.clause_start)
        except Unplaced as unplaced:
            self.add_error("clause", unplaced.message)
            return
        lines = [line for line in cleaned["quoted"].split("\n") if line.strip()]
        try:
            segments = place_quoted(text, clause, lines, self._nears(clause, lines))
        except Unplaced as unplaced:
            self.add_error("quoted", unplaced.message)
            return
        self.place = Place(cleaned["kind"], clause, segments, cleaned["cue"], cleaned["speaker_mention"])

    def _nears(self, clause: Span, lines: list[str]) -> list[int | None]:
        """Words that stand there more than once are those that were proposed, else the first."""
        known = {one["exact"]: one["start"] for one in self.proposal.segments}
        return [known.get(line.replace(LINE_END, "\n"), clause.start) for line in lines]

    @property
    def who(self) -> list[AttributedTo | NewSpeaker]:
        """The speakers in their order; a new one and an unnamed source come last."""
        values = self.cleaned_data
        chosen: list[AttributedTo | NewSpeaker] = [AttributedTo(values[name]) for name in SPEAKERS if values[name]]
        if values["new_speaker"].strip():
            chosen.append(NewSpeaker(values["new_speaker"].strip(), values["new_kind"] or Speaker.Kind.PERSON))
        if values["described_as"].strip():
            chosen.append(AttributedTo(described_as=values["described_as"].strip()))
        return chosen

    @property
    def said(self) -> Days | None:
        first, last = self.cleaned_data["said_from"], self.cleaned_data["said_to"]
        return (first, last) if first and last else None


def opened_with(proposal: Proposal, chosen: list[str], bare: str) -> dict[str, Any]:
    """What the form shows first: the proposal, and the speakers as the article's page preselects them."""
    speakers = [value.removeprefix("speaker:") for value in chosen if value.startswith("speaker:")]
    return {
        "clause": proposal.clause_exact,
        "quoted": "\n".join(one["exact"].replace("\n", LINE_END) for one in proposal.segments),
        "kind": proposal.kind,
        **dict(zip(SPEAKERS, speakers, strict=False)),
        "new_speaker": bare if "new" in chosen else "",
        "described_as": proposal.mention[:200] if "described" in chosen else "",
        "said_from": proposal.said_from,
        "said_to": proposal.said_to,
        "cue": proposal.cue,
        "speaker_mention": proposal.mention,
    }


def choose_sentence() -> str:
    return pgettext("verbatim", "Choose who spoke: several speakers may be meant, or correct the suggestion first.")
