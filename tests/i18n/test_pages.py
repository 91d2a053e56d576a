"""Arabic pages and mails speak Arabic: no English word is left outside of what is quoted or carries its language."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from digests.links import confirm_address, leave_address, preferences_address
from digests.mail.writing import written
from digests.models import Confirmation, Delivery, Letter, Subscriber
from digests.services import subscribing
from digests.services.composing import compose_due
from quotes.models import Match, MatchJob, Quotation
from tests.digests.conftest import parsed, part
from tests.factories import NOW, PASSWORD
from tests.i18n.newsroom import REPORTED, Newsroom
from tests.i18n.reading import english_in, english_lines

pytestmark = pytest.mark.django_db

DURING = NOW
AFTER = NOW + timedelta(days=6)
SITE = "http://localhost:8000"


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def chief(newsroom: Newsroom, client: Client) -> Client:
    client.force_login(newsroom.chief)
    return client


@pytest.fixture
def subscriber(newsroom: Newsroom) -> Subscriber:
    subscribing.ask(now=DURING, email="reader@example.org", language="ar", speaker=newsroom.speaker)
    return Subscriber.objects.get()


@pytest.fixture
def confirmed(subscriber: Subscriber) -> Subscriber:
    confirmation = Confirmation.objects.get()
    asked = list(subscriber.subscriptions.all())
    return subscribing.confirm(now=DURING, confirmation=confirmation, subscriptions=asked)


def english_of(response) -> list[str]:
    """The English of a page in Arabic. What this person may not do is answered by a page too."""
    assert response.status_code in {200, 403}, response.request["PATH_INFO"]
    return english_in(response.content.decode())


def assert_all_arabic(client: Client, paths: Iterable[str]) -> None:
    assert {path: found for path in paths if (found := english_of(client.get(path, follow=True)))} == {}


def assert_arabic(client: Client, path: str, status: int = 200) -> None:
    check(client.get(path, follow=True), path, status)


def check(response, path: str, status: int = 200) -> None:
    assert response.status_code == status, f"{path}: {response.status_code}"
    page = response.content.decode()
    assert '<html lang="ar" dir="rtl"' in page, path
    assert english_in(page) == [], path


def test_readers_pages(client: Client, newsroom: Newsroom) -> None:
    assert_all_arabic(client, (f"/ar/{path}" for path in readers_paths(newsroom)))


def readers_paths(newsroom: Newsroom) -> Iterator[str]:
    yield from ["", "about/", "quotations/", "claims/", "speakers/", "topics/", "digest/", "digest/asked/"]
    yield from ["quotations/?q=harbour", "quotations/?q=nothing-like-it", "speakers/?name=nobody"]
    for quotation in (newsroom.quotation, newsroom.reported, newsroom.denial):
        yield f"quotations/{quotation.pk}/"
        yield f"articles/{quotation.lead.capture.article_id}/"
    yield f"speakers/{newsroom.speaker.pk}/"
    yield f"claims/{newsroom.claim.pk}/"
    yield f"digest/?speaker={newsroom.speaker.pk}"
    yield f"digest/?claim={newsroom.claim.pk}"


def test_empty_readers_pages(client: Client) -> None:
    assert_all_arabic(client, [f"/ar/{path}" for path in ["", "quotations/", "claims/", "speakers/", "topics/"]])


def test_refusals(client: Client, newsroom: Newsroom) -> None:
    assert_arabic(client, "/ar/nothing/", 404)
    assert_arabic(client, f"/ar/quotations/{newsroom.withdrawn.pk}/", 410)
    assert_arabic(client, "/ar/quotations/?لون=أحمر", 400)
    assert_arabic(client, "/ar/quotations/?q=…", 400)
    assert_arabic(client, "/ar/quotations/?said_from=yesterday", 400)
    assert_arabic(client, "/ar/digest/confirm/nothing/", 404)
    check(client.post("/ar/digest/", {"email": "nobody", "language": "ar"}), "a bad address", 400)
    strict = Client(enforce_csrf_checks=True)
    check(strict.post("/ar/digest/", {"email": "reader@example.org"}), "an expired form", 403)


def test_readers_of_the_mail(client: Client, subscriber: Subscriber) -> None:
    confirmation = Confirmation.objects.get()
    page = path_of(confirm_address(confirmation))
    assert_arabic(client, page)
    follow = [str(one.pk) for one in subscriber.subscriptions.all()]
    check(client.post(page, {"follow": follow}), "confirmed")
    assert_arabic(client, page)
    preferences = path_of(preferences_address(subscriber))
    assert_arabic(client, preferences)
    check(client.post(preferences, {"language": "ar"}), "nothing to follow", 400)
    leave = path_of(leave_address(subscriber))
    assert_arabic(client, leave)
    check(client.post(leave), "left")


def path_of(address: str) -> str:
    return address.removeprefix(SITE)


def test_confirmation_mail(subscriber: Subscriber) -> None:
    assert_arabic_mail(Confirmation.objects.get(), DURING)


def test_weekly_mail(newsroom: Newsroom, confirmed: Subscriber) -> None:
    compose_due(now=AFTER)
    assert_arabic_mail(Delivery.objects.get(), AFTER)


def assert_arabic_mail(letter: Letter, now: datetime) -> None:
    mail = written(letter, now=now)
    assert mail is not None
    message = parsed(mail.content)
    assert english_lines(str(message["Subject"])) == []
    assert english_in(part(message, "html")) == []
    assert english_lines(part(message, "plain").replace(REPORTED, "")) == []


def test_login(client: Client) -> None:
    assert_arabic(client, "/ar/desk/")
    check(client.post("/ar/desk/login/", {"username": "x", "password": PASSWORD}), "a wrong password")


def test_pages_of_the_desk(chief: Client, newsroom: Newsroom, confirmed: Subscriber) -> None:
    compose_due(now=AFTER)
    MatchJob.objects.filter(pk=MatchJob.objects.latest("pk").pk).update(state="parked", attempts=5)
    views = ["admin:index", "admin:password_change", "admin:digests_mailbox"]
    assert_all_arabic(chief, map(address_of, views))
    assert_all_arabic(chief, [path for model in desk_models() for path in paths_of(model)])


def desk_models() -> list[type[Model]]:
    return list(admin.site._registry)


def paths_of(model: type[Model]) -> Iterator[str]:
    """The list, the form for a new row, and the newest row: page, history, deleting."""
    yield address_of(f"{name_of(model)}_changelist")
    yield address_of(f"{name_of(model)}_add")
    row = model._default_manager.order_by("-pk").first()
    assert row is not None, f"the newsroom has no {model.__name__}"
    for view in ["change", "history", "delete"]:
        yield address_of(f"{name_of(model)}_{view}", row.pk)


def name_of(model: type[Model]) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}"


def address_of(view: str, *args: object) -> str:
    with translation.override("ar"):
        return reverse(view, args=args)


def test_forms_of_the_desk_that_are_sent_empty(chief: Client, newsroom: Newsroom, confirmed: Subscriber) -> None:
    adds = [address_of(f"{name_of(model)}_add") for model in desk_models()]
    assert {path: found for path in adds if (found := english_of(sent_empty(chief, path)))} == {}


def sent_empty(chief: Client, path: str):
    """What a person gets who opens a form and sends it as it is."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', chief.get(path).content.decode())
    return chief.post(path, dict(hidden))


def test_quotation_form(chief: Client, newsroom: Newsroom) -> None:
    for quotation in Quotation.objects.all():
        path = address_of("admin:quotes_quotation_change", quotation.pk)
        assert_arabic(chief, path)
        for act in admin.site.get_model_admin(Quotation).acts:
            act_path = address_of(f"admin:quotes_quotation_{act.slug}", quotation.pk)
            assert_arabic(chief, act_path)
            check(chief.post(act_path, {}, follow=True), act_path)


def test_review(chief: Client, newsroom: Newsroom) -> None:
    for view in ["admin:review-queue", "admin:review-decided"]:
        assert_arabic(chief, address_of(view))
        assert_arabic(chief, address_of(view) + "?لون=أحمر", 400)
    assert_arabic(chief, address_of("admin:review-quotation", newsroom.draft.pk))
    fragment = chief.get(address_of("admin:review-links", newsroom.draft.pk)).content.decode()
    assert "review-link" in fragment
    assert english_in(fragment) == []


def test_decisions(chief: Client, newsroom: Newsroom) -> None:
    queue = address_of("admin:review-queue")
    for match in Match.objects.filter(relations__state="suggested"):
        check(decided(chief, match, "unrelated", queue), "decided")
        check(decided(chief, match, "nonsense", queue), "refused")
    assert_arabic(chief, address_of("admin:review-decided"))


def decided(chief: Client, match: Match, chosen: str, then: str):
    address = address_of("admin:review-decide", match.pk)
    return chief.post(address, {"chosen": chosen, "wording": "variant", "expected": "", "next": then}, follow=True)


def test_words_of_the_desk_s_scripts(chief: Client, newsroom: Newsroom) -> None:
    """The calendar and the two lists of roles speak through a catalogue of their own."""
    catalogue = chief.get(address_of("admin:jsi18n"), headers={"accept": "application/json"}).content.decode()
    for word in ["اليوم", "اختيار كل %s", "الأحد", "خميس"]:
        assert word in catalogue or json.dumps(word)[1:-1] in catalogue, word
