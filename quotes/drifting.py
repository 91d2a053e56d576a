"""PURE. Whether the words of an appearance still stand in a later copy of the article, and what became of them.

Punctuation, quotation marks, white space, vowel signs and letter forms are no change: what is compared is a shadow
with an offset map (law 7). Signs that belong to a number are words and no punctuation: 3.5 is not 35, -5 not 5, 5 % not
5, a dollar no euro. What counts is the article's own text: words that survive in a caption, a heading or the page's
furniture alone are not there any more.
"""

import unicodedata
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
MOST_COMPARED: Final = 40
"""Paragraphs, those that share most words with the lost ones: to align one costs as much as both lengths multiplied."""
LONGEST_ALIGNED: Final = 400
"""Letters of the words that are aligned at once; of longer ones their two ends are."""
LEAST_REST: Final = 120
"""Letters after the words by which it is told whether a text was read to its end."""
UNSPACED: Final = pattern(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no space between words."""
WORD: Final = pattern(r"[\u3400-\u9fff]|[^\W_]+|\s+|.")
NUMBER_GOES_ON: Final = pattern(r"[.,٫٬]\d|\s?[%‰٪]")
MOST_WORDS: Final = 600
"""Of one side of a difference: beyond, both are shown whole."""


@dataclass(frozen=True)
class Appearance:
    """The words as they were recorded: the clause, its parts in marks, and a little of the text around. `article` is
    the text of the copy in which they stand, empty where it is not known."""

    clause: str
    segments: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""
    article: str = ""


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

    def is_inside(self, at: int) -> bool:
        """Whether a letter and the one before it are neighbours in one word."""
        if not 0 < at < len(self.letters):
            return False
        # Vowel signs have no letter of their own, and stand between two.
        between = self.text[self.places[at - 1] + 1 : self.places[at]]
        apart = any(not unicodedata.combining(character) and character != "\u0640" for character in between)
        if _is_of_number(self.letters[at - 1], self.letters[at]):
            return True
        return not apart and _grown_together(self.letters[at - 1], self.letters[at])

    def span(self, start: int, end: int) -> Span:
        """The place in the text of a stretch of letters."""
        return Span(self.places[start], self.places[end - 1] + 1)


def look_for(one: Appearance, later: LaterText) -> Found:
    """What became of an appearance in a later text."""
    wanted = letters_of(one.clause)
    before, after = letters_of(one.prefix)[-AROUND:], letters_of(one.suffix)[:AROUND]
    places = _places_of(one, later)
    if places:
        for start in places:
            if _stands_where_it_stood(start, start + len(wanted), before, after, later):
                return _there("intact", start, wanted, later)
        return _there("moved", places[0], wanted, later)
    near = _nearest(one, later)
    if near is None:
        return Found("removed", touches_quote=True)
    words = near.of(later.text)
    parts = one.segments or (one.clause,)
    whole = LaterText(words, ())
    return Found(
        "edited",
        near,
        words,
        touches_quote=not all(_places(letters_of(part), whole) for part in parts),
    )


def is_cut_off(one: Appearance, later: LaterText) -> bool:
    """Whether the later text stops before the place where the words stood: it ends inside of what was told before them,
    and nothing of what followed them is there. It was not read to its end, and proves nothing."""
    article = letters_of(one.article)
    told, _, rest = article.partition(letters_of(one.clause))
    if not later.letters or len(rest) < LEAST_REST:
        return False
    samples = [rest[at : at + AROUND] for at in range(0, len(rest) - AROUND, max(AROUND, len(rest) // 8))]
    # What the article says twice is there from before.
    telling = [sample for sample in samples if sample not in told]
    return bool(telling) and later.letters[-AROUND:] in told and not any(later.find(sample) >= 0 for sample in telling)


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
    """Letters and digits alone, folded, with the signs that belong to a number."""
    text = shadow(words).text
    return "".join(character for at in range(len(text)) if (character := _counted(text, at)))


def _letters(text: str, starts: Sequence[int]) -> tuple[str, list[int]]:
    folded = shadow(text)
    kept = [
        (character, folded.offsets[at][0]) for at in range(len(folded.text)) if (character := _counted(folded.text, at))
    ]
    return "".join(character for character, _ in kept), [starts[place] for _, place in kept]


def _counted(text: str, at: int) -> str:
    """What stands for this character in a comparison; nothing for punctuation."""
    character = text[at]
    if character.isalnum():
        return character
    if character == " ":
        return ""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if character in ".," and before.isdigit() and after.isdigit():
        group = text[at + 1 : at + 5]
        # A point or a comma before exactly three digits parts thousands, which one may write with or without it.
        return "" if group[:3].isdigit() and len(group) >= 3 and not group[3:].isdigit() else "."
    if character in "-+" and after.isdigit() and not before.isalnum():
        return character
    return character if character in "%‰" or unicodedata.category(character) == "Sc" else ""


def _places(wanted: str, later: LaterText, *, opens: bool = True, closes: bool = True, most: int = 20) -> list[int]:
    """Where the words stand: as words of their own where a word `opens` and `closes` with them."""
    found: list[int] = []
    at = later.find(wanted)
    while at >= 0 and len(found) < most:
        if not (opens and later.is_inside(at)) and not (closes and later.is_inside(at + len(wanted))):
            found.append(at)
        at = later.find(wanted, begin=at + 1)
    return found


def _places_of(one: Appearance, later: LaterText) -> list[int]:
    """As `_places`; where nothing is known of what stood around, or it grew together with it, any place will do."""
    opens = bool(one.prefix) and not _grown_together(one.prefix[-1], one.clause[:1])
    closes = bool(one.suffix) and not (
        _grown_together(one.clause[-1:], one.suffix[0]) or _is_of_number(one.clause[-1:], one.suffix.lstrip()[:1])
    )
    return _places(letters_of(one.clause), later, opens=opens, closes=closes)


def _grown_together(one: str, other: str) -> bool:
    """Whether two neighbouring characters are of one word."""
    spaced = not (UNSPACED.match(one) or UNSPACED.match(other))
    return spaced and one.isalnum() and other.isalnum()


def _is_of_number(one: str, other: str) -> bool:
    """Whether a sign and a digit, in either order, are one number."""
    return (one in ".-+" and other.isdigit()) or (one.isdigit() and other in ".%‰")


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


def _nearest(one: Appearance, later: LaterText) -> Span | None:
    """The passage most like the words, widened to whole words; None where nothing is like them but what stood beside
    them before."""
    best, place = LEAST_ALIKE, None
    others = letters_of(one.article).replace(letters_of(one.clause), "\0")
    for paragraph in _likely_paragraphs(one.clause, later):
        text = paragraph.of(later.text)[:LONGEST_PARAGRAPH]
        found = _aligned(one.clause, text, best)
        if found is None or found[0] <= best:
            continue
        near = _whole_words(Span(paragraph.start + found[1].start, paragraph.start + found[1].end), later.text)
        if letters_of(near.of(later.text)) not in others:
            best, place = found[0], near
    return place


def _likely_paragraphs(clause: str, later: LaterText) -> list[Span]:
    """The paragraphs that share most words with the lost ones, in reading order."""
    wanted = _word_set(clause)
    # A paragraph that is much shorter would be found inside of the words, and not they in it.
    long_enough = [span for span in later.paragraphs if span.end - span.start >= len(clause) // 2]
    shared = {span: len(wanted & _word_set(span.of(later.text)[:LONGEST_PARAGRAPH])) for span in long_enough}
    chosen = sorted(long_enough, key=lambda span: -shared[span])[:MOST_COMPARED]
    return sorted((span for span in chosen if shared[span]), key=lambda span: span.start)


def _word_set(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in WORD.findall(text) if word[0].isalnum())


def _aligned(clause: str, text: str, least: float) -> tuple[float, Span] | None:
    """How like the best passage of a paragraph is to the words (0 to 100), and where it stands."""
    if len(clause) <= LONGEST_ALIGNED:
        found = fuzz.partial_ratio_alignment(clause, text, score_cutoff=least)
        return None if found is None else (found.score, Span(found.dest_start, found.dest_end))
    half = LONGEST_ALIGNED // 2
    head, tail = (fuzz.partial_ratio_alignment(end, text, score_cutoff=0) for end in (clause[:half], clause[-half:]))
    if head is None or tail is None:
        return None
    start, end = head.dest_start, tail.dest_end
    if not len(clause) // 2 <= end - start <= 2 * len(clause):
        # One end is lost: the other one tells where the words stood.
        better = max(head, tail, key=lambda one: one.score)
        start = better.dest_start if better is head else max(0, better.dest_end - len(clause))
        end = min(len(text), start + len(clause))
        return (better.score, Span(start, end)) if better.score > least else None
    return ((head.score + tail.score) / 2, Span(start, end))


def _whole_words(span: Span, text: str) -> Span:
    """Widened to whole words and whole numbers."""
    start, end = span.start, span.end
    while start > 0 and _goes_on(text, start):
        start -= 1
    while end < len(text) and _goes_on(text, end):
        end += 1
    return Span(start, end)


def _goes_on(text: str, at: int) -> bool:
    """Whether the word or the number before this place goes on after it."""
    one, other = text[at - 1], text[at]
    if one.isalnum() and other.isalnum():
        return True
    if one.isdigit() or (one in ".," and at > 1 and text[at - 2].isdigit()):
        return bool(NUMBER_GOES_ON.match(text, at if one.isdigit() else at - 1))
    return one == " " and at > 1 and text[at - 2].isdigit() and other in "%‰٪"


def same_words(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two lists of headlines, names or notices say the same but for punctuation."""
    return [letters_of(words) for words in one] == [letters_of(words) for words in other]
