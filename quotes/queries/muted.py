"""The phrases that are not suggested any more: which, who decided that, why, and what it kept from the desk."""

from dataclasses import dataclass
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, F

from quotes.models import Mute
from quotes.muting import PhraseWording

PAGE_SIZE = 20


@dataclass(frozen=True)
class MutedPhrase:
    mute: Mute
    wordings: tuple[PhraseWording, ...]
    silenced: int


@dataclass(frozen=True)
class MutedPhrases:
    rows: tuple[MutedPhrase, ...]
    page: Page[Mute]


def muted_phrases(*, page: int = 1) -> MutedPhrases:
    """A page of them, those that hold first, lifted ones after them: the list is the record of who did what."""
    rows = Mute.objects.select_related("muted_by", "lifted_by").annotate(pairs=Count("silenced"))
    shown = Paginator(rows.order_by(F("lifted_at").desc(nulls_first=True), "-pk"), PAGE_SIZE).get_page(page)
    return MutedPhrases(tuple(_phrase(row) for row in shown.object_list), cast(Page[Mute], shown))


def _phrase(row: Mute) -> MutedPhrase:
    wordings = tuple(PhraseWording(one["text"], one["language"]) for one in row.wordings)
    return MutedPhrase(row, wordings, getattr(row, "pairs", 0))
