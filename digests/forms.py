"""Forms of the readers of the weekly mail."""

import re
from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext_lazy

from digests.models import Subscriber, Subscription
from digests.models.subscribers import MAIL_LANGUAGES

MOST_CHARACTERS = 254
"""RFC 5321: a path has at most 256 octets, two of which are its angle brackets."""


def _zones() -> list[tuple[str, str]]:
    places = sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right"))
    )
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


PLAIN_NAME = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+")
"""RFC 5322's dot-atom. A name in quotation marks may hold commas, brackets and controls, and "=?" begins an encoded
word: mail programs read either as another address than the one that we asked."""


class AskForm(forms.Form):
    """Who wants the mail, and in which language. What they follow stands in the page's address."""

    email = forms.EmailField(
        label=pgettext_lazy("verbatim", "Your e-mail address"),
        max_length=MOST_CHARACTERS,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr", "inputmode": "email"}),
        error_messages={
            "required": pgettext_lazy("verbatim", "Write your e-mail address."),
            "invalid": pgettext_lazy("verbatim", "This is not an e-mail address. It looks like name@example.org."),
        },
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("verbatim", "Language of the mail"), choices=MAIL_LANGUAGES, widget=forms.RadioSelect
    )

    def clean_email(self) -> str:
        """The domain in lower case and in the form that mail servers understand (RFC 5891)."""
        name, _, domain = str(self.cleaned_data["email"]).rpartition("@")
        if not PLAIN_NAME.fullmatch(name) or "=?" in name:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], code="invalid")
        try:
            return f"{name}@{domain.encode('idna').decode().lower()}"
        except UnicodeError:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], code="invalid") from None


class FollowForm(forms.Form):
    """Which of the offered things the reader wants. All are marked at first."""

    follow = forms.MultipleChoiceField(
        label=pgettext_lazy("verbatim", "What you follow"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": pgettext_lazy("verbatim", "One of these is no longer there. Look at the list once more."),
        },
    )

    def __init__(self, *args: Any, offered: Iterable[Subscription], **kwargs: Any) -> None:
        self.offered = {str(one.pk): one for one in offered}
        kwargs["initial"] = {"follow": list(self.offered), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        field = self.fields["follow"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(pk, one.label(language)) for pk, one in self.offered.items()]

    def clean_follow(self) -> list[Subscription]:
        return [self.offered[pk] for pk in self.cleaned_data["follow"]]


class PreferencesForm(FollowForm):
    """A reader's own settings."""

    language = forms.ChoiceField(
        label=pgettext_lazy("verbatim", "Language of the mail"), choices=MAIL_LANGUAGES, widget=forms.RadioSelect
    )
    weekday = forms.TypedChoiceField(
        label=pgettext_lazy("verbatim", "Day of the mail"),
        choices=Subscriber.Weekday.choices,
        coerce=int,
        help_text=pgettext_lazy(
            "verbatim", "The week always runs from Monday to Sunday; the mail comes on this day after it."
        ),
    )
    time_zone = forms.ChoiceField(
        label=pgettext_lazy("verbatim", "Time zone"),
        choices=lazy(_zones, list)(),
        error_messages={"invalid_choice": pgettext_lazy("verbatim", "There is no time zone of this name.")},
    )

    field_order = ["follow", "language", "weekday", "time_zone"]


def refusal_field(form: forms.Form, field: str) -> str | None:
    """The form's field of this name, or None: then the message stands over the whole form."""
    return field if field in form.fields else None
