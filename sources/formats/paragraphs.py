"""PURE. Paragraphs from the lines of a PDF's pages."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Final

from sources.formats.lines import Line
from sources.page import Kind

EDGE_LINES: Final = 3
"""So many lines at the top and the bottom of a page may be its furniture."""
WIDE_GAP: Final = 1.4
SHORT_LINE: Final = 0.85
HEADING_SIZE: Final = 1.15
HEADING_LETTERS: Final = 200
NUMBER: Final = re.compile(r"\d+")
ONLY_NUMBER: Final = re.compile(r"[\W\d]*\d[\W\d]*|(?:page|seite|стр\.?|صفحة|第)\s*\d+.{0,12}", re.I)
SENTENCE_END: Final = (".", "!", "?", "…", "。", "！", "？", "؟", ":", "»", "”", '"')

Parts = list[tuple[Kind, str]]


def parts_of_pages(pages: list[list[Line]], *, title: str) -> Parts:
    """Kind and text of every paragraph in order. A paragraph that runs over a page's end is whole; page furniture in
    between stands before it."""
    furniture = _furniture(pages)
    size = median([line.size for lines in pages for line in lines] or [1])
    parts: Parts = []
    open_lines: list[Line] = []
    for lines in pages:
        body = [line for line in lines if _shape(line) not in furniture]
        parts.extend(("chrome", line.text) for line in lines if _shape(line) in furniture)
        for paragraph in _paragraphs(body):
            if open_lines and not _goes_on(open_lines, paragraph):
                parts.append(_part(open_lines, size))
                open_lines = []
            open_lines = [*open_lines, *paragraph]
    if open_lines:
        parts.append(_part(open_lines, size))
    return _with_title(parts, title)


def _shape(line: Line) -> tuple[str, int]:
    """What repeats: the words without the page's number, and the height."""
    return NUMBER.sub("#", line.text), round(line.middle / 4)


def _furniture(pages: list[list[Line]]) -> frozenset[tuple[str, int]]:
    edges: Counter[tuple[str, int]] = Counter()
    numbers: set[tuple[str, int]] = set()
    for lines in pages:
        ordered = sorted(lines, key=lambda line: line.middle)
        near = {id(line): line for line in (*ordered[:EDGE_LINES], *ordered[-EDGE_LINES:])}.values()
        edges.update({_shape(line) for line in near})
        numbers.update(_shape(line) for line in (*ordered[:1], *ordered[-1:]) if ONLY_NUMBER.fullmatch(line.text))
    enough = max(2, min(3, len(pages)), len(pages) // 3)
    repeated = {shape for shape, count in edges.items() if count >= enough}
    return frozenset(repeated | numbers) if len(pages) > 1 else frozenset(numbers)


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    if not lines:
        return
    steps = [abs(upper.middle - lower.middle) for upper, lower in pairwise(lines) if upper.middle > lower.middle]
    usual = median(steps) if steps else 0.0
    width = max(line.right - line.left for line in lines)
    paragraph = [lines[0]]
    for upper, lower in pairwise(lines):
        if _parts(upper, lower, usual, width):
            yield paragraph
            paragraph = []
        paragraph.append(lower)
    yield paragraph


def _parts(upper: Line, lower: Line, usual: float, width: float) -> bool:
    """Whether a paragraph ends between two lines: a wide gap, another size, or a short line with a sentence's end."""
    if abs(upper.size - lower.size) > 0.12 * max(upper.size, lower.size):
        return True
    step = upper.middle - lower.middle
    if step > WIDE_GAP * max(usual, 1.05 * upper.size if usual > 2 * upper.size else usual) > 0:
        return True
    is_short = upper.right - upper.left < SHORT_LINE * width
    return is_short and upper.text.endswith(SENTENCE_END)


def _goes_on(before: list[Line], after: list[Line]) -> bool:
    """Whether the first paragraph of a page is the rest of the last one: only where its sentence did not end."""
    last = before[-1]
    is_new_page = after[0].middle > last.middle
    same_size = abs(last.size - after[0].size) < 0.05 * max(last.size, 1)
    return is_new_page and same_size and len(last.text) > 20 and not last.text.endswith(SENTENCE_END)


def _part(lines: list[Line], usual_size: float) -> tuple[Kind, str]:
    text = lines[0].text
    for upper, lower in pairwise(lines):
        joint = "" if upper.is_hyphenated or _is_chinese(text[-1:] + lower.text[:1]) else " "
        text = f"{text}{joint}{lower.text}"
    is_heading = lines[0].size > HEADING_SIZE * usual_size and len(text) <= HEADING_LETTERS
    return ("heading" if is_heading else "body"), text


def _is_chinese(both: str) -> bool:
    return len(both) == 2 and all("\u3000" <= one <= "\u9fff" or "\uff00" <= one <= "\uffef" for one in both)


def _with_title(parts: Parts, title: str) -> Parts:
    """The title is the paragraph that says the article's, else a heading before all other text."""
    wanted = " ".join(title.split())
    said = [n for n, (kind, text) in enumerate(parts) if wanted and kind != "chrome" and text == wanted]
    prose = [n for n, (kind, _) in enumerate(parts) if kind != "chrome"]
    if not said and prose and parts[prose[0]][0] == "heading":
        said = prose[:1]
    return [("title" if said and n == said[0] else kind, text) for n, (kind, text) in enumerate(parts)]
