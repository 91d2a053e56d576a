"""The only door to the network for articles and feeds.

    page = fetch("https://outlet.example/article", now=timezone.now())

Every address, of each redirect too, is checked before it is asked, see `sources.hosts`; the connection goes to exactly
what was checked, see `sources.connecting`. One deadline covers everything. No cookies, no credentials, no `.netrc`, no
proxy of the environment. Not Django: who asks for whom, how often and with which settings says `sources.visiting`.
"""

import http.client
import ssl
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Final

from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError, InvalidChunkLength, ReadTimeoutError

from sources import kinds, unfetched
from sources.connecting import CheckedConnection, Deadline, Resolver, WatchedSocket, opened, system_resolver
from sources.hosts import WEB_PORTS, Target, TrustedHost, check_target, redirected, target_of, trusted_after
from sources.unpacking import encoding_of, unpacked

ACCEPT: Final = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9,"
    " text/plain;q=0.9, application/pdf;q=0.8, */*;q=0.1"
)
KEPT_HEADERS: Final = (
    "age cache-control content-disposition content-encoding content-language content-length content-location"
    " content-type date etag expires last-modified link memento-datetime retry-after server vary x-robots-tag"
).split()
LONGEST_HEADER: Final = 2000
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
WITH_CONTENT: Final = frozenset({200, 203})
WITHOUT_CONTENT: Final = frozenset({204, 205})
NOT_MODIFIED: Final = 304
REFUSALS: Final[Mapping[int, type[unfetched.AnswerRefused]]] = {
    401: unfetched.NeedsLogin,
    402: unfetched.NeedsLogin,
    403: unfetched.Forbidden,
    404: unfetched.NotThere,
    407: unfetched.NeedsLogin,
    410: unfetched.Gone,
    451: unfetched.Withheld,
}
TOO_MANY: Final = 429
RETRY_SECONDS: Final = 600
"""Where a busy server does not say when to come back."""
LONGEST_RETRY_SECONDS: Final = 86_400
PIECE: Final = 64 * 1024

Gate = Callable[[Target], float]
"""Called before each request: gives the seconds that it made us wait, or refuses."""


def open_gate(target: Target) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost, and how it introduces itself."""

    seconds: float = 30.0
    connect_seconds: float = 8.0
    max_bytes: int = 10 * 1024 * 1024
    max_header_bytes: int = 64 * 1024
    max_redirects: int = 5
    ports: frozenset[int] = WEB_PORTS
    user_agent: str = "Verbatim"


@dataclass(frozen=True, slots=True)
class Redirect:
    """The address that was asked, and the status with which it led on."""

    status: int
    address: str

    @property
    def is_permanent(self) -> bool:
        return self.status in (301, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent. `content` is free of transfer and content encoding; `received_bytes` counts the body as it
    came. For a 304 `not_modified` is true and there is no content."""

    asked: str
    address: str
    redirects: tuple[Redirect, ...]
    status: int
    headers: Mapping[str, str]
    content: bytes
    content_encoding: str
    received_bytes: int
    media_type: str
    charset: str | None
    fetched_at: datetime

    @property
    def not_modified(self) -> bool:
        return self.status == NOT_MODIFIED

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "")

    @property
    def last_modified(self) -> str:
        return self.headers.get("last-modified", "")


@dataclass(slots=True)
class _Visit:
    """One fetch on its way through redirects."""

    now: datetime
    limits: Limits
    trusted: Collection[TrustedHost]
    resolve: Resolver
    tls: ssl.SSLContext | None
    gate: Gate
    any_type: bool
    headers: dict[str, str]
    deadline: Deadline
    redirects: list[Redirect] = field(default_factory=list)

    def run(self, asked: str) -> Fetched:
        target = target_of(asked)
        while True:
            check_target(target, ports=self.limits.ports, trusted=self.trusted)
            self.wait_for(self.gate(target))
            result = self.ask(target)
            if not isinstance(result, Target):
                return result
            target = result

    def wait_for(self, seconds: float) -> None:
        """The time of waiting for our turn is not the server's."""
        self.deadline.extend(seconds)
        self.now += timedelta(seconds=seconds)

    def ask(self, target: Target) -> Fetched | Target:
        """The page, or the place to which the server leads on."""
        try:
            return self._ask(target)
        except (TimeoutError, ReadTimeoutError) as error:
            raise unfetched.NoAnswer(host=target.host, seconds=round(self.limits.seconds)) from error
        except ssl.SSLError as error:
            raise unfetched.NotSecure(host=target.host) from error
        except (http.client.IncompleteRead, ConnectionError) as error:  # of urllib3 and of the library
            raise unfetched.CutOff(host=target.host) from error
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise _broken(error, target) from error

    def _ask(self, target: Target) -> Fetched | Target:
        raw = opened(
            target,
            self.deadline,
            resolve=self.resolve,
            trusted=self.trusted,
            connect_seconds=self.limits.connect_seconds,
            tls=self.tls,
        )
        sock = WatchedSocket(raw, self.deadline, max_header_bytes=self.limits.max_header_bytes, host=target.host)
        with closing(CheckedConnection(target, sock)) as connection, closing(sock.reader):
            connection.request(
                "GET",
                target.path,
                headers={"Host": target.authority} | self.headers,
                preload_content=False,
                decode_content=False,
            )
            response = connection.getresponse()
            with closing(response):
                # Twice: a body may be wrapped in chunks that are almost as long as what they hold.
                allowed = 2 * self.limits.max_bytes + self.limits.max_header_bytes
                sock.reader.allow(allowed, unfetched.TooLarge(limit=self.limits.max_bytes))
                return self.led_on(target, response) or self.read(target, response)

    def led_on(self, target: Target, response: HTTPResponse) -> Target | None:
        if response.status not in REDIRECTS:
            return None
        location = response.headers.get("Location", "")
        facts: dict[str, str | int] = {"host": target.host, "status": response.status}
        if not location.strip():
            raise unfetched.RedirectNowhere(**facts)
        further = redirected(target, location)
        self.redirects.append(Redirect(response.status, target.address))
        if further.address in {one.address for one in self.redirects}:
            raise unfetched.RedirectLoop(**facts)
        if len(self.redirects) > self.limits.max_redirects:
            raise unfetched.TooManyRedirects(**facts, limit=self.limits.max_redirects)
        if (target.scheme, further.scheme) == ("https", "http"):
            raise unfetched.Downgraded(**facts, address=further.address[:200])
        self.trusted = trusted_after(target, self.trusted)
        return further

    def read(self, target: Target, response: HTTPResponse) -> Fetched:
        is_conditional = not {"If-None-Match", "If-Modified-Since"}.isdisjoint(self.headers)
        if response.status == NOT_MODIFIED and is_conditional:
            return self.result(target, response, b"", "", 0)
        self.check_status(target, response)
        media_type = kinds.media_type_of(response.headers.get("Content-Type", ""))
        if not self.any_type:
            kinds.check_declared(media_type)
        limit = self.limits.max_bytes
        length = response.headers.get("Content-Length", "").strip()
        if length.isdecimal() and len(length) < 20 and int(length) > limit and not response.chunked:
            raise unfetched.TooLarge(limit=limit)
        encoding = encoding_of(response.headers.get("Content-Encoding", ""))
        content, received = unpacked(response.stream(PIECE, decode_content=False), encoding, limit=limit)
        if not content:
            raise unfetched.NoContent(host=target.host)
        if not self.any_type:
            kinds.check_content(content, media_type)
        return self.result(target, response, content, encoding, received)

    def check_status(self, target: Target, response: HTTPResponse) -> None:
        status = response.status
        facts: dict[str, str | int] = {"host": target.host, "status": status}
        if status in WITHOUT_CONTENT:
            raise unfetched.NoContent(host=target.host)
        if status == TOO_MANY or 500 <= status < 600:
            facts["seconds"] = retry_seconds(response.headers.get("Retry-After", ""), self.now)
            raise (unfetched.TooManyRequests if status == TOO_MANY else unfetched.ServerFailed)(**facts)
        if status not in WITH_CONTENT:
            raise REFUSALS.get(status, unfetched.OddAnswer)(**facts)

    def result(self, target: Target, response: HTTPResponse, content: bytes, encoding: str, received: int) -> Fetched:
        kept = {name: value[:LONGEST_HEADER] for name in KEPT_HEADERS if (value := response.headers.get(name))}
        return Fetched(
            asked=self.redirects[0].address if self.redirects else target.address,
            address=target.address,
            redirects=tuple(self.redirects),
            status=response.status,
            headers=MappingProxyType(kept),
            content=content,
            content_encoding=encoding,
            received_bytes=received,
            media_type=kinds.media_type_of(kept.get("content-type", "")),
            charset=kinds.charset_of(kept.get("content-type", "")),
            fetched_at=self.now,
        )


def fetch(
    address: str,
    *,
    now: datetime,
    limits: Limits | None = None,
    etag: str = "",
    last_modified: str = "",
    trusted: Collection[TrustedHost] = (),
    resolve: Resolver = system_resolver,
    tls: ssl.SSLContext | None = None,
    gate: Gate = open_gate,
    any_type: bool = False,
) -> Fetched:
    """What stands at `address`, or a `FetchRefused` that says why not; nothing else is raised.

    With `etag` or `last_modified` of an earlier answer it may be `not_modified`. `trusted` names hosts inside that the
    operator allows; `resolve` and `tls` are the system's unless given. `gate` is asked before each request and may
    wait or refuse; `any_type` takes files that are no pages too.
    """
    limits = limits or Limits()
    headers = {
        "User-Agent": limits.user_agent,
        "Accept": "*/*" if any_type else ACCEPT,
        "Accept-Encoding": "gzip, br",
        "Connection": "close",
    }
    if _is_header(etag):
        headers["If-None-Match"] = etag
    if _is_header(last_modified):
        headers["If-Modified-Since"] = last_modified
    deadline = Deadline(limits.seconds)
    visit = _Visit(now, limits, trusted, resolve, tls, gate, any_type, headers, deadline)
    return visit.run(address)


def retry_seconds(header: str, now: datetime) -> int:
    """Seconds to wait by a Retry-After header (RFC 9110, 10.2.3: seconds or a date), at most a day."""
    text = header.strip()
    if text.isascii() and text.isdecimal():
        seconds = int(text[:9])
    else:
        try:
            date = parsedate_to_datetime(text)
            seconds = round((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now.timestamp())
        except (ValueError, TypeError, OverflowError):
            seconds = RETRY_SECONDS
    return min(max(seconds, 1), LONGEST_RETRY_SECONDS)


def _is_header(value: str) -> bool:
    """What a server gave earlier goes back only where it can stand in a header."""
    return bool(value) and value.isascii() and value.isprintable() and len(value) <= LONGEST_HEADER


def _broken(error: Exception, target: Target) -> unfetched.FetchRefused:
    """urllib3 wraps what ended the connection; the reason stands behind it."""
    cause = error.__cause__ or error.__context__
    is_cut = isinstance(cause, http.client.IncompleteRead | ConnectionError) or "prematurely" in str(error)
    if is_cut and not isinstance(cause, InvalidChunkLength):
        return unfetched.CutOff(host=target.host)
    return unfetched.BrokenAnswer(host=target.host)
