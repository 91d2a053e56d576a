"""The inbox in a real browser: decided by keyboard, nothing lost on reload."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from quotes.models import Proposal, Quotation, Watch
from tests.desk.browser import elsewhere, page_of
from tests.factories import make_speaker, make_user
from tests.inbox.making import ARABIC, BRIDGE, HARBOUR, QUAY, made, proposal_with
from tests.ranking.making import plant

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def states() -> list[str]:
    rows = Proposal.objects.order_by("clause_start")
    return elsewhere(lambda: list(rows.values_list("state", flat=True)))


def current(page: Page) -> str | None:
    return page.locator("[aria-current=true][data-proposal]").get_attribute("data-proposal")


def test_an_article_is_decided_by_keys_alone(live_server: Any) -> None:
    make_speaker("Dana Ilves")
    capture, editor = made(HARBOUR), make_user()
    quay, bridge = proposal_with(QUAY), proposal_with(BRIDGE)
    with page_of(editor, live_server.url) as page:
        page.goto(f"/en/desk/inbox/{capture.pk}/")
        assert current(page) == str(quay.pk)
        page.keyboard.press("a")
        expect(page.locator(".messagelist")).to_contain_text("Accepted: quote #")
        expect(page.locator(f"#p-{quay.pk} .tag")).to_have_text("Accepted")
        page.keyboard.press("n")
        assert current(page) == str(bridge.pk)
        page.keyboard.press("r")
        expect(page.locator(f"#p-{bridge.pk} .tag")).to_have_text("Rejected")
        page.keyboard.press("u")
        expect(page.locator(f"#p-{bridge.pk} .review-strength")).to_be_visible()
        assert states() == ["accepted", "suggested", "suggested", "suggested"]
        page.keyboard.press("u")
        expect(page.locator(f"#p-{quay.pk} .review-strength")).to_be_visible()
    assert states() == ["suggested"] * 4
    assert not elsewhere(Quotation.objects.exists)


def test_the_question_mark_lists_the_keys(live_server: Any) -> None:
    capture, editor = made(HARBOUR), make_user()
    with page_of(editor, live_server.url) as page:
        page.goto(f"/en/desk/inbox/{capture.pk}/")
        page.keyboard.press("?")
        told = page.get_by_role("dialog")
        for key in "NJKAERU?":
            expect(told.locator("kbd", has_text=key).first).to_be_visible()
        expect(told).to_contain_text("accept")


def test_e_opens_the_correction_and_what_was_typed_outlives_a_reload(live_server: Any) -> None:
    capture, editor = made(HARBOUR), make_user()
    with page_of(editor, live_server.url) as page:
        page.goto(f"/en/desk/inbox/{capture.pk}/")
        card = page.locator("[data-proposal]").nth(1)
        card.locator("[name=because]").fill("Not of public interest")
        page.reload()
        expect(card.locator("[name=because]")).to_have_value("Not of public interest")
        page.keyboard.press("e")
        page.wait_for_url("**/edit/**")
        page.locator("#id_cue").fill("promised")
        page.reload()
        expect(page.locator("#id_cue")).to_have_value("promised")
        page.locator("#id_new_speaker").fill("Dana Ilves")
        page.get_by_role("button", name="Accept with these corrections").click()
        expect(page.locator(".messagelist")).to_contain_text("Accepted: quote #")
    lead = elsewhere(lambda: Quotation.objects.get().lead)
    assert lead is not None
    assert lead.cue == "promised"


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 1280), ("en", 390), ("ar", 390)])
def test_pages_are_accessible_and_no_wider_than_their_screen(live_server: Any, language: str, width: int) -> None:
    make_speaker("Dana Ilves", ar="دانة إلفس")
    capture, editor = made(ARABIC if language == "ar" else HARBOUR, language=language), make_user()
    plant(2, editor)
    with page_of(editor, live_server.url, width=width) as page:
        page_address = f"/{language}/desk/inbox/{capture.pk}/"
        inbox = f"/{language}/desk/inbox/"
        for address in (inbox, page_address, f"{inbox}quote/{_first()}/edit/", f"{inbox}precision/"):
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, address
            if "edit" in address:
                page.wait_for_function("document.querySelectorAll('[role=combobox][data-named]').length === 3")
            # Style sheets are not loaded once more: axe takes what they import for addresses below the page's.
            rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "preload": False}
            found = Axe().run(page, options=rules).response["violations"]
            assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found] == [], address


def test_a_speaker_is_watched_from_the_margin_without_leaving_the_card(live_server: Any) -> None:
    make_speaker("Dana Ilves")
    capture, editor = made(HARBOUR), make_user()
    with page_of(editor, live_server.url) as page:
        page.goto(f"/en/desk/inbox/{capture.pk}/")
        card = page.locator("[data-proposal]").first
        card.get_by_role("button", name="Watch").click()
        expect(page.locator(".messagelist")).to_contain_text("You watch")
        expect(card.get_by_role("button", name="Stop watching")).to_be_visible()
        card.get_by_role("button", name="Stop watching").click()
        expect(page.locator(".messagelist")).to_contain_text("no longer watch")
    assert not elsewhere(Watch.objects.exists)


def _first() -> int:
    return elsewhere(lambda: Proposal.objects.order_by("pk").values_list("pk", flat=True)[0])
