"""Where a quotation appeared: each place with its passage, its saved copy and the way the words took."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Greatest, Least, Substr

from quotes.anchoring import Span
from quotes.display import Words
from quotes.models import ArticleChange, Occurrence, Quotation, RelayHop, Translation
from quotes.queries.drift import confirmed_of_words
from quotes.queries.words import bulk_of, translation_words
from sources.models import ArchivedCopy, Article, Capture

CONTEXT = 280
"""Code points of the saved copy shown on each side of a clause."""

COVER = "█"


@dataclass(frozen=True)
class Passage:
    """The clause in its surroundings, as the saved copy has it."""

    before: str
    words: str
    after: str
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True)
class ShownTranslation:
    row: Translation
    words: Words
    of_translation: bool


@dataclass(frozen=True)
class Proof:
    """One place where the words appeared, with all that lets a reader check it.

    `passage` is None where the saved copy was erased by law; `change` is what an editor confirmed of the words since;
    `archived` is the article's copy in a public web archive.
    """

    occurrence: Occurrence
    capture: Capture
    article: Article
    hops: tuple[RelayHop, ...]
    passage: Passage | None
    translations: tuple[ShownTranslation, ...]
    is_original: bool
    change: ArticleChange | None = None
    archived: ArchivedCopy | None = None


def proofs_of(quotation: Quotation) -> tuple[Proof, ...]:
    """The places of a published quotation: the original first, then by the day of publication; 8 queries."""
    appearances = list(_appearances(quotation))
    changed = confirmed_of_words([occurrence.pk for occurrence in appearances])
    proofs = [_proof(occurrence, quotation.original_id, changed.get(occurrence.pk)) for occurrence in appearances]
    return tuple(sorted(proofs, key=_order))


def _appearances(quotation: Quotation) -> QuerySet[Occurrence]:
    hops = RelayHop.objects.select_related("speaker", "publication").prefetch_related("speaker__names")
    return (
        Occurrence.objects.published()
        .filter(quotation=quotation)
        .select_related("capture__article__publication")
        .defer(*bulk_of("capture"))
        .annotate(
            text_before=Substr(
                "capture__text", Greatest(F("clause_start") - CONTEXT, 0) + 1, Least(F("clause_start"), CONTEXT)
            ),
            text_after=Substr("capture__text", F("clause_end") + 1, CONTEXT + 1),
        )
        .prefetch_related(
            Prefetch("relay_hops", hops.order_by("order", "pk")),
            "translations",
            Prefetch("capture__occurrences", _withdrawn(), to_attr="withdrawn_here"),
            Prefetch("capture__article__archived_copy", ArchivedCopy.objects.published()),
        )
    )


def _withdrawn() -> QuerySet[Occurrence]:
    """The places of withdrawn quotations: readers never see their words, not even around somebody else's."""
    rows = Occurrence.objects.filter(quotation__status=Quotation.Status.WITHDRAWN)
    return rows.only("capture_id", "clause_start", "clause_end").order_by("clause_start")


def _proof(occurrence: Occurrence, original_id: int | None, change: ArticleChange | None) -> Proof:
    capture = occurrence.capture
    return Proof(
        occurrence=occurrence,
        capture=capture,
        article=capture.article,
        hops=tuple(occurrence.relay_hops.all()),
        passage=_passage(occurrence) if capture.erased_at is None else None,
        translations=tuple(_translations(occurrence)),
        is_original=occurrence.pk == original_id,
        change=change,
        archived=getattr(capture.article, "archived_copy", None),
    )


def _order(proof: Proof) -> tuple[bool, date, int]:
    return (not proof.is_original, proof.article.published_from or date.max, proof.occurrence.pk)


def _passage(occurrence: Occurrence) -> Passage:
    """Cut at a blank, so that no half word stands at either end."""
    hidden = [Span(row.clause_start, row.clause_end) for row in getattr(occurrence.capture, "withdrawn_here", [])]
    before: str = getattr(occurrence, "text_before", "")
    before = covered(before, occurrence.clause_start - len(before), hidden)
    after: str = getattr(occurrence, "text_after", "")
    after = covered(after, occurrence.clause_end, hidden)
    cut_before = occurrence.clause_start > CONTEXT
    cut_after = len(after) > CONTEXT
    return Passage(
        before=_from_first_blank(before) if cut_before else before,
        words=occurrence.clause_exact,
        after=_to_last_blank(after[:CONTEXT]) if cut_after else after,
        cut_before=cut_before,
        cut_after=cut_after,
    )


def covered(text: str, start: int, hidden: Iterable[Span]) -> str:
    """`text`, which begins at code point `start`, with every character of the hidden spans turned into a block."""
    characters = list(text)
    for span in hidden:
        for place in range(max(span.start - start, 0), min(span.end - start, len(text))):
            characters[place] = characters[place] if characters[place].isspace() else COVER
    return "".join(characters)


def _from_first_blank(text: str) -> str:
    """Chinese has no blanks: a text without one is kept whole."""
    return text.partition(" ")[2] or text


def _to_last_blank(text: str) -> str:
    return text.rpartition(" ")[0] or text


def _translations(occurrence: Occurrence) -> list[ShownTranslation]:
    """The newest version in each language."""
    newest: dict[str, Translation] = {}
    for row in sorted(occurrence.translations.all(), key=lambda row: row.version):
        newest[row.language] = row
    own = occurrence.capture.article.language
    return [
        ShownTranslation(row, translation_words(row, occurrence.kind), of_translation=row.from_language != own)
        for row in newest.values()
    ]
