"""The readers' pages: asking, confirming, choosing, leaving; what bad input gets."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from digests.links import confirm_address, leave_address, preferences_address
from digests.models import Confirmation, Subscriber, Subscription
from digests.services import subscribing
from tests.digests.conftest import delivered_to
from tests.factories import make_claim, make_quotation, make_speaker

pytestmark = pytest.mark.django_db

ASK = "/en/digest/"
Subscribe = Callable[..., Subscriber]


def path_of(address: str) -> str:
    return address.removeprefix("http://localhost:8000")


def ask(client: Client, email: str, address: str = ASK) -> int:
    return client.post(address, {"email": email, "language": "en"}).status_code


@pytest.mark.parametrize(
    "email",
    [
        "",
        "   ",
        "nobody",
        "a@b",
        "a b@example.org",
        "a@exa mple.org",
        "a@example.org\r\nBcc: b@example.org",
        "a\x00@example.org",
        "\ud800@example.org",
        "a" * 250 + "@example.org",
        "a@" + "b" * 64 + ".org",
        "a@-example.org",
        "ع@example.org",
        "a@example.org,b@example.org",
        '"a,b@example.com>"@example.org',
        '"\x01"@example.org',
        "=?utf-8?q?b=40example.com?=@example.org",
        "x" * 1_000_000,
    ],
)
def test_bad_address_is_refused_with_a_sentence(client: Client, email: str) -> None:
    body = "language=en&email=" + quote(email.encode("utf-8", "surrogatepass"))
    response = client.post(ASK, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "field__error" in response.content.decode()
    assert not Subscriber.objects.exists()


def test_unknown_language_is_refused(client: Client) -> None:
    assert client.post(ASK, {"email": "a@example.org", "language": "xx"}).status_code == 400
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?speaker=abc", 400),
        ("?speaker=", 400),
        ("?speaker=-1", 400),
        ("?speaker=٣", 400),
        ("?speaker=99999999999999999999999999", 400),
        ("?speaker=9223372036854775807", 404),
        ("?nonsense=1", 400),
        ("?claim=1&speaker=1", 400),
    ],
)
def test_garbage_in_the_address(client: Client, query: str, status: int) -> None:
    assert client.get(ASK + query).status_code == status


def test_only_public_speakers_and_claims_can_be_followed(client: Client) -> None:
    hidden = make_speaker()
    make_quotation(speaker=hidden, published=False)
    assert client.get(f"{ASK}?speaker={hidden.pk}").status_code == 404
    assert client.get(f"{ASK}?claim={make_claim().pk}").status_code == 404
    assert ask(client, "a@example.org", f"{ASK}?speaker={hidden.pk}") == 404
    assert not Subscriber.objects.exists()


def test_answer_is_the_same_for_known_and_unknown_addresses(client: Client, subscribed: Subscribe) -> None:
    subscribed("known@example.org")
    answers = [
        client.post(ASK, {"email": email, "language": "en"}, follow=True)
        for email in ("known@example.org", "KNOWN@EXAMPLE.ORG", "unknown@example.org")
    ]
    assert len({re.sub(rb"csrf\S+", b"", answer.content) for answer in answers}) == 1
    assert Subscriber.objects.count() == 2
    assert [one.subscriber.email for one in Confirmation.objects.all()] == ["unknown@example.org"]


def test_one_confirmation_mail_an_hour(client: Client, tmp_path: Path) -> None:
    minister = make_speaker()
    make_quotation(speaker=minister)
    start = timezone.now()
    for _ in range(3):
        assert ask(client, "a@example.org") == 302
    assert Confirmation.objects.count() == 1
    assert len(delivered_to(tmp_path, timezone.now())) == 1
    assert ask(client, "a@example.org", f"{ASK}?speaker={minister.pk}") == 302
    assert ask(client, "A@example.org") == 302
    assert len(delivered_to(tmp_path, start + timedelta(minutes=59))) == 1
    assert len(delivered_to(tmp_path, timezone.now() + timedelta(minutes=61))) == 2
    assert Subscription.objects.count() == 2, "what was asked in between is not lost"


def test_asking_for_an_address_changes_nothing_of_its_owner(client: Client, subscribed: Subscribe) -> None:
    minister = make_speaker()
    make_quotation(speaker=minister)
    reader = subscribed(language="ar", weekday=5)
    assert ask(client, reader.email, f"{ASK}?speaker={minister.pk}") == 302
    reader.refresh_from_db()
    assert (reader.language, reader.weekday, reader.state) == ("ar", 5, "active")
    assert reader.subscriptions.confirmed().count() == 1


@pytest.fixture
def confirmation(client: Client) -> Confirmation:
    assert ask(client, "a@example.org") == 302
    return Confirmation.objects.get()


def test_opening_the_link_confirms_nothing(client: Client, confirmation: Confirmation) -> None:
    page = path_of(confirm_address(confirmation))
    for method in (client.get, client.head):
        assert method(page).status_code == 200
    assert Subscriber.objects.get().state == "pending"
    assert "no-store" in client.get(page)["Cache-Control"]


def test_confirming_twice_is_harmless(client: Client, confirmation: Confirmation) -> None:
    page = path_of(confirm_address(confirmation))
    follow = [one.pk for one in Subscription.objects.all()]
    assert client.post(page, {"follow": follow}).status_code == 200
    assert client.post(page, {"follow": follow}).status_code in (200, 400)
    assert "confirmed already" in client.get(page).content.decode()
    assert Subscriber.objects.get().state == "active"


def test_confirming_nothing_is_refused(client: Client, confirmation: Confirmation) -> None:
    response = client.post(path_of(confirm_address(confirmation)), {})
    assert response.status_code == 400
    assert "Choose at least one thing to follow." in response.content.decode()
    assert Subscriber.objects.get().state == "pending"


def test_old_link_says_so(client: Client, confirmation: Confirmation) -> None:
    Confirmation.objects.update(asked_at=timezone.now() - timedelta(days=8), due_at=timezone.now() - timedelta(days=8))
    response = client.get(path_of(confirm_address(confirmation)))
    assert response.status_code == 410
    assert "can no longer be used" in response.content.decode()


def test_link_from_before_leaving_does_not_bring_back(client: Client, confirmation: Confirmation) -> None:
    page = path_of(confirm_address(confirmation))
    client.post(page, {"follow": [one.pk for one in Subscription.objects.all()]})
    subscribing.leave(now=timezone.now(), subscriber=Subscriber.objects.get())
    assert client.post(page, {"follow": []}).status_code == 410
    assert Subscriber.objects.get().state == "left"


@pytest.mark.parametrize("page", ["confirm", "preferences", "leave"])
@pytest.mark.parametrize("token", ["1", "1:forged", "x", "1:" + "A" * 3000, "\u202e"])
def test_forged_link_opens_nothing(client: Client, confirmation: Confirmation, page: str, token: str) -> None:
    for method in (client.get, client.post):
        assert method(f"/en/digest/{page}/{token}/").status_code == 404
    assert Subscriber.objects.get().state == "pending"


def test_link_opens_one_door_only(client: Client, subscribed: Subscribe) -> None:
    token = leave_address(subscribed()).split("/")[-2]
    assert client.get(f"/en/digest/preferences/{token}/").status_code == 404


def test_reader_chooses_language_day_zone_and_what_to_follow(client: Client, subscribed: Subscribe) -> None:
    minister = make_speaker("Minister of Harbours")
    reader = subscribed()
    subscribed(speaker=minister)
    other = subscribed("other@example.org")
    page = path_of(preferences_address(reader))
    assert "Minister of Harbours" in client.get(page).content.decode()
    keep = reader.subscriptions.get(speaker=minister).pk
    chosen = {"follow": [keep], "language": "ar", "weekday": 5, "time_zone": "Asia/Riyadh"}
    assert "Saved." in client.post(page, chosen).content.decode()
    reader.refresh_from_db()
    assert (reader.language, reader.weekday, reader.time_zone) == ("ar", 5, "Asia/Riyadh")
    assert [one.pk for one in reader.subscriptions.all()] == [keep]
    not_mine = {**chosen, "follow": [other.subscriptions.get().pk]}
    assert client.post(page, not_mine).status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"time_zone": "../etc/passwd"},
        {"time_zone": "Mars/Base"},
        {"weekday": "8"},
        {"weekday": ""},
        {"language": "fr"},
        {"follow": []},
    ],
)
def test_bad_preferences_change_nothing(client: Client, subscribed: Subscribe, change: dict[str, object]) -> None:
    reader = subscribed()
    good = {"follow": [reader.subscriptions.get().pk], "language": "ar", "weekday": 5, "time_zone": "Asia/Riyadh"}
    response = client.post(path_of(preferences_address(reader)), {**good, **change})
    assert response.status_code == 400
    assert "field__error" in response.content.decode()
    reader.refresh_from_db()
    assert (reader.language, reader.weekday, reader.time_zone) == ("en", 1, "UTC")


def test_reader_who_left_can_ask_again(client: Client, subscribed: Subscribe) -> None:
    reader = subscribed()
    client.post(path_of(leave_address(reader)))
    assert "have left" in client.get(path_of(preferences_address(reader))).content.decode()
    assert not reader.subscriptions.exists()
    assert ask(client, reader.email) == 302
    confirmation = Confirmation.objects.latest("pk")
    follow = [one.pk for one in reader.subscriptions.all()]
    assert client.post(path_of(confirm_address(confirmation)), {"follow": follow}).status_code == 200
    reader.refresh_from_db()
    assert reader.state == "active"


def test_pages_open_no_connection_to_mail_server_or_broker(client: Client, settings: LazySettings) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert ask(client, "a@example.org") == 302
    assert Confirmation.objects.get().state == "waiting"
