"""A real browser at the desk, and the database from another thread: the browser's event loop runs in the test's own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from django.db import connections
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from accounts.models import User
from config.embedded.browser import find_or_install_browser

T = TypeVar("T")


def elsewhere(act: Callable[[], T]) -> T:
    def run() -> T:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(run).result()


@contextmanager
def page_of(user: User, address: str, width: int = 1280, dark: bool = False) -> Iterator[Page]:
    """A page logged in as `user`. Leaving it demands that no script failed and no policy was broken."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_or_install_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
        )
        context.add_cookies([cookie])  # type: ignore[list-item] # playwright wants its own TypedDict
        page = context.new_page()
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
        yield page
        browser.close()
    assert broken == []
