"""Precision, recall and F of proposed quotations against labelled ones.

The definition is that of the labelled data's own `score.py`, so that a figure of ours stands beside another one's:

- `marked`: stretches in quotation marks that lie in an attribution; the others are scare quotes and titles.
- `marked+speaker`: the same, and the proposed mention of the speaker overlaps a labelled one.
- `all`: every attribution, without marks too; the characters of all parts together overlap by at least half (IoU).
- `all+speaker`: the same with the speaker.

Of a text that names no language the marks that count are “ ” and ", as there; of one that does, all that a reader of
its language takes for marks, in its body.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from quotes.extraction.documents import GivenDocument
from quotes.extraction.languages import LANGUAGES
from quotes.extraction.quoted import paragraphs_in, quoted_in
from quotes.management.benches.extraction.sets import Labelled, LabelledArticle, Span

FIGURES: Final = ("marked", "marked+speaker", "all", "all+speaker")
EDGE: Final = frozenset(" \n\t\"“”«»„‘’'.,;:!?،؛…。，")
ENOUGH: Final = 0.5
MOST_INSIDE: Final = 0.8


@dataclass
class Tally:
    """What was right, proposed and wanted."""

    right: int = 0
    proposed: int = 0
    wanted: int = 0

    def add(self, *, right: int, proposed: int, wanted: int) -> None:
        self.right += right
        self.proposed += proposed
        self.wanted += wanted

    def as_json(self) -> dict[str, float]:
        precision = self.right / self.proposed if self.proposed else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"P": round(precision, 3), "R": round(recall, 3), "F": round(both, 3)}


@dataclass
class Score:
    """The figures of one set, and what else its labels allow to be asked."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {figure: Tally() for figure in FIGURES})
    scare_rejected: int = 0
    scare: int = 0
    kinds_right: int = 0
    kinds: int = 0
    days_right: int = 0
    days: int = 0
    articles: int = 0
    words: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            **{figure: tally.as_json() for figure, tally in self.tallies.items()},
            "scare quotes rejected": share(self.scare_rejected, self.scare),
            "kind right": share(self.kinds_right, self.kinds),
            "day right": share(self.days_right, self.days),
            "articles": self.articles,
        }


def share(right: int, of: int) -> float | None:
    return round(right / of, 3) if of else None


def score(articles: Sequence[LabelledArticle], found: Mapping[str | int, list[dict[str, Any]]]) -> Score:
    """The figures of a set; `found` has the rows of `quotes.extraction.documents.as_json` by id."""
    result = Score(articles=len(articles))
    for article in articles:
        rows = found.get(article.document.id, [])
        result.words += _words(article.document)
        _score_marks(article, rows, result)
        _score_all(article, rows, result)
    return result


def _words(document: GivenDocument) -> int:
    """As readers of the language count them: Chinese has no blanks."""
    language = LANGUAGES.get(document.language.partition("-")[0])
    return language.count_words(document.text) if language else len(document.text.split())


def trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def overlaps(one: Any, other: Any) -> bool:
    return bool(one and other and min(one[1], other[1]) > max(one[0], other[0]))


def inside(span: Span, outer: Any) -> bool:
    common = max(0, min(span[1], outer[1]) - max(span[0], outer[0]))
    return bool(common >= MOST_INSIDE * max(1, span[1] - span[0]))


def marked_spans(document: GivenDocument) -> Iterator[Span]:
    """What stands in quotation marks."""
    text = document.text
    if not document.language:
        yield from _double_marks(text)
        return
    bodies = [(block.start, block.end) for block in document.blocks or () if block.kind == "body"]
    for body in bodies if document.blocks is not None else [(0, len(text))]:
        for start, end in paragraphs_in(text, *body):
            yield from ((one.start, one.end) for one in quoted_in(text, start, end) if one.depth == 0)


def _double_marks(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for place, mark in enumerate(line.group(), start=line.start()):
            if opened is None and mark in '“"':
                opened = place
            elif opened is not None and mark in '”"':
                yield opened, place + 1
                opened = None


def _score_marks(article: LabelledArticle, rows: Sequence[dict[str, Any]], result: Score) -> None:
    text = article.document.text
    marks = list(marked_spans(article.document))
    wanted: dict[Span, Labelled] = {}
    for mark in marks:
        for quote in article.quotes:
            if any(inside(mark, content) for content in quote.content):
                wanted[trimmed(text, mark)] = quote
    cores = [trimmed(text, mark) for mark in marks]
    found: dict[Span, dict[str, Any]] = {}
    for row in rows:
        for core in cores:
            if inside(core, row["content"]):
                found.setdefault(core, row)
    nameless = {core for core, quote in wanted.items() if not quote.source}
    result.tallies["marked"].add(right=sum(core in wanted for core in found), proposed=len(found), wanted=len(wanted))
    result.tallies["marked+speaker"].add(
        right=sum(core in wanted and _right_speaker(row, wanted[core]) for core, row in found.items()),
        proposed=sum(core not in nameless for core in found),
        wanted=len(wanted) - len(nameless),
    )
    scare = [core for core in cores if core not in wanted]
    result.scare += len(scare)
    result.scare_rejected += sum(core not in found for core in scare)


def _right_speaker(row: dict[str, Any], quote: Labelled) -> bool:
    return any(overlaps(row["speaker"], source) for source in quote.source)


def _score_all(article: LabelledArticle, rows: Sequence[dict[str, Any]], result: Score) -> None:
    wanted = [(_characters(quote.content), quote) for quote in article.quotes if quote.content]
    groups = list(_groups(rows))
    used: set[int] = set()
    right = with_speaker = 0
    for group in groups:
        place, overlap = _best(_characters([row["content"] for row in group]), wanted, used)
        if overlap < ENOUGH:
            continue
        used.add(place)
        right += 1
        quote = wanted[place][1]
        with_speaker += _right_speaker(group[0], quote) or not (quote.source or group[0]["speaker"])
        _compare_facts(group[0], quote, result)
    result.tallies["all"].add(right=right, proposed=len(groups), wanted=len(wanted))
    result.tallies["all+speaker"].add(right=with_speaker, proposed=len(groups), wanted=len(wanted))


def _groups(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Parts of one quotation: the same cue and the same speaker."""
    groups: dict[Any, list[dict[str, Any]]] = {}
    for number, row in enumerate(rows):
        key = (tuple(row["cue"]), tuple(row["speaker"] or ())) if row["cue"] else number
        groups.setdefault(key, []).append(row)
    yield from groups.values()


def _characters(spans: Sequence[Any]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _best(characters: set[int], wanted: Sequence[tuple[set[int], Labelled]], used: set[int]) -> tuple[int, float]:
    shares = [
        (len(characters & target) / len(characters | target), place)
        for place, (target, _) in enumerate(wanted)
        if place not in used
    ]
    overlap, place = max(shares, default=(0.0, 0))
    return place, overlap


def _compare_facts(row: dict[str, Any], quote: Labelled, result: Score) -> None:
    if quote.kind:
        result.kinds += 1
        result.kinds_right += row["type"] == quote.kind
    if quote.said_on:
        result.days += 1
        first, last = row["said_on"] or ("", "")
        result.days_right += first.startswith(quote.said_on) and last.startswith(quote.said_on)
