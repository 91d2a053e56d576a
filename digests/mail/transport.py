"""The two ways out of the house: a mail server, or a folder of .eml files.

A transport calls `on_the_brink` when everything is agreed and before the first byte of the mail leaves. What it raises
afterwards says whether the server can have the mail:

    TryLater, ServerAway, Rejected    it certainly has not
    OutcomeUnknown                    nobody knows
"""

import os
import re
import smtplib
import ssl
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

TIMEOUT = 30
"""Seconds for each step of the dialogue."""

DATA_FOLLOWS = 354


class TryLater(Exception):
    """The server asks to wait with this mail or this reader (RFC 5321: 4yz)."""


class ServerAway(TryLater):
    """The server is not to be had, or refuses us and not the reader: the other mails can wait for it as well."""


class Rejected(Exception):
    """The server refuses this mail or this reader for good (RFC 5321: 5yz)."""


class OutcomeUnknown(Exception):
    """The mail was handed over and no answer came."""


class BadMailAddress(ValueError):
    """MAIL_URL says nothing that we know how to use."""


@dataclass(frozen=True)
class Mail:
    """A mail ready to leave: `content` is the whole message with CRLF line ends."""

    sender: str
    recipient: str
    message_id: str
    content: bytes


class Transport(Protocol):
    repeatable: bool
    """Whether sending the same mail again is harmless."""

    def send(self, mail: Mail, *, on_the_brink: Callable[[], None]) -> str:
        """The server's answer, once it has taken the mail."""
        ...


@dataclass(frozen=True)
class Folder:
    """Writes each mail as a file named by its Message-ID: writing it again replaces it by itself."""

    path: Path
    repeatable = True

    def send(self, mail: Mail, *, on_the_brink: Callable[[], None]) -> str:
        on_the_brink()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.path, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(mail.content)
            name = file_name(mail.message_id)
            Path(temporary).replace(self.path / name)
        except OSError as error:
            raise ServerAway(f"{type(error).__name__}: {error.strerror}") from error
        return name


def file_name(message_id: str) -> str:
    """A plain file name for a Message-ID."""
    return re.sub(r"[^A-Za-z0-9.@-]", "_", message_id.strip("<>")).lstrip(".")[:200] + ".eml"


@dataclass(frozen=True)
class Smtp:
    """A mail server. `security` is "none", "starttls" (demanded) or "tls" (from the first byte)."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    security: str = "none"
    repeatable = False

    def send(self, mail: Mail, *, on_the_brink: Callable[[], None]) -> str:
        server = self._connected()
        try:
            _agree(server, mail)
            on_the_brink()
            return _hand_over(server, mail.content)
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        try:
            return self._greeted()
        except (OSError, smtplib.SMTPException) as error:
            raise ServerAway(_words(error)) from error

    def _greeted(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            server.ehlo_or_helo_if_needed()
            if self.security == "starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def transport_for(url: str) -> Transport:
    """The transport that MAIL_URL names; `BadMailAddress` with what is wrong."""
    parts = urlsplit(url)
    securities = {"smtp": "none", "smtps": "tls", "smtp+tls": "starttls"}
    if parts.scheme == "folder" and parts.path.startswith("/") and not parts.netloc:
        return Folder(Path(unquote(parts.path)))
    if parts.scheme not in securities or not parts.hostname:
        raise BadMailAddress(
            "MAIL_URL is not understood. Write smtp://user:password@host:port, smtps://…, smtp+tls://…, or folder:///path."
        )
    port = parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Smtp(parts.hostname, port, user, password, securities[parts.scheme])


def _agree(server: smtplib.SMTP, mail: Mail) -> None:
    """MAIL and RCPT. A refused sender is our own fault, so no reader is given up for it."""
    try:
        code, text = server.mail(mail.sender)
        if code >= 300:
            raise ServerAway(_answer(code, text))
        code, text = server.rcpt(mail.recipient)
    except (OSError, smtplib.SMTPException) as error:
        raise ServerAway(_words(error)) from error
    _refuse(code, text, below=300)


def _hand_over(server: smtplib.SMTP, content: bytes) -> str:
    """DATA, the content and the final dot, as RFC 5321 4.1.1.4 has it; returns the server's answer."""
    try:
        code, text = server.docmd("DATA")
    except (OSError, smtplib.SMTPException) as error:  # no byte of the content has left
        raise ServerAway(_words(error)) from error
    if code != DATA_FOLLOWS:
        _refuse(code, text, below=0)
    try:
        server.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
        code, text = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise OutcomeUnknown(_words(error)) from error
    _refuse(code, text, below=300)
    return _answer(code, text)


def _refuse(code: int, text: bytes, *, below: int) -> None:
    """Raise what a refusal means; an answer that is neither 4yz nor 5yz is treated as "later"."""
    if code < below:
        return
    if 500 <= code < 600:
        raise Rejected(_answer(code, text))
    raise TryLater(_answer(code, text))


def _answer(code: int, text: bytes) -> str:
    return f"{code} {text.decode(errors='replace')}".replace("\x00", "\ufffd")[:1000]


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        raw = error.smtp_error
        return _answer(error.smtp_code, raw if isinstance(raw, bytes) else raw.encode())
    return f"{type(error).__name__}: {error}".replace("\x00", "\ufffd")[:1000]
