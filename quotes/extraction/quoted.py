"""PURE. What stands in quotation marks in one paragraph: every pair of marks of our languages, nested ones, straight
marks in texts of either direction, and marks that were never closed.

A paragraph is read once from left to right (in the order of its characters, whichever way the text runs) with a stack
of what is open. A curly or angled mark says by its shape whether it opens; a straight one is told by its neighbours,
and where they do not tell, by whether one is open. What is open at the end of the paragraph is closed there: a missing
mark costs its own paragraph and no other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

CLOSERS: Final = {
    "“": '”“"',
    "„": "“”",
    "«": "»",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    '"': '"”',
    "＂": "＂",
    "''": "''",
    "'": "'’",
}
"""What closes each opening mark. In Russian and German the curly mark that opens in English closes; pages that were
typed in two programs open with a curly mark and close with a straight one."""
SINGLE: Final = frozenset("'’‘‚")
FIRST_HAN: Final = "\u2e80"
"""From here on there are no apostrophes: 他问‘谁？’ has no blanks."""
STRAIGHT: Final = frozenset({'"', "＂", "''", "'"})
MARK: Final = re.compile("''|[“”„«»‹›‘’‚「」『』〝〞〟\"＂']")
CONTINUING: Final = frozenset('“„«»「『"')
SENTENCE_END: Final = re.compile(r"(?<=[^\W\d_]{4})[.!?…؟۔]+(?=\s+[^\W\d_])|[。！？]+")
TITLES: Final = re.compile("《[^《》\n]{1,80}》|〈[^〈〉\n]{1,80}〉")
"""Chinese marks of titles: never words that somebody said."""
MOST_DEEP: Final = 4


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in marks. `start` and `end` include the marks, `inner_start` and `inner_end` do not; code points of the
    whole text. `depth` counts the marks around it; `closed` is False where the end of the paragraph had to close it."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    mark: str
    depth: int = 0
    closed: bool = True


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    inner_start: int


def quoted_in(text: str, start: int, end: int) -> list[Quoted]:
    """What stands in marks between `start` and `end`, one paragraph; outer before inner, in the order of their
    starts."""
    reader = _Marks(text, (start, end))
    for mark in MARK.finditer(text, start, end):
        reader.take(mark.group(), mark.start())
    return sorted(reader.ended(), key=lambda one: (one.start, -one.end))


class _Marks:
    """The marks of one paragraph as far as they were read: what is open, and what was closed."""

    def __init__(self, text: str, paragraph: tuple[int, int]) -> None:
        self.text = text
        self.paragraph = paragraph
        self.open: list[_Open] = []
        self.found: list[Quoted] = []

    def take(self, mark: str, at: int) -> None:
        """One mark: it closes the nearest open one that it fits, opens another one, or is an apostrophe."""
        if mark in SINGLE and _is_apostrophe(self.text, at, self.paragraph):
            return
        if mark == "»" and at == self.paragraph[0]:  # a quotation that goes on, as Spanish and French print it
            self.open.append(_Open("«", at, at + 1))
            return
        side = _side(self.text, at, len(mark), self.paragraph)
        fitting = self._fitting(mark) if self.open else None
        if fitting is not None and _closes(mark, side):
            del self.open[fitting + 1 :]  # what was opened inside and never closed was no pair
            opened = self.open.pop()
            if self.text[opened.inner_start : at].strip():
                self.found.append(_quoted(opened, at + len(mark), at, len(self.open), closed=True))
        elif mark in CLOSERS and _opens(mark, side) and len(self.open) < MOST_DEEP:
            self.open.append(_Open(mark, at, at + len(mark)))

    def _fitting(self, mark: str) -> int | None:
        """The nearest open mark that this one closes."""
        for place in range(len(self.open) - 1, -1, -1):
            if mark in _closers(self.open[place].mark):
                return place
        return None

    def ended(self) -> list[Quoted]:
        """All that was found, with what the end of the paragraph closes."""
        for opened in self.open[:1]:
            if _worth_closing(opened, self.text, self.paragraph[1]):
                end = self._end_of(opened)
                inner = [replace(one, depth=one.depth - 1) if one.start >= end else one for one in self.found]
                self.found = [*inner, _quoted(opened, end, end, 0, closed=False)]
        return self.found

    def _end_of(self, opened: _Open) -> int:
        """Where what was never closed ends: with its sentence, or with the paragraph where the next goes on in
        marks."""
        end = self.paragraph[1]
        if self.text[end : end + 40].lstrip()[:1] in CONTINUING:
            return end
        stop = SENTENCE_END.search(self.text, opened.inner_start, end)
        inside = stop is not None and any(one.start < stop.end() < one.end for one in self.found)
        return stop.end() if stop is not None and not inside else end


def _closers(mark: str) -> tuple[str, ...]:
    return (mark,) if mark == "''" else tuple(CLOSERS[mark])


def _side(text: str, at: int, width: int, paragraph: tuple[int, int]) -> str:
    """`open` or `close` where the neighbours tell, else an empty word."""
    before = text[at - 1] if at > paragraph[0] else " "
    after = text[at + width] if at + width < paragraph[1] else " "
    blank_before, blank_after = before.isspace() or before in "([—–-", after.isspace() or after in ".,;:!?)]،؛؟。，…"
    if blank_before and not blank_after:
        return "open"
    return "close" if blank_after and not blank_before else ""


def _closes(mark: str, side: str) -> bool:
    if mark in STRAIGHT:
        return side != "open"
    return mark != "“" or side != "open"


def _opens(mark: str, side: str) -> bool:
    if mark == "'":
        return side == "open"
    return mark not in STRAIGHT or side != "close" or mark == "＂"


def _is_apostrophe(text: str, at: int, paragraph: tuple[int, int]) -> bool:
    """Inside a word, or after the s of a possessive with no single mark open: told by the letters around."""
    before = text[at - 1 : at] if at > paragraph[0] else ""
    after = text[at + 1 : at + 2] if at + 1 < paragraph[1] else ""
    if before.isalnum() and after.isalnum() and before < FIRST_HAN:
        return True
    return text[at] != "‘" and not before.isalnum() and after.isdigit()  # the '90s


def _quoted(opened: _Open, end: int, inner_end: int, depth: int, *, closed: bool) -> Quoted:
    return Quoted(opened.start, end, opened.inner_start, inner_end, opened.mark, depth, closed)


def _worth_closing(opened: _Open, text: str, end: int) -> bool:
    """A single mark that is never closed is an apostrophe; others are quotations whose end is missing."""
    return opened.mark not in SINGLE and bool(text[opened.inner_start : end].strip())


def paragraphs_in(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Lines that are not blank, without the white space at their edges."""
    for line in re.compile(r"\S[^\n]*").finditer(text, start, len(text) if end is None else end):
        yield line.start(), line.start() + len(line.group().rstrip())
