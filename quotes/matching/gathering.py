"""Which phrases belong together: what links hold together, and nothing that merely resembles it.

A link joins a phrase of one quotation with a phrase of another one. Two phrases of one quotation are the same phrase
only where they stand in the same place: a statement with two famous phrases joins no two families.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Two places are one phrase when they share at least this part of what both cover.
SAME_PLACE = 0.5


@dataclass(frozen=True, slots=True, order=True)
class PlacedPhrase:
    """Code points `start` to `end` (not included) of the capture in which an occurrence of a quotation stands."""

    quotation: int
    occurrence: int
    start: int
    end: int

    def same_place(self, other: "PlacedPhrase") -> bool:
        """Whether both are one phrase of one quotation, named with a word more or less."""
        if (self.quotation, self.occurrence) != (other.quotation, other.occurrence):
            return False
        shared = min(self.end, other.end) - max(self.start, other.start)
        return shared >= SAME_PLACE * (max(self.end, other.end) - min(self.start, other.start))


def gather(links: Iterable[tuple[PlacedPhrase, PlacedPhrase]]) -> list[list[PlacedPhrase]]:
    """Return the phrases that links hold together, one a quotation, in the order of their quotations.

    Of several places that are one phrase of a quotation, the one that most links name stands for it, then the shortest.
    """
    ends = [phrase for link in links for phrase in link]
    named = Counter(ends)
    roots = {phrase: phrase for phrase in named}
    for one, other in [*zip(ends[::2], ends[1::2], strict=True), *_same_places(named)]:
        roots[_root(roots, one)] = _root(roots, other)
    families: dict[PlacedPhrase, list[PlacedPhrase]] = defaultdict(list)
    for phrase in named:
        families[_root(roots, phrase)].append(phrase)
    return sorted(_one_a_quotation(family, named) for family in families.values())


def _same_places(phrases: Iterable[PlacedPhrase]) -> list[tuple[PlacedPhrase, PlacedPhrase]]:
    by_quotation: dict[int, list[PlacedPhrase]] = defaultdict(list)
    for phrase in sorted(phrases):
        by_quotation[phrase.quotation].append(phrase)
    return [
        (one, other)
        for group in by_quotation.values()
        for place, one in enumerate(group)
        for other in group[place + 1 :]
        if one.same_place(other)
    ]


def _root(roots: dict[PlacedPhrase, PlacedPhrase], phrase: PlacedPhrase) -> PlacedPhrase:
    while roots[phrase] != phrase:
        roots[phrase] = roots[roots[phrase]]
        phrase = roots[phrase]
    return phrase


def _one_a_quotation(family: Sequence[PlacedPhrase], named: Counter[PlacedPhrase]) -> list[PlacedPhrase]:
    best: dict[int, PlacedPhrase] = {}
    for phrase in sorted(family, key=lambda one: (-named[one], one.end - one.start, one)):
        best.setdefault(phrase.quotation, phrase)
    return sorted(best.values())
