"""Which articles are looked at again, and when."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from quotes.models import ArticleWatch, Occurrence
from sources.models import Article
from sources.services import archiving
from sources.services.rechecking import recheck

STEPS: Final = (
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=30),
    timedelta(days=90),
)
"""How long an article rests before its first, second ... look without a change; then as the last."""
SECOND_LOOK: Final = timedelta(hours=6)
"""After a look that found words gone or changed: one look alone may have seen a fault."""
MOST: Final = 200


def rest_after(step: int) -> timedelta:
    return STEPS[min(step, len(STEPS) - 1)]


def ask_archive(*, now: datetime) -> int:
    """Wish for a copy in the public web archive, where the newsroom has one, of each article on which a published
    quotation rests; returns how many new wishes there are."""
    return archiving.ask(Article.objects.published(), now=now) if archiving.is_wanted() else 0


def begin_watching(*, now: datetime) -> int:
    """Articles with an address on which published quotations rest and that nobody watches yet; returns how many."""
    published = Occurrence.objects.published().filter(capture__article=OuterRef("pk"))
    fresh = Article.objects.filter(Exists(published), watch=None).exclude(canonical_address=None)
    rows = [
        ArticleWatch(article_id=pk, next_look_at=now + rest_after(0))
        for pk in fresh.values_list("pk", flat=True)[:MOST]
    ]
    ArticleWatch.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def ask_for_due(*, now: datetime) -> int:
    """Ask for a look at each article that is due; it rests by its schedule until the look says otherwise. Articles
    whose quotations were withdrawn since are left alone. Returns how many were asked for."""
    published = Occurrence.objects.published().filter(capture__article=OuterRef("article"))
    due = ArticleWatch.objects.filter(Exists(published), next_look_at__lte=now).order_by("next_look_at")
    rows = list(due.select_for_update(skip_locked=True, of=("self",))[:MOST])
    for row in rows:
        row.next_look_at = now + rest_after(row.step + 1)
        row.step += 1
    ArticleWatch.objects.bulk_update(rows, ["next_look_at", "step"])
    return recheck([row.article_id for row in rows], now=now)
