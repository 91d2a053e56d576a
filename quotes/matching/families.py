"""What an editor is shown of many comparisons: the best few, grouped by the phrase they rest on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.matching.engine import Comparison
from quotes.matching.normalise import fold

DEFAULT_LIMIT = 20
# From this many speakers on, a wording is a stock phrase: one flag for all of them.
STOCK_SPEAKERS = 4


@dataclass(frozen=True, slots=True)
class Flag:
    """One suggestion: the best comparison, and how many others it stands for (speakers > 1: a stock phrase)."""

    comparison: Comparison
    stands_for: int = 1
    speakers: int = 1
    others: tuple[Comparison, ...] = ()


def select(comparisons: Iterable[Comparison], limit: int = DEFAULT_LIMIT) -> tuple[list[Flag], int]:
    """Return at most `limit` flags, most probable first, and how many flags were left over.

    Only flagged comparisons count. A wording that at least STOCK_SPEAKERS different speakers used becomes one flag.
    """
    flags = sorted(_flags(comparisons), key=lambda flag: (-flag.comparison.probability, flag.comparison.second.ref))
    return flags[:limit], max(0, len(flags) - limit)


def by_family(flags: Sequence[Flag]) -> list[tuple[str | None, list[Flag]]]:
    """Group flags by family key in the order of each family's best flag; flags without a phrase come last."""
    families: dict[str | None, list[Flag]] = defaultdict(list)
    for flag in flags:
        families[flag.comparison.family_key].append(flag)
    return sorted(families.items(), key=lambda family: family[0] is None)


def _flags(comparisons: Iterable[Comparison]) -> list[Flag]:
    wordings: dict[tuple[str, str], list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        if comparison.flagged:
            wordings[comparison.second.language, fold(comparison.second.text)].append(comparison)
    return [flag for group in wordings.values() for flag in _grouped(group)]


def _grouped(group: list[Comparison]) -> list[Flag]:
    group = sorted(group, key=lambda comparison: (-comparison.probability, comparison.second.ref))
    speakers = {frozenset(comparison.second.speaker_ids) for comparison in group if comparison.second.speaker_ids}
    if len(speakers) < STOCK_SPEAKERS:
        return [Flag(comparison) for comparison in group]
    return [Flag(group[0], stands_for=len(group), speakers=len(speakers), others=tuple(group[1:]))]
