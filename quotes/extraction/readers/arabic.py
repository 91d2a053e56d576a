"""PURE. Arabic: who is reported to have said what in one sentence.

The press writes the verb first ("قال الوزير إن"), or the subject first, or drops it ("وأضافت أن"). What was said begins
at a word that opens a clause, at marks, at a colon, or behind the preposition that the verb governs ("حذّر من").
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from quotes.extraction.readers.arabic_contents import NOUN_BEFORE, REACH
from quotes.extraction.readers.arabic_names import COMMAS, NICKNAME
from quotes.extraction.readers.arabic_sources import SourceReader
from quotes.extraction.readers.arabic_words import MASDARS, PRONOUNS, VERBAL_NOUN, Verb, head, is_act, verb, word_set
from quotes.extraction.readers.arabic_words import number as heads_number
from quotes.extraction.readers.base import MOST_CUES, Stretch
from quotes.extraction.reported import Actor, Reported, Span, SpeakerForm
from quotes.extraction.sentences import Sentence


def reported_in(sentence: Sentence) -> list[Reported]:
    """Every act of reporting in one sentence, in the order of the cues."""
    acts: list[Reported] = []
    for act in _ArabicReader(sentence).read():
        if act is not None and not any(_same(act, other) for other in acts):
            acts.append(act)
    return acts


def actor_in(sentence: Sentence) -> Actor | None:
    """Who acts in a sentence that reports nothing."""
    reader = _ArabicReader(sentence)
    if (topic := reader.topic(len(reader.items))) is not None:
        return Actor(reader.span(*topic), heads_number(reader.at(topic[0])))
    name = reader.leading(len(reader.items))
    if name is None or not (head(reader.at(name[0])) or any(is_act(reader.at(p)) for p in range(name[0]))):
        return None
    number = heads_number(reader.at(name[0]))
    return Actor(
        reader.span(*name), number + "f" if reader.at(0).endswith("ت") or reader.at(0)[:1] == "ت" else number + "m"
    )


def _same(act: Reported, other: Reported) -> bool:
    """`ردّ الوزير قائلاً: ...` is one act with two cues."""
    return bool(act.contents and other.contents) and act.contents[-1].start == other.contents[-1].start


CARRIES: Final = frozenset({"ذكر", "افاد", "اورد", "كتب"})
PASSIVE: Final = re.compile("[وف]?[^يتاأوف]ّ?ُ|[وف]?ات[ُّ]{1,2}")
ASKED: Final = re.compile("[وف]?[يت]ُ")
"""Signs of a passive: its first letter bears a short u, which the derived verbs have in the active present too."""
OF_ROOT: Final = frozenset({"سال", "ذكر", "نقل", "قال", "كتب", "طلب", "رفض"})


class _ArabicReader(SourceReader):
    """Reads one sentence from its begin to its end."""

    def read(self) -> Iterator[Reported | None]:
        for place in islice(
            (place for place, word in enumerate(self.plain) if self._may_be_cue(place, word)), MOST_CUES
        ):
            yield self._word(place) if self.items[place].kind == "word" else self.colon(place)

    def _may_be_cue(self, place: int, word: str) -> bool:
        if self.items[place].kind != "word":
            return word in {":", "："}
        return verb(word) is not None or bool(MASDARS.fullmatch(word)) or self._is_source(place, word)

    def _is_source(self, place: int, word: str) -> bool:
        """`بحسب`, `جاء في`, `على حد قول`."""
        return self._is_according(place, word) or word in {"جاء", "وجاء", "ورد", "وورد", "حد", "لسان"}

    def _word(self, place: int) -> Reported | None:
        word = self.plain[place]
        if self._is_according(place, word):
            return self.according(place)
        if word in {"جاء", "وجاء", "ورد", "وورد"} and self.at(place + 1) in {"في", "فيه", "فيها"}:
            return self.written(place)
        if word in {"حد", "لسان"} and self.at(place - 1) in {"علي", "وعلي"}:
            return self.according(place + 1) if word == "حد" else None
        known = verb(word)
        if known is None:
            return self.masdar(place) if MASDARS.fullmatch(word) else None
        return self.participle(place, known) if known.form.is_participle else self.verb(place, known)

    def _is_according(self, place: int, word: str) -> bool:
        if word in word_set("according") or (word[:1] in {"و", "ف"} and word[1:] in word_set("according")):
            return True
        as_told = word in {"كما", "علي", "مثلما"} and self.at(place - 1) in COMMAS
        return as_told and self.tells_as(place) is not None

    # the three kinds of cue

    def verb(self, place: int, known: Verb) -> Reported | None:
        if self._is_noun(place, known):
            return None
        if known.form.lemma == "نقل":
            return self.carried(place, known)
        stretch, form = self._subject(place, known)
        behind = stretch[1] if stretch and stretch[0] > place else place
        contents, rule = self._contents(place, behind, known, stretch)
        if (carried := self._carried_from(behind)) is not None:
            stretch, form = carried, "named"
        if contents and known.form.lemma in CARRIES:
            stretch = self._carried_at_last(behind) or stretch
        nested = self.clause is not None and place > self.clause and not known.joined and self.at(place - 1) != "و"
        sure = bool(contents) or place <= 3 or known.form.lemma not in word_set("ambiguous")
        if stretch is not None and form == "named" and not nested and sure:
            self.speaker = stretch, known.form.agreement
        if contents and not nested and not self.is_quoted(place + 1):
            self.clause = self._clause_opens(behind + 1, REACH)
        if not contents and not self._stands_alone(place, behind, known):
            return None
        self.dropped = self.dropped or stretch is None
        return self._reported(place, known, (stretch, form), contents, rule)

    def _carried_from(self, behind: int) -> Stretch | None:
        """`ذكرت الوكالة، نقلاً عن مسؤول، أن`: who is carried."""
        for place in range(behind + 1, min(self.last, behind + 4)):
            if self.at(place) == "نقلا" and self.at(place + 1) == "عن":
                return self.name_from(place + 2)
        return None

    def _carried_at_last(self, behind: int) -> Stretch | None:
        """`ذكرت الصحيفة أن الهجوم فشل، نقلاً عن ضابط`."""
        for place in range(behind + 2, min(self.last, behind + REACH)):
            if self.at(place) == "نقلا" and self.at(place + 1) == "عن":
                return self.name_from(place + 2)
        return None

    def participle(self, place: int, known: Verb) -> Reported | None:
        """`مضيفاً أن`: of whom spoke before in the sentence."""
        contents = self._behind(place, place, known)
        again = self.at(place) == "مجددا" and not self.opens(place + 1)
        if contents is None or place == 0 or again:
            return None
        if self.speaker is None and not self.dropped and (lead := self.leading(place)) is not None:
            self.speaker = lead, known.form.agreement
        if (denied := self._denied_by(place)) is not None:
            self.speaker = denied, known.form.agreement
        elif self.speaker is None and not self.dropped and (topic := self.topic(place)) is not None:
            self.speaker = topic, known.form.agreement
        named = self.speaker[0] if self.speaker else None
        return self._reported(place, known, (named, "named" if named else "dropped"), (contents,), "participle")

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
        )

    def _agreement(self, known: Verb, stretch: Stretch | None) -> str:
        """What the verb and the noun at the head of the name tell. Before its subject the verb stands in the singular;
        where the subject is dropped, it tells the number."""
        told = known.form.agreement
        if not set(told) & {"m", "f"} or set(told) & {"d", "p"}:
            return told
        number = "s" if stretch is None else heads_number(self.at(stretch[0]))
        return told.removesuffix("s") + number

    # who

    def _is_noun(self, place: int, known: Verb) -> bool:
        """Whether a word that could be a verb is a noun here, a passive, or part of a phrase that says nothing."""
        if not known.joined and self.at(place - 1) in NOUN_BEFORE:
            return True
        if self._is_passive(place, known) or self._is_phrase(place, known.form.lemma):
            return True
        if self.items[place].word.endswith(("اً", "ًا")):
            return True
        if known.form.lemma == "نقل":
            return False  # who carries it is read with whom
        if known.form.lemma in {"عبر", "اعرب", "وعد", "دفع"}:
            return self._governed(place, place, known) is None
        doubtful = known.form.lemma in word_set("ambiguous") or known.has_object
        return doubtful and not self._is_surely_verb(place, known)

    def _is_passive(self, place: int, known: Verb) -> bool:
        written = self.items[place].word
        if self.at(place - 1) in {"ما", "لما"} and self.at(place - 2) in word_set("according") | {"علي"}:
            return True  # `وفق ما أوردته` belongs to its own cue
        return PASSIVE.match(written) is not None or (ASKED.match(written) is not None and known.form.lemma in OF_ROOT)

    def _is_phrase(self, place: int, lemma: str) -> bool:
        """`يُذكر أن`, `طلب عدم ذكر اسمه`, `بين` for "between", `يبلغ 3000`."""
        word, following = self.at(place), self.at(place + 1)
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

    def _subject(self, place: int, known: Verb) -> tuple[Stretch | None, SpeakerForm]:
        """The subject before a verb with "had", behind the verb, before it, or none."""
        first = self._as_for(place) or self._before_helped(place, known)
        if first is not None:
            return first, "named"
        start = self.past_hearers(place + 1)
        behind = self.name_from(
            start,
            object_follows=known.form.lemma in word_set("objects"),
            governs_by="ب" in known.form.governs,
            tells=known.form.lemma in word_set("tells"),
        )
        if behind is None and self._is_name_in_marks(start):
            return (start, start), "named"
        if (first := self._before_object(place, known, behind)) is not None:
            return first, "named"
        if behind is not None and not self._is_first_object(behind[0], known):
            pronoun = behind[0] == behind[1] and self.at(behind[0]) in PRONOUNS
            return (behind, "pronoun") if pronoun else (self.with_apposition(behind), "named")
        named = self._named_elsewhere(place, known)
        return (named, "named") if named else (None, "dropped")

    def _as_for(self, place: int) -> Stretch | None:
        """`أما أم نضال، التي ...، فقد قالت`."""
        had = self.at(place - 1) == "فقد"
        if self.at(0) not in {"اما", "واما"} or not (self.at(place)[0] == "ف" or had):
            return None
        comma = next((p for p in range(1, place) if self.at(p) in COMMAS), place - had)
        return 1, comma - 1

    def _before_helped(self, place: int, known: Verb) -> Stretch | None:
        helped = not known.joined and not self._leads_back(place) and self.is_helped(place)
        return self.subject_before(place) if helped else None

    def _before_object(self, place: int, known: Verb, behind: Stretch | None) -> Stretch | None:
        """`المحافظ نفى وجود أي تقصير`: what stands behind such a verb is its object where a subject stands before."""
        if known.form.lemma not in word_set("takes") | word_set("tells") or known.joined or self.is_quoted(0):
            return None
        adjacent = self.at(place - 1) not in COMMAS and place > 1
        if behind is not None and head(self.at(behind[0])) and not adjacent:
            return None
        if self._leads_back(place) or self.at(place - 1) in {"ما", "بما", "مما"}:
            return None
        return self.subject_before(place) or (self.topic(place) if not self.speaker and not self.dropped else None)

    def _named_elsewhere(self, place: int, known: Verb) -> Stretch | None:
        """Who wrote what it stands in, who stands before the verb, who spoke before, who acts in the sentence."""
        if (written := self._in_document(place)) is not None:
            return written
        of_what = known.has_object and self.at(place - 1) in {"ما", "بما", "مما"}
        if not known.joined and not of_what and (before := self.subject_before(place)) is not None:
            return before
        if self.speaker and _agree(self.speaker[1], known.form.agreement):
            return self.speaker[0]
        if self.speaker or self.dropped or not place:
            return None
        acting = self.acting_last(place) or self.leading(place) if place > 3 or of_what else None
        return self.topic(place) or acting

    def _in_document(self, place: int) -> Stretch | None:
        """`نشر الحزب بياناً قال فيه`: who did the writing."""
        if self.at(place + 1) not in {"فيه", "فيها", "فيهما", "خلاله", "خلالها"} or self.at(place - 1) in COMMAS:
            return None
        return self.acting_last(place)

    def _is_first_object(self, first: int, known: Verb) -> bool:
        """`طلبت تأجيل التصويت`: what stands behind the verb is what was asked."""
        word = self.at(first)
        if known.form.lemma in word_set("refuses") and not head(word):
            plain = word.removeprefix("ال")
            return bool(VERBAL_NOUN.fullmatch(plain)) or plain in word_set("occasions")
        return known.form.lemma in word_set("objects") and self.is_verbal_noun(first)

    def _is_name_in_marks(self, place: int) -> bool:
        """`أكدت «جبهة الجنوب» أنها`: marks of a few words with a clause behind them."""
        if not self.is_quoted(place) or self.items[place].end - self.items[place].start > NICKNAME:
            return False
        return self.at(place - 1) != "ل" and any(self.opens(p) for p in range(place + 1, place + 14))


def _agree(one: str, other: str) -> bool:
    return not ({"m", "f"} <= set(one) | set(other))
