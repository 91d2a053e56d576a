"""Articles of published quotations are saved in a public web archive, where the newsroom names one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.roles import REPORTER
from quotes.models import Quotation
from quotes.services import quoting
from quotes.services.drifting import comparing
from sources.models import ArchivedCopy, Article, Capture
from sources.services import adding, archiving, recording
from sources.services.working import work_through as fetch
from tests.desk.pages import desk
from tests.drift.test_watching import DAY, HOUR, NOW, page_with, published
from tests.factories import make_article, make_user
from tests.inbox.test_pages import words_of
from tests.sources.web import Asked, Line, Web, answer, redirect

pytestmark = pytest.mark.django_db(transaction=True)

SAVED = "/web/20260102030405/"
LABEL = "In the web archive"


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    settings.FETCH_DELAY_SECONDS = 0
    with Web() as running:
        settings.FETCH_TRUSTED_HOSTS = frozenset({running.host})
        settings.ARCHIVE_ENDPOINT = running.address("/save/")
        yield running


def archive(web: Web, path: str = "/a") -> str:
    """The server saves this page from now on; the address of its copy."""
    copy = f"{SAVED}{web.address(path)}"
    web.route(f"/save/{web.address(path)}", redirect(copy))
    web.route(copy, answer("<p>as it stood</p>"))
    return web.address(copy)


def look(minutes: int = 0) -> None:
    """What the workers do, so many minutes later."""
    now = NOW + timedelta(minutes=minutes)
    comparing.work_through(clock=lambda: now, within=HOUR)
    archiving.work_through(clock=lambda: now, within=HOUR)


def shown_to_readers(quotation: Quotation) -> str:
    page = Client().get(f"/en/quotations/{quotation.pk}/", follow=True)
    assert page.status_code == 200
    return page.content.decode()


def saves(web: Web) -> list[str]:
    return [asked.path for asked in web.requests if asked.path.startswith("/save/")]


def test_the_article_of_a_published_quotation_is_saved_and_readers_see_where(web: Web) -> None:
    copy = archive(web)
    quotation = published(web)
    assert LABEL not in shown_to_readers(quotation)
    look()
    page = shown_to_readers(quotation)
    assert LABEL in page
    assert f'href="{copy}"' in page
    look(minutes=60 * 24 * 30)
    assert len(saves(web)) == 1


def test_an_article_on_which_nothing_published_rests_is_told_to_no_archive(web: Web) -> None:
    archive(web)
    adding.ask_for_addresses(by=make_user(), now=NOW, typed=web.page("/a", page_with()))
    fetch(clock=lambda: NOW, within=HOUR)
    assert Article.objects.count() == 1
    look()
    assert saves(web) == []
    assert not ArchivedCopy.objects.exists()


def test_without_an_archive_nobody_is_asked(web: Web, settings: Settings) -> None:
    archive(web)
    endpoint, settings.ARCHIVE_ENDPOINT = settings.ARCHIVE_ENDPOINT, ""
    quotation = published(web)
    look()
    assert not ArchivedCopy.objects.exists()
    settings.ARCHIVE_ENDPOINT = endpoint
    look()
    assert LABEL in shown_to_readers(quotation)


def test_a_withdrawn_quotation_points_to_no_copy(web: Web) -> None:
    archive(web)
    quotation = published(web)
    look()
    quoting.withdraw(by=make_user("chief"), now=NOW, quotation=quotation, because="It was never said.")
    page = Client().get(f"/en/quotations/{quotation.pk}/")
    assert page.status_code == 410
    assert "never said" in page.content.decode()
    assert SAVED not in page.content.decode()


def test_a_copy_of_an_address_that_was_corrected_since_is_no_proof(web: Web) -> None:
    archive(web)
    quotation = published(web)
    look()
    Article.objects.update(canonical_address=web.page("/b", page_with()))
    assert LABEL not in shown_to_readers(quotation)
    copy = archive(web, "/b")
    look(minutes=5)
    assert f'href="{copy}"' in shown_to_readers(quotation)


def test_what_was_erased_by_law_is_shown_nowhere_else_and_asked_for_no_more(web: Web) -> None:
    archive(web)
    quotation = published(web)
    look()
    standing = Capture.objects.get()
    erased = recording.record_capture(
        by=None, now=NOW, article=standing.article, content=page_with("Nobody may say this").encode(), method="fetched"
    )
    chief = make_user("chief")
    recording.erase_capture(by=chief, now=NOW, capture=erased, because="A court asked for it.")
    assert LABEL not in shown_to_readers(quotation)
    look(minutes=5)
    assert len(saves(web)) == 1
    assert not ArchivedCopy.objects.exists()
    act = reverse("admin:sources_article_archive", args=[standing.article_id])
    assert "No archive is asked." in words_of(desk(chief).post(act))


def test_an_archive_that_is_away_is_asked_again_and_then_given_up(web: Web) -> None:
    quotation = published(web)
    web.route(f"/save/{web.address('/a')}", answer("busy", status="503 Service Unavailable"))
    look()
    look(minutes=1)
    assert len(saves(web)) == 1
    for attempt in range(2, 8):
        look(minutes=attempt * 25 * 60)
    assert len(saves(web)) == 5
    row = ArchivedCopy.objects.get()
    assert (row.state, row.problem) == ("refused", {"kind": "archive.Away", "params": {}})
    assert LABEL not in shown_to_readers(quotation)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("403 Forbidden", "The web archive does not save this page (answer 403)."),
        ("200 OK", "The web archive answered, but named no copy of this page."),
    ],
)
def test_the_desk_says_why_there_is_no_copy_and_asks_again(web: Web, status: str, says: str) -> None:
    quotation = published(web)
    web.route(f"/save/{web.address('/a')}", answer("no", status=status))
    look()
    chief = desk(make_user("editor", name="archivist"))
    article = Article.objects.get()
    change = reverse("admin:sources_article_change", args=[article.pk])
    assert says in words_of(chief.get(change))
    act = reverse("admin:sources_article_archive", args=[article.pk])
    assert "we cannot take it back" in words_of(chief.get(act))
    archive(web)
    assert "is asked within some minutes" in words_of(chief.post(act, follow=True))
    # The desk has its own clock; the tests' hour may be long past by now.
    look(minutes=24 * 60)
    assert LABEL in shown_to_readers(quotation)
    assert act not in chief.get(change).content.decode()


def test_who_publishes_nothing_asks_no_archive(web: Web) -> None:
    article = make_article()
    act = reverse("admin:sources_article_archive", args=[article.pk])
    assert desk(make_user(REPORTER, name="reader")).post(act).status_code == 403
    assert not ArchivedCopy.objects.exists()


def test_a_copy_that_another_worker_took_over_is_written_once(web: Web) -> None:
    published(web)
    rows = ArchivedCopy.objects

    def stolen(asked: Asked, line: Line) -> None:
        rows.update(state="queued", lease_token=None, lease_until=None, not_before=NOW + DAY)
        redirect(f"{SAVED}{web.address('/a')}")(asked, line)

    archive(web)
    web.route(f"/save/{web.address('/a')}", stolen)
    look()
    assert rows.get().state == "queued"
