"""Feeds are looked at when due, bring each article once, come back to it, and show when they are dead."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from quotes.models import Proposal
from quotes.services.extracting.working import work_through as read_captures
from sources.models import Article, Capture, CaptureJob, Feed, FeedEntry
from sources.problems import sentence_of
from sources.services import adding, feeds, jobs
from sources.services.working import work_through as fetch
from tests.factories import make_publication, make_user
from tests.sources.test_capturing import WORDS, article_page
from tests.sources.web import Route, Web, answer, redirect

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.now(UTC).replace(microsecond=0)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LONG = timedelta(hours=2)


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    settings.FETCH_DELAY_SECONDS = 0
    with Web() as running:
        settings.FETCH_TRUSTED_HOSTS = frozenset({running.host})
        yield running


def rss(*items: tuple[str, str, str], head: str = "") -> str:
    """Items are address, title, date."""
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>{link}</guid>"
        f"<pubDate>{date}</pubDate></item>"
        for link, title, date in items
    )
    return f"<rss version='2.0'><channel><title>Harbour Wire news</title>{head}{entries}</channel></rss>"


def served(body: str, **headers: str) -> Route:
    return answer(body, content_type="application/rss+xml", **headers)


MONDAY, TUESDAY = "Mon, 16 Nov 2026 09:00:00 GMT", "Tue, 17 Nov 2026 10:00:00 GMT"


def watched(address: str) -> Feed:
    return Feed.objects.create(publication=make_publication("Harbour Wire"), address=address)


def look(now: datetime = NOW) -> int:
    return feeds.work_through(clock=lambda: now, within=LONG)


def work(now: datetime = NOW) -> None:
    """All that a worker does at this hour."""
    look(now)
    fetch(clock=lambda: now, within=LONG)


def fresh(feed: Feed) -> Feed:
    feed.refresh_from_db()
    return feed


def test_a_new_entry_becomes_an_article_once(web: Web) -> None:
    first, second = web.page("/a", article_page()), web.page("/b", article_page("Another story of the harbour"))
    web.route("/feed", served(rss((first, "Harbour opens", MONDAY)), etag='"one"'))
    feed = watched(web.address("/feed"))
    work()
    assert [job.reason for job in CaptureJob.objects.filter(state="done")] == ["feed"]
    article = Article.objects.get()
    assert article.publication == feed.publication
    assert (fresh(feed).title, feed.news_at, feed.failures) == ("Harbour Wire news", NOW, 0)

    work(NOW + 45 * MINUTE)
    assert web.asked("/feed")[-1].headers["if-none-match"] == '"one"'
    assert Article.objects.count() == 1
    web.route("/feed", served(rss((second, "Another story", TUESDAY), (first, "Harbour opens", MONDAY)), etag='"two"'))
    work(fresh(feed).next_check_at or NOW)
    assert Article.objects.count() == 2


def test_a_changed_headline_or_date_is_a_reason_to_look_again(web: Web) -> None:
    address = web.page("/a", article_page())
    web.route("/feed", served(rss((address, "Harbour opens", MONDAY))))
    feed = watched(web.address("/feed"))
    work()
    read_captures(clock=lambda: NOW, within=LONG)
    proposed = Proposal.objects.count()
    assert proposed
    more = f"<p>{WORDS.replace('Monday', 'Sunday')}</p>"
    web.page("/a", article_page().replace("</article>", f"{more}</article>"))
    web.route("/feed", served(rss((address, "Harbour opens", TUESDAY))))
    later = fresh(feed).next_check_at
    assert later
    work(later)
    assert Capture.objects.count() == 2
    read_captures(clock=lambda: later, within=LONG)
    new = Proposal.objects.filter(run__capture=Capture.objects.latest("pk"))
    assert new
    assert all(row.clause_start > row.run.capture.text.index("Sunday") - 200 for row in new)


def test_an_article_is_looked_at_again_after_an_hour_and_after_a_day(web: Web) -> None:
    address = web.page("/a", article_page())
    web.route("/feed", served(rss((address, "Harbour opens", MONDAY))))
    watched(web.address("/feed"))
    work()
    recorded = Article.objects.get().recorded_at
    work(recorded + HOUR - MINUTE)
    assert len(web.asked("/a")) == 1
    web.page("/a", article_page(words=WORDS.replace("Monday", "Tuesday")))
    work(recorded + HOUR)
    assert (len(web.asked("/a")), Capture.objects.count()) == (2, 2)
    work(recorded + DAY)
    assert (len(web.asked("/a")), Capture.objects.count()) == (3, 2)
    work(recorded + 3 * DAY)
    assert len(web.asked("/a")) == 3


def test_the_first_look_does_not_bring_the_whole_archive(web: Web, settings: Settings) -> None:
    settings.FEED_FIRST_ENTRIES = 2
    items = [(web.page(f"/{n}", article_page(f"The harbour story {n}")), f"Story {n}", MONDAY) for n in range(5)]
    web.route("/feed", served(rss(*items)))
    feed = watched(web.address("/feed"))
    work()
    assert sorted(Article.objects.values_list("title", flat=True)) == ["The harbour story 0", "The harbour story 1"]
    assert fresh(feed).passed_over == 3
    assert FeedEntry.objects.count() == 5


def test_a_dead_feed_is_asked_ever_more_rarely_and_shown(web: Web) -> None:
    feed = watched(web.route("/feed", answer("Broken", status="500 Internal Server Error")))
    now, waits = NOW, []
    for _ in range(10):
        work(now)
        later = fresh(feed).next_check_at
        assert later
        waits.append(later - now)
        now = later
    assert waits == sorted(waits)
    assert waits[-1] == DAY
    assert (feed.failures, feed.failing_since, feed.active) == (10, NOW, True)
    assert feed.problem is not None
    assert "has a fault (answer 500)" in str(sentence_of(feed.problem))
    web.route("/feed", served(rss()))
    work(now)
    assert (fresh(feed).failures, feed.failing_since, feed.problem) == (0, None, None)


def test_a_feed_that_is_gone_stops_until_an_editor_says_otherwise(web: Web) -> None:
    feed = watched(web.route("/feed", answer("Gone", status="410 Gone")))
    work()
    assert (fresh(feed).active, feed.failures) == (False, 1)
    assert look(NOW + 9 * DAY) == 0
    feeds.look_now(by=make_user(), now=NOW + 9 * DAY, feed=feed)
    web.route("/feed", served(rss()))
    assert look(NOW + 9 * DAY) == 1
    assert (fresh(feed).active, feed.problem) == (True, None)


def test_a_feed_that_moved_for_good_is_followed_after_a_day(web: Web) -> None:
    web.route("/new", served(rss()))
    feed = watched(web.route("/feed", redirect("/new", status="301 Moved Permanently")))
    work()
    assert fresh(feed).address == web.address("/feed")
    work(NOW + DAY)
    assert fresh(feed).address == web.address("/new")


def test_a_page_with_one_feed_means_that_feed_and_of_several_one_is_chosen(web: Web) -> None:
    link = '<link rel=alternate type="application/rss+xml" href="/{0}" title="{0}">'
    web.page("/site", f"<html><head>{link.format('one')}</head><body><p>Home</p></body></html>")
    web.page("/many", f"<html><head>{link.format('one')}{link.format('two')}</head><body><p>Home</p></body></html>")
    web.route("/one", served(rss()))
    only = watched(web.address("/site"))
    work()
    assert fresh(only).address == web.address("/one")
    several = Feed.objects.create(publication=make_publication("Another"), address=web.address("/many"))
    work(NOW + MINUTE)
    assert [title for _, title in fresh(several).offered] == ["one", "two"]
    feeds.choose_offered(by=make_user(), now=NOW, feed=several, address=web.address("/two"))
    assert (fresh(several).address, several.offered) == (web.address("/two"), [])


@pytest.mark.parametrize(
    "body",
    [
        "<p>No feed at all</p>",
        "{}",
        "<rss><channel>" + "<item><link>javascript:alert(1)</link></item>" * 3 + "</channel></rss>",
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
        + "]><rss version='2.0'><channel><title>&j;</title></channel></rss>",
        "<rss version='2.0'><channel>" + "<item><title>x</title><link>http://a.example/</link></item>" * 20_000,
    ],
    ids=["page", "json", "scripts", "bomb", "endless"],
)
def test_a_hostile_feed_hurts_nobody(web: Web, body: str) -> None:
    feed = watched(web.route("/feed", answer(body, content_type="application/xml")))
    look()
    assert fresh(feed).checked_at == NOW
    assert FeedEntry.objects.count() <= 1
    assert len(feed.title) <= 300


def test_an_entry_that_leads_inside_is_refused_by_the_door(web: Web) -> None:
    inside = "http://169.254.169.254/latest/meta-data"
    web.route("/feed", served(rss((inside, "Secrets", MONDAY))))
    watched(web.address("/feed"))
    work()
    job = CaptureJob.objects.get()
    assert job.state == "refused"
    assert job.problem is not None
    assert job.problem["kind"] == "unfetched.Inside"


def test_robots_txt_is_kept_to(web: Web) -> None:
    web.robots("User-agent: *\nDisallow: /feed")
    feed = watched(web.route("/feed", served(rss())))
    work()
    assert web.asked("/feed") == []
    assert fresh(feed).problem is not None
    assert "stay away" in str(sentence_of(feed.problem))  # type: ignore[arg-type]


def test_two_workers_do_not_look_at_one_feed_and_a_late_one_writes_nothing(web: Web) -> None:
    web.route("/feed", served(rss((web.page("/a", article_page()), "Harbour opens", MONDAY))))
    watched(web.address("/feed"))
    late = feeds.claim(now=NOW)
    assert late
    assert feeds.claim(now=NOW) is None
    quick = feeds.claim(now=NOW + HOUR)
    assert quick
    feeds.look(late, clock=lambda: NOW + HOUR)
    assert not FeedEntry.objects.exists()
    feeds.look(quick, clock=lambda: NOW + HOUR)
    assert FeedEntry.objects.count() == CaptureJob.objects.count() == 1


def test_who_looks_too_late_at_a_broken_feed_writes_nothing_either(web: Web) -> None:
    feed = watched(web.route("/feed", answer("Broken", status="500 Internal Server Error")))
    late, quick = feeds.claim(now=NOW), feeds.claim(now=NOW + HOUR)
    assert late
    assert quick
    feeds.look(late, clock=lambda: NOW + HOUR)
    assert fresh(feed).failures == 0
    feeds.look(quick, clock=lambda: NOW + HOUR)
    assert fresh(feed).failures == 1


def test_an_article_that_a_person_waits_for_goes_before_those_of_feeds(web: Web) -> None:
    for number in range(3):
        jobs.ask(address=web.page(f"/{number}", article_page()), reason=CaptureJob.Reason.FEED, now=NOW)
    batch = adding.ask_for_addresses(by=make_user(), now=NOW, typed=web.page("/mine", article_page("My story")))
    claimed = jobs.claim(now=NOW)
    assert claimed
    assert claimed.job == batch.jobs.get()


def test_the_feeds_own_wish_is_kept_to(web: Web) -> None:
    feed = watched(web.route("/feed", served(rss(head="<ttl>600</ttl>"))))
    look()
    assert fresh(feed).next_check_at == NOW + 600 * MINUTE
