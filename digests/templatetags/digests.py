"""Filters of the text mails, which have no markup to say what a browser is told by elements."""

import html
from datetime import date

from django import template
from django.utils.html import strip_tags

from quotes import dates, display

register = template.Library()


@register.filter
def day(value: date) -> str:
    """A day in words, as the pages have it."""
    return dates.day_words(value)


@register.filter
def plain(text: str) -> str:
    """Text from outside with its invisible characters named in square brackets."""
    return str(display.plain(str(text), ""))


@register.filter
def untagged(sentence: str) -> str:
    """A sentence that was made for HTML, as plain text."""
    return html.unescape(strip_tags(str(sentence)))
