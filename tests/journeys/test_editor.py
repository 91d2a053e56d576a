"""An editor's day: attach a quotation, see what it is related to, decide, and look at it as a reader."""

import re

import pytest
from playwright.sync_api import Page, expect

from quotes.demo.reading import Told, articles, decisions
from tests.journeys.newsroom import Newsroom
from tests.journeys.person import Unreloaded, add_outlet, log_in, log_out, mark, number_in, person, pick

pytestmark = pytest.mark.journey

OUTLET = "Harbour Morning Post"
HEADING = decisions().claim["heading_en"]


def told(key: str) -> Told:
    return next(each for each in articles() if each.key == key)


def paste_passage(page: Page, words: str) -> None:
    row = page.locator("[data-appearance]").first
    row.locator(".desk-paste summary").click()
    pick(page, row.locator(".desk-field--outlet"), OUTLET, OUTLET)
    row.locator("#id_appearances-0-title").fill("What the joint statement says")
    row.locator("#id_appearances-0-language").select_option("en")
    row.locator("#id_appearances-0-published").fill("2022-02-06")
    passage = row.locator("#id_appearances-0-passage")
    passage.fill(f"The harbour's ships wait. The statement reads: “{words}”\n\nThe ships wait still.")
    mark(row, passage, words)


def attach_quotation(page: Page, words: str) -> int:
    """Fill the whole form as an editor does, and save it; the number of the new quote."""
    page.goto("/en/desk/")
    page.get_by_role("link", name="New quote").click()
    pick(page, page.locator(".desk-field--speaker").first, "بوتين", "Vladimir Putin")
    paste_passage(page, words)
    page.locator("[name=head-said_from]").fill("2022-02-04")
    page.get_by_role("button", name="Add a claim").click()
    pick(page, page.locator(".desk-field--claim").first, "no limits", HEADING)
    page.locator("#id_stances-0-kind").select_option("asserts")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("The quote is saved.")
    return number_in(page.url)


def publish(page: Page) -> None:
    page.locator(".desk-acts").get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("The quote is published.")


def confirm_as_same_statement(page: Page, other: re.Pattern[str]) -> None:
    """On the review page, by keys alone once it is open."""
    page.get_by_role("link", name="Decide on these links").click()
    pair = page.locator("[data-review-pair]").filter(has=page.locator(".review-side--other", has_text=other))
    while pair.first.get_attribute("aria-current") != "true":
        page.keyboard.press("j")
    name = pair.first.get_attribute("id")
    page.keyboard.press("1")
    expect(page.locator(".messagelist")).to_contain_text("Decided: Same statement")
    expect(page.locator(f"#{name}")).to_have_count(0)


def test_a_quote_is_attached_flagged_published_confirmed_and_read(newsroom: Newsroom) -> None:
    original = told("joint-2022-en")
    words = original.words
    # The demo's quotation as every page shows it: its words, beyond those that another outlet cut, then who said them.
    related = re.compile(f"{re.escape(words[:60])}.*{original.speakers[0]}", re.DOTALL)
    with person(newsroom) as page:
        page.goto("/")
        expect(page.locator("main")).to_contain_text(HEADING)
        log_in(page, newsroom, "editor")
        add_outlet(page, OUTLET)
        number = attach_quotation(page, words)

        same_page = Unreloaded(page)
        expect(page.locator(".review-live .review-link").filter(has_text=related)).to_be_visible()
        assert same_page, "the flag came with a reload"

        publish(page)
        confirm_as_same_statement(page, related)
        log_out(page)

        page.goto("/en/claims/")
        page.get_by_role("link", name=HEADING).click()
        card = page.locator(f"#q{number}")
        expect(card).to_contain_text(words)
        expect(card).to_contain_text("Says so")
        expect(card).to_contain_text(OUTLET)
        links = page.locator("section", has=page.get_by_role("heading", name="Confirmed links between them"))
        ours = links.locator("li", has=page.locator(f"a[href='#q{number}']"))
        expect(ours).to_contain_text("Same statement")

        card.get_by_role("link").first.click()
        link = page.locator(".link").filter(has_text=related)
        expect(link).to_contain_text("Same statement")
        expect(link).to_contain_text("Verbatim Demo Wire")


def test_in_arabic_words_are_marked_in_a_saved_copy_and_flagged(newsroom: Newsroom) -> None:
    article = told("joint-2022-ar")
    words = "الصداقة والشراكة بينهما ليس لها حدود ولا حظر فيها على التعاون"
    with person(newsroom) as page:
        log_in(page, newsroom, "editor", "ar")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        page.goto("/ar/desk/quotes/quotation/add/")
        pick(page, page.locator(".desk-field--speaker").first, "Putin", "بوتين")
        row = page.locator("[data-appearance]").first
        pick(page, row.locator(".desk-field--article"), article.title, article.title)
        panel = row.locator("[data-panel] textarea")
        expect(panel).to_have_attribute("dir", "rtl")
        expect(panel).to_have_value(article.content.decode())
        mark(row, panel, words)
        row.locator("#id_appearances-0-kind").select_option("indirect")
        page.locator("[name=head-said_from]").fill("2022-02-04")
        page.locator("[name=_save]").click()

        flag = page.locator(".review-live .review-link").first
        expect(flag).to_be_visible()
        expect(flag.locator("[lang][dir]").first).to_be_visible()
        number = number_in(page.url)
        page.locator(".review-live a[href*='/review/']").last.click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator("[data-review-pair]").first).to_be_visible()
        log_out(page)

        assert page.request.get(f"/ar/quotations/{number}/").status == 404, "a draft is nobody's but the desk's"
