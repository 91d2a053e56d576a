"""Feeds that misbehave: none stops another, nothing is fetched for nothing, and nothing is lost."""

import time
from collections.abc import Iterator
from email.utils import format_datetime

import pytest
from pytest_django import Settings

from quotes.models import Proposal
from quotes.services.extracting.working import work_through as read_captures
from quotes.services.proposing.rejecting import reject
from sources.models import Article, Capture, CaptureJob, Feed, FeedEntry
from tests.factories import make_publication, make_user
from tests.sources.test_capturing import WORDS, article_page
from tests.sources.test_feeds import (
    DAY,
    HOUR,
    LONG,
    MINUTE,
    MONDAY,
    NOW,
    TUESDAY,
    fresh,
    look,
    rss,
    served,
    watched,
    work,
)
from tests.sources.web import Web, drip, redirect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    settings.FETCH_DELAY_SECONDS = 0
    with Web() as running:
        settings.FETCH_TRUSTED_HOSTS = frozenset({running.host})
        yield running


def test_a_feed_that_moved_where_no_row_can_hold_it_is_read_there(web: Web) -> None:
    far = "/new/" + "x" * 1500
    web.route(far, served(rss()))
    feed = watched(web.route("/feed", redirect(far, status="301 Moved Permanently")))
    look()
    assert fresh(feed).problem is None, feed.problem
    assert len(web.asked(far)) == 1
    assert (fresh(feed).checked_at, feed.failures, feed.lease_token) == (NOW, 0, None)
    look(NOW + DAY)
    assert fresh(feed).address == web.address("/feed")


def test_dates_that_all_change_at_once_are_the_feeds_own(web: Web) -> None:
    items = [(web.page(f"/{n}", article_page(f"The harbour story {n}")), f"Story {n}") for n in range(5)]
    feed = watched(web.route("/feed", served(rss(*[(link, title, MONDAY) for link, title in items]))))
    work()
    web.route("/feed", served(rss(*[(link, title, TUESDAY) for link, title in items])))
    work(NOW + 45 * MINUTE)
    assert CaptureJob.objects.filter(reason="feed").count() == 5
    web.route("/feed", served(rss(*[(link, f"{title}, again", TUESDAY) for link, title in items])))
    work(fresh(feed).next_check_at or NOW)
    assert CaptureJob.objects.filter(reason="feed").count() == 10, "headlines are believed"


def test_the_newest_are_taken_first_in_whatever_order_they_stand(web: Web, settings: Settings) -> None:
    settings.FEED_FIRST_ENTRIES = 2
    days = [format_datetime(NOW - n * DAY) for n in range(5, 0, -1)]
    items = [
        (web.page(f"/{n}", article_page(f"The harbour story {n}")), f"Story {n}", day) for n, day in enumerate(days)
    ]
    watched(web.route("/feed", served(rss(*items))))
    work()
    assert sorted(Article.objects.values_list("title", flat=True)) == ["The harbour story 3", "The harbour story 4"]


def test_an_article_in_two_feeds_is_visited_once(web: Web) -> None:
    item = (web.page("/a", article_page()), "Harbour opens", MONDAY)
    web.route("/feed", served(rss(item)))
    web.route("/top", served(rss(item)))
    feed = watched(web.address("/feed"))
    Feed.objects.create(publication=feed.publication, address=web.address("/top"))
    work()
    assert len(web.asked("/a")) == 1
    assert FeedEntry.objects.count() == 2
    web.route("/top", served(rss((item[0], "Harbour opens again", MONDAY))))
    work(NOW + 50 * MINUTE)
    assert len(web.asked("/a")) == 2, "its headline changed in the other feed"


def test_new_names_for_old_entries_bring_nothing_again(web: Web) -> None:
    address = web.page("/a", article_page())
    body = rss((address, "Harbour opens", MONDAY))
    feed = watched(web.route("/feed", served(body)))
    work()
    web.route("/feed", served(body.replace("<guid isPermaLink='false'>", "<guid isPermaLink='false'>new-")))
    work(NOW + 45 * MINUTE)
    assert len(web.asked("/a")) == 1
    assert fresh(feed).failures == 0


def test_the_day_look_comes_though_the_hour_look_failed(web: Web) -> None:
    address = web.page("/a", article_page())
    watched(web.route("/feed", served(rss((address, "Harbour opens", MONDAY)))))
    work()
    recorded = Article.objects.get().recorded_at
    web.page("/a", "<title>Log in</title><form action=/login><input type=password name=p></form>")
    work(recorded + HOUR)
    assert [job.state for job in CaptureJob.objects.filter(reason="again")] == ["queued", "refused"]
    web.page("/a", article_page(words=WORDS.replace("Monday", "Tuesday")))
    work(recorded + DAY)
    assert Capture.objects.count() == 2


def test_the_caches_wish_is_kept_to_within_reason(web: Web) -> None:
    feed = watched(web.route("/feed", served(rss(), cache_control="public, max-age=3000")))
    look()
    assert fresh(feed).next_check_at == NOW + 50 * MINUTE
    Feed.objects.update(minutes=10)
    web.route("/feed", served(rss(), cache_control="max-age=31536000"))
    look(NOW + HOUR)
    assert fresh(feed).next_check_at == NOW + 2 * HOUR


def test_entries_that_lead_nowhere_are_counted(web: Web) -> None:
    good = web.page("/a", article_page())
    web.route("/feed", served(rss(("javascript:alert(1)", "Bad", MONDAY), (good, "Good", MONDAY))))
    feed = watched(web.address("/feed"))
    look()
    assert (fresh(feed).useless, FeedEntry.objects.count()) == (1, 1)


def test_many_feeds_wait_for_no_slow_one(web: Web) -> None:
    outlet = make_publication("Harbour Wire")
    slow = [drip(b"<rss>", every=0.3) for _ in range(4)]
    for number, route in enumerate([*slow, *[served(rss())] * 4]):
        Feed.objects.create(publication=outlet, address=web.route(f"/feed{number}", route))
    begun = time.monotonic()
    assert look() == 8
    assert time.monotonic() - begun < 4 * 5 * 0.3
    assert not Feed.objects.filter(checked_at=None).exists()


def test_what_was_rejected_does_not_return_with_the_next_copy(web: Web) -> None:
    address = web.page("/a", article_page())
    feed = watched(web.route("/feed", served(rss((address, "Harbour opens", MONDAY)))))
    work()
    read_captures(clock=lambda: NOW, within=LONG)
    rejected = list(Proposal.objects.all())
    for proposal in rejected:
        reject(by=make_user(), now=NOW, proposal=proposal)
    new = "<p>“The cranes work again,” the harbour engineer said.</p>"
    changed = article_page().replace("Paragraph 3.", "Paragraph 3, with a word more.")
    web.page("/a", changed.replace("</article>", f"{new}</article>"))
    web.route("/feed", served(rss((address, "Harbour opens wide", MONDAY))))
    later = fresh(feed).next_check_at or NOW
    work(later)
    read_captures(clock=lambda: later, within=LONG)
    open_now = Proposal.objects.open()
    assert {row.run.capture for row in open_now} == {Capture.objects.latest("pk")}
    assert [row.clause_exact for row in open_now if "cranes" not in row.clause_exact] == []
    assert open_now
