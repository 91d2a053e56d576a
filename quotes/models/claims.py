"""Propositions that are followed over time, and where each quotation stands on them."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy

from quotes.models.quotations import Quotation
from quotes.querysets import ClaimQuerySet, QuotationPartQuerySet, TopicQuerySet
from sources.languages import LANGUAGE_CHOICES
from sources.models import Publication


@pghistory.track()
class Topic(models.Model):
    name_en = models.CharField(pgettext_lazy("verbatim", "name in English"), max_length=200, unique=True)
    name_ar = models.CharField(pgettext_lazy("verbatim", "name in Arabic"), max_length=200, unique=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Topic")
        verbose_name_plural = pgettext_lazy("verbatim", "Topics")
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_en="") & ~Q(name_ar=""), name="topic_has_both_names"),
        ]

    def __str__(self) -> str:
        return self.label(get_language() or "en")

    def label(self, language: str) -> str:
        return self.name_ar if language == "ar" else self.name_en


@pghistory.track()
class Claim(models.Model):
    """A proposition under a neutral heading: "Who says that ...", never whether it is true."""

    heading_en = models.CharField(
        pgettext_lazy("verbatim", "heading in English"),
        max_length=300,
        unique=True,
        help_text=pgettext_lazy("verbatim", "Neutral: “Who says that …”"),
    )
    heading_ar = models.CharField(
        pgettext_lazy("verbatim", "heading in Arabic"),
        max_length=300,
        unique=True,
        help_text=pgettext_lazy("verbatim", "Neutral: “Who says that …”"),
    )
    proposition_en = models.TextField(pgettext_lazy("verbatim", "the claim in English"), blank=True)
    proposition_ar = models.TextField(pgettext_lazy("verbatim", "the claim in Arabic"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Claim")
        verbose_name_plural = pgettext_lazy("verbatim", "Claims")
        ordering = ["heading_en"]
        constraints = [
            models.CheckConstraint(condition=~Q(heading_en="") & ~Q(heading_ar=""), name="claim_has_both_headings"),
        ]

    def __str__(self) -> str:
        return self.heading(get_language() or "en")

    def heading(self, language: str) -> str:
        return self.heading_ar if language == "ar" else self.heading_en

    def proposition(self, language: str) -> str:
        first, second = self.proposition_en, self.proposition_ar
        return (second or first) if language == "ar" else (first or second)


@pghistory.track()
class ClaimTopic(models.Model):
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="claim_links", verbose_name=pgettext_lazy("verbatim", "Topic")
    )

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Topic")
        verbose_name_plural = pgettext_lazy("verbatim", "Topics")
        constraints = [models.UniqueConstraint(fields=["claim", "topic"], name="claim_topic_once")]

    def __str__(self) -> str:
        return str(self.topic)


@pghistory.track()
class Stance(models.Model):
    """Where one quotation stands on one claim. Always a person's decision."""

    class Kind(models.TextChoices):
        ASSERTS = "asserts", pgettext_lazy("verbatim", "Says so")
        DENIES = "denies", pgettext_lazy("verbatim", "Says not")
        QUALIFIES = "qualifies", pgettext_lazy("verbatim", "Says so, with limits")

    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="stances", verbose_name=pgettext_lazy("verbatim", "Claim")
    )
    quotation = models.ForeignKey(
        Quotation, models.CASCADE, related_name="stances", verbose_name=pgettext_lazy("verbatim", "Quote")
    )
    kind = models.CharField(pgettext_lazy("verbatim", "stance"), max_length=10, choices=Kind.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=pgettext_lazy("verbatim", "decided by"),
    )
    decided_at = models.DateTimeField(pgettext_lazy("verbatim", "decided at"), editable=False)

    objects = QuotationPartQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "stance")
        verbose_name_plural = pgettext_lazy("verbatim", "stances")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["claim", "quotation"], name="stance_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


@pghistory.track()
class ExternalReview(models.Model):
    """A fact-check by somebody else, recorded with its own words for the verdict (schema.org ClaimReview)."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="external_reviews")
    publication = models.ForeignKey(
        Publication,
        models.PROTECT,
        related_name="external_reviews",
        verbose_name=pgettext_lazy("verbatim", "Outlet"),
    )
    address = models.URLField(pgettext_lazy("verbatim", "address"), max_length=2000)
    verdict = models.CharField(pgettext_lazy("verbatim", "verdict, in its own words"), max_length=200)
    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=8, choices=LANGUAGE_CHOICES)
    published_on = models.DateField(pgettext_lazy("verbatim", "published on"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Outside fact-check")
        verbose_name_plural = pgettext_lazy("verbatim", "Outside fact-checks")
        ordering = ["-published_on", "id"]
        constraints = [models.UniqueConstraint(fields=["claim", "address"], name="external_review_once")]

    def __str__(self) -> str:
        return self.verdict
