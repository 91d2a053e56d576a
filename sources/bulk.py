"""Many articles and saved copies at once, for imports. What may be written is said in `sources.services`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.db import transaction

from accounts.models import User
from sources.models import Article, Capture, Publication
from sources.services import keeping
from sources.services.recording import Days, checked_address, checked_text
from sources.text import Decoded


@dataclass(frozen=True)
class NewArticle:
    """An article as an import names it; `address` is canonical already, or None."""

    publication: Publication
    title: str
    language: str
    address: str | None
    published: Days | None
    authors: str = ""


@dataclass(frozen=True)
class NewCapture:
    """A text for an article, decoded and checked already."""

    article: Article
    content: bytes
    decoded: Decoded

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def canonical(address: str) -> str | None:
    """The address under which an article is known; `SourceRefused` where it is none, None where none is given."""
    return checked_address(address) if address else None


def decoded_text(content: bytes, *, title: str) -> Decoded:
    """The text of plain bytes in UTF-8; `SourceRefused` where there is none to keep."""
    return checked_text(content, media_type="text/plain", charset="utf-8", title=title)


@transaction.atomic
def add_articles(*, by: User, articles: Sequence[NewArticle]) -> list[Article]:
    """New rows in the same order. The caller has looked for known addresses; a race ends in IntegrityError."""
    with pghistory.context(user=by.pk):
        return Article.objects.bulk_create(
            Article(
                publication=one.publication,
                title=one.title,
                language=one.language,
                canonical_address=one.address,
                published_from=one.published[0] if one.published else None,
                published_to=one.published[1] if one.published else None,
                authors=one.authors,
            )
            for one in articles
        )


@transaction.atomic
def record_captures(*, by: User, now: datetime, captures: Sequence[NewCapture], store: bool = True) -> list[Capture]:
    """Saved copies in the same order; content that is kept already is the copy that is there. Without `store` the bytes
    go nowhere: for a transaction of which nothing shall stay."""
    method = Capture.Method.FILE
    known = {
        (row.article_id, row.sha256): row
        for row in Capture.objects.filter(
            article__in={one.article.pk for one in captures},
            sha256__in={one.sha256 for one in captures},
            method=method,
        )
    }
    rows = {
        (one.article.pk, one.sha256): Capture(
            article=one.article,
            captured_at=now,
            captured_by=by,
            method=method,
            size=len(one.content),
            charset=one.decoded.charset,
            sha256=one.sha256,
            text=one.decoded.text,
            blocks=one.decoded.blocks_json(),
            extractor=one.decoded.extractor,
            extractor_version=one.decoded.version,
        )
        for one in captures
        if (one.article.pk, one.sha256) not in known
    }
    new = {row.sha256 for row in rows.values()} if store else set()
    keeping.keep_all({one.sha256: one.content for one in captures if one.sha256 in new}.values())
    with pghistory.context(user=by.pk):
        Capture.objects.bulk_create(rows.values())
    return [{**known, **rows}[one.article.pk, one.sha256] for one in captures]
