"""What a person reads when a text or an address is refused: one sentence per reason of the pure cores."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import pgettext_lazy

from sources import addresses, pretence_reasons, text, unread

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
    text.Picture: pgettext_lazy(
        "verbatim", "This is a picture or a recording. Save the article's text, or record the post by hand."
    ),
    text.UnknownFormat: pgettext_lazy(
        "verbatim", "Files of the kind {format} are not read here. Save it as plain text, HTML, DOCX or PDF."
    ),
    text.OldWord: pgettext_lazy("verbatim", "This is a file of an old office program. Save it as DOCX and try again."),
    text.Damaged: pgettext_lazy(
        "verbatim", "The {format} file is damaged and cannot be opened. Get it again, or save its text."
    ),
    text.PasswordProtected: pgettext_lazy(
        "verbatim", "The file is locked with a password. Save a copy without it and try again."
    ),
    text.NoTextInside: pgettext_lazy(
        "verbatim",
        "The file holds no text, only pictures of it or nothing (pages: {pages}). Type or recognise its text first.",
    ),
    text.UnpacksTooLarge: pgettext_lazy(
        "verbatim", "Unpacked, the file has {size} bytes, more than the {limit} that are read. Save its text alone."
    ),
    text.ReadingTooLong: pgettext_lazy(
        "verbatim", "It could not be read within {seconds} seconds. Save the article's text and try again."
    ),
    text.ReadingTooLarge: pgettext_lazy(
        "verbatim", "Reading it takes more than {megabytes} megabytes of memory. Save the article's text and try again."
    ),
    text.ReadingFailed: pgettext_lazy(
        "verbatim", "It could not be read: the file is broken or harmful. Save the article's text and try again."
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


UNREAD: dict[type[unread.Unread], Any] = {
    unread.PicturesUnread: pgettext_lazy("verbatim", "Words inside pictures were not read (pictures: {count})."),
    unread.PagesUnread: pgettext_lazy("verbatim", "Pages without text were not read: {pages}."),
    unread.AttachmentUnread: pgettext_lazy("verbatim", "The attachment {name} was not read."),
    unread.EmbeddedUnread: pgettext_lazy("verbatim", "Embedded players and objects were not read ({count})."),
    unread.DeletedUnread: pgettext_lazy("verbatim", "Words deleted with changes tracked were left out ({count})."),
    unread.CommentsUnread: pgettext_lazy("verbatim", "Comments in the margin were not read ({count})."),
    unread.HiddenUnread: pgettext_lazy("verbatim", "Words that the document hides were left out ({count})."),
    unread.CutShort: pgettext_lazy(
        "verbatim", "The page is built so deep that its end was not read. Compare the text with the page."
    ),
    unread.CuesUnread: pgettext_lazy("verbatim", "Lines without a readable time code were left out ({count})."),
    unread.OrderUncertain: pgettext_lazy(
        "verbatim", "Letters of two directions mix in some lines ({count}). Compare them with the file."
    ),
}

PRETENCES: dict[pretence_reasons.Pretence, Any] = {
    "robot-check": pgettext_lazy(
        "verbatim", "The site asked for a proof that a person reads. Open the page yourself and paste its text."
    ),
    "login": pgettext_lazy("verbatim", "The site asked to log in. Open the page yourself and paste its text."),
    "consent": pgettext_lazy(
        "verbatim", "The site showed a request for consent. Open the page yourself and paste its text."
    ),
    "paywall": pgettext_lazy(
        "verbatim", "The site shows the article to subscribers only. Open the page yourself and paste its text."
    ),
    "not-found": pgettext_lazy("verbatim", "The site says that there is no such page. Check the address."),
    "needs-script": pgettext_lazy(
        "verbatim", "The page shows its text only with scripts. Open the page yourself and paste its text."
    ),
    "blocked": pgettext_lazy(
        "verbatim", "The site refused to show the page. Open the page yourself and paste its text."
    ),
}


def unread_sentence(one: unread.Unread) -> Any:
    """What was not read, in words."""
    return format_lazy(UNREAD[type(one)], **one.params)
