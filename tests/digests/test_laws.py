"""What the database itself refuses, whoever writes: every "once" and every pair of facts (law 4)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from digests.models import Confirmation, Delivery, Edition, EditionItem, Subscriber, Subscription
from tests.digests.conftest import AFTER, DURING
from tests.factories import make_claim, make_speaker, make_user

pytestmark = pytest.mark.django_db


def refused(write: Callable[[], object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


@pytest.fixture
def reader() -> Subscriber:
    return Subscriber.objects.create(email="reader@example.org", language="en", time_zone="UTC", asked_at=DURING)


@pytest.fixture
def edition() -> Edition:
    return Edition.objects.create(week="2026-W47", language="en", time_zone="UTC", composed_at=AFTER)


def make_delivery(reader: Subscriber, edition: Edition, **changes: Any) -> Delivery:
    return Delivery.objects.create(
        **{"subscriber": reader, "edition": edition, "week": edition.week, "due_at": AFTER, **changes}
    )


def test_address_once_whatever_its_case(reader: Subscriber) -> None:
    other = {"language": "ar", "time_zone": "UTC", "asked_at": DURING}
    refused(lambda: Subscriber.objects.create(email="Reader@Example.org", **other), "subscriber_email_once")
    assert Subscriber.objects.create(email="reader2@example.org", **other).pk


def test_edition_once_per_week_language_and_zone(edition: Edition) -> None:
    same = {"week": "2026-W47", "language": "en", "time_zone": "UTC", "composed_at": AFTER}
    refused(lambda: Edition.objects.create(**same), "edition_once_per_week_language_zone")
    assert Edition.objects.create(**{**same, "time_zone": "Asia/Riyadh"}).pk


def test_fact_enters_one_edition_once(edition: Edition) -> None:
    later = Edition.objects.create(week="2026-W48", language="en", time_zone="UTC", composed_at=AFTER)
    fact = {"kind": "published", "object_id": 7, "language": "en", "time_zone": "UTC"}
    EditionItem.objects.create(edition=edition, **fact)
    refused(lambda: EditionItem.objects.create(edition=later, **fact), "edition_item_takes_a_fact_once")
    assert EditionItem.objects.create(edition=later, **{**fact, "kind": "withdrawal"}).pk


def test_one_copy_for_a_reader_and_edition_and_one_a_week(reader: Subscriber, edition: Edition) -> None:
    make_delivery(reader, edition)
    refused(lambda: make_delivery(reader, edition), "delivery_once|delivery_one_a_week")
    arabic = Edition.objects.create(week="2026-W47", language="ar", time_zone="UTC", composed_at=AFTER)
    refused(lambda: make_delivery(reader, arabic), "delivery_one_a_week")


def test_one_open_confirmation(reader: Subscriber) -> None:
    facts = {"subscriber": reader, "language": "en", "asked_at": DURING, "due_at": DURING}
    Confirmation.objects.create(**facts)
    refused(lambda: Confirmation.objects.create(**facts), "confirmation_one_open")
    Confirmation.objects.update(state="sent", sent_at=AFTER)
    assert Confirmation.objects.create(**facts).pk


def test_subscription_has_one_target_once(reader: Subscriber) -> None:
    speaker, claim = make_speaker(), make_claim()
    both = {"subscriber": reader, "speaker": speaker, "claim": claim, "asked_at": DURING}
    refused(lambda: Subscription.objects.create(**both), "subscription_has_one_target")
    for target in ({}, {"speaker": speaker}, {"claim": claim}):
        facts = {"subscriber": reader, "asked_at": DURING, **target}
        Subscription.objects.create(**facts)
        refused(lambda facts=facts: Subscription.objects.create(**facts), "subscription_once")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "sent"}, "delivery_sent_has_time"),
        ({"sent_at": AFTER}, "delivery_sent_has_time"),
        ({"state": "claimed"}, "delivery_lease_facts_together"),
        ({"leased_until": AFTER}, "delivery_lease_facts_together"),
        ({"state": "held"}, "delivery_transmitted_has_message_id"),
        ({"state": "nonsense"}, "delivery_lease_facts_together"),
        ({"settled_at": AFTER}, "delivery_settling_facts_together"),
    ],
)
def test_half_facts_of_a_letter(reader: Subscriber, edition: Edition, changes: dict[str, Any], constraint: str) -> None:
    refused(lambda: make_delivery(reader, edition, **changes), constraint)


def test_whole_facts_of_a_letter(reader: Subscriber, edition: Edition) -> None:
    whole = {"state": "sent", "sent_at": AFTER, "settled_by": make_user("chief"), "settled_at": AFTER}
    assert make_delivery(reader, edition, **whole).pk


@pytest.mark.parametrize("changes", [{"state": "active"}, {"state": "left"}, {"confirmed_at": AFTER}, {"weekday": 8}])
def test_half_facts_of_a_reader(reader: Subscriber, changes: dict[str, Any]) -> None:
    refused(lambda: Subscriber.objects.filter(pk=reader.pk).update(**changes), "subscriber_")


def test_what_readers_follow_is_in_no_history() -> None:
    names = {model.__name__ for model in apps.get_app_config("digests").get_models()}
    assert names == {"Subscriber", "Subscription", "Edition", "EditionItem", "Confirmation", "Delivery"}


def test_erased_reader_leaves_no_row(reader: Subscriber, edition: Edition) -> None:
    make_delivery(reader, edition, due_at=AFTER + timedelta(days=1))
    reader.delete()
    assert not Delivery.objects.exists()
