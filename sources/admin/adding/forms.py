"""What an editor is asked for when they bring an article. What is left empty is read from the page or file itself."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import User
from sources.admin.picking import offer_new_rows, picked
from sources.errors import SourceRefused
from sources.forms import DayField, PlainText, TextArea, TextLine
from sources.languages import LANGUAGE_CHOICES
from sources.models import Article, Publication
from sources.pictures import picture_type
from sources.services.adding import MOST_ADDRESSES, Post, Told
from sources.services.recording import Days, Picture, checked_address

BY_ITSELF = [("", pgettext_lazy("language", "As the text shows")), *LANGUAGE_CHOICES]
ACCEPTED = ".html,.htm,.mhtml,.txt,.md,.docx,.pdf,.eml,.vtt,.srt"
PICTURES = "image/png,image/jpeg,image/webp,image/gif"


def outlet(**options: Any) -> "forms.ModelChoiceField[Publication]":
    return picked(Article, "publication", label=pgettext_lazy("verbatim", "Outlet"), **options)


def language() -> forms.ChoiceField:
    return forms.ChoiceField(label=pgettext_lazy("verbatim", "Language"), choices=BY_ITSELF, required=False)


class BringingForm(forms.Form):
    """The base: its button for a new outlet is for those who may add one."""

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        offer_new_rows(self, user)


class AddressesForm(BringingForm):
    typed = PlainText(
        label=pgettext_lazy("verbatim", "Addresses of articles"),
        strip=False,
        widget=forms.Textarea(
            attrs={"dir": "ltr", "rows": 6, "class": "vLargeTextField adding-addresses", "spellcheck": "false"}
        ),
        help_text=pgettext_lazy("verbatim", "One in each line, at most 200. Each line gets its own result."),
    )
    publication = outlet(
        help_text=pgettext_lazy("verbatim", "Only if all lines are of one outlet. Else it is known by its address.")
    )
    language = language()
    assert MOST_ADDRESSES == 200


class ToldForm(BringingForm):
    """What can be told of any article, whatever way its text comes."""

    title = PlainText(label=pgettext_lazy("verbatim", "Title"), required=False, max_length=500, widget=TextLine)
    publication = outlet()
    language = language()
    published_from = DayField(label=pgettext_lazy("verbatim", "published: first possible day"), required=False)
    published_to = DayField(label=pgettext_lazy("verbatim", "published: last possible day"), required=False)
    authors = PlainText(label=pgettext_lazy("verbatim", "authors"), required=False, max_length=500, widget=TextLine)
    address = PlainText(
        label=pgettext_lazy("verbatim", "address"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "vTextField", "inputmode": "url"}),
        help_text=pgettext_lazy("verbatim", "Where it was published, if it is on the web."),
    )

    def clean_address(self) -> str:
        return address_in(self.cleaned_data["address"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("published_from"), cleaned.get("published_to")
        if last and not first and "published_from" not in self.errors:
            self.add_error("published_from", pgettext("verbatim", "Give the first possible day too."))
        if first and last and first > last:
            self.add_error("published_from", pgettext("verbatim", "The first possible day comes after the last one."))
        return cleaned

    @property
    def told(self) -> Told:
        values = self.cleaned_data
        return Told(
            publication=values["publication"],
            title=values["title"].strip(),
            language=values["language"],
            authors=values["authors"].strip(),
            address=values["address"],
            published=days(values["published_from"], values["published_to"]),
        )


class TextForm(ToldForm):
    text = PlainText(
        label=pgettext_lazy("verbatim", "Text of the article"),
        strip=False,
        widget=TextArea(attrs={"rows": 14}),
        help_text=pgettext_lazy(
            "verbatim", "As it stands there, with its headline. It is kept letter by letter and never changed."
        ),
    )
    field_order = ["text", "title", "publication"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["publication"].required = True


class FileForm(ToldForm):
    file = forms.FileField(
        label=pgettext_lazy("verbatim", "File"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=pgettext_lazy(
            "verbatim",
            "A saved page (.html), .txt, .docx, .pdf with text, .eml, or a transcript (.vtt, .srt). What the file says"
            " of itself fills what you leave empty.",
        ),
    )
    field_order = ["file", "title", "publication"]

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        refuse_large(file)
        return file


class PostForm(BringingForm):
    text = PlainText(
        label=pgettext_lazy("verbatim", "Words of the post"),
        strip=False,
        widget=TextArea(attrs={"rows": 6}),
        help_text=pgettext_lazy("verbatim", "Letter by letter, as it stands there."),
    )
    author = PlainText(
        label=pgettext_lazy("verbatim", "Account that posted it"),
        max_length=200,
        widget=TextLine,
        help_text=pgettext_lazy("verbatim", "The name and the handle, as the platform shows them."),
    )
    publication = outlet(help_text=pgettext_lazy("verbatim", "The platform."))
    address = PlainText(
        label=pgettext_lazy("verbatim", "address"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "vTextField", "inputmode": "url"}),
    )
    published = DayField(label=pgettext_lazy("verbatim", "Day on which it was posted"), required=False)
    language = language()
    picture = forms.FileField(
        label=pgettext_lazy("verbatim", "Picture of it"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": PICTURES}),
        help_text=pgettext_lazy("verbatim", "A screenshot: PNG, JPEG, WebP or GIF. It is kept with its hash."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["publication"].required = True

    def clean_address(self) -> str:
        return address_in(self.cleaned_data["address"])

    def clean_picture(self) -> Picture | None:
        file: UploadedFile[Any] | None = self.cleaned_data["picture"]
        if file is None:
            return None
        refuse_large(file)
        content: bytes = file.read()
        kind = picture_type(content)
        if not kind:
            raise forms.ValidationError(
                pgettext("verbatim", "This is no PNG, JPEG, WebP or GIF picture. Save the screenshot as one of them.")
            )
        return Picture(content, kind)

    @property
    def given(self) -> Post:
        values = self.cleaned_data
        return Post(
            text=values["text"],
            author=values["author"].strip(),
            publication=values["publication"],
            address=values["address"],
            published=values["published"],
            language=values["language"],
            picture=values["picture"],
        )


def days(first: date | None, last: date | None) -> Days | None:
    return (first, last or first) if first else None


def address_in(typed: str) -> str:
    """In its canonical form, empty where none was typed."""
    if not typed.strip():
        return ""
    try:
        return checked_address(typed)
    except SourceRefused as refusal:
        raise forms.ValidationError(str(refusal)) from refusal


def refuse_large(file: "UploadedFile[Any]") -> None:
    limit = settings.CAPTURE_MAX_BYTES
    if file.size is not None and file.size > limit:
        raise forms.ValidationError(
            pgettext("verbatim", "The file has %(size)s; at most %(limit)s are kept. Save the article's text alone.")
            % {"size": filesizeformat(file.size), "limit": filesizeformat(limit)}
        )
