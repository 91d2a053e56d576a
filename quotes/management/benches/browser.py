"""The editor of a bench: a browser at the desk of the running newsroom."""

import os
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.conf import settings
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, Playwright, sync_playwright
from playwright.sync_api import TimeoutError as NotSeenError

from quotes.demo.logins import FILE_NAME
from quotes.management.benches.refusing import BenchRefusedError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 60_000
"""Milliseconds, for a page and for a possible link."""
FLAG = ".review-live .review-link"
# As choosing in the field does, without typing into its search.
CHOOSE = """(field, [value, label]) => {
  field.add(new Option(label, value, true, true));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""


@dataclass(frozen=True)
class Draft:
    """What is typed into the form: words that stand in the newest saved copy of an article, and who said them."""

    article: int
    title: str
    clause: str
    described_as: str


class DeskBrowser:
    """Logged in while it is open.

    All its work is done in a thread of its own: the browser's library runs an event loop, in whose thread Django
    refuses to reach the database.
    """

    def __init__(self, user: str) -> None:
        self.user = user
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        try:
            self._thread.submit(self._open).result()
        except BaseException:
            self._thread.shutdown()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()

    def seconds_until_flagged(self, draft: Draft) -> float | None:
        """From the click on Save until a possible link stands in the page that opens; None if none comes in time."""
        return self._thread.submit(self._save_and_wait, draft).result()

    def _open(self) -> None:
        self._playwright: Playwright = sync_playwright().start()
        try:
            self._page = self._browser_page()
            self._log_in()
        except BrowserError as error:
            self._playwright.stop()
            raise BenchRefusedError(
                f"{settings.SITE_URL} could not be opened ({error.message.splitlines()[0]})."
                " Start the newsroom with `make run`, and give the same DATA_DIR here."
            ) from error
        except BaseException:
            self._playwright.stop()
            raise

    def _browser_page(self) -> Page:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = self._playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        page = browser.new_page(base_url=settings.SITE_URL)
        page.set_default_timeout(PATIENCE)
        return page

    def _log_in(self) -> None:
        self._page.goto("/en/desk/login/")
        self._page.fill("[name=username]", self.user)
        self._page.fill("[name=password]", password_of(self.user))
        self._page.press("[name=password]", "Enter")
        self._page.wait_for_url(re.compile(r"/desk/(?!login)"))

    def _save_and_wait(self, draft: Draft) -> float | None:
        self._fill(draft)
        opened: list[str] = []
        self._page.on("framenavigated", lambda frame: opened.append(frame.url))
        began = time.monotonic()
        self._page.click("[name=_save]")
        try:
            self._page.wait_for_selector(f"{FLAG}, .errornote")
        except NotSeenError:
            return None
        seconds = time.monotonic() - began
        self._refuse_surprises(opened)
        return seconds

    def _fill(self, draft: Draft) -> None:
        page = self._page
        page.goto("/en/desk/quotes/quotation/add/")
        page.fill("#id_attributions-0-described_as", draft.described_as)
        page.locator("#id_appearances-0-article").evaluate(CHOOSE, [str(draft.article), draft.title])
        page.fill("#id_appearances-0-clause", draft.clause)

    def _refuse_surprises(self, opened: list[str]) -> None:
        """The time is worth nothing if the form refused the draft or something loaded the page again."""
        if self._page.locator(".errornote").count():
            said = " ".join(self._page.locator(".desk-field__error").all_inner_texts())
            raise BenchRefusedError(f"The form did not take the draft: {said}")
        if len(opened) != 1:
            raise BenchRefusedError(f"The page was loaded {len(opened)} times: the possible link came by a reload.")


def browser_path() -> str:
    given = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else BROWSERS
    found = next((path for name in given if (path := shutil.which(name))), "")
    if not found:
        raise BenchRefusedError(
            "No Chromium or Chrome was found. Install it (on Debian: apt-get install chromium), or set CHROMIUM to it."
        )
    return found


def password_of(user: str) -> str:
    """From the demo's file in the data folder."""
    file = settings.DATA_DIR / FILE_NAME
    found = re.search(rf"^{user}\s+(\S+)", file.read_text("utf-8"), re.MULTILINE) if file.exists() else None
    if not found:
        raise BenchRefusedError(
            f"{file} does not say how {user} logs in. Give the DATA_DIR of a newsroom with the demo."
        )
    return found[1]
