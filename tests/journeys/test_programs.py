"""What holds for the running programs as a whole."""

import re
import socket
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.newsroom import Newsroom
from tests.journeys.person import log_in, person

pytestmark = pytest.mark.journey


def broker_port(process: Path) -> int:
    """The port of the broker's address in the environment of a running process."""
    found = re.search(r"\0REDIS_URL=redis://[^\0]*:(\d+)/\d+\0", (process / "environ").read_text())
    assert found
    return int(found[1])


def test_nobody_listens_where_the_web_server_would_look_for_the_broker(newsroom: Newsroom) -> None:
    """Law 3: the editor's journey passes although every attempt of the web server to publish would fail."""
    web = newsroom.processes("granian")
    assert web
    for process in web:
        with socket.socket() as line, pytest.raises(ConnectionRefusedError):
            line.connect(("127.0.0.1", broker_port(process)))


def test_a_reporter_prepares_but_cannot_publish(newsroom: Newsroom) -> None:
    with person(newsroom) as page:
        log_in(page, newsroom, "reporter")
        page.goto("/en/desk/quotes/quotation/?status__exact=draft")
        page.locator("#result_list tbody th a").first.click()
        expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name="Publish", exact=True)).to_have_count(0)
        number = re.search(r"/(\d+)/", page.url)
        assert number
        answer = page.request.get(f"/en/desk/quotes/quotation/{number[1]}/publish/")
        assert answer.status == 403
