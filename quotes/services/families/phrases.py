"""Where the phrase on which a link rests stands: from the evidence of the pair to code points of the saved copy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import pgettext_lazy

from quotes.display import Span
from quotes.marking import capture_spans, clause_place, quoted_places
from quotes.matching.gathering import PlacedPhrase
from quotes.matching.normalise import shadow
from quotes.matching.scripts import UNSPACED, script_of
from quotes.matching.tokens import tokenise
from quotes.models import Match, MatchRelation, Occurrence
from quotes.services.errors import Refused
from quotes.words import wording

PHRASE_WORDS = 8
"""Longer words are a statement, not a phrase. Of scripts without blanks twice as many characters."""

NAMED = "named"
"""Under this name the evidence of a link keeps the phrase that a person named."""

NOT_NAMED = pgettext_lazy(
    "verbatim",
    "“%(phrase)s” does not name a phrase: it is a few words that stand once in the quote. Copy them from there.",
)

Relation = MatchRelation.Relation
WHOLE_WORDINGS = frozenset({Relation.SAME_UTTERANCE, Relation.REPETITION, Relation.ECHO})
"""Links of two short quotes that are phrases themselves."""


def linked_phrases(
    relation: MatchRelation, occurrences: dict[int, Occurrence]
) -> tuple[PlacedPhrase, PlacedPhrase] | None:
    """The phrases that a relation joins, of its first and second quotation; None where it rests on none.

    `occurrences` holds those named in the evidence and the leads, with their segments prefetched. Words that no longer
    stand where the evidence saw them are no phrase.
    """
    pair = (relation.match.first, relation.match.second)
    found = []
    for side, quotation in enumerate(pair):
        occurrence = _occurrence(holding(relation.evidence), side, quotation.pk, quotation.lead_id, occurrences)
        place = _place(relation, side, occurrence) if occurrence else None
        if occurrence is None or place is None:
            return None
        found.append(PlacedPhrase(quotation.pk, occurrence.pk, place.start, place.end))
    return found[0], found[1]


def occurrences_in(relations: Iterable[MatchRelation]) -> set[int]:
    """Ids of the occurrences that `linked_phrases` may ask for."""
    wanted: set[int | None] = set()
    for relation in relations:
        wanted |= {relation.match.first.lead_id, relation.match.second.lead_id}
        wanted |= {_named_occurrence(holding(relation.evidence), side) for side in (0, 1)}
    return {pk for pk in wanted if pk}


def holding(evidence: Any) -> Any:
    """The evidence that says which phrase holds a link: what a person named, before what the engine found."""
    named = evidence.get(NAMED) if isinstance(evidence, dict) else None
    return named if isinstance(named, dict) else evidence


def naming(match: Match, phrases: Mapping[int, str]) -> dict[str, Any]:
    """Evidence in which a person names the phrase of a link: its words in each quotation, by the quotation's id.

    They stand in the clause that leads; if they don't, or stand there twice, nobody knows which are meant.
    """
    words, spans, occurrences = [], [], []
    for quotation in (match.first, match.second):
        phrase, lead = phrases[quotation.pk], quotation.lead
        if lead is None or not is_short(phrase) or lead.clause_exact.count(phrase) != 1:
            raise Refused(str(NOT_NAMED) % {"phrase": f"\u2068{phrase}\u2069"})
        start = lead.clause_exact.index(phrase)
        words.append(phrase)
        spans.append([[start, start + len(phrase)]])
        occurrences.append(lead.pk)
    params = {"first": words[0], "second": words[1]}
    reason = {"id": "shared_phrase", "weight": 0.0, "params": params, "spans": spans}
    return {"of": ["clause", "clause"], "occurrences": occurrences, "reasons": [reason]}


def place_in(occurrence: Occurrence, of: str, spans: Sequence[Any]) -> Span | None:
    """Spans of the compared text as one place of the saved copy: the longest, where a gap cuts them apart."""
    clause, segments = spans_of(occurrence)
    stretches = clause_place(clause) if of == "clause" or not segments else quoted_places(segments)
    places = capture_spans(stretches, spans)
    if not places:
        return None
    start, end = max(places, key=lambda place: place[1] - place[0])
    inside = clause.exact[start - clause.start : end - clause.start]
    return Span(start, inside) if start >= clause.start and len(inside) == end - start else None


def spans_of(occurrence: Occurrence) -> tuple[Span, list[Span]]:
    segments = [Span(segment.start, segment.exact) for segment in occurrence.segments.all()]
    return Span(occurrence.clause_start, occurrence.clause_exact), segments


def is_short(text: str) -> bool:
    """Whether a text is a phrase rather than a statement."""
    folded = shadow(text)
    longest = PHRASE_WORDS * (2 if script_of(folded.text) in UNSPACED else 1)
    return 0 < len(tokenise(folded)) <= longest


def _occurrence(
    evidence: Any, side: int, quotation_id: int, lead_id: int | None, occurrences: dict[int, Occurrence]
) -> Occurrence | None:
    """The compared one where it is still the quotation's own, else the one that leads."""
    named = occurrences.get(_named_occurrence(evidence, side) or 0)
    if named and named.quotation_id == quotation_id:
        return named
    return occurrences.get(lead_id or 0)


def _named_occurrence(evidence: Any, side: int) -> int | None:
    named = evidence.get("occurrences") if isinstance(evidence, dict) else None
    found = named[side] if isinstance(named, list) and len(named) == 2 else None
    return found if isinstance(found, int) else None


def _place(relation: MatchRelation, side: int, occurrence: Occurrence) -> Span | None:
    evidence = holding(relation.evidence)
    named = shared_phrase(evidence)
    if named is None:
        return _whole(occurrence) if relation.relation in WHOLE_WORDINGS else None
    spans, text = named[side]
    place = place_in(occurrence, compared(evidence, side), spans)
    stands = place is not None and place.exact in text
    return place if place and stands and (relation.relation == Relation.ECHO or is_short(place.exact)) else None


def compared(evidence: Any, side: int) -> str:
    """Whether the offsets of one side count from the quoted words ("text") or from their clause."""
    of = evidence.get("of") if isinstance(evidence, dict) else None
    return str(of[side]) if isinstance(of, list) and len(of) == 2 else "text"


def shared_phrase(evidence: Any) -> list[tuple[list[Any], str]] | None:
    """Spans and words of the phrase on both sides, as the engine named them; None where it named none."""
    reasons = evidence.get("reasons") if isinstance(evidence, dict) else None
    for reason in reasons if isinstance(reasons, list) else []:
        if isinstance(reason, dict) and reason.get("id") == "shared_phrase":
            spans, params = reason.get("spans"), reason.get("params") or {}
            if isinstance(spans, list) and len(spans) == 2:
                return [(spans[0], str(params.get("first", ""))), (spans[1], str(params.get("second", "")))]
    return None


def _whole(occurrence: Occurrence) -> Span | None:
    clause, segments = spans_of(occurrence)
    if len(segments) > 1:
        return None
    place = segments[0] if segments else clause
    return place if is_short(wording(clause.exact, [segment.exact for segment in segments])) else None
