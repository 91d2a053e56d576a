"""What editors say of changes in articles. Readers see what was confirmed."""

from datetime import datetime
from typing import Final

import pghistory
from django.db import transaction
from django.utils.translation import pgettext

from accounts.models import User
from quotes.models import ArticleChange, ArticleWatch
from quotes.services.errors import Refused
from sources.models import Article
from sources.services import rechecking

MAY_DECIDE: Final = "quotes.change_articlechange"
State = ArticleChange.State
MEANT: Final = {
    ArticleChange.Kind.GONE: Article.State.GONE,
    ArticleChange.Kind.NOTICE: Article.State.CORRECTED,
    ArticleChange.Kind.HEADLINE: Article.State.UPDATED,
    ArticleChange.Kind.AUTHORS: Article.State.UPDATED,
    ArticleChange.Kind.WORDS: Article.State.UPDATED,
}
"""What a confirmed change says of an article of which nothing graver is recorded."""
GRAVITY: Final = [
    Article.State.LIVE,
    Article.State.UPDATED,
    Article.State.CORRECTED,
    Article.State.RETRACTED,
    Article.State.GONE,
]


@transaction.atomic
def confirm(*, by: User, now: datetime, change: ArticleChange, retracted: bool = False) -> ArticleChange:
    """Tell readers. A notice may say that the article was retracted and not only corrected."""
    row = _opened(by, change)
    meant = Article.State.RETRACTED if retracted else MEANT[ArticleChange.Kind(row.kind)]
    with pghistory.context(user=by.pk):
        if GRAVITY.index(meant) > GRAVITY.index(Article.State(row.article.state)):
            row.article_state = rechecking.set_state(by=by, article=row.article, state=meant)
        return _decided(row, by, now, State.CONFIRMED)


@transaction.atomic
def dismiss(*, by: User, now: datetime, change: ArticleChange) -> ArticleChange:
    """It is no change that matters; the same does not come back."""
    row = _opened(by, change)
    with pghistory.context(user=by.pk):
        return _decided(row, by, now, State.DISMISSED)


@transaction.atomic
def undo(*, by: User, now: datetime, change: ArticleChange) -> None:
    """Open again; what the confirmation recorded of the article is taken back. Where a law erased the words nothing
    is left to decide, and the change goes."""
    row = _locked(by, change)
    if row.state == State.OPEN:
        raise Refused(pgettext("verbatim", "This change is not decided."))
    with pghistory.context(user=by.pk):
        if row.article_state:
            rechecking.set_state(by=by, article=row.article, state=row.article_state)
        if row.words_erased:
            row.delete()
            return
        row.state, row.decided_by, row.decided_at, row.article_state = State.OPEN, None, None, ""
        row.save()


@transaction.atomic
def look_again(*, by: User, now: datetime, change: ArticleChange) -> None:
    """A look at the article as soon as its host is free."""
    row = _locked(by, change)
    ArticleWatch.objects.filter(article=row.article).update(next_look_at=now)


def _locked(by: User, change: ArticleChange) -> ArticleChange:
    if not by.has_perm(MAY_DECIDE):
        raise Refused(pgettext("verbatim", "Only editors decide on changes in articles."))
    return ArticleChange.objects.select_for_update(of=("self",)).select_related("article").get(pk=change.pk)


def _opened(by: User, change: ArticleChange) -> ArticleChange:
    row = _locked(by, change)
    if row.state != State.OPEN:
        raise Refused(pgettext("verbatim", "Somebody has decided on this change already."))
    return row


def _decided(row: ArticleChange, by: User, now: datetime, state: ArticleChange.State) -> ArticleChange:
    row.state, row.decided_by, row.decided_at = state, by, now
    row.save()
    return row
