"""Copies in a public web archive."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sources.models.published import Article
from sources.querysets import ArchivedCopyQuerySet


class ArchivedCopy(models.Model):
    """The wish that a public web archive saves an article, and what became of it. The row is the job (law 3).

    `page` is the article's address as the archive is asked for it, `address` the archive's own copy of it,
    `archived_at` when that was made. `problem` says in the form of `sources.problems` why there is none. It is not
    begun before `not_before`.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("job", "Waiting")
        RUNNING = "running", pgettext_lazy("job", "Running")
        DONE = "done", pgettext_lazy("job", "Done")
        REFUSED = "refused", pgettext_lazy("capture job", "Not possible")
        PARKED = "parked", pgettext_lazy("job", "Parked")

    article = models.OneToOneField(Article, models.CASCADE, related_name="archived_copy")
    page = models.CharField(max_length=2000)
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField()
    state = models.CharField(
        pgettext_lazy("verbatim", "state"), max_length=10, choices=State.choices, default=State.QUEUED
    )
    address = models.CharField(max_length=2000, blank=True)
    archived_at = models.DateTimeField(null=True)
    problem = models.JSONField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(pgettext_lazy("verbatim", "attempts"), default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(pgettext_lazy("verbatim", "last error"), blank=True)

    objects = ArchivedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "copy in a web archive")
        verbose_name_plural = pgettext_lazy("verbatim", "copies in a web archive")
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state__in=["queued", "running"]), name="archived_copy_to_do"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_token=None, lease_until=None)),
                name="archived_copy_lease_facts_together",
            ),
            models.CheckConstraint(
                condition=(Q(state="done", archived_at__isnull=False, problem=None) & ~Q(address=""))
                | (~Q(state="done") & Q(address="", archived_at=None)),
                name="archived_copy_done_has_address",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(problem__isnull=False), name="archived_copy_refused_has_problem"
            ),
        ]

    def __str__(self) -> str:
        return self.address or str(self.article)
