"""The weekly mail on the desk: who may look, who may decide, and the folder of mails."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from digests.models import Confirmation, Delivery, Edition, Subscriber
from digests.services import claiming, composing
from digests.services.claiming import LEASE
from digests.weeks import IsoWeek
from tests.digests.conftest import AFTER, delivered_to
from tests.factories import make_quotation, make_speaker, make_user

pytestmark = pytest.mark.django_db

Subscribe = Callable[..., Subscriber]
LISTS = ["subscriber", "edition", "delivery", "confirmation"]


@pytest.fixture
def held(subscribed: Subscribe) -> Delivery:
    subscribed()
    make_quotation()
    composing.compose(now=AFTER, week=IsoWeek(2026, 47), language="en", time_zone="UTC")
    letter = claiming.claim_next(Delivery, now=AFTER)
    assert letter is not None
    claiming.begin_transmission(now=AFTER, letter=letter, message_id="<a@b>")
    claiming.settle_expired(now=AFTER + 2 * LEASE, repeatable=False)
    return letter


def signed_in(client: Client, role: str) -> Client:
    client.force_login(make_user(role))
    return client


def test_held_mail_is_listed_and_settled_by_a_chief_who_was_asked_twice(client: Client, held: Delivery) -> None:
    signed_in(client, "chief")
    listed = client.get("/en/desk/digests/delivery/?decide=unsettled").content.decode()
    assert "reader@example.org" in listed
    page = client.get(f"/en/desk/digests/delivery/{held.pk}/change/").content.decode()
    address = f"/en/desk/digests/delivery/{held.pk}/settle/sent/"
    assert address in page
    assert client.get(address).status_code == 200
    held.refresh_from_db()
    assert held.state == "held", "the page only asks"
    assert client.post(address).status_code == 302
    held.refresh_from_db()
    assert held.state == "sent"
    assert held.settled_by is not None
    again = client.post(f"/en/desk/digests/delivery/{held.pk}/settle/again/", follow=True)
    assert "Somebody has decided about this mail already" in again.content.decode()
    held.refresh_from_db()
    assert held.state == "sent"


@pytest.mark.parametrize(("role", "status"), [("editor", 403), ("reporter", 403)])
def test_only_a_chief_decides(client: Client, held: Delivery, role: str, status: int) -> None:
    signed_in(client, role)
    assert client.post(f"/en/desk/digests/delivery/{held.pk}/settle/again/").status_code == status
    held.refresh_from_db()
    assert held.state == "held"


@pytest.mark.parametrize("action", ["nonsense", "SENT", "held"])
def test_unknown_decision_is_not_found(client: Client, held: Delivery, action: str) -> None:
    assert signed_in(client, "chief").post(f"/en/desk/digests/delivery/{held.pk}/settle/{action}/").status_code == 404


@pytest.mark.parametrize("listed", LISTS)
def test_reporters_do_not_see_readers(client: Client, listed: str) -> None:
    assert signed_in(client, "reporter").get(f"/en/desk/digests/{listed}/").status_code == 403
    assert signed_in(client, "editor").get(f"/en/desk/digests/{listed}/").status_code == 200


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("rows", [1, 3, 50])
def test_lists_ask_the_same_for_any_number_of_rows(
    client: Client, subscribed: Subscribe, django_assert_num_queries: DjangoAssertNumQueries, listed: str, rows: int
) -> None:
    signed_in(client, "editor")
    edition = Edition.objects.create(week="2026-W40", language="en", time_zone="UTC", composed_at=AFTER)
    speaker = make_speaker()
    for number in range(rows):
        reader = subscribed(f"reader-{number}@example.org", speaker=speaker)
        Delivery.objects.create(subscriber=reader, edition=edition, week="2026-W40", due_at=AFTER)
        Confirmation.objects.create(subscriber=reader, language="en", asked_at=AFTER, due_at=AFTER)
        Edition.objects.create(week=f"2025-W{number + 1:02}", language="en", time_zone="UTC", composed_at=AFTER)
    Edition.objects.filter(week="2026-W46").delete()
    with django_assert_num_queries({"subscriber": 9, "edition": 7, "delivery": 6, "confirmation": 6}[listed]):
        assert client.get(f"/en/desk/digests/{listed}/").status_code == 200


def test_folder_of_mails_is_listed_and_shown_escaped(client: Client, subscribed: Subscribe, mail_folder: Path) -> None:
    subscribed()
    make_quotation("Words with <script>alert(1)</script> in them")
    composing.compose(now=AFTER, week=IsoWeek(2026, 47), language="en", time_zone="UTC")
    delivered_to(mail_folder, AFTER)
    (file,) = mail_folder.iterdir()
    signed_in(client, "editor")
    assert "reader@example.org" in client.get("/en/desk/digests/delivery/folder/").content.decode()
    page = client.get(f"/en/desk/digests/delivery/folder/{file.name}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    sandboxed = client.get(f"/en/desk/digests/delivery/folder/{file.name}/html/")
    assert sandboxed["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("name", ["..%2Fsecret.eml", "%2Fetc%2Fpasswd", "secret.txt", "no.eml", "%00.eml", "..eml"])
def test_folder_shows_nothing_but_its_mails(client: Client, mail_folder: Path, name: str) -> None:
    mail_folder.mkdir()
    (mail_folder / "secret.txt").write_text("not for the desk")
    (mail_folder.parent / "secret.eml").write_text("not for the desk")
    response = signed_in(client, "editor").get(f"/en/desk/digests/delivery/folder/{name}/", follow=True)
    assert "not for the desk" not in response.content.decode()
    assert response.status_code == 404 or response.redirect_chain, "the desk says that there is no such row"


def test_folder_is_for_editors(client: Client, mail_folder: Path) -> None:
    assert signed_in(client, "reporter").get("/en/desk/digests/delivery/folder/").status_code == 403
    assert signed_in(client, "editor").get("/en/desk/digests/delivery/folder/").status_code == 200


def test_readers_refused_again_and_again_can_be_listed(client: Client, subscribed: Subscribe) -> None:
    refused, well = subscribed("refused@example.org"), subscribed("well@example.org")
    for number in (40, 41):
        week = f"2026-W{number}"
        edition = Edition.objects.create(week=week, language="en", time_zone="UTC", composed_at=AFTER)
        due = {"edition": edition, "week": week, "due_at": AFTER - timedelta(days=30)}
        Delivery.objects.create(subscriber=refused, state="failed", answer="550 no such mailbox", **due)
        Delivery.objects.create(subscriber=well, state="sent", sent_at=AFTER, **due)
    page = signed_in(client, "editor").get("/en/desk/digests/subscriber/?refused=often").content.decode()
    assert "refused@example.org" in page
    assert "well@example.org" not in page
