"""Whom and what the people of the desk watch: it comes first in their inbox."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from quotes.models.claims import Claim
from quotes.models.speakers import Speaker


class Watch(models.Model):
    """One person watches one speaker or one claim. It says nothing to readers and changes no fact."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    speaker = models.ForeignKey(Speaker, models.CASCADE, null=True, blank=True, related_name="watches")
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="watches")
    since = models.DateTimeField()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "watched speaker or claim")
        verbose_name_plural = pgettext_lazy("verbatim", "watched speakers and claims")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["speaker", "user"], name="watch_a_speaker_once"),
            models.UniqueConstraint(fields=["claim", "user"], name="watch_a_claim_once"),
            models.CheckConstraint(
                condition=Q(speaker__isnull=False, claim=None) | Q(speaker=None, claim__isnull=False),
                name="watch_one_speaker_or_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.speaker_id or self.claim_id}"
