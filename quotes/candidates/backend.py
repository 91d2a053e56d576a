"""The interface of the index of candidates, and what goes in and out of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from quotes.matching.wordings import Interval, Part

DENSE = 30
LEXICAL = 20
LEAST_COSINE = 0.2
# A band that more wordings share is a common word: its newest ones will do.
PER_BAND = 300
# Trigrams of the beginning order the lexical leg well enough, whatever the length.
COMPARED_CHARACTERS = 400
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, eq=False, slots=True)
class CandidateEntry:
    """A wording as it can be found: its vectors, its words, and the facts by which searches are narrowed.

    `speaker_ids` are those who said it beyond denial; `said` is None where the days are unknown; `status` is the
    quotation's. No parts means that the encoder refused the text: it is found by its words alone.
    """

    wording_id: int
    quotation_id: int
    parts: tuple[Part, ...]
    bands: tuple[int, ...]
    shadow: str
    script: str
    language: str
    said: Interval | None = None
    speaker_ids: frozenset[int] = frozenset()
    claim_ids: frozenset[int] = frozenset()
    status: str = "draft"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which quotations may be found; an empty one lets everything pass. Withdrawn ones are never found.

    `said_from` and `said_to` let pass what may have been said in that interval, never what has no date. Of
    `speaker_ids`, `languages`, `statuses` one must fit.
    """

    said_from: date | None = None
    said_to: date | None = None
    speaker_ids: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    claim_id: int | None = None
    statuses: frozenset[str] = frozenset()

    @property
    def are_given(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, eq=False, slots=True)
class CandidateQuery:
    """What is asked for one wording: by meaning with `parts`, by words with `bands` and `shadow`, inside one `script`.

    At most `dense_limit` wordings of at least `least_cosine` come by meaning, at most `lexical_limit` by words.
    """

    parts: tuple[Part, ...]
    bands: tuple[int, ...] = ()
    script: str = ""
    shadow: str = ""
    exclude_quotation_id: int | None = None
    filters: Filters = field(default_factory=Filters)
    dense_limit: int = DENSE
    lexical_limit: int = LEXICAL
    least_cosine: float = LEAST_COSINE


class Leg(StrEnum):
    """How a candidate was found."""

    DENSE = "dense"
    LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording that was found. `nearness` is the cosine of its nearest part, or for its words a similarity of 0..1.

    Nearness of one leg says nothing about that of the other. `part` is the nearest part's number, 0 for words.
    """

    wording_id: int
    nearness: float
    leg: Leg
    part: int = 0


class CandidateBackend(Protocol):
    """An index of candidates in the space of one encoder. What is said twice changes nothing the second time."""

    def ensure(self) -> None:
        """Make what the index needs, where it is missing."""
        ...

    def ready(self) -> bool:
        """Whether the index can answer now."""
        ...

    def count(self) -> int:
        """How many wordings can be found by meaning."""
        ...

    def upsert(self, entries: Sequence[CandidateEntry]) -> None:
        """Make these entries what they are now, in place of what was known of their wordings."""
        ...

    def delete(self, wording_ids: Iterable[int]) -> None:
        """Forget these wordings; unknown ones are no error."""
        ...

    def search(self, query: CandidateQuery) -> list[Hit]:
        """Return what is near: by meaning first, nearest first, then by words. A wording may come once in each leg."""
        ...
