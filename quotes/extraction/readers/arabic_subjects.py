"""PURE. Arabic: who is the subject of a reporting verb: behind it, before it, or dropped."""

from typing import Final

from quotes.extraction.readers.arabic_contents import AS_FOR
from quotes.extraction.readers.arabic_names import HAD, HELPING, LEADING, NEGATIONS, NICKNAME
from quotes.extraction.readers.arabic_sources import SourceReader
from quotes.extraction.readers.arabic_words import (
    COMMAS,
    PRONOUNS,
    RELATIVES,
    VERBAL_NOUN,
    Verb,
    agree,
    folded,
    gender,
    head,
    verb,
    word_set,
)
from quotes.extraction.readers.base import Stretch
from quotes.extraction.reported import SpeakerForm

BACK_TO: Final = folded("بالعودة وبالعودة بالنسبة وبالنسبة")
TO: Final = folded("إلى")
SERIAL: Final = folded(
    "مضى ومضى مضت ومضت راح وراح راحت وراحت ظل وظل ظلت وظلت أخذ وأخذ أخذت وأخذت استمر واستمر استمرت واستمرت عاد وعاد "
    "عادت وعادت بدأ وبدأ بدأت وبدأت"
)
"""Before a verb of the present these only tell how it goes on: `ومضى يقول`."""
SO_HE: Final = folded("فهو فهي فهم فهما")
ANSWERS: Final = folded("أجاب رد قال علق عقب")
INSIDE: Final = folded("فيه فيها فيهما خلاله خلالها")
HE_HIMSELF: Final = folded(
    "لكنه لكنها لكنهم لكنهما ولكنه ولكنها ولكنهم ولكنهما وهو وهي وهم وهما فهو فهي فهم فهما كونه كونها لأنه لأنها "
    "إنه إنها إنهم إنهما أنه أنها أنهم أنهما بأنه بأنها بأنهم وأنه وأنها وإنه وإنها"
)
"""Where one of these stands before a verb, it is the subject: what stands behind is the verb's object."""


class SubjectReader(SourceReader):
    """Finds who is meant by a reporting verb."""

    def _subject(self, place: int, known: Verb) -> tuple[Stretch | None, SpeakerForm]:
        """The subject before a verb with "had", behind the verb, before it, or none."""
        first = self._as_for(place) or self._before_helped(place, known)
        if (first := first or self._of_serial(place) or self._but_to(place)) is not None:
            return first, "named"
        if "1" in known.form.agreement or self._is_himself(place) or self._of_serial_at(place) is not None:
            return self._of_pronoun(place, known)
        return self._beside(place, known)

    def _of_pronoun(self, place: int, known: Verb) -> tuple[Stretch | None, SpeakerForm]:
        """ "I", "but he", "that she": who spoke before in the sentence. Deep in a sentence in which nobody did, a
        pronoun is of somebody there and of nobody who spoke before."""
        if "1" in known.form.agreement:
            return None, "dropped"
        if self.at(place - 1) in PRONOUNS | SO_HE:
            return (place - 1, place - 1), "pronoun"
        if self._is_somebody_in_clause(place):
            return None, "named"
        first = self.spoke_before(known.form.agreement)
        return (first, "named") if first or not (self.dropped or place <= 2) else (None, "dropped")

    def _is_somebody_in_clause(self, place: int) -> bool:
        """`اتهم النائب الوزير بأنه قال`, `أوضح أن الرئيس أمر وأنه قال`: "that he" is who speaks only where it opens
        what is said, and the verb has no other person beside it."""
        that = place - 1
        while that > 0 and self.at(that) in HELPING - {"ان"}:
            that -= 1
        if not self.is_that(that):
            return False
        cue = next((p for p in range(that - 1, -1, -1) if verb(self.at(p)) is not None), None)
        told = verb(self.at(cue)) if cue is not None else None
        addressed = told is not None and (told.has_object or told.form.lemma in word_set("tells"))
        return addressed or (self.clause is not None and self.clause != that)

    def _beside(self, place: int, known: Verb) -> tuple[Stretch | None, SpeakerForm]:
        """Who is named behind the verb or before it, or nobody."""
        start = self.past_hearers(place + 1)
        behind = self._name_behind(start, place, known)
        if behind is None and self._is_name_in_marks(start):
            return (start, start), "named"
        if (first := self._before_object(place, known, behind)) is not None:
            return first, "named"
        if behind is not None and not self._is_first_object(behind[0], known):
            pronoun = behind[0] == behind[1] and self.at(behind[0]) in PRONOUNS
            return (behind, "pronoun") if pronoun else (self.with_apposition(behind), "named")
        named = self._named_elsewhere(place, known)
        unknown = named is None and self._is_of_clause(place, known)
        return (named, "named") if named or unknown else (None, "dropped")

    def _is_of_clause(self, place: int, known: Verb) -> bool:
        """Whether the subject is in the sentence, though it was not understood, and nobody who spoke before:
        `نقش يقول`, `لم يزد على أن قال`."""
        before = self.at(place - 1)
        if self.is_answer(place, known) and self.speaker is not None:
            return True
        if self.dropped or known.joined or place == 0 or before == "ان":
            return before == "ان" and not self.dropped
        noun = self.items[place - 1].kind == "word" and self.may_stand_in_name(place - 1)
        plain = not before.startswith(("ال", "ب", "ل", "ف", "و")) and not before.endswith(("ه", "ها", "هم", "ا"))
        leads = before in HELPING | NEGATIONS | LEADING | {"ثم", "هنا"}
        return noun and plain and not leads and self.at(place)[:1] in {"ي", "ت"}

    def _name_behind(self, start: int, place: int, known: Verb) -> Stretch | None:
        """The name that begins at `start`, if it may be the subject of the verb and is not whom it addresses."""
        if set(known.form.agreement) & {"d", "p"}:
            return None  # before its subject the verb stands in the singular
        behind = self.name_from(
            start,
            object_follows=known.form.lemma in word_set("objects"),
            governs=known.form.governs,
            tells=known.form.lemma in word_set("tells"),
        )
        return None if behind is not None and self._is_addressed(behind, place, known) else behind

    def _is_addressed(self, name: Stretch, place: int, known: Verb) -> bool:
        """`ودعت السكان إلى`, `واتهم الحكومة بـ`: the only noun behind such a verb, which does not agree with it or
        stands where somebody spoke before in the sentence, is whom the words are for or about."""
        if known.form.lemma not in word_set("tells") | word_set("takes"):
            return False
        if not agree(gender(self.items[name[0]].word), known.form.agreement):
            return True
        before = self.spoke_before(known.form.agreement) or self.acting_last(place)
        if self.at(place + 1) in INSIDE and not head(self.at(name[0])) and (before or self.leading(place)):
            return True  # `وردّت الجبهة ببيان وصفت فيه الهدنة بأنها`
        spoke = known.joined and before is not None
        return spoke and self.at(name[0]).startswith("ال") and self.at(name[1] + 1) not in COMMAS

    def _but_to(self, place: int) -> Stretch | None:
        """`فما كان من الوزير إلا أن رد`."""
        if self.at(place - 1) != "ان" or self.at(place - 2) != "الا":
            return None
        was = next((p for p in range(place - 3, max(0, place - 14), -1) if self.at(p) in HAD), None)
        name = self.name_from(was + 2) if was is not None and self.at(was + 1) == "من" else None
        return (name[0], min(name[1], place - 3)) if name is not None else None

    def is_answer(self, place: int, known: Verb) -> bool:
        """`سأل الصحافي الوزير فقال`: not who asked."""
        return self.at(place)[:1] == "ف" and known.form.lemma in ANSWERS

    def _is_himself(self, place: int) -> bool:
        before = place - 1
        while before > 0 and self.at(before) in HELPING:
            before -= 1
        return self.at(before) in HE_HIMSELF

    def is_serial(self, place: int) -> bool:
        """Whether `مضى` and its like stand before the verb that reports: `ومضى الوزير يقول`."""
        return self.plain[place] in SERIAL and any(
            self._of_serial_at(spot) == place for spot in range(place + 1, min(self.last, place + 8) + 1)
        )

    def _of_serial(self, place: int) -> Stretch | None:
        """`ومضى الوزير يقول`: who stands between."""
        serial = self._of_serial_at(place)
        return self.name_from(serial + 1) if serial is not None and serial + 1 < place else None

    def _of_serial_at(self, place: int) -> int | None:
        """The place of the verb that only tells how the one at `place` goes on."""
        known = verb(self.at(place))
        if known is None or known.joined or self.at(place)[:1] not in {"ي", "ت"}:
            return None
        for before in range(place - 1, max(-1, place - 8), -1):
            if self.at(before) in SERIAL:
                name = self.name_from(before + 1)
                return before if before + 1 == place or (name is not None and name[1] + 1 == place) else None
            if self.opens(before) or self.items[before].kind != "word":
                return None
        return None

    def is_figure(self, place: int) -> bool:
        """`يقول المثل`, `وكل شيء يقول`, `الأرقام تقول الكثير`: nobody speaks."""
        before = self.subject_before(place)
        words = {self.at(place + 1)} | {self.at(spot) for spot in range(*(before or (0, 0)))}
        return not words.isdisjoint(word_set("figures"))

    def _as_for(self, place: int) -> Stretch | None:
        """`أما أم نضال، التي ...، فقد قالت`."""
        had = self.at(place - 1) == "فقد"
        if not (self.at(place)[0] == "ف" or had):
            return None
        opened = next((p for p in range(place - 1, -1, -1) if self._turns_to(p)), None)
        if opened is None:
            return None
        first = opened + 2 if self.at(opened + 1) in TO else opened + 1
        comma = next((p for p in range(first, place) if self.at(p) in COMMAS), place - had)
        return (first, comma - 1) if first < comma and self.may_stand_in_name(first) else None

    def _turns_to(self, place: int) -> bool:
        """`أما فلان، ...`, `وبالعودة إلى فلان، فقد ...` at the begin of the sentence or behind a comma."""
        if place > 0 and self.at(place - 1) not in COMMAS:
            return False
        return self.at(place) in AS_FOR or (self.at(place) in BACK_TO and self.at(place + 1) in TO)

    def _before_helped(self, place: int, known: Verb) -> Stretch | None:
        if known.has_object and self.at(place - 1) in RELATIVES:
            return None  # `الهجوم الذي وصفته الحكومة`
        helped = not known.joined and not self._leads_back(place) and self.is_helped(place)
        return self.subject_before(place) if helped else None

    def _before_object(self, place: int, known: Verb, behind: Stretch | None) -> Stretch | None:
        """`المحافظ نفى وجود أي تقصير`: what stands behind such a verb is its object where a subject stands before."""
        if known.form.lemma not in word_set("takes") | word_set("tells") or known.joined or self.is_quoted(0):
            return None
        adjacent = self.at(place - 1) not in COMMAS and place > 1
        if behind is not None and head(self.at(behind[0])) and not adjacent:
            return None
        if self.at(place + 1) in INSIDE or (known.has_object and self.at(place - 1) in RELATIVES):
            return None  # `وقفة طالب خلالها التجار بـ`
        if self._leads_back(place) or self.at(place - 1) in {"ما", "بما", "مما"}:
            return None
        return self.subject_before(place) or (self.topic(place) if not self.speaker and not self.dropped else None)

    def _named_elsewhere(self, place: int, known: Verb) -> Stretch | None:
        """Who wrote what it stands in, who stands before the verb, who spoke before, who acts in the sentence."""
        near = self.acting_near(place) if self.at(place - 1) == "ان" else None
        if (first := self._in_document(place) or near) is not None:
            return first
        of_what = known.has_object and self.at(place - 1) in {"ما", "بما", "مما"}
        if not known.joined and not of_what and (before := self.subject_before(place)) is not None:
            return before
        if (spoke := self.spoke_before(known.form.agreement)) is not None:
            return None if self.is_answer(place, known) else spoke
        if self.speaker or self.dropped or not place:
            return None
        acting = self.acting_last(place) if place > 2 or of_what else None
        acting = acting or (self.leading(place) if place > 3 or of_what else None)
        if self.at(place).startswith(("لي", "لت")):  # `خرج الوزير ليقول`
            return acting or self.leading(place)
        return self.topic(place) or acting

    def _in_document(self, place: int) -> Stretch | None:
        """`نشر الحزب بياناً قال فيه`: who did the writing."""
        if self.at(place + 1) not in INSIDE or self.at(place - 1) in COMMAS:
            return None
        return self.acting_last(place) or (self.leading(place) if place > 3 else None)

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
