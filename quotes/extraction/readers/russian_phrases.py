"""PURE. Russian noun phrases in one sentence, without a parser: by endings, capitals, and a list of
persons and bodies."""

from typing import Final

from quotes.extraction.readers.base import SentenceReader, Stretch
from quotes.extraction.readers.russian_cases import (
    common_nominative,
    is_adjective,
    is_adverb,
    is_infinitive,
    is_oblique_adjective,
    is_past,
    is_surname,
    name_nominative,
)
from quotes.extraction.readers.russian_verbs import Verb, forms
from quotes.extraction.readers.russian_words import (
    ADVERBS,
    CONJUNCTIONS,
    ENDS_PHRASE,
    GENDERS,
    HEARERS,
    NAME_LEADS,
    NEVER_LEADS,
    OBLIQUE_PRONOUNS,
    OUTLETS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    ROLES,
    SUBORDINATORS,
    TAKES_PLACE,
    TIMES,
    abbreviations,
    documents,
)
from quotes.extraction.reported import SpeakerForm
from quotes.extraction.sentences import Sentence

DASHES: Final = frozenset("—–-―")
PRONOUN_FORMS: Final = PRONOUNS | POSSESSIVES | {"нем", "ней", "них"}
LEADS_ON: Final = POSSESSIVES | {"бывший", "-"}
NUMBERED: Final = POSSESSIVES | {"-", "№", "."}
NO_ADJECTIVES: Final = ROLES | OBLIQUE_PRONOUNS
WITHOUT_GENITIVE: Final = TIMES | OBLIQUE_PRONOUNS
GOVERNED: Final = TIMES | OUTLETS | {".", "№", "(", ")"}
UNGOVERNED: Final = (PREPOSITIONS | ADVERBS | (NAME_LEADS - POSSESSIVES) | CONJUNCTIONS | SUBORDINATORS) - GOVERNED
DANGLING: Final = PREPOSITIONS | {"и", "-", "№"}
JOINED: Final = ROLES | POSSESSIVES
OF_PERSONS: Final = frozenset({"у", "от", "для", "против", "без"})
SHORT_NAME: Final = 70
"""Code points of the longest name in marks inside a noun phrase."""


class PhraseReader(SentenceReader):
    """Finds noun phrases, and which of them may be the subject of a verb."""

    def __init__(self, sentence: Sentence) -> None:
        self.words = [item.word.replace("ё", "е") for item in sentence.items]
        for place, item in enumerate(sentence.items[:-1]):
            if self.words[place + 1] == "." and item.is_capital and len(item.word) == 1:
                self.words[place] += "."  # an initial is no preposition
        super().__init__(sentence, self.words)
        self.known = forms()

    def is_word(self, place: int) -> bool:
        return 0 <= place <= self.last and self.items[place].kind == "word"

    def verb_at(self, place: int) -> Verb | None:
        return self.known.get(self.word(place)) if self.is_word(place) else None

    def finite_at(self, place: int) -> Verb | None:
        verb = self.verb_at(place)
        return verb if verb and verb.finite else None

    def form_of(self, stretch: Stretch) -> SpeakerForm:
        word = self.word(stretch[0])
        if stretch[0] != stretch[1]:
            return "named"
        if word in RELATIVES or (word == "кто" and self.word(stretch[0] - 1) == ","):
            return "relative"
        return "pronoun" if word in PRONOUN_FORMS else "named"

    def nominative(self, place: int, agreement: str) -> int:
        """0 where the word cannot be a subject, 1 where it may, 2 where it surely may."""
        if not self.is_word(place):
            return 0
        word = self.word(place)
        if word in OBLIQUE_PRONOUNS and word not in NAME_LEADS:
            return 0
        if self.is_name(place) and (place > 0 or self._begins_with_name(word)):
            return name_nominative(word, agreement) if word not in NAME_LEADS else 1
        return common_nominative(word, agreement)

    def _begins_with_name(self, word: str) -> bool:
        if word in ROLES:
            return False
        return (
            self.is_name(1)
            or self.is_quoted(1)
            or self.word(1) == ":"
            or word.isascii()
            or word.endswith(".")
            or is_surname(word)
        )

    def is_pronoun(self, place: int, agreement: str) -> bool:
        word = self.word(place)
        if word not in PRONOUNS or (word == "там" and agreement != "p"):
            return False
        gender = GENDERS.get(word, "")
        return not (set(gender) & set("sp") and agreement and not set(gender) & set(agreement) & set("sp"))

    def nominative_in(self, first: int, last: int, agreement: str) -> Stretch | None:
        """The first noun phrase between two places that may be the subject of a verb."""
        place, weak = first, None
        while place <= last:
            word = self.word(place)
            if word in PRONOUNS and self._stands_alone(place, agreement):
                return (place - 1, place) if self.word(place - 1) in {"сам", "сама", "сами"} else (place, place)
            if word in RELATIVES:
                return place, place
            if word == "и." and self.words[place : place + 4] == ["и.", ".", "о", "."]:
                return place, self.phrase_from(place + 4, last) if place + 4 <= last else place + 3
            if word in PREPOSITIONS:
                place = self.behind_preposition(place, last, agreement)
                continue
            if self.is_quoted(place) and weak is None and self.items[place].end - self.items[place].start < SHORT_NAME:
                weak = place, self.phrase_from(place, last)
                place = weak[1] + 1
                continue
            strength = 0 if self._cannot_lead(place) else self.nominative(place, agreement)
            if strength:
                end = self.phrase_from(place, last)
                if (role := self.role_behind(place, end)) is not None:
                    return role, end
                if strength == 2 or self._has_role(place, end, agreement):
                    return self._with_adjectives(place, first), end
                weak = weak or (place, end)
                place = end
            place += 1
        return weak

    def role_behind(self, first: int, last: int) -> int | None:
        """`Ивана Петрова обвинила прокуратура` the other way round: a role in small letters right behind a full name is
        somebody else, whom the name is said of."""
        full = first < last and self.is_name(first) and self.is_name(first + 1)
        role = next((p for p in range(first + 2, last + 1) if not self.is_name(p)), last + 1)
        return role if full and role <= last and self.word(role) in ROLES else None

    def _stands_alone(self, place: int, agreement: str) -> bool:
        """Whether a pronoun is the subject itself and does not lead a noun: `тот же собеседник`."""
        leads = self.word(place + 1) == "же" or self.nominative(place + 1, agreement) == 2
        return not leads and self.is_pronoun(place, agreement)

    def _has_role(self, first: int, last: int, agreement: str) -> bool:
        return any(
            self.word(p) in ROLES or (self.is_name(p) and self.nominative(p, agreement) == 2)
            for p in range(first, last + 1)
        )

    def _with_adjectives(self, place: int, first: int) -> int:
        while place > first and (
            (is_adjective(self.word(place - 1)) and self.word(place - 1) not in ADVERBS)
            or self.word(place - 1) in LEADS_ON
        ):
            place -= 1
        if place > first and self.items[place - 1].kind == "number" and self.word(place).startswith("-"):
            place -= 1
        return place

    def _cannot_lead(self, place: int) -> bool:
        if not self.is_word(place):
            return True
        word = self.word(place)
        if word in NAME_LEADS and word not in {"еще", "тот"}:
            return False
        small = not self.is_name(place) or place == 0
        return word in NEVER_LEADS or (small and (self.verb_at(place) is not None or is_past(word)))

    def behind_preposition(self, place: int, last: int, agreement: str) -> int:
        """The place behind what a preposition governs: adjectives, a noun, and its genitives in small letters."""
        place += 1
        while place <= last and (
            self.items[place].kind == "number"
            or self.word(place) in NUMBERED
            or (
                is_oblique_adjective(self.word(place))
                and self.word(place) not in NO_ADJECTIVES
                and self.is_word(place + 1)
            )
        ):
            place += 1
        head = self.word(place)
        named = self.is_name(place)
        place += 1
        if named and self.word(place - 2) in OF_PERSONS and self.is_name(place) and self.word(place)[-1:] in "аяойы":
            place += 1
        if self.is_pronoun(place, agreement):
            return place
        while place <= last and self._governed(place, agreement, after_time=head in WITHOUT_GENITIVE, after_name=named):
            place += 1
        return place

    def _governed(self, place: int, agreement: str, *, after_time: bool, after_name: bool) -> bool:
        """Whether a word still belongs to what a preposition governs."""
        item, word = self.items[place], self.word(place)
        if item.kind in {"quoted", "number"} or word in GOVERNED:
            return True
        if item.kind == "mark" or word in UNGOVERNED or self.verb_at(place) is not None or is_past(word):
            return False
        strength = self.nominative(place, agreement)
        if strength == 2 or (is_adjective(word, agreement) and self.nominative(place + 1, agreement) == 2):
            return False
        if strength and agreement in {"ms", "fs"} and self._verb_follows(place + 1):
            return False
        return strength == 0 or not (after_time or after_name)

    def _verb_follows(self, place: int) -> bool:
        """Whether a verb follows, with no more than an adverb before it."""
        return self.finite_at(place) is not None or (
            self.word(place) in ADVERBS and self.finite_at(place + 1) is not None
        )

    def _is_short(self, place: int) -> bool:
        word = self.word(place)
        return self.is_word(place) and (len(word) == 1 or word.endswith(".") or word in abbreviations())

    def phrase_from(self, first: int, stop: int) -> int:
        """The last place of the noun phrase that begins at `first`."""
        last, takes_place = first, self.word(first) in TAKES_PLACE
        while last < stop and self._goes_on(first, last, takes_place=takes_place):
            last += 1
            takes_place = takes_place or self.word(last) in TAKES_PLACE
        while last > first and self.word(last) in DANGLING:
            last -= 1
        return last

    def _goes_on(self, first: int, last: int, *, takes_place: bool) -> bool:
        item, word = self.items[last + 1], self.word(last + 1)
        if item.kind != "word":
            return self._goes_on_through(last + 1)
        if word == "и":
            return self._joins(last)
        if word in PREPOSITIONS:
            return self._restricts(last + 1, takes_place=takes_place)
        return not self._breaks_phrase(last + 1) and not self._is_new_phrase(first, last)

    def _goes_on_through(self, place: int) -> bool:
        """Whether a noun phrase goes on through a name in marks, a number, the stop of an initial, a hyphen."""
        item, word, last = self.items[place], self.word(place), place - 1
        if item.kind == "quoted":
            return item.end - item.start < SHORT_NAME
        if item.kind == "number":
            return self.word(last) in {"№", "-"} or self.is_quoted(last) or self.is_name(last)
        if word == ".":
            return self._is_short(last)
        return word in {"№", "&"} or (word == "-" and item.start == self.items[last].end)

    def _joins(self, last: int) -> bool:
        """Whether "и" behind `last` joins a second name."""
        after = last + 2
        if not self.is_word(after) or self.verb_at(after) or is_past(self.word(after)):
            return False
        return self.is_name(after) or self.word(after) in JOINED or is_adjective(self.word(after))

    def _restricts(self, place: int, *, takes_place: bool) -> bool:
        word, after = self.word(place), self.word(place + 1)
        if (
            after in TIMES
            or after in HEARERS
            or after in documents()
            or not (self.is_word(place + 1) or self.is_quoted(place + 1))
        ):
            return False
        if word == "по":
            return after not in {"словам", "данным", "мнению", "телефону", "итогам", "поводу", "версии"}
        if word in {"из", "при", "от"}:
            return True
        return (
            word in {"в", "во", "на", "с"} and takes_place and not (self.is_name(place - 1) and self.is_name(place - 2))
        )

    def is_addressed(self, place: int) -> bool:
        """`мэру`, `Тимуру`: to whom it was said or written, and never who did."""
        word = self.word(place)
        return word.endswith(("у", "ю")) and (self.is_name(place) or word[:-1] in ROLES)

    def _breaks_phrase(self, place: int) -> bool:
        word = self.word(place)
        small = not self.is_name(place)
        return small and (
            word in ENDS_PHRASE
            or self.is_addressed(place)
            or is_past(word)
            or is_adverb(word)
            or self.known.get(word) is not None
            or is_infinitive(word)
        )

    def _is_new_phrase(self, first: int, last: int) -> bool:
        """Behind a full name in capitals a word in small letters belongs to somebody else."""
        full = last > first and self.is_name(last) and self.is_name(last - 1) and not self.words[last].isascii()
        full = full and self.word(last - 1) not in ROLES and not is_oblique_adjective(self.word(last))
        if self.word(last) in OUTLETS and self.word(last + 1) in ROLES:
            return True
        return full and not self.is_name(last + 1) and self.word(last + 1) not in ROLES
