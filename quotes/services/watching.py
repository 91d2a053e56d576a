"""Whom and what an editor watches: one click, and one click back."""

from datetime import datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import pgettext

from accounts.models import User
from quotes.models import Claim, Speaker, Watch

MAY_WATCH: Final = ("quotes.add_watch", "quotes.delete_watch")


def watch(*, by: User, now: datetime, what: Speaker | Claim) -> Watch:
    """From now on suggested quotes of this speaker, or near this claim, come first in the editor's inbox."""
    _demand_permission(by)
    row, _ = Watch.objects.get_or_create(user=by, **_column(what), defaults={"since": now})
    return row


def unwatch(*, by: User, what: Speaker | Claim) -> bool:
    """Watch it no longer; returns whether it was watched."""
    _demand_permission(by)
    return Watch.objects.filter(user=by, **_column(what)).delete()[0] > 0


def _column(what: Speaker | Claim) -> dict[str, Any]:
    return {"speaker": what} if isinstance(what, Speaker) else {"claim": what}


def _demand_permission(by: User) -> None:
    if not by.has_perms(MAY_WATCH):
        raise PermissionDenied(pgettext("verbatim", "Only editors choose what they watch."))
