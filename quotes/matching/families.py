"""What an editor is shown of many comparisons: the best few of each family, grouped by the phrase they rest on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quotes.matching.comparison import Comparison
from quotes.matching.normalise import fold

DEFAULT_LIMIT = 20
# From this many speakers on, a wording is a stock phrase: one flag for all of them.
STOCK_SPEAKERS = 4
# Of a larger family an editor sees so many, decides once, and reads how many others there are.
NEAREST = 5


@dataclass(frozen=True, slots=True)
class Flag:
    """One suggestion: the best comparison, and how many others it stands for (speakers > 1: a stock phrase)."""

    comparison: Comparison
    stands_for: int = 1
    speakers: int = 1
    others: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """What is decided together: the flags on one phrase, or one flag that rests on none.

    `key` is the engine's family key of the best flag, None without a phrase; `known` is the id of the family to which
    the other quotations belong already, None where they are in none. `members` counts the others in the family,
    `folded` are those that were found and are not shown.
    """

    flags: tuple[Flag, ...]
    members: int
    key: str | None = None
    known: int | None = None
    folded: tuple[Flag, ...] = ()

    @property
    def is_family(self) -> bool:
        """Whether it is one card; else each flag is."""
        return self.members > NEAREST


@dataclass(frozen=True, slots=True)
class Selection:
    """At most so many units as were asked for, the nearest first, and how many flags are in none of them."""

    units: tuple[Unit, ...]
    beyond: int

    @property
    def flags(self) -> list[Flag]:
        return sorted((flag for unit in self.units for flag in unit.flags), key=_nearest_first)

    @property
    def uncounted(self) -> int:
        """How many flags are not shown."""
        return self.beyond + sum(len(unit.folded) for unit in self.units)


def select(comparisons: Iterable[Comparison], limit: int = DEFAULT_LIMIT) -> tuple[list[Flag], int]:
    """Return the flags of `choose` without their families, nearest first, and how many are not shown."""
    chosen = choose(comparisons, limit)
    return chosen.flags, chosen.uncounted


def choose(
    comparisons: Iterable[Comparison],
    limit: int = DEFAULT_LIMIT,
    *,
    families: Mapping[int, int] | None = None,
    sizes: Mapping[int, int] | None = None,
) -> Selection:
    """Return at most `limit` units. Only flagged comparisons count.

    families: which second wording (by `ref`) rests on the phrase of which family; sizes: how many members each has.
    A wording that at least STOCK_SPEAKERS different speakers used becomes one flag. Of a family with more than NEAREST
    members the nearest are shown.
    """
    flags = sorted(_flags(comparisons), key=_nearest_first)
    found = _units(flags, families or {}, sizes or {})
    kept = tuple(_up_to(limit, found))
    shown = sum(len(unit.flags) + len(unit.folded) for unit in kept)
    return Selection(kept, len(flags) - shown)


def by_family(flags: Sequence[Flag]) -> list[tuple[str | None, list[Flag]]]:
    """Group flags by family key in the order of each family's best flag; flags without a phrase come last."""
    families: dict[str | None, list[Flag]] = defaultdict(list)
    for flag in flags:
        families[flag.comparison.family_key].append(flag)
    return sorted(families.items(), key=lambda family: family[0] is None)


def _nearest_first(flag: Flag) -> tuple[float, int]:
    return _by_probability(flag.comparison)


def _by_probability(comparison: Comparison) -> tuple[float, int]:
    return -comparison.probability, comparison.second.ref


def _units(flags: Iterable[Flag], families: Mapping[int, int], sizes: Mapping[int, int]) -> list[Unit]:
    """In the order of each unit's nearest flag. A family that people have made counts before the phrase as found."""
    grouped: dict[tuple[str, int | str], list[Flag]] = defaultdict(list)
    for flag in flags:
        grouped[_unit_key(flag, families)].append(flag)
    return [_unit(found, families.get(found[0].comparison.second.ref), sizes) for found in grouped.values()]


def _unit_key(flag: Flag, families: Mapping[int, int]) -> tuple[str, int | str]:
    known = families.get(flag.comparison.second.ref)
    if known is not None:
        return "family", known
    if flag.comparison.family_key is not None:
        return "phrase", flag.comparison.family_key
    return "alone", flag.comparison.second.ref


def _unit(flags: Sequence[Flag], known: int | None, sizes: Mapping[int, int]) -> Unit:
    members = max(len(flags), 0 if known is None else sizes.get(known, 0))
    shown = NEAREST if members > NEAREST else len(flags)
    return Unit(tuple(flags[:shown]), members, flags[0].comparison.family_key, known, tuple(flags[shown:]))


def _up_to(limit: int, units: Iterable[Unit]) -> Iterator[Unit]:
    """The first units that make at most `limit` cards; of a unit that is no family, the flags that still fit."""
    left = limit
    for unit in units:
        if left <= 0:
            return
        yield unit if unit.is_family else replace(unit, flags=unit.flags[:left])
        left -= 1 if unit.is_family else len(unit.flags)


def _flags(comparisons: Iterable[Comparison]) -> list[Flag]:
    wordings: dict[tuple[str, str], list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        if comparison.flagged:
            wordings[comparison.second.language, fold(comparison.second.text)].append(comparison)
    return [flag for group in wordings.values() for flag in _grouped(group)]


def _grouped(group: list[Comparison]) -> list[Flag]:
    group = sorted(group, key=_by_probability)
    speakers = {frozenset(comparison.second.speaker_ids) for comparison in group if comparison.second.speaker_ids}
    if len(speakers) < STOCK_SPEAKERS:
        return [Flag(comparison) for comparison in group]
    return [Flag(group[0], stands_for=len(group), speakers=len(speakers), others=tuple(group[1:]))]
