"""Tags of the desk's own pages."""

from django import template

from quotes.queries.desk import Waiting, waiting

register = template.Library()


@register.simple_tag
def work_waiting() -> Waiting:
    """What waits for somebody, for the first page of the desk."""
    return waiting()
