"""PURE. Russian: who is reported to have said what in one sentence.

No parser: a verb of saying is found by its form, its subject by endings and by what stands beside it, what was said by
the word that opens the clause, by a colon, by marks, or by the comma or dash that parts it from `, сказал Иванов`.
"""

from collections.abc import Iterator
from typing import Final

from quotes.extraction.readers.base import MOST_CUES, Stretch
from quotes.extraction.readers.russian_cases import is_past
from quotes.extraction.readers.russian_phrases import DASHES
from quotes.extraction.readers.russian_turned import TURN, Before
from quotes.extraction.readers.russian_unsaid import UnsaidReader
from quotes.extraction.readers.russian_verbs import Verb
from quotes.extraction.readers.russian_words import (
    ADVERBS,
    CONJUNCTIONS,
    DOCUMENT_HEADS,
    GENDERS,
    IDIOMS_OF_SPEAKING,
    MAY_BE_DENIED,
    POSSESSIVES,
    PREPOSITIONS,
    STUDIES,
    never_clause,
    nouns,
)
from quotes.extraction.reported import Actor, Reported, Span
from quotes.extraction.sentences import Sentence

REACH_OF_ACTOR: Final = 14
HELPS_INFINITIVE: Final = tuple(
    "поспешил успел продолж начал стал принял решил вынужден может могут готов хочу хотел устает пришлось".split()
)
SHOWS_NOT_SAYS: Final = frozenset("говорить свидетельствовать указывать указать напоминать подтверждать".split())
QUOTES: Final = frozenset({"цитировать", "процитировать"})
PASSES_ON: Final = frozenset("приводить привести цитировать процитировать передавать передать".split())
SHORTEST_SPEECH: Final = 10
"""Code points of the shortest words in marks that need no verb of saying."""
SIGNATURE: Final = 14
"""Items of the longest signature behind words in marks."""
POINTS_BACK: Final = frozenset("такую такое такие такой таким такими с эту эти это этими".split())
SUCH: Final = 5
"""Items of `такую запись оставил` as far as the verb."""
SUMS_UP: Final = frozenset("отмечается уточняется подчеркивается добавляется поясняется указывается отмечалось".split())
BECOMES: Final = frozenset("быть стать остаться оказаться превратиться обернуться перерасти затянуться".split())
CONFIDENCE: Final = {"say": 0.9, "call": 0.7, "demand": 0.65, "marked": 0.75}


def _of_past(word: str) -> str:
    """What the ending of a verb in the past tells of its subject."""
    return {"а": "fs", "о": "s", "и": "p"}.get(word.removesuffix("сь").removesuffix("ся")[-1], "ms")


def reported_in(sentence: Sentence) -> list[Reported]:
    """Every act of reporting in one sentence, in the order of the cues."""
    reader = _RussianReader(sentence)
    return reader.read() + reader.left_out(reader.cues)


def actor_in(sentence: Sentence) -> Actor | None:
    """Who acts in a sentence that reports nothing."""
    return _RussianReader(sentence).actor()


class _RussianReader(UnsaidReader):
    """Reads one sentence verb by verb. `cues` are the places of the words so far that may report something."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.cues: list[int] = []

    def read(self) -> list[Reported]:
        found = list(self._acts())
        told = [content for act in found for content in act.contents]
        if any(act.rule == "ru-colon" for act in found):
            return found
        for place in (at for at, word in enumerate(self.words) if word == ":"):
            if place < self.last and (not self.is_quoted(place + 1) or self._is_told(place + 1, told)):
                continue
            if not self.is_denied_before(place) and (act := self.colon(place)) is not None:
                found.append(act)
        return found

    def actor(self) -> Actor | None:
        """The subject at the beginning of the sentence, if it is surely somebody, and what the verb tells of them."""
        first = next((p for p in range(min(self.last + 1, REACH_OF_ACTOR)) if self._is_past(p)), None)
        subject = self._surely(0, first - 1) if first else None
        if first is None or subject is None or self.form_of(subject) != "named":
            return None
        return Actor(self.span(*subject), _of_past(self.word(first)))

    def _is_past(self, place: int) -> bool:
        return self.is_word(place) and not self.is_name(place) and is_past(self.word(place))

    def _is_told(self, place: int, told: list[Span]) -> bool:
        at = self.items[place].start
        return any(content.start <= at < content.end for content in told)

    def _acts(self) -> Iterator[Reported]:
        named = nouns()
        for place, item in enumerate(self.items):
            word = self.words[place]
            act: Reported | None = None
            if word in DASHES and (act := self._dashed(place)) is not None:
                yield act
            if item.kind != "word":
                continue
            if word in self.known or word in named:
                self.cues.append(place)
                if len(self.cues) > MOST_CUES:
                    return
            if word in {"по", "согласно", "со", "следует"}:
                act = self.according(place)
            elif word in self.known:
                act = self.verb(place, self.known[word])
            if act is None and word in named:
                act = self.noun(place)
            if act is not None:
                yield act

    def _dashed(self, dash: int) -> Reported | None:
        """`«…», — махнул рукой старик` and `«…», — Иван Грач, водитель`: words in marks whose verb says nothing."""
        comma = self.word(dash - 1) == ","
        marks = dash - 2 if comma else dash - 1
        if not self.is_quoted(marks) or self.items[marks].end - self.items[marks].start < SHORTEST_SPEECH:
            return None
        first = dash + 1
        acts = next(
            (p for p in range(first, first + (SUCH if self.word(first) in POINTS_BACK else 1)) if self._is_past(p)),
            None,
        )
        if acts is not None and self.word(acts) not in self.known:
            word = self.word(acts)
            return self.verb(acts, Verb(word, "marked", "past", _of_past(word), perfective=True))
        speaker = self._signs(first) if comma else None
        if speaker is None:
            return None
        return self.reported(((marks, marks),), (dash, dash), speaker, "dash", confidence=0.7)

    def _signs(self, first: int) -> Stretch | None:
        """Who signs with a name behind a dash and nothing more."""
        rest = range(first, self.last + 1)
        if len(rest) > SIGNATURE or any(self.finite_at(p) or self.word(p) == ":" for p in rest):
            return None
        found = self._surely(first, self.last)
        if found is None or found[0] != first:
            return None
        return first, self.without_stop(self.last) if self.word(found[1] + 1) == "," else found[1]

    def verb(self, place: int, verb: Verb) -> Reported | None:
        if self._reports_nothing(place, verb) or self.is_unsaid(place, verb):
            return None
        before = self.before_verb(place)
        if verb.shape == "passive":
            return self._passive(place, verb, before)
        agreement = verb.agreement if verb.finite else ""
        subject = self._subject(place, verb, before)
        if subject is not None and verb.finite and self.form_of(subject) != "relative":
            self.subject = subject
        if subject is not None and self.form_of(subject) == "pronoun":
            agreement = GENDERS.get(self.word(subject[1]), agreement)
        if subject is not None and self._only_shows(subject, verb):
            return None
        contents, rule = self._contents(place, verb, subject, before)
        if subject is not None and verb.kind == "call" and agreement == "p" and not self._judges(subject):
            return None
        speaker = self._source_of(place) or self._quoted_person(place, verb, turned=before is not None) or subject
        if verb.base in QUOTES and rule == "colon":
            speaker = self.owner_from(place + 1)  # `Иванов процитировал мэра: «…»`: the words are the mayor's
            contents = contents if speaker else ()
        if not contents or (verb.kind == "marked" and not self._has_marks(contents)):
            return self._bare(place, verb, speaker, agreement, rule)
        return self.reported(
            contents,
            self._cue(place, before),
            speaker,
            f"{verb.kind}-{rule}",
            confidence=CONFIDENCE[verb.kind],
            agreement=agreement,
            leads_on=verb.kind in {"say", "marked"},
        )

    def _has_marks(self, contents: tuple[Stretch, ...]) -> bool:
        """Whether what somebody thinks stands in marks for the most part."""
        for first, last in contents:
            marked = sum(self.items[p].end - self.items[p].start for p in range(first, last + 1) if self.is_quoted(p))
            if marked * 2 >= self.items[last].end - self.items[first].start:
                return True
        return False

    def _cue(self, place: int, before: Before | None) -> Stretch:
        as_said = before is not None and before.as_said and self.word(place - 1) == "как"
        return (place - 1 if as_said or self.word(place - 1) == "не" else place, place)

    def _reports_nothing(self, place: int, verb: Verb) -> bool:
        """Denied verbs, idioms, infinitives behind nothing that helps, names that look like verbs."""
        last, following = self.word(place - 1), self.word(place + 1)
        in_name = self.is_name(place) and place > 0 and self.items[place - 1].kind == "word" and verb.shape != "past"
        denied = last == "не" and verb.base not in MAY_BE_DENIED
        if in_name or denied:
            return True
        if verb.base == "говорить" and following.startswith("по-"):
            return True
        if verb.shape == "converb" and verb.base == "говорить":
            return last in IDIOMS_OF_SPEAKING or following in IDIOMS_OF_SPEAKING or following in {"о", "об", ","}
        if verb.shape == "infinitive":
            return not last.startswith(HELPS_INFINITIVE) or self.word(place - 2) == "не"
        return False

    def _only_shows(self, subject: Stretch, verb: Verb) -> bool:
        """`Таблица говорит сама за себя`, `это говорит о том, что`."""
        heads = {self.word(p) for p in range(subject[0], subject[1] + 1)}
        return verb.base in SHOWS_NOT_SAYS and bool(heads & DOCUMENT_HEADS)

    def _subject(self, place: int, verb: Verb, before: Before | None) -> Stretch | None:
        if verb.shape == "converb":
            return self.subject or self._leading(place)
        if verb.shape == "participle":
            return self._described(place)
        agreement = verb.agreement if verb.finite else ""
        if before is not None:
            between = self._between(before.mark + 1, place - 1, agreement)
            if between is not None and self.is_person(between, agreement):
                return between
            after = self.subject_after(place, agreement) or between
            if after is not None or before.dash:
                return after or self.subject
        return self.subject_before(place, agreement) or self._behind(place, agreement) or self._inherited(agreement)

    def _between(self, first: int, last: int, agreement: str) -> Stretch | None:
        return self.nominative_in(first, last, agreement) if first <= last else None

    def _behind(self, place: int, agreement: str) -> Stretch | None:
        """A subject behind a verb that is not turned: `Об этом сообщил Иванов`, `В среду выступил министр`."""
        if self.word(place - 1) in {"и", "а", "но", ","}:
            return None
        return self.subject_after(place, agreement)

    def _inherited(self, agreement: str) -> Stretch | None:
        return self.subject if self.subject is not None and agreement else None

    def _leading(self, place: int) -> Stretch | None:
        """The subject of a main clause whose verb reports nothing."""
        return self._surely(0, place - 1) or self.subject_before(place, "")

    def _described(self, place: int) -> Stretch | None:
        """`Иванов, заявивший, что …`: whom a participle describes."""
        if self.word(place - 1) != ",":
            return None
        start = (
            next((p for p in range(place - 2, max(-1, place - 16), -1) if self.word(p) in {",", ":", ";", "—"}), -1) + 1
        )
        found = self.nominative_in(start, place - 2, "")
        return found if found is not None and found[1] == place - 2 else None

    def _contents(
        self, place: int, verb: Verb, subject: Stretch | None, before: Before | None
    ) -> tuple[tuple[Stretch, ...], str]:
        turned_end = subject[1] if subject is not None and subject[0] > place else place
        if verb.base in never_clause() and subject is not None and self._is_study(subject):
            verb = verb._replace(base="сообщить")
        if before is not None and before.as_said:
            return self.as_said(turned_end, before), "as"
        behind, rule = self.content_after(place, turned_end if before else max(place, turned_end), verb)
        if (
            before is not None
            and (rule in {"", "open", "marks"} or before.dash)
            and (verb.kind != "call" or self.word(place - 1) == "так")
        ):
            around = self.turned(place, verb, subject, before, turned_end)
            if around:
                return around, "turned"
        if behind is None or self._forebodes(rule, verb, subject):
            return (), rule
        judged = self._judged_before(subject) if verb.kind == "call" and verb.finite and rule == "marks" else None
        return ((judged, behind) if judged else (behind,)), rule

    def _is_study(self, subject: Stretch) -> bool:
        """`Опрос показал, что …`: a paper says it."""
        return any(self.word(p) in STUDIES for p in range(subject[0], min(subject[1], subject[0] + 4) + 1))

    def _forebodes(self, rule: str, verb: Verb, subject: Stretch | None) -> bool:
        """`Процесс обещает быть долгим`: nobody promises."""
        if rule != "wish" or verb.kind != "say" or subject is None:
            return False
        return self._surely(*subject) is None and any(word in BECOMES for word in self.words[subject[1] :])

    def _judged_before(self, subject: Stretch | None) -> Stretch | None:
        """`Слухи в клубе назвали «вбросом»`: what is judged, where it stands before the body that judges."""
        if subject is None or subject[0] == 0:
            return None
        if self.word(subject[0] - 1) not in {"в", "во", "на"}:
            led = set(self.words[: subject[0]]) & (ADVERBS | PREPOSITIONS | CONJUNCTIONS | {","})
            return None if led or subject[0] > TURN else (0, subject[0] - 1)
        last = subject[0] - 2
        found = self.nominative_in(0, last, "p")
        return (found[0], last) if found is not None and found[0] == 0 else None

    def _judges(self, subject: Stretch) -> bool:
        """`Режиссёра называют «русским Бергманом»` names nobody who says so."""
        return self.is_person(subject, "p") or self.word(subject[0] - 1) in {"в", "во", "на"}

    def _bare(self, place: int, verb: Verb, speaker: Stretch | None, agreement: str, rule: str) -> Reported | None:
        """`Об этом сообщил Иванов`; a colon before the next paragraph; `Так он ответил` behind a quotation."""
        if verb.kind not in {"say", "marked"} or not (verb.finite or rule == "open"):
            return None
        if rule == "open":
            kind = "colon"
        elif self.about():
            kind = "say-about"
        elif self.word(0) == "так" and place <= TURN:
            kind = "say-bare"
        else:
            return None
        return self.reported((), (place, place), speaker, kind, confidence=0.8, agreement=agreement)

    def _source_of(self, place: int) -> Stretch | None:
        """`сообщает агентство со ссылкой на полицию`: who uttered what an outlet passes on."""
        for at in range(max(0, place - TURN), min(self.last, place + 16)):
            if self.word(at) == "ссылкой" and self.word(at + 1) == "на":
                return self.owner_from(at + 2)
        return None

    def _quoted_person(self, place: int, verb: Verb, *, turned: bool) -> Stretch | None:
        """`приводит слова министра агентство`, `цитирует его газета`."""
        if verb.base not in PASSES_ON:
            return None
        last = self._clause_ends(place)
        for at in range(max(0, place - TURN), last + 1):
            if self.word(at) in {"слова", "ответ", "комментарий", "заявление", "высказывание"}:
                return (at - 1, at - 1) if self.word(at - 1) in POSSESSIVES else self.owner_from(at + 1)
        if self.word(place + 1) in POSSESSIVES:
            return place + 1, place + 1
        if not turned:
            return None
        return next(
            (
                (at, self.phrase_from(at, last))
                for at in range(place + 1, last + 1)
                if self.is_word(at) and not self._is_outlet(at) and not self._hears(at)
            ),
            None,
        )

    def _passive(self, place: int, verb: Verb, before: Before | None) -> Reported | None:
        """`в отчёте комиссии говорится, что …`, `…, — сказано в заявлении`, `сообщается, что …`."""
        paper = self.document(place)
        idiom = paper is None and self.word(place - 1) == "как"
        if idiom or (paper is None and verb.kind != "say"):
            return None
        cue: Stretch = (place, place)
        speaker: Stretch | None = None
        if paper is not None:
            words, speaker = paper
            if words[0] == place + 1 and words[1] < speaker[0]:
                cue = place, words[1]
        elif (body := self.place_in(0, place - 1)) is not None:
            speaker = body
        end = max(cue[1], speaker[1] if speaker else 0, paper[0][1] if paper else 0)
        contents, rule = self._contents(place, verb, (end, end) if end > place else None, before)
        if not contents:
            about = self.about() and verb.kind == "say"
            return self.reported((), cue, speaker, "say-about", confidence=0.8) if about else None
        nobody = self.word(place) not in SUMS_UP
        return self.reported(contents, cue, speaker, f"passive-{rule}", confidence=0.8, nobody=nobody)
