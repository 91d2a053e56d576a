"""PURE. Russian verbs of saying that stand behind what was said: `«…», — сказал Иванов, — «…»`, `…, сообщил Иванов`,
`как сообщил Иванов, …`."""

from typing import Final, NamedTuple

from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.russian_cases import is_converb, is_participle
from quotes.extraction.readers.russian_phrases import DASHES
from quotes.extraction.readers.russian_sources import SourceReader
from quotes.extraction.readers.russian_verbs import Verb
from quotes.extraction.readers.russian_words import SUBORDINATORS, TELLS_HOW, weak

TURN: Final = 8
"""Items between the dash or comma and a turned verb."""
BEFORE_AS: Final = frozenset({",", "и", "а", "но", "—", "-"})


class Before(NamedTuple):
    """How a verb stands behind what was said: the mark that parts them, and whether "как" opens the verb's clause."""

    mark: int
    dash: bool
    as_said: bool


class TurnedReader(SourceReader):
    """Finds what stands before a verb of saying."""

    def before_verb(self, place: int) -> Before | None:
        """What parts a turned verb from what was said before it; nothing where the verb is not turned."""
        for mark in range(place - 1, max(-1, place - TURN), -1):
            if self.word(mark) == "как" and (mark == 0 or self.word(mark - 1) in BEFORE_AS):
                told = self.verb_at(mark - 2)
                return None if told and told.base in TELLS_HOW else Before(mark - 1, dash=False, as_said=True)
            if self.items[mark].kind != "word":
                return self._parts(mark, place)
            if self.finite_at(mark) and not self.is_name(mark):
                return None
        return None

    def _parts(self, mark: int, place: int) -> Before | None:
        """Whether a mark parts a verb at `place` from what was said."""
        word = self.word(mark)
        if mark == 0:
            return Before(mark, dash=False, as_said=False) if self.is_quoted(0) and place == 1 else None
        if word in DASHES and self.word(mark + 1) not in {"и", "а", "но"}:
            said = self.is_quoted(mark - 1) or self.word(mark - 1) in {",", "?", "!", "…", "."}
            return Before(mark - 1, dash=True, as_said=False) if said else None
        if word == "," and (mark == place - 1 or self.is_quoted(mark - 1)):
            return Before(mark, dash=False, as_said=False)
        return None

    def turned(self, place: int, verb: Verb, subject: Stretch | None, before: Before, end: int) -> tuple[Stretch, ...]:
        """`«…», — сказал Иванов, — «…»` and `…, сказал Иванов, …`."""
        quoted = self.is_quoted(before.mark) or self.is_quoted(before.mark - 1)
        if not (before.dash or quoted) and (verb.base in weak() or subject is None or subject[0] < place):
            return ()
        if not quoted and self.about():
            return ()
        more = self._goes_on_behind(end, quoted=quoted)
        said = self.content_before(before.mark, quoted=quoted, parted=more is not None)
        return tuple(part for part in (said, more) if part)

    def _goes_on_behind(self, end: int, *, quoted: bool) -> Stretch | None:
        """The second part of what was said, behind the author's words."""
        comma = self._clause_ends(end) + 1
        first = comma
        while self.word(first) in DASHES | {",", ":"}:
            first += 1
        if first == comma or first > self.last:
            return None
        if self.is_quoted(first):
            return first, self._quoted_on(first)
        plain = self.is_word(first) and not quoted and self.word(comma) == ","
        word = self.word(first)
        if not plain or word in SUBORDINATORS or is_converb(word) or is_participle(word) or self.verb_at(first):
            return None
        return self.clause(first, None)

    def as_said(self, end: int, before: Before) -> tuple[Stretch, ...]:
        """`Как сообщил Иванов, …` and `…, как сообщил Иванов`."""
        if before.mark < 0 or self.word(before.mark) in {"и", "а", "но"}:
            comma = self._clause_ends(end) + 1
            if self.word(comma + 1) and (is_converb(self.word(comma + 1)) or is_participle(self.word(comma + 1))):
                comma = next((p for p in range(comma + 1, self.last) if self.word(p) == ","), comma)
            behind = self.clause(comma + 1, None) if self.word(comma) == "," else None
            return (behind,) if behind else ()
        more = self._goes_on_behind(end, quoted=False)
        said = self.content_before(before.mark, quoted=self.is_quoted(before.mark - 1), parted=more is not None)
        return tuple(part for part in (said, more) if part)

    def about(self) -> bool:
        """Whether the sentence says who said the one before it."""
        first, second = self.word(0), self.word(1)
        if first in {"об", "о"} and second in {"этом", "том", "произошедшем"}:
            return True
        return first in {"такое", "такую", "такие"} or (first == "с" and second in {"таким", "такими"})
