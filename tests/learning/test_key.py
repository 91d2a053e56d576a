"""The key for stopping a phrase, in a real browser."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from config.embedded.browser import find_or_install_browser
from quotes.models import Match, Mute
from tests.factories import make_user
from tests.learning.making import phrase_evidence, suggested
from tests.review.test_keys import QUEUE, elsewhere

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def pairs() -> list[Match]:
    return [suggested("echo", evidence=phrase_evidence()), suggested("repetition")]


@pytest.fixture
def page(pairs: list[Match], live_server: Any) -> Iterator[Page]:
    client = Client()
    client.force_login(make_user(name="key-editor"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_or_install_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies([cookie])
        yield context.new_page()
        browser.close()


def test_one_key_leads_to_stopping_the_phrase_of_the_pair_at_hand_and_to_no_other(
    page: Page, pairs: list[Match]
) -> None:
    page.goto(QUEUE)
    expect(page.locator(f"#pair-{pairs[1].pk}")).to_have_attribute("aria-current", "true")
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile(f"{QUEUE}$"))
    page.keyboard.press("j")
    page.keyboard.press("m")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stop suggesting this phrase")
    expect(page.get_by_role("checkbox")).to_have_count(2)
    page.get_by_label("Reason").fill("Everybody says it.")
    page.get_by_role("button", name="Stop suggesting this phrase").click()
    expect(page.locator(".messagelist")).to_contain_text("1 suggestion was taken back.")
    expect(page.locator(f"#pair-{pairs[0].pk}")).to_have_count(0)
    expect(page.locator(f"#pair-{pairs[1].pk}")).to_be_visible()
    assert elsewhere(lambda: Mute.objects.get().reason) == "Everybody says it."
