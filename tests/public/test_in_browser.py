"""The pages in a real browser: nobody is shut out, nothing runs over, nothing is blocked."""

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from config.embedded.browser import find_browser
from quotes.models import RelayHop
from quotes.services import quoting
from tests.factories import NOW, make_claim, make_disputed, make_quotation, make_relation, make_topic, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

WIDE, PHONE = 1280, 390
DAY_FROM, DAY_TO = date(2026, 2, 1), date(2026, 3, 10)


@pytest.fixture
def paths() -> list[str]:
    """A small newsroom, and the pages that show all its parts."""
    by, claim = make_user(), make_claim(topic=make_topic())
    early = make_quotation("الميناء مفتوح للجميع", language="ar", said=date(2026, 1, 5), by=by)
    late = make_quotation("open", kind="mixed", before="that the harbour is ", said=(DAY_FROM, DAY_TO), by=by)
    denial = make_quotation("that nobody said so", kind="indirect", by=by)
    make_disputed(late, denial=denial, by=by)
    make_relation(early, late, relation="contradiction", state="confirmed", by=by)
    RelayHop.objects.create(occurrence=early.lead, order=1, kind="said", platform="Harbour radio")
    for quotation, kind in ((early, "asserts"), (late, "qualifies"), (denial, "denies")):
        quoting.take_stance(by=by, now=NOW, claim=claim, quotation=quotation, kind=kind)
    withdrawn = quoting.withdraw(by=by, now=NOW, quotation=make_quotation(by=by), because="A forgery.")
    assert early.lead is not None
    return [
        "",
        "quotations/",
        "quotations/?page=x",
        f"quotations/{early.pk}/",
        f"quotations/{late.pk}/",
        f"quotations/{withdrawn.pk}/",
        f"speakers/{early.attributions.get().speaker_id}/",
        f"articles/{early.lead.capture.article_id}/",
        f"claims/{claim.pk}/",
        "speakers/",
        "claims/",
        "topics/",
        "about/",
        "nowhere/",
    ]


@pytest.fixture
def browser(paths: list[str]) -> Iterator[Browser]:
    """Chromium, after the rows are made: Playwright runs an event loop here, in which Django refuses to write."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


def faults_of(page: Page) -> list[str]:
    """Rules of WCAG 2.2 A and AA that the page breaks, each with the elements."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{fault['id']}: {[node['html'][:200] for node in fault['nodes']]}" for fault in found]


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_pages_are_accessible_fit_every_width_and_are_not_blocked(
    browser: Browser, live_server: LiveServer, paths: list[str], language: str, scheme: str
) -> None:
    page = browser.new_page(color_scheme=scheme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in paths:
        page.goto(f"{live_server.url}/{language}/{path}")
        assert faults_of(page) == [], path
        for width in (PHONE, WIDE):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
    page.close()
    # The tombstone, the refused question and the missing page answer 410, 400 and 404; nothing else may complain.
    assert [text for text in complaints if "the server responded with a status of 4" not in text] == []


def test_the_keyboard_alone_reaches_the_content_and_a_quotation(
    browser: Browser, live_server: LiveServer, paths: list[str]
) -> None:
    page = browser.new_page()
    page.goto(f"{live_server.url}/en/quotations/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    page.locator(".card .words a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/quotations/*/")
    assert page.locator(".words--lead").count() == 1
    page.close()
