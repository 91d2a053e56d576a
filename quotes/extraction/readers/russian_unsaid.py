"""PURE. What nobody said in a Russian sentence: what is supposed, asked, denied or untrue."""

from typing import Final

from quotes.extraction.readers.russian_turned import TurnedReader
from quotes.extraction.readers.russian_verbs import Verb
from quotes.extraction.readers.russian_words import MAY_BE_DENIED

SUPPOSING: Final = frozenset("если якобы пусть пускай вряд едва-ли дабы".split())
UNTRUE: Final = frozenset("неправда неправдой ложь ложью выдумка выдумкой слух слухи слухам".split())
OPENS: Final = frozenset({"что", "будто", "чтобы"})
CLAUSE_ENDS: Final = frozenset({",", ";", ":", "—", "–", "."})
REACH: Final = 12


class UnsaidReader(TurnedReader):
    """Tells verbs that report from those that only look so."""

    def is_unsaid(self, place: int, verb: Verb) -> bool:
        """`если он скажет, что`, `говорил ли он, что`, `неправда, что он сказал`, `отрицал, что говорил`."""
        if self.word(place + 1) == "ли":
            return True
        begin = self._clause_of(place)
        if any(self.word(p) in SUPPOSING for p in range(begin, place)):
            return True
        if self.word(begin) not in OPENS or self.word(begin - 1) != ",":
            return False
        before = self.verb_at(begin - 2)
        denied = before is not None and before.base in MAY_BE_DENIED and self.word(begin - 3) != "не"
        return self.word(begin - 2) in UNTRUE or (denied and place - begin == 1)

    def is_denied_before(self, colon: int) -> bool:
        """`Иванов не сказал: «…»`: marks behind a colon that were not said."""
        near = range(max(1, colon - REACH), colon)
        return any(
            self.word(p - 1) == "не" and (verb := self.verb_at(p)) is not None and verb.base not in MAY_BE_DENIED
            for p in near
        )

    def _clause_of(self, place: int) -> int:
        return next((p for p in range(place - 1, max(-1, place - REACH), -1) if self.word(p) in CLAUSE_ENDS), -1) + 1
