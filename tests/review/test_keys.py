"""The keys and the live links, in a real browser."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from accounts.models import User
from config.embedded.browser import find_or_install_browser
from quotes.models import Decision, Match
from tests.factories import make_user
from tests.review.making import make_pair, states

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

T = TypeVar("T")
QUEUE = "/en/desk/review/"
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"


def elsewhere(act: Callable[[], T]) -> T:
    """Use the database in a thread of its own: the browser's event loop runs in this one."""

    def run() -> T:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(run).result()


@pytest.fixture
def editor() -> User:
    return make_user(name="key-editor")


@pytest.fixture
def pairs(editor: User) -> list[Match]:
    return [make_pair("repetition"), make_pair("repetition", "echo")]


@pytest.fixture
def page(pairs: list[Match], editor: User, live_server: Any) -> Iterator[Page]:
    client = Client()
    client.force_login(editor)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_or_install_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
        context.add_cookies([cookie])
        shown = context.new_page()
        broken: list[str] = []
        shown.on("pageerror", lambda error: broken.append(str(error)))
        shown.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
        yield shown
        browser.close()
    assert broken == []


def press_on_an_arabic_keyboard(page: Page, digit: int) -> None:
    page.evaluate(
        "([code, key]) => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))",
        [f"Digit{digit}", ARABIC_DIGITS[digit]],
    )


def test_one_key_decides_another_undoes_and_the_next_pair_has_the_focus(page: Page, pairs: list[Match]) -> None:
    older, newer = (page.locator(f"#pair-{match.pk}") for match in pairs)
    page.goto(QUEUE)
    expect(newer).to_have_attribute("aria-current", "true")
    press_on_an_arabic_keyboard(page, 3)
    expect(newer).to_have_count(0)
    expect(older).to_be_focused()
    expect(page.locator("#review-says")).to_contain_text("Decided: Says the opposite.")
    assert elsewhere(lambda: states(pairs[1])) == {
        "repetition": "rejected",
        "echo": "rejected",
        "contradiction": "confirmed",
    }
    page.keyboard.press("u")
    expect(newer).to_be_visible()
    assert elsewhere(lambda: states(pairs[1])) == {"repetition": "suggested", "echo": "suggested"}
    page.keyboard.press("k")
    expect(newer).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("[data-review-card]").first).to_have_id(f"card-{pairs[0].second_id}")
    page.keyboard.press("Shift+Slash")
    expect(page.get_by_role("dialog")).to_contain_text("Says the opposite")
    page.keyboard.press("0")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert elsewhere(lambda: Decision.objects.filter(undone_at=None).count()) == 0


def test_keys_that_were_turned_off_decide_nothing(page: Page, pairs: list[Match]) -> None:
    page.goto(QUEUE)
    page.keyboard.press("Shift+Slash")
    page.get_by_role("button", name="Turn keys off").click()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("2")
    page.keyboard.press("Shift+Slash")
    expect(page.get_by_role("button", name="Turn keys on")).to_be_visible()
    assert elsewhere(Decision.objects.count) == 0


def test_a_new_link_appears_without_reloading(page: Page, pairs: list[Match]) -> None:
    match = pairs[1]
    elsewhere(lambda: match.relations.all().delete())
    page.goto(f"{QUEUE}{match.second_id}/")
    page.evaluate("window.stillTheSame = true")
    expect(page.locator("[data-review-pair]")).to_have_count(0)
    elsewhere(lambda: match.relations.create(relation="repetition", wording="variant", probability=0.9))
    expect(page.locator(f"#pair-{match.pk}")).to_be_visible(timeout=5000)
    assert page.evaluate("window.stillTheSame") is True
