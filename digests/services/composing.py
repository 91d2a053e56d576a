"""Editions: one a week, language and zone, holding every public fact that none of its predecessors took.

Whoever comes second, in another worker at the same moment, finds the edition's row and does nothing: the unique
constraint decides. The edition, its items and its copies are written in one transaction.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Prefetch

from digests.models import Delivery, Edition, EditionItem, Subscriber, Subscription
from digests.queries.facts import Fact, facts_not_taken
from digests.queries.routes import Route, Told, routes_of, told_to
from digests.weeks import IsoWeek


def compose_due(*, now: datetime) -> list[Edition]:
    """Compose the last week that is over, wherever somebody reads the mail and it was not composed yet."""
    composed = []
    for language, time_zone in audiences():
        week = IsoWeek.last_over(now, ZoneInfo(time_zone))
        if not Edition.objects.filter(week=str(week), language=language, time_zone=time_zone).exists():
            edition = compose(now=now, week=week, language=language, time_zone=time_zone)
            composed += [edition] if edition else []
    return composed


@transaction.atomic
def compose(*, now: datetime, week: IsoWeek, language: str, time_zone: str) -> Edition | None:
    """The edition of this week with its items and a waiting copy for each reader whom an item concerns.

    None where it was composed before. A week that is not over is composed as it stands, its copies due at once.
    """
    edition, is_new = Edition.objects.get_or_create(
        week=str(week), language=language, time_zone=time_zone, defaults={"composed_at": now}
    )
    if not is_new:
        return None
    facts = facts_not_taken(language, time_zone)
    _take(edition, facts, silent=False)
    _queue_copies(edition, routes_of(facts), now)
    return edition


@transaction.atomic
def pass_over_old_facts(*, now: datetime, language: str, time_zone: str) -> None:
    """Before the first reader of a language and zone: what was public before this week is not news to them.

    The week's own facts stay for its edition. What is committed later is never passed over, whatever its date.
    """
    if Subscriber.objects.active().filter(language=language, time_zone=time_zone).exists():
        return
    zone = ZoneInfo(time_zone)
    last_week = IsoWeek.last_over(now, zone)
    closed, _ = Edition.objects.get_or_create(
        week=str(last_week), language=language, time_zone=time_zone, defaults={"composed_at": now}
    )
    _take(closed, facts_not_taken(language, time_zone, before=last_week.ends_at(zone)), silent=True)


def audiences() -> list[tuple[str, str]]:
    """The languages and zones in which somebody reads the mail."""
    pairs = Subscriber.objects.active().order_by("language", "time_zone")
    return list(pairs.values_list("language", "time_zone").distinct())


def readers(language: str, time_zone: str) -> Iterable[Subscriber]:
    """The readers of a language and zone with what they follow, confirmed only."""
    followed = Subscription.objects.confirmed().select_related("speaker", "claim").prefetch_related("speaker__names")
    return (
        Subscriber.objects.active()
        .filter(language=language, time_zone=time_zone)
        .prefetch_related(Prefetch("subscriptions", followed))
        .order_by("pk")
    )


def told_by_reader(language: str, time_zone: str, routes: dict[Fact, Route]) -> list[tuple[Subscriber, list[Told]]]:
    """Each reader whom at least one of the facts concerns, with those facts."""
    everybody = [(reader, told_to(reader.subscriptions.all(), routes)) for reader in readers(language, time_zone)]
    return [(reader, told) for reader, told in everybody if told]


def _take(edition: Edition, facts: Sequence[Fact], *, silent: bool) -> None:
    EditionItem.objects.bulk_create(
        [
            EditionItem(
                edition=edition,
                kind=fact.kind,
                object_id=fact.object_id,
                language=edition.language,
                time_zone=edition.time_zone,
                silent=silent,
            )
            for fact in facts
        ],
        ignore_conflicts=True,  # another edition took it first: then it is told there
        batch_size=1000,
    )


def _queue_copies(edition: Edition, routes: dict[Fact, Route], now: datetime) -> None:
    week, zone = edition.iso_week, edition.zone
    over = week.ends_at(zone) <= now
    copies = [
        Delivery(
            subscriber=reader,
            edition=edition,
            week=edition.week,
            due_at=week.sending_at(reader.weekday, zone) if over else now,
        )
        for reader, _ in told_by_reader(edition.language, edition.time_zone, routes)
    ]
    # A reader who changed language or zone this week has the copy of another edition already.
    Delivery.objects.bulk_create(copies, ignore_conflicts=True, batch_size=1000)
