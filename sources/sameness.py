"""PURE. Whether two looks saw the same article, and whether it changed between them.

A page that redirects to a topic page, or answers with another article, is no evidence that words were removed.
"""

from collections import Counter
from typing import Final

from sources import addresses
from sources.metadata.facts import Metadata
from sources.text import PARAGRAPH

SHARED: Final = 0.3
"""Of the letters of the shorter text: an article that was shortened to a third or doubled is still the same."""
FEWEST_LETTERS: Final = 30
"""A shorter paragraph stands on many pages of one site."""


def is_same_article(
    *, expected: str, found: tuple[str, ...], before: tuple[str, Metadata], now: tuple[str, Metadata]
) -> bool:
    """`expected` is the article's canonical address, `found` where the page stood in the end and what it calls itself;
    `before` and `now` are text and metadata of both looks. One address in any spelling, one headline, or enough
    paragraphs in common."""
    forms = addresses.spellings(expected) if expected else ()
    if any(address in forms for address in found if address and not addresses.is_home_page(address)):
        return True
    return same_title(before[1], now[1]) or share_in_common(before[0], now[0]) >= SHARED


def same_title(one: Metadata, other: Metadata) -> bool:
    titles = [" ".join(data.title.value.split()).casefold() for data in (one, other) if data.title]
    return len(titles) == 2 and titles[0] == titles[1] and len(titles[0]) >= FEWEST_LETTERS // 2


def share_in_common(one: str, other: str) -> float:
    """The share, 0 to 1, of the letters of the shorter text that stand in paragraphs of both."""
    first, second = _paragraphs(one), _paragraphs(other)
    least = min(_letters(first), _letters(second))
    return _letters(first & second) / least if least else 0.0


def is_unchanged(before: tuple[str, Metadata], now: tuple[str, Metadata]) -> bool:
    """Whether nothing changed that anybody would read: words, headline, names, day, notices."""
    return before[0] == now[0] and _facts(before[1]) == _facts(now[1])


def _facts(metadata: Metadata) -> tuple[object, ...]:
    published = metadata.published.value if metadata.published else None
    return (
        metadata.title and metadata.title.value,
        [one.value for one in metadata.authors],
        published,
        [one.value for one in metadata.notices],
    )


def _paragraphs(text: str) -> Counter[str]:
    found = (" ".join(one.group().split()) for one in PARAGRAPH.finditer(text))
    return Counter(one for one in found if len(one) >= FEWEST_LETTERS)


def _letters(paragraphs: Counter[str]) -> int:
    return sum(len(words) * count for words, count in paragraphs.items())
