"""Which known speakers a mention may mean. The machine offers them; an editor chooses, and nobody is merged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from quotes.mentions import Before, How, how_named, is_unnamed, parts_of
from quotes.models import SpeakerName
from quotes.sounds import name_keys

ORDER: Final[dict[str, int]] = {"exact": 0, "spelling": 1, "surname": 2, "script": 3}
MOST_SHOWN: Final = 6
MOST_NAMES: Final = 2000


@dataclass(frozen=True)
class Mention:
    """Words that name a speaker, and where they stand in the article's text."""

    words: str
    at: int


@dataclass(frozen=True)
class Candidate:
    """A known speaker who may be meant, by which of their names, and how that was found."""

    speaker_id: int
    name: str
    how: How


@dataclass(frozen=True)
class Who:
    """One speaker of a mention. `unnamed` sources have no candidates: they are described."""

    words: str
    unnamed: bool
    candidates: tuple[Candidate, ...]

    @property
    def likely(self) -> int | None:
        """The only candidate whose whole name stands there, in its own script; nobody else is preselected."""
        whole = {one.speaker_id for one in self.candidates if one.how in ("exact", "spelling")}
        return whole.pop() if len(whole) == 1 else None


@dataclass(frozen=True)
class _Name:
    speaker_id: int
    text: str
    keys: frozenset[str]


def linked(mentions: Sequence[Mention], *, text: str, language: str) -> dict[Mention, tuple[Who, ...]]:
    """The speakers of each mention with their candidates, the surest first; 1 query, however many mentions."""
    parts = {mention: parts_of(mention.words, language) for mention in mentions}
    keys = {part: frozenset(name_keys(part)) for listed in parts.values() for part in listed}
    names = _names({key for listed in keys.values() for key in listed})
    before = Before(text) if names else Before("")
    return {
        mention: tuple(
            _who(part, mention.at, [name for name in names if name.keys & keys[part]], before) for part in listed
        )
        for mention, listed in parts.items()
    }


def _names(keys: set[str]) -> list[_Name]:
    if not keys:
        return []
    rows = SpeakerName.objects.filter(keys__overlap=sorted(keys)).order_by("pk")[:MOST_NAMES]
    return [_Name(row.speaker_id, row.text, frozenset(row.keys)) for row in rows]


def _who(words: str, at: int, names: Iterable[_Name], before: Before) -> Who:
    best: dict[int, Candidate] = {}
    unnamed = is_unnamed(words)
    for name in names:
        how = how_named(words, name.text, at=at, before=before)
        if not how or (unnamed and how != "exact"):
            continue
        known = best.get(name.speaker_id)
        if known is None or ORDER[how] < ORDER[known.how]:
            best[name.speaker_id] = Candidate(name.speaker_id, name.text, how)
    ranked = sorted(best.values(), key=lambda one: (ORDER[one.how], one.speaker_id))[:MOST_SHOWN]
    return Who(words, unnamed, tuple(ranked))
