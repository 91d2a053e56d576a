"""What became of published articles since they were saved: the machine's looks, and what editors decided of them."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from quotes.models.fields import decided_check
from quotes.models.occurrences import Occurrence
from quotes.querysets import ArticleChangeQuerySet
from sources.models import Article, Capture, CaptureJob


class ArticleWatch(models.Model):
    """The schedule of looking again at an article on which published quotations rest.

    `step` counts the looks since it last changed: the more, the rarer. `unreachable_since` while looks fail.
    """

    article = models.OneToOneField(Article, models.CASCADE, related_name="watch")
    next_look_at = models.DateTimeField(db_index=True)
    step = models.PositiveSmallIntegerField(default=0)
    unreachable_since = models.DateTimeField(null=True)
    problem = models.JSONField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article}"


class Look(models.Model):
    """One finished look at an article, read to its end: what is missing of them is work (law 3).

    `capture` is the copy that was seen, empty where the page was not reached or was not the article.
    """

    job = models.OneToOneField(CaptureJob, models.CASCADE, related_name="look")
    article = models.ForeignKey(Article, models.CASCADE, related_name="looks")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField()
    is_missing = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["-looked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.article} · {self.looked_at:%Y-%m-%d %H:%M}"


class Sighting(models.Model):
    """What one look found of one appearance: a guess of the machine, never shown to readers (law 1)."""

    class State(models.TextChoices):
        INTACT = "intact", pgettext_lazy("sighting", "Still there")
        MOVED = "moved", pgettext_lazy("sighting", "Moved")
        EDITED = "edited", pgettext_lazy("sighting", "Edited")
        REMOVED = "removed", pgettext_lazy("sighting", "No longer found")
        UNREACHABLE = "unreachable", pgettext_lazy("sighting", "Page unreachable")

    look = models.ForeignKey(Look, models.CASCADE, related_name="sightings")
    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="sightings")
    state = models.CharField(max_length=12, choices=State.choices)
    words = models.TextField(blank=True)
    touches_quote = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["-look__looked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["look", "occurrence"], name="sighting_once_per_look"),
            models.CheckConstraint(
                condition=Q(state__in=["intact", "moved", "edited", "removed", "unreachable"]),
                name="sighting_known_state",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


# The history says who decided what and when, not the article's words: no event may outlive a lawful erasure.
@pghistory.track(exclude=["before", "after"])
class ArticleChange(models.Model):
    """A change that two looks saw, for an editor to decide; readers see what was confirmed.

    Of words `occurrence`, `before` and `after` (empty where they are gone); of a headline, the names or a notice its
    words before and after. `seen_at` is the first look that saw it, `capture` the later copy. `fingerprint` is the hash
    of what changed into what: dismissed, it does not come back. `article_state` is what the article was before the
    confirmation changed it. With `words_erased` the decision stands, but a law erased the copy that had the words.
    """

    class Kind(models.TextChoices):
        WORDS = "words", pgettext_lazy("article change", "The quoted words")
        GONE = "gone", pgettext_lazy("article change", "The whole article")
        HEADLINE = "headline", pgettext_lazy("article change", "The headline")
        AUTHORS = "authors", pgettext_lazy("article change", "The names of its authors")
        NOTICE = "notice", pgettext_lazy("article change", "A notice of the outlet")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("article change", "Open")
        CONFIRMED = "confirmed", pgettext_lazy("article change", "Confirmed")
        DISMISSED = "dismissed", pgettext_lazy("article change", "Dismissed")

    article = models.ForeignKey(Article, models.CASCADE, related_name="changes")
    occurrence = models.ForeignKey(Occurrence, models.CASCADE, null=True, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    article_state = models.CharField(max_length=12, blank=True)
    words_erased = models.BooleanField(default=False)

    objects = ArticleChangeQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "change in an article")
        verbose_name_plural = pgettext_lazy("verbatim", "changes in articles")
        ordering = ["-seen_at", "-pk"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(fields=["article", "fingerprint"], name="article_change_once"),
            decided_check("state", "open", "article_change_decision_facts_together"),
            models.CheckConstraint(
                condition=Q(kind="words", occurrence__isnull=False) | (~Q(kind="words") & Q(occurrence=None)),
                name="article_change_of_words_has_its_place",
            ),
            models.CheckConstraint(
                condition=Q(words_erased=False) | (Q(before="", after="") & ~Q(state="open")),
                name="article_change_erased_has_no_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.get_kind_display()}"
