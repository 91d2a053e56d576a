"""Every visit has manners: one host is asked slowly by all workers together, robots.txt is kept to, settings hold."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.checks import run_checks
from django.db import connection, transaction
from pytest_django import Settings

from sources import unfetched
from sources.models import RobotsFile, VisitedHost
from sources.politeness import take_turn
from sources.visiting import limits, visit
from tests.sources.web import Route, Web, answer, redirect

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PAGE = "<p>Words</p>"


class Sleeps(list[float]):
    """Takes the place of sleeping, and remembers for how long."""

    def __call__(self, seconds: float) -> None:
        self.append(round(seconds, 1))


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    with Web() as running:
        running.page("/a", PAGE)
        running.page("/b", PAGE)
        settings.FETCH_TRUSTED_HOSTS = frozenset({running.host})
        yield running


def refused(web: Web, reason: type[unfetched.FetchRefused], *, now: datetime = NOW) -> unfetched.FetchRefused:
    """Of an automatic visit."""
    with pytest.raises(reason) as caught:
        visit(web.address("/a"), now=now, automatic=True, sleep=Sleeps())
    return caught.value


@pytest.mark.django_db
def test_two_visits_of_one_host_keep_their_distance(web: Web) -> None:
    sleeps = Sleeps()
    first = visit(web.address("/a"), now=NOW, sleep=sleeps)
    second = visit(web.address("/b"), now=NOW + 0.5 * SECOND, sleep=sleeps)
    third = visit(web.address("/b"), now=NOW + 60 * SECOND, sleep=sleeps)
    assert sleeps == [1.5]
    assert [page.fetched_at - NOW for page in (first, second, third)] == [0 * SECOND, 2 * SECOND, 60 * SECOND]


@pytest.mark.django_db
def test_who_would_wait_too_long_is_told_when_to_come_back(web: Web) -> None:
    for _ in range(6):
        visit(web.address("/a"), now=NOW, sleep=Sleeps())
    with pytest.raises(unfetched.HostBusy) as caught:
        visit(web.address("/a"), now=NOW, sleep=Sleeps())
    assert caught.value.params["seconds"] == 12
    with pytest.raises(unfetched.HostBusy):  # being told takes no turn
        visit(web.address("/a"), now=NOW + SECOND, sleep=Sleeps())
    assert visit(web.address("/a"), now=NOW + 12 * SECOND, sleep=Sleeps()).status == 200


@pytest.mark.django_db
def test_a_redirect_inside_one_host_is_one_visit(web: Web) -> None:
    web.route("/old", redirect("/a"))
    sleeps = Sleeps()
    visit(web.address("/old"), now=NOW, sleep=sleeps)
    assert sleeps == []


@pytest.mark.django_db
def test_a_host_with_and_without_www_is_one() -> None:
    turns = {"delay": 2 * SECOND, "patience": 9 * SECOND}
    assert take_turn("www.news.example", now=NOW, **turns) == 0 * SECOND
    assert take_turn("news.example", now=NOW, **turns) == 2 * SECOND
    assert take_turn("other.example", now=NOW, **turns) == 0 * SECOND


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_get_different_turns() -> None:
    turns: list[timedelta] = []
    start = threading.Barrier(8)

    def worker() -> None:
        try:
            start.wait(10)
            turns.append(take_turn("news.example", now=NOW, delay=2 * SECOND, patience=60 * SECOND))
        finally:
            connection.close()

    workers = [threading.Thread(target=worker) for _ in range(8)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(turns) == [number * 2 * SECOND for number in range(8)]


@pytest.mark.django_db(transaction=True)
def test_a_turn_is_not_taken_inside_a_transaction() -> None:
    """It would be seen by nobody, and hold the host's row while a page is fetched."""
    with pytest.raises(RuntimeError), transaction.atomic():
        take_turn("news.example", now=NOW, delay=SECOND, patience=SECOND)
    assert VisitedHost.objects.count() == 0


@pytest.mark.django_db
def test_what_happens_by_itself_keeps_to_robots_and_an_editor_need_not(web: Web) -> None:
    web.robots("User-agent: *\nDisallow: /\nAllow: /b\n")
    refused(web, unfetched.RobotsForbid)
    assert web.asked("/a") == []
    assert visit(web.address("/b"), now=NOW + 60 * SECOND, automatic=True, sleep=Sleeps()).status == 200
    assert visit(web.address("/a"), now=NOW + 120 * SECOND, sleep=Sleeps()).status == 200
    assert len(web.asked("/robots.txt")) == 1


@pytest.mark.django_db
def test_a_redirect_to_what_robots_forbid_is_not_followed(web: Web) -> None:
    web.robots("User-agent: Verbatim\nDisallow: /a\n")
    web.route("/open", redirect("/a"))
    with pytest.raises(unfetched.RobotsForbid):
        visit(web.address("/open"), now=NOW, automatic=True, sleep=Sleeps())
    assert web.asked("/a") == []


@pytest.mark.django_db
def test_robots_is_read_once_a_day(web: Web) -> None:
    web.robots("")
    for hours in (0, 1, 23, 25):
        visit(web.address("/a"), now=NOW + timedelta(hours=hours), automatic=True, sleep=Sleeps())
    assert len(web.asked("/robots.txt")) == 2
    assert len(web.asked("/a")) == 4


@pytest.mark.django_db
def test_a_host_may_ask_for_more_distance_but_not_for_ever(web: Web) -> None:
    web.robots("User-agent: *\nCrawl-delay: 86400\n")
    visit(web.address("/a"), now=NOW, automatic=True, sleep=Sleeps())
    free_at = VisitedHost.objects.get().free_at
    assert timedelta(seconds=30) <= free_at - NOW < timedelta(seconds=40)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "status", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone"]
)
def test_a_robots_file_that_is_not_there_forbids_nothing(web: Web, status: str) -> None:
    web.robots("Disallow: /", status=status)
    assert visit(web.address("/a"), now=NOW, automatic=True, sleep=Sleeps()).status == 200


@pytest.mark.django_db
def test_a_robots_file_that_cannot_be_read_means_wait(web: Web) -> None:
    web.robots("", status="503 Service Unavailable", retry_after="7200")
    assert refused(web, unfetched.RobotsAway).params["seconds"] == 7200
    assert refused(web, unfetched.RobotsAway, now=NOW + timedelta(minutes=90)).params["seconds"] == 1800
    assert len(web.asked("/robots.txt")) == 1
    assert visit(web.address("/a"), now=NOW + timedelta(minutes=90), sleep=Sleeps()).status == 200, "an editor's"
    web.robots("User-agent: *\nAllow: /\n")
    later = NOW + timedelta(hours=3)
    assert visit(web.address("/a"), now=later, automatic=True, sleep=Sleeps()).status == 200
    assert RobotsFile.objects.get().away_since is None


@pytest.mark.django_db
def test_an_earlier_robots_file_holds_while_a_new_one_cannot_be_read(web: Web) -> None:
    web.robots("User-agent: *\nDisallow: /a\n")
    refused(web, unfetched.RobotsForbid)
    web.robots("", status="500 Internal Server Error")
    refused(web, unfetched.RobotsForbid, now=NOW + timedelta(days=2))
    assert (
        visit(web.address("/b"), now=NOW + timedelta(days=2, minutes=1), automatic=True, sleep=Sleeps()).status == 200
    )


@pytest.mark.django_db
def test_after_a_month_of_silence_there_is_no_robots_file(web: Web) -> None:
    web.robots("", status="503 Service Unavailable")
    refused(web, unfetched.RobotsAway)
    refused(web, unfetched.RobotsAway, now=NOW + timedelta(days=29))
    assert visit(web.address("/a"), now=NOW + timedelta(days=31), automatic=True, sleep=Sleeps()).status == 200


@pytest.mark.django_db
def test_a_host_that_is_away_is_called_away(web: Web) -> None:
    silent: Route = lambda asked, line: None  # noqa: E731 - it takes the request and hangs up
    web.route("/robots.txt", silent)
    refused(web, unfetched.CutOff)
    refused(web, unfetched.RobotsAway, now=NOW + 60 * SECOND)


@pytest.mark.django_db
def test_nothing_inside_is_asked_for_its_robots_file(web: Web, settings: Settings) -> None:
    settings.FETCH_TRUSTED_HOSTS = frozenset()
    settings.FETCH_PORTS = [web.port]
    for automatic in (True, False):
        with pytest.raises(unfetched.Inside):
            visit(web.address("/a"), now=NOW, automatic=automatic, sleep=Sleeps())
    assert web.connections == 0
    assert not VisitedHost.objects.exists()


@pytest.mark.django_db
def test_a_feed_that_did_not_change_is_not_sent_again(web: Web) -> None:
    web.route("/feed", answer(status="304 Not Modified", etag='"7"'))
    assert visit(web.address("/feed"), now=NOW, automatic=True, etag='"7"', sleep=Sleeps()).not_modified


def test_the_settings_are_the_limits(settings: Settings) -> None:
    settings.FETCH_SECONDS, settings.FETCH_MAX_BYTES, settings.FETCH_MAX_REDIRECTS = 3.0, 7, 1
    settings.FETCH_PORTS = [443]
    ours = limits()
    assert (ours.seconds, ours.max_bytes, ours.max_redirects, ours.ports) == (3.0, 7, 1, frozenset({443}))
    assert ours.user_agent == f"Verbatim/{settings.VERSION} (+http://localhost:8000)"


def test_trusting_hosts_inside_is_said_where_it_is_public(settings: Settings) -> None:
    def told() -> list[str]:
        return [message.msg for message in run_checks() if message.id == "sources.W001"]

    assert told() == []
    settings.FETCH_TRUSTED_HOSTS = frozenset({("archive.newsroom", 8080)})
    assert "archive.newsroom:8080" in told()[0]
    settings.DEBUG = True
    assert told() == []
