"""A reader's way: from a search in Arabic to the proof, and from there to the weekly mail."""

import hashlib
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from digests.mail.folder import names, stored_mail
from quotes.demo.reading import articles
from tests.journeys.newsroom import Newsroom
from tests.journeys.person import PATIENCE, person

pytestmark = pytest.mark.journey

READER = "reader@example.org"


def mail_to(reader: str, folder: Path) -> str:
    """The text of the mail to this reader, once the worker has sent it."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        for mail in filter(None, (stored_mail(folder, name) for name in names(folder))):
            if reader in mail.recipient:
                return mail.text
        time.sleep(0.2)
    raise AssertionError(f"no mail to {reader} arrived in {folder}")


def subscribe(page: Page) -> None:
    page.locator("footer a[href*='/digest/']").click()
    page.locator("[name=email]").fill(READER)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/asked/")


def test_a_reader_finds_a_quote_in_arabic_and_reaches_the_proof(newsroom: Newsroom) -> None:
    carried = next(each for each in articles() if each.key == "joint-2022-ar")
    with person(newsroom, width=390) as page:
        page.goto("/ar/")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        # As people type it: without the hamza on the alef, with vowel marks that nobody printed.
        page.locator("[name=q]").first.fill("ان الصداقةُ والشراكة بينهما")
        page.locator("[name=q]").first.press("Enter")
        found = page.locator("main .card")
        expect(found).to_have_count(1)
        found.get_by_role("link").first.click()

        proof = page.locator(".proof")
        expect(proof.locator("mark")).to_have_text(carried.words)
        expect(proof.locator(".passage")).to_have_attribute("dir", "rtl")
        expect(proof.locator(".fingerprint")).to_have_text(hashlib.sha256(carried.content).hexdigest())
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_a_reader_asks_for_the_weekly_mail_and_confirms(newsroom: Newsroom) -> None:
    with person(newsroom) as page:
        page.goto("/en/")
        subscribe(page)
        link = re.search(rf"{newsroom.address}/\S*/confirm/\S*", mail_to(READER, newsroom.data / "mail"))
        assert link
        page.goto(link[0])
        expect(page.locator("main")).to_contain_text(READER)
        page.get_by_role("button", name="Yes, send me the weekly mail").click()
        expect(page.get_by_role("heading", name="You will receive the weekly mail")).to_be_visible()
        page.goto(link[0])
        expect(page.locator("main")).to_contain_text("This is confirmed already.")
