"""Where a text takes one of two opposite sides: rise or fall, accept or reject, open or close, in six languages.

Sentence vectors put opposites next to each other, because opposites stand in the same places. The table polarity.toml
names the opposites one by one; a concept has the same name in every language, so that «ارتفعت» answers "fell".

A pole word under a negation stands for the other pole: `Pole.stands_for`. What negates, and how far it reaches, is in
the same table, one section for a language: particles (not, لم, не, 不), verbs that deny (denied, نفى, 否认) and verbs
that turn what follows into its opposite (fail to, refuse to). Two negations cancel each other; words of negative
concord (никакой, ningún, aucun) only repeat the negation that they stand under.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from quotes.matching.lexicon import Hit, Lexicon, Word, forms_of, words_of
from quotes.matching.normalise import Shadow
from quotes.matching.tokens import Token

TABLES = Path(__file__).with_name("polarity.toml")
LANGUAGES = ("ar", "en", "ru", "zh", "fr", "es")

Side = Literal[0, 1]
SIDES: tuple[Side, Side] = (0, 1)


@dataclass(frozen=True, slots=True)
class Pole:
    """One side of a concept in a text; `start:end` is the place of the word in the shadow.

    `side` is 0 or 1 as the table writes them: "rise-fall" has rise at 0 and fall at 1.
    """

    concept: str
    side: Side
    negated: bool
    start: int
    end: int

    @property
    def stands_for(self) -> Side:
        """The side that the text takes: "did not rise" stands, weakly, for fall."""
        return SIDES[self.side ^ self.negated]


class PoleComparison(NamedTuple):
    """Of the concepts that both texts name: how many they answer alike and how many oppositely (each 0..1).

    `agree + clash` is 1 where every shared concept is answered clearly, 0 where the texts share none; a concept that
    one text answers both ways counts for neither. `shared` is their number. `clashing` and `agreeing` name them,
    `denied` those of the agreeing ones whose other side a text denies ("no limits", "not rise").
    """

    agree: float
    clash: float
    shared: int
    agreeing: frozenset[str]
    clashing: frozenset[str]
    denied: frozenset[str]


class _Negation(NamedTuple):
    """What a negating word does: how many words may stand between it and what it negates, and from which side."""

    reach: int
    follows: bool = False
    concord: bool = False


class _Idiom(NamedTuple):
    """A phrase that hides the words inside it: "not only", "prime minister"."""


class _Stop(NamedTuple):
    """A word that a negation does not reach over: but, because."""


class _Only(NamedTuple):
    """A word after a negation that turns it into "only": لا ... إلا, ne ... que."""


class _PoleName(NamedTuple):
    """A pole; `turned`: whether a negation leads to the other one. Who did not act "today" need not act tomorrow."""

    concept: str
    side: Side
    turned: bool


_Meaning = _Negation | _Idiom | _Stop | _Only | _PoleName

# Words between a negation and what it negates: (spaced languages, characters in Chinese).
_REACHES = {"near": (1, 2), "far": (3, 5), "saying": (7, 12)}
_FOLLOWING_REACH = (2, 4)
_ONLY_REACH = (6, 8)
# The longest phrase that negates and its reach, in words or characters.
_LOOK_BACK = 24


def poles_in(reading_shadow: Shadow, tokens: Sequence[Token], language: str) -> tuple[Pole, ...]:
    """Return the poles of a text in order; none for a language without a table. Offsets are those of the shadow."""
    spoken = language.lower().split("-")[0]
    lexicon = _lexicons().get(spoken)
    if lexicon is None:
        return ()
    text = reading_shadow.text
    words = () if spoken == "zh" else words_of(text, tokens, spoken)
    return _Scan(text, words, lexicon.find(text, words)).poles()


def compare_poles(first: Sequence[Pole], second: Sequence[Pole]) -> PoleComparison:
    """Return how two texts answer the concepts that both of them name."""
    ours, theirs = _stands(first), _stands(second)
    shared = ours.keys() & theirs.keys()
    agreeing = frozenset(name for name in shared if ours[name] == theirs[name] and len(ours[name]) == 1)
    clashing = frozenset(name for name in shared if not ours[name] & theirs[name])
    total = len(shared) or 1
    denied = agreeing & {pole.concept for pole in (*first, *second) if pole.negated}
    return PoleComparison(len(agreeing) / total, len(clashing) / total, len(shared), agreeing, clashing, denied)


def _stands(poles: Sequence[Pole]) -> dict[str, set[Side]]:
    found: dict[str, set[Side]] = {}
    for pole in poles:
        found.setdefault(pole.concept, set()).add(pole.stands_for)
    return found


class _Scan:
    """One text with the words that were found in it, in order."""

    def __init__(self, text: str, words: Sequence[Word], hits: list[Hit[_Meaning]]) -> None:
        hidden = {(hit.first, hit.last) for hit in hits if isinstance(hit.meaning, _Idiom)}
        hits = [hit for hit in hits if not (isinstance(hit.meaning, _PoleName) and (hit.first, hit.last) in hidden)]
        self._text, self._words, self._hits = text, words, hits
        self._only = [hit.first for hit in hits if isinstance(hit.meaning, _Only)]
        self._stops = [hit.first for hit in hits if isinstance(hit.meaning, _Stop)]
        self._before = [hit for hit in hits if isinstance(hit.meaning, _Negation) and not hit.meaning.follows]
        self._following = [hit for hit in hits if isinstance(hit.meaning, _Negation) and hit.meaning.follows]
        self._starts = [hit.first for hit in self._before]
        # From left to right: whether a negation turns what it reaches depends on the one before it.
        self._turns: dict[int, bool] = {}
        for index, negation in enumerate(self._before):
            self._turns[index] = self._turns_what_it_reaches(negation)

    def poles(self) -> tuple[Pole, ...]:
        return tuple(
            Pole(hit.meaning.concept, hit.meaning.side, hit.meaning.turned and self._negated(hit), hit.start, hit.end)
            for hit in self._hits
            if isinstance(hit.meaning, _PoleName)
        )

    def _negated(self, hit: Hit[_Meaning]) -> bool:
        nearest = self._nearest_before(hit)
        turned = nearest is not None and self._turns[nearest]
        return turned != self._denied_after(hit)

    def _turns_what_it_reaches(self, negation: Hit[_Meaning]) -> bool:
        if self._means_only(negation):
            return False
        outer = self._nearest_before(negation)
        if outer is None or _repeats(negation) or _repeats(self._before[outer]):
            return True
        return not self._turns[outer]

    def _nearest_before(self, hit: Hit[_Meaning]) -> int | None:
        """Return the index of the nearest negation that reaches `hit` from before it."""
        index = bisect_left(self._starts, hit.first) - 1
        while index >= 0 and hit.first - self._starts[index] <= _LOOK_BACK:
            negation = self._before[index]
            if self._reaches(negation, negation.last, hit.first):
                return index
            index -= 1
        return None

    def _denied_after(self, hit: Hit[_Meaning]) -> bool:
        return any(
            self._reaches(negation, hit.last, negation.first) and self._ends_clause(negation)
            for negation in self._following
        )

    def _ends_clause(self, negation: Hit[_Meaning]) -> bool:
        """Say whether nothing follows: "повышения не будет" denies the rise, "повышение не будет отменено" does not."""
        if self._words:
            last = negation.last
            return last == len(self._words) or self._words[last].clause != self._words[last - 1].clause
        return not self._text[negation.last : negation.last + 1].isalnum()

    def _reaches(self, negation: Hit[_Meaning], last: int, first: int) -> bool:
        meaning = negation.meaning
        if not isinstance(meaning, _Negation) or not 0 <= first - last <= meaning.reach:
            return False
        return self._connected(last, first)

    def _means_only(self, negation: Hit[_Meaning]) -> bool:
        reach = _ONLY_REACH[not self._words]
        return any(0 <= only - negation.last <= reach and self._connected(negation.last, only) for only in self._only)

    def _connected(self, last: int, first: int) -> bool:
        """Say whether nothing parts the word before `last` from the word at `first`."""
        if self._words:
            parted = self._words[last - 1].clause != self._words[first].clause
        else:
            parted = any(mark in self._text[last:first] for mark in ",.;:!?")
        return not parted and not any(last <= stop < first for stop in self._stops)


def _repeats(negation: Hit[_Meaning]) -> bool:
    return isinstance(negation.meaning, _Negation) and negation.meaning.concord


@lru_cache(maxsize=1)
def _lexicons() -> dict[str, Lexicon[_Meaning]]:
    raw = tomllib.loads(TABLES.read_text(encoding="utf-8"))
    return {language: Lexicon(language, _entries(raw, language), _hides) for language in LANGUAGES}


def _hides(outer: _Meaning, inner: _Meaning) -> bool:
    if isinstance(outer, _PoleName):
        # "De-escalation" is no escalation, but "withdraw from" is still a withdrawal.
        return not isinstance(inner, _PoleName) or inner.concept == outer.concept
    # Who "refused to sign" also rejected: a negation leaves the poles inside it to be seen.
    return not isinstance(outer, _Negation) or isinstance(inner, _Negation)


def _entries(raw: dict[str, Any], language: str) -> Iterator[tuple[str, _Meaning]]:
    negation = raw["negation"][language]
    unspaced = language == "zh"
    concord = set(forms_of(negation["concord"]))
    for name, reach in _REACHES.items():
        for form in forms_of(negation[name]):
            yield form, _Negation(reach[unspaced], concord=form in concord)
    for form in forms_of(negation["following"]):
        yield form, _Negation(_FOLLOWING_REACH[unspaced], follows=True)
    yield from ((form, _Idiom()) for form in forms_of(negation["idioms"]))
    yield from ((form, _Stop()) for form in forms_of(negation["stops"]))
    yield from ((form, _Only()) for form in forms_of(negation["only"]))
    unturned = set(forms_of(raw["unturned"]))
    for concept, listed in raw["concepts"].items():
        for side in SIDES:
            pole = _PoleName(concept, side, concept not in unturned)
            yield from ((form, pole) for form in forms_of(listed[language][side]))
