"""PURE. What nobody said in a French or Spanish sentence: what is denied, asked, supposed, or told to somebody who is
not the speaker. Whoever stands there is no source of the words."""

from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.romance_contents import ContentReader
from quotes.extraction.readers.romance_groups import Group

REACH_OF_SUPPOSING = 12
"""Items between *si* and its verb."""
ADDRESSEE = 8
"""Items of *Al alcalde de la ciudad Tomás Vera le dijeron*."""
BEFORE_CONDITION = frozenset(", ; : que — ¿".split())
THIRD = frozenset({"le", "les", "lui", "leur"})


class UnsaidReader(ContentReader):
    """Tells acts of reporting from what only looks like one."""

    def is_unsaid(self, group: Group) -> bool:
        """`no dijo que` reports nothing, nor does `si dice que`, `¿dijo que?`, `negó haber dicho`; `no descartó que`
        does."""
        denied = group.is_negated and not group.verb.lemmas & self.words.deniers
        return denied or self._is_disowned(group) or self._is_supposed(group) or self._is_asked(group)

    def says_no_one(self, subject: Stretch) -> bool:
        """*Ningún funcionario dijo que*, *ni X ni Y*."""
        return bool({self.word(subject[0]), self.word(subject[0] - 1)} & self.words.no_one)

    def is_addressee(self, subject: Stretch, group: Group) -> bool:
        """`Al alcalde Tomás Vera le dijeron que`: the words were said to whoever stands before the verb."""
        if not any(self.word(p) in THIRD for p in range(group.first, group.place)):
            return False
        for place in range(subject[0], max(-1, subject[0] - ADDRESSEE), -1):
            if self.word(place) in self.words.towards:
                return True
            if not self.is_word(place) or (place < subject[0] and self.is_finite(place)):
                return False
        return False

    def _is_disowned(self, group: Group) -> bool:
        """*negó haber dicho que*, *dément avoir affirmé que*: what X says not to have said."""
        before = self.word(group.first - 1)
        if before in self.words.of or before in self.words.clitics:
            before = self.word(group.first - 2)
        governing = self.grammar.verbs.get(before)
        infinitive = self.is_infinitive(group.first) or "infinitive" in group.verb.shapes
        return infinitive and governing is not None and bool(governing.lemmas & self.words.deniers)

    def _is_supposed(self, group: Group) -> bool:
        """*Si X dice que*, *Ojalá X diga*, *Il est faux que X ait dit*."""
        for place in range(group.first - 1, max(-1, group.first - REACH_OF_SUPPOSING), -1):
            word = self.word(place)
            if word in self.words.untrue:
                return True
            if word in self.words.supposing and self._opens_condition(place):
                return not self.has_finite(place + 1, group.first - 1)
            if word in {",", ";", ":"} or self.is_quoted(place):
                return False
        return False

    def _opens_condition(self, place: int) -> bool:
        before, after = self.word(place - 1), self.word(place + 1)
        return (place == 0 or before in self.words.conjunctions or before in BEFORE_CONDITION) and after != "bien"

    def _is_asked(self, group: Group) -> bool:
        """*¿Dijo X que ...?*, *X a-t-il dit que ... ?*"""
        if self.grammar.drops:
            return next((self.word(p) for p in range(group.first - 1, -1, -1) if self.word(p) in {"¿", "?"}), "") == "¿"
        ahead = not self.has_marks(0, group.first) and self.word(group.first - 1) not in {",", "?", "!"}
        return self.word(self.last) == "?" and group.own is not None and ahead
