"""PURE. JSON-LD of a page (schema.org), read with distrust: deep, huge or ill-typed data tells less, never raises."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sources.words import names

MAX_LETTERS: Final = 1_000_000
MAX_NODES: Final = 5_000
MAX_VALUES: Final = 50
LONGEST: Final = 1_000
ARTICLE_TYPES: Final = names(
    "NewsArticle Article ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle"
    " AskPublicNewsArticle ReviewNewsArticle BlogPosting LiveBlogPosting Report SocialMediaPosting"
    " DiscussionForumPosting SatiricalArticle AdvertiserContentArticle"
)
INSIDE: Final = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "isPartOf")
TRAILING_COMMA: Final = re.compile(r",(\s*[}\]])")

Node = dict[str, Any]


def articles(scripts: Iterable[str]) -> list[Node]:
    """The nodes that describe an article, in the page's order."""
    return [node for node in _nodes(scripts) if types(node) & ARTICLE_TYPES]


def corrections(scripts: Iterable[str]) -> list[str]:
    """Texts of CorrectionComment nodes and of `correction` properties."""
    found: list[str] = []
    for node in _nodes(scripts):
        if "CorrectionComment" in types(node):
            found.extend(texts(node))
        found.extend(text for value in _listed(node.get("correction")) for text in texts(value))
    return list(dict.fromkeys(found))


def types(node: Node) -> frozenset[str]:
    return frozenset(
        name.rpartition("/")[2].rpartition(":")[2] for name in _listed(node.get("@type")) if isinstance(name, str)
    )


def texts(value: object) -> Iterator[str]:
    """What a value says: itself, or the text or name of the thing that it is."""
    for one in _listed(value):
        said = _said_by(one) if isinstance(one, dict) else one
        if isinstance(said, str) and (text := " ".join(said[:LONGEST].split())):
            yield text


def _said_by(node: Node) -> str | None:
    values = (node.get(name) for name in ("text", "name", "@value", "description"))
    return next((value for value in values if isinstance(value, str)), None)


def addresses(value: object) -> Iterator[str]:
    for one in _listed(value):
        address = one.get("url") or one.get("@id") or one.get("contentUrl") if isinstance(one, dict) else one
        if isinstance(address, str) and address.strip():
            yield address.strip()


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value[:MAX_VALUES] if isinstance(value, list) else [value]


def _nodes(scripts: Iterable[str]) -> Iterator[Node]:
    """Every thing that is described at the top, in a graph or list, or as the page's main entity; breadth first."""
    waiting: list[Any] = []
    letters = 0
    for script in scripts:
        letters += len(script)
        if letters <= MAX_LETTERS:
            waiting.append(_loaded(script))
    seen = 0
    while seen < len(waiting) and seen < MAX_NODES:
        value = waiting[seen]
        seen += 1
        if isinstance(value, list):
            waiting.extend(value[: MAX_NODES - len(waiting)] if len(waiting) < MAX_NODES else ())
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[name] for name in INSIDE if isinstance(value.get(name), dict | list))


def _loaded(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    for attempt in (text, TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
    return None
