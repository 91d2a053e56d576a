"""PURE. Whether the words of an appearance still stand in a later copy of the article, and what became of them.

Punctuation, quotation marks, white space, vowel signs and letter forms are no change: what is compared is a shadow
with an offset map (law 7). What counts is the article's own text: words that survive in a caption, a heading or the
page's furniture alone are not there any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from re import compile as pattern
from typing import Any, Final, Literal

from rapidfuzz import fuzz

from quotes.anchoring import Span
from quotes.matching.normalise import shadow

State = Literal["intact", "moved", "edited", "removed"]
READ_KINDS: Final = frozenset({"body", "title"})
AROUND: Final = 24
"""Letters before or after that are still the same: the words stand where they stood."""
LEAST_ALIKE: Final = 62.0
"""Of 100: a passage less like the words is another one."""
MOST_PARAGRAPHS: Final = 3_000
LONGEST_PARAGRAPH: Final = 20_000
WORD: Final = pattern(r"[\u3400-\u9fff]|[^\W_]+|\s+|.")
MOST_WORDS: Final = 600
"""Of one side of a difference: beyond, both are shown whole."""


@dataclass(frozen=True)
class Appearance:
    """The words as they were recorded: the clause, its parts in marks, and a little of the text around."""

    clause: str
    segments: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Found:
    """`place` is where the words or what became of them stand in the later text. `touches_quote` is true where the
    words in marks, or those of a report without marks, are not what they were."""

    state: State
    place: Span | None = None
    words: str = ""
    touches_quote: bool = False


@dataclass(frozen=True)
class Piece:
    """A run of words of a difference: in both, only in the earlier, only in the later."""

    kind: Literal["same", "gone", "new"]
    text: str


class LaterText:
    """A later copy's text, folded once for all appearances."""

    def __init__(self, text: str, blocks: Sequence[Mapping[str, Any]]) -> None:
        whole: list[Mapping[str, Any]] = [{"kind": "body", "start": 0, "end": len(text)}]
        self.text = text
        self.paragraphs = [Span(one["start"], one["end"]) for one in blocks or whole if one["kind"] in READ_KINDS][
            :MOST_PARAGRAPHS
        ]
        self.letters, self.places = _letters("\n".join(span.of(text) for span in self.paragraphs), self._starts())

    def _starts(self) -> list[int]:
        """For each character of the joined paragraphs its place in the text."""
        starts: list[int] = []
        for span in self.paragraphs:
            starts.extend(range(span.start, span.end))
            starts.append(span.end)
        return starts

    def find(self, letters: str, *, begin: int = 0) -> int:
        return self.letters.find(letters, begin) if letters else -1

    def span(self, start: int, end: int) -> Span:
        """The place in the text of a stretch of letters."""
        return Span(self.places[start], self.places[end - 1] + 1)


def look_for(one: Appearance, later: LaterText) -> Found:
    """What became of an appearance in a later text."""
    wanted = letters_of(one.clause)
    before, after = letters_of(one.prefix)[-AROUND:], letters_of(one.suffix)[:AROUND]
    places = _places(wanted, later)
    if places:
        for start in places:
            if _stands_where_it_stood(start, start + len(wanted), before, after, later):
                return _there("intact", start, wanted, later)
        return _there("moved", places[0], wanted, later)
    near = _nearest(one.clause, later)
    if near is None:
        return Found("removed", touches_quote=True)
    words = near.of(later.text)
    parts = one.segments or (one.clause,)
    there = letters_of(words)
    return Found("edited", near, words, touches_quote=not all(letters_of(part) in there for part in parts))


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both sides in reading order, each marked with where it stands."""
    first, second = WORD.findall(before), WORD.findall(after)
    if max(len(first), len(second)) > MOST_WORDS:
        return (Piece("gone", before), Piece("new", after))
    pieces: list[Piece] = []
    for act, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(Piece("same", "".join(first[a:b])))
            continue
        gone, new = "".join(first[a:b]), "".join(second[c:d])
        pieces += [piece for piece in (Piece("gone", gone), Piece("new", new)) if piece.text]
    return tuple(pieces)


def letters_of(words: str) -> str:
    """Letters and digits alone, folded."""
    return "".join(character for character in shadow(words).text if character.isalnum())


def _letters(text: str, starts: Sequence[int]) -> tuple[str, list[int]]:
    folded = shadow(text)
    kept = [(character, folded.offsets[at][0]) for at, character in enumerate(folded.text) if character.isalnum()]
    return "".join(character for character, _ in kept), [starts[place] for _, place in kept]


def _places(wanted: str, later: LaterText, most: int = 20) -> list[int]:
    found: list[int] = []
    at = later.find(wanted)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = later.find(wanted, begin=at + 1)
    return found


def _stands_where_it_stood(start: int, end: int, before: str, after: str, later: LaterText) -> bool:
    return (not before and not after) or any(
        (
            bool(before) and later.letters[max(0, start - len(before)) : start] == before,
            bool(after) and later.letters[end : end + len(after)] == after,
        )
    )


def _there(state: State, start: int, wanted: str, later: LaterText) -> Found:
    place = later.span(start, start + len(wanted))
    return Found(state, place, place.of(later.text))


def _nearest(clause: str, later: LaterText) -> Span | None:
    """The passage most like the words, widened to whole words; None where nothing is like them."""
    best, place = LEAST_ALIKE, None
    for paragraph in later.paragraphs:
        text = paragraph.of(later.text)[:LONGEST_PARAGRAPH]
        # A paragraph that is much shorter would be found inside of the words, and not they in it.
        if len(text) < len(clause) // 2:
            continue
        alike = fuzz.partial_ratio_alignment(clause, text, score_cutoff=best)
        if alike is not None and alike.score > best:
            best = alike.score
            place = Span(paragraph.start + alike.dest_start, paragraph.start + alike.dest_end)
    return None if place is None else _whole_words(place, later.text)


def _whole_words(span: Span, text: str) -> Span:
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum():
        end += 1
    return Span(start, end)


def same_words(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two lists of headlines, names or notices say the same but for punctuation."""
    return [letters_of(words) for words in one] == [letters_of(words) for words in other]
