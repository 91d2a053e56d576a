"""PURE. A text as patterns read it: European digits, one kind of blank, one letter where several are written, and
nothing between the letters of a word. Each character keeps its place."""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import Final

DIGITS: Final = {ord(digit): str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")}
BLANKS: Final = dict.fromkeys((160, 8239, 8201, 12288, 10, 13, 9), " ")
SIGNS: Final = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]")
"""Vowel signs, lengthening and marks of direction."""
DIGIT_OR_BLANK: Final = re.compile(f"[{''.join(map(chr, {**DIGITS, **BLANKS}))}]")
FEW: Final = 8
LETTERS: Final = {
    "ar": ("أإآٱىة", "اااايه"),
    "ru": ("ёЁ", "еЕ"),
    "zh": (
        "週個禮號兩後來當這們發開於間時報過訪電聞網譯臉書專頁節貼寫據導訊廣對訴證實說稱採帳誌經視頻論壇體問聲傳",
        "周个礼号两后来当这们发开于间时报过访电闻网译脸书专页节贴写据导讯广对诉证实说称采帐志经视频论坛体问声传",
    ),
}
"""Letters that are written in several ways, and the one that patterns know."""


@cache
def _table(language: str) -> dict[int, str]:
    several, one = LETTERS.get(language, ("", ""))
    return {**DIGITS, **BLANKS, **dict(zip(map(ord, several), one, strict=True))}


@cache
def _several(language: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, map(chr, _table(language))))}]")


@cache
def _pairs(language: str) -> tuple[tuple[str, str], ...] | None:
    """The letters of a language that has few of them: to replace these one by one is quicker than a table."""
    several, one = LETTERS.get(language, ("", ""))
    return tuple(zip(several, one, strict=True)) if len(several) <= FEW else None


def folded_letters(text: str, language: str) -> str:
    """The text letter for letter, vowel signs and the like left in: as long as it was."""
    pairs = _pairs(language)
    if pairs is None:
        return text.translate(_table(language)) if _several(language).search(text) else text
    for several, one in pairs:
        text = text.replace(several, one)
    return text.translate(_table(language)) if DIGIT_OR_BLANK.search(text) else text


class Folded:
    """`plain` is what patterns read; `span` gives back a place in the text that was folded, `place` finds it."""

    def __init__(self, text: str, language: str) -> None:
        self.plain = folded_letters(text, language)
        self._signs = [sign.start() for sign in SIGNS.finditer(self.plain)]
        if self._signs:
            self._before = [sign - number for number, sign in enumerate(self._signs)]
            self.plain = SIGNS.sub("", self.plain)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `plain`, not an empty one, stands in the text."""
        return (self._in_text(start), self._in_text(end - 1) + 1) if self._signs else (start, end)

    def place(self, place: int) -> int:
        """Where a place of the text stands in `plain`."""
        return place - bisect_left(self._signs, place)

    def _in_text(self, place: int) -> int:
        return place + bisect_right(self._before, place)
