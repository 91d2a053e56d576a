"""What beat wakes. It only says "look now": which week, which letter, which hour is decided by the rows."""

from celery import shared_task
from django.conf import settings
from django.db import connection
from django.utils import timezone

from digests.mail.transport import transport_for
from digests.services.claiming import anything_due, settle_expired
from digests.services.composing import compose_due
from digests.services.delivering import deliver_due

WAKE_UP_HOLDS = 5
"""Seconds after which an unread wake-up is thrown away: the next look finds the same rows."""

ONE_SENDER = 0x64696765
"""Number of the advisory lock: a mail server that keeps us waiting keeps one worker waiting, not all."""


@shared_task(name="digests.sweep")
def sweep() -> None:
    """Compose what is due, settle what dead senders left, wake a sender where letters wait."""
    now = timezone.now()
    compose_due(now=now)
    settle_expired(now=now, repeatable=transport_for(settings.MAIL_URL).repeatable)
    if anything_due(now=now):
        deliver.apply_async(expires=WAKE_UP_HOLDS)


@shared_task(name="digests.deliver")
def deliver() -> None:
    """Send what is due, unless another worker is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_SENDER])
        (alone,) = cursor.fetchone()
    if not alone:
        return
    try:
        deliver_due(transport=transport_for(settings.MAIL_URL), clock=timezone.now)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_SENDER])
