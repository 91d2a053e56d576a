"""What is remembered of other people's servers."""

from django.db import models


class VisitedHost(models.Model):
    """A host that we fetch from, and until when it is left alone."""

    host = models.CharField(max_length=260, primary_key=True)
    free_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.host


class RobotsFile(models.Model):
    """What a host asks of automatic visitors, as last read.

    `is_known` is false while no file and no word that there is none was ever received. `away_since` is when reading
    it began to fail, empty while it does not.
    """

    origin = models.CharField(max_length=280, primary_key=True)
    text = models.TextField(blank=True)
    is_known = models.BooleanField()
    away_since = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.origin
