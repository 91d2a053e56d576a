"""Adding articles at the desk: addresses, a text, a file, a post. The web request writes rows and fetches nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.roles import REPORTER
from sources.models import Article, Capture, CaptureBatch, CaptureJob
from sources.services.working import work_through
from tests.desk.pages import desk
from tests.factories import make_publication, make_user
from tests.inbox.test_pages import words_of
from tests.sources.test_capturing import article_page
from tests.sources.web import Web, answer

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Quay opens\n\nThe quay opens on Monday, the harbour office said. “Nobody will wait,” it said on Tuesday.\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
FILES = Path(__file__).parents[1] / "sources" / "files"


@pytest.fixture
def editor() -> Client:
    return desk(make_user(name="adding-editor"))


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    settings.FETCH_DELAY_SECONDS = 0
    with Web() as running:
        settings.FETCH_TRUSTED_HOSTS = frozenset({running.host})
        settings.FETCH_PORTS = [running.port]
        yield running


def work() -> None:
    work_through(clock=lambda: datetime.now(UTC), within=timedelta(minutes=1))


def paste(client: Client, *lines: str) -> CaptureBatch:
    page = client.post(reverse("admin:add"), {"typed": "\n".join(lines), "publication": "", "language": ""})
    batch = CaptureBatch.objects.get()
    assert page.status_code == 302
    assert page.headers["location"] == reverse("admin:add-list", args=[batch.pk])
    return batch


def list_page(client: Client, batch: CaptureBatch) -> str:
    return words_of(client.get(reverse("admin:add-list", args=[batch.pk])))


def test_pasted_addresses_show_what_became_of_each(editor: Client, web: Web) -> None:
    batch = paste(editor, web.page("/a", article_page()), web.address("/missing"), "no address at all")
    assert web.requests == [], "the request itself fetches nothing"
    before = list_page(editor, batch)
    assert "1 of 3 addresses are done. 1 could not be saved." in before
    assert "This is not a web address" in before
    work()
    after = list_page(editor, batch)
    assert "3 of 3 addresses are done. 2 could not be saved." in after
    assert "Harbour opens again" in after
    assert "Harbour Wire · 20 November 2026" in after
    assert "has no page at this address (answer 404)" in after
    assert "no address at all" in after
    capture = Capture.objects.get()
    assert (
        reverse("admin:inbox-article", args=[capture.pk])
        in editor.get(reverse("admin:add-list", args=[batch.pk])).content.decode()
    )
    assert editor.get(reverse("admin:inbox-article", args=[capture.pk])).status_code == 200


def test_the_list_costs_the_same_for_one_line_and_for_three(editor: Client, web: Web) -> None:
    counts = []
    for lines in (1, 3):
        CaptureJob.objects.all().delete()
        CaptureBatch.objects.all().delete()
        batch = paste(editor, *(web.page(f"/{lines}{n}", article_page(f"The story {lines}{n}")) for n in range(lines)))
        work()
        assert "Done" not in list_page(editor, batch)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            editor.get(reverse("admin:add-lines", args=[batch.pk]))
        counts.append(len(queries))
    assert counts == [6, 6]


def test_what_was_refused_is_tried_again_and_taken_back(editor: Client, web: Web) -> None:
    web.route("/a", answer("Busy", status="503 Service Unavailable"))
    web.route("/members", answer("<title>Log in</title><h1>Log in</h1><form><input type=password></form><p>Log in</p>"))
    batch = paste(editor, web.address("/a"), web.address("/members"))
    work()
    page = list_page(editor, batch)
    assert "has a fault (answer 503)" in page
    assert "We try again by ourselves" in page
    assert "asked to log in" in page
    assert "It is an article: save it" in page

    editor.post(reverse("admin:add-back", args=[batch.pk]), {"line": "1"})
    assert "Taken back" in list_page(editor, batch)
    web.page("/a", article_page())
    editor.post(reverse("admin:add-again", args=[batch.pk]), {"line": "1"})
    editor.post(reverse("admin:add-again", args=[batch.pk]), {"line": "2", "anyway": "yes"})
    work()
    page = list_page(editor, batch)
    assert "2 of 2 addresses are done." in page
    assert "Kept at your word, although: The site asked to log in." in page
    doubtful = Capture.objects.get(pretence="login")
    inbox = words_of(editor.get(reverse("admin:inbox-article", args=[doubtful.pk])))
    assert "Kept at an editor's word, although: The site asked to log in." in inbox


def test_a_line_that_is_there_twice_is_no_failure(editor: Client, web: Web) -> None:
    address = web.page("/a", article_page())
    batch = paste(editor, address, address)
    work()
    page = list_page(editor, batch)
    assert "In the list twice" in page
    assert "adding-line--refused" not in editor.get(reverse("admin:add-list", args=[batch.pk])).content.decode()
    assert "could not be saved" not in page
    assert "Not possible" not in page


def test_too_many_and_no_addresses_lose_nothing_that_was_typed(editor: Client) -> None:
    many = "\n".join(f"https://post.example/{number}" for number in range(201))
    page = editor.post(reverse("admin:add"), {"typed": many})
    assert "at most 200 are taken at once" in words_of(page)
    assert "https://post.example/200" in page.content.decode()
    assert "Paste the address of an article" in words_of(editor.post(reverse("admin:add"), {"typed": " \n "}))
    assert not CaptureBatch.objects.exists()


def test_a_pasted_text_becomes_an_article(editor: Client) -> None:
    outlet = make_publication("The Quay Gazette")
    address = reverse("admin:add-text")
    wrong = editor.post(address, {"text": TEXT, "address": "nowhere", "published_to": "2026-11-20"})
    said = words_of(wrong)
    assert "This is not a web address" in said
    assert "Give the first possible day too." in said
    assert "Nobody will wait" in said
    assert not Article.objects.exists()
    given = {
        "text": TEXT.replace("\n", "\r\n"),
        "publication": outlet.pk,
        "published_from": "2026-11-20",
        "address": "https://gazette.example/quay?utm_source=x",
    }
    page = editor.post(address, given)
    capture = Capture.objects.get()
    assert page.headers["location"] == reverse("admin:inbox-article", args=[capture.pk])
    assert capture.text == TEXT
    assert (capture.method, capture.captured_by.username) == ("pasted", "adding-editor")  # type: ignore[union-attr]
    article = capture.article
    assert (article.title, article.language, article.publication) == ("Quay opens", "en", outlet)
    assert (article.published_from, article.published_to) == (date(2026, 11, 20), date(2026, 11, 20))
    assert article.canonical_address == "https://gazette.example/quay"
    again = editor.post(address, given, follow=True)
    assert "Exactly this was saved before" in words_of(again)
    assert Capture.objects.count() == 1


def test_a_saved_page_fills_what_is_left_empty(editor: Client) -> None:
    own = '<link rel="canonical" href="https://wire.example/harbour">'
    page = article_page(head=own + '<meta property="og:url" content="https://wire.example/harbour">').encode()
    sent = {"file": SimpleUploadedFile("saved.html", page, "text/html"), "title": "As the editor calls it"}
    editor.post(reverse("admin:add-file"), {**sent, "publication": make_publication("Harbour Wire").pk})
    capture = Capture.objects.get()
    assert (capture.method, capture.media_type) == ("file", "text/html")
    assert (capture.article.title, capture.article.authors) == ("As the editor calls it", "The harbour desk")
    assert capture.article.published_from == date(2026, 11, 20)


def test_a_file_that_cannot_be_read_says_why_and_keeps_the_rest(editor: Client) -> None:
    sent = {"file": SimpleUploadedFile("shot.png", PNG, "image/png"), "title": "What I typed"}
    page = editor.post(reverse("admin:add-file"), {**sent, "publication": make_publication().pk})
    assert "This is a picture or a recording" in words_of(page)
    assert "What I typed" in page.content.decode()
    empty = {"file": SimpleUploadedFile("empty.txt", b"", "text/plain")}
    assert "empty" in words_of(editor.post(reverse("admin:add-file"), empty))
    assert not Article.objects.exists()


def test_a_text_without_an_outlet_asks_for_it(editor: Client) -> None:
    sent = {"file": SimpleUploadedFile("quay.txt", TEXT.encode(), "text/plain")}
    assert "Choose the outlet" in words_of(editor.post(reverse("admin:add-file"), sent))
    assert not Article.objects.exists()


def test_a_post_is_kept_with_its_picture_and_marked_as_recorded_by_hand(editor: Client) -> None:
    given = {
        "text": "The quay opens. Nobody waits.",
        "author": "Harbour Office (@harbour)",
        "publication": make_publication("The Platform").pk,
        "published": "2026-11-20",
    }
    wrong = editor.post(reverse("admin:add-post"), {**given, "picture": SimpleUploadedFile("a.png", b"<svg/>")})
    assert "This is no PNG, JPEG, WebP or GIF picture" in words_of(wrong)
    picture = SimpleUploadedFile("a.png", PNG, "text/html")
    page = words_of(editor.post(reverse("admin:add-post"), {**given, "picture": picture}, follow=True))
    assert "Words inside pictures were not read (pictures: 1)." in page
    capture = Capture.objects.get()
    assert (capture.method, capture.text) == ("manual", given["text"])
    assert (capture.article.title, capture.article.authors) == (
        "Harbour Office (@harbour): The quay opens. Nobody waits.",
        "Harbour Office (@harbour)",
    )
    shown = editor.get(reverse("admin:sources_capture_picture", args=[capture.pk]))
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    assert shown.headers["x-content-type-options"] == "nosniff"
    copy = editor.get(reverse("admin:sources_capture_change", args=[capture.pk]))
    assert "Recorded by hand" in words_of(copy)
    assert reverse("admin:sources_capture_picture", args=[capture.pk]) in copy.content.decode()


def test_what_was_received_is_given_back_letter_by_letter_and_never_as_a_page(editor: Client) -> None:
    page = b"<!doctype html><title>Quay</title><p>The quay is open. Nobody waits.</p><script>alert(1)</script>"
    sent = {"file": SimpleUploadedFile("quay.html", page, "text/html"), "publication": make_publication().pk}
    editor.post(reverse("admin:add-file"), sent)
    address = reverse("admin:sources_capture_bytes", args=[Capture.objects.get().pk])
    given = editor.get(address)
    assert given.content == page
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in given.headers["content-security-policy"]
    stranger = make_user()
    stranger.groups.clear()
    assert desk(stranger).get(address).status_code == 403


def test_a_reporter_may_add_and_who_may_not_add_sees_no_page() -> None:
    reporter = desk(make_user(REPORTER))
    assert reporter.get(reverse("admin:add")).status_code == 200
    stranger = make_user()
    stranger.groups.clear()
    outside = desk(stranger)
    for name in ("add", "add-text", "add-file", "add-post"):
        assert outside.get(reverse(f"admin:{name}")).status_code == 403
        assert outside.post(reverse(f"admin:{name}"), {"typed": "https://post.example/a"}).status_code == 403
    assert not CaptureBatch.objects.exists()
