"""Further appearances of a quotation."""

from quotes.anchoring import Span
from quotes.models import Occurrence, Quotation
from quotes.services import quoting
from tests.factories import NOW, make_capture, make_user


def attach(quotation: Quotation, text: str, language: str = "en") -> Occurrence:
    lead_in = "It was also reported thus: “"
    capture = make_capture(f"{lead_in}{text}” So much for that.", language=language)
    span = Span(len(lead_in), len(lead_in) + len(text))
    return quoting.attach_occurrence(
        by=make_user(),
        now=NOW,
        quotation=quotation,
        appearance=quoting.Appearance(capture=capture, kind="direct", clause=span, segments=(span,)),
    )


def reword(quotation: Quotation, text: str) -> None:
    """Correct the words of a quotation to those of a new article, and take away where it appeared before."""
    reason = "The words were taken from another article."
    with quoting.correcting(by=make_user(), now=NOW, quotation=quotation, what="words", public_reason=reason):
        fresh = attach(quotation, text)
        Quotation.objects.filter(pk=quotation.pk).update(lead=fresh)
        quotation.occurrences.exclude(pk=fresh.pk).delete()
