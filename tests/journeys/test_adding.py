"""An editor pastes an address: the page is saved, its quotes are suggested, one key accepts, and links are found."""

import re

import pytest
from playwright.sync_api import Page, expect

from quotes.demo.reading import articles
from tests.journeys.newsroom import Newsroom
from tests.journeys.person import Unreloaded, log_in, person
from tests.sources.web import Web

pytestmark = pytest.mark.journey

WORDS = next(each.words for each in articles() if each.key == "joint-2022-en")
TITLE = "Harbour minister reads from the joint statement"


def page_of(words: str) -> str:
    """An article of our own about a minister who does not exist; the words are those of the demo."""
    return (
        f"<!doctype html><html lang=en><head><title>{TITLE}</title>"
        '<meta property="og:site_name" content="The Breakwater">'
        '<meta property="article:published_time" content="2026-11-16T09:00:00Z"></head>'
        f"<body><article><h1>{TITLE}</h1>"
        "<p>The ships in the harbour waited for the fog to lift on Monday, and so did those who wait for the ships."
        " Nobody at the quay could say how long either would take, and the cafes filled early.</p>"
        f"<p>“{words},” Harbour Minister Dana Ilves said on Monday.</p>"
        "<p>There were forty ships at noon and forty-one in the evening. The wind turns during the night, and the"
        " pilots begin their work before the sun is up, as they have done on every foggy morning of this year.</p>"
        "</article></body></html>"
    )


def add_addresses(page: Page, *addresses: str) -> None:
    page.locator(".desk-links").get_by_role("link", name="Add articles").click()
    page.get_by_label("Addresses of articles").fill("\n".join(addresses))
    page.get_by_role("button", name="Fetch and save").click()


def test_a_pasted_address_becomes_a_quote_with_its_proof_and_its_links(newsroom: Newsroom, outlet: Web) -> None:
    address = outlet.page("/harbour/minister", page_of(WORDS.rstrip(".,")))
    with person(newsroom) as page:
        log_in(page, newsroom, "editor")
        add_addresses(page, address, outlet.address("/nothing"))
        same_page = Unreloaded(page)
        lines = page.locator(".adding-line")
        expect(lines.first).to_contain_text("A new article")
        expect(lines.first).to_contain_text("The Breakwater · 16 November 2026 · English")
        expect(lines.last).to_contain_text("has no page at this address (answer 404)")
        assert same_page, "the results came with a reload"

        page.get_by_role("link", name=TITLE).click()
        card = page.locator("[data-review-pair]")
        expect(card).to_have_count(1)
        expect(card).to_contain_text("Dana Ilves")
        expect(card).to_contain_text(WORDS[:60])
        expect(card).to_have_attribute("aria-current", "true")
        page.keyboard.press("a")
        told = page.locator(".messagelist")
        expect(told).to_contain_text("Accepted: quote #")
        number = re.search(r"#(\d+)", told.inner_text())
        assert number

        page.goto(f"/en/desk/quotes/quotation/{number[1]}/change/")
        expect(page.locator("textarea[name$='-clause']")).to_have_value(re.compile(re.escape(WORDS[:60])))
        expect(page.locator(".review-live .review-link").filter(has_text=WORDS[:60]).first).to_be_visible()
        assert page.request.get(f"/en/quotations/{number[1]}/").status == 404, "nothing is published by itself"
