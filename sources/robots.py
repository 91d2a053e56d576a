"""PURE. What a host asks of automatic visitors in its robots.txt (RFC 9309)."""

import re
from typing import Final

from protego import Protego

MOST_BYTES: Final = 512 * 1024
"""RFC 9309, 2.5: at least 500 kibibytes are read."""
LONGEST_DELAY: Final = 30.0
"""Seconds. Crawl-delay is no part of the RFC; a host that asks for an hour would never be looked at."""
AGENT_LINE: Final = re.compile(r"\s*user[- ]?agent\s*[:\s]([^#]*)", re.I)
NAME: Final = re.compile(r"[A-Za-z_-]+")


def product_of(user_agent: str) -> str:
    """The name by which robots.txt calls us: the first word of the user agent (RFC 9309, 2.2.1)."""
    found = NAME.match(user_agent)
    return found.group() if found else "Verbatim"


def text_of(content: bytes) -> str:
    """As it is kept: UTF-8 whatever is declared, without what PostgreSQL cannot hold."""
    return content[:MOST_BYTES].decode("utf-8-sig", "replace").replace("\0", "\ufffd")


def may_visit(text: str, address: str, product: str) -> bool:
    return Protego.parse(_ours(text, product)).can_fetch(address, product)


def delay_of(text: str, product: str) -> float:
    """Seconds that the host wants between two visits, within reason; 0 where it does not say."""
    rules = Protego.parse(_ours(text, product))
    rate = rules.request_rate(product)
    wanted = max(rules.crawl_delay(product) or 0.0, rate.seconds / rate.requests if rate else 0.0)
    return min(wanted, LONGEST_DELAY)


def _ours(text: str, product: str) -> str:
    """All names that do not mean us become one: a file of ten thousand names over ten thousand rules would otherwise
    be a hundred million rules in memory."""
    return "\n".join(_with_short_name(line, product.lower()) for line in text.splitlines())


def _with_short_name(line: str, product: str) -> str:
    found = AGENT_LINE.match(line)
    if not found:
        return line
    name = found.group(1).strip().lower()
    means_us = name == "*" or (bool(name) and product.startswith(name.replace("*", "")))
    return f"User-agent: {name if means_us else 'another'}"
