"""Keeps the members of families in step with the confirmed links: called by every decision, in its transaction.

Nobody chooses members one by one. A family is what confirmed links hold together, so taking back the one link that held
two halves together parts them again, and a machine's guess never joins two families.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from quotes.matching.gathering import PlacedPhrase, gather
from quotes.models import Family, FamilyMember, MatchRelation, Occurrence
from quotes.queries.words import bulk_of, segments_of
from quotes.services.families.phrases import linked_phrases, occurrences_in

ONE_AT_A_TIME = 7_266_045
"""The number of the lock under which members are written: two decisions may join the same two families."""


@dataclass(frozen=True)
class Held:
    """A link that holds two phrases together, and who confirmed it when."""

    phrases: tuple[PlacedPhrase, PlacedPhrase]
    decided_by: int
    decided_at: datetime


def renew(quotations: Iterable[int]) -> None:
    """Write the families of these quotations anew from their confirmed links. Call it inside the decision."""
    _lock()
    reached = _reached(set(quotations))
    links = _held(_confirmed(reached))
    before = list(FamilyMember.objects.filter(quotation__in=reached).order_by("pk"))
    families = gather(link.phrases for link in links)
    numbered = _numbered(families, before)
    _write(numbered, before, links)
    _join(before, numbered)


def relatives(quotation_id: int) -> set[int]:
    """The members of the quotation's families, itself among them; nobody where it is in none."""
    families = FamilyMember.objects.filter(quotation=quotation_id).values("family")
    return set(FamilyMember.objects.filter(family__in=families).values_list("quotation", flat=True))


@contextmanager
def words_move(quotation_id: int) -> Iterator[None]:
    """Move the words of a quotation inside this context: a phrase that no longer stands there holds nothing."""
    before = relatives(quotation_id)
    yield
    if before:
        renew(before)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _reached(quotations: set[int]) -> set[int]:
    """The quotations, and all that confirmed links or families connect with them."""
    reached: set[int] = set()
    fresh = quotations
    while fresh:
        reached |= fresh
        families = FamilyMember.objects.filter(quotation__in=fresh).values("family")
        near = set(FamilyMember.objects.filter(family__in=families).values_list("quotation", flat=True))
        for relation in _confirmed(fresh):
            near |= {relation.match.first_id, relation.match.second_id}
        fresh = near - reached
    return reached


def _confirmed(quotations: Iterable[int]) -> list[MatchRelation]:
    of_these = Q(match__first__in=quotations) | Q(match__second__in=quotations)
    rows = MatchRelation.objects.filter(of_these, state=MatchRelation.State.CONFIRMED)
    return list(rows.select_related("match__first", "match__second").order_by("decided_at", "pk"))


def _held(relations: Sequence[MatchRelation]) -> list[Held]:
    # What was erased by law has no words any more, so it holds nothing together.
    readable = Occurrence.objects.filter(pk__in=occurrences_in(relations), capture__erased_at=None)
    wanted = readable.prefetch_related(segments_of(""))
    occurrences = {row.pk: row for row in wanted}
    found = ((relation, linked_phrases(relation, occurrences)) for relation in relations)
    return [
        Held(phrases, relation.decided_by_id, relation.decided_at)
        for relation, phrases in found
        if phrases and relation.decided_by_id and relation.decided_at
    ]


def _numbered(
    families: Sequence[Sequence[PlacedPhrase]], before: Sequence[FamilyMember]
) -> dict[int, Sequence[PlacedPhrase]]:
    """Each family under its number: the one that most of its members have had, where no larger family claims it."""
    had: dict[int, set[int]] = defaultdict(set)
    for member in before:
        had[member.quotation_id].add(member.family_id)
    claims = [
        (-count, number, place)
        for place, family in enumerate(families)
        for number, count in Counter(number for one in family for number in had[one.quotation]).items()
    ]
    numbers: dict[int, int] = {}
    for _, number, place in sorted(claims):
        if place not in numbers and number not in numbers.values():
            numbers[place] = number
    return {
        numbers[place] if place in numbers else Family.objects.create().pk: family
        for place, family in enumerate(families)
    }


def _write(numbered: dict[int, Sequence[PlacedPhrase]], before: Sequence[FamilyMember], links: Sequence[Held]) -> None:
    """Only what differs is written, so that history holds changes only."""
    rows = {(member.family_id, member.quotation_id): member for member in before}
    phrases = {(number, one.quotation): one for number, family in numbered.items() for one in family}
    FamilyMember.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in phrases]).delete()
    occurrences = _occurrences({one.occurrence for one in phrases.values()})
    for (number, quotation_id), phrase in phrases.items():
        facts = _facts(phrase, occurrences[phrase.occurrence], _first_link(phrase, links))
        _save(rows.get((number, quotation_id)) or FamilyMember(family_id=number, quotation_id=quotation_id), facts)


def _occurrences(wanted: Iterable[int]) -> dict[int, Occurrence]:
    rows = Occurrence.objects.filter(pk__in=wanted).select_related("capture__article").defer(*bulk_of("capture"))
    return {row.pk: row for row in rows}


def _first_link(phrase: PlacedPhrase, links: Sequence[Held]) -> Held:
    return next(link for link in links if any(phrase.same_place(one) for one in link.phrases))


def _facts(phrase: PlacedPhrase, occurrence: Occurrence, link: Held) -> dict[str, Any]:
    clause = occurrence.clause_exact
    return {
        "occurrence_id": occurrence.pk,
        "start": phrase.start,
        "end": phrase.end,
        "exact": clause[phrase.start - occurrence.clause_start : phrase.end - occurrence.clause_start],
        "language": occurrence.capture.article.language,
        "decided_by_id": link.decided_by,
        "decided_at": link.decided_at,
    }


def _save(row: FamilyMember, facts: dict[str, Any]) -> None:
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    if row._state.adding:
        row.save()
    elif changed:
        row.save(update_fields=[name.removesuffix("_id") for name in changed])


def _join(before: Sequence[FamilyMember], numbered: dict[int, Sequence[PlacedPhrase]]) -> None:
    """A family all of whose members went to another one names it; one that has members of its own names none."""
    now = {one.quotation: number for number, family in numbered.items() for one in family}
    for number in {member.family_id for member in before} - set(numbered):
        went = Counter(now[row.quotation_id] for row in before if row.family_id == number and row.quotation_id in now)
        # What had joined it before follows, so that an old address leads there in one step.
        followers = Family.objects.filter(Q(pk=number) | Q(joined_to=number))
        followers.update(joined_to=went.most_common(1)[0][0] if went else None)
    Family.objects.filter(pk__in=numbered).exclude(joined_to=None).update(joined_to=None)
