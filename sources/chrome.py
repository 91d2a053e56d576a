"""PURE. Which elements of a page are not the article: told by their names, roles and classes, never by their words."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from sources.words import names

Zone = Literal["element", "name", "hidden", "links", "outside"]
"""Why a part is chrome: its element or role, its class or id, hidden from readers, a list of links, or outside the
article. Only the first is certain."""

ELEMENTS: Final = names("nav footer aside button form menu dialog")
ROLES: Final = names(
    "navigation banner complementary contentinfo search dialog alertdialog menu menubar toolbar tablist form"
)
# Words of class names and ids as the press's pages use them; a class name is taken apart at hyphens, underlines and
# capital letters.
WORDS: Final = names(
    "share sharing shares sharebar addtoany social socials related recirculation newsletter newsletters subscribe"
    " subscription cookie cookies consent gdpr comments disqus respond promo promos promotion breadcrumb breadcrumbs"
    " tags taglist advert adverts advertisement advertising ad ads adsbygoogle dfp sponsored sponsor recommended"
    " recommendations recommendation trending mostread popular toolbar sidebar popup modal taboola outbrain pagination"
    " pager navbar nav navigation menu skip skiplink byline timestamp dateline authorbox copyright footer"
    " readmore seealso morenews teaser teasers tooltip rating reactions login signup paywall"
)
WHOLE: Final = names(
    "author authors author-bio author-box meta post-meta entry-meta article-meta most-read read-more see-also"
)
# `has-sidebar` or `no-ads` describes the page around, `social-embed` holds somebody's words.
EXCUSES: Final = names("has with without no not non free hide js embed embedded quote pullquote tweet layout wrap page")
NEVER: Final = names("html body main article h1")
CAPTION_WORDS: Final = names("caption credit credits captions imgcaption photocredit")
WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# What is read of a class attribute; real ones are far shorter.
READ: Final = 600


def zone_of(tag: str, attributes: Mapping[str, str]) -> Zone | None:
    """Why the element is chrome, or None. The caller knows whether it holds too much of the page to be."""
    if tag in ELEMENTS or _roles(attributes) & ROLES:
        return "element"
    if tag in NEVER or "articleBody" in attributes.get("itemprop", ""):
        return None
    if attributes.get("aria-hidden", "").lower() == "true":
        return "hidden"
    if attributes.get("rel") == "author" or any(_is_chrome(name) for name in _class_names(attributes)):
        return "name"
    return None


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether no reader sees it, as far as the element itself says."""
    style = attributes.get("style", "")[:READ]
    return "hidden" in attributes or bool(style and HIDING.search(style))


def is_caption(attributes: Mapping[str, str]) -> bool:
    return any(CAPTION_WORDS.intersection(_words(name)) for name in _class_names(attributes))


def _roles(attributes: Mapping[str, str]) -> frozenset[str]:
    return names(attributes.get("role", "")[:READ].lower())


def _class_names(attributes: Mapping[str, str]) -> list[str]:
    return f"{attributes.get('class', '')[:READ]} {attributes.get('id', '')[:READ]}".split()


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(name))


def _is_chrome(name: str) -> bool:
    words = _words(name)
    return name.lower() in WHOLE or (bool(words & WORDS) and not words & EXCUSES)
