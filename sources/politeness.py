"""Nobody is asked faster than is polite, by however many workers, and robots.txt is read once a day.

Both live in PostgreSQL: workers on several machines share it, a restart forgets nothing, and a web request needs no
broker to take its turn (docs/adr/0013).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from sources import unfetched
from sources.fetching import Fetched
from sources.hosts import Target
from sources.models import RobotsFile, VisitedHost
from sources.robots import text_of

ROBOTS_LAST: Final = timedelta(days=1)
ASK_AGAIN: Final = timedelta(hours=1)
GIVEN_UP: Final = timedelta(days=30)
"""RFC 9309, 2.3.1.4: a robots.txt that cannot be read for so long may be taken for none."""

# One statement, so that of two workers the second sees the turn of the first.
TAKE_TURN: Final = """
    INSERT INTO {table} (host, free_at) VALUES (%(host)s, %(now)s + make_interval(secs => %(delay)s))
    ON CONFLICT (host) DO UPDATE SET free_at = GREATEST({table}.free_at, %(now)s) + make_interval(secs => %(delay)s)
        WHERE {table}.free_at <= %(now)s + make_interval(secs => %(patience)s)
    RETURNING free_at
"""


def take_turn(host: str, *, now: datetime, delay: timedelta, patience: timedelta) -> timedelta:
    """How long to wait before asking the host; nobody else asks it until `delay` after that.

    `unfetched.HostBusy`, and no turn taken, where it would be longer than `patience`. Not inside a transaction: the
    turn must count for others at once.
    """
    key = host.removeprefix("www.")
    facts: dict[str, str | datetime | float] = {
        "host": key,
        "now": now,
        "delay": delay.total_seconds(),
        "patience": patience.total_seconds(),
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(TAKE_TURN.format(table=VisitedHost._meta.db_table), facts)
        row = cursor.fetchone()
    if row is None:
        free_at = VisitedHost.objects.values_list("free_at", flat=True).get(host=key)
        raise unfetched.HostBusy(host=host, seconds=max(1, round((free_at - now).total_seconds())))
    turn: timedelta = row[0] - delay - now
    return turn


def robots_text(target: Target, *, now: datetime, ask: Callable[[str], Fetched]) -> str:
    """The robots.txt that holds for the target, empty where the host has none.

    Kept for a day. While it cannot be read an earlier one holds; without one nothing may be visited: `NotReached`.
    """
    kept = RobotsFile.objects.filter(origin=target.origin).first()
    if kept is None or kept.expires_at <= now:
        kept = _asked_again(target, kept, now, ask)
    if kept.is_known:
        return kept.text
    raise unfetched.RobotsAway(host=target.host, seconds=max(1, round((kept.expires_at - now).total_seconds())))


def _asked_again(target: Target, kept: RobotsFile | None, now: datetime, ask: Callable[[str], Fetched]) -> RobotsFile:
    try:
        text = text_of(ask(f"{target.origin}/robots.txt").content)
    except (unfetched.AddressRejected, unfetched.HostBusy):
        raise
    except unfetched.FetchRefused as refusal:
        if _says_there_is_none(refusal):
            return _keep(target, text="", is_known=True, away_since=None, expires_at=now + ROBOTS_LAST)
        row = _keep_away(target, kept, now, refusal)
        if not row.is_known and isinstance(refusal, unfetched.NotReached):
            raise  # why the host gave nothing says more than that its robots.txt is missing
        return row
    return _keep(target, text=text, is_known=True, away_since=None, expires_at=now + ROBOTS_LAST)


def _says_there_is_none(refusal: unfetched.FetchRefused) -> bool:
    """RFC 9309, 2.3.1.3: any 4xx and too many redirects; but a host that is asked too often has not said so."""
    if isinstance(refusal, unfetched.TooManyRequests | unfetched.ServerFailed):
        return False
    return isinstance(refusal, unfetched.AnswerRefused | unfetched.NoContent)


def _keep_away(target: Target, kept: RobotsFile | None, now: datetime, refusal: unfetched.FetchRefused) -> RobotsFile:
    wait = ASK_AGAIN
    if isinstance(refusal, unfetched.AnswerRefused):
        wait = max(wait, timedelta(seconds=int(refusal.params.get("seconds", 0))))
    since = kept.away_since if kept and kept.away_since else now
    return _keep(
        target,
        text=kept.text if kept else "",
        is_known=bool(kept and kept.is_known) or now - since >= GIVEN_UP,
        away_since=since,
        expires_at=now + wait,
    )


def _keep(
    target: Target, *, text: str, is_known: bool, away_since: datetime | None, expires_at: datetime
) -> RobotsFile:
    facts = {"text": text, "is_known": is_known, "away_since": away_since, "expires_at": expires_at}
    row, _ = RobotsFile.objects.update_or_create(origin=target.origin, defaults=facts)
    return row
