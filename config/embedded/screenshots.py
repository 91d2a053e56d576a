"""Pictures of the main pages of the running newsroom: English and Arabic, wide and phone, into docs/screenshots."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from config.embedded.browser import find_or_install_browser
from config.embedded.errors import StackError
from config.embedded.folders import CHECKOUT, Folders
from config.embedded.options import options_from

LANGUAGES = ("en", "ar")
WIDTHS = {"wide": 1280, "phone": 390}
HEIGHT = 900
# Name, address below the language, and the first link on that page to follow, if any.
READERS_PAGES = (
    ("front", "", ""),
    ("search", "quotations/", ""),
    ("quotation", "quotations/", r"/quotations/\d+/"),
    ("speaker", "speakers/", r"/speakers/\d+/"),
    ("claim", "claims/", r"/claims/\d+/"),
)
DESK_PAGES = (
    ("desk", "desk/", ""),
    ("review", "desk/", r"/desk/[a-z/]*review/"),
    ("inbox", "desk/inbox/", r"/desk/inbox/\d+/"),
    ("add", "desk/add/", ""),
    ("quotation-form", "desk/quotes/quotation/", r"/desk/quotes/quotation/\d+/change/"),
)


class NotReachedError(StackError):
    def __init__(self, why: str) -> None:
        super().__init__(f"The pictures could not be taken: {why}.", "Start the newsroom with `make run` first.")


def run_screenshots() -> int:
    """Take all pictures; a page that has nothing to follow is named and left out, and the exit code is then 1."""
    options = options_from(os.environ)
    target = CHECKOUT / "docs" / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=find_or_install_browser(), args=arguments)
        missing = list(_take_all(browser, options.site_url, options.folders, target))
        browser.close()
    for name in missing:
        print(f"Left out, nothing to follow: {name}", file=sys.stderr)
    return 1 if missing else 0


def _take_all(browser: Browser, site: str, folders: Folders, target: Path) -> Iterator[str]:
    for width_name, width in WIDTHS.items():
        page = browser.new_page(viewport={"width": width, "height": HEIGHT})
        signed_in = False
        for pages in (READERS_PAGES, DESK_PAGES):
            if pages is DESK_PAGES:
                signed_in = _sign_in(page, site, folders)
            if pages is READERS_PAGES or signed_in:
                yield from _take(page, site, pages, target, width_name)
        page.close()


def _take(
    page: Page, site: str, pages: tuple[tuple[str, str, str], ...], target: Path, width_name: str
) -> Iterator[str]:
    for language in LANGUAGES:
        for name, below, link in pages:
            if not _open(page, f"{site}/{language}/{below}", link):
                yield f"{name} ({language}, {width_name})"
                continue
            top: FloatRect = {"x": 0, "y": 0, "width": WIDTHS[width_name], "height": HEIGHT * 2}
            page.screenshot(path=target / f"{name}-{language}-{width_name}.png", full_page=True, clip=top)


def _open(page: Page, address: str, link: str) -> bool:
    """Go to the page, and on to the first link of the given form; whether there was one."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise NotReachedError(f"{address} does not answer")
    if not link:
        return True
    found = page.evaluate("() => Array.from(document.links, (each) => each.href)")
    follow = next((href for href in found if re.search(rf"{link}$", href.partition("?")[0])), None)
    if follow:
        page.goto(follow)
    return follow is not None


def _sign_in(page: Page, site: str, folders: Folders) -> bool:
    """As the demo's editor, whose password stands in the data folder."""
    logins = folders.data / "demo-logins.txt"
    found = re.search(r"^\W*editor\W+(\S+)", logins.read_text(), re.MULTILINE) if logins.exists() else None
    if not found:
        print("No demo user: the desk is left out.", file=sys.stderr)
        return False
    page.goto(f"{site}/en/desk/login/")
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", found[1])
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r"/desk/(?!login)"))
    return True
