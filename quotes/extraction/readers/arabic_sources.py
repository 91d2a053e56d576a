"""PURE. Arabic: who is reported without a verb of their own: carried by others, read in a document, "according to",
before a colon."""

from typing import Final

from quotes.extraction.readers.arabic_contents import AS_FOR, ContentReader
from quotes.extraction.readers.arabic_words import COMMAS, MASDARS, agree, folded, gender, head, is_act, verb, word_set
from quotes.extraction.readers.base import Stretch
from quotes.extraction.reported import Reported, Span
from quotes.extraction.sentences import Sentence

YEARS: Final = folded("عاما سنة سنوات أعوام")
OF_HIM: Final = {"عنه": "ms", "عنها": "f", "عنهم": "mp", "عنهما": "d"}


class SourceReader(ContentReader):
    """Reads one sentence's sources. `speaker` is who was last named in it as speaking, with what their verb tells."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.speaker: tuple[Stretch, str] | None = None
        self._spoke: list[tuple[Stretch, str]] = []
        self.dropped = False
        self.clause: int | None = None
        self.begins_paragraph = sentence.text[max(0, sentence.start - 1) : sentence.start] in {"", "\n"}

    def speaks(self, name: Stretch, agreement: str = "") -> None:
        """Remember who speaks. Where the verb does not tell whether it is a man or a woman, the noun may."""
        told = agreement if set(agreement) & {"m", "f"} else agreement + gender(self.items[name[0]].word)
        self.speaker = name, told
        self._spoke.append(self.speaker)

    def spoke_before(self, agreement: str) -> Stretch | None:
        """Who spoke last in the sentence and agrees with a form."""
        return next((name for name, told in reversed(self._spoke) if agree(told, agreement)), None)

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
        local = self._of_turn(place)
        if local is not None:
            self.speaks(local)
        elif self.speaker is None and not self.dropped:
            lead = self.acting_last(place) or self.acting_before(place) or self.leading(place)
            if lead is not None:
                self.speaks(lead)
        agreement = "f" if found and found["owner"] == "ها" else "ms" if found and found["owner"] == "ه" else ""
        stretch = self.spoke_before(agreement)
        return Reported(
            contents=(self.span(first, self._ends(first)),),
            cue=self.span(place, place),
            speaker=self.span(*stretch) if stretch else None,
            form="named" if stretch else "dropped",
            rule="ar-masdar",
            confidence=0.8,
            agreement=agreement,
        )

    def _of_turn(self, place: int) -> Stretch | None:
        """`أما زميلتها فاكتفت بالقول`: who was turned to behind the last comma."""
        comma = next((p for p in range(place - 1, max(-1, place - 12), -1) if self.at(p) in COMMAS), -1)
        if self.at(comma + 1) not in AS_FOR:
            return None
        does = next((p for p in range(comma + 3, place) if self.at(p)[:1] == "ف"), None)
        return (comma + 2, does - 1) if does is not None else None

    def noun_of(self, place: int) -> Reported | None:
        """`تحذير الصندوق من أن`, `تأكيد الوزير أن`."""
        name = self.name_from(place + 1)
        first = self._clause_opens(name[1] + 1, 10) if name else None
        if name is None or first is None or self.at(place)[0] == "ل":
            return None
        if self.is_quoted(first) and self.at(first - 1) != ":":
            return None
        return Reported(
            contents=(self.span(first, self._ends(first)),),
            cue=self.span(place, place),
            speaker=self.span(*name),
            form="named",
            rule="ar-noun-of",
            confidence=0.7,
        )

    def carried_again(self, place: int) -> Reported | None:
        """`ونقلت عنه الصحيفة قوله إن`: of whom was spoken before."""
        about = next((p for p in range(place + 1, min(self.last, place + 4)) if self.at(p) in OF_HIM), None)
        if about is None:
            return None
        said = next((p for p in range(about + 1, min(self.last, about + 8)) if self._is_owned(p)), None)
        first = said + 1 if said is not None else self._clause_opens(about + 1, 10)
        if first is not None and self.at(first) == ":":
            first += 1
        contents = self._carried_words(place, first, owned=False)
        if contents is None:
            return None
        agreement = OF_HIM[self.at(about)]
        named = self.spoke_before(agreement)
        return Reported(
            contents=(contents,),
            cue=self.span(said or place, said or place),
            speaker=self.span(*named) if named else None,
            form="named" if named else "dropped",
            rule="ar-carried-again",
            confidence=0.75,
            agreement=agreement,
        )

    def _is_owned(self, place: int) -> bool:
        """`قوله`, `تأكيدها`"""
        told = MASDARS.fullmatch(self.at(place))
        return told is not None and bool(told["owner"])

    def carried(self, place: int) -> Reported | None:
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
        if first is not None and self.at(first) == ":":
            first += 1
        contents = self._carried_words(place, first, owned=said is not None)
        if contents is None:
            return None
        self.speaks(name)
        return Reported(
            contents=(contents,),
            cue=self.span(told, told) if said else self.span(place, place),
            speaker=self.span(*name),
            form="named",
            rule="ar-carried",
            confidence=0.85,
        )

    def _carried_words(self, place: int, first: int | None, *, owned: bool) -> Span | None:
        """What stands behind `قوله`, or where nothing does, before `، نقلت وكالة عن مصدر قوله`."""
        if first is not None and first <= self.last and self.items[first].kind != "mark":
            return self.span(first, self._ends(first))
        behind_comma = owned and place > 2 and self.at(place - 1) in COMMAS
        return self.span(0, place - 2) if behind_comma else None

    def written(self, place: int) -> Reported | None:
        """`وجاء في البيان أن`: the document speaks."""
        inside = self.at(place + 1) == "في"
        name = self.name_from(place + 2) if inside else self.acting_last(place) or self.noun_before(place)
        first = self._clause_opens((name[1] if inside else place + 1) + 1, 16) if name else None
        if name is None or first is None or self.at(place - 1) == "ما":
            return None
        self.speaks(name)
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
        first = self.tells_as(place) or (place + 2 if self.at(place + 1) in {"ما", "لما"} else place + 1)
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
        if self.speaker is None and name is not None:
            self.speaks(name)
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
        if name is not None and (place <= 1 or (place <= 3 and self.at(place - 1) == "حد")):
            comma = next((p + 1 for p in range(name[1], min(self.last, name[1] + 12)) if self.at(p) in COMMAS), None)
            first = self._clause_opens(name[1] + 1, 6) or comma
            return self.span(first, self._ends(first)) if first is not None and first <= self.last else None
        last = place - 1
        while last > 0 and (self.at(last) in COMMAS or self.at(last) in {"علي", "و"}):
            last -= 1
        if last <= 0 and not self.is_quoted(last):
            return None
        begins = verb(self.at(0))
        opened = begins is not None and begins.form.lemma not in word_set("ambiguous")
        if opened and not any(self.opens(p) or self.is_quoted(p) for p in range(1, last + 1)):
            return None  # `وأضاف المسؤول، وفق الصحيفة، أن`
        return self.span(last if self.is_quoted(last) and self.at(last - 1) in COMMAS else 0, last)

    def colon(self, place: int) -> Reported | None:
        """`الوزير: «...»` at the begin of a line."""
        if place > 14 or place == self.last:
            return None
        if not self.is_quoted(place + 1):
            return self.label(place)
        words = [self.at(p) for p in range(place)]
        told = any(verb(word) or self.opens(p) for p, word in enumerate(words))
        if not words or told or (not COMMAS.isdisjoint(words) and not self._tells_age(place)):
            return None
        first = 1 if words[0] in {"-", "–", "—", "•"} else 0
        lead = None if head(words[0]) else self.leading(place)
        if lead is not None and head(self.at(lead[0])) and is_act(self.at(0)):
            return self._before_colon(place, *lead)  # وقاطعه النائب بالصراخ: «...»
        last = next((p - 1 for p in range(first, place) if self.at(p) == "("), place - 1)
        return self._before_colon(place, first, last) if last >= first and self._is_label(first) else None

    def _is_label(self, first: int) -> bool:
        """Not `قرأ القاضي الرسالة: «...»`, `وغمغم الشيخ: «...»` nor `في بيان للحزب: «...»`."""
        word, following = self.at(first), self.at(first + 1)
        does = not head(word) and following.startswith("ال") and bool(head(following))
        return not does and word not in word_set("days") and not (self.is_meanwhile(word) and head(following))

    def _tells_age(self, place: int) -> bool:
        """`كمال، 44 سنة، أب لأربعة أطفال: «...»`"""
        ages = (p for p in range(2, place) if self.items[p].kind == "number" and self.at(p - 1) in COMMAS)
        return any(self.at(p + 1) in YEARS for p in ages)

    def _before_colon(self, place: int, first: int, last: int) -> Reported:
        return Reported(
            contents=(self.span(place + 1, self._ends(place + 1)),),
            cue=None,
            speaker=self.span(first, last),
            form="named",
            rule="ar-name-before-marks",
            confidence=0.8,
        )

    def label(self, place: int) -> Reported | None:
        """`القاضي نعيم شاهين: الحكم باطل` at the begin of a paragraph of a transcript."""
        first = 1 if self.at(0) in {"-", "–", "—", "•"} else 0
        words = range(first, place)
        if not (self.begins_paragraph and 1 <= len(words) <= 6 and (first or self.last - place >= 3)):
            return None
        if any(self.items[p].kind != "word" or verb(self.at(p)) or not self.may_stand_in_name(p) for p in words):
            return None
        last = self.last - 1 if self.at(self.last) in {".", "…"} and self.last - place > 1 else self.last
        titled = bool(head(self.at(first)))
        named = bool(first) or (
            2 <= len(words) <= 3 and not any(self.at(p).startswith("ال") for p in range(first, first + 1))
        )
        if self.at(first) in word_set("no_label") or not (titled or named) or self.is_verbal_noun(first):
            return None
        return Reported(
            contents=(self.span(place + 1, last),),
            cue=None,
            speaker=self.span(first, place - 1),
            form="named",
            rule="ar-label",
            confidence=0.6,
        )
