"""The whole road: ask, get the confirmation mail, confirm, get the week's mail, leave in one click."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client
from django.utils import timezone

from digests.mail.transport import transport_for
from digests.models import Subscriber
from digests.services.composing import compose_due
from digests.services.delivering import deliver_due
from digests.weeks import IsoWeek
from quotes.models import MatchRelation, Speaker
from tests.digests.conftest import MailServer, part
from tests.factories import make_quotation, make_relation, make_speaker

pytestmark = pytest.mark.django_db

EVIDENCE = {"reasons": [{"id": "same_speaker", "params": {}, "weight": 0.0, "spans": [[], []]}]}


def link_in(text: str, word: str) -> str:
    found = re.search(rf"http://localhost:8000(/\S*/{word}/\S*)", text)
    assert found, text
    return found[1]


def end_of_this_week() -> datetime:
    return IsoWeek.of(timezone.now().date()).ends_at(UTC) + timedelta(hours=8)  # type: ignore[arg-type]


def run_due(server: MailServer, now: datetime) -> EmailMessage:
    """The one mail that leaves at `now`."""
    before = len(server.mails)
    compose_due(now=now)
    deliver_due(transport=transport_for(server.url), clock=lambda: now)
    (mail,) = server.mails[before:]
    return mail


def subscribe_over_http(client: Client, server: MailServer, speaker: Speaker, language: str) -> None:
    address = f"/{language}/digest/?speaker={speaker.pk}"
    response = client.post(address, {"email": "reader@example.org", "language": language})
    assert response.status_code == 302
    confirmation = run_due(server, timezone.now())
    page = link_in(part(confirmation, "plain"), "confirm")
    assert Subscriber.objects.get().state == "pending"
    response = client.get(page)
    assert b"reader@example.org" in response.content
    assert Subscriber.objects.get().state == "pending", "opening the link confirms nothing"
    follow = re.search(r'name="follow" value="(\d+)"', response.content.decode())
    assert follow
    assert client.post(page, {"follow": [follow[1]]}).status_code == 200
    assert Subscriber.objects.get().state == "active"


def confirmed_relation(minister: Speaker, language: str = "en") -> MatchRelation:
    first = make_quotation("The harbour will never be closed", speaker=minister, language=language)
    second = make_quotation(
        "The harbour is closed from today", speaker=make_speaker("Mayor of the Port"), language=language
    )
    relation = make_relation(first, second, relation="contradiction", state="confirmed")
    MatchRelation.objects.filter(pk=relation.pk).update(evidence=EVIDENCE)
    return relation


def test_from_asking_to_the_mail_and_out_again(client: Client, mail_server: MailServer) -> None:
    minister = make_speaker("Minister of Harbours", ar="وزير الموانئ")
    make_quotation("Older words that were told before", speaker=minister)
    subscribe_over_http(client, mail_server, minister, "en")
    confirmed_relation(minister)
    mail = run_due(mail_server, end_of_this_week())
    text, html = part(mail, "plain"), part(mail, "html")
    assert mail["To"] == "reader@example.org"
    assert parsedate_to_datetime(mail["Date"]) == end_of_this_week()
    assert "Says the opposite" in text
    assert "“The harbour will never be closed”" in text
    assert "“The harbour is closed from today”" in text
    assert "because you follow Minister of Harbours" in text
    assert "Same speaker." in text
    assert "Same speaker." in html
    assert re.search(r'<blockquote\b(?=[^>]* lang="en")(?=[^>]* dir="ltr")', html)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    one_click = mail["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert one_click == link_in(text, "leave")
    leave_with_one_click(one_click)


def leave_with_one_click(address: str) -> None:
    """As a mail program does it: no cookies, no CSRF token (RFC 8058)."""
    program = Client(enforce_csrf_checks=True)
    assert program.get(address).status_code == 200
    assert Subscriber.objects.get().state == "active", "opening the link does not leave"
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscriber.objects.get().state == "left"
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_arabic_reader_gets_a_mail_that_runs_from_right_to_left(client: Client, mail_server: MailServer) -> None:
    minister = make_speaker("Minister of Harbours", ar="وزير الموانئ")
    make_quotation("Words that make the speaker public", speaker=minister)
    subscribe_over_http(client, mail_server, minister, "ar")
    make_quotation("الميناء لن يغلق أبداً", speaker=minister, language="ar")
    make_quotation("Nobody follows these words", speaker=make_speaker("Minister of Bridges"))
    mail = run_due(mail_server, end_of_this_week())
    html = part(mail, "html")
    assert mail["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in html
    assert re.search(r'<div\b(?=[^>]* lang="ar")(?=[^>]* dir="rtl")', html)
    assert re.search(r'<blockquote\b(?=[^>]* lang="ar")(?=[^>]* dir="rtl")', html)
    assert "«الميناء لن يغلق أبداً»" in part(mail, "plain")
    assert "وزير الموانئ" in html
    assert "Nobody follows" not in html
