"""PURE. English noun phrases in one sentence: the one that ends before a verb, the one that begins behind it."""

from quotes.extraction.readers.base import SentenceReader, Stretch, words
from quotes.extraction.readers.english_words import (
    AUXILIARIES,
    CUT_LEFT,
    DAYS,
    DETERMINERS,
    ENDS_NAME,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    Verb,
    abbreviations,
    verbs,
)
from quotes.extraction.reported import SpeakerForm


class NameReader(SentenceReader):
    """Finds who is named beside a verb, without a parser: by what a noun phrase cannot go on through."""

    def name_to(self, last: int) -> Stretch | None:
        """The noun phrase that ends at `last`, with what is put between commas before a verb."""
        if last < 0:
            return None
        word = self.word(last)
        if word == ")" and (opened := self._bracket_before(last)) is not None:
            before = self.name_to(opened - 1)
            return (before[0], last) if before else None
        if word == "," and (start := self._comma_before(last)) is not None and last - start > 1:
            before = self.name_to(start - 1)
            return (before[0], last - 1) if before and self._form(before) == "named" else before
        if word in PRONOUNS or word in {"who", "which"}:
            return last, last
        if self.items[last].kind not in {"word", "number"} or word in CUT_LEFT | PREPOSITIONS | AUXILIARIES:
            return (last, last) if word in {"that"} and last else None
        return self._trimmed(self._walk_left(last), last)

    def name_from(self, first: int) -> Stretch | None:
        """The noun phrase that begins at `first`, with an apposition that explains a name."""
        if first > self.last:
            return None
        if self.word(first) in PRONOUNS:
            return first, first
        last = self._walk_right(first)
        if last < first:
            return None
        if (
            self.word(last + 1) == ","
            and self.word(last + 2) in DETERMINERS | words("who whose")
            and (not self.is_quoted(last + 2))
        ):
            end = self._apposition_ends(last + 2)
            last = end if end - last < 16 else last
        return first, last

    def _leading(self, before: int) -> Stretch | None:
        """The noun phrase with which the sentence begins, or begins behind its first comma."""
        first = 0
        if self.word(0) in PREPOSITIONS or self.word(0) in CUT_LEFT or self.word(0).endswith("ing"):
            comma = next((p for p in range(before) if self.word(p) == ","), None)
            first = comma + 1 if comma is not None and self.word(0) not in CUT_LEFT else 1
        while first < before and self._helps(first):
            first += 1
        if first >= before or self.items[first].kind != "word":
            return None
        if self.word(first) in PRONOUNS:
            return first, first
        last, known = first, verbs()
        if self.word(first) in known:
            return None
        while last + 1 < before and self.items[last + 1].kind != "quoted" and not self._begins_verb(last + 1, known):
            last += 1
        return (first, last) if self.is_name(first) or self.word(first) in DETERMINERS else None

    def _helps(self, place: int) -> bool:
        word = self.word(place)
        return word in AUXILIARIES or (word.endswith("ly") and len(word) > 4 and not self.is_name(place))

    def _form(self, stretch: Stretch) -> SpeakerForm:
        word = self.word(stretch[0])
        if stretch[0] == stretch[1] and word in {"who", "which", "that"}:
            return "relative"
        return "pronoun" if stretch[0] == stretch[1] and word in PRONOUNS else "named"

    def _is_apposition(self, comma: int) -> bool:
        """Whether the comma before a verb ends what was put between: `Smith, the mayor, said`."""
        start = self._comma_before(comma)
        if start is None:
            return False
        before = self.name_to(start - 1)
        if before is None:
            return False
        return before[0] <= 1 or self.word(start + 1) in DETERMINERS | words("who whose which")

    def _comma_before(self, comma: int) -> int | None:
        for place in range(comma - 1, max(-1, comma - 30), -1):
            if self.word(place) == ",":
                return place
            if self.is_quoted(place):
                return None
        return None

    def _bracket_before(self, last: int) -> int | None:
        return next((p for p in range(last - 1, max(-1, last - 9), -1) if self.word(p) == "("), None)

    def _walk_left(self, last: int) -> int:
        first = last
        while first > 0 and self._goes_on(first - 1, first):
            first -= 1
        return first

    def _goes_on(self, place: int, after: int) -> bool:
        item, word = self.items[place], self.word(place)
        if item.kind == "quoted":
            return self.is_name(place - 1) and self.is_name(after) and item.end - item.start < 24
        if item.kind == "mark":
            if word == ".":
                return self.word(place - 1) in abbreviations() or len(self.word(place - 1)) == 1
            return word in {"'", "&", "-", "’"}
        if word == "and":
            return self.is_name(place - 1) and self.is_name(after)
        return word not in CUT_LEFT and word not in PRONOUNS and not self._is_finite(place)

    def _is_finite(self, place: int) -> bool:
        """A verb of another clause: no noun phrase goes on through it."""
        word = self.word(place)
        verb = verbs().get(word)
        if word == "to":  # "an aide to Smith" is one phrase, "wanted to" is not
            return not (self.is_name(place + 1) or self.word(place + 1) in DETERMINERS)
        if word in FINITE or (verb is not None and verb.form == "past" and not self.is_name(place)):
            return self.word(place - 1) not in DETERMINERS
        return False

    def _trimmed(self, first: int, last: int) -> Stretch | None:
        """Without what leads up to a noun phrase: `In a statement on Monday the company`."""
        while first < last and (self._helps(first) or self.word(first) in DAYS):
            first += 1
        if self.word(first) in PREPOSITIONS:
            for place in range(last, first, -1):
                begins = self.word(place) in DETERMINERS or (self.is_name(place) and not self.is_name(place - 1))
                if begins and self.word(place - 1) not in PREPOSITIONS | DETERMINERS | {"of", "and", "."}:
                    return place, last
            return None
        return first, last

    def plain_name_from(self, first: int) -> Stretch | None:
        """The noun phrase that begins at `first`, up to the next comma."""
        last = self._walk_right(first)
        return (first, last) if first <= last else None

    def _walk_right(self, first: int) -> int:
        last = first - 1
        while last < self.last and self._name_goes_on(first, last):
            last += 1
        return last

    def _name_goes_on(self, first: int, last: int) -> bool:
        """Whether the noun phrase from `first` goes on behind `last`."""
        item, word = self.items[last + 1], self.word(last + 1)
        if item.kind == "quoted":
            return self.is_name(last) and self.is_name(last + 2) and item.end - item.start < 24
        if item.kind == "mark":
            short = self.word(last) in abbreviations() or len(self.word(last)) == 1
            return (word == "." and last >= first and short and last + 1 < self.last) or word in {"'", "&", "-", "’"}
        if word == "and":
            return self.is_name(last) and self.is_name(last + 2)
        return last < first or not (word in ENDS_NAME or word in DAYS or word in AUXILIARIES)

    def _apposition_ends(self, first: int) -> int:
        place = first
        while place < self.last and not (
            self.is_quoted(place + 1) or (self.items[place + 1].kind == "mark" and self.word(place + 1) in ",;:.—()")
        ):
            place += 1
        return place

    def _begins_verb(self, place: int, known: dict[str, Verb]) -> bool:
        item, word = self.items[place], self.word(place)
        if item.kind == "mark":
            return word not in {".", "'", "&", "-"}
        if word in AUXILIARIES or word in CUT_LEFT or word in {"who", "which"}:
            return True
        return not item.is_capital and (word in known or word.endswith("ed"))
