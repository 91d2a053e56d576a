"""Forms of what the search learns: why a phrase is muted, why another tuning is used."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import pgettext_lazy

from quotes.muting import PhraseWording
from sources.forms import PlainText, TextArea


class ReasonForm(forms.Form):
    because = PlainText(label=pgettext_lazy("verbatim", "Reason"), widget=TextArea, max_length=2000)


class MuteForm(forms.Form):
    """`wordings` are chosen by the keys of the phrases that were proposed."""

    wordings = forms.MultipleChoiceField(label=pgettext_lazy("verbatim", "Wordings"))
    because = PlainText(label=pgettext_lazy("verbatim", "Reason"), widget=TextArea, max_length=2000)

    def __init__(self, *args: Any, proposed: tuple[PhraseWording, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.proposed = proposed
        field = self.fields["wordings"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(phrase.key, phrase.text) for phrase in proposed]

    @property
    def chosen(self) -> list[PhraseWording]:
        return [phrase for phrase in self.proposed if phrase.key in self.cleaned_data["wordings"]]

    @property
    def options(self) -> list[tuple[PhraseWording, bool]]:
        """Each wording, and whether it is ticked: all of them until somebody has answered."""
        asked = self.data.getlist("wordings") if isinstance(self.data, MultiValueDict) else []
        ticked = asked if self.is_bound else [phrase.key for phrase in self.proposed]
        return [(phrase, phrase.key in ticked) for phrase in self.proposed]
