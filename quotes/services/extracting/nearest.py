"""The archived quotation whose words are most like those of a proposal: found by words alone, without an encoder."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from quotes.candidates.backend import CandidateQuery
from quotes.candidates.postgres import PostgresCandidates
from quotes.matching.minhash import bands
from quotes.matching.normalise import shadow
from quotes.matching.scripts import script_of
from quotes.matching.tokens import tokenise
from quotes.models import Proposal, VectorIndex, Wording
from quotes.words import wording

LEAST_ALIKE: Final = 0.3
LIMIT: Final = 5
MOST_SEARCHED: Final = 300


@dataclass(frozen=True)
class Near:
    """A quotation, and the share of trigrams that its words have in common with the proposal's: 0 to 1."""

    quotation_id: int
    likeness: float


def nearest_of(rows: Sequence[Proposal]) -> dict[str, Near]:
    """By `words_key`: what was accepted with the same words of the same speaker, else the nearest wording of the
    archive, if any is near. Of an endless list only the first MOST_SEARCHED different words are looked up there."""
    different = {row.words_key: row for row in rows}
    found = _accepted(different)
    index = VectorIndex.objects.filter(state=VectorIndex.State.SERVING).first()
    if index is None:
        return found
    wanted = [row for key, row in different.items() if key not in found]
    for row in wanted[:MOST_SEARCHED]:
        near = _nearest_wording(row, index)
        if near:
            found[row.words_key] = near
    return found


def _accepted(keys: Collection[str]) -> dict[str, Near]:
    accepted = Proposal.objects.filter(
        words_key__in=list(keys), state=Proposal.State.ACCEPTED, accepted_as__isnull=False
    )
    pairs = accepted.order_by("-pk").values_list("words_key", "accepted_as__quotation")
    return {key: Near(quotation, 1.0) for key, quotation in pairs}


def _nearest_wording(row: Proposal, index: VectorIndex) -> Near | None:
    folded = shadow(wording(row.clause_exact, [segment["exact"] for segment in row.segments]))
    script = script_of(folded.text)
    query = CandidateQuery(
        parts=(), bands=bands(tokenise(folded), script), script=script, shadow=folded.text, lexical_limit=LIMIT
    )
    hits = PostgresCandidates(index).search(query)
    best = max(hits, key=lambda hit: hit.nearness, default=None)
    if best is None or best.nearness < LEAST_ALIKE:
        return None
    quotation = Wording.objects.filter(pk=best.wording_id).values_list("quotation", flat=True).first()
    return Near(quotation, round(best.nearness, 4)) if quotation else None
