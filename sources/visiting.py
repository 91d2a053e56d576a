"""How the newsroom asks for a page: the door, with the settings' limits and the manners that every visit has.

page = visit("https://outlet.example/article", now=timezone.now())                  # an editor asks
page = visit(feed.address, now=timezone.now(), automatic=True, etag=feed.etag)      # nobody does
"""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from sources import unfetched
from sources.connecting import Resolver, system_resolver
from sources.fetching import Fetched, Limits, fetch
from sources.hosts import Target
from sources.politeness import robots_text, take_turn
from sources.robots import delay_of, may_visit, product_of

PATIENCE: Final = timedelta(seconds=10)
"""How long a visit waits for its turn by itself; beyond it the caller is told when to come back."""
ROBOTS_BYTES: Final = 4 * 1024 * 1024
ROBOTS_SECONDS: Final = 15.0


def limits() -> Limits:
    """What the settings allow one visit."""
    return Limits(
        seconds=settings.FETCH_SECONDS,
        max_bytes=settings.FETCH_MAX_BYTES,
        max_redirects=settings.FETCH_MAX_REDIRECTS,
        ports=frozenset(settings.FETCH_PORTS),
        user_agent=settings.FETCH_USER_AGENT,
    )


def visit(
    address: str,
    *,
    now: datetime,
    automatic: bool = False,
    etag: str = "",
    last_modified: str = "",
    patience: timedelta = PATIENCE,
    any_type: bool = False,
    seconds: float | None = None,
    resolve: Resolver = system_resolver,
    tls: ssl.SSLContext | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """What stands at `address`; `FetchRefused` says why not. Not inside a transaction.

    Every host is left alone for FETCH_DELAY_SECONDS between two visits, also an editor's. What happens by itself
    (`automatic`) keeps to the host's robots.txt too. A redirect inside one host belongs to the same visit. With
    `any_type` files are taken that are no pages; `seconds` are for servers that are known to be slow.
    """
    allowed = limits() if seconds is None else replace(limits(), seconds=seconds)
    manners = _Manners(now, automatic, patience, allowed, resolve, tls, sleep)
    return fetch(
        address,
        now=now,
        limits=manners.limits,
        etag=etag,
        last_modified=last_modified,
        trusted=settings.FETCH_TRUSTED_HOSTS,
        resolve=resolve,
        tls=tls,
        gate=manners,
        any_type=any_type,
    )


@dataclass(slots=True)
class _Manners:
    """The gate of one visit: called with each target, it waits and gives the seconds that it took."""

    now: datetime
    automatic: bool
    patience: timedelta
    limits: Limits
    resolve: Resolver
    tls: ssl.SSLContext | None
    sleep: Callable[[float], None]
    greeted: set[str] = field(default_factory=set)

    def __call__(self, target: Target) -> float:
        before = self.now
        delay = float(settings.FETCH_DELAY_SECONDS)
        if self.automatic:
            product = product_of(self.limits.user_agent)
            text = robots_text(target, now=self.now, ask=self.robots)
            if not may_visit(text, target.address, product):
                raise unfetched.RobotsForbid(host=target.host)
            delay = max(delay, delay_of(text, product))
        if target.host.removeprefix("www.") not in self.greeted:
            self.take_turn(target.host, delay)
            self.greeted.add(target.host.removeprefix("www."))
        return (self.now - before).total_seconds()

    def take_turn(self, host: str, delay: float) -> None:
        wait = take_turn(host, now=self.now, delay=timedelta(seconds=delay), patience=self.patience)
        if wait > timedelta(0):
            self.sleep(wait.total_seconds())
            self.now += wait

    def robots(self, address: str) -> Fetched:
        begun, before = time.monotonic(), self.now
        try:
            return fetch(
                address,
                now=self.now,
                limits=replace(self.limits, max_bytes=ROBOTS_BYTES, seconds=ROBOTS_SECONDS),
                trusted=settings.FETCH_TRUSTED_HOSTS,
                resolve=self.resolve,
                tls=self.tls,
                gate=self.robots_gate,
                any_type=True,
            )
        finally:
            # The waiting for its turn is in both.
            self.now = max(self.now, before + timedelta(seconds=time.monotonic() - begun))

    def robots_gate(self, target: Target) -> float:
        before = self.now
        self.take_turn(target.host, float(settings.FETCH_DELAY_SECONDS))
        return (self.now - before).total_seconds()
