"""Tags of the inbox: a block of an article with the suggested quotes marked in it."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from quotes.placing import PlacedBlock, Run
from quotes.queries.proposals import ArticlePage
from quotes.templatetags.verbatim import visible

register = template.Library()


@register.simple_tag
def block_text(block: PlacedBlock, shown: ArticlePage, language: str) -> SafeString:
    """The text of a block, escaped; each place has its number, which leads to its card, and the open ones a mark."""
    numbers, waiting = shown.numbers, {pk for pk, card in shown.cards.items() if card.is_open}
    return format_html_join("", "{}", ((_run(run, numbers, waiting, language),) for run in block.runs))


@register.filter
def block_name(kind: str) -> str:
    """What a block is in which quotations are not looked for."""
    names = {
        "title": pgettext("verbatim", "Title: never suggested"),
        "heading": pgettext("verbatim", "Heading: never suggested"),
        "caption": pgettext("verbatim", "Caption: never suggested"),
        "chrome": pgettext("verbatim", "Beside the article: never suggested"),
    }
    return names.get(kind, "")


def _run(run: Run, numbers: Mapping[int, int], waiting: set[int], language: str) -> SafeString:
    links = format_html_join(
        "",
        '<a class="inbox-number" id="m-{}" href="#p-{}">{}</a>',
        ((place, place, numbers[place]) for place in run.begins),
    )
    text = visible(run.text, language)
    if not run.inside:
        return text
    kind = "open" if waiting & set(run.inside) else "decided"
    return format_html('{}<mark class="inbox-mark inbox-mark--{}">{}</mark>', links, kind, text)
