"""Which of what was found is new for its article, and writing that: one transaction with the end of the run."""

from datetime import datetime

from django.db import transaction

from quotes.copies import Paragraphs, clause_key
from quotes.extraction.engine import EXTRACTOR_VERSION
from quotes.models import ExtractionRun, Occurrence, Proposal
from quotes.queries.linking import Mention, linked
from quotes.services.extracting import runs
from quotes.services.extracting.nearest import nearest_of
from quotes.services.extracting.reading import Found, Read
from quotes.services.extracting.runs import Claim
from quotes.services.ranking.applying import in_use
from sources.models import Article, Capture

COMPARED_COPIES = 5
"""So many earlier copies of an article tell which paragraphs are old."""
Outcome = ExtractionRun.Outcome


def write(claim: Claim, capture: Capture, read: Read, *, now: datetime) -> None:
    """Write what is new and finish the run; everything that is looked up slowly is looked up before."""
    if not read.understood:
        with transaction.atomic():
            runs.finish(
                claim,
                now=now,
                outcome=Outcome.UNREAD_LANGUAGE,
                language=capture.article.language,
                plugins=read.plugins,
            )
        return
    read_before = _paragraphs_read_before(capture)
    fresh = [found for found in read.found if not found.paragraphs <= read_before]
    fresh = _prepared(fresh, capture)
    with transaction.atomic():
        # Two copies of one article are finished one after the other: what one proposes, the other knows.
        Article.objects.select_for_update(no_key=True).get(pk=capture.article_id)
        new = _unknown(fresh, capture)
        rows = [found.row for found in new]
        for row in rows:
            row.run_id, row.open_since = claim.run_id, now
        _replace_open(rows, capture)
        Proposal.objects.bulk_create(rows)
        known = len(read.found) - len(rows)
        runs.finish(
            claim,
            now=now,
            outcome=_outcome(len(rows), known),
            language=capture.article.language,
            proposed=len(rows),
            known=known,
            plugins=read.plugins,
            unread=read.unread,
        )


def _outcome(new: int, known: int) -> str:
    if new:
        return Outcome.PROPOSED
    return Outcome.KNOWN if known else Outcome.NOTHING


def _paragraphs_read_before(capture: Capture) -> set[str]:
    """The paragraphs of earlier copies of the article that this version has read to the end."""
    copies = Capture.objects.readable().filter(
        article=capture.article_id,
        extraction_runs__state=ExtractionRun.State.DONE,
        extraction_runs__extractor_version=EXTRACTOR_VERSION,
    )
    texts = copies.exclude(pk=capture.pk).order_by("-pk").values_list("text", flat=True)[:COMPARED_COPIES]
    language = capture.article.language
    return {key for text in texts for key in Paragraphs(text, language).all_keys()}


def _prepared(found: list[Found], capture: Capture) -> list[Found]:
    """With the likely speaker and the nearest archived quotation of each, and how probably it is accepted."""
    mentions = {
        one.row.mention: Mention(one.row.mention, one.row.named_start or one.row.speaker_start or 0) for one in found
    }
    who = linked(list(mentions.values()), text=capture.text, language=capture.article.language)
    near = nearest_of([one.row for one in found])
    use = in_use()
    for one in found:
        row = one.row
        speakers = who[mentions[row.mention]]
        row.likely_speaker_id = speakers[0].likely if len(speakers) == 1 else None
        if nearest := near.get(row.words_key):
            row.nearest_id, row.likeness = nearest.quotation_id, nearest.likeness
        use.rank(row, capture.article.language)
    return found


def _unknown(found: list[Found], capture: Capture) -> list[Found]:
    """What nobody has recorded in this article, and neither proposed nor decided."""
    proposals = Proposal.objects.filter(run__capture__article=capture.article_id)
    keys = set(proposals.values_list("clause_key", flat=True))
    recorded = Occurrence.objects.filter(capture__article=capture.article_id).prefetch_related("segments")
    places: list[tuple[int, int]] = []
    for occurrence in recorded:
        keys.add(clause_key(capture.article.language, occurrence.clause_exact))
        if occurrence.capture_id == capture.pk:
            places.append((occurrence.clause_start, occurrence.clause_end))
    new: list[Found] = []
    for one in found:
        if one.row.clause_key not in keys and not any(_mostly_inside(one.row, place) for place in places):
            keys.add(one.row.clause_key)
            new.append(one)
    return new


def _mostly_inside(row: Proposal, place: tuple[int, int]) -> bool:
    """Whether half of the shorter of the two stands in the other."""
    shared = min(row.clause_end, place[1]) - max(row.clause_start, place[0])
    return 2 * shared >= min(row.clause_end - row.clause_start, place[1] - place[0])


def _replace_open(rows: list[Proposal], capture: Capture) -> None:
    """Take back what an older version proposed at the same places and nobody has decided."""
    older = Proposal.objects.open().filter(run__capture=capture)
    stale = [
        old.pk
        for old in older
        if any(old.clause_start < row.clause_end and row.clause_start < old.clause_end for row in rows)
    ]
    if stale:
        Proposal.objects.filter(pk__in=stale).delete()
