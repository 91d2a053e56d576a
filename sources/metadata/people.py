"""PURE. Names of authors and titles, freed of what pages put around them."""

import re
from collections.abc import Iterable
from typing import Any, Final

from sources.metadata.facts import Found, Origin

MOST_AUTHORS: Final = 20
LONGEST_NAME: Final = 100
BY: Final = re.compile(
    r"^(?:by|par|por|von|автор|текст|بقلم|كتب|كتبت|作者|记者)\s*[:：]?\s+|^(?:作者|记者)[:：]?", re.I
)
BETWEEN: Final = re.compile(r"\s*(?:[,،;؛、，|]|\s+(?:and|et|y|und)\s+|\s+и\s+|\s+و\s+)\s*")
ADDRESS: Final = re.compile(r"^(?:https?:|www\.|@)|[@/]")
SEPARATORS: Final = (" | ", " - ", " – ", " — ", " :: ", " » ", " · ")


def authors_of(*groups: Iterable[tuple[Origin, Any]]) -> tuple[Found[str], ...]:
    """The names of the first group and origin that has any: a page says the same authors in several places."""
    for group in groups:
        found: dict[str, Found[str]] = {}
        origins: set[Origin] = set()
        for origin, value in group:
            if origins and origin not in origins:
                break
            for name in _names(value):
                origins.add(origin)
                found.setdefault(name.casefold(), Found(name, origin))
        if found:
            return tuple(found.values())[:MOST_AUTHORS]
    return ()


def _names(value: object) -> list[str]:
    if not isinstance(value, str):
        return []
    whole = BY.sub("", " ".join(value[: 5 * LONGEST_NAME].split()))
    names = [name.strip(" .") for name in BETWEEN.split(whole)]
    return [name for name in names if 1 < len(name) <= LONGEST_NAME and not ADDRESS.search(name) and not name.isdigit()]


def title_without_outlet(title: str, outlet: str) -> str:
    """The headline without the outlet's name, where that stands at its end or beginning after a dash or bar."""
    if not outlet:
        return title
    for separator in SEPARATORS:
        head, found, tail = title.rpartition(separator)
        if found and head and tail.casefold().strip() == outlet.casefold():
            return head.strip()
        head, found, tail = title.partition(separator)
        if found and tail and head.casefold().strip() == outlet.casefold():
            return tail.strip()
    return title
