"""PURE. Arabic: who is reported to have said what in one sentence.

The press writes the verb first ("قال الوزير إن"), or the subject first, or drops it ("وأضافت أن"). What was said begins
at a word that opens a clause, at marks, at a colon, or behind the preposition that the verb governs ("حذّر من").
"""

from collections.abc import Iterator
from typing import Final

from quotes.extraction.readers.arabic_names import COMMAS, HELPING, NameReader
from quotes.extraction.readers.arabic_words import MASDARS, PRONOUNS, Verb, folded, verb, word_set
from quotes.extraction.readers.base import Stretch
from quotes.extraction.reported import Actor, Reported, Span, SpeakerForm
from quotes.extraction.sentences import Sentence

REACH: Final = 40
"""So many items behind a verb its clause may open: names, titles and occasions stand between."""
BREAKS: Final = folded(
    "بعد خلال عقب وذلك فيما بينما كما حيث بعدما عندما رغم وسط مع قبل إثر لكن غير مما ما في بحسب حسب وفق"
)
ASIDES: Final = folded("ظل إشارة خطوة حين وقت الوقت خلفية ضوء سياق غضون")
TURNS: Final = folded("غير بيد إلا")
NOUN_BEFORE: Final = folded("في عن إلى على كل أي هذا هذه ذلك تلك بعد قبل دون بين خلال حول عبر أو عدم من وفي بـ")


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


class _ArabicReader(NameReader):
    """Reads one sentence. `speaker` is who was last named in it as speaking."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.speaker: tuple[Stretch, str] | None = None
        self.dropped = False
        self.clause: int | None = None

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

    def masdar(self, place: int) -> Reported | None:
        """`بالقول إن`, `قوله إن`, `تأكيده أن`."""
        found = MASDARS.fullmatch(self.plain[place])
        if found is not None and not found["owner"] and not self.plain[place].startswith(("بال", "وبال")):
            return self.noun_of(place)
        led = self.at(place + 1) in {"الي", "علي", "من", "عن"} and self.opens(place + 2)
        opens = led or self.opens(place + 1) or self.is_quoted(place + 1) or self.at(place + 1) in {":", "،"}
        owned = found is not None and (found["owner"] or self.plain[place].startswith(("بال", "وبال")))
        if not (opens and owned):
            return None
        first = place + 2 if led or self.at(place + 1) == ":" else place + 1
        if self.at(place + 1) == "،":
            first = self._clause_opens(place + 2, 16) or self.last + 1
        if first > self.last:
            return None
        if self.speaker is None and not self.dropped:
            lead = self.acting_before(place) or self.leading(place)
            self.speaker = (lead, "") if lead else None
        stretch = self.speaker[0] if self.speaker else None
        gender = "f" if found and found["owner"] == "ها" else "m" if found and found["owner"] == "ه" else ""
        return Reported(
            contents=(self.span(first, self._ends(first)),),
            cue=self.span(place, place),
            speaker=self.span(*stretch) if stretch else None,
            form="named" if stretch else "dropped",
            rule="ar-masdar",
            confidence=0.8,
            agreement=gender,
        )

    def noun_of(self, place: int) -> Reported | None:
        """`تحذير الصندوق من أن`, `تأكيد الوزير أن`."""
        name = self.name_from(place + 1)
        first = self._clause_opens(name[1] + 1, 10) if name else None
        if name is None or first is None or self.is_quoted(first) or self.at(place)[0] == "ل":
            return None
        return Reported(
            contents=(self.span(first, self._ends(first)),),
            cue=self.span(place, place),
            speaker=self.span(*name),
            form="named",
            rule="ar-noun-of",
            confidence=0.7,
        )

    def carried(self, place: int, known: Verb) -> Reported | None:
        """`نقلت وكالة ... عن الوزير قوله إن`: who is carried speaks, not who carries."""
        about = next(
            (
                p
                for p in range(place + 1, min(self.last, place + 14))
                if self.at(p) == "عن" and self.at(p - 1) not in {"يقل", "تقل", "يزيد", "تزيد"}
            ),
            None,
        )
        if about is None:
            return None
        name = self.name_from(about + 1)
        if name is None:
            return None
        told = name[1] + 1
        known_at = self.at(told)
        said = MASDARS.fullmatch(known_at)
        aside = self.at(told + 1) in COMMAS
        first = told + 1 if said and said["owner"] and not aside else self._clause_opens(told, 16)
        if first is None or first > self.last:
            return None
        if self.at(first) == ":":
            first += 1
        self.speaker = name, ""
        return Reported(
            contents=(self.span(first, self._ends(first)),),
            cue=self.span(told, told) if said else self.span(place, place),
            speaker=self.span(*name),
            form="named",
            rule="ar-carried",
            confidence=0.85,
        )

    def written(self, place: int) -> Reported | None:
        """`وجاء في البيان أن`: the document speaks."""
        inside = self.at(place + 1) == "في"
        name = self.name_from(place + 2) if inside else self.noun_before(place)
        first = self._clause_opens((name[1] if inside else place + 1) + 1, 16) if name else None
        if name is None or first is None or self.at(place - 1) == "ما":
            return None
        self.speaker = name, ""
        return Reported(
            contents=(self.span(first, self._ends(first)),),
            cue=self.span(place, place),
            speaker=self.span(*name),
            form="named",
            rule="ar-written",
            confidence=0.85,
        )

    def according(self, place: int) -> Reported | None:
        """`بحسب الوزارة`, `وفقاً لتقرير`, `حسبما أفادت الوزارة`, `على حد قول الوزير`, `على حد تعبيره`."""
        first = place + 2 if self.at(place + 1) == "ما" else place + 1
        known = verb(self.at(first))
        told = MASDARS.fullmatch(self.at(first))
        if told is None and known is None:
            name = self.name_from(first)
        else:
            name = None if told is not None and told["owner"] else self.name_from(first + 1)
        named = name or (self.speaker[0] if self.speaker else None)
        contents = self._according_to(place, name)
        if contents is None or (name is None and told is None):
            return None
        return Reported(
            contents=(contents,),
            cue=self.span(place, first if told is not None or known is not None else place),
            speaker=self.span(*named) if named else None,
            form="named" if named else "dropped",
            rule="ar-according",
            confidence=0.85,
        )

    def _according_to(self, place: int, name: Stretch | None) -> Span | None:
        """What stands behind the name where the sentence begins with it, else what stands before."""
        if place <= 1 and name is not None:
            comma = next((p + 1 for p in range(name[1], min(self.last, name[1] + 12)) if self.at(p) in COMMAS), None)
            first = self._clause_opens(name[1] + 1, 6) or comma
            return self.span(first, self._ends(first)) if first is not None and first <= self.last else None
        last = place - 1
        while last > 0 and (self.at(last) in COMMAS or self.at(last) in {"علي", "و"}):
            last -= 1
        if last <= 0 and not self.is_quoted(last):
            return None
        return self.span(last if self.is_quoted(last) and self.at(last - 1) in COMMAS else 0, last)

    def colon(self, place: int) -> Reported | None:
        """`الوزير: «...»` at the begin of a line."""
        if place > 9 or place == self.last or not self.is_quoted(place + 1):
            return None
        words = [self.at(p) for p in range(place)]
        if not words or any(verb(word) or word in COMMAS or self.opens(p) for p, word in enumerate(words)):
            return None
        first = 1 if words[0] in {"-", "–", "—", "•"} else 0
        last = next((p - 1 for p in range(first, place) if self.at(p) == "("), place - 1)
        if last < first:
            return None
        return Reported(
            contents=(self.span(place + 1, self._ends(place + 1)),),
            cue=None,
            speaker=self.span(first, last),
            form="named",
            rule="ar-name-before-marks",
            confidence=0.8,
        )

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

    def _leads_back(self, place: int) -> bool:
        return place <= 4 and self.at(0) in word_set("leads_back")

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

    # what

    def _clause_opens(self, first: int, reach: int) -> int | None:
        """Where a clause, marks or a colon open behind `first`; not beyond the next reporting verb."""
        for place in range(first, min(self.last, first + reach) + 1):
            if self.opens(place) or (self.is_quoted(place) and self._is_speech(place)):
                return place
            if self.at(place) == ":":
                return place + 1 if place < self.last else None
            if place > first and self.items[place].kind == "word" and self._is_new_act(place):
                return None
        return None

    def _is_new_act(self, place: int) -> bool:
        """Another reporting verb begins: joined, or a participle behind a comma, except "saying"."""
        known = verb(self.at(place))
        if known is None:
            return False
        if known.form.is_participle:
            return self.at(place - 1) in COMMAS and known.form.lemma != "قال"
        return known.joined and known.form.lemma not in word_set("ambiguous")

    def _is_speech(self, place: int) -> bool:
        """Marks that may be said: more than a word, or behind a comma, a colon or the verb's preposition."""
        item = self.items[place]
        before = self.at(place - 1)
        if any(self.at(p) in word_set("naming") for p in range(max(0, place - 4), place)):
            return False
        if before in COMMAS | {":"} or before in {"ب", "بال", "ل"}:
            return item.end - item.start > 4
        return item.end - item.start > 24

    def _contents(self, place: int, behind: int, known: Verb, stretch: Stretch | None) -> tuple[tuple[Span, ...], str]:
        after = self._behind(place, behind, known)
        before = self._before(place, known)
        if (
            before is not None
            and after is not None
            and self.at(behind + 1) in COMMAS | {":"}
            and self.is_quoted(behind + 2)
        ):
            return (before, after), "around"
        if before is not None and (after is None or not self._opens_soon(behind)):
            return (before,), "before"
        if after is None:
            return (), "bare"
        return (after,), "dropped" if stretch is None else "verb"

    def _opens_soon(self, behind: int) -> bool:
        first = self._clause_opens(behind + 1, REACH)
        return first is not None and not (self.is_quoted(first) and self.at(first - 1) not in {":"} | COMMAS)

    def _before(self, place: int, known: Verb) -> Span | None:
        """`«...»، قال الوزير`: marks, or what stands before a comma and a verb without a joint."""
        if known.joined or place == 0:
            return None
        last = place - 1
        while last > 0 and (
            self.at(last) in COMMAS or self.at(last) in HELPING or self.at(last) in {"كما", "هكذا", "-"}
        ):
            last -= 1
        return self.span(last, last) if self.is_quoted(last) else None

    def _behind(self, place: int, behind: int, known: Verb) -> Span | None:
        """What was said behind the verb and its subject."""
        first = self._clause_begins(place, behind, known)
        governed = self._governed(place, behind, known)
        if first is not None and governed is not None and any(self.at(p) in COMMAS for p in range(governed, first)):
            governed = None
        if first is None or (governed is not None and governed < first):
            first = governed if governed is not None else self._object(place, behind)
            if first is None and known.form.lemma in word_set("objects"):
                first = self._object(place, behind)
        if first is None or first > self.last:
            return None
        last = self._ends(first)
        return self.span(first, last) if last > first or self.is_quoted(first) else None

    def _clause_begins(self, place: int, behind: int, known: Verb) -> int | None:
        first = self._clause_opens(behind + 1, REACH)
        if first is None or known.form.lemma != "قال" or self.is_quoted(first):
            return first
        if self._is_inna(first) or first <= behind + 2:
            return first
        # `قال فلان، الذي يعد أنه ..., إن`: the verb "to say" opens its clause with the other word.
        later = next((p for p in range(first + 1, min(self.last, first + REACH)) if self._is_inna(p)), None)
        return later if later is not None else first

    def _is_inna(self, place: int) -> bool:
        return self.items[place].kind == "word" and self.items[place].word.startswith("إن") and self.opens(place)

    def _governed(self, place: int, behind: int, known: Verb) -> int | None:
        """`حذّر من إمكانية`, `دعا إلى وقف`, `طالب بفتح`, `نفى وجود`."""
        for spot in range(place + 1, min(self.last, behind + 20) + 1):
            word = self.at(spot)
            for preposition in known.form.governs:
                if preposition == "ب" and self.is_object_of_by(spot):
                    return spot
                if preposition != "ب" and word == preposition and spot < self.last:
                    return spot + 1
        return None

    def _object(self, place: int, behind: int) -> int | None:
        """`أعلن المصرف تثبيت السعر`: the verbal noun behind the subject."""
        known = verb(self.at(place))
        if known is None or known.form.lemma not in word_set("objects"):
            return None
        for first in range(behind + 1, min(self.last, behind + 10)):
            if self.opens(first) or self.is_quoted(first):
                return None
            if self.is_verbal_noun(first) and (self.at(first - 1) not in NOUN_BEFORE):
                return first
        return None

    def _ends(self, first: int) -> int:
        """The last item of what was said: before the next act of the same speaker, or the outlet's own addition."""
        last = self.last
        for place in range(first + 1, self.last + 1):
            if self.items[place].kind == "word" and self._next_act(place):
                last = place - 1
                break
            if self.at(place) in COMMAS and (
                (self.at(place + 1) in BREAKS and self.is_quoted(place - 1))
                or (self.at(place + 1) in TURNS and self.opens(place + 2))
                or (self.at(place + 1).removeprefix("و").startswith("لكن") and verb(self.at(place + 2)) is not None)
                or (self.at(place + 1) in {"في", "علي"} and self.at(place + 2) in ASIDES)
            ):
                last = place - 1
                break
        while last > first and self.items[last].kind == "mark" and self.at(last) not in {")", "%"}:
            last -= 1
        return last

    def _next_act(self, place: int) -> bool:
        known = verb(self.at(place))
        if self.at(place) in word_set("according") and self.at(place - 1) in COMMAS:
            return True
        if known is None:
            return False
        comma = self.at(place - 1) in COMMAS
        if known.form.is_participle:
            return comma and self._governs_near(place, known)
        joined = known.joined and known.form.lemma not in word_set("ambiguous")
        return (joined and self._governs_near(place, known)) or (
            comma and self._clause_opens(place + 1, 12) is not None
        )

    def _governs_near(self, place: int, known: Verb) -> bool:
        return (
            self._clause_opens(place + 1, 8) is not None
            or self._governed(place, place, known) is not None
            or self._object(place, place) is not None
        )

    def _stands_alone(self, place: int, behind: int, known: Verb) -> bool:
        """`قال الوزير.` behind marks, or `وقال الوزير:` before them."""
        if self.at(self.last) == ":" and self.last - behind <= 12:
            return True
        if self._leads_back(place):
            return True
        return place <= 1 and self.last - behind <= 3 and known.form.lemma not in word_set("ambiguous")


def _agree(one: str, other: str) -> bool:
    return not ({"m", "f"} <= set(one) | set(other))
