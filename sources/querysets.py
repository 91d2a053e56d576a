"""The gates of what was published: a row here is public when a published quotation rests on it.

The look-ups name the quotations by the reverse names that `quotes` gave its foreign keys; nothing is imported.
"""

from typing import Self, TypeVar

from django.db.models import F, Model, QuerySet

M = TypeVar("M", bound=Model)

PUBLISHED = "published"


class GatedQuerySet(QuerySet[M]):
    """A queryset whose rows are public through the quotations that rest on them."""

    path_to_status: str

    def published(self) -> Self:
        """Rows on which at least one published quotation rests. The only door for readers."""
        gate = {self.path_to_status: PUBLISHED}
        return self.filter(pk__in=self.model._base_manager.filter(**gate).values("pk"))


class PublicationQuerySet(GatedQuerySet[M]):
    path_to_status = "articles__captures__occurrences__quotation__status"


class ArticleQuerySet(GatedQuerySet[M]):
    path_to_status = "captures__occurrences__quotation__status"

    def for_archive(self) -> Self:
        """Articles that a public web archive may be told of: with an address, and nothing of them erased by law."""
        erased = self.model._base_manager.filter(captures__erased_at__isnull=False).values("pk")
        return self.exclude(canonical_address=None).exclude(pk__in=erased)

    def not_archived(self) -> Self:
        """Of those the ones whose present address no archive was ever asked to save."""
        asked = self.model._base_manager.filter(archived_copy__page=F("canonical_address")).values("pk")
        return self.for_archive().exclude(pk__in=asked)


class ArchivedCopyQuerySet(GatedQuerySet[M]):
    path_to_status = "article__captures__occurrences__quotation__status"

    def published(self) -> Self:
        """Copies of public articles, made of the address that the article has now; none where anything was erased."""
        made = super().published().filter(state="done", page=F("article__canonical_address"))
        return made.exclude(article__captures__erased_at__isnull=False)


class CaptureQuerySet(GatedQuerySet[M]):
    path_to_status = "occurrences__quotation__status"

    def readable(self) -> Self:
        """Captures whose text still stands: not erased by law."""
        return self.filter(erased_at=None)

    def resting_quotations(self) -> Self:
        """Captures on which a quotation rests that was not withdrawn."""
        standing = ["draft", "published", "held"]
        return self.filter(occurrences__quotation__status__in=standing)
