"""An address becomes a saved copy of an article: by jobs that are rows, from a real server, outside any transaction."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import Settings

from sources import problems, vault
from sources.models import Article, Capture, CaptureJob, Publication
from sources.problems import sentence_of
from sources.services import adding, jobs
from sources.services.working import work, work_through
from tests.factories import make_article, make_publication, make_user
from tests.sources.web import Web, answer, raw, redirect

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = "The harbour will be open again on Monday, the harbour master said. “Nobody will wait any longer,” she said. "


def article_page(title: str = "Harbour opens again", *, words: str = WORDS, head: str = "") -> str:
    paragraphs = "".join(f"<p>{words} Paragraph {number}.</p>" for number in range(8))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Harbour Wire">'
        f'<meta property="article:published_time" content="2026-11-20T08:00:00+03:00">'
        f'<meta name="author" content="The harbour desk">{head}</head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    settings.FETCH_DELAY_SECONDS = 0
    with Web() as running:
        settings.FETCH_TRUSTED_HOSTS = frozenset({running.host})
        settings.FETCH_PORTS = [80, 443, running.port]
        yield running


def asked(*lines: str, now: datetime = NOW) -> list[CaptureJob]:
    """Paste the lines and let a worker do what is due."""
    batch = adding.ask_for_addresses(by=make_user(), now=now, typed="\n".join(lines))
    work_through(clock=lambda: now, within=HOUR)
    return list(batch.jobs.order_by("line"))


def why(job: CaptureJob) -> str:
    assert job.problem is not None
    return str(sentence_of(job.problem))


def test_an_address_becomes_an_article_with_what_the_page_says_of_itself(web: Web) -> None:
    [job] = asked(web.page("/a", article_page()))
    assert (job.state, job.outcome, job.problem) == ("done", "article", None)
    article = Article.objects.get()
    assert job.article == article
    assert (article.title, article.authors, article.language) == ("Harbour opens again", "The harbour desk", "en")
    assert (article.published_from, article.published_to) == (date(2026, 11, 20), date(2026, 11, 20))
    assert (article.publication.name, article.publication.kind) == ("Harbour Wire", "website")
    capture = Capture.objects.get()
    assert job.capture == capture
    assert capture.method == Capture.Method.FETCHED
    assert capture.address == web.address("/a")
    assert vault.get(capture.sha256) == article_page().encode()
    assert "Nobody will wait any longer" in capture.text
    assert capture.metadata["title"] == ["Harbour opens again", "open-graph"]
    assert capture.headers["content-type"] == "text/html; charset=utf-8"


def test_each_line_has_its_own_result(web: Web) -> None:
    web.route("/picture", answer(b"\x89PNG\r\n\x1a\n" + bytes(100), content_type="image/png"))
    web.route("/broken", raw(b"this is no HTTP\r\n\r\n"))
    results = asked(
        web.page("/a", article_page()),
        "not an address",
        web.address("/missing"),
        web.address("/picture"),
        "ftp://files.example/a",
        web.address("/a"),
        web.address("/broken"),
        "http://169.254.169.254/latest/meta-data",
    )
    assert [job.state for job in results] == ["done", *["refused"] * 7]
    said = [why(job) for job in results[1:]]
    assert said[0].startswith("This is not a web address")
    assert "has no page at this address (answer 404)" in said[1]
    assert "is a picture (image/png)" in said[2]
    assert "not with ftp" in said[3]
    assert "stands in an earlier line" in said[4]
    assert "no answer of a website" in said[5]
    assert "inside a private network" in said[6]
    assert [job.typed for job in results][1] == "not an address"
    assert Article.objects.count() == Capture.objects.count() == 1


def test_an_article_has_one_row_however_its_address_is_written(web: Web) -> None:
    web.page("/a/", article_page(words=WORDS + "Later."))
    web.page("/a", article_page())
    web.route("/short", redirect("/a?utm_source=feed"))
    first, second, third = asked(web.address("/a"), web.address("/a/"), web.address("/short"))
    assert [first.outcome, second.outcome, third.outcome].count("article") == 1
    assert {first.article_id, second.article_id, third.article_id} == {Article.objects.get().pk}


def test_what_has_not_changed_is_not_kept_twice(web: Web) -> None:
    address = web.page("/a", article_page())
    [first] = asked(address)
    web.page("/a", article_page(head="<!-- another advertisement -->"))
    [second] = asked(address, now=NOW + HOUR)
    assert (second.outcome, second.capture_id) == ("same", first.capture_id)
    web.page("/a", article_page(words=WORDS.replace("Monday", "Tuesday")))
    [third] = asked(address, now=NOW + 2 * HOUR)
    assert third.outcome == "copy"
    assert third.article_id == first.article_id
    assert Capture.objects.count() == 2


def test_what_an_editor_recorded_of_a_known_article_stays(web: Web) -> None:
    outlet = make_publication("The Quay Gazette")
    address = web.page("/a", article_page())
    known = make_article("As the editor wrote it", publication=outlet)
    Article.objects.filter(pk=known.pk).update(canonical_address=address, authors="")
    [job] = asked(address)
    known.refresh_from_db()
    assert (job.outcome, job.article_id) == ("copy", known.pk)
    assert (known.title, known.authors, known.publication) == ("As the editor wrote it", "", outlet)


def test_a_text_of_no_language_of_ours_is_kept_as_such_whatever_the_page_declares(web: Web) -> None:
    polish = "Port znów będzie otwarty w poniedziałek, powiedziała pani kapitan. „Nikt nie będzie już czekał”, dodała. "
    [declared_wrongly] = asked(web.page("/polish", article_page("Port znów otwarty", words=polish)))
    assert declared_wrongly.article is not None
    assert declared_wrongly.article.language == "und"
    arabic = "قالت مديرة الميناء إن الميناء سيفتح من جديد يوم الاثنين. وأضافت: «لن ينتظر أحد بعد الآن في هذا الميناء». "
    [arabic_words] = asked(web.page("/arabic", article_page("الميناء يفتح من جديد", words=arabic)))
    assert arabic_words.article is not None
    assert arabic_words.article.language == "ar"


def test_an_outlet_is_known_by_its_home_page_and_by_its_name(web: Web) -> None:
    homely = make_publication("The Homely Herald")
    Publication.objects.filter(pk=homely.pk).update(homepage=web.address("/"))
    [job] = asked(web.page("/a", article_page()))
    assert job.article is not None
    assert job.article.publication == homely
    Publication.objects.filter(pk=homely.pk).update(homepage="")
    Article.objects.filter(pk=job.article_id).update(canonical_address="https://elsewhere.example/a")
    named = make_publication("harbour wire")
    [other] = asked(web.page("/b", article_page("Another story of the harbour")))
    assert other.article is not None
    assert other.article.publication == named


@pytest.mark.parametrize("is_known_by", ["home page", "articles"])
def test_a_page_that_claims_the_name_of_an_outlet_elsewhere_is_not_believed(web: Web, is_known_by: str) -> None:
    wire = make_publication("Harbour Wire")
    if is_known_by == "home page":
        Publication.objects.filter(pk=wire.pk).update(homepage="https://harbourwire.example/")
    else:
        Article.objects.filter(pk=make_article(publication=wire).pk).update(
            canonical_address="https://harbourwire.example/a"
        )
    first, second = asked(web.page("/a", article_page()), web.page("/b", article_page("Another story")))
    assert first.article is not None
    assert second.article is not None
    assert first.article.publication == second.article.publication != wire
    assert "Harbour" not in first.article.publication.name


def test_of_channels_on_one_site_each_prints_its_own(web: Web) -> None:
    one, other = make_publication("First channel"), make_publication("Second channel")
    Publication.objects.filter(pk=one.pk).update(homepage=web.address("/first"))
    Publication.objects.filter(pk=other.pk).update(homepage=web.address("/second/"))
    pages = [web.page(path, article_page(f"Story at {path}")) for path in ("/first/1", "/second/1", "/firstborn/1")]
    printed = [job.article.publication for job in asked(*pages) if job.article]
    assert printed[:2] == [one, other]
    assert printed[2] not in (one, other)


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml", "text/html"])
def test_a_feed_is_no_article_and_never_kept_as_one(web: Web, kind: str) -> None:
    feed = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>" + f"<item><title>{WORDS}</title></item>"
    )
    [job] = asked(web.route("/feed", answer(f"{feed}</channel></rss>", content_type=kind)))
    assert "Add it under Feeds (RSS)" in why(job)
    assert job.problem is not None
    assert not problems.may_be_tried_again(job.problem)
    jobs.try_now(by=job.asked_by, now=NOW, jobs=job.batch.jobs.filter(pk=job.pk), keep_anyway=True)  # type: ignore[union-attr, arg-type]
    work_through(clock=lambda: NOW, within=HOUR)
    assert not Article.objects.exists()


def test_what_a_person_says_of_all_lines_wins(web: Web) -> None:
    outlet = make_publication("The Quay Gazette")
    batch = adding.ask_for_addresses(
        by=make_user(), now=NOW, typed=web.page("/a", article_page()), publication=outlet, language="fr"
    )
    work_through(clock=lambda: NOW, within=HOUR)
    article = batch.jobs.get().article
    assert article is not None
    assert (article.publication, article.language) == (outlet, "fr")


def test_a_page_that_asks_to_log_in_is_kept_only_on_a_persons_word(web: Web) -> None:
    login = "<title>Log in</title><h1>Log in to continue</h1><form><input type=password name=p></form><p>Log in</p>"
    [job] = asked(web.page("/members", login))
    assert job.state == "refused"
    assert "asked to log in" in why(job)
    assert not Article.objects.exists()
    assert jobs.try_now(by=job.asked_by, now=NOW, jobs=job.batch.jobs.filter(pk=job.pk), keep_anyway=True) == 1  # type: ignore[union-attr, arg-type]
    work_through(clock=lambda: NOW, within=HOUR)
    job.refresh_from_db()
    assert (job.state, job.outcome) == ("done", "article")
    assert Capture.objects.get().pretence == "login"


def test_the_front_page_of_a_site_is_no_article(web: Web) -> None:
    web.page("/", article_page("All the news"))
    web.route("/gone", redirect("/"))
    for job in asked(web.address("/"), web.address("/gone")):
        assert "front page of a site" in why(job)


def test_a_server_with_a_fault_is_asked_again_later_and_not_for_ever(web: Web) -> None:
    address = web.route("/a", answer("Busy", status="503 Service Unavailable", retry_after="120"))
    [job] = asked(address)
    assert (job.state, job.not_before) == ("queued", NOW + timedelta(seconds=120))
    assert "has a fault (answer 503)" in why(job)
    assert work_through(clock=lambda: NOW + timedelta(seconds=60), within=HOUR) == 0
    web.page("/a", article_page())
    work_through(clock=lambda: NOW + timedelta(seconds=121), within=HOUR)
    job.refresh_from_db()
    assert (job.state, job.problem) == ("done", None)

    [other] = asked(web.route("/b", answer("Busy", status="500 Internal Server Error")))
    for day in range(1, 9):
        work_through(clock=lambda at=NOW + timedelta(days=day): at, within=HOUR)  # type: ignore[misc]
    other.refresh_from_db()
    assert other.state == "refused"
    assert len(web.asked("/b")) == len(jobs.RETRIES) + 1


def test_a_busy_host_costs_no_attempt_and_keeps_no_other_waiting(web: Web, settings: Settings) -> None:
    settings.FETCH_DELAY_SECONDS = 60
    first, second = asked(web.page("/a", article_page()), web.page("/b", article_page("Another story")))
    assert sorted([first.state, second.state]) == ["done", "queued"]
    waiting = next(job for job in (first, second) if job.state == "queued")
    assert (waiting.attempts, waiting.problem) == (0, None)
    assert waiting.not_before > NOW
    work_through(clock=lambda: NOW + timedelta(seconds=70), within=HOUR)
    waiting.refresh_from_db()
    assert waiting.state == "done"


def test_a_lease_that_ended_writes_nothing(web: Web) -> None:
    adding.ask_for_addresses(by=make_user(), now=NOW, typed=web.page("/a", article_page()))
    late = jobs.claim(now=NOW)
    quick = jobs.claim(now=NOW + HOUR)
    assert late
    assert quick
    work(late, clock=lambda: NOW + HOUR)
    assert not Article.objects.exists()
    work(quick, clock=lambda: NOW + HOUR)
    assert Article.objects.count() == Capture.objects.count() == 1
    assert CaptureJob.objects.get().attempts == 2


def test_a_known_article_whose_address_shows_another_is_not_mixed_up(web: Web) -> None:
    [job] = asked(web.page("/a", article_page()))
    web.route("/a", redirect("/topics/harbours"))
    other = article_page("Ten things about bridges", words="Bridges are built of stone, steel and of patience. ")
    web.page("/topics/harbours", other)
    again = jobs.ask(address=job.address, reason=CaptureJob.Reason.WATCH, now=NOW + HOUR, article=job.article)
    assert again
    assert jobs.ask(address=job.address, reason=CaptureJob.Reason.WATCH, now=NOW + HOUR, article=job.article) is None
    work_through(clock=lambda: NOW + HOUR, within=HOUR)
    again.refresh_from_db()
    assert again.state == "refused"
    assert "another article" in why(again)
    assert Capture.objects.count() == 1


def test_an_automatic_visit_asks_only_for_what_is_new_and_keeps_to_robots(web: Web) -> None:
    web.route("/a", answer(article_page(), etag='"one"'))
    [job] = asked(web.address("/a"))
    jobs.ask(address=job.address, reason=CaptureJob.Reason.WATCH, now=NOW + HOUR, article=job.article)
    work_through(clock=lambda: NOW + HOUR, within=HOUR)
    assert web.asked("/a")[-1].headers["if-none-match"] == '"one"'
    assert len(web.asked("/robots.txt")) == 1
    web.robots("User-agent: *\nDisallow: /a")
    later = NOW + timedelta(days=2)
    kept_away = jobs.ask(address=job.address, reason=CaptureJob.Reason.WATCH, now=later, article=job.article)
    assert kept_away
    work_through(clock=lambda: later, within=HOUR)
    kept_away.refresh_from_db()
    assert "asks automatic visitors to stay away" in why(kept_away)
