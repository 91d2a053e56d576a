"""PURE. Russian sources without a verb of their own: `по словам`, `в отчёте комиссии`, `предупреждение, что`, and a
colon before marks."""

from typing import Final

from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.russian_cases import (
    is_adjective,
    is_converb,
    is_oblique_adjective,
    is_participle,
    is_past,
)
from quotes.extraction.readers.russian_contents import ContentReader
from quotes.extraction.readers.russian_words import (
    CONJUNCTIONS,
    DOCUMENT_HEADS,
    GENITIVE_DOCUMENTS,
    NAME_LEADS,
    NEVER_LEADS,
    OPENERS,
    POSSESSIVES,
    PREPOSITIONS,
    ROLES,
    SUBORDINATORS,
    TIMES,
    according,
    attitudes,
    documents,
)
from quotes.extraction.reported import Reported, SpeakerForm
from quotes.extraction.sentences import Sentence

LONGEST_NAME: Final = 24
NEAR_DOCUMENT: Final = 12
TURN_OF_NOUN: Final = 7
"""Items before a noun that is the subject of its sentence."""


class SourceReader(ContentReader):
    """Reads what names its source by a noun. `subject` is who acts in the main clause as far as it was read."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.subject: Stretch | None = None

    def reported(
        self,
        contents: tuple[Stretch, ...],
        cue: Stretch,
        speaker: Stretch | None,
        rule: str,
        *,
        confidence: float = 0.8,
        agreement: str = "",
        leads_on: bool = True,
        nobody: bool = False,
    ) -> Reported:
        """One act. Without a speaker he is dropped and stands before, or with `nobody` the text does not name him."""
        form: SpeakerForm = self.form_of(speaker) if speaker else ("named" if nobody else "dropped")
        return Reported(
            contents=tuple(self.span(*content) for content in contents),
            cue=self.span(*cue),
            speaker=self.span(*speaker) if speaker else None,
            form=form,
            rule=f"ru-{rule}",
            confidence=confidence if speaker else confidence * 0.7,
            agreement=agreement,
            leads_on=leads_on,
        )

    def owner_from(self, first: int) -> Stretch | None:
        """The noun phrase, in whatever case, that begins at `first`."""
        if self.word(first) in {"самого", "самой", "самих"}:
            first += 1
        if not (self.is_word(first) or self.is_quoted(first) or self.items_kind(first) == "number"):
            return None
        word = self.word(first)
        if word in PREPOSITIONS | CONJUNCTIONS | TIMES or (word in OPENERS and not self.is_name(first)):
            return None
        if self.verb_at(first) is not None and not self.is_name(first):
            return None
        if word in POSSESSIVES and self.word(first + 1) in {",", ".", ""}:
            return first, first
        last = self.phrase_from(first, min(self.last, first + LONGEST_NAME))
        return first, last

    def items_kind(self, place: int) -> str:
        return self.items[place].kind if 0 <= place <= self.last else ""

    def according(self, place: int) -> Reported | None:
        """`по словам Иванова, …`, `…, по данным следствия`, `по его словам`, `согласно отчёту`, `со слов соседей`."""
        found = self._according_noun(place)
        if found is None:
            return None
        noun, owner, end = found
        comma = self._phrase_ends(end)
        contents = self._around(place, comma)
        if not contents:
            return None
        return self.reported(
            contents, (place, noun), owner, "according", confidence=0.85, agreement=self._of_genitive(owner)
        )

    def _of_genitive(self, owner: Stretch | None) -> str:
        """What the genitive of a source tells of it: `мэра` is one man, `Анны` one woman, `очевидцев` several."""
        word = self.word(owner[1]) if owner else ""
        if word.endswith(("ов", "ев", "ей")):
            return "p"
        person = owner is not None and (self.is_name(owner[1]) or word[:-1] in ROLES)
        if not person or word.isascii() or len(word) < 4:
            return ""
        return "fs" if word.endswith(("ой", "ы", "и")) else "ms" if word.endswith(("а", "я", "ого")) else ""

    def _according_noun(self, place: int) -> tuple[int, Stretch | None, int] | None:
        """The last word of the cue, the owner, the last word of both."""
        word = self.word(place)
        if word == "согласно":
            return self._owned(place)
        if word == "со":
            return self._owned(place + 1) if self.word(place + 1) == "слов" else None
        if word == "следует":
            from_paper = self.word(place - 1) == "как" and self.word(place + 1) == "из"
            return self._followed(place) if from_paper else None
        return None if self.word(place - 1) == "судя" else self._by(place)

    def _owned(self, noun: int) -> tuple[int, Stretch | None, int] | None:
        owner = self.owner_from(noun + 1)
        return (noun, owner, owner[1]) if owner else None

    def _by(self, place: int) -> tuple[int, Stretch | None, int] | None:
        """`по словам Иванова`, `по его словам`, `по предварительным данным`."""
        noun = place + 1
        while noun < place + 4 and self.word(noun) not in according():
            if not (self.word(noun) in POSSESSIVES or is_oblique_adjective(self.word(noun))):
                return None
            noun += 1
        if self.word(noun) not in according():
            return None
        if self.word(place + 1) in POSSESSIVES:
            return noun, (place + 1, place + 1), noun
        if self.word(place + 1).startswith("собственн"):
            return noun, self.subject_before(place, ""), noun
        nobody = (noun, None, noun) if self.word(noun + 1) == "," else None
        return self._owned(noun) or nobody

    def _followed(self, place: int) -> tuple[int, Stretch | None, int] | None:
        """`как следует из отчёта комиссии`."""
        noun = place + 2
        while is_oblique_adjective(self.word(noun)) and noun < place + 5:
            noun += 1
        if self.word(noun) not in GENITIVE_DOCUMENTS:
            return None
        owner = self.owner_from(noun + 1)
        return (noun, owner, owner[1]) if owner else (place, (noun, noun), noun)

    def _phrase_ends(self, last: int) -> int:
        """The last place of a source with the clause that explains it: `по словам Иванова, который был там, …`."""
        first = last + 2
        if self.word(last + 1) == "," and (is_participle(self.word(first)) or self.word(first).startswith("котор")):
            for place in range(first, min(self.last, first + 20)):
                if self.word(place) == ",":
                    return place - 1
        if self.word(last + 1) == "," and (end := self._apposition_in_genitive(first)) is not None:
            return end
        at = last
        while self.word(at + 1) in PREPOSITIONS and at < last + 8:
            at = self.behind_preposition(at + 1, self.last, "") - 1
        return at if self.word(at + 1) in {",", "."} else last

    def _apposition_in_genitive(self, first: int) -> int | None:
        """`по словам матери, Ольги Сизовой, …`: the end of what explains a source between two commas."""
        end = next((p for p in range(first, min(self.last - 2, first + 8)) if self.word(p) == ","), None)
        if (
            end is None
            or not self.is_word(first)
            or self.word(first) in NEVER_LEADS
            or self.word(first) in PREPOSITIONS
        ):
            return None
        strength = max(self.nominative(first, "ms"), self.nominative(first, "fs"))
        acts = any(self.verb_at(p) or (is_past(self.word(p)) and not self.is_name(p)) for p in range(first, end))
        return None if acts or strength > self.is_name(first) else end - 1

    def _around(self, place: int, last: int) -> tuple[Stretch, ...]:
        """What a parenthesis between `place` and `last` says the source of: before it, behind it, or both."""
        before = None if self._leads(place) else self._before_source(place)
        first = last + 1
        while self.word(first) in {",", "—", "–", "-"}:
            first += 1
        behind: Stretch | None = None
        tail = self.word(first) in SUBORDINATORS or is_participle(self.word(first)) or is_converb(self.word(first))
        if first <= self.without_stop(self.last) and not (
            before and (tail or self.word(last + 1) != ",") and self.word(place - 1) == ","
        ):
            behind = self.clause(first, None) or (first, first)
        if behind and before and self.word(first) in CONJUNCTIONS:
            behind = None
        return tuple(part for part in (before, behind) if part)

    def _before_source(self, place: int) -> Stretch | None:
        """What stands before a parenthesis: from the beginning of the sentence or of the clause with "что"."""
        before = self.content_before(place - 1, quoted=self.is_quoted(place - 2), parted=True)
        if before is None or self.is_quoted(before[1]):
            return before
        opened = next(
            (
                p
                for p in range(place - 2, max(before[0], place - 60), -1)
                if self.word(p) == "что" and self.word(p - 1) == ","
            ),
            None,
        )
        return before if opened is None else (opened + 1, before[1])

    def _leads(self, place: int) -> bool:
        """Whether a clause begins with the source: `Но, по данным следствия, …`."""
        at = place - 1
        while at >= 0 and (self.word(at) in CONJUNCTIONS | {",", "как", "что", "же", "так", "—", "-", "–", "ведь"}):
            if self.word(at) in {"что"}:
                return True
            at -= 1
        return (
            at < 0
            or self.word(at) in {";", ":"}
            or (at < place - 1 and self.word(place - 1) not in {",", "как"} and not self.is_quoted(at))
            or (
                at < place - 2
                and not self.is_quoted(at)
                and self.word(at + 1) == ","
                and self.word(at + 2) in CONJUNCTIONS
            )
        )

    def document(self, place: int) -> tuple[Stretch, Stretch] | None:
        """`в отчёте комиссии` near a verb: the words of the paper with its preposition, and who speaks in it."""
        for step in range(1, NEAR_DOCUMENT):
            for at in (place + step, place - step):
                if not 0 <= at <= self.last or self.word(at) not in documents() | {"нем", "ней", "них"}:
                    continue
                lead = at - 1
                while lead > at - 5 and (is_oblique_adjective(self.word(lead)) or self.word(lead) in POSSESSIVES):
                    lead -= 1
                if self.word(lead) not in {"в", "во", "на"}:
                    continue
                owner = None
                if self.word(at) in documents():
                    owner = self._possessor(lead + 1, at) or self.owner_from(at + 1)
                if owner and (place in range(owner[0], owner[1] + 1) or self.is_addressed(owner[0])):
                    owner = None
                return ((lead, at), owner) if owner else ((at, at), (lead + 1, at))
        return None

    def _possessor(self, first: int, last: int) -> Stretch | None:
        return next(((p, p) for p in range(first, last) if self.word(p) in POSSESSIVES), None)

    def noun(self, place: int) -> Reported | None:
        """`её предупреждение, что …`, `слова министра о том, что …`, `вопрос журналиста, станет ли …`."""
        owner = (place - 1, place - 1) if self.word(place - 1) in POSSESSIVES else None
        end = place
        if owner is None and self.word(place + 1) not in {"о", "об", ",", ":"}:
            owner = self.owner_from(place + 1)
            end = owner[1] if owner else place
        first = self._opened(end)
        if first is None:
            return None
        if owner is None and not self.word(place).startswith("вопрос"):
            owner = self.subject or self.subject_before(place, "")
        content = self.clause(first, None)
        if content is None:
            return None
        if place <= TURN_OF_NOUN or self.word(0) == "на":
            content = content[0], self._resumed(content)
        return self.reported((content,), (place, place), owner, "noun", confidence=0.65, leads_on=False, nobody=True)

    def _opened(self, end: int) -> int | None:
        at = end + 1
        if self.word(at) in {"о", "об", "про", "с", "на"} and self.word(at + 1) in {"том", "то", "тем"}:
            at += 2
        return at + 1 if self.word(at) == "," and self.opens(at + 1, None) else None

    def _resumed(self, content: Stretch) -> int:
        """The end of a clause inside of the sentence: behind it the main clause goes on."""
        for place in range(content[0] + 3, content[1]):
            if self.word(place) == "," and not (
                self.word(place + 1) in SUBORDINATORS | OPENERS | CONJUNCTIONS | PREPOSITIONS
                and self.word(place + 1) not in {"в", "на"}
            ):
                return place - 1
        return content[1]

    def colon(self, place: int) -> Reported | None:
        """Marks behind a colon without a verb of saying: `Иванов был резче: «…»`, `Позиция Иванова ясна: «…»`."""
        opens = place >= self.last
        if not opens and (not self.is_quoted(place + 1) or self._is_list(place + 1)):
            return None
        speaker = self._before_colon(place)
        if speaker is None or self.word(speaker[0]) in DOCUMENT_HEADS:
            return None
        contents = () if opens else ((place + 1, self._quoted_on(place + 1)),)
        return self.reported(contents, (place, place), speaker, "colon", confidence=0.65)

    def _is_list(self, place: int) -> bool:
        return self.word(place + 1) in {",", "и"} and self.is_quoted(place + 2)

    def _before_colon(self, place: int) -> Stretch | None:
        first = (
            next((p for p in range(place - 1, max(-1, place - 60), -1) if self.word(p) == ";"), max(-1, place - 60)) + 1
        )
        for at in range(first, min(place, first + 5)):
            if self.word(at) in attitudes() and self.word(first) == "у":
                owner = self.owner_from(first + 1)
                return (
                    (owner[0], min(owner[1], at - 2 if is_adjective(self.word(at - 1)) else at - 1)) if owner else None
                )
            if self.word(at) in attitudes():
                if self.word(at - 1) in POSSESSIVES:
                    return at - 1, at - 1
                return self.owner_from(at + 1)
        whole = self._named_alone(first, place - 1)
        if whole is not None:
            return whole
        comma = max((p for p in range(first, place) if self.word(p) == ","), default=first - 1)
        found = self._surely(comma + 1, place - 1) or (self.subject if comma >= first else None)
        return found or self._surely(first, place - 1)

    def _named_alone(self, first: int, last: int) -> Stretch | None:
        """`Иван Грач, водитель: «…»`: nothing but who speaks."""
        if last - first > LONGEST_NAME // 2 or any(self.verb_at(p) for p in range(first, last + 1)):
            return None
        if any(is_past(self.word(p)) and not self.is_name(p) for p in range(first, last + 1)):
            return None
        found = self._surely(first, last)
        return (first, last) if found is not None and found[0] == first and self.word(found[1] + 1) == "," else None

    def _surely(self, first: int, last: int) -> Stretch | None:
        """A subject that is a pronoun, a name, a person or a body, and nothing less."""
        found = self.nominative_in(first, last, "") if first <= last else None
        if found is None:
            return None
        if self.form_of(found) == "pronoun":
            return found
        head = found[0]
        while head < found[1] and (is_adjective(self.word(head)) or self.word(head) in NAME_LEADS):
            head += 1
        strong = self.nominative(head, "") == 2 and not (
            head == 0 and self.form_of(found) == "named" and not self._is_person(found)
        )
        return found if strong else None

    def _is_person(self, found: Stretch) -> bool:
        return (
            any(self.word(p) in ROLES for p in range(found[0], found[1] + 1)) or found[1] > found[0] or found == (0, 0)
        )
