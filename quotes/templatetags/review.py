"""Tags of the review desk."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from quotes.display import Words
from quotes.marking import MarkedPiece
from quotes.templatetags.verbatim import pieces

register = template.Library()


@register.filter
def marked_words(marked: Iterable[MarkedPiece]) -> SafeString:
    """Quoted words as HTML: what both share and what differs in <mark>, never told apart by colour alone."""
    return format_html_join("", "{}", ((_marked(one),) for one in marked))


def _marked(one: MarkedPiece) -> SafeString:
    inner = pieces(Words((one.piece,), "", "mixed"))
    if one.mark == "shared":
        return format_html('<mark class="shared">{}</mark>', inner)
    if one.mark == "changed":
        title = pgettext("verbatim", "differs")
        return format_html('<mark class="changed" title="{}">{}</mark>', title, inner)
    return inner
