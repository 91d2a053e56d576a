"""The base of every history row: besides the request's user it keeps the database role, so raw SQL has a name too."""

from typing import Any

import pghistory.models
from django.db import connection, models


class SessionUser(models.Func):
    """SQL `SESSION_USER`: the role that opened the connection."""

    template = "SESSION_USER"
    output_field = models.TextField()

    def __init__(self) -> None:
        super().__init__()


class HistoryEvent(pghistory.models.Event):
    pgh_db_role = models.TextField(db_default=SessionUser(), editable=False)

    class Meta:
        abstract = True


def forbid_truncate(**kwargs: Any) -> None:
    """Row triggers do not see TRUNCATE, so the application's role loses it. Superusers keep it, as everything."""
    with connection.cursor() as cursor:
        cursor.execute("REVOKE TRUNCATE ON ALL TABLES IN SCHEMA public FROM CURRENT_USER")
