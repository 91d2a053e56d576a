"""Labelled articles in a folder: JSON lines and annotated articles, at any depth, each file or folder a set."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.extraction.documents import BadDocumentError, GivenDocument, read_document
from quotes.management.benches.extraction.annotated import read_article
from quotes.management.benches.refusing import BenchRefusedError

Span = tuple[int, int]


@dataclass(frozen=True)
class Labelled:
    """An attribution as a person labelled it: spans of who speaks, of the cue, of what is reported; what else the
    label says is None where it says nothing."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    names: tuple[Span, ...] = ()
    kind: str | None = None
    said_on: str | None = None
    relay: tuple[str, ...] | None = None


@dataclass(frozen=True)
class LabelledArticle:
    document: GivenDocument
    quotes: tuple[Labelled, ...]


def read_sets(folder: Path, *, only: str = "") -> dict[str, list[LabelledArticle]]:
    """The sets by name: each JSON lines file is one, annotated articles are one for each language of their folder.

    BenchRefusedError where the folder is absent, empty, or holds a line that is no labelled article.
    """
    if not folder.is_dir():
        raise BenchRefusedError(f"{folder} is no folder. Give a folder of labelled articles (docs/extraction.md).")
    sets: dict[str, list[LabelledArticle]] = {}
    for path in sorted(folder.rglob("*.jsonl")):
        sets[path.stem] = list(_lines(path))
    for path in sorted(folder.rglob("*.article")):
        row = read_article(path.read_text("utf-8"), name=path.name)
        sets.setdefault(f"{path.parent.name}-{row['language']}", []).append(_labelled(row, path.name, 1))
    chosen = {name: articles for name, articles in sets.items() if name.startswith(only) and articles}
    if not chosen:
        raise BenchRefusedError(f"{folder} holds no labelled articles{f' of a set {only}…' if only else ''}.")
    return chosen


def _lines(path: Path) -> Iterator[LabelledArticle]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield _labelled(json.loads(line), path.name, number)
                except ValueError as error:
                    raise BenchRefusedError(f"{path.name}, line {number}: {error}") from error


def _labelled(row: Any, name: str, number: int) -> LabelledArticle:
    try:
        document = read_document(json.dumps(row), number)
        quotes = tuple(_quote(quote, len(document.text)) for quote in row["quotes"])
    except (BadDocumentError, KeyError, TypeError, ValueError) as error:
        raise BenchRefusedError(f"{name}, line {number} is no labelled article: {error}") from error
    return LabelledArticle(document, quotes)


def _quote(quote: Any, length: int) -> Labelled:
    relay = quote.get("relay")
    return Labelled(
        source=_spans(quote["source"], length),
        cue=_spans(quote["cue"], length),
        content=_spans(quote["content"], length),
        names=_spans(quote.get("names", []), length),
        kind=quote.get("kind"),
        said_on=quote.get("said_on"),
        relay=tuple(hop["kind"] for hop in relay) if relay else None,
    )


def _spans(spans: Any, length: int) -> tuple[Span, ...]:
    pairs = tuple((start, end) for start, end in spans)
    if any(not 0 <= start < end <= length for start, end in pairs):
        raise ValueError(f"a span lies outside of the text: {pairs}")
    return pairs
