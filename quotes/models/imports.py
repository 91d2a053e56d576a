"""What came from another archive, each row once."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from quotes.models.quotations import Quotation


@pgtrigger.register(pgtrigger.Protect(name="imported_row_is_never_deleted", operation=pgtrigger.Delete))
class ImportedRow(models.Model):
    """One row of an imported file. `key` makes it unique (law 4): importing a file again changes nothing.

    `content_sha256` is of what the row said, to tell a changed row from a known one. A draft that was deleted since
    leaves the row without its quotation, and is not imported again.
    """

    key = models.CharField(max_length=64, unique=True)
    content_sha256 = models.CharField(max_length=64)
    quotation = models.OneToOneField(
        Quotation,
        models.SET_NULL,
        null=True,
        related_name="imported_row",
        verbose_name=pgettext_lazy("verbatim", "Quote"),
    )
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Import")
        ordering = ["id"]
        permissions = [("publish_import", "Can publish quotes while importing them")]
        constraints = [
            models.CheckConstraint(
                condition=Q(key__regex=r"^[0-9a-f]{64}$") & Q(content_sha256__regex=r"^[0-9a-f]{64}$"),
                name="imported_row_hashes_are_hex",
            )
        ]

    def __str__(self) -> str:
        return self.key[:12]
