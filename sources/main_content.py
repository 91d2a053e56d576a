"""PURE. Which paragraphs another program takes for the article: a hint about blocks, never a source of text."""

import logging
from typing import Final

from trafilatura import bare_extraction
from trafilatura.settings import Document

# Beyond this, the hint costs more than it tells.
MAX_LETTERS: Final = 1_500_000
MAX_ELEMENTS: Final = 20_000
SHORTEST: Final = 20
"""Letters of a paragraph that can be recognised."""

# It reports each page that it makes nothing of.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def key(text: str) -> str:
    """A paragraph without its white space, which programs set differently."""
    return "".join(text.split())


def paragraphs_of_article(page: str, *, elements: int) -> frozenset[str]:
    """The keys of the article's paragraphs; none where the page is too large to ask, or where nothing was found."""
    if len(page) > MAX_LETTERS or elements > MAX_ELEMENTS:
        return frozenset()
    try:
        found = bare_extraction(page, fast=True, include_comments=False, include_tables=True)
    except Exception:  # a hint that breaks on a page is no hint
        return frozenset()
    text = found.text if isinstance(found, Document) else None
    keys = (key(line) for line in (text or "").splitlines())
    return frozenset(one for one in keys if len(one) >= SHORTEST)
