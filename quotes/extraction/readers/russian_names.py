"""PURE. Russian noun phrases in one sentence: the subject before a verb, the subject behind it, the genitive behind a
noun. No parser: endings, capitals, commas, and a list of persons and bodies."""

from collections.abc import Iterator

from quotes.extraction.readers.base import SentenceReader, Stretch
from quotes.extraction.readers.russian_cases import (
    common_nominative,
    is_adjective,
    is_adverb,
    is_converb,
    is_infinitive,
    is_oblique_adjective,
    is_participle,
    is_past,
    is_surname,
    name_nominative,
)
from quotes.extraction.readers.russian_verbs import Verb, forms
from quotes.extraction.readers.russian_words import (
    ADVERBS,
    CONJUNCTIONS,
    GENDERS,
    HEARERS,
    NAME_LEADS,
    OBLIQUE_PRONOUNS,
    OPENERS,
    OUTLETS,
    PLACES_OF_SPEECH,
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

DASHES = frozenset("—–-―")
HARD = frozenset({":", ";", "—", "–", "―"})
SHORT_NAME = 70
"""Code points of the longest name in marks inside a noun phrase."""
REACH = 45
"""Items that a subject may stand before its verb."""


class NameReader(SentenceReader):
    """Finds who is named beside a verb."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.words = [item.word.replace("ё", "е") for item in self.items]
        self.known = forms()

    def word(self, place: int) -> str:
        return self.words[place] if 0 <= place <= self.last else ""

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
        return "pronoun" if word in PRONOUNS | POSSESSIVES | {"нем", "ней", "них"} else "named"

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
        return self.is_name(1) or self.is_quoted(1) or self.word(1) == ":" or word.isascii() or is_surname(word)

    def is_pronoun(self, place: int, agreement: str) -> bool:
        word = self.word(place)
        if word not in PRONOUNS or (word == "там" and agreement != "p"):
            return False
        gender = GENDERS.get(word, "")
        return not (set(gender) & set("sp") and agreement and not set(gender) & set(agreement) & set("sp"))

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
            if end < place and (is_participle(self.word(right + 2)) or end == place - 1 and self._names(right + 2)):
                last = end - 1
        before = first - 2
        if self.word(first - 1) == "," and self.is_apposition(found, right, place):
            start = next((p for p in range(before, max(-1, before - 14), -1) if self.word(p) in HARD | {","}), -1) + 1
            outer = self.nominative_in(start, before, agreement) if start <= before else None
            if outer is not None and outer[1] == before and self.form_of(outer) == "named":
                first = outer[0]
        return first, last

    def is_apposition(self, found: Stretch, right: int, place: int) -> bool:
        return found[1] == right and right + 1 <= place

    def _names(self, place: int) -> bool:
        return self.word(place) in ROLES or (is_adjective(self.word(place)) and self.word(place + 1) in ROLES)

    def nominative_in(self, first: int, last: int, agreement: str) -> Stretch | None:
        """The first noun phrase between two places that may be the subject of a verb."""
        place, weak = first, None
        while place <= last:
            word = self.word(place)
            alone = self.nominative(place + 1, agreement) != 2 and self.word(place + 1) != "же"
            if alone and self.is_pronoun(place, agreement):
                return (place - 1, place) if self.word(place - 1) in {"сам", "сама", "сами"} else (place, place)
            if word in RELATIVES:
                return place, place
            if word == "и" and self.words[place : place + 4] == ["и", ".", "о", "."]:
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
                if strength == 2 or self._has_role(place, end, agreement):
                    return self._with_adjectives(place, first), end
                weak = weak or (place, end)
                place = end
            place += 1
        return weak

    def _has_role(self, first: int, last: int, agreement: str) -> bool:
        return any(
            self.word(p) in ROLES or (self.is_name(p) and self.nominative(p, agreement) == 2)
            for p in range(first, last + 1)
        )

    def _with_adjectives(self, place: int, first: int) -> int:
        while place > first and (
            (is_adjective(self.word(place - 1)) and self.word(place - 1) not in ADVERBS)
            or self.word(place - 1) in POSSESSIVES | {"бывший", "-"}
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
        return (
            word in ADVERBS
            or word in CONJUNCTIONS
            or word in SUBORDINATORS
            or word in TIMES
            or (small and (self.verb_at(place) is not None or is_past(word)))
        )

    def behind_preposition(self, place: int, last: int, agreement: str) -> int:
        """The place behind what a preposition governs: adjectives, a noun, and its genitives in small letters."""
        place += 1
        while place <= last and (
            self.items[place].kind == "number"
            or self.word(place) in POSSESSIVES | {"-", "№", "."}
            or (
                is_oblique_adjective(self.word(place))
                and self.word(place) not in ROLES | OBLIQUE_PRONOUNS
                and self.is_word(place + 1)
            )
        ):
            place += 1
        head = self.word(place)
        named = self.is_name(place)
        place += 1
        if self.is_pronoun(place, agreement):
            return place
        while place <= last and self._governed(
            place, agreement, after_time=head in TIMES | OBLIQUE_PRONOUNS, after_name=named
        ):
            place += 1
        return place

    def _governed(self, place: int, agreement: str, *, after_time: bool, after_name: bool) -> bool:
        """Whether a word still belongs to what a preposition governs."""
        item, word = self.items[place], self.word(place)
        if item.kind == "quoted" or item.kind == "number" or word in TIMES or word in {".", "№", "(", ")"}:
            return True
        if item.kind == "mark" or word in PREPOSITIONS or word in ADVERBS or self.verb_at(place) is not None:
            return False
        if word in NAME_LEADS - POSSESSIVES or word in CONJUNCTIONS | SUBORDINATORS:
            return False
        if word in OUTLETS:
            return True
        strength = self.nominative(place, agreement)
        if strength == 2 or is_past(word):
            return False
        if is_adjective(word, agreement) and (self.nominative(place + 1, agreement) == 2):
            return False
        return strength == 0 or not (after_time or after_name)

    def place_in(self, first: int, last: int) -> Stretch | None:
        """`в министерстве`: the body in which a plural verb without a subject was said."""
        for place in range(first, last + 1):
            if self.word(place) not in {"в", "во", "на"}:
                continue
            noun = place + 1
            while noun < last and is_oblique_adjective(self.word(noun)) and self.is_word(noun + 1):
                noun += 1
            if noun > last or self.word(noun) in TIMES | HEARERS | documents() | {"том", "этом"}:
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
                    return at, self._apposition_behind(end)
                found, at = found or (at, end), end
            at += 1
        if agreement == "p" and (body := self.place_in(first, last)) is not None:
            return body
        return found

    def _hears(self, place: int) -> bool:
        word = self.word(place)
        return word in HEARERS or word in OBLIQUE_PRONOUNS - NAME_LEADS

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

    def _is_short(self, place: int) -> bool:
        word = self.word(place)
        return self.is_word(place) and (len(word) == 1 or word in abbreviations())

    def phrase_from(self, first: int, stop: int) -> int:
        """The last place of the noun phrase that begins at `first`."""
        last, takes_place = first, self.word(first) in TAKES_PLACE
        while last < stop and self._goes_on(first, last, takes_place=takes_place):
            last += 1
            takes_place = takes_place or self.word(last) in TAKES_PLACE
        while last > first and self.word(last) in PREPOSITIONS | {"и", "-", "№"}:
            last -= 1
        return last

    def _goes_on(self, first: int, last: int, *, takes_place: bool) -> bool:
        item, word = self.items[last + 1], self.word(last + 1)
        if item.kind == "quoted":
            return item.end - item.start < SHORT_NAME
        if item.kind == "number":
            return self.word(last) in {"№", "-"} or self.items[last].kind == "quoted" or self.is_name(last)
        if item.kind == "mark":
            return (
                (word == "." and self._is_short(last))
                or word in {"№", "&"}
                or (word == "-" and item.start == self.items[last].end)
            )
        if word == "и":
            return self._joins(last)
        if word in PREPOSITIONS:
            return self._restricts(last + 1, takes_place=takes_place)
        if self._breaks_phrase(last + 1):
            return False
        return not self._is_new_phrase(first, last)

    def _joins(self, last: int) -> bool:
        """Whether "и" behind `last` joins a second name."""
        after = last + 2
        if not self.is_word(after) or self.verb_at(after) or is_past(self.word(after)):
            return False
        return self.is_name(after) or self.word(after) in ROLES | POSSESSIVES or is_adjective(self.word(after))

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

    def _breaks_phrase(self, place: int) -> bool:
        word = self.word(place)
        small = not self.is_name(place)
        return small and (
            word in ADVERBS
            or word in TIMES
            or word in SUBORDINATORS
            or word in CONJUNCTIONS
            or word in OPENERS
            or word in HEARERS
            or (word in PRONOUNS | OBLIQUE_PRONOUNS and word not in POSSESSIVES)
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
