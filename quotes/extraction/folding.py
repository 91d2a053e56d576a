"""PURE. A text as patterns read it: European digits, one kind of blank, one letter where several are written, and
nothing between the letters of a word. Each character keeps its place."""

import re
from functools import cache
from typing import Final

DIGITS: Final = {ord(digit): str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")}
BLANKS: Final = dict.fromkeys((160, 8239, 8201, 12288, 10, 13, 9), " ")
SIGNS: Final = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]")
"""Vowel signs, lengthening and marks of direction."""
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


class Folded:
    """`plain` is what patterns read; `span` gives back a place in the text that was folded."""

    def __init__(self, text: str, language: str) -> None:
        self.plain = text.translate(_table(language))
        self._places: list[int] | None = None
        if SIGNS.search(self.plain) is not None:
            self._places = [place for place, letter in enumerate(self.plain) if not SIGNS.match(letter)]
            self.plain = "".join(self.plain[place] for place in self._places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `plain`, not an empty one, stands in the text."""
        return (start, end) if self._places is None else (self._places[start], self._places[end - 1] + 1)
