"""PURE. Lines of a PDF with right-to-left letters, from where each letter stands on the page.

A PDF says where letters are drawn, not in which order they are read, and PDFium's own order breaks words of Arabic.
So each line is ordered by place and then turned from the visual into the logical order: the reverse of the Unicode
Bidirectional Algorithm (UAX 9) for one level of embedding, which is what one line of the press has.
"""

import unicodedata
from dataclasses import dataclass
from typing import Final

RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
LEFT_TO_RIGHT: Final = frozenset({"L", "EN", "AN"})
SEPARATORS: Final = frozenset({"ES", "CS", "ET"})
MIRRORED: Final = str.maketrans("()[]{}<>«»‹›“”‘’", ")(][}{><»«›‹“”‘’")
TOUCHING: Final = 0.06


@dataclass(frozen=True, slots=True)
class Letter:
    """One character and its box in points; the origin is the page's lower left corner."""

    character: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    baseline: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)


def logical(letters: list[Letter]) -> tuple[str, bool]:
    """The line in reading order, and whether letters of both directions stand in it, where the order is a rule's and
    not known from the file."""
    clusters = _clusters(letters)
    if not is_right_to_left("".join(text for _, text in clusters)):
        return "".join(text for _, text in clusters), False
    classes = _directions([text for _, text in clusters])
    is_mixed = any(one == "L" for one in classes)
    words: list[str] = []
    run: list[str] = []
    for (_, text), direction in zip(reversed(clusters), reversed(classes), strict=True):
        if direction in LEFT_TO_RIGHT:
            run.append(text)
            continue
        words.extend(reversed(run))
        run.clear()
        words.append(text.translate(MIRRORED))
    words.extend(reversed(run))
    return _folded("".join(words)), is_mixed


def _clusters(letters: list[Letter]) -> list[tuple[float, str]]:
    """Place and text of every glyph from left to right. A glyph's letters share its box in equal parts, the
    first at the right; a mark follows its letter."""
    found: list[tuple[float, str]] = []
    previous: Letter | None = None
    for letter in sorted(letters, key=lambda one: one.middle):
        if previous and _is_one_glyph(previous, letter):
            found[-1] = (found[-1][0], _marks_last(letter.character + found[-1][1]))
        else:
            found.append((letter.middle, letter.character))
        previous = letter
    return found


def _marks_last(letters: str) -> str:
    return "".join(sorted(letters, key=unicodedata.combining))


def _is_one_glyph(one: Letter, next_one: Letter) -> bool:
    same_box = one.bottom == next_one.bottom and one.top == next_one.top and abs(one.right - next_one.left) < TOUCHING
    same_width = abs((one.right - one.left) - (next_one.right - next_one.left)) < TOUCHING
    both = is_right_to_left(one.character + next_one.character) and one.character != next_one.character
    return same_box and same_width and both


def _directions(texts: list[str]) -> list[str]:
    """The direction of every glyph from left to right: neutral ones between two of one left-to-right run go with it,
    and separators inside a number with the number."""
    classes = [unicodedata.bidirectional(text[0]) for text in texts]
    resolved = list(classes)
    last = -1
    for at, one in enumerate(classes):
        if one not in LEFT_TO_RIGHT:
            continue
        between = classes[last + 1 : at]
        is_number = one in ("EN", "AN") or (last >= 0 and classes[last] in ("EN", "AN"))
        inside = all(_is_inside(neutral, is_number=is_number) for neutral in between)
        if last >= 0 and between and inside and (len(between) == 1 or not is_number):
            resolved[last + 1 : at] = [classes[last]] * len(between)
        last = at
    return resolved


def _is_inside(neutral: str, *, is_number: bool) -> bool:
    if is_number:
        return neutral in SEPARATORS
    return neutral not in RIGHT_TO_LEFT


def _folded(text: str) -> str:
    """Glyphs of Arabic letters that a file names by their forms are the letters."""
    return "".join(
        unicodedata.normalize("NFKC", one) if "\ufb50" <= one <= "\ufdff" or "\ufe70" <= one <= "\ufefc" else one
        for one in text
    )
