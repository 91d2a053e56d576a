"""A real mail server on a free port, with a brake before and after DATA; and readers who confirmed."""

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings

from digests.mail.transport import Folder
from digests.models import Confirmation, Subscriber
from digests.services import subscribing
from digests.services.delivering import deliver_due
from quotes.models import Claim, Speaker

WEEK = "2026-W47"
DURING = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
"""Wednesday of the week."""
AFTER = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Monday after the week, an hour after the mails of the Monday readers are due."""


@dataclass
class MailServer:
    """What arrived, and how the server behaves. Set `stall_at` to keep a client waiting; `release` ends the wait."""

    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0
    stall_at: str = ""
    refuse_recipient: str = ""
    answer: str = "250 taken"
    hang_up_after_data: bool = False
    stalled: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def release(self) -> None:
        self.stall_at = ""
        self.released.set()

    async def _stall(self, where: str) -> None:
        import asyncio

        if self.stall_at == where:
            self.stalled.set()
            while not self.released.is_set():
                await asyncio.sleep(0.02)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await self._stall("before DATA")
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if not self.answer.startswith("250"):
            return self.answer
        assert isinstance(envelope.content, bytes)
        message = BytesParser(policy=policy.default).parsebytes(envelope.content)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        self.recipients += envelope.rcpt_tos
        await self._stall("after DATA")
        if self.hang_up_after_data:
            assert server.transport is not None
            server.transport.abort()
        return self.answer


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    handler = MailServer()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    yield handler
    handler.release()
    controller.stop()


@pytest.fixture
def mail_folder(tmp_path: Path, settings: LazySettings) -> Path:
    settings.MAIL_URL = f"folder://{tmp_path}/mail"
    return tmp_path / "mail"


@pytest.fixture
def subscribed() -> Callable[..., Subscriber]:
    """A reader who asked and confirmed, without the mails in between."""

    def make(
        email: str = "reader@example.org",
        *,
        speaker: Speaker | None = None,
        claim: Claim | None = None,
        language: str = "en",
        now: datetime = DURING,
        **preferences: Any,
    ) -> Subscriber:
        subscribing.ask(now=now, email=email, language=language, speaker=speaker, claim=claim)
        confirmation = Confirmation.objects.filter(subscriber__email=email).latest("pk")
        asked = list(confirmation.subscriber.subscriptions.filter(confirmed_at=None))
        subscriber = subscribing.confirm(now=now, confirmation=confirmation, subscriptions=asked)
        confirmation.delete()
        if preferences:
            Subscriber.objects.filter(pk=subscriber.pk).update(**preferences)
            subscriber.refresh_from_db()
        return subscriber

    return make


def delivered_to(folder: Path, now: datetime = AFTER) -> list[EmailMessage]:
    """Send what is due at `now` into the folder; all mails in it, parsed."""
    deliver_due(transport=Folder(folder), clock=lambda: now)
    return [parsed(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]


def parsed(content: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(content)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    assert body is not None
    return str(body.get_content())
