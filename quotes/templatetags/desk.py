"""Tags of the desk's own pages."""

from typing import Any

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils.translation import get_language

from quotes.display import name_words
from quotes.models import Speaker
from quotes.queries.desk import Waiting, waiting
from quotes.queries.watching import watches_it
from quotes.services.watching import MAY_WATCH

register = template.Library()


@register.simple_tag
def work_waiting() -> Waiting:
    """What waits for somebody, for the first page of the desk."""
    return waiting()


@register.inclusion_tag("inbox/_watch.html", takes_context=True)
def watch_star(context: RequestContext) -> dict[str, Any]:
    """The star of the speaker or claim whose change form this is; nothing for those who may not watch."""
    request, what = context["request"], context["original"]
    if not request.user.has_perms(MAY_WATCH):
        return {}
    shown = get_language() or "en"
    is_speaker = isinstance(what, Speaker)
    return {
        "request": request,
        "address": reverse("admin:watch-speaker" if is_speaker else "admin:watch-claim", args=[what.pk]),
        "name": name_words(what.label(shown) if is_speaker else what.heading(shown)),
        "watched": watches_it(request.user, what),
        "next": request.path,
        "csrf_token": context["csrf_token"],
    }
