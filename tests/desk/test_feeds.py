"""Feeds at the desk: how each does in words, what it brought, and what an editor can do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import REPORTER
from sources.models import CaptureJob, Feed, FeedEntry
from tests.desk.pages import desk
from tests.factories import make_article, make_capture, make_publication, make_user
from tests.inbox.test_pages import words_of

pytestmark = pytest.mark.django_db

LIST = "/en/desk/sources/feed/"
NOW = timezone.now()
GONE = {"kind": "unfetched.Gone", "params": {"host": "wire.example", "status": 410}}


@pytest.fixture
def editor() -> Client:
    return desk(make_user(name="feeds-editor"))


def feed(number: int, **facts: object) -> Feed:
    return Feed.objects.create(
        publication=make_publication(f"Wire {number}"), address=f"https://wire{number}.example/feed", **facts
    )


def bring(one: Feed, title: str) -> None:
    entry = FeedEntry.objects.create(
        feed=one, identity=title, address="https://a.example/", seen_at=NOW, changed_at=NOW
    )
    capture = make_capture("The harbour is open.", article=make_article(title))
    CaptureJob.objects.create(
        reason="feed",
        address="https://a.example/",
        asked_at=NOW,
        not_before=NOW,
        feed_entry=entry,
        article=capture.article,
        capture=capture,
        state="done",
        outcome="article",
        finished_at=NOW,
    )


def test_each_feed_says_how_it_does(editor: Client) -> None:
    feed(1)
    feed(2, checked_at=NOW, news_at=NOW)
    feed(3, checked_at=NOW, failures=4, failing_since=NOW - timedelta(days=9), problem=GONE)
    feed(4, checked_at=NOW, active=False, failures=1, failing_since=NOW, problem=GONE)
    feed(5, checked_at=NOW, news_at=NOW - timedelta(days=80))
    feed(6, checked_at=NOW, offered=[["https://wire6.example/one", "One"], ["https://wire6.example/two", "Two"]])
    feed(7, active=False)
    page = words_of(editor.get(LIST))
    for sentence in (
        "Waits for its first look",
        "Works",
        "Fails since",
        "Stopped: wire.example says that this page was removed for good (answer 410)",
        "Silent since",
        "Asks which of several feeds is meant",
        "Not watched",
    ):
        assert sentence in page
    assert "3 feeds that need a look" in words_of(editor.get(reverse("admin:index")))


def test_the_list_costs_the_same_for_one_feed_and_for_three(editor: Client) -> None:
    counts = []
    for number in (1, 2, 3):
        bring(feed(number, checked_at=NOW, news_at=NOW), f"The story {number}")
        with CaptureQueriesContext(connection) as queries:
            editor.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[2] == 6


def test_a_feed_shows_what_became_of_its_entries(editor: Client) -> None:
    one = feed(1, checked_at=NOW, news_at=NOW, passed_over=3)
    bring(one, "Harbour opens")
    FeedEntry.objects.create(feed=one, identity="old", address="https://a.example/old", seen_at=NOW, changed_at=NOW)
    page = words_of(editor.get(reverse("admin:sources_feed_change", args=[one.pk])))
    assert "Harbour opens" in page
    assert "passed over at the first look" in page
    assert "older entries noted and not saved: 3" in page


def test_looking_now_is_a_row_and_not_a_fetch(editor: Client) -> None:
    one = feed(1, active=False, failures=1, failing_since=NOW, problem=GONE, next_check_at=NOW + timedelta(days=1))
    address = reverse("admin:sources_feed_look", args=[one.pk])
    assert "looked at within a minute" in words_of(editor.get(address))
    one.refresh_from_db()
    assert not one.active, "asked twice"
    editor.post(address)
    one.refresh_from_db()
    assert one.active
    assert one.next_check_at is not None
    assert one.next_check_at <= timezone.now()
    assert desk(make_user(REPORTER)).post(address).status_code == 403


def test_one_of_several_feeds_is_chosen(editor: Client) -> None:
    one = feed(1, offered=[["https://wire1.example/one", "One"], ["https://wire1.example/two", "Two"]])
    address = reverse("admin:sources_feed_choose", args=[one.pk])
    assert "Two · https://wire1.example/two" in words_of(editor.get(address))
    assert "Select a valid choice" in words_of(editor.post(address, {"address": "https://evil.example/"}))
    editor.post(address, {"address": "https://wire1.example/two"})
    one.refresh_from_db()
    assert (one.address, one.offered) == ("https://wire1.example/two", [])
