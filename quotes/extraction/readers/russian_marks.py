"""PURE. What Russian texts mark as somebody's words beyond a plain pair of marks.

The author's words stand inside of the marks: «Пробоин нет, — сказал капитан. — Крена нет». A line of dialogue has no
marks at all but a dash: — Вину не признаю, — сказал он. A quotation of several paragraphs opens in the first of them
and closes in the last. In all three what was spoken comes out as `Quoted` and the author's words stand outside.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quotes.extraction.quoted import CLOSERS, MARK, STRAIGHT, Quoted, quoted_in
from quotes.extraction.readers.russian_cases import is_past
from quotes.extraction.readers.russian_verbs import forms

AUTHOR_OPENS: Final = re.compile(r"[,!?…»“”\"]\s?[—–-]\s(?=[«„\"]?[а-яёА-ЯЁ])")
AUTHOR_CLOSES: Final = re.compile(r"[,.:;!?…]\s?[—–-]\s")
DIALOGUE: Final = re.compile(r"[—–―-]\s+(?=\S)")
WORD: Final = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.I)
MOST_AUTHOR: Final = 260
"""Code points that the author's words inside of marks may have."""
MOST_PARAGRAPHS: Final = 12
"""Paragraphs that one quotation may go through."""
NEAR: Final = 7
"""Words among which the author's verb stands."""

Piece = tuple[int, int]


def quoted_of(text: str, paragraphs: Sequence[Piece]) -> list[list[Quoted]]:
    """For each paragraph what is quoted there."""
    return [
        [part for one in _spoken(text, paragraph, quoted) for part in one]
        for paragraph, quoted in zip(paragraphs, _carried(text, paragraphs), strict=True)
    ]


def _carried(text: str, paragraphs: Sequence[Piece]) -> list[list[Quoted]]:
    """What stands in marks, with quotations that go through several paragraphs."""
    quoted = [quoted_in(text, *paragraph) for paragraph in paragraphs]
    place = 0
    while place < len(quoted):
        opened = next((one for one in quoted[place] if not one.closed and one.depth == 0), None)
        end = _closed_below(text, paragraphs, place, opened.mark) if opened else None
        if opened is None or end is None:
            place += 1
            continue
        last, closer = end
        for between in range(place + 1, last):
            quoted[between] = _whole(text, paragraphs[between], opened.mark)
        quoted[last] = _up_to(text, paragraphs[last], closer, opened.mark)
        place = last if quoted[last] and not quoted[last][-1].closed else last + 1
    return quoted


def _closed_below(text: str, paragraphs: Sequence[Piece], place: int, mark: str) -> tuple[int, int] | None:
    """The paragraph and the place of the mark that closes what `place` leaves open. Marks in pairs do not count, nor
    does one that opens a paragraph again."""
    closers = CLOSERS.get(mark, mark)
    for number in range(place + 1, min(len(paragraphs), place + 1 + MOST_PARAGRAPHS)):
        start, end = paragraphs[number]
        depth = 0
        for found in MARK.finditer(text, start, end):
            if found.group() == mark and found.start() == start:
                continue
            if found.group() in closers and (mark not in STRAIGHT or not _opens(text, found.start())):
                if depth == 0:
                    return number, found.start()
                depth -= 1
            elif found.group() == mark:
                if mark in STRAIGHT:
                    return None
                depth += 1
        if depth:
            return None
    return None


def _opens(text: str, place: int) -> bool:
    return place == 0 or text[place - 1].isspace() or text[place - 1] in "(—–-"


def _whole(text: str, paragraph: Piece, mark: str) -> list[Quoted]:
    start, end = paragraph
    inner_start = start + len(mark) if text.startswith(mark, start) else start
    inner = [replace(one, depth=one.depth + 1) for one in quoted_in(text, inner_start, end)]
    return [Quoted(start, end, inner_start, end, mark, 0, closed=False), *inner]


def _up_to(text: str, paragraph: Piece, closer: int, mark: str) -> list[Quoted]:
    start, end = paragraph
    inner_start = start + len(mark) if text.startswith(mark, start) else start
    inner = [replace(one, depth=one.depth + 1) for one in quoted_in(text, inner_start, closer)]
    return [Quoted(start, closer + 1, inner_start, closer, mark), *inner, *quoted_in(text, closer + 1, end)]


def _spoken(text: str, paragraph: Piece, quoted: list[Quoted]) -> Iterator[list[Quoted]]:
    """`quoted` without the author's words inside of marks, and with what is spoken behind a dash."""
    start, end = paragraph
    dash = DIALOGUE.match(text, start, end)
    outer = [one for one in quoted if one.depth == 0]
    if dash:
        pieces = _pieces(text, (dash.end(), end), closes=False, outside=outer)
        if len(pieces) > 1 or (pieces and pieces[0][1] < end - 1):
            yield from _inside(quoted, [_virtual(text, piece) for piece in pieces])
            return
    parted: list[Quoted] = []
    for one in outer:
        if one.inner_end - one.inner_start < MOST_AUTHOR // 16:
            parted.append(one)
            continue
        pieces = _pieces(text, (one.inner_start, one.inner_end), closes=one.closed)
        parted += _parts(one, pieces) if pieces else [one]
    if len(parted) == len(outer) and all(a == b for a, b in zip(parted, outer, strict=True)):
        yield quoted
    else:
        yield from _inside([one for one in quoted if one.depth], parted, deeper=False)


def _virtual(text: str, piece: Piece) -> Quoted:
    start, end = piece
    while end > start and (text[end - 1] in " ,." and not text.startswith("..", end - 2)):
        end -= 1
    return Quoted(start, end, start, end, "—")


def _parts(one: Quoted, pieces: list[Piece]) -> list[Quoted]:
    first, last = pieces[0], pieces[-1]
    parts = [replace(one, end=first[1], inner_end=first[1], closed=True)]
    parts += [Quoted(start, end, start, end, one.mark) for start, end in pieces[1:-1]]
    if len(pieces) > 1:
        parts.append(replace(one, start=last[0], inner_start=last[0]))
    return parts


def _inside(quoted: Sequence[Quoted], outer: Sequence[Quoted], *, deeper: bool = True) -> Iterator[list[Quoted]]:
    """`outer` in order, and of `quoted` what stands in them and what stands between them."""
    rest = list(quoted)
    found = list(outer)
    place = 0
    for one in rest:
        while place < len(outer) and outer[place].end <= one.start:
            place += 1
        if place < len(outer) and outer[place].start <= one.start and one.end <= outer[place].end:
            same = one.depth == 0 and one.start == outer[place].start and one.end == outer[place].end
            if same:
                found[place] = one
            else:
                found.append(replace(one, depth=one.depth + deeper))
        elif deeper or one.depth:
            found.append(one if deeper else replace(one, depth=one.depth - 1))
    yield sorted(found, key=lambda one: (one.start, -one.end))


def _pieces(text: str, within: Piece, *, closes: bool, outside: Sequence[Quoted] = ()) -> list[Piece]:
    """The spoken stretches around the author's words; none where there are none. With `closes` the author's words
    count only where a second dash ends them."""
    start, end = within
    starts = [one.start for one in outside]
    pieces: list[Piece] = []
    place = start
    while found := AUTHOR_OPENS.search(text, place, end):
        place = found.end()
        before = bisect_left(starts, found.start()) - 1
        if before >= 0 and found.start() < outside[before].inner_end:
            continue
        close = _author_ends(text, found.end(), end)
        if close is None and closes:
            continue
        if not _reports(text, found.end(), close.start() if close else end):
            continue
        pieces.append((start, found.start() + (text[found.start()] != ",")))
        if close is None:
            return pieces
        start = place = close.end()
    if pieces and start < end:
        pieces.append((start, end))
    return pieces


def _author_ends(text: str, start: int, end: int) -> re.Match[str] | None:
    return AUTHOR_CLOSES.search(text, start, min(end, start + MOST_AUTHOR))


def _reports(text: str, start: int, end: int) -> bool:
    """Whether the author's words begin with a verb of saying."""
    known = forms()
    first = WORD.match(text, start, end)
    if first and first.group().islower() and is_past(first.group().replace("ё", "е")):
        return True
    for number, word in enumerate(WORD.finditer(text, start, end)):
        verb = known.get(word.group().lower().replace("ё", "е"))
        if verb and (verb.finite or verb.shape == "passive"):
            return True
        if number >= NEAR:
            break
    return False
