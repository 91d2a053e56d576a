"""Marking words in the text of a saved copy, with a real browser."""

from typing import Any

import pytest
from playwright.sync_api import expect

from quotes.models import Quotation, Segment
from tests.desk.browser import elsewhere, page_of
from tests.factories import make_capture, make_speaker, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

# A letter beyond the basic plane: JavaScript counts it as two, the server as one.
TEXT = "📰 Roads. “It opens in May”, said the minister.\nLater: “It opens in May”, and “it stays open”."
MARK = "(text, [start, end]) => { text.focus(); text.setSelectionRange(start, end); }"


def units(words: str, nth: int = 0) -> list[int]:
    """Start and end of the nth appearance of the words, as a browser counts."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    before = len(TEXT[:start].encode("utf-16-le")) // 2
    return [before, before + len(words)]


def last_segments() -> list[tuple[int, str]]:
    quotation = Quotation.objects.latest("pk")
    return list(Segment.objects.filter(occurrence__quotation=quotation).values_list("start", "exact"))


def test_marked_words_are_saved_at_the_marked_place_and_searches_find_speaker_and_article(live_server: Any) -> None:
    editor = make_user()
    make_speaker("Minister of Roads", ar="وزير الطرق")
    capture = make_capture(TEXT)
    title = capture.article.title
    with page_of(editor, live_server.url) as page:
        page.goto("/en/desk/quotes/quotation/add/")
        page.locator("#part-attributions ~ div .select2-selection").first.click()
        page.keyboard.type("وزير")
        page.get_by_role("option", name="Minister of Roads · Person · وزير الطرق").click()
        page.locator("#part-appearances ~ div .select2-selection").first.click()
        page.keyboard.type(title)
        page.get_by_role("option").filter(has_text=title).click()
        panel = page.locator("#appearances-0-panel")
        expect(panel).to_have_value(TEXT)
        panel.press("End")
        panel.press_sequentially("x")
        expect(panel).to_have_value(TEXT)
        panel.evaluate(MARK, units("Later: “It opens in May”, and “it stays open”"))
        page.get_by_role("button", name="Use as the passage of the quote").click()
        page.locator("#id_appearances-0-kind").select_option("mixed")
        panel.evaluate(MARK, units("It opens in May", 1))
        page.get_by_role("button", name="Use as words in quotation marks").click()
        panel.evaluate(MARK, units("it stays open"))
        page.get_by_role("button", name="Use as words in quotation marks").click()
        expect(page.locator("#id_appearances-0-quoted")).to_have_value("It opens in May\nit stays open")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".messagelist")).to_contain_text("The quote is saved.")
    second = TEXT.rindex("It opens")
    assert elsewhere(last_segments) == [(second, "It opens in May"), (TEXT.index("it stays"), "it stays open")]


def test_another_place_is_added_and_its_passage_pasted(live_server: Any) -> None:
    editor = make_user()
    make_speaker("Minister of Roads")
    with page_of(editor, live_server.url) as page:
        page.goto("/en/desk/quotes/quotation/add/")
        page.get_by_role("button", name="Add another place where it appeared").click()
        page.locator("#appearances-1-panel").wait_for(state="attached")
        second = page.locator("[data-appearance]").nth(1)
        second.get_by_text("No saved copy yet?").click()
        second.locator("textarea[name$=passage]").fill("She said: “The road is open.”")
        second.locator("textarea[name$=passage]").evaluate(MARK, [11, 28])
        second.get_by_role("button", name="Use as words in quotation marks").click()
        expect(second.locator("textarea[name$=clause]")).to_have_value("The road is open.")
