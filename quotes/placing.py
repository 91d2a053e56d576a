"""PURE. A saved copy's text with places marked in it: its blocks in order, each cut where a place begins or ends.

placed(text, [Block("body", 0, 40)], [Place(7, 4, 20)])
    ->  [PlacedBlock("body", runs: "He s" (), "aid: we go there" (7,), ... , places=(7,))]
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

READ: Final = frozenset({"body"})
"""Quotations are looked for in these blocks; in titles, headings, captions and what frames the page never."""


class Block(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Code points `start` to `end` of the text, under a number."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text inside the same places; `begins` are those of them that begin here."""

    text: str
    inside: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """One block. `places` begin in it, in the order of the text; of `left_out` some or all was not read."""

    kind: str
    runs: tuple[Run, ...]
    places: tuple[int, ...]
    left_out: bool = False

    @property
    def is_read(self) -> bool:
        return self.kind in READ


def placed(
    text: str, blocks: Sequence[Block], places: Iterable[Place], left_out: Sequence[tuple[int, int]] = ()
) -> list[PlacedBlock]:
    """The blocks with their text. A text without blocks is one; a place outside of all blocks belongs to the last that
    begins before it. `left_out` are stretches of the text, from, to."""
    wanted = sorted(places, key=lambda place: (place.start, -place.end))
    if not blocks:
        return [_block(_Whole("body", 0, len(text)), text, wanted, wanted, left_out)]
    ordered = sorted(blocks, key=lambda block: block.start)
    found = []
    for index, block in enumerate(ordered):
        until = ordered[index + 1].start if index + 1 < len(ordered) else len(text) + 1
        since = block.start if index else 0
        own = [place for place in wanted if since <= place.start < until]
        around = [place for place in wanted if place.start < block.end and place.end > block.start]
        found.append(_block(block, text, around, own, left_out))
    return found


@dataclass(frozen=True, slots=True)
class _Whole:
    kind: str
    start: int
    end: int


def _block(
    block: Block, text: str, around: Sequence[Place], own: Sequence[Place], left_out: Sequence[tuple[int, int]]
) -> PlacedBlock:
    start, end = block.start, block.end
    inside = [place for place in around if place.start < end and place.end > start]
    edges = {edge for place in inside for edge in (place.start, place.end) if start < edge < end}
    is_left_out = block.kind in READ and any(since < end and until > start for since, until in left_out)
    runs = [_run(text, first, last, start, inside) for first, last in pairwise([start, *sorted(edges), end])]
    return PlacedBlock(block.kind, tuple(runs), tuple(place.number for place in own), is_left_out)


def _run(text: str, first: int, last: int, block_start: int, places: Sequence[Place]) -> Run:
    inside = [place for place in places if place.start <= first and last <= place.end]
    begins = [place.number for place in inside if max(place.start, block_start) == first]
    return Run(text[first:last], tuple(place.number for place in inside), tuple(begins))
