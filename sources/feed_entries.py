"""PURE. What a feed holds, without the libraries that read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sources.text import TextRefused

LONGEST_ADDRESS: Final = 1000
"""Characters that the address of a feed may have."""


class NotAFeed(TextRefused):
    """Neither RSS nor Atom, nor a page that offers one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`identity` is what the feed names it by, else its address. `dated` is when it was published or last changed, as
    the feed tells, in UTC."""

    identity: str
    address: str
    title: str = ""
    dated: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedRead:
    """`useless` counts entries without an address, `minutes` is how long the feed wants to be left alone. Of a page
    that is no feed itself `offered` has the feeds that it names: address and title."""

    title: str = ""
    entries: tuple[Entry, ...] = ()
    useless: int = 0
    minutes: int = 0
    offered: tuple[tuple[str, str], ...] = ()
