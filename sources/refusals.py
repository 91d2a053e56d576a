"""What a person reads when a text or an address is refused: one sentence per reason of the pure cores."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import pgettext_lazy

from sources import addresses, feed_entries, pretence_reasons, text, unfetched, unread

UNFETCHED: dict[type[Exception], Any] = {
    unfetched.NotAnAddress: pgettext_lazy(
        "verbatim", "This is not a web address of the form https://outlet/article: {address}"
    ),
    unfetched.NotOnTheWeb: pgettext_lazy(
        "verbatim",
        "This leads to an address that begins with {scheme}: and not with http:// or https://, so it was not opened."
        " Give the address of the article itself.",
    ),
    unfetched.HasCredentials: pgettext_lazy(
        "verbatim", "A user name or password stands in this address. Remove it: the address becomes public."
    ),
    unfetched.AddressTooLong: pgettext_lazy("verbatim", "This address is longer than {limit} characters."),
    unfetched.PortNotAllowed: pgettext_lazy(
        "verbatim",
        "Outlets do not publish on port {port} of {host}, so it was not opened. Give the article's public address.",
    ),
    unfetched.Inside: pgettext_lazy(
        "verbatim",
        "{host} stands inside a private network and is never opened. Give the article's public address, or paste its"
        " text.",
    ),
    unfetched.HostNotFound: pgettext_lazy(
        "verbatim", "There is no website named {host}. Check the spelling of the address."
    ),
    unfetched.NameServiceAway: pgettext_lazy(
        "verbatim", "The name {host} could not be looked up just now. Try again in some minutes."
    ),
    unfetched.NoAnswer: pgettext_lazy(
        "verbatim", "{host} did not send the page within {seconds} seconds. Try again later, or paste the text."
    ),
    unfetched.NotListening: pgettext_lazy(
        "verbatim", "{host} takes no connections. Check the address, or try again later."
    ),
    unfetched.CertificateWrong: pgettext_lazy(
        "verbatim",
        "{host} could not prove that it is {host}: its certificate is expired, for another name, or from nobody known."
        " Open the page in a browser, make sure that it is the outlet's, and paste the text.",
    ),
    unfetched.NotSecure: pgettext_lazy(
        "verbatim", "No secure connection to {host} could be made. Open the page in a browser and paste the text."
    ),
    unfetched.CutOff: pgettext_lazy(
        "verbatim", "{host} broke off before the page was complete; nothing was saved. Try again."
    ),
    unfetched.BrokenAnswer: pgettext_lazy(
        "verbatim", "What {host} sent is no answer of a website. Check the address, or paste the text."
    ),
    unfetched.HostBusy: pgettext_lazy(
        "verbatim",
        "{host} is asked for one page at a time, and others are waiting. Try again later (in seconds: {seconds}).",
    ),
    unfetched.RobotsAway: pgettext_lazy(
        "verbatim",
        "{host} does not say at the moment whether automatic visits are welcome, so we wait (in seconds: {seconds})."
        " Paste the address yourself if you need the page now.",
    ),
    unfetched.NeedsLogin: pgettext_lazy(
        "verbatim",
        "{host} shows this page only to those who log in or subscribe (answer {status}). Open it with your own account"
        " and paste the text.",
    ),
    unfetched.Forbidden: pgettext_lazy(
        "verbatim", "{host} does not let us read this page (answer {status}). Open it in a browser and paste the text."
    ),
    unfetched.NotThere: pgettext_lazy(
        "verbatim", "{host} has no page at this address (answer {status}). Check the address."
    ),
    unfetched.Gone: pgettext_lazy(
        "verbatim",
        "{host} says that this page was removed for good (answer {status}). Look for a copy in a web archive.",
    ),
    unfetched.Withheld: pgettext_lazy(
        "verbatim", "{host} withholds this page for legal reasons (answer {status}). Look for a copy in a web archive."
    ),
    unfetched.TooManyRequests: pgettext_lazy(
        "verbatim", "{host} asks us to come less often. Try again later (in seconds: {seconds})."
    ),
    unfetched.ServerFailed: pgettext_lazy(
        "verbatim", "The website {host} has a fault (answer {status}). Try again later (in seconds: {seconds})."
    ),
    unfetched.OddAnswer: pgettext_lazy(
        "verbatim",
        "{host} answered {status} instead of sending the page. Open it in a browser and paste the text.",
    ),
    unfetched.TooManyRedirects: pgettext_lazy(
        "verbatim",
        "{host} sent us on more than {limit} times. Open the page in a browser and give the address it ends at.",
    ),
    unfetched.RedirectLoop: pgettext_lazy(
        "verbatim",
        "{host} sends us in a circle, perhaps because it wants cookies. Open the page in a browser and paste the text.",
    ),
    unfetched.RedirectNowhere: pgettext_lazy(
        "verbatim",
        "{host} says that the page moved, but not where to. Open it in a browser and give the address it ends at.",
    ),
    unfetched.Downgraded: pgettext_lazy(
        "verbatim",
        "{host} leads from a secure page to one that anyone on the way could change. If you accept that, give that"
        " address yourself: {address}",
    ),
    unfetched.RobotsForbid: pgettext_lazy(
        "verbatim",
        "{host} asks automatic visitors to stay away from this page. Paste its address or text yourself.",
    ),
    unfetched.TooLarge: pgettext_lazy(
        "verbatim", "The page is larger than {limit} bytes. Save the article's text alone and paste it."
    ),
    unfetched.Bomb: pgettext_lazy(
        "verbatim",
        "What came unpacks to more than {limit} bytes, as no page does; it may be meant to do harm. Nothing was saved.",
    ),
    unfetched.UnknownEncoding: pgettext_lazy(
        "verbatim",
        "The page came packed as {encoding}, which we did not ask for and cannot read. Open it in a browser and paste"
        " the text.",
    ),
    unfetched.BrokenEncoding: pgettext_lazy(
        "verbatim", "The page came damaged (it is no valid {encoding}). Try again, or paste the text."
    ),
    unfetched.NoContent: pgettext_lazy(
        "verbatim", "{host} answered with an empty page. Open it in a browser and paste the text."
    ),
    unfetched.NotAPage: pgettext_lazy(
        "verbatim", "At this address is no page but a file of the type {media_type}. Give the article's own address."
    ),
    unfetched.IsPicture: pgettext_lazy(
        "verbatim", "At this address is a picture ({media_type}). Give the address of the article that shows it."
    ),
    unfetched.IsRecording: pgettext_lazy(
        "verbatim",
        "At this address is a recording ({media_type}). Give the address of its page, or upload a transcript.",
    ),
    unfetched.IsArchive: pgettext_lazy(
        "verbatim", "At this address is an archive ({media_type}). Unpack it and upload the article's file."
    ),
}

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
    feed_entries.NotAFeed: pgettext_lazy(
        "verbatim", "This is neither a feed nor a page that offers one. Look on the site for RSS or Atom."
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
    **UNFETCHED,
}


def sentence(refusal: text.TextRefused | addresses.AddressRefused | unfetched.FetchRefused) -> Any:
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
