"""PURE. The lines of one page of a PDF, from top to bottom as PDFium reads them, with their places."""

from bisect import bisect, insort
from collections import Counter
from ctypes import byref, c_double
from dataclasses import dataclass
from typing import Any, Final

from pypdfium2 import raw  # type: ignore[import-untyped]

from sources.formats.visual import Letter, is_right_to_left, logical

SPACE: Final = 0.15
WIDE_SPACE: Final = 0.4
"""Of the letter's size: a gap that is a space in a line without written ones, and one that always is."""
COLUMN_GAP: Final = 3.0
"""Of the letter's size: a wider gap parts two columns."""
NEAR: Final = 0.6
"""Of the letter's size: heights that are nearer belong to one line."""
HYPHENS: Final = "\u00ad\ufffe\x02"


@dataclass(frozen=True, slots=True)
class Line:
    """Places in points; the origin is the page's lower left corner. `is_hyphenated`: its last word goes on."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    is_mixed: bool = False
    is_hyphenated: bool = False

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def lines_of(page: Any) -> list[Line]:
    """The lines of a text page of pypdfium2 that hold words."""
    count = page.count_chars()
    codes = [raw.FPDFText_GetUnicode(page.raw, at) for at in range(count)]
    text = "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    if is_right_to_left(text):
        return _visual_lines(page, text)
    lines = []
    start = 0
    for at, character in enumerate([*text, "\n"]):
        if character in "\r\n":
            if text[start:at].strip():
                lines.append(_line(page, text[start:at], start))
            start = at + 1
    return lines


def _line(page: Any, text: str, start: int) -> Line:
    visible = [at for at, character in enumerate(text) if not character.isspace()]
    first, last = (page.get_charbox(start + at) for at in (visible[0], visible[-1]))
    size = raw.FPDFText_GetFontSize(page.raw, start + visible[0])
    words = text.rstrip()
    return Line(
        " ".join(words.rstrip(HYPHENS).translate(dict.fromkeys(map(ord, HYPHENS))).split()),
        first[0],
        min(first[1], last[1]),
        last[2],
        max(first[3], last[3]),
        size,
        is_hyphenated=words.endswith(tuple(HYPHENS)),
    )


def _visual_lines(page: Any, text: str) -> list[Line]:
    letters = [_letter(page, at, one) for at, one in enumerate(text) if one not in HYPHENS + "\r\n"]
    lines: list[Line] = []
    for row in _rows(letters):
        lines.extend(_of_row(column) for column in _columns(row))
    return [line for line in lines if line.text]


def _letter(page: Any, at: int, character: str) -> Letter:
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(page.raw, at, byref(x), byref(y))
    size = raw.FPDFText_GetFontSize(page.raw, at)
    left, bottom, right, top = page.get_charbox(at, loose=True)
    return Letter(character, left, bottom, right, top, size, y.value)


def _rows(letters: list[Letter]) -> list[list[Letter]]:
    """Letters of one height, from the top. The most common heights are lines; marks above and below belong to the
    nearest of them."""
    counts = Counter(round(one.baseline) for one in letters if one.character.isalnum())
    sizes = {round(one.baseline): max(one.size, 1.0) for one in letters if one.character.isalnum()}
    lines: list[int] = []
    for height, _ in counts.most_common():
        place = bisect(lines, height)
        size = sizes[height]
        near = [abs(height - line) for line in lines[max(0, place - 1) : place + 1]]
        if not near or min(near) > NEAR * size:
            insort(lines, height)
    rows: dict[int, list[Letter]] = {}
    for one in letters:
        place = bisect(lines, one.baseline)
        nearest = min(lines[max(0, place - 1) : place + 1], key=lambda line: abs(line - one.baseline), default=0)
        rows.setdefault(nearest, []).append(one)
    return [rows[height] for height in sorted(rows, reverse=True)]


def _columns(row: list[Letter]) -> list[list[Letter]]:
    """Parts of a row with wide gaps between them, the right one first."""
    ordered = sorted(row, key=lambda one: one.left)
    columns = [ordered[:1]]
    edge = ordered[0].right
    for letter in ordered[1:]:
        if letter.left - edge > COLUMN_GAP * max(letter.size, 1):
            columns.append([])
        columns[-1].append(letter)
        edge = max(edge, letter.right)
    return columns[::-1]


def _of_row(row: list[Letter]) -> Line:
    written = sum(letter.character.isspace() for letter in row)
    row = [letter for letter in row if not letter.character.isspace()]
    if not row:
        return Line("", 0, 0, 0, 0, 0)
    size = max(letter.size for letter in row)
    text, is_mixed = logical([*row, *_spaces(row, written, size)])
    return Line(
        " ".join(text.split()),
        min(letter.left for letter in row),
        min(letter.bottom for letter in row),
        max(letter.right for letter in row),
        max(letter.top for letter in row),
        size,
        is_mixed,
    )


def _spaces(row: list[Letter], written: int, size: float) -> list[Letter]:
    """Spaces where letters stand apart. Those of the file have no exact place on right-to-left lines, but their number
    is known: so many of the widest gaps are spaces."""
    ordered = sorted(row, key=lambda one: one.left)
    gaps: list[tuple[float, Letter]] = []
    edge = ordered[0].right
    for letter in ordered[1:]:
        gap = letter.left - edge
        gaps.append((gap, Letter(" ", edge, letter.bottom, letter.left, letter.top, size, letter.baseline)))
        edge = max(edge, letter.right)
    gaps.sort(key=lambda one: -one[0])
    count = max(written, sum(gap > (WIDE_SPACE if written else SPACE) * size for gap, _ in gaps))
    return [space for gap, space in gaps[:count] if gap > 0]
