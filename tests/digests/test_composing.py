"""Editions: every public fact once, nothing that is not public, one a week, copies only for whom it concerns."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digests.models import Delivery, Edition, EditionItem, Subscriber
from digests.services import composing
from digests.weeks import IsoWeek
from quotes.models import MatchRelation, Stance
from quotes.services import quoting
from tests.digests.conftest import AFTER, DURING, WEEK, delivered_to, part
from tests.factories import NOW, make_claim, make_disputed, make_quotation, make_relation, make_speaker, make_user

pytestmark = pytest.mark.django_db

Subscribe = Callable[..., Subscriber]
W47, W48 = IsoWeek(2026, 47), IsoWeek(2026, 48)


def compose(week: IsoWeek = W47, now: datetime = AFTER, language: str = "en") -> Edition | None:
    return composing.compose(now=now, week=week, language=language, time_zone="UTC")


def told(edition: Edition | None) -> set[tuple[str, int]]:
    assert edition is not None
    return set(edition.items.filter(silent=False).values_list("kind", "object_id"))


def test_every_kind_of_public_fact_is_taken_and_no_other(subscribed: Subscribe) -> None:
    subscribed()
    first, second, doubted, taken_back = (make_quotation() for _ in range(4))
    draft = make_quotation(published=False)
    held = quoting.hold(by=make_user(), now=NOW, quotation=make_quotation())
    relation = make_relation(first, second, state="confirmed")
    make_relation(first, second, relation="echo", state="confirmed")
    make_relation(first, doubted, state="suggested")
    make_relation(second, doubted, state="rejected")
    make_relation(first, draft, state="confirmed")
    make_relation(first, held, state="confirmed")
    attribution = make_disputed(doubted, denial=second)
    quoting.withdraw(by=make_user("chief"), now=NOW, quotation=taken_back, because="The saved copy was a forgery.")
    correction = doubted.corrections.get()
    assert told(compose()) == {
        ("published", first.pk),
        ("published", second.pk),
        ("published", doubted.pk),
        ("relation", relation.pk),
        ("disputed", attribution.pk),
        ("correction", correction.pk),
        ("withdrawal", taken_back.pk),
    }


def test_fact_enters_one_edition_of_a_language_and_zone_once(subscribed: Subscribe) -> None:
    subscribed()
    early = make_quotation()
    first = compose()
    # Committed after the first edition, though its own date lies before it: no window lets it fall between.
    late = make_quotation()
    second = compose(W48, AFTER + timedelta(days=7))
    assert told(first) == {("published", early.pk)}
    assert told(second) == {("published", late.pk)}
    assert told(compose(language="ar")) == {("published", early.pk), ("published", late.pk)}


def test_week_is_composed_once(subscribed: Subscribe) -> None:
    subscribed()
    make_quotation()
    assert compose() is not None
    assert compose() is None
    assert composing.compose_due(now=AFTER) == []
    assert Delivery.objects.count() == 1


def test_edition_is_composed_when_its_week_is_over_in_its_zone(subscribed: Subscribe) -> None:
    subscribed("east@example.org", time_zone="Asia/Tokyo")
    Edition.objects.all().delete()
    make_quotation()
    end_in_tokyo = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    composing.compose_due(now=end_in_tokyo - timedelta(seconds=1))
    assert not Edition.objects.filter(week=WEEK).exists()
    composing.compose_due(now=end_in_tokyo)
    assert Edition.objects.get(week=WEEK).time_zone == "Asia/Tokyo"


def test_chosen_day_shifts_only_the_sending(subscribed: Subscribe) -> None:
    subscribed("monday@example.org")
    subscribed("friday@example.org", weekday=5)
    make_quotation()
    compose()
    due = dict(Delivery.objects.values_list("subscriber__email", "due_at"))
    assert due == {
        "monday@example.org": datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
        "friday@example.org": datetime(2026, 11, 27, 7, 0, tzinfo=UTC),
    }
    assert set(Delivery.objects.values_list("edition__week", flat=True)) == {WEEK}


def test_reader_gets_only_what_concerns_them_and_why(subscribed: Subscribe, tmp_path: Path) -> None:
    minister, mayor = make_speaker("Minister of Harbours"), make_speaker("Mayor of the Port")
    claim = make_claim("Who says that the bridge is safe")
    subscribed("harbours@example.org", speaker=minister)
    subscribed("bridges@example.org", claim=claim)
    subscribed("all@example.org")
    subscribed("nothing@example.org", speaker=make_speaker("Minister of Silence"))
    make_quotation("Harbours are open", speaker=minister)
    about_bridge = make_quotation("Bridges are safe", speaker=mayor)
    Stance.objects.create(claim=claim, quotation=about_bridge, kind="asserts", decided_by=make_user(), decided_at=NOW)
    compose()
    mails = {mail["To"]: part(mail, "plain") for mail in delivered_to(tmp_path)}
    assert set(mails) == {"harbours@example.org", "bridges@example.org", "all@example.org"}
    assert "Harbours are open" in mails["harbours@example.org"]
    assert "because you follow Minister of Harbours" in mails["harbours@example.org"]
    assert "Bridges" not in mails["harbours@example.org"]
    assert "because you follow Who says that the bridge is safe" in mails["bridges@example.org"]
    assert "Harbours are open" not in mails["bridges@example.org"]
    assert "because you follow everything" in mails["all@example.org"]
    assert "Harbours are open" in mails["all@example.org"]
    assert "Bridges are safe" in mails["all@example.org"]


def test_subscription_that_nobody_confirmed_brings_nothing(subscribed: Subscribe) -> None:
    minister = make_speaker()
    reader = subscribed(speaker=make_speaker())
    reader.subscriptions.create(speaker=minister, asked_at=DURING)
    make_quotation(speaker=minister)
    compose()
    assert not Delivery.objects.exists()


def test_empty_edition_closes_its_week_and_is_sent_to_nobody(subscribed: Subscribe) -> None:
    subscribed()
    make_quotation(published=False)
    edition = compose()
    assert told(edition) == set()
    assert not Delivery.objects.exists()
    make_quotation()
    composing.compose_due(now=AFTER + timedelta(days=1))
    assert not Delivery.objects.exists(), "a fact of the next week waits for the next week's mail"


def test_withdrawn_between_composing_and_sending_is_not_mailed(subscribed: Subscribe, tmp_path: Path) -> None:
    subscribed()
    stays, goes = make_quotation("These words stand"), make_quotation("These words were wrong")
    make_relation(stays, goes, state="confirmed")
    compose()
    quoting.withdraw(by=make_user("chief"), now=NOW, quotation=goes, because="The outlet took the article back.")
    (mail,) = delivered_to(tmp_path)
    assert "These words stand" in part(mail, "plain")
    assert "These words were wrong" not in mail.as_string() + part(mail, "html") + part(mail, "plain")


def test_copy_with_nothing_left_to_tell_is_not_sent(subscribed: Subscribe, tmp_path: Path) -> None:
    subscribed()
    quotation = make_quotation()
    compose()
    quoting.hold(by=make_user(), now=NOW, quotation=quotation)
    assert delivered_to(tmp_path) == []
    assert Delivery.objects.get().state == "dropped"


def test_withdrawal_is_told_without_the_words(subscribed: Subscribe, tmp_path: Path) -> None:
    minister = make_speaker("Minister of Harbours")
    subscribed(speaker=minister)
    quotation = make_quotation("These words were wrong", speaker=minister)
    quoting.withdraw(by=make_user("chief"), now=NOW, quotation=quotation, because="The saved copy was a forgery.")
    compose()
    (mail,) = delivered_to(tmp_path)
    text = part(mail, "plain")
    assert f"Quote {quotation.pk} was withdrawn on 20 November 2026" in text
    assert "The saved copy was a forgery." in text
    assert "These words were wrong" not in text + part(mail, "html")


def test_first_reader_of_a_language_is_not_told_old_news(subscribed: Subscribe) -> None:
    old, this_week = make_quotation(), make_quotation()
    first_monday = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    subscribed(now=first_monday)  # the factory's facts are of the week before
    new = make_quotation()
    assert told(compose(W48, AFTER + timedelta(days=7))) == {("published", new.pk)}
    silent = EditionItem.objects.filter(silent=True).values_list("object_id", flat=True)
    assert set(silent) == {old.pk, this_week.pk}
    composing.compose_due(now=first_monday + timedelta(minutes=1))
    assert not Delivery.objects.filter(week=WEEK).exists(), "the week before is closed for a new audience"


def test_reader_who_changes_language_gets_one_mail_a_week(subscribed: Subscribe) -> None:
    reader = subscribed()
    subscribed("other@example.org", language="ar")
    make_quotation()
    compose()
    Subscriber.objects.filter(pk=reader.pk).update(language="ar")
    compose(language="ar")
    assert Delivery.objects.filter(subscriber=reader).count() == 1
    assert Delivery.objects.count() == 2


def test_facts_about_one_quotation_are_one_item_and_a_linked_quotation_is_not_new_twice(
    subscribed: Subscribe, tmp_path: Path
) -> None:
    subscribed()
    ministry = make_speaker("Ministry of Harbours")
    doubted = make_quotation("The harbour is shut")
    denial = make_quotation("Nobody said that it is shut", speaker=ministry)
    make_disputed(doubted, denial=denial)
    make_relation(doubted, denial, relation="contradiction", state="confirmed")
    compose()
    (mail,) = delivered_to(tmp_path)
    text = part(mail, "plain")
    assert "Correction: attribution · Disputed · New quote" in text
    assert text.count("You get this because") == 2, "the link, and what changed about the doubted one"
    assert "Nobody said that it is shut" in text
    objection = text[text.index("It is disputed that") :].splitlines()
    assert "Nobody said that it is shut" in objection[1]
    assert objection[2].startswith("— ")
    assert "Ministry of Harbours" in objection[2]


def test_shift_whose_order_became_unknown_is_left_out(subscribed: Subscribe, tmp_path: Path) -> None:
    subscribed()
    minister = make_speaker()
    first, second = make_quotation(speaker=minister), make_quotation(speaker=minister)
    relation = make_relation(first, second, relation="shift", state="confirmed")
    compose()
    (mail,) = delivered_to(tmp_path)
    assert MatchRelation.objects.get(pk=relation.pk).match.earlier_id is None
    assert "Position changed" not in part(mail, "plain")


@pytest.mark.parametrize("readers", [1, 3])
def test_composing_asks_the_same_for_one_reader_and_three(
    subscribed: Subscribe, readers: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    speaker = make_speaker()
    for number in range(readers):
        subscribed(f"reader-{number}@example.org", speaker=speaker)
        make_quotation(speaker=speaker)
    with django_assert_num_queries(21):  # type: ignore[attr-defined]
        compose()
    assert Delivery.objects.count() == readers
