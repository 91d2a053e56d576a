"""What a person does at a browser, in the words of the pages. English words are used on English pages only."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect, sync_playwright

from config.embedded.browser import find_or_install_browser
from tests.journeys.newsroom import Newsroom

PATIENCE = 60_000
"""Milliseconds. Journeys share their machine with other tests; none of them measures time."""
MARK = """(text, words) => {
  const start = text.value.indexOf(words);
  text.focus();
  text.setSelectionRange(start, start + words.length);
}"""


@contextmanager
def person(newsroom: Newsroom, width: int = 1280) -> Iterator[Page]:
    """Somebody's browser at this newsroom. Leaving demands that no script failed and no policy was broken."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_or_install_browser(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(base_url=newsroom.address, viewport={"width": width, "height": 900})
        page.set_default_timeout(PATIENCE)
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
        yield page
        browser.close()
    assert broken == []


def log_in(page: Page, newsroom: Newsroom, user: str, language: str = "en") -> None:
    page.goto(f"/{language}/desk/")
    page.locator("[name=username]").fill(user)
    page.locator("[name=password]").fill(newsroom.password(user))
    page.locator("[name=password]").press("Enter")
    expect(page.locator("#user-tools")).to_contain_text(user)


def log_out(page: Page) -> None:
    page.locator("#logout-form button").click()
    expect(page.locator("#user-tools form")).to_have_count(0)


def pick(page: Page, field: Locator, typed: str, option: str) -> None:
    """Choose in a field that searches while one types."""
    field.locator(".select2-selection").click()
    page.locator(".select2-search__field").press_sequentially(typed)
    page.get_by_role("option").filter(has_text=option).first.click()
    expect(field.locator(".select2-selection__rendered")).to_contain_text(option)


def mark(row: Locator, text: Locator, words: str) -> None:
    """Mark words in a text and take them over as the passage of the quote."""
    text.evaluate(MARK, words)
    row.locator("[data-use=clause]").click()
    expect(row.locator("textarea[name$='-clause']")).to_have_value(words)


def add_outlet(page: Page, name: str) -> None:
    page.goto("/en/desk/sources/publication/add/")
    page.get_by_label("Name", exact=True).or_(page.locator("#id_name")).first.fill(name)
    page.locator("#id_kind").select_option("newspaper")
    page.locator("#id_language").select_option("en")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text(name)


def number_in(address: str) -> int:
    """The number of the row that an address of the desk or the site names."""
    found = re.search(r"/(\d+)/", address)
    assert found, address
    return int(found[1])


class Unreloaded:
    """Knows whether a page is still the one that was looked at first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate("() => { window.stillTheSamePage = true; }")

    def __bool__(self) -> bool:
        return bool(self.page.evaluate("() => window.stillTheSamePage === true"))
