"""PURE. Arabic: who acts in one sentence without speaking: before a verb, behind it, or behind where and when."""

from quotes.extraction.readers.arabic_names import HAD, HELPING, MANNER, PARTICLES, NameReader
from quotes.extraction.readers.arabic_words import COMMAS, RELATIVES, head, is_act, verb, word_set
from quotes.extraction.readers.base import Stretch


class ActorReader(NameReader):
    """Finds who did what people do who then speak."""

    def leading(self, before: int) -> Stretch | None:
        """Who acts where the sentence begins with a verb that is no cue: `وقاطعه المحامي قائلاً`."""
        start = 0
        while start < self.last and self.at(start) in PARTICLES:
            start += 1
        if self.bare(start) in word_set("days") or self.at(start).startswith("ال") or self.items[start].kind != "word":
            return None
        if head(self.at(start)):
            return None
        name = self.name_from(self.past_hearers(start + 1), tells=True)
        if name is not None and MANNER.fullmatch(self.at(name[0])):
            return None  # `جئته غاضباً`
        if name is not None and name[0] < before <= name[1] and head(self.at(name[0])):
            last = before - 1
            while last > name[0] and self.is_object_of_by(last):
                last -= 1
            return name[0], last
        return name if name is not None and name[1] < before else None

    def acting_behind_aside(self) -> Stretch | None:
        """Who acts behind where and when it was: `وعلى الرصيف، وقفت والدة المفقود`, `وهنا تدخل سامي`. Things do what
        people do as well, so it is a name without the article or a noun that may speak."""
        for place in range(min(self.last, 14)):
            if place and self.at(place - 1) in RELATIVES | {"ان"}:
                continue
            if self.items[place].kind == "word" and is_act(self.at(place)):
                name = self.name_from(self.past_hearers(place + 1))
                return name if name is not None and self._may_act(place, name[0]) else None
        return None

    def _may_act(self, verb_at: int, first: int) -> bool:
        word = self.at(first)
        if head(word):
            return True
        was, owned = self.at(verb_at) in HAD, self.items[first].word.endswith(("ه", "ها", "هم"))
        thing = word.startswith(("ال", "ب", "ل")) and not self._is_named(first)
        return not was and not owned and not thing and not self.is_verbal_noun(first)

    def _is_named(self, place: int) -> bool:
        """`المريض سليمان`: behind a noun with the article, a word without it is a name."""
        word = self.at(place + 1)
        plain = bool(word) and not word.startswith(("ال", "ب", "ل", "و")) and self.may_stand_in_name(place + 1)
        return self.at(place).startswith("ال") and plain and not is_act(word) and verb(word) is None

    def acting_near(self, before: int) -> Stretch | None:
        """Who may speak behind the first word of the last clause: `لم يزد المحافظ على أن`, `اكتفى مسؤول بـ`."""
        comma = next((p for p in range(before - 1, -1, -1) if self.at(p) in COMMAS), -1)
        start = comma + 1
        while start < before and self.at(start) in PARTICLES | HELPING:
            start += 1
        known = self.at(start)
        if start + 1 >= before or head(known) or known.startswith("ال") or not self.may_stand_in_name(start):
            return None
        name = self.name_from(self.past_hearers(start + 1))
        return name if name is not None and name[1] < before and head(self.at(name[0])) else None

    def topic(self, before: int) -> Stretch | None:
        """Who stands at the begin of a sentence, before its verb: `رئيس الشركة الذي زار المصنع أمس قال`."""
        start = 0
        while start < self.last and self.at(start) in PARTICLES | HAD:
            start += 1
        if not head(self.at(start)) or verb(self.at(start)) or self.at(start)[:1] == "ل":
            return None
        name = self.name_from(start)
        return name if name is not None and name[1] < before else None

    def acting_last(self, before: int) -> Stretch | None:
        """The subject of the last verb before `before` that people do who speak."""
        for place in range(before - 1, max(-1, before - 30), -1):
            if self.items[place].kind == "word" and is_act(self.at(place)):
                name = self.name_from(self.past_hearers(place + 1))
                if name is None or name[0] >= before or (self.at(place) in HAD and not self._may_act(place, name[0])):
                    return None
                return name[0], min(name[1], before - 1)
        return None

    def past_hearers(self, place: int) -> int:
        """Behind to whom and on which occasion it was said, where a name follows: `قال لـ«الصحيفة» الوزير`."""
        start = place
        while start < self.last and (self._is_to_whom(start)):
            start += 1
        if start > place and self._is_titled(start - 1):
            start = self._past_named(start)
        elif start > place and self._is_construct(start - 1):
            start = self._past_outlet(start)
        elif self.at(start) == "ل" and self.is_quoted(start + 1):
            start += 2
        elif start > place and self.is_quoted(start):
            start += 1
        if self.at(start) in {"في", "خلال"}:
            later = self._head_behind(start + 1)
            return later if later is not None else place
        return start if start <= self.last else place

    def _is_to_whom(self, place: int) -> bool:
        word = self.at(place)
        told = word.startswith("ل") and bool(head(word[1:])) and word not in word_set("heads")
        return word in word_set("to_whom") or self.is_hearer(word) or told

    def _is_titled(self, place: int) -> bool:
        """`للوزير` of whom a name may follow: one, and no reporter."""
        return self.at(place).startswith("لل") and head(self.at(place)) == "s" and not self.is_hearer(self.at(place))

    def _past_named(self, place: int) -> int:
        """`قال للوزير سامي عون: «...»`: behind the name of who hears it."""
        while (
            place < self.last and self.may_stand_in_name(place) and not head(self.at(place)) and not self.opens(place)
        ):
            place += 1
        return place

    def _is_construct(self, place: int) -> bool:
        """`لمراسل`, `لوكالة` without the article: the next words say of which."""
        return self.is_hearer(self.at(place)) and not self.at(place).startswith("لل")

    def _past_outlet(self, place: int) -> int:
        """Behind the name of the outlet that begins at `place`: at who may speak, where one follows soon."""
        for later in range(place + 1, min(self.last, place + 4) + 1):
            if self.items[later].kind == "mark" or self.opens(later) or self.at(later) in {"في", "علي"}:
                return later
            if head(self.at(later)):
                return later
        return place + 1

    def _head_behind(self, first: int) -> int | None:
        """The first word that may speak behind an occasion and a day: `قال في مؤتمر صحافي عقده أمس وزير المالية`."""
        for place in range(first + 1, min(self.last, first + 10) + 1):
            item = self.items[place]
            if item.kind != "word" or self.opens(place) or verb(self.at(place)) is not None:
                return None
            if (
                head(self.at(place))
                and not self.at(place).startswith(("ل", "ب"))
                and self.at(place - 1) in word_set("times")
            ):
                return place
        return None

    def acting_before(self, place: int) -> Stretch | None:
        """Who stands between a verb and `place`: `اكتفى الوزير بالقول`."""
        named = self.name_to(place - 1)
        if named is None or head(self.at(named[0])):
            return named
        return (named[0] + 1, named[1]) if named[1] > named[0] else None

    def noun_before(self, place: int) -> Stretch | None:
        """The noun phrase that ends right before `place`: `رسالة جاء فيها`."""
        return self.name_to(place - 1)
