"""`manage.py digest`: what would go, to whom, why; and composing by hand."""

from collections.abc import Callable
from datetime import UTC
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from digests.models import Delivery, Edition, EditionItem, Subscriber
from digests.weeks import IsoWeek
from tests.factories import make_quotation, make_speaker

pytestmark = pytest.mark.django_db

Subscribe = Callable[..., Subscriber]


def digest(*arguments: str) -> str:
    out = StringIO()
    call_command("digest", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_dry_run_shows_to_whom_what_and_why_and_writes_nothing(subscribed: Subscribe) -> None:
    minister = make_speaker("Minister of Harbours")
    subscribed("harbours@example.org", speaker=minister)
    subscribed("silence@example.org", speaker=make_speaker())
    make_quotation("The harbour is open", speaker=minister)
    make_quotation("Nobody follows these words")
    before = Edition.objects.count(), EditionItem.objects.count()
    shown = digest("--week", "2026-W47", "--dry-run")
    assert "to harbours@example.org, Monday" in shown
    assert "New quote: “The harbour is open” (because you follow Minister of Harbours)" in shown
    assert "silence@example.org" not in shown
    assert "Nobody follows" not in shown
    assert (Edition.objects.count(), EditionItem.objects.count(), Delivery.objects.count()) == (*before, 0)


def test_week_is_composed_once_by_hand(subscribed: Subscribe) -> None:
    subscribed()
    make_quotation()
    last = str(IsoWeek.last_over(timezone.now(), UTC))  # type: ignore[arg-type]
    Edition.objects.filter(week=last).delete()
    assert "1 facts, 1 copies queued" in digest("--week", last)
    assert "nothing is done twice" in digest("--week", last)
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("week", ["2026-47", "W47", "next", "", "2025-W53", "2026-W00", "\u202e2026-W47"])
def test_what_is_no_week_is_refused_with_an_example(week: str) -> None:
    with pytest.raises(CommandError, match=r"is not a week\. Write it as ISO 8601 does, for example 2026-W47"):
        digest("--week", week)


def test_week_that_is_not_over_needs_a_word_more(subscribed: Subscribe) -> None:
    subscribed()
    make_quotation()
    this_week = str(IsoWeek.of(timezone.now().date()))
    with pytest.raises(CommandError, match="--early"):
        digest("--week", this_week)
    with pytest.raises(CommandError, match="has not begun"):
        digest("--week", "2999-W01", "--early")
    assert "1 copies queued" in digest("--week", this_week, "--early")
    assert Delivery.objects.get().due_at <= timezone.now()


def test_without_readers_it_says_so() -> None:
    assert "Nobody reads the weekly mail yet" in digest("--week", "2026-W47")
