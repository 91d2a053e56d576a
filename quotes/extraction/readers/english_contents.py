"""PURE. English reported clauses in one sentence: what was said, before a verb, behind it, or on both sides."""

from quotes.extraction.readers.base import Stretch, words
from quotes.extraction.readers.english_names import NameReader
from quotes.extraction.readers.english_words import (
    CUT_LEFT,
    DAYS,
    DETERMINERS,
    OPENERS,
    PREPOSITIONS,
    TAKES_HEARER,
    Verb,
    verbs,
)
from quotes.extraction.reported import Span


class ContentReader(NameReader):
    """Finds where what was said begins and ends."""

    def _contents(self, place: int, verb: Verb, subject: Stretch, outer: int) -> tuple[tuple[Span, ...], str]:
        turned = subject[0] > place
        after = (subject[1] if turned else place) + 1
        before = self._content_before(outer, turned=turned) if verb.kind in {"say", "document"} else None
        behind = None if turned and not before else self._content_after(after, place, verb, has_before=bool(before))
        if behind is not None and before is not None and not self._parted(before, after, behind):
            before = None if self.word(after) != "," and not turned else before
            behind = behind if before is None else None
        spans = tuple(self.span(*stretch) for stretch in (before, behind) if stretch)
        return spans, "around" if len(spans) > 1 else "before" if before else "after"

    def _parted(self, before: Stretch, after: int, behind: Stretch) -> bool:
        """`"Go," she said, "and stay."`: both sides are what was said."""
        if self.word(after) != ",":
            return False
        if self.is_quoted(before[1]):
            return self.is_quoted(behind[0])
        return behind[0] == after + 1 and not self.word(behind[0]).endswith("ing")

    def _content_before(self, outer: int, *, turned: bool) -> Stretch | None:
        """What stands before `, she said`: from the sentence's begin, or behind the last break."""
        if outer < 0:
            return None
        last = outer
        if self.word(last) in {",", "—", "-", "―", "?", "!"}:
            last -= 1
        elif not self.is_quoted(last):
            return None
        if last < 0:
            return None
        first = 0
        for p in range(last, -1, -1):
            if self.word(p) in {";"} or (self.word(p) == ":" and not self.is_quoted(last)):
                first = p + 1
                break
        while first < last and self.word(first) in words("but and so yet still however") | {","}:
            first += 1
        if last - first < 2 and not any(self.is_quoted(p) for p in range(first, last + 1)):
            return None
        lead = self.word(first)
        if not any(self.is_quoted(p) for p in range(first, last + 1)) and (
            lead in PREPOSITIONS or lead in CUT_LEFT or lead.endswith("ing") or lead in DAYS
        ):
            return None
        return first, last

    def _content_after(self, after: int, place: int, verb: Verb, *, has_before: bool) -> Stretch | None:
        first = self._content_begins(after, place, verb)
        if first is None or first > self.last:
            return None
        last = self._content_ends(first)
        if has_before and not self.is_quoted(first) and self.word(after) != "," and self.word(first) != "that":
            return None
        return (first, last) if last >= first and self._says_enough(first, last, verb) else None

    def _says_enough(self, first: int, last: int, verb: Verb) -> bool:
        if any(self.is_quoted(p) for p in range(first, last + 1)):
            return True
        return last - first >= (2 if verb.kind == "say" else 1)

    def _content_begins(self, after: int, place: int, verb: Verb) -> int | None:
        """Where the reported clause opens: at its opening word or marks, behind whom and when it was said."""
        word = self.word(after)
        if word in OPENERS or self.is_quoted(after):
            return after
        aside = self._opener(after, 16) if word == "," else None
        if aside is not None and self.word(aside) == "that":
            return aside
        if word in {":", ","}:
            return after + 1 if after < self.last or word == ":" else None
        return self._behind_circumstances(after, place, verb)

    def _behind_circumstances(self, after: int, place: int, verb: Verb) -> int | None:
        word, takes_hearer = self.word(after), self.items[place].word in TAKES_HEARER
        opener = self._opener(after, 16)
        circumstance = takes_hearer or word in PREPOSITIONS or word in DAYS or word == "to"
        if opener is not None and circumstance and verb.kind in {"say", "document"}:
            return opener
        if verb.kind != "say":
            return after
        if takes_hearer:
            return self._behind_hearer(after)
        if word in DAYS:
            return after + 1 if after < self.last - 2 else None
        return None if word in PREPOSITIONS - words("for by about against of to on") else after

    def _opener(self, first: int, reach: int) -> int | None:
        for place in range(first, min(self.last, first + reach) + 1):
            if self.is_quoted(place) or self.word(place) in {"that", "whether"}:
                return place
            if self.word(place) == ":":
                return place + 1
            if self.word(place) in verbs() and verbs()[self.word(place)].kind == "say":
                return None
        return None

    def _behind_hearer(self, first: int) -> int:
        place = first
        if self.word(place) in DETERMINERS:
            place += 1
        while place < self.last and self.is_name(place) and self.is_name(place + 1):
            place += 1
        place += 1
        while place < self.last and self.word(place) in DAYS | {"on", ","}:
            place += 1
        return place

    def _content_ends(self, first: int) -> int:
        known = verbs()
        last = self.last
        for place in range(first + 1, self.last + 1):
            if self.word(place) != "," and self.word(place) not in {"and", "but"}:
                continue
            following = place + 1
            while following < self.last and self._helps(following):
                following += 1
            verb = known.get(self.word(following))
            if self.word(place) == "," and verb and verb.kind == "say" and verb.form == "ing":
                last = place - 1
                break
            if (
                self.word(place) != ","
                and verb
                and verb.kind == "say"
                and verb.form == "past"
                and not self.is_name(following)
            ):
                last = place - 1
                break
            if self.word(place) == "," and self.word(place + 1) == "according":
                last = place - 1
                break
        while last > first and self.items[last].kind == "mark" and self.word(last) in {".", "!", "?", ",", ";"}:
            last -= 1
        return last
