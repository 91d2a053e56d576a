"""PURE. Russian noun phrases in one sentence: the subject before a verb, the subject behind it, the genitive behind a
noun. No parser: endings, capitals, commas, and a list of persons and bodies."""

from collections.abc import Iterator
from typing import Final

from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.russian_cases import (
    is_adjective,
    is_converb,
    is_oblique_adjective,
    is_participle,
)
from quotes.extraction.readers.russian_phrases import DASHES, PhraseReader
from quotes.extraction.readers.russian_words import (
    HEARERS,
    NAME_LEADS,
    OBLIQUE_PRONOUNS,
    OUTLETS,
    PLACES_OF_SPEECH,
    PREPOSITIONS,
    ROLES,
    SUBORDINATORS,
    TIMES,
    documents,
)

HARD: Final = frozenset({":", ";", "—", "–", "―"})
PARTS: Final = HARD | {","}
NO_BODIES: Final = TIMES | HEARERS | {"том", "этом"}
HEARING_PRONOUNS: Final = OBLIQUE_PRONOUNS - NAME_LEADS
REACH: Final = 32
"""Items that a subject may stand before its verb."""


class NameReader(PhraseReader):
    """Finds who is named beside a verb."""

    def subject_before(self, place: int, agreement: str) -> Stretch | None:
        """The subject in the clause that ends before `place`, through what is put between commas."""
        right, nearest = place - 1, True
        for left, hard in self._breaks(place):
            first = left + 1
            if first <= right:
                found = self._in_chunk(first, right, agreement, nearest=nearest)
                if found is not None:
                    return self._with_insertions(found, right, place, agreement)
                if self._own_clause(first, right):
                    return None
            if hard or (nearest and self.word(right) in {"и", "а", "но"}):
                return None
            right, nearest = left - 1, False
        return None

    def _breaks(self, place: int) -> Iterator[tuple[int, bool]]:
        """The marks to the left that part clauses, the nearest first; whether nothing goes on through them."""
        for left in range(place - 1, max(-1, place - REACH), -1):
            word = self.word(left)
            if word in HARD and self.items[left].kind == "mark":
                yield left, True
                return
            if word == "-" and self.items[left].start > (self.items[left - 1].end if left else 0):
                yield left, True
                return
            if word == ",":
                yield left, self.is_quoted(left - 1) and self.word(left + 1) in DASHES
        yield max(-1, place - REACH), True

    def _own_clause(self, first: int, last: int) -> bool:
        """Whether a stretch is the end of another reported clause: the verb behind it has no subject of its own."""
        return self.word(first) in {"что", "чтобы"} and last > first

    def _in_chunk(self, first: int, last: int, agreement: str, *, nearest: bool) -> Stretch | None:
        word = self.word(first)
        if not nearest:
            which = any(self.word(at).startswith("котор") for at in range(first, min(last, first + 3)))
            if which or word in SUBORDINATORS or is_participle(word) or self.word(first + 1) == "том":
                return None
            if is_converb(word) and word not in ROLES and not self.is_name(first + 1):
                return None
        elif is_converb(word) and self.word(first + 1) in PREPOSITIONS:
            return None
        found = self.nominative_in(first, last, agreement)
        if agreement == "p" and (found is None or not self.is_person(found, agreement)):
            found = self.place_in(first, last) or found
        return found

    def is_person(self, found: Stretch, agreement: str) -> bool:
        """Whether a noun phrase is surely somebody: a pronoun, a person or a body of the list, a fitting name."""
        return self.form_of(found) != "named" or self._has_role(*found, agreement)

    def _with_insertions(self, found: Stretch, right: int, place: int, agreement: str) -> Stretch:
        """The noun phrase with its apposition on the left, or with a participle clause behind it."""
        first, last = found
        if self.form_of(found) != "named":
            return found
        if last == right and self.word(right + 1) == "," and right + 1 < place:
            end = next((p for p in range(right + 2, place) if self.word(p) == ","), place)
            if end < place and (is_participle(self.word(right + 2)) or (end == place - 1 and self._names(right + 2))):
                last = end - 1
        before = first - 2
        if self.word(first - 1) == "," and self.is_apposition(found, right, place):
            start = next((p for p in range(before, max(-1, before - 14), -1) if self.word(p) in PARTS), -1) + 1
            outer = self.nominative_in(start, before, agreement) if start <= before else None
            if outer is not None and outer[1] == before and self.form_of(outer) == "named":
                first = outer[0]
        return first, last

    def is_apposition(self, found: Stretch, right: int, place: int) -> bool:
        return found[1] == right and right + 1 <= place

    def _names(self, place: int) -> bool:
        return self.word(place) in ROLES or (is_adjective(self.word(place)) and self.word(place + 1) in ROLES)

    def place_in(self, first: int, last: int) -> Stretch | None:
        """`в министерстве`: the body in which a plural verb without a subject was said."""
        for place in range(first, last + 1):
            if self.word(place) not in {"в", "во", "на"}:
                continue
            noun = place + 1
            while noun < last and is_oblique_adjective(self.word(noun)) and self.is_word(noun + 1):
                noun += 1
            if noun > last or self.word(noun) in NO_BODIES or self.word(noun) in documents():
                continue
            if self.is_name(noun) and self.is_quoted(noun + 1):
                return place + 1, noun
            if self.is_quoted(noun) or self.is_name(noun) or self._is_body(noun) or self.is_name(place + 1):
                return place + 1, self.phrase_from(noun, last)
        return None

    def _is_body(self, place: int) -> bool:
        word = self.word(place)
        return word in PLACES_OF_SPEECH or word.endswith(("управлении", "ведомстве", "комитете", "штабе", "центре"))

    def subject_after(self, place: int, agreement: str) -> Stretch | None:
        """The subject that stands behind a verb, behind whom and where it was said."""
        first, last = place + 1, self._clause_ends(place)
        found: Stretch | None = None
        at = first
        while at <= last:
            word = self.word(at)
            if self.is_pronoun(at, agreement):
                return at, at
            if word in PREPOSITIONS:
                at = self.behind_preposition(at, last, agreement)
                continue
            if self.is_quoted(at):
                found = found or ((at, at) if at == first else None)
            elif not self._cannot_lead(at) and not self._hears(at) and self.nominative(at, agreement):
                end = self.phrase_from(at, last)
                if not self._is_outlet(at):
                    return self.role_behind(at, end) or at, self._apposition_behind(end)
                found, at = found or (at, end), end
            at += 1
        if agreement == "p" and (body := self.place_in(first, last)) is not None:
            return body
        return found

    def _hears(self, place: int) -> bool:
        word = self.word(place)
        return word in HEARERS or word in HEARING_PRONOUNS

    def _is_outlet(self, place: int) -> bool:
        return self.word(place) in OUTLETS or (self.is_name(place) and self.word(place).isascii())

    def _clause_ends(self, place: int) -> int:
        """The last place before the clause of the verb at `place` is over."""
        bracket = -1
        for at in range(place + 1, min(self.last, place + 30) + 1):
            item = self.items[at]
            if at <= bracket:
                continue
            if self.word(at) == "(" and (closed := self._bracket_ends(at)) is not None:
                bracket = closed
                continue
            if item.kind == "mark" and self.word(at) in ",:;()!?—–…":
                return at - 1
            if self.word(at) == "." and (at == self.last or not self._is_short(at - 1)):
                return at - 1
            if item.kind == "word" and self.finite_at(at) is not None and not self.is_name(at):
                return at - 1
        return min(self.last, place + 30)

    def _bracket_ends(self, place: int) -> int | None:
        """The place that closes a short bracket: `(«ДК»)`, `(МИД)`."""
        return next((at for at in range(place + 1, min(self.last, place + 5) + 1) if self.word(at) == ")"), None)

    def _apposition_behind(self, last: int) -> int:
        """`Иван Петров, глава комитета`: the end of what explains a name, where nothing else follows."""
        if self.word(last + 1) != ",":
            return last
        first = last + 2
        if not (is_participle(self.word(first)) or self._names(first)):
            return last
        for place in range(first, min(self.last, first + 16) + 1):
            if self.word(place) in {",", ":"} or (self.word(place) == "." and not self._is_short(place - 1)):
                return place - 1
            if self.finite_at(place):
                return last
        return self.last if self.last <= first + 16 else last
