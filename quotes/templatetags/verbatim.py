"""Tags and filters of the readers' pages; the desk, the review page and the mails use them too."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, pgettext

from quotes import dates, display
from quotes.models import Claim, Correction
from quotes.queries.public import QuotationPage
from sources.languages import LANGUAGE_CHOICES

register = template.Library()

# As in django.utils.html.json_script: nothing in the data can end the element.
JSON_IN_HTML = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


class Labelled(Protocol):
    """A row with a name for readers of each language."""

    def label(self, language: str) -> str: ...


@dataclass(frozen=True)
class NavigationLink:
    name: str
    address: str
    current: bool


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    direction: str
    address: str


def _path(context: Context) -> str:
    request: HttpRequest | None = context.get("request")
    return request.get_full_path() if request else "/"


def _links_to_lists() -> Iterator[tuple[str, str]]:
    yield "quotes:quotation-list", pgettext("verbatim", "Quotes")
    yield "quotes:claim-list", pgettext("verbatim", "Claims")
    yield "quotes:speaker-list", pgettext("verbatim", "Speakers")
    yield "quotes:topic-list", pgettext("verbatim", "Topics")


@register.simple_tag(takes_context=True)
def main_links(context: Context) -> list[NavigationLink]:
    """The links of the main navigation; the section that the page belongs to is current."""
    path = _path(context)
    named = [(name, reverse(view)) for view, name in _links_to_lists()]
    return [NavigationLink(name, address, path.startswith(address)) for name, address in named]


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[LanguageLink]:
    """This page in the interface's other languages, its query kept."""
    path = _path(context)
    return [
        LanguageLink(code, get_language_info(code)["name_local"], display.direction(code), translate_url(path, code))
        for code, _ in settings.LANGUAGES
        if code != get_language()
    ]


@register.simple_tag(takes_context=True)
def alternate_links(context: Context) -> SafeString:
    """Canonical and hreflang links of a page that search engines may know; nothing on error pages."""
    request: HttpRequest | None = context.get("request")
    if request is None or request.resolver_match is None:
        return SafeString("")
    path = request.path
    alternates = format_html_join(
        "\n    ",
        '<link rel="alternate" hreflang="{}" href="{}{}">',
        ((code, settings.SITE_URL, translate_url(path, code)) for code, _ in settings.LANGUAGES),
    )
    return format_html('<link rel="canonical" href="{}{}">\n    {}', settings.SITE_URL, path, alternates)


@register.simple_tag
def address_of(view: str, *args: Any) -> str:
    """The address of a view, or nothing where this installation does not have it."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


@register.filter
def is_web(address: str | None) -> bool:
    """True for an address that may stand in a link: http or https, never a script."""
    return bool(address) and urlsplit(address).scheme in {"http", "https"}


@register.filter
def direction(language: str) -> str:
    """`rtl` or `ltr` for a language code."""
    return display.direction(language)


@register.filter
def language_label(code: str) -> str:
    """A language's name in the language of the interface: "ru" is "Russian" or «الروسية»."""
    return str(dict(LANGUAGE_CHOICES).get(code, code))


@register.filter
def label(row: Labelled) -> str:
    """A speaker's, outlet's or position's name for the reader of this page, with nothing invisible in it."""
    return display.name_words(row.label(get_language() or "en"))


@register.filter
def heading(claim: Claim) -> str:
    """A claim's neutral heading for the reader of this page."""
    return claim.heading(get_language() or "en")


@register.filter
def proposition(claim: Claim) -> str:
    """A claim in a sentence, for the reader of this page."""
    return claim.proposition(get_language() or "en")


@register.filter
def listed(names: Iterable[str]) -> str:
    """Names one after the other, with the comma of the interface's language between them."""
    return pgettext("between names in a list", ", ").join(names)


@register.filter
def isolated(text: object) -> str:
    """A name or words that turn nothing around them, where no markup can stand: what `<bdi>` is in HTML (UAX #9)."""
    return f"\u2068{text}\u2069"


@register.filter
def moment(when: datetime) -> str:
    """A point in time to the minute, with its zone: "20 November 2026, 12:00 UTC"."""
    local = timezone.localtime(when)
    return f"{date_format(local, 'DATETIME_FORMAT')} {local:%Z}"


@register.filter
def time_code(seconds: float) -> str:
    """A place in a recording, as players show it: "1:02:05", "0:07"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.simple_tag
def tenure(first: date | None, last: date | None) -> str:
    """From when to when an office was held; an open end is left open."""
    if first is None and last is None:
        return pgettext("verbatim", "dates not known")
    return f"{dates.day_words(first) if first else '…'} – {dates.day_words(last) if last else '…'}"


@register.simple_tag
def structured_data(page: QuotationPage) -> SafeString:
    """A word-for-word quotation as schema.org/Quotation, for search engines; a data block, never executed.

    An attribution in doubt names no creator there: a machine that reads it would drop the doubt.
    """
    card = page.card
    if card.kind != "direct":
        return SafeString("")
    creators = [{"@type": "Thing", "name": line.name} for line in card.lines if line.speaker and not line.in_doubt]
    data = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "text": "".join(piece.text for piece in card.words.pieces if piece.role in {"quoted", "outside"}),
        "inLanguage": card.words.language,
        "url": f"{settings.SITE_URL}{card.address}",
        "creator": creators,
        "dateCreated": card.said_from.isoformat() if card.said_from and card.said_from == card.said_to else None,
    }
    filled = {key: value for key, value in data.items() if value}
    block = json.dumps(filled, ensure_ascii=False).translate(JSON_IN_HTML)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(block))


@register.simple_tag
def interval(first: date | None, last: date | None) -> str:
    """The days between two dates in words."""
    return dates.interval_words(first, last)


@register.filter
def moved_days(correction: Correction) -> str:
    """The date said before and after a correction, if it was corrected. Words and names that were wrong stay unsaid."""
    before, after = correction.before.get("said"), correction.after.get("said")
    return "" if before is None or after is None else dates.moved_words(before, after)


@register.filter
def pieces(words: display.Words) -> SafeString:
    """The pieces of quoted words as HTML, escaped; invisible characters as labelled boxes."""
    return _joined(_piece(piece) for piece in words.pieces)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _piece(piece: display.Piece) -> SafeString:
    if piece.role == "control":
        title = pgettext("verbatim", "Invisible character U+%(code)s") % {"code": f"{ord(piece.text):04X}"}
        return format_html('<span class="control-character" title="{}">{}</span>', title, piece.label)
    return format_html('<span class="words__{}">{}</span>', piece.role, piece.text)


@register.filter
def visible(text: str, language: str = "") -> SafeString:
    """Any text from outside, with its invisible characters shown as labelled boxes."""
    return _joined(
        _piece(piece) if piece.role == "control" else format_html("{}", piece.text)
        for piece in display.plain(text, language).pieces
    )
