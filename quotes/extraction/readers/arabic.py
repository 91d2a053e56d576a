"""PURE. Arabic: who is reported to have said what in one sentence.

The press writes the verb first ("قال الوزير إن"), or the subject first, or drops it ("وأضافت أن"). What was said begins
at a word that opens a clause, at marks, at a colon, or behind the preposition that the verb governs ("حذّر من").
"""

from collections.abc import Iterator

from quotes.extraction.readers.arabic_contents import NOUN_BEFORE, REACH
from quotes.extraction.readers.arabic_names import COMMAS
from quotes.extraction.readers.arabic_sources import SourceReader
from quotes.extraction.readers.arabic_words import MASDARS, PRONOUNS, Verb, verb, word_set
from quotes.extraction.readers.base import Stretch
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
    name = reader.leading(len(reader.items))
    if name is None:
        return None
    return Actor(reader.span(*name), "f" if reader.at(0).endswith("ت") or reader.at(0)[:1] == "ت" else "m")


def _same(act: Reported, other: Reported) -> bool:
    """`ردّ الوزير قائلاً: ...` is one act with two cues."""
    return bool(act.contents and other.contents) and act.contents[-1].start == other.contents[-1].start


class _ArabicReader(SourceReader):
    """Reads one sentence from its begin to its end."""

    def read(self) -> Iterator[Reported | None]:
        for place, item in enumerate(self.items):
            if item.kind == "word":
                yield self._word(place)
            elif item.word in {":", "："}:
                yield self.colon(place)

    def _word(self, place: int) -> Reported | None:
        word = self.plain[place]
        if (word[1:] if word[:1] in {"و", "ف"} else word) in word_set("according"):
            return self.according(place)
        if word in {"جاء", "وجاء", "ورد", "وورد"} and self.at(place + 1) in {"في", "فيه", "فيها"}:
            return self.written(place)
        if word in {"حد", "لسان"} and self.at(place - 1) in {"علي", "وعلي"}:
            return self.according(place + 1) if word == "حد" else None
        known = verb(word)
        if known is None:
            return self.masdar(place) if MASDARS.fullmatch(word) else None
        if known.form.is_participle:
            return self.participle(place, known)
        return self.verb(place, known)

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
        nested = self.clause is not None and place > self.clause and not known.joined and self.at(place - 1) != "و"
        if stretch is not None and form == "named" and not nested:
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

    def participle(self, place: int, known: Verb) -> Reported | None:
        """`مضيفاً أن`: of whom spoke before in the sentence."""
        contents = self._behind(place, place, known)
        if contents is None or place == 0:
            return None
        if self.speaker is None and not self.dropped and (lead := self.leading(place)) is not None:
            self.speaker = lead, known.form.agreement
        named = self.speaker[0] if self.speaker else None
        return self._reported(place, known, (named, "named" if named else "dropped"), (contents,), "participle")

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
            agreement=known.form.agreement,
        )

    # who

    def _is_noun(self, place: int, known: Verb) -> bool:
        """Whether a word that could be a verb is a noun here, a passive, or part of a phrase that says nothing."""
        if not known.joined and self.at(place - 1) in NOUN_BEFORE:
            return True
        if self._is_phrase(place, known.form.lemma):
            return True
        if known.form.lemma in {"عبر", "اعرب", "وعد"}:
            return self._governed(place, place, known) is None
        doubtful = known.form.lemma in word_set("ambiguous") or known.has_object
        return doubtful and not self._is_surely_verb(place, known)

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
        helped = not known.joined and not self._leads_back(place) and self.is_helped(place)
        if helped and (before := self.subject_before(place)) is not None:
            return before
        if known.joined and self.at(place)[0] == "ف" and self.at(0) in {"اما", "واما"}:
            return (1, place - 2 if self.at(place - 1) in COMMAS else place - 1), "named"
        behind = self.name_from(
            place + 1, object_follows=known.form.lemma in word_set("objects"), governs_by="ب" in known.form.governs
        )
        if behind is not None and not self._is_first_object(behind[0], known):
            pronoun = behind[0] == behind[1] and self.at(behind[0]) in PRONOUNS
            return behind, "pronoun" if pronoun else "named"
        if not known.joined and (before := self.subject_before(place)) is not None:
            return before
        if self.speaker and _agree(self.speaker[1], known.form.agreement):
            return self.speaker[0], "named"
        lead = self.leading(place) if place > 3 and not self.speaker and not self.dropped else None
        return (lead, "named") if lead else (None, "dropped")

    def _is_first_object(self, first: int, known: Verb) -> bool:
        """`طلبت تأجيل التصويت`: what stands behind the verb is what was asked."""
        return known.form.lemma in word_set("objects") and self.is_verbal_noun(first)


def _agree(one: str, other: str) -> bool:
    return not ({"m", "f"} <= set(one) | set(other))
