"""Feeds that are watched, and their entries."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sources.models.published import Publication

FOUND_BY_LOOKING = [
    *("etag", "last_modified", "checked_at", "next_check_at", "lease_token", "minutes", "news_at", "failures"),
    *("failing_since", "problem", "moved_to", "moved_since", "offered", "passed_over"),
    "useless",
]


class Feed(models.Model):
    """An RSS or Atom feed of a publication, with the state of watching it.

    It is looked at from `next_check_at` on; who looks holds it until then under `lease_token`. `minutes` is how long it
    is left alone between two looks. `problem` says in the form of `sources.problems` why the last looks failed, since
    `failing_since`; an inactive feed with a problem stopped by itself. `news_at` is when it last brought something new.
    `moved_to` is where it redirects for good, since `moved_since`. `offered` has the feeds of a page that is none:
    [address, title]. Of its first look `passed_over` entries were noted and not saved; when it was last read `useless`
    entries led to no page.
    """

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="feeds", verbose_name=pgettext_lazy("verbatim", "Outlet")
    )
    address = models.URLField(pgettext_lazy("verbatim", "address"), max_length=1000, unique=True)
    title = models.CharField(pgettext_lazy("verbatim", "title"), max_length=300, blank=True)
    active = models.BooleanField(pgettext_lazy("verbatim", "active"), default=True)
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    checked_at = models.DateTimeField(pgettext_lazy("verbatim", "last looked at"), null=True, editable=False)
    next_check_at = models.DateTimeField(pgettext_lazy("verbatim", "next look"), null=True, editable=False)
    lease_token = models.UUIDField(null=True, editable=False)
    minutes = models.PositiveIntegerField(default=30, editable=False)
    news_at = models.DateTimeField(pgettext_lazy("verbatim", "last news"), null=True, editable=False)
    failures = models.PositiveIntegerField(pgettext_lazy("verbatim", "failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    problem = models.JSONField(null=True, editable=False)
    moved_to = models.URLField(max_length=1000, blank=True, editable=False)
    moved_since = models.DateTimeField(null=True, editable=False)
    offered = models.JSONField(default=list, editable=False)
    passed_over = models.PositiveIntegerField(default=0, editable=False)
    useless = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Feed (RSS)")
        verbose_name_plural = pgettext_lazy("verbatim", "Feeds (RSS)")
        ordering = ["publication", "address"]
        indexes = [models.Index(fields=["next_check_at"], condition=Q(active=True), name="feed_to_look_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0, failing_since__isnull=False),
                name="feed_failure_facts_together",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.address


class FeedEntry(models.Model):
    """One entry of a feed as it was last seen: a changed headline or date is a reason to look at the article again.

    `same_as` is the entry, mostly of another feed, that asked for the same article before.
    """

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries")
    identity = models.CharField(max_length=500)
    address = models.CharField(pgettext_lazy("verbatim", "address"), max_length=2000)
    title = models.CharField(pgettext_lazy("verbatim", "title"), max_length=500, blank=True)
    dated = models.DateTimeField(pgettext_lazy("verbatim", "dated"), null=True)
    seen_at = models.DateTimeField(pgettext_lazy("verbatim", "first seen"))
    changed_at = models.DateTimeField(pgettext_lazy("verbatim", "last changed"))
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "entry of a feed")
        verbose_name_plural = pgettext_lazy("verbatim", "entries of feeds")
        default_permissions = ()
        ordering = ["-seen_at", "-pk"]
        indexes = [models.Index(fields=["address"], name="feed_entry_address")]
        constraints = [models.UniqueConstraint(fields=["feed", "identity"], name="feed_entry_once")]

    def __str__(self) -> str:
        return self.title or self.address


# What each look at a feed finds is no decision of anybody's.
pghistory.track(exclude=FOUND_BY_LOOKING)(Feed)
