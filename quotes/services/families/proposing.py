"""What the worker takes for a family: one card for a phrase that many others hold, and never twice what was decided."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from quotes.matching.comparison import Comparison
from quotes.matching.families import Unit
from quotes.matching.gathering import PlacedPhrase
from quotes.matching.normalise import fold
from quotes.models import FamilyMember, FamilySuggestion, MatchRelation, Occurrence
from quotes.queries.words import bulk_of, segments_of
from quotes.services.families.phrases import place_in

State = MatchRelation.State


@dataclass(frozen=True)
class Memberships:
    """The confirmed families of some quotations: the phrase of each member, folded, and how many members there are."""

    phrases: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)
    sizes: Mapping[int, int] = field(default_factory=dict)

    def family_of(self, quotation_id: int, comparison: Comparison) -> int | None:
        """The family of the other quotation whose phrase the comparison rests on."""
        named = phrase_words(comparison)
        own = self.phrases.get(quotation_id, ())
        return next((family for family, phrase in own if _same_words(phrase, named)), None)


@dataclass(frozen=True)
class ProposedFamily:
    """A phrase of a quotation that `members` others hold: `span` counts code points of the compared text.

    `of` says whether that is the occurrence's words ("text") or its clause. `nearest` are the quotations shown.
    """

    key: str
    family_id: int | None
    occurrence_id: int
    of: str
    span: tuple[int, int]
    nearest: tuple[int, ...]
    members: int


def phrase_words(comparison: Comparison) -> str:
    """The folded words of the other quotation on which a comparison rests: its phrase, or all of them."""
    return fold(comparison.phrase.second_text if comparison.phrase else comparison.second.text)


def _same_words(one: str, other: str) -> bool:
    return one in other or other in one


def memberships(quotation_ids: Collection[int]) -> Memberships:
    """2 queries."""
    rows = FamilyMember.objects.filter(quotation__in=quotation_ids).values_list("quotation", "family", "exact")
    phrases: dict[int, list[tuple[int, str]]] = defaultdict(list)
    families: set[int] = set()
    for quotation, family, exact in rows:
        phrases[quotation].append((family, fold(exact)))
        families.add(family)
    counted = FamilyMember.objects.filter(family__in=families).values_list("family", flat=True)
    return Memberships(phrases, Counter(counted))


def propose(unit: Unit, *, nearest: Sequence[int], occurrence_id: int) -> ProposedFamily | None:
    """The card of a unit that is a family; None for what is decided pair by pair."""
    best = unit.flags[0].comparison
    if not unit.is_family:
        return None
    return ProposedFamily(
        key=unit.key or f"family-{unit.known}",
        family_id=unit.known,
        occurrence_id=occurrence_id,
        of=best.evidence.first_of,
        span=best.phrase.first if best.phrase else (0, len(best.first.text)),
        nearest=tuple(nearest),
        members=unit.members,
    )


def settled(quotation_id: int, proposed: Iterable[ProposedFamily]) -> set[str]:
    """Keys of the families about whose phrase an editor has decided, in the words that stand now (law 5)."""
    decided = FamilySuggestion.objects.filter(quotation=quotation_id).exclude(state=State.SUGGESTED)
    known = [PlacedPhrase(quotation_id, row.occurrence_id, row.start, row.end) for row in decided]
    if not known:
        return set()
    placed = _placed(quotation_id, proposed)
    return {one.proposed.key for one in placed if any(one.phrase.same_place(other) for other in known)}


def settled_there(quotation_id: int, phrases: Mapping[int, str]) -> set[int]:
    """Of these quotations those whose own card was decided: entered later than ours, so the pair would stand on it.

    `phrases` holds the folded words of each on which the pair rests.
    """
    decided = FamilySuggestion.objects.filter(quotation__in=phrases, quotation__gt=quotation_id)
    rows = decided.exclude(state=State.SUGGESTED).values_list("quotation", "exact")
    return {pk for pk, exact in rows if _same_words(fold(exact), phrases[pk])}


def write_families(quotation_id: int, proposed: Sequence[ProposedFamily], *, version: str, now: datetime) -> None:
    """Make the open suggestions of a quotation these; what was decided stays. An unchanged one is not written again."""
    rows = {row.key: row for row in FamilySuggestion.objects.select_for_update().filter(quotation=quotation_id)}
    for placed in _placed(quotation_id, proposed):
        row = rows.pop(placed.proposed.key, None) or FamilySuggestion(quotation_id=quotation_id, suggested_at=now)
        facts = {**placed.facts, "engine_version": version, "state": State.SUGGESTED, "decided_by": None}
        facts["decided_at"] = None
        if row.pk is None or any(getattr(row, name) != value for name, value in facts.items()):
            for name, value in {**facts, "suggested_at": now}.items():
                setattr(row, name, value)
            row.save()
    open_ones = [row.pk for row in rows.values() if row.state == State.SUGGESTED]
    FamilySuggestion.objects.filter(pk__in=open_ones).delete()


@dataclass(frozen=True)
class Placed:
    """A proposed family with the place of its phrase in the saved copy."""

    proposed: ProposedFamily
    phrase: PlacedPhrase
    exact: str
    language: str

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "key": self.proposed.key,
            "family_id": self.proposed.family_id,
            "occurrence_id": self.phrase.occurrence,
            "start": self.phrase.start,
            "end": self.phrase.end,
            "exact": self.exact,
            "language": self.language,
            "members": self.proposed.members,
            "nearest": list(self.proposed.nearest),
        }


def _placed(quotation_id: int, proposed: Iterable[ProposedFamily]) -> list[Placed]:
    """Without those whose words do not stand together in the saved copy: a gap between quoted parts is no phrase."""
    by_key = {one.key: one for one in proposed}
    wanted = Occurrence.objects.filter(quotation=quotation_id, pk__in={one.occurrence_id for one in by_key.values()})
    rows = wanted.select_related("capture__article").defer(*bulk_of("capture")).prefetch_related(segments_of(""))
    occurrences = {row.pk: row for row in rows if row.capture.erased_at is None}
    found = []
    for one in by_key.values():
        occurrence = occurrences.get(one.occurrence_id)
        place = place_in(occurrence, one.of, [one.span]) if occurrence else None
        if occurrence and place:
            phrase = PlacedPhrase(quotation_id, occurrence.pk, place.start, place.end)
            found.append(Placed(one, phrase, place.exact, occurrence.capture.article.language))
    return found
