"""Who publishes, and the works."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language, pgettext_lazy

from sources.languages import LANGUAGE_CHOICES
from sources.querysets import ArticleQuerySet, PublicationQuerySet


class Publication(models.Model):
    """An outlet: who prints, airs or hosts."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", pgettext_lazy("publication", "Newspaper")
        AGENCY = "agency", pgettext_lazy("publication", "News agency")
        BROADCASTER = "broadcaster", pgettext_lazy("publication", "Broadcaster")
        PLATFORM = "platform", pgettext_lazy("publication", "Platform")
        INSTITUTION = "institution", pgettext_lazy("publication", "Institution")
        WEBSITE = "website", pgettext_lazy("publication", "Website")

    name = models.CharField(pgettext_lazy("verbatim", "name"), max_length=200)
    name_en = models.CharField(pgettext_lazy("verbatim", "name in English"), max_length=200, blank=True)
    name_ar = models.CharField(pgettext_lazy("verbatim", "name in Arabic"), max_length=200, blank=True)
    kind = models.CharField(pgettext_lazy("verbatim", "kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=8, choices=LANGUAGE_CHOICES)
    homepage = models.URLField(pgettext_lazy("verbatim", "home page"), max_length=500, blank=True)
    about = models.TextField(pgettext_lazy("verbatim", "about"), blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Outlet")
        verbose_name_plural = pgettext_lazy("verbatim", "Outlets")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="publication_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="publication_has_name"),
        ]

    def __str__(self) -> str:
        return self.label(get_language() or "en")

    def label(self, language: str) -> str:
        """The name for a reader of `language`: its own form there, else the original name."""
        return {"en": self.name_en, "ar": self.name_ar}.get(language) or self.name


class Article(models.Model):
    """One work of a publication: one row per canonical address."""

    class State(models.TextChoices):
        LIVE = "live", pgettext_lazy("article", "Live")
        UPDATED = "updated", pgettext_lazy("article", "Updated")
        CORRECTED = "corrected", pgettext_lazy("article", "Corrected by the outlet")
        RETRACTED = "retracted", pgettext_lazy("article", "Retracted by the outlet")
        GONE = "gone", pgettext_lazy("article", "No longer there")

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="articles", verbose_name=pgettext_lazy("verbatim", "Outlet")
    )
    canonical_address = models.URLField(
        pgettext_lazy("verbatim", "address"), max_length=2000, null=True, blank=True, unique=True
    )  # several articles may have none, one address names one article
    title = models.CharField(pgettext_lazy("verbatim", "title"), max_length=500)
    authors = models.CharField(pgettext_lazy("verbatim", "authors"), max_length=500, blank=True)
    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=8, choices=LANGUAGE_CHOICES)
    published_from = models.DateField(pgettext_lazy("verbatim", "published: first possible day"), null=True, blank=True)
    published_to = models.DateField(pgettext_lazy("verbatim", "published: last possible day"), null=True, blank=True)
    state = models.CharField(
        pgettext_lazy("verbatim", "state"), max_length=12, choices=State.choices, default=State.LIVE
    )
    notice_address = models.URLField(pgettext_lazy("verbatim", "address of the notice"), max_length=2000, blank=True)
    notice_date = models.DateField(pgettext_lazy("verbatim", "date of the notice"), null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Article")
        verbose_name_plural = pgettext_lazy("verbatim", "Articles")
        ordering = ["-published_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="article_has_title"),
            models.CheckConstraint(
                condition=Q(published_from=None, published_to=None)
                | Q(
                    published_from__isnull=False,
                    published_to__isnull=False,
                    published_from__lte=F("published_to"),
                ),
                name="article_published_interval",
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | Q(notice_address="", notice_date=None),
                name="article_live_has_no_notice",
            ),
        ]

    def __str__(self) -> str:
        return self.title


for tracked in (Publication, Article):
    pghistory.track()(tracked)
