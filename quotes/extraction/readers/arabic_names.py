"""PURE. Arabic noun phrases in one sentence: who is named behind a verb, before it, or after "as for"."""

import re
from bisect import bisect_left, bisect_right
from typing import Final

from quotes.extraction.readers.arabic_words import (
    COMMAS,
    MASDARS,
    RELATIVES,
    VERBAL_NOUN,
    fold,
    folded,
    head,
    is_act,
    traits,
    verb,
    word_set,
)
from quotes.extraction.readers.base import SentenceReader, Stretch
from quotes.extraction.sentences import Sentence

HAD: Final = folded("كان كانت وكان وكانت فكان فكانت كانوا")
HELPING: Final = HAD | folded("قد وقد لقد فقد سبق وسبق أن")
LEADING: Final = folded("لكن ولكن بل ثم أما وأما إن فإن كما فيما بينما إذ حيث")
FUTURE: Final = re.compile("س[ايتن].{3,}")
ASKS: Final = folded("ما عما وعما عمن وعمن")
PRESENT: Final = re.compile("س?[يت]..")
NEGATIONS: Final = folded("قد لقد لم لن لا")
IN_TURN: Final = folded("بدوره بدورها بدورهم أيضا")
SAME: Final = folded("ذاته ذاتها نفسه نفسها")
MANNER: Final = re.compile(".ا..ا")
DEMONSTRATIVES: Final = folded("هذا هذه ذلك تلك هؤلاء أي")
TANWIN: Final = re.compile("اً$|ًا?$")
PARTICLES: Final = folded("لم ولم لا ولا لن ولن وقد لقد فقد قد ثم و لكن ولكن إن")
LONGEST_NAME: Final = 22
LONGEST_BETWEEN: Final = 5
NICKNAME: Final = 26
"""Code points of a name in marks inside of a name: `مدير «ليالي القصبة» المنصف بن صويلح`."""


class NameReader(SentenceReader):
    """Finds who is named beside a verb, by what a noun phrase cannot go on through."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        # The folded words; marks as they are, nothing for what is quoted.
        self.plain = [fold(item.word) if item.kind == "word" else item.word for item in self.items]
        known = [traits(word) for word in self.plain]
        # The places where a clause may open or end, and those where one opens.
        self.parting = [place for place, word in enumerate(self.plain) if not word or known[place].may_part]
        self._opening = {place for place in self.parting if known[place].is_that and self._opens_at(place)}

    def parting_between(self, first: int, last: int) -> list[int]:
        """Of these, the ones from `first` to `last`."""
        return self.parting[bisect_left(self.parting, first) : bisect_right(self.parting, last)]

    def at(self, place: int) -> str:
        return self.plain[place] if 0 <= place <= self.last else ""

    def bare(self, place: int) -> str:
        """The word without a joining letter, where it is one of the small words with it."""
        word = self.at(place)
        if word == "مطلع" and self.at(place + 1) == "علي":
            return ""  # one who knows, not the begin of a year
        joined = word[:1] in {"و", "ف"} and word[1:] in word_set("days") and word != "والي"
        return word[1:] if joined else word

    def opens(self, place: int) -> bool:
        """Whether a word opens a reported clause."""
        return place in self._opening

    def _opens_at(self, place: int) -> bool:
        return self.is_that(place) and self.at(place - 1) not in word_set("no_clause")

    def is_that(self, place: int) -> bool:
        """Whether a word is one of those that open a clause, whatever stands before it."""
        word = self.at(place)
        if not traits(word).is_that:
            return False
        return word[0] not in "فكوب" or not {"أ", "إ"}.isdisjoint(self.items[place].word) or word[-2:] != "ان"

    def name_from(
        self, first: int, *, object_follows: bool = False, governs: tuple[str, ...] = (), tells: bool = False
    ) -> Stretch | None:
        """The noun phrase that begins at `first`: up to a comma, a clause, an occasion or a day. With
        `object_follows`, up to a verbal noun too; with `governs`, up to one of these prepositions."""
        governs_by = "ب" in governs
        if not self._may_begin_name(first) or (governs_by and self.is_object_of_by(first)):
            return None
        last = first + 2 if self.at(first) == "كل" and self.at(first + 1) == "من" and first + 2 <= self.last else first
        while last < self.last and last - first < LONGEST_NAME and self._name_goes_on(last + 1):
            thing = self.is_verbal_noun(last + 1) or self.at(last + 1) in word_set("things")
            named = self.at(last).endswith(("في", "وزير", "عبد")) or self._needs_genitive(last)
            if object_follows and thing and not named:
                break
            if governs_by and self.is_object_of_by(last + 1) and self.at(last) not in word_set("courtesy"):
                break
            if tells and self._is_hearer_of(first, last + 1):
                break
            if self.at(last + 1) in governs and self._is_governed(last + 1):
                break
            last += 1
        return first, last

    def _needs_genitive(self, place: int) -> bool:
        """`مديرة مركز مكافحة الأمراض`: one who may speak, without the article."""
        return self.at(place) in word_set("of_what")

    def _is_governed(self, place: int) -> bool:
        """Whether a preposition is the verb's: not that of "a source close to", nor the first of two:
        `شكك زعيم المعارضة في المنفى في الرواية`."""
        if self._is_qualified(place - 1):
            return False
        for later in range(place + 1, min(self.last, place + 8)):
            if self.items[later].kind != "word" or self.opens(later):
                return True
            if self.at(later) == self.at(place):
                return False
        return True

    def _is_qualified(self, place: int) -> bool:
        return self.at(place).removeprefix("ال") in word_set("qualified")

    def with_apposition(self, name: Stretch) -> Stretch:
        """The name with what stands behind it between commas: `سامي، شقيق الوزير، إن`, `الطبيب، الذي وصل أمس، إن`."""
        opened = name[1] + 1
        follows = self.at(opened + 1)
        if self.at(opened) not in COMMAS:
            return name
        if head(self.at(name[0])) and (named := self._name_between(opened)) is not None:
            return name[0], named
        told = follows in RELATIVES or follows in {"وهو", "وهي"} or (head(follows) and follows[:1] != "ل")
        if not told:
            return name
        for place in range(opened + 2, min(self.last, opened + 22)):
            if self.at(place) in COMMAS:
                ends = self.opens(place + 1) or self.at(place + 1) in {":", "في", "خلال", "ل"}
                if ends or self.is_hearer(self.at(place + 1)) or self._tells_time(place + 1):
                    return name[0], place - 1
        return name

    def _name_between(self, comma: int) -> int | None:
        """The last word of a short name behind a comma, `المتحدث، لؤي الصافي، إن`: before another comma or what was
        said."""
        last = comma
        while last < self.last and last - comma <= LONGEST_BETWEEN and self._is_plain(last + 1):
            last += 1
        ends = self.at(last + 1) in COMMAS | {":"} or self.opens(last + 1)
        return last if ends and comma < last <= comma + LONGEST_BETWEEN else None

    def _is_plain(self, place: int) -> bool:
        word = self.at(place)
        if not self.may_stand_in_name(place) or self.is_meanwhile(word) or self.at(place + 1) == ".":
            return False
        known = verb(word)
        if known is not None or is_act(word) or word in LEADING or MASDARS.fullmatch(word):
            return False
        return not word.startswith(("ب", "ل")) or word in word_set("no_object") or len(word) < 6

    def _is_hearer_of(self, first: int, place: int) -> bool:
        """`ذكّر النواب الحكومة`, `أبلغ المدير الموظفين`: a second noun with the article that does not agree."""
        word, named = self.at(place), self.at(place - 1)
        if not ((word.startswith("ال") and self.at(first).startswith("ال")) or head(word)) or named == "باسم":
            return False
        if word.endswith("ين") and len(word) > 5 and not named.endswith("ين"):
            return True
        if not head(word) or not word.startswith("ال") or (place == first + 1 and not self.at(first).startswith("ال")):
            return False
        if self.at(place + 1).startswith("ال") and head(self.at(place + 1)):
            return False  # `اتهم حزب الشراع المعارض الحكومة`: an adjective, and the hearer behind it
        return self.at(first).endswith("ه") != word.endswith("ه") or head(self.at(first)) == head(word)

    def is_object_of_by(self, place: int) -> bool:
        word = self.at(place)
        if word == "بما" or word in word_set("manners"):
            return False
        return word.startswith("ب") and len(word) > 3 and word not in word_set("no_object")

    def is_verbal_noun(self, place: int) -> bool:
        word = self.at(place)
        plain = word.removesuffix("ا") if TANWIN.search(self.items[place].word) else word
        known = bool(VERBAL_NOUN.fullmatch(word)) or not word_set("nouns").isdisjoint({word, plain})
        return known and word not in word_set("bodies")

    def _may_begin_name(self, place: int) -> bool:
        if not 0 <= place <= self.last or self.items[place].kind != "word" or not self.may_stand_in_name(place):
            return False
        word = self.at(place)
        if (self.at(place - 1) in HAD and FUTURE.match(word)) or word in word_set("spans"):
            return False
        if self.opens(place) or word in word_set("figures") or self._is_manner(place) or self.is_meanwhile(word):
            return False
        if word.startswith("ل") and (self.opens(place + 1) or self.is_quoted(place + 1)):
            return False  # to whom: قال لميريديان إن
        return not (word.startswith("ال") and word.endswith("ين") and len(word) > 6)  # an object: الطرفين

    def _is_manner(self, place: int) -> bool:
        """How it was said: `مبتسماً`, `بالإنجليزية`, `بحرقة`, `باكيا`."""
        word = self.at(place)
        tanwin = TANWIN.search(self.items[place].word) is not None and not head(word)
        if tanwin or word.startswith("بال") or word in word_set("manners"):
            return True
        ends = place == self.last or self.opens(place + 1) or self.items[place + 1].kind in {"mark", "quoted"}
        return ends and ((word[:1] == "ب" and word[-1:] == "ه") or MANNER.fullmatch(word) is not None)

    def is_meanwhile(self, word: str) -> bool:
        """What happened while it was said: `وصوت بكاء يسمع`."""
        return word[:1] == "و" and len(word) > 3 and not head(word) and word not in word_set("with_waw")

    def _name_goes_on(self, place: int) -> bool:
        if self.items[place].kind == "quoted":
            return self._goes_on_through(place)
        word = self.at(place)
        if word == "-" or (word == "." and len(self.at(place - 1)) == 1):
            return True
        accusative = TANWIN.search(self.items[place - 1].word) is not None  # مصدراً وزارياً
        indefinite = TANWIN.search(self.items[place].word) is not None or self._is_manner(place)
        if (indefinite and not accusative) or self._is_object_behind(place):
            return False
        if word == "في" or (word in {"علي", "من"} and self._is_qualified(place - 1)):
            return self._governs_place(place + 1)
        told = MASDARS.fullmatch(word)
        if told is not None and told["owner"]:
            return False
        known = verb(word)
        joined = known is not None and known.joined and not known.form.is_participle
        now = known is not None and PRESENT.match(word) is not None and word != "يزيد"
        return self.may_stand_in_name(place) and not joined and not now and word not in NEGATIONS

    def _goes_on_through(self, place: int) -> bool:
        """Whether a name goes on behind a name in marks: `مدير «ليالي القصبة» المنصف`, `منظمة «ماء للجميع» إن`."""
        short = self.items[place].end - self.items[place].start <= NICKNAME
        following = place + 1
        if short and self.opens(following) and head(self.at(place - 1)):
            return True  # `قالت منظمة «ماء للجميع» إن`
        return (
            short
            and following <= self.last
            and self.items[following].kind == "word"
            and (self.may_stand_in_name(following) and not self.at(following - 2).startswith("ب"))
        )

    def _is_object_behind(self, place: int) -> bool:
        """Behind a noun with the article: `الشيخ حديثه`, `الجيش هذه الاتهامات`, `المعارضة انتقادات`."""
        word, written = self.at(place), self.items[place].word
        if word in DEMONSTRATIVES or word in HAD or word == "بما":
            return True
        if not self.at(place - 1).startswith("ال") or word.startswith(("ال", "ب", "و", "ل")) or word in SAME:
            return False
        return written.endswith(("ه", "ها", "هم")) or (word.endswith("ات") and not head(word))

    def _governs_place(self, place: int) -> bool:
        """Whether "in" goes on with a name, as in "an expert in affairs of water", and tells no occasion."""
        word = self.at(place)
        if place > self.last or self.items[place].kind != "word" or not self.may_stand_in_name(place):
            return False
        return not ({word, word.removeprefix("ال")} & word_set("occasions")) and not self._tells_time(place)

    def _tells_time(self, place: int) -> bool:
        return self.bare(place) in word_set("days")

    def may_stand_in_name(self, place: int) -> bool:
        item, word = self.items[place], self.at(place)
        if item.kind in {"mark", "quoted"} or word in RELATIVES | ASKS or self.opens(place):
            return False
        if self.bare(place) in word_set("days") or word in word_set("with_pronouns") or self.is_hearer(word):
            return False
        by_marks = word.startswith("ب") and self.is_quoted(place + 1) and verb(self.at(place - 1)) is None
        return not (word in {"ب", "ل", "و", "ف"} or by_marks)

    def is_hearer(self, word: str) -> bool:
        """`لوكالة`, `للصحفيين`: to whom it was said."""
        told = word[2:] if word.startswith("لل") else word[1:] if word.startswith("ل") else ""
        return told in word_set("hearers")

    # before the verb

    def subject_before(self, place: int) -> Stretch | None:
        """`الوزير أكد أن`, `الذي قال`, `وكان الوزير، أمس، قد قال`, `أما الوزير فقال`."""
        last = place - 1
        while last >= 0 and self.at(last) in HELPING | IN_TURN:
            last -= 1
        if last < 0:
            return None
        if self.at(last) in RELATIVES and self.at(last) != "من":
            return self.name_to(last - 2 if self.at(last - 1) in COMMAS else last - 1)
        comma = last
        if self.at(last) in COMMAS:
            last = self._before_aside(last)
        named = self.name_to(last) if last >= 0 else None
        if named is None or not self._begins_clause(named[0]):
            return None
        between = self._name_between(last + 1) if last < comma else None
        return (named[0], between) if between is not None and between == comma - 1 else named

    def _before_aside(self, comma: int) -> int:
        """The place before the comma that opens what is put between; -1 where nothing is."""
        other = next((p for p in range(comma - 1, max(-1, comma - 14), -1) if self.at(p) in COMMAS), -1)
        known = verb(self.at(other + 1)) if other >= 0 else None
        unnamed = known is not None and known.form.lemma in {"طلب", "رفض"}  # "who asked not to be named"
        if other < 0 or (known is not None and not unnamed) or self.opens(other + 1):
            return -1
        return other - 1

    def _begins_clause(self, first: int) -> bool:
        before = self.at(first - 1)
        return (
            first == 0 or before in COMMAS or self.is_that(first - 1) or before in LEADING | HELPING | {"-", "–", ")"}
        )

    def name_to(self, last: int) -> Stretch | None:
        first = last + 1
        while first > 0 and last - first < 14 and self._stands_before(first - 1):
            first -= 1
        while first <= last and (self.bare(first) in word_set("days") or self.at(first) in HELPING | LEADING):
            first += 1
        return (first, last) if 0 <= first <= last else None

    def _stands_before(self, place: int) -> bool:
        if self.at(place) in {"(", ")"} or self.items[place].kind == "number":
            return place > 0
        if self.at(place) == "في":
            return place > 0 and self._governs_place(place + 1) and self.may_stand_in_name(place - 1)
        if self.is_quoted(place):
            return place > 0 and self.items[place].end - self.items[place].start <= NICKNAME
        known = verb(self.at(place))
        says = known is not None and known.joined and (not place or known.form.lemma not in word_set("ambiguous"))
        return self.may_stand_in_name(place) and self.at(place) not in HELPING | LEADING and not says

    def is_helped(self, place: int) -> bool:
        """Whether "had" stands before the verb with nothing but its subject between."""
        if self.at(place - 1) in HELPING - HAD or self.at(place - 1) in {"الذي", "التي"}:
            return self.at(place - 1) != "ان"
        for before in range(place - 1, max(-1, place - 10), -1):
            if self.at(before) in HAD:
                return True
            if self.opens(before) or self.at(before) in COMMAS:
                return False
        return False
