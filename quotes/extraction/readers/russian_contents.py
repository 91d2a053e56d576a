"""PURE. Russian reported clauses in one sentence: where what was said begins and ends, behind a verb or before it."""

from typing import Final

from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.russian_cases import is_converb, is_infinitive, is_participle
from quotes.extraction.readers.russian_names import NameReader
from quotes.extraction.readers.russian_phrases import DASHES
from quotes.extraction.readers.russian_verbs import Verb
from quotes.extraction.readers.russian_words import (
    ADVERBS,
    CONJUNCTIONS,
    HEARERS,
    INTENTIONS,
    OPENERS,
    OUTLETS,
    PLAIN_OPENERS,
    PREPOSITIONS,
    SUBORDINATORS,
    TELLS_HOW,
    TIMES,
    TITLED,
    according,
    never_clause,
)

FAR: Final = 24
"""Items that may stand between a verb and what it reports."""
NEAR: Final = 7
LONGEST: Final = 160
"""Items of a clause among which its end is looked for."""
STOPS: Final = frozenset(".,;!?…")
ASKING: Final = OPENERS - PLAIN_OPENERS - {"как", "ли"}
NO_OBJECT: Final = HEARERS | OUTLETS | PREPOSITIONS | TITLED
STOPS_AND_DASHES: Final = STOPS | DASHES
STOPS_NOT_COMMA: Final = STOPS - {","}
ENDS_OBJECT: Final = PREPOSITIONS | {",", "и", "а", "(", "."}
LEADING: Final = CONJUNCTIONS | DASHES | {","}
OF_WHAT: Final = frozenset({"о", "об", "про", "из", "для"})
ANNOUNCES: Final = frozenset("заявить заявлять предупредить предупреждать говорить объявить".split())
EMPTY: Final = (
    ADVERBS | CONJUNCTIONS | {"менее", "другой", "стороны", "словом", "вообще", "целом", "в", "того", "более", ","}
)
RELAYS: Final = frozenset(
    "сообщает сообщают передает передают пишет пишут цитирует цитируют приводит приводят говорится уточняет"
    " отмечает".split()
)
PROMISES: Final = frozenset("пообещать обещать поклясться клясться пригрозить грозить угрожать".split())
CORRELATES: Final = frozenset("те тот тех тем там тогда та туда всех теми".split())


NEVER_SAID: Final = SUBORDINATORS - {"что", "как", "так", "если", "когда", "где", "кто", "пока"}
JOINS_ACTS: Final = frozenset({"и", "а", "но", "однако", "при"})
_Content = tuple[Stretch | None, str]
NOTHING: _Content = None, ""


class ContentReader(NameReader):
    """Finds where what was said begins and ends."""

    def content_after(self, place: int, behind: int, verb: Verb) -> tuple[Stretch | None, str]:
        """What is reported behind a verb at `place`, whose turned subject ends at `behind`, and by which rule."""
        if verb.kind == "call":
            return self._judged(place, behind)
        if verb.kind == "demand" and (wish := self._demanded(place, behind)) is not None:
            return wish, "wish"
        for at in range(behind + 1, min(self.last, behind + FAR) + 1):
            found = self._content_at_mark(at, behind, verb) if self.items[at].kind == "mark" else None
            found = found or self._content_at_word(at, (place, behind), verb)
            if found is not None:
                return found
        return NOTHING

    def _content_at_mark(self, at: int, behind: int, verb: Verb) -> _Content | None:
        """What a comma or a colon behind a verb leads to; nothing where the search goes on."""
        word = self.word(at)
        if word == ":":
            return (self.to_end(at + 1), "colon") if at < self.last else (None, "open")
        if word == "," and self.opens(at + 1, verb, near=at - behind < NEAR):
            answer = None if self.word(at + 1) in PLAIN_OPENERS else self._answered(at + 1)
            return (answer, "colon") if answer else (self.clause(at + 1, verb), "clause")
        ends = word in {";", "—", "–"} or (word == "," and not self._inserted(at))
        return NOTHING if ends else None

    def _content_at_word(self, at: int, verb_at: Stretch, verb: Verb) -> _Content | None:
        """What begins at a word or at marks behind a verb; nothing where the search goes on."""
        place, behind = verb_at
        word, before = self.word(at), self.word(at - 1)
        if self.is_quoted(at):
            return self._marks_at(at, place, verb)
        if self.finite_at(at) and not self.is_name(at):
            return NOTHING
        if word in INTENTIONS and before in {"о", "об"} and self._infinitive(at, at + NEAR) is not None:
            return (at - 1, self.content_ends(at, verb)), "intention"
        if verb.base in PROMISES and is_infinitive(word):
            return (self._wish_begins(behind, at), self.content_ends(at, verb)), "wish"
        return None

    def _marks_at(self, at: int, place: int, verb: Verb) -> _Content | None:
        if self._is_object(at, place) and not OF_WHAT & set(self.words[place:at]):
            return (at, self._quoted_on(at)), "marks"
        if self.word(at - 1) in {"о", "об"} and verb.base in ANNOUNCES:
            return (at - 1, self._quoted_on(at)), "about-marks"
        return None

    def _answered(self, first: int) -> Stretch | None:
        """`объяснил, почему растут цены: «…»`: the words in marks are what was said."""
        for at in range(first, min(self.last, first + FAR)):
            if self.word(at) == ":":
                return self.to_end(at + 1) if self.is_quoted(at + 1) else None
            if self.finite_at(at) or self.word(at) in {",", ";"}:
                return None
        return None

    def opens(self, place: int, verb: Verb | None, *, near: bool = True) -> bool:
        """Whether a reported clause opens at `place`, behind a comma."""
        word = self.word(place)
        if verb is not None and verb.base in never_clause():
            return False
        if word in PLAIN_OPENERS:
            return True
        if word == "как":
            return near and verb is not None and verb.base in TELLS_HOW and self.finite_at(place + 1) is None
        return near and self._asks(place)

    def _asks(self, place: int) -> bool:
        """Whether a question opens at `place`, behind a comma."""
        word = self.word(place)
        if word in PREPOSITIONS and self.word(place + 1) in ASKING:
            return True
        if word in OPENERS:
            return self.word(place - 2) not in CORRELATES and (word != "правда" or self.word(place + 1) == "ли")
        return "ли" in self.words[place + 1 : place + 4] and "," not in self.words[place : place + 3]

    def _inserted(self, comma: int) -> bool:
        """Whether something is put between commas behind which the reported clause opens: a converb, a participle."""
        first = comma + 1
        if not (is_converb(self.word(first)) or is_participle(self.word(first)) or self.word(first) in {"в", "а"}):
            return False
        close = next((p for p in range(first, min(self.last, first + FAR) + 1) if self.word(p) in {",", ":"}), None)
        if close is None or any(self.verb_at(p) for p in range(first, close)):
            return False
        return self.word(close) == ":" or self.word(close + 1) in PLAIN_OPENERS

    def _is_object(self, at: int, place: int) -> bool:
        """Whether words in marks behind a verb are what was said and not an outlet that was told."""
        after = at + 1
        if self.word(at - 1) in NO_OBJECT or self.word(after) in {"(", ":"}:
            return False
        if self.word(after) == "," and self.opens(at + 2, None):
            return False
        while self.word(after) in STOPS_NOT_COMMA and after < self.last:
            after += 1
        ends = after >= self.last or self.word(after) in ENDS_OBJECT
        return ends and not self._names_outlet(at, place)

    def _names_outlet(self, at: int, place: int) -> bool:
        """`рассказал «Ведомостям» Иванов`: a name in marks directly behind the verb and somebody behind it."""
        return at == place + 1 and at < self.last and self.is_word(at + 1) and self.word(at + 1) not in {"и", "а"}

    def _quoted_on(self, at: int) -> int:
        """The last of several words in marks: «…» и «…»."""
        while (self.word(at + 1) in {"и", "или", ","} and self.is_quoted(at + 2)) or self.is_quoted(at + 1):
            at += 1 if self.is_quoted(at + 1) else 2
        return at

    def _judged(self, place: int, behind: int) -> tuple[Stretch | None, str]:
        """`назвал решение «ошибкой»`, `обвинил соседей в том, что`."""
        for at in range(behind + 1, min(self.last, behind + FAR) + 1):
            word = self.word(at)
            if self.is_quoted(at) and (self._is_object(at, place - 1) or self.word(at - 1) in {"с", "в"}):
                return (behind + 1, self._quoted_on(at)), "marks"
            if word == "," and self.word(at - 1) in {"том", "то", "тем", "этом"} and self.word(at + 1) in OPENERS:
                return self.clause(at + 1, None), "clause"
            if word == ":" and at < self.last:
                return self.to_end(at + 1), "colon"
            if word in {",", ";", ":", "—"}:
                break
        return None, ""

    def _demanded(self, place: int, behind: int) -> Stretch | None:
        for at in range(behind + 1, min(self.last, behind + NEAR * 2) + 1):
            word = self.word(at)
            if word == "," and self.word(at + 1) in {"чтобы", "чтоб"}:
                return self.clause(at + 1, None)
            if word in {",", ":", ";", "—"} or self.finite_at(at):
                return None
            if self.is_quoted(at) and self._is_object(at, place):
                return at, self._quoted_on(at)
            if is_infinitive(word) and not self.is_name(at):
                if self.word(at - 1) == "не" and word in {"называть", "раскрывать", "указывать", "упоминать"}:
                    return None
                return self._wish_begins(behind, at), self.content_ends(at, None)
        return None

    def _wish_begins(self, behind: int, infinitive: int) -> int:
        """What belongs to an infinitive before it: `до пятницы проверить`, `не нагнетать`, not who is asked."""
        for at in range(behind + 1, infinitive):
            word = self.word(at)
            if word == "не" or (word in PREPOSITIONS and word not in {"у", "от", "к", "ко"}):
                return at
            if word in ADVERBS or word in TIMES:
                return at
        return infinitive

    def _infinitive(self, first: int, last: int) -> int | None:
        return next((p for p in range(first, min(last, self.last) + 1) if is_infinitive(self.word(p))), None)

    def to_end(self, first: int) -> Stretch | None:
        last = self.last
        if self.is_quoted(first):
            last = self._quoted_on(first)
            rest = last + 1
            if rest <= self.last and self.is_word(rest):
                last = self.without_stop(self.last)
            return first, last
        return (first, self.without_stop(last)) if first <= last else None

    def clause(self, first: int, verb: Verb | None) -> Stretch | None:
        last = self.content_ends(first, verb)
        if last < first or (last == first and not self.is_quoted(first)):
            return None
        return first, last

    def content_ends(self, first: int, verb: Verb | None) -> int:
        """The last place of a reported clause that begins at `first`."""
        for place in range(first + 1, min(self.last, first + LONGEST) + 1):
            word = self.word(place)
            if word == "," and self._ends_at_comma(place, verb, first):
                return self.without_stop(place - 1)
            if word == "и" and self.word(place - 1) != "," and self._adds(place, verb):
                return self.without_stop(place - 1)
            if word == "(" and self.word(place + 1) in {"цитата", "перевод", "цитирует", "цит"}:
                return self.without_stop(place - 1)
            if word == ";" and any(self._reports_at(p) for p in range(place + 1, min(self.last, place + 12) + 1)):
                return self.without_stop(place - 1)
        return self.without_stop(self.last)

    def _ends_at_comma(self, comma: int, verb: Verb | None, first: int) -> bool:
        following = comma + 1
        while self.word(following) in ADVERBS and following < self.last:
            following += 1
        found = self.verb_at(following)
        if found is not None and found.shape == "converb" and found.kind != "marked":
            return following < self.last and found.base != "говорить"
        if self.word(comma + 1) in JOINS_ACTS:
            return self._other_act(comma + 1, following, verb)
        return self._is_tail(comma + 1, following, found)

    def _is_tail(self, first: int, following: int, found: Verb | None) -> bool:
        """Whether behind a comma only the source follows: `, передаёт агентство`, `, как сообщил он`."""
        if self.word(first) in DASHES and self.finite_at(first + 1):
            return True
        if found is not None and self.word(following) in RELAYS and self.word(following + 1) not in {",", ":"}:
            return True
        names_source = (self.word(first) == "как" and self.finite_at(first + 1) is not None) or (
            self.word(first) == "по" and self.word(first + 1) == "словам"
        )
        return names_source and self._to_the_end(first + 1)

    def _other_act(self, conjunction: int, following: int, verb: Verb | None) -> bool:
        """Whether behind `, и`, `, а`, `, но` something else is reported, of another source or in another way."""
        after = following + 1
        refuses = self.word(after).startswith(("отказал", "отказыва")) or self.word(after) == "не"
        if self.word(conjunction) in {"но", "однако"} and refuses and self._to_the_end(after):
            return True
        names_source = self.word(conjunction + 1) == "по" and self.word(conjunction + 2) in according()
        return names_source or self._new_act(conjunction, verb)

    def _to_the_end(self, place: int) -> bool:
        """Whether no comma follows: what stands here is the tail of the sentence."""
        return place + FAR * 2 > self.last and not {",", ":"} & set(self.words[place:])

    def _adds(self, place: int, verb: Verb | None) -> bool:
        """`заявил, что …, и добавил, что …`: the verb behind "и" goes on with the main clause."""
        at = place + 1
        while self.word(at) in ADVERBS and at < self.last:
            at += 1
        found = self.finite_at(at)
        if found is None or not self._reports_at(at):
            return False
        return verb is None or (found.agreement == verb.agreement and found.shape == verb.shape)

    def _new_act(self, conjunction: int, verb: Verb | None) -> bool:
        """Whether a new act of reporting begins behind `, и`, `, а`, `, но`."""
        if self._adds(conjunction, verb):
            return True
        for at in range(conjunction + 1, min(self.last, conjunction + 14) + 1):
            found = self.finite_at(at)
            if found is not None:
                return found.perfective and found.kind != "demand" and self._reports_at(at)
            if self.word(at) == ":" and self.is_quoted(at + 1) and at + 1 >= self.last - 1:
                return True
            if self.word(at) in {",", ":", ";"}:
                return False
        return False

    def _reports_at(self, place: int) -> bool:
        """Whether the finite verb at `place` has something reported behind it."""
        verb = self.finite_at(place)
        if verb is None:
            return False
        for at in range(place + 1, min(self.last, place + 9) + 1):
            word = self.word(at)
            if word == ":" or self.is_quoted(at) or (word == "," and self.opens(at + 1, verb)):
                return True
            if verb.kind == "demand" and is_infinitive(word):
                return True
            if word in {",", ";"}:
                return False
        return False

    def without_stop(self, last: int) -> int:
        while last > 0 and self.items[last].kind == "mark" and self.word(last) in STOPS_AND_DASHES:
            last -= 1
        return last

    def content_before(self, last: int, *, quoted: bool, parted: bool = False) -> Stretch | None:
        """What stands before `, сказал Иванов`, from the beginning of the sentence or behind its last break; of what
        is `parted` one word is enough."""
        while last >= 0 and self.word(last) in {",", "—", "–", "-", "―"}:
            last -= 1
        if last < 0:
            return None
        first = self._break_before(last)
        if self.is_quoted(last):
            first = self._quote_begins(first, last)
        while first < last and self.word(first) in LEADING:
            first += 1
        while last > first and self.word(last) in {".", ","}:
            last -= 1
        has_marks = any(self.is_quoted(p) for p in range(max(first, last - LONGEST), last + 1))
        return (first, last) if has_marks or self._is_clause(first, last, parted=parted) else None

    def _break_before(self, last: int) -> int:
        breaks = (p for p in range(last, max(-1, last - LONGEST), -1) if self.word(p) in {";", ":"})
        return next(breaks, -1) + 1

    def _is_clause(self, first: int, last: int, *, parted: bool) -> bool:
        """Whether words without marks may be what was said."""
        if last - first < NEAR and set(self.words[first : last + 1]) <= EMPTY:
            return False
        return last - first >= (0 if parted else 1) and self.word(first) not in NEVER_SAID

    def _quote_begins(self, first: int, last: int) -> int:
        """A whole quotation before the verb stands alone; marks at the end of a clause belong to the clause."""
        place = last
        while place - 1 >= first and (self.is_quoted(place - 1) or self.word(place - 1) in STOPS | {"и"}):
            place -= 1
        while place < last and not self.is_quoted(place):
            place += 1
        return first if place > first and self.is_word(place - 1) else place
