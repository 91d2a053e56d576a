"""What a person reads when a text or an address is refused: one sentence per reason of the pure cores."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import pgettext_lazy

from sources import addresses, text

SENTENCES: dict[type[Exception], Any] = {
    text.Empty: pgettext_lazy("verbatim", "There is nothing in it. Save the article's text and try again."),
    text.Blank: pgettext_lazy(
        "verbatim", "There are no words in it, only blanks and marks. Save the article's text and try again."
    ),
    text.NotText: pgettext_lazy("verbatim", "This is not a text. Save the article as plain text or HTML."),
    text.TooLarge: pgettext_lazy(
        "verbatim", "It has {size} bytes, more than the {limit} that are kept. Save the article's text alone."
    ),
    text.UnknownCharset: pgettext_lazy(
        "verbatim", "The encoding {charset} is not known here. Save the text as UTF-8 and try again."
    ),
    text.NotInCharset: pgettext_lazy(
        "verbatim", "The text is not valid {charset} (byte {position}). Save it as UTF-8 and try again."
    ),
    addresses.NotAnAddress: pgettext_lazy(
        "verbatim", "This is not a web address of the form https://outlet/article: {address}"
    ),
    addresses.NotOnTheWeb: pgettext_lazy(
        "verbatim", "An article's address starts with http:// or https://, not with {scheme}."
    ),
    addresses.HasCredentials: pgettext_lazy(
        "verbatim", "A user name or password stands in this address. Remove it: the address becomes public."
    ),
    addresses.TooLong: pgettext_lazy("verbatim", "This address is longer than {limit} characters."),
}


def sentence(refusal: text.TextRefused | addresses.AddressRefused) -> Any:
    """The refusal in words, translated when it is shown."""
    return format_lazy(SENTENCES[type(refusal)], **refusal.params)
