"""The texts in which the words of a batch stand: saved copies that are here, and those that its rows bring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from quotes.services.importing.finding import Known
from quotes.services.importing.rows import Row, RowRefused
from sources import bulk
from sources.bulk import NewArticle, NewCapture
from sources.errors import SourceRefused
from sources.models import Article, Capture, Publication
from sources.text import Decoded, bytes_of

ArticleName = tuple[str, str, str]
"""Address, outlet and title: the address alone where there is one, else the other two."""


@dataclass(frozen=True)
class Text:
    """Where the words of a row stand. `capture` is the one that is here, or one that is not written yet.

    `article` is None where the row brings a new one.
    """

    name: ArticleName
    capture: Capture
    article: Article | None
    content: bytes = b""
    decoded: Decoded | None = None


@dataclass
class Texts:
    """The articles that the rows of a batch name, and for rows without a text the newest saved copy of each."""

    known: Known
    articles: dict[ArticleName, Article]
    captures: dict[int, Capture]
    brought: dict[ArticleName, Text] = field(default_factory=dict)
    outlets: dict[ArticleName, Publication] = field(default_factory=dict)

    @classmethod
    def for_rows(cls, rows: Sequence[Row], known: Known) -> "Texts":
        """2 queries for any number of rows."""
        addresses = {found for row in rows if (found := _canonical_or_none(row))}
        named = Q(canonical_address__in=addresses) | Q(canonical_address=None, title__in={row.title for row in rows})
        articles = {
            _name(row.canonical_address or "", row.publication.name, row.title): row
            for row in Article.objects.filter(named).select_related("publication").order_by("-pk")
        }
        return cls(known, articles, _newest_captures(rows, articles.values()))

    def of(self, row: Row) -> Text:
        """The text of a row; `RowRefused` where it brings none that can be kept and none is here."""
        name = self._name_of(row)
        article = self.articles.get(name)
        self._refuse_other_outlet(row, article.publication if article else self.outlets.get(name))
        if row.text:
            content = bytes_of(row.text)
            decoded = _decoded(row, content)
            return Text(name, Capture(text=decoded.text), article, content, decoded)
        return self._without_text(name, article)

    def keep(self, text: Text, outlet: Publication) -> None:
        """Later rows of the batch may speak of the same text without bringing it again."""
        self.brought[text.name], self.outlets[text.name] = text, outlet

    def _without_text(self, name: ArticleName, article: Article | None) -> Text:
        if name in self.brought:
            return self.brought[name]
        kept = self.captures.get(article.pk) if article else None
        if kept is None:
            raise RowRefused("text", "No saved copy of this article is here.", "Give its text, or the passage.")
        return Text(name, kept, article)

    def _name_of(self, row: Row) -> ArticleName:
        outlet = self.known.outlets.get(row.outlet.lower())
        return _name(_canonical(row) or "", outlet.name if outlet else row.outlet, row.title)

    def _refuse_other_outlet(self, row: Row, known: Publication | None) -> None:
        outlet = self.known.outlets.get(row.outlet.lower())
        if known and (outlet is None or outlet.pk != known.pk):
            raise RowRefused(
                "outlet", f"This article is here already, of {known.name}.", "Name that outlet, or check the address."
            )


def keep_texts(
    texts: Sequence[tuple[Row, Text, Publication]], *, by: User, now: datetime, store: bool
) -> list[Capture]:
    """The saved copies of these texts in the same order; articles and copies that are new are written, their bytes
    only with `store`."""
    fresh = {text.name: (row, outlet) for row, text, outlet in reversed(texts) if text.article is None}
    made = bulk.add_articles(by=by, articles=[_article(name, *told) for name, told in fresh.items()])
    articles = dict(zip(fresh, made, strict=True))
    wanted = [
        NewCapture(text.article or articles[text.name], text.content, text.decoded)
        for _, text, _ in texts
        if text.decoded
    ]
    written = iter(bulk.record_captures(by=by, now=now, captures=wanted, store=store))
    return [next(written) if text.decoded else text.capture for _, text, _ in texts]


def _article(name: ArticleName, row: Row, outlet: Publication) -> NewArticle:
    return NewArticle(outlet, row.title, row.language, name[0] or None, row.published, row.authors)


def _name(address: str, outlet: str, title: str) -> ArticleName:
    return (address, "", "") if address else ("", outlet.lower(), title)


def _canonical(row: Row) -> str | None:
    try:
        return bulk.canonical(row.address)
    except SourceRefused as refused:
        raise RowRefused("address", str(refused), "Give the address as the browser shows it, or none.") from None


def _canonical_or_none(row: Row) -> str | None:
    try:
        return _canonical(row)
    except RowRefused:
        return None


def _decoded(row: Row, content: bytes) -> Decoded:
    try:
        return bulk.decoded_text(content, title=row.title)
    except SourceRefused as refused:
        raise RowRefused("text", str(refused), "Give the text of the article, or the passage.") from None


def _newest_captures(rows: Iterable[Row], articles: Iterable[Article]) -> dict[int, Capture]:
    """Loaded only where some row brings no text: a batch of whole texts would fill the memory for nothing."""
    if all(row.text for row in rows):
        return {}
    wanted = Capture.objects.readable().filter(article__in=list(articles)).defer("blocks", "headers")
    newest = wanted.order_by("article_id", "-captured_at", "-pk").distinct("article_id")
    return {row.article_id: row for row in newest}
