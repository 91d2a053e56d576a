"""What is recorded about an appearance beside its words: how it reached us, notes on what differs, translations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pghistory
from django.db import transaction
from django.utils.translation import pgettext_lazy

from accounts.models import User
from quotes.models import Note, Occurrence, Quotation, RelayHop, Speaker, Translation
from quotes.services.errors import Refused
from quotes.words import has_letters
from sources.models import Publication


@dataclass(frozen=True)
class Hop:
    """One step of the way: exactly one of `speaker`, `publication` and `platform`."""

    kind: str
    speaker: Speaker | None = None
    publication: Publication | None = None
    platform: str = ""
    basis: str = RelayHop.Basis.STATED
    address: str = ""
    happened_on: date | None = None
    remark: str = ""


@transaction.atomic
def set_relay(*, by: User, occurrence: Occurrence, hops: Sequence[Hop]) -> list[RelayHop]:
    """The whole way from the utterer to the outlet, in order; what was recorded before is replaced."""
    for hop in hops:
        if sum((hop.speaker is not None, hop.publication is not None, bool(hop.platform.strip()))) != 1:
            message = pgettext_lazy("verbatim", "Each step has one actor: a speaker, an outlet or a platform.")
            raise Refused(message, field="relay")
    with pghistory.context(user=by.pk):
        occurrence.relay_hops.all().delete()
        return [
            RelayHop.objects.create(occurrence=occurrence, order=order, **vars(hop))
            for order, hop in enumerate(hops, start=1)
        ]


@transaction.atomic
def add_note(
    *,
    by: User,
    quotation: Quotation,
    fact: str,
    article_says: str,
    we_record: str,
    because: str,
    occurrence: Occurrence | None = None,
) -> Note:
    """A discrepancy, said openly."""
    if not all(has_letters(text) for text in (article_says, we_record, because)):
        message = pgettext_lazy("verbatim", "A note says three things: what the article says, what we record, and why.")
        raise Refused(message)
    with pghistory.context(user=by.pk):
        return Note.objects.create(
            quotation=quotation,
            occurrence=occurrence,
            fact=fact,
            article_says=article_says,
            we_record=we_record,
            because=because,
        )


@transaction.atomic
def add_translation(
    *,
    by: User,
    occurrence: Occurrence,
    language: str,
    text: str,
    translator: str,
    from_language: str = "",
    by_machine: bool = False,
) -> Translation:
    """A further version of the words in `language`. Nobody has reviewed it yet, so it gets no quotation marks."""
    origin = from_language or occurrence.capture.article.language
    if not has_letters(text):
        raise Refused(pgettext_lazy("verbatim", "Write the translation."), field="text")
    if language == origin:
        message = pgettext_lazy("verbatim", "A translation is in another language than the words themselves.")
        raise Refused(message, field="language")
    earlier = Translation.objects.filter(occurrence=occurrence, language=language).order_by("-version").first()
    with pghistory.context(user=by.pk):
        return Translation.objects.create(
            occurrence=occurrence,
            language=language,
            from_language=origin,
            text=text,
            translator=translator,
            by_machine=by_machine,
            version=earlier.version + 1 if earlier else 1,
        )
