"""Whether what two quotations share is a phrase that editors do not want suggested any more.

PURE: no Django, no database. A phrase is met again with another word or two around it, because the engine cuts its
passages anew in every text: so one must hold the other, word by word, and be at most twice as long.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from quotes.matching.relations import Relation
from quotes.matching.scripts import UNSPACED
from quotes.matching.wordings import read, refusal_of

FEWEST_WORDS = 2
# As long as the longest passages that the engine takes for phrases.
MOST_WORDS, MOST_UNSPACED = 6, 9
AGREEING = frozenset({Relation.SAME_UTTERANCE, Relation.REPETITION, Relation.ECHO})


@dataclass(frozen=True, slots=True)
class PhraseWording:
    """Words and their language, as they stand in a quotation."""

    text: str
    language: str

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words; characters of scripts without spaces are words of their own."""
        return _words_of(self.text, self.language)

    @property
    def is_short(self) -> bool:
        """Whether it is short enough to be a phrase and not a statement."""
        if not self.words:
            return False
        unspaced = read(self.text, self.language).script in UNSPACED
        return len(self.words) <= (MOST_UNSPACED if unspaced else MOST_WORDS)

    @property
    def key(self) -> str:
        """Equal for spellings of one phrase."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class SharedPhrase:
    """The phrase on both sides of a suggestion, `returns` where it comes back about another subject.

    `quotations` are the two whole quotations where they consist of nothing but the phrase, None where they say more.
    """

    sides: tuple[PhraseWording, PhraseWording]
    returns: bool
    quotations: tuple[PhraseWording | None, PhraseWording | None] = (None, None)

    @property
    def can_be_muted(self) -> bool:
        """Whether the suggestion rests on nothing but the phrase: who says the same, the opposite or something new in
        more words than these is suggested all the same."""
        return self.returns or any(self.quotations)

    @property
    def wordings(self) -> tuple[PhraseWording, ...]:
        """The phrase as it stands here: first the whole quotations that consist of it, then both sides."""
        return tuple(one for one in dict.fromkeys((*self.quotations, *self.sides)) if one and one.key)

    def rests_on(self, muted: Iterable[PhraseWording]) -> bool:
        """Whether this suggestion is silenced. A whole quotation is silenced by its very words only."""
        return any(
            (self.returns and any(same_phrase(side, one) for side in self.sides))
            or any(whole is not None and whole.words == one.words for whole in self.quotations)
            for one in muted
        )

    def swapped(self) -> "SharedPhrase":
        """The same phrase seen from the other side."""
        return SharedPhrase(self.sides[::-1], self.returns, self.quotations[::-1])

    def to_json(self) -> dict[str, Any]:
        """Return what `MatchRelation.evidence` keeps as "phrase"; `shared_phrase` reads it back.

        "keys" is there for the database, which cannot fold words: see `found_as` for what is looked for in them.
        """
        return {
            "keys": sorted({one.key for one in self.wordings}),
            "texts": [side.text for side in self.sides],
            "languages": [side.language for side in self.sides],
            "returns": self.returns,
            "quotations": [whole.text if whole else None for whole in self.quotations],
        }


def shared_phrase(evidence: Any) -> SharedPhrase | None:
    """The phrase that a stored `MatchRelation.evidence` rests on; None where it names none, or is broken."""
    kept = evidence.get("phrase") if isinstance(evidence, Mapping) else None
    if not isinstance(kept, Mapping):
        return None
    try:
        (one, other), (ours, theirs), wholes = kept["texts"], kept["languages"], kept["quotations"]
        sides = PhraseWording(str(one), str(ours)), PhraseWording(str(other), str(theirs))
        quotations = _whole(wholes[0], sides[0].language), _whole(wholes[1], sides[1].language)
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    return SharedPhrase(sides, kept.get("returns") is True, quotations)


def found_phrase(
    sides: tuple[PhraseWording, PhraseWording], quotations: tuple[PhraseWording, PhraseWording], relation: str
) -> SharedPhrase:
    """What a comparison's phrase means for muting; `relation` is what the pair is suggested as.

    Who says the opposite or something new adds that to the phrase, be the quotation as short as it may.
    """
    wholes = [
        whole if relation in AGREEING and whole.is_short and _runs_in(whole.words, side.words) else None
        for whole, side in zip(quotations, sides, strict=True)
    ]
    return SharedPhrase(sides, relation == Relation.ECHO, (wholes[0], wholes[1]))


def same_phrase(one: PhraseWording, other: PhraseWording) -> bool:
    """Whether both are one phrase, but for at most as many words around it as it has."""
    shorter, longer = sorted((one.words, other.words), key=len)
    if shorter == longer:
        return bool(shorter)
    return len(shorter) >= FEWEST_WORDS and len(longer) <= 2 * len(shorter) and _runs_in(shorter, longer)


def found_as(phrase: PhraseWording) -> list[str]:
    """Return the keys under which a phrase is met that is no longer than this one: it whole, and its runs of words.

    A longer one holds its key. What is met may still be another phrase: `SharedPhrase.rests_on` says so.
    """
    words = phrase.words
    least = max(FEWEST_WORDS, (len(words) + 1) // 2)
    spans = ((start, start + size) for size in range(least, len(words)) for start in range(len(words) - size + 1))
    return list(dict.fromkeys([phrase.key, *(" ".join(words[start:end]) for start, end in spans)]))


@lru_cache(maxsize=4096)
def _words_of(text: str, language: str) -> tuple[str, ...]:
    return () if refusal_of(text) else read(text, language).words


def _whole(text: Any, language: str) -> PhraseWording | None:
    return PhraseWording(str(text), language) if text else None


def _runs_in(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    if not words:
        return False
    return any(text[start : start + len(words)] == words for start in range(len(text) - len(words) + 1))
