"""What the engine is given (`Wording`), what it makes of it (`Prepared`), and why it may refuse (`Unmatchable`)."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from quotes.matching.encoders import FloatArray
from quotes.matching.minhash import bands
from quotes.matching.normalise import Shadow, encodable, legible
from quotes.matching.normalise import shadow as shadow_of
from quotes.matching.passages import Passage, passages
from quotes.matching.scripts import script_of
from quotes.matching.tokens import Token, tokenise

# Longer texts are no quotations; up to it, the encoder reads the first ENCODED_CHARACTERS.
MAX_CHARACTERS = 20_000
ENCODED_CHARACTERS = 1_200
# A quoted part of so few words means something only inside its clause.
FRAGMENT_WORDS = 4

Interval = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Wording:
    """One distinct wording of a quotation.

    `text` is the quoted words without their outer marks, `clause` the reporting sentence's clause around them if there
    is one; `speaker_ids` holds known speakers only ("a senior official" is nobody's same speaker); `said` is the first
    and the last possible day, None if unknown; `ref` is the caller's own key and comes back in every answer.
    """

    text: str
    language: str
    clause: str | None = None
    speaker_ids: frozenset[int] = frozenset()
    said: Interval | None = None
    ref: int = 0


class Refusal(StrEnum):
    """Why a text cannot be matched; the sentence for people is in `REFUSALS`."""

    EMPTY = "empty"
    BLANK = "blank"
    INVISIBLE = "invisible"
    NO_WORDS = "no_words"
    NUL = "nul"
    SURROGATE = "surrogate"
    TOO_LONG = "too_long"


REFUSALS: dict[Refusal, str] = {
    Refusal.EMPTY: "The quote is empty.",
    Refusal.BLANK: "The quote holds nothing but white space.",
    Refusal.INVISIBLE: "The quote holds nothing but invisible characters.",
    Refusal.NO_WORDS: "The quote holds no words, only signs.",
    Refusal.NUL: "The quote holds a NUL character. Remove it.",
    Refusal.SURROGATE: "The quote holds half of a character (a lone surrogate). Paste it again.",
    Refusal.TOO_LONG: "The quote is longer than %(limit)d characters. Mark a shorter passage.",
}


@dataclass(frozen=True, slots=True)
class Unmatchable:
    """A wording that gets no vector; it can still be published."""

    ref: int
    refusal: Refusal
    params: dict[str, int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in English; the key of its translation is `REFUSALS[refusal]`."""
        return REFUSALS[self.refusal] % self.params


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """One text as the engine reads it: shadow, words, passages (clauses and windows)."""

    text: str
    shadow: Shadow
    script: str
    tokens: tuple[Token, ...]
    passages: tuple[Passage, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words in order, without punctuation."""
        return tuple(token.text for token in self.tokens)

    @property
    def encoded(self) -> str:
        """What the encoder is given for the whole text."""
        return encodable(self.text, ENCODED_CHARACTERS)

    @property
    def legible(self) -> str:
        """What is read of the whole text together with another one."""
        return legible(self.text, ENCODED_CHARACTERS)


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """A stretch of a wording that is found by itself: `start:end` are code points of `Prepared.whole.text`.

    vector: float32, shape (dimension,), length one.
    """

    start: int
    end: int
    vector: FloatArray


@dataclass(frozen=True, eq=False, slots=True)
class Prepared:
    """A wording that can be compared. `vector` stands for `encoded_text`.

    vector: float32, shape (dimension,), length one. `context` is the reading of the clause, None without a clause.
    """

    wording: Wording
    reading: Reading
    context: Reading | None
    vector: FloatArray

    @property
    def bands(self) -> tuple[int, ...]:
        """The bands for the lexical index. Made when asked for: of what is only compared, nobody wants them."""
        return bands(self.whole.tokens, self.whole.script)

    @property
    def ref(self) -> int:
        return self.wording.ref

    @property
    def script(self) -> str:
        return self.reading.script

    @property
    def fragment(self) -> bool:
        """Whether the words are so few that their clause stands for them."""
        return is_fragment(self.reading, self.context)

    @property
    def whole(self) -> Reading:
        """The reading that stands for the wording as a statement: its clause for a fragment, else its words."""
        return self.context if self.fragment and self.context else self.reading

    @property
    def body(self) -> Reading:
        """The reading whose passages are compared, and whose offsets the evidence gives: the clause if there is one."""
        return self.context or self.reading

    @property
    def views(self) -> tuple[str, ...]:
        """The texts that stand for the whole wording: its words and its clause, but never a bare fragment."""
        return tuple(dict.fromkeys((self.encoded_text, self.body.encoded)))

    @property
    def encoded_text(self) -> str:
        """The text that `vector` stands for: store its hash with the vector, and give both back as `known`."""
        return self.whole.encoded


@lru_cache(maxsize=1024)
def read(text: str, language: str) -> Reading:
    """Return the reading of a text that `refusal_of` does not refuse. The latest are kept."""
    shadow = shadow_of(text)
    tokens = tokenise(shadow)
    script = script_of(shadow.text)
    return Reading(text, shadow, script, tokens, passages(text, shadow, tokens, script, language))


def is_fragment(reading: Reading, context: Reading | None) -> bool:
    return context is not None and len(reading.tokens) <= FRAGMENT_WORDS


def refusal_of(text: str) -> Refusal | None:
    """Return why a text cannot be matched, None if it can."""
    if not text:
        return Refusal.EMPTY
    if "\0" in text:
        return Refusal.NUL
    if any("\ud800" <= character <= "\udfff" for character in text):
        return Refusal.SURROGATE
    if len(text) > MAX_CHARACTERS:
        return Refusal.TOO_LONG
    return _wordless(text)


def _wordless(text: str) -> Refusal | None:
    if text.isspace():
        return Refusal.BLANK
    kinds = {unicodedata.category(character)[0] for character in text if not character.isspace()}
    if kinds <= {"C", "M", "Z"}:
        return Refusal.INVISIBLE
    if not kinds & {"L", "N"} or not tokenise(shadow_of(text)):
        return Refusal.NO_WORDS
    return None
