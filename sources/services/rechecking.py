"""Looking again at articles that are known, for whoever rests on them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import pgettext

from accounts.models import User
from sources.errors import SourceRefused
from sources.models import Article, CaptureJob
from sources.services import jobs


@transaction.atomic
def recheck(article_ids: Iterable[int], *, now: datetime) -> int:
    """A look at each of these articles that has an address and does not wait for one already; returns how many."""
    articles = Article.objects.filter(pk__in=list(article_ids)).exclude(canonical_address=None)
    asked = [
        jobs.ask(address=article.canonical_address or "", reason=CaptureJob.Reason.WATCH, now=now, article=article)
        for article in articles.order_by("pk")
    ]
    return sum(1 for job in asked if job is not None)


@transaction.atomic
def set_state(*, by: User, article: Article, state: str) -> str:
    """Record what became of the article; returns what was recorded before. An editor's word, never a machine's."""
    if not by.has_perm("sources.change_article"):
        raise SourceRefused(pgettext("verbatim", "Only editors record what became of an article."))
    row = Article.objects.select_for_update().get(pk=article.pk)
    before, row.state = row.state, state
    if state == Article.State.LIVE:
        row.notice_address, row.notice_date = "", None
    row.save(update_fields=["state", "notice_address", "notice_date"])
    return before
