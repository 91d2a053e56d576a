"""PURE. Arabic: who is reported to have said what in one sentence.

The press writes the verb first ("قال الوزير إن"), or the subject first, or drops it ("وأضافت أن"). What was said begins
at a word that opens a clause, at marks, at a colon, or behind the preposition that the verb governs ("حذّر من").
"""

import re
from collections.abc import Iterator
from typing import Final

from quotes.extraction.readers.arabic_contents import NOUN_BEFORE, REACH
from quotes.extraction.readers.arabic_subjects import SubjectReader
from quotes.extraction.readers.arabic_words import (
    COMMAS,
    MASDARS,
    RELATIVES,
    Verb,
    fold,
    folded,
    gender,
    head,
    is_according,
    is_act,
    traits,
    verb,
    word_set,
)
from quotes.extraction.readers.arabic_words import number as heads_number
from quotes.extraction.readers.base import MOST_CUES, Stretch
from quotes.extraction.reported import Actor, Continues, Reported, Span, SpeakerForm
from quotes.extraction.sentences import Sentence


def reported_in(sentence: Sentence) -> list[Reported]:
    """Every act of reporting in one sentence, in the order of the cues."""
    acts: list[Reported] = []
    if not any(traits(word).may_report or word in AS_TOLD for word in _folded(sentence)):
        return acts
    for act in _ArabicReader(sentence).read():
        if act is not None and not any(_same(act, other) for other in acts):
            acts.append(act)
    return acts


def actor_in(sentence: Sentence) -> Actor | None:
    """Who acts in a sentence that reports nothing."""
    if not any(head(word) or is_act(word) for word in _folded(sentence)):
        return None
    reader = _ArabicReader(sentence)
    if (topic := reader.topic(len(reader.items))) is not None:
        return Actor(reader.span(*topic), heads_number(reader.at(topic[0])))
    name = reader.leading(len(reader.items))
    if name is None or not (head(reader.at(name[0])) or any(is_act(reader.at(p)) for p in range(name[0]))):
        name = reader.acting_behind_aside()
    if name is None:
        return None
    first, does = reader.items[name[0]].word, reader.at(name[0] - 1)
    by_verb = "f" if does.endswith("ت") or does.removeprefix("و")[:1] == "ت" else "m"
    return Actor(reader.span(*name), heads_number(reader.at(name[0])) + (gender(first) or by_verb))


def _folded(sentence: Sentence) -> Iterator[str]:
    """A quick look at the words, before a reader looks at their places."""
    return (fold(item.word) for item in sentence.items)


def _same(act: Reported, other: Reported) -> bool:
    """`ردّ الوزير قائلاً: ...` is one act with two cues."""
    return bool(act.contents and other.contents) and act.contents[-1].start == other.contents[-1].start


CARRIED: Final = folded("اسم اسما عنوان عنوانا شعار لقب عبارة صور صورا لافتات")
AS_TOLD: Final = folded("كما على مثلما")
UNSAID: Final = folded("لم ولم لن ولن لو ولو هل وهل إذا وإذا ألا")
DENIES: Final = folded("نفى أنكر استبعد شكك رفض عارض")
BACK: Final = folded("عليه عليها فيه فيها به بها")
CARRIES: Final = frozenset({"ذكر", "افاد", "اورد", "كتب"})
PASSIVE: Final = re.compile("[وف]?[^يتاأوف]ّ?ُ|[وف]?ات[ُّ]{1,2}")
ASKED: Final = re.compile("[وف]?[يت]ُ")
"""Signs of a passive: its first letter bears a short u, which the derived verbs have in the active present too."""
OF_ROOT: Final = frozenset({"سال", "ذكر", "نقل", "قال", "كتب", "طلب", "رفض"})


class _ArabicReader(SubjectReader):
    """Reads one sentence from its begin to its end."""

    def read(self) -> Iterator[Reported | None]:
        cues = [place for place, word in enumerate(self.plain) if traits(word).may_report or self._as_told(place)]
        for place in cues[:MOST_CUES]:
            yield self._word(place) if self.items[place].kind == "word" else self.colon(place)
        yield from self.left_out(cues)

    def _word(self, place: int) -> Reported | None:
        word = self.plain[place]
        if is_according(word) or self._as_told(place):
            return self.according(place)
        if word in {"جاء", "وجاء", "ورد", "وورد"} and self.at(place + 1) in {"في", "فيه", "فيها"}:
            return self.written(place)
        if word in {"حد", "لسان"} and self.at(place - 1) in {"علي", "وعلي"}:
            return self.according(place + 1) if word == "حد" else None
        known = verb(word)
        if known is None:
            return self.masdar(place) if MASDARS.fullmatch(word) else None
        return self.participle(place, known) if known.form.is_participle else self.verb(place, known)

    def _as_told(self, place: int) -> bool:
        """`، كما أعلن الوزير`"""
        as_told = self.plain[place] in AS_TOLD and self.at(place - 1) in COMMAS
        return as_told and self.tells_as(place) is not None

    # the three kinds of cue

    def verb(self, place: int, known: Verb) -> Reported | None:
        if self._is_noun(place, known):
            return None
        if known.form.lemma == "نقل":
            return self.carried(place) or self.carried_again(place)
        if self.is_figure(place) or self._is_of_thing(place, known) or self.is_serial(place):
            return None
        stretch, form = self._subject(place, known)
        behind = stretch[1] if stretch and stretch[0] > place else place
        contents, rule = self._contents(place, behind, known, stretch)
        if (carried := self._carried_from(behind) or self._by_mouth_of(behind)) is not None:
            stretch, form = carried, "named"
        if contents and known.form.lemma in CARRIES:
            stretch = self._carried_at_last(behind) or stretch
        begins = known.joined or self.at(place - 1) in {"و", "بينما", "فيما"}
        nested = self.clause is not None and place > self.clause and not begins
        sure = bool(contents) or place <= 3 or known.form.lemma not in word_set("ambiguous")
        if stretch is not None and form == "named" and not nested and sure:
            self.speaks(stretch, known.form.agreement)
        if contents and not nested and not self.is_quoted(place + 1):
            self.clause = self._clause_opens(behind + 1, REACH)
        if not contents and not self._stands_alone(place, behind, known):
            return None
        self.dropped = self.dropped or stretch is None
        return self._reported(place, known, (stretch, form), contents, rule)

    def _is_of_thing(self, place: int, known: Verb) -> bool:
        """`الجمل التي علقت في الذاكرة`: a doubtful verb of what is no speaker."""
        if known.form.lemma == "وعد" and self.at(place).removeprefix("و")[:1] in {"ي", "ت"}:
            return not head(self.at(place + 1)) and not head(self.at(place - 1))  # `يعد السجن`: it counts as
        if known.form.lemma == "حمل" and not {self.at(p) for p in range(place + 1, place + 4)}.isdisjoint(CARRIED):
            return True  # `يحمل اسم «...»`
        if known.form.lemma in word_set("ambiguous") and self.at(place + 1) in BACK and self._is_indefinite(place - 1):
            return True  # `شماعة يعلّق عليها`
        if known.form.lemma not in word_set("ambiguous") or self.at(place - 1) not in RELATIVES - {"من", "ممن"}:
            return False
        noun = place - 3 if self.at(place - 2) in COMMAS else place - 2
        return self.is_quoted(noun) or (self.at(noun).startswith("ال") and not head(self.at(noun)) and noun < 4)

    def _is_indefinite(self, place: int) -> bool:
        noun = (
            self.items[place].kind == "word" and self.may_stand_in_name(place) and not self.at(place).startswith("ال")
        )
        known = self.at(place).startswith("ال") or bool(head(self.at(place)))
        return place > 0 and (self.is_quoted(place) or (noun and not known))

    def _carried_from(self, behind: int) -> Stretch | None:
        """`ذكرت الوكالة، نقلاً عن مسؤول، أن`: who is carried."""
        for place in range(behind + 1, min(self.last, behind + 4)):
            if self.at(place) == "نقلا" and self.at(place + 1) == "عن":
                return self.name_from(place + 2)
        return None

    def _by_mouth_of(self, behind: int) -> Stretch | None:
        """`قالت الوزارة على لسان المتحدث باسمها إن`."""
        if self.at(behind + 1) == "علي" and self.at(behind + 2) == "لسان":
            return self.name_from(behind + 3)
        return None

    def _carried_at_last(self, behind: int) -> Stretch | None:
        """`ذكرت الصحيفة أن الهجوم فشل، نقلاً عن ضابط`."""
        for place in range(behind + 2, min(self.last, behind + REACH)):
            if self.at(place) == "نقلا" and self.at(place + 1) == "عن":
                return self.name_from(place + 2)
        return None

    def participle(self, place: int, known: Verb) -> Reported | None:
        """`مضيفاً أن`: of whom spoke before in the sentence."""
        contents = None if self._is_noun_like(place) else self._behind(place, place, known)
        again = self.at(place) == "مجددا" and not self.opens(place + 1)
        if contents is None or place == 0 or again:
            return None
        named = self._of_participle(place, known.form.agreement)
        who: SpeakerForm = "named" if named or not self.dropped else "dropped"
        return self._reported(place, known, (named, who), (contents,), "participle")

    def _is_noun_like(self, place: int) -> bool:
        """`رفعوا لافتة كبيرة`, `مصادر متابعة`: the feminine looks like a noun, unless a comma stands before it or what
        was said follows at once."""
        if not self.at(place).endswith("ه") or self.at(place - 1) in COMMAS:
            return False
        return not any(self.opens(p) or self.is_quoted(p) or self.at(p) == ":" for p in range(place + 1, place + 3))

    def _of_participle(self, place: int, agreement: str) -> Stretch | None:
        """Who says it: who denied, who spoke before and agrees, who acts in the sentence."""
        if (denied := self._denied_by(place)) is not None:
            self.speaks(denied, agreement)
        elif self.speaker is None and not self.dropped and (acting := self._acting(place)) is not None:
            self.speaks(acting, agreement)
        return self.spoke_before(agreement)

    def _acting(self, place: int) -> Stretch | None:
        return self.leading(place) or self.topic(place) or self.acting_last(place) or self.acting_near(place)

    def _denied_by(self, place: int) -> Stretch | None:
        """`وهو ما نفاه المحافظ مؤكداً أن`."""
        for before in range(place - 1, max(0, place - 12), -1):
            if self.at(before) in {"ما", "الذي"} and self.at(before - 1) in {"وهو", "وهي", "الامر"}:
                return self.name_from(before + 2)
        return None

    def _reported(
        self,
        place: int,
        known: Verb,
        who: tuple[Stretch | None, SpeakerForm],
        contents: tuple[Span, ...],
        rule: str,
    ) -> Reported:
        stretch, form = who
        sure = 0.9 if rule != "governed" else 0.75
        return Reported(
            contents=contents,
            cue=self.span(place, place),
            speaker=self.span(*stretch) if stretch else None,
            form=form,
            rule=f"ar-{rule}",
            confidence=sure if form == "named" else sure - 0.1,
            agreement=self._agreement(known, stretch),
            continues=self._continues(place, known),
        )

    def _continues(self, place: int, known: Verb) -> Continues:
        """`وأضاف` goes on, `فأجاب` is another one, `وقال` and `يسأل` may be of another one."""
        if self.is_answer(place, known):
            return "maybe" if any(self.at(p).startswith(("سئل", "وسئل")) for p in range(place)) else "no"
        return "yes" if known.form.lemma in word_set("goes_on") else "maybe"

    def _agreement(self, known: Verb, stretch: Stretch | None) -> str:
        """What the verb and the noun at the head of the name tell. Before its subject the verb stands in the singular;
        where the subject is dropped, it tells the number."""
        told = known.form.agreement
        if not set(told) & {"m", "f"} or set(told) & {"d", "p"}:
            return told
        number = "s" if stretch is None else heads_number(self.at(stretch[0]))
        return told.removesuffix("s") + number

    # what is no cue

    def _is_noun(self, place: int, known: Verb) -> bool:
        """Whether a word that could be a verb is a noun here, a passive, or part of a phrase that says nothing."""
        if not known.joined and self.at(place - 1) in NOUN_BEFORE:
            return True
        if known.form.lemma == "نقل":
            return False  # who carries it is read with whom
        if self._is_unsaid(place, known) or self._is_passive(place, known) or self._is_phrase(place, known.form.lemma):
            return True
        if self.items[place].word.endswith(("اً", "ًا", "ة")):
            return True
        if known.form.lemma in {"عبر", "اعرب", "وعد", "دفع"}:
            return self._governed(place, place, known) is None
        doubtful = known.form.lemma in word_set("ambiguous") or known.has_object
        return doubtful and not self._is_surely_verb(place, known)

    def _is_unsaid(self, place: int, known: Verb) -> bool:
        """`لم يؤكد`, `لو قال`, `هل قال`, `ينبغي أن يقول`: nobody has said it. Who did not deny, though, said so."""
        before = self.at(place - 1)
        if before in UNSAID:
            return known.form.lemma not in DENIES
        wanted = before == "ان" and self.at(place)[:1] in {"ي", "ت"} and "إ" not in self.items[place - 1].word
        return wanted and self.at(place - 2) != "قبل"

    def _is_passive(self, place: int, known: Verb) -> bool:
        written = self.items[place].word
        if self.at(place - 1) in {"ما", "لما"} and self.at(place - 2) in word_set("according") | {"علي"}:
            return True  # `وفق ما أوردته` belongs to its own cue
        return PASSIVE.match(written) is not None or (ASKED.match(written) is not None and known.form.lemma in OF_ROOT)

    def _is_phrase(self, place: int, lemma: str) -> bool:
        """`يُذكر أن`, `طلب عدم ذكر اسمه`, `بين` for "between", `يبلغ 3000`."""
        word, following = self.at(place), self.at(place + 1)
        if word.removeprefix("و") == "ردا" and following == "علي":
            return True
        if word.removeprefix("و") in {"يذكر", "يقال"} or (lemma == "طلب" and following == "عدم"):
            return True
        if lemma == "بين":
            return "ّ" not in self.items[place].word and not self.opens(place + 1)
        return lemma == "ابلغ" and place < self.last and self.items[place + 1].kind == "number"

    def _is_surely_verb(self, place: int, known: Verb) -> bool:
        """Marks before it, or a clause, marks, a preposition or an object of it in reach."""
        before = place - 1
        while before > 0 and self.at(before) in COMMAS | {"هكذا"}:
            before -= 1
        return (
            self.is_quoted(before)
            or self._leads_back(place)
            or self._clause_opens(place + 1, 24) is not None
            or (bool(known.form.governs) and self._governed(place, place, known) is not None)
            or (known.form.lemma in word_set("objects") and self._object(place, place) is not None)
        )
