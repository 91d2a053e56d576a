"""Decisions on suggested quotes as labels, and how good the suggestions are by language and rule."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Max, Q, QuerySet

from quotes.copies import words_of
from quotes.extraction.ranking import (
    AS_FOUND,
    ONE_THING_CHANGED,
    REJECTED,
    TWO_THINGS_CHANGED,
    Decided,
    Features,
    shared_act,
)
from quotes.matching.normalise import fold
from quotes.matching.trials import groups_of
from quotes.mentions import parts_of
from quotes.models import Attribution, Occurrence, Proposal
from quotes.queries.words import bulk_of
from quotes.sounds import name_keys

MOST_DECISIONS: Final = 10_000
"""Older decisions say little of today's rules, and their articles are long forgotten."""
State = Proposal.State


def standing() -> QuerySet[Proposal]:
    """Proposals on which a decision stands that says whether they were right.

    What was undone waits again, and what expired was decided by nobody. Where the draft that was made of
    one is gone, nobody knows why.
    """
    return Proposal.objects.filter(Q(state=State.REJECTED) | Q(state=State.ACCEPTED, accepted_as__isnull=False))


def decided_until() -> datetime | None:
    """When the latest of them was decided."""
    latest: datetime | None = standing().aggregate(latest=Max("decided_at"))["latest"]
    return latest


def labelled() -> list[Decided]:
    """The newest decisions, each act counted once; 5 queries.

    Articles that printed the same words or the same paragraph share a group.
    """
    rows = list(_decided())
    groups = _groups(rows)
    return shared_act(
        (Decided(features_of(row, _language(row)), _right(row), 1.0, group), row.decided_together)
        for row, group in zip(rows, groups, strict=True)
    )


def features_of(proposal: Proposal, language: str) -> Features:
    """What is known of a proposal in an article of this language, decided or not."""
    in_marks = sum(len(one["exact"]) for one in proposal.segments)
    return Features(
        confidence=proposal.confidence,
        language=language,
        rule=proposal.rule,
        kind=proposal.kind,
        form=proposal.form,
        cue=proposal.cue,
        names_speaker=bool(proposal.mention),
        knows_speaker=proposal.likely_speaker_id is not None,
        words=len(words_of(proposal.clause_exact).split()),
        in_marks=min(1.0, in_marks / max(1, len(proposal.clause_exact))),
        nearness=(proposal.likeness or 0.0) if proposal.nearest_id else 0.0,
    )


def _decided() -> Iterable[Proposal]:
    rows = standing().select_related("run__capture__article", "accepted_as")
    rows = rows.defer(*bulk_of("run__capture"))
    rows = rows.prefetch_related("accepted_as__segments", "accepted_as__quotation__attributions__speaker__names")
    return rows.order_by("-decided_at", "-pk")[:MOST_DECISIONS]


def _language(row: Proposal) -> str:
    return row.run.capture.article.language


def _groups(rows: Sequence[Proposal]) -> list[int]:
    """The lowest number of an article that hangs together with each row's; words have numbers beyond all articles."""
    articles = [row.run.capture.article_id for row in rows]
    words = [2**63 + int(row.words_key, 16) for row in rows]
    copies = [2**200 + int(row.copy_key, 16) for row in rows]
    return groups_of([*zip(articles, words, strict=True), *zip(articles, copies, strict=True)])[: len(rows)]


def _right(row: Proposal) -> float:
    """How right the proposal was: what the editor had to change in the words, and in the speaker."""
    if row.state == State.REJECTED or row.accepted_as is None:
        return REJECTED
    changed = _words_changed(row, row.accepted_as) + _speaker_changed(row, row.accepted_as)
    return (AS_FOUND, ONE_THING_CHANGED, TWO_THINGS_CHANGED)[changed]


def _words_changed(row: Proposal, place: Occurrence) -> bool:
    proposed = [(one["start"], one["end"]) for one in row.segments]
    accepted = sorted((one.start, one.end) for one in place.segments.all())
    clause = (row.kind, row.clause_start, row.clause_end)
    return clause != (place.kind, place.clause_start, place.clause_end) or proposed != accepted


def _speaker_changed(row: Proposal, place: Occurrence) -> bool:
    """Whether somebody is attributed whom the proposed mention does not name."""
    parts = parts_of(row.mention, _language(row)) if row.mention else []
    keys = {key for part in parts for key in name_keys(part)}
    return not all(_is_named(line, row, keys) for line in place.quotation.attributions.all())


def _is_named(line: Attribution, row: Proposal, keys: set[str]) -> bool:
    if line.speaker is None:
        return fold(line.described_as.strip()) in fold(row.mention)
    if line.speaker_id == row.likely_speaker_id:
        return True
    return any(not keys.isdisjoint(name.keys) for name in line.speaker.names.all())
