"""The gates of who said what. `published()` is the only door for readers; `withdrawn()` shows tombstones."""

from typing import Self

from django.db.models import Q, QuerySet

from sources.querysets import PUBLISHED, GatedQuerySet, M


class QuotationQuerySet(QuerySet[M]):
    def published(self) -> Self:
        """What readers may see. Draft, held and withdrawn quotations are not in it."""
        return self.filter(status=PUBLISHED)

    def withdrawn(self) -> Self:
        """Tombstones: readers may see the id, the date and the reason of these, never the words."""
        return self.filter(status="withdrawn")

    def tracked_publicly(self) -> Self:
        """Quotations that have an address for readers: published, or withdrawn with a tombstone."""
        return self.filter(status__in=[PUBLISHED, "withdrawn"])


class QuotationPartQuerySet(QuerySet[M]):
    """Rows that belong to one quotation through a column `quotation`."""

    def published(self) -> Self:
        """Rows of published quotations."""
        return self.filter(quotation__status=PUBLISHED)


class SpeakerQuerySet(GatedQuerySet[M]):
    path_to_status = "attributions__quotation__status"


class ClaimQuerySet(GatedQuerySet[M]):
    path_to_status = "stances__quotation__status"


class TopicQuerySet(GatedQuerySet[M]):
    path_to_status = "claim_links__claim__stances__quotation__status"


class FamilyQuerySet(GatedQuerySet[M]):
    path_to_status = "members__quotation__status"


class MatchRelationQuerySet(QuerySet[M]):
    def published(self) -> Self:
        """Relations that an editor confirmed between two published quotations."""
        return self.filter(state="confirmed", match__first__status=PUBLISHED, match__second__status=PUBLISHED)

    def suggested(self) -> Self:
        """What the machine proposed and nobody has decided."""
        return self.filter(state="suggested")


class ArticleChangeQuerySet(QuerySet[M]):
    def published(self) -> Self:
        """Changes that an editor confirmed, of articles and words that readers see. Whether words were edited or gone
        cannot be told any more of those that a law erased."""
        seen = Q(occurrence=None, article__captures__occurrences__quotation__status=PUBLISHED)
        return self.filter(
            seen | Q(occurrence__quotation__status=PUBLISHED), state="confirmed", words_erased=False
        ).distinct()

    def open(self) -> Self:
        return self.filter(state="open")


class ProposalQuerySet(QuerySet[M]):
    def open(self) -> Self:
        """Proposals that wait for an editor."""
        return self.filter(state="suggested")

    def likely(self, least: float) -> Self:
        """Proposals of which at least `least` (0..1) is thought: as learnt from decisions, else as the rule says."""
        return self.filter(Q(chance__gte=least) | Q(chance=None, confidence__gte=least))
