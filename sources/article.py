"""PURE. Which blocks of a page are the article: from the walk, the page's headline, and a hint where the article is.

The hint is believed only where it found enough, and never hides a long paragraph of prose: a quotation that is shown
too much costs a keystroke, one that is hidden is lost.
"""

from collections.abc import Callable
from itertools import accumulate
from typing import Final

from sources.main_content import key
from sources.page import ARTICLES, Element, Kind, Piece, Walked

# A hint of less is no article.
FEWEST_PARAGRAPHS: Final = 3
FEWEST_LETTERS: Final = 500
SHARE_INSIDE: Final = 0.8
PROSE_WORDS: Final = 30
PROSE_LETTERS: Final = 160

Hint = Callable[[], frozenset[str]]
Parts = list[tuple[Kind, str]]


def parts_of_article(walked: Walked, *, headlines: tuple[str, ...], hint: Hint) -> Parts:
    """Kind and text of every block. `headlines` are the titles that the page or the desk gives, best first."""
    pieces = walked.pieces
    if sum(len(piece.text) for piece in pieces) > FEWEST_LETTERS:
        _use_hint(walked, hint())
    title = _title_of(pieces, headlines)
    return [(_kind(piece, number == title), piece.text) for number, piece in enumerate(pieces)]


def _kind(piece: Piece, is_title: bool) -> Kind:
    if is_title:
        return "title"
    if piece.zone is not None:
        return "chrome"
    return "heading" if piece.kind == "title" else piece.kind


def _title_of(pieces: list[Piece], headlines: tuple[str, ...]) -> int | None:
    """The first `h1` that says the headline, else the first block that does, else the first `h1` of the article."""
    wanted = [key(headline) for headline in headlines if headline.strip()]
    keys = [key(piece.text) if len(piece.text) < 500 else "" for piece in pieces]
    for headline in wanted:
        said = [number for number, one in enumerate(keys) if one == headline]
        first_h1 = [number for number in said if pieces[number].kind == "title"]
        visible = [number for number in said if pieces[number].zone is None]
        for found in (first_h1, visible):
            if found:
                return found[0]
    return next((n for n, piece in enumerate(pieces) if piece.kind == "title" and piece.zone is None), None)


def _use_hint(walked: Walked, hint: frozenset[str]) -> None:
    pieces = walked.pieces
    hinted = [len(piece.text) if key(piece.text) in hint else 0 for piece in pieces]
    if sum(1 for count in hinted if count) < FEWEST_PARAGRAPHS or sum(hinted) < FEWEST_LETTERS:
        return
    for piece, count in zip(pieces, hinted, strict=True):
        if count and piece.zone in ("name", "links", "hidden"):
            piece.zone = None
    first, last = _extent(walked.elements, hinted)
    heads = [n for n, piece in enumerate(pieces[:first]) if piece.kind == "title" and piece.zone is None]
    first = heads[0] if heads else first
    for number, piece in enumerate(pieces):
        if not first <= number < last and piece.zone is None and not hinted[number] and not _is_prose(piece):
            piece.zone = None if piece.kind == "title" else "outside"


def _extent(elements: list[Element], hinted: list[int]) -> tuple[int, int]:
    """First and last block of the article: the deepest element that holds most of the hint, or the `article` around
    it. Two elements that hold more than half of the same are one inside the other, so the last of them is deepest."""
    sums = [0, *accumulate(hinted)]
    enough = SHARE_INSIDE * sums[-1]
    deepest = max(
        (number for number, one in enumerate(elements) if sums[one.last] - sums[one.first] >= enough), default=None
    )
    if deepest is None:
        return 0, len(hinted)
    at = deepest
    while at >= 0:
        if elements[at].tag in ARTICLES:
            return elements[at].first, elements[at].last
        at = elements[at].parent
    return elements[deepest].first, elements[deepest].last


def _is_prose(piece: Piece) -> bool:
    return len(piece.text) >= PROSE_LETTERS or len(piece.text.split()) >= PROSE_WORDS
