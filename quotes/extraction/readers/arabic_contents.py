"""PURE. Arabic: what was said behind a verb or before it, and where it ends."""

from typing import Final

from quotes.extraction.readers.arabic_actors import ActorReader
from quotes.extraction.readers.arabic_names import HELPING
from quotes.extraction.readers.arabic_words import COMMAS, MASDARS, WHILE, Verb, folded, verb, word_set
from quotes.extraction.readers.base import Stretch
from quotes.extraction.reported import Span

REACH: Final = 40
"""So many items behind a verb its clause may open: names, titles and occasions stand between."""
BREAKS: Final = folded(
    "بعد خلال عقب وذلك فيما بينما كما حيث بعدما عندما رغم وسط مع قبل إثر لكن غير مما ما في بحسب حسب وفق"
)
ASIDE_BEGINS: Final = folded("وهو وهي وهذا وهذه")
AS_FOR: Final = folded("أما وأما")
ASIDES: Final = folded("ظل إشارة خطوة حين وقت الوقت خلفية ضوء سياق غضون")
NAMES: Final = folded("وصف اعتبر")
SAYS: Final = folded("قال أكد أعلن أوضح أضاف")
PREPOSITIONS: Final = folded("في على إلى عن من")
TURNS: Final = folded("غير بيد إلا")
NOUN_BEFORE: Final = folded("في عن إلى على كل أي هذا هذه ذلك تلك بعد قبل دون بين خلال حول عبر أو عدم من وفي بـ")


class ContentReader(ActorReader):
    """Finds what was said: a clause, marks, what a preposition governs, a verbal noun."""

    def _clause_opens(self, first: int, reach: int) -> int | None:
        """Where a clause, marks or a colon open behind `first`; not beyond the next reporting verb."""
        for place in self.parting_between(first, min(self.last, first + reach)):
            if self._opens_clause(place) or (self.is_quoted(place) and self._is_speech(place)):
                return place
            if self.at(place) in WHILE and self.at(place - 1) in COMMAS:
                return None
            if self.at(place) == ":":
                return place + 1 if place < self.last else None
            if place > first and self.items[place].kind == "word" and self._is_new_act(place):
                return None
        return None

    def _opens_clause(self, place: int) -> bool:
        """`وأن` goes on with a clause and opens none."""
        return self.opens(place) and not self.at(place).startswith("وان")

    def _is_new_act(self, place: int) -> bool:
        """Another reporting verb begins: joined, or a participle behind a comma, except "saying"."""
        known = verb(self.at(place))
        if known is None:
            return False
        called = known.has_object and self.at(place - 1) in {"ما", "بما", "مما"} and known.form.lemma in NAMES
        if self.at(place + 1) in {"فيه", "فيها"} or called:
            return True
        alone = not known.joined and not known.form.is_participle and known.form.lemma in SAYS
        if known.joined and known.form.lemma in word_set("ambiguous") and self._opens_next(place):
            return True
        if alone and self.at(place - 1) not in HELPING and self._opens_at_once(place):
            return True
        if known.form.is_participle:
            return self.at(place - 1) in COMMAS and known.form.lemma != "قال" and self._leads_soon(place, known)
        return known.joined and known.form.lemma not in word_set("ambiguous")

    def _opens_next(self, place: int) -> bool:
        """`وتكمل: «...»`"""
        return self.opens(place + 1) or self.is_quoted(place + 1) or self.at(place + 1) == ":"

    def _opens_at_once(self, place: int) -> bool:
        return any(self.opens(p) for p in range(place + 1, place + 4)) and not self.is_quoted(place - 1)

    def _leads_soon(self, place: int, known: Verb) -> bool:
        near = any(self.opens(p) or self.is_quoted(p) or self.at(p) == ":" for p in range(place + 1, place + 5))
        governed = self._governed(place, place, known)
        return near or (governed is not None and governed <= place + 6)

    def _is_speech(self, place: int) -> bool:
        """Marks that may be said: more than a word, or behind a comma, a colon or the verb's preposition."""
        item = self.items[place]
        before = self.at(place - 1)
        if self._is_title(place):
            return False
        if before in {"ل", "لل"} or (before.startswith("ل") and self.is_hearer(before)):
            return False
        if before in PREPOSITIONS or self.is_that(place - 1):
            return False
        if before in COMMAS | {":"} or before in {"ب", "بال"} or self._takes_marks(place):
            return item.end - item.start > 4
        return item.end - item.start > 24

    def _takes_marks(self, place: int) -> bool:
        """`متوقعاً «عودة الهدوء»`: right behind a participle whose object is what was said."""
        known = verb(self.at(place - 1))
        return known is not None and known.form.is_participle and known.form.lemma in word_set("objects")

    def _contents(self, place: int, behind: int, known: Verb, stretch: Stretch | None) -> tuple[tuple[Span, ...], str]:
        after = self._behind(place, behind, known)
        before = self._before(place, known)
        if (
            before is not None
            and after is not None
            and (later := self._clause_opens(behind + 1, 5)) is not None
            and self.is_quoted(later)
            and self.at(later - 1) in COMMAS | {":"}
        ):
            return (before, after), "around"
        own = before is not None and (before.start == self.items[0].start or self._parted_off(place))
        if before is not None and (after is None or (own and not self._opens_soon(behind))):
            return (before,), "before"
        if after is None:
            return (), "bare"
        return (after,), "dropped" if stretch is None else "verb"

    def _parted_off(self, place: int) -> bool:
        """Whether the marks before the verb stand behind a comma, a colon or a dash, and not inside of a clause."""
        marks = next(p for p in range(place - 1, -1, -1) if self.is_quoted(p))
        return self.at(marks - 1) in COMMAS | {":", "-", "–", "—"}

    def _opens_soon(self, behind: int) -> bool:
        first = self._clause_opens(behind + 1, REACH)
        return first is not None and not (self.is_quoted(first) and self.at(first - 1) not in {":"} | COMMAS)

    def _before(self, place: int, known: Verb) -> Span | None:
        """`«...»، قال الوزير`: marks before a comma and a verb without a joint, and no title or name there."""
        if known.joined or place == 0:
            return None
        last = place - 1
        while last > 0 and (
            self.at(last) in COMMAS or self.at(last) in HELPING or self.at(last) in {"كما", "هكذا", "بهذا", "بذلك", "-"}
        ):
            last -= 1
        if not self.is_quoted(last) or self._is_title(last) or (last > 1 and self.is_that(last - 1)):
            return None
        return self.span(last, last)

    def _is_title(self, place: int) -> bool:
        """`في بيان بعنوان «كرامة الطبيب»`"""
        return any(self.at(before) in word_set("naming") for before in range(max(0, place - 4), place))

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
        if self.is_quoted(first) and self.at(first - 1) == "ب" and "ب" in known.form.governs:
            first -= 1
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
        for spot in range(place + 1, min(self.last, behind + 20) + 1) if known.form.governs else ():
            word = self.at(spot)
            for preposition in known.form.governs:
                if preposition == "ب" and self.is_object_of_by(spot):
                    return spot
                qualified = self.at(spot - 1) in word_set("qualified")
                at_marks = preposition == "ب" == word and self.is_quoted(spot + 1)
                if at_marks and (spot == place + 1 or verb(self.at(spot - 1)) is None):
                    return spot + 1
                if preposition != "ب" and word == preposition and spot < self.last and not qualified:
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
        for place in self.parting_between(first + 1, self.last):
            if self.items[place].kind == "word" and self._next_act(place):
                last = place - 1
                break
            if self.at(place) in COMMAS and (
                self._others_act(place + 1)
                or (self.at(place + 1) == "فكان" and MASDARS.fullmatch(self.at(place + 2)))
                or (self.at(place + 1) in {"فما", "وما"} and self.at(place + 2) in HELPING)
                or (self.at(place + 1) in BREAKS | ASIDE_BEGINS and self.is_quoted(place - 1))
                or self.at(place + 1) in AS_FOR
                or (self.is_quoted(place - 1) and self.at(place + 1).removeprefix("و").startswith("لكن"))
                or (self.at(place + 1) in TURNS and self.is_that(place + 2))
                or (self.at(place + 1).removeprefix("و").startswith("لكن") and verb(self.at(place + 2)) is not None)
                or (self.at(place + 1) in {"في", "علي"} and self.at(place + 2) in ASIDES)
            ):
                last = place - 1
                break
        while last > first and self.items[last].kind == "mark" and self.at(last) not in {")", "%"}:
            last -= 1
        return last

    def _others_act(self, place: int) -> bool:
        """Behind a comma: `فيما قالت النقابة`, `وهو ما نفاه الوزير`, `نقلاً عن ضابط`."""
        word, following = self.at(place), self.at(place + 1)
        if word in WHILE:
            near = range(place + 1, min(place + 4, self.last))
            return any(self._is_cue(p) or ((known := verb(self.at(p))) and self._governs_near(p, known)) for p in near)
        if word in {"وهو", "وهي", "الامر"}:
            return following in {"ما", "الذي"}
        return (word == "نقلا" and following == "عن") or (word in {"كما", "علي"} and self.tells_as(place) is not None)

    def _is_cue(self, place: int) -> bool:
        known = verb(self.at(place))
        return known is not None and not known.form.is_participle and known.form.lemma not in word_set("ambiguous")

    def tells_as(self, place: int) -> int | None:
        """The verb of `كما أعلن الوزير`, `على ما أفاد مصدر` where nothing is reported behind it."""
        told = place + 2 if self.at(place) == "علي" and self.at(place + 1) == "ما" else place + 1
        known = verb(self.at(told))
        if self.at(place) not in {"كما", "علي", "مثلما"} or (self.at(place) == "علي" and told == place + 1):
            return None
        if known is None or known.joined or known.form.is_participle or self._clause_opens(told + 1, 12) is not None:
            return None
        return told if self._governed(told, told, known) is None else None

    def _next_act(self, place: int) -> bool:
        known = verb(self.at(place))
        if self.at(place) in word_set("according") and self.at(place - 1) in COMMAS:
            return True
        if known is None:
            return False
        comma = self.at(place - 1) in COMMAS or (self.at(place - 1) == "ثم" and self.at(place - 2) in COMMAS)
        if known.form.is_participle:
            return comma and self._governs_near(place, known)
        surely = known.form.lemma not in word_set("ambiguous")
        joined = known.joined and surely
        return (joined and self._governs_near(place, known)) or (
            comma
            and (
                self._clause_opens(place + 1, 12) is not None
                or self._denies(place, known)
                or ((known.joined or surely) and self._governed(place, place, known) is not None)
            )
        )

    def _denies(self, place: int, known: Verb) -> bool:
        return known.form.lemma not in word_set("ambiguous") and self._object(place, place) is not None

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

    def _leads_back(self, place: int) -> bool:
        return place <= 4 and self.at(0) in word_set("leads_back")
