"""Builds the evidence of a compared pair: which reasons apply, how much each weighs, and which words carry it."""

from collections.abc import Mapping

from rapidfuzz.distance import LCSseq

from quotes.matching.cues import CueKind, cue_places
from quotes.matching.evidence import Evidence, Of, Reason, Span
from quotes.matching.features import Measured, Phrase, Side
from quotes.matching.lexical import numbers_of, stems, word_spans
from quotes.matching.relations import NEAR_DAYS, overlap
from quotes.matching.wordings import Prepared, Reading

# Below it a phrase pair is chance and is not shown.
PHRASE_SHOWN = 0.15
_CLOSE_SHOWN = 0.5

Params = dict[str, str | int]


def explain(first: Side, second: Side, measured: Measured, terms: Mapping[str, float]) -> Evidence:
    """Return the evidence of a pair: `terms` is what each feature adds; offsets refer to each side's body."""
    shared, changed = word_spans(first.body, second.body)
    reasons = [
        *_meaning_reasons(measured, terms),
        *_phrase_reason(first, second, measured.phrase, terms),
        *_word_reasons(first, second, measured.features, terms, shared),
        *_number_reasons(first.body, second.body, measured.features),
        *_cue_reasons(first, second, measured.features),
        *_circumstances(first.prepared, second.prepared),
    ]
    reasons.sort(key=lambda reason: -abs(reason.weight))
    return Evidence(tuple(reasons), _of(first.prepared), _of(second.prepared), *shared, *changed)


def _of(prepared: Prepared) -> Of:
    return "clause" if prepared.context is not None else "text"


def _meaning_reasons(measured: Measured, terms: Mapping[str, float]) -> list[Reason]:
    features, reasons = measured.features, []
    if features["cosine"] >= _CLOSE_SHOWN:
        percent = min(100, round(100 * features["cosine"]))
        weight = sum(value for name, value in terms.items() if name.startswith("cosine"))
        reasons.append(Reason("close_meaning", weight, {"percent": percent}))
    if features["held"] >= _CLOSE_SHOWN and features["length"] < 1 / 2:
        weight = terms.get("held", 0.0) + terms.get("held_inside", 0.0)
        reasons.append(Reason("inside", weight, {}))
    if not features["same_script"]:
        reasons.append(Reason("other_language", 0.0, {}))
    return reasons


def _phrase_reason(first: Side, second: Side, phrase: Phrase, terms: Mapping[str, float]) -> list[Reason]:
    ours, theirs = first.body.passages[phrase.first], second.body.passages[phrase.second]
    whole = phrase.first == 0 and phrase.second == 0
    if phrase.surprise < PHRASE_SHOWN or whole:
        return []
    params: Params = {
        "first": first.body.text[ours.start : ours.end],
        "second": second.body.text[theirs.start : theirs.end],
    }
    weight = sum(value for name, value in terms.items() if name.startswith("phrase"))
    return [Reason("shared_phrase", weight, params, ((ours.start, ours.end),), ((theirs.start, theirs.end),))]


def _word_reasons(
    first: Side,
    second: Side,
    features: Mapping[str, float],
    terms: Mapping[str, float],
    shared: tuple[tuple[Span, ...], tuple[Span, ...]],
) -> list[Reason]:
    if first.body.words == second.body.words:
        return [Reason("same_words", 5.0, {}, *shared)]
    reasons = []
    common = LCSseq.similarity(stems(first.body.tokens), stems(second.body.tokens))
    if features["same_script"] and common:
        total = max(len(first.body.tokens), len(second.body.tokens))
        names = ("characters", "characters_inside", "words", "words_inside", "aligned")
        weight = sum(terms.get(name, 0.0) for name in names)
        reasons.append(Reason("shared_words", weight, {"shared": int(common), "total": total}, *shared))
    if features["reordered"] > 0.15:
        reasons.append(Reason("reordered", -features["reordered"], {}))
    return reasons


def _number_reasons(first: Reading, second: Reading, features: Mapping[str, float]) -> list[Reason]:
    ours, theirs = numbers_of(first), numbers_of(second)
    if features["numbers_clash"]:
        params: Params = {"first": ", ".join(sorted(ours)), "second": ", ".join(sorted(theirs))}
        return [Reason("numbers_clash", -features["numbers_clash"], params, _digits(first), _digits(second))]
    if features["numbers_agree"]:
        agreed: Params = {"numbers": ", ".join(sorted(ours & theirs))}
        return [Reason("numbers_agree", features["numbers_agree"], agreed, _digits(first), _digits(second))]
    return []


def _digits(reading: Reading) -> tuple[Span, ...]:
    return tuple(reading.shadow.original(token.start, token.end) for token in reading.tokens if token.text[0].isdigit())


_CUE_REASONS: tuple[tuple[CueKind, str], ...] = (
    ("negations", "negation_differs"),
    ("limits", "limit_differs"),
    ("dismissals", "dismissal_differs"),
)


def _cue_reasons(first: Side, second: Side, features: Mapping[str, float]) -> list[Reason]:
    return [
        Reason(name, -1.0, {}, _cue_spans(first, kind), _cue_spans(second, kind))
        for kind, name in _CUE_REASONS
        if features[name]
    ]


def _cue_spans(side: Side, kind: CueKind) -> tuple[Span, ...]:
    shadow = side.body.shadow
    places = cue_places(shadow.text, side.prepared.wording.language, kind) or ()
    return tuple(shadow.original(start, end) for start, end in places)


def _circumstances(first: Prepared, second: Prepared) -> list[Reason]:
    """Reasons that name the relation and never raise the probability: their weight is zero."""
    ours, theirs = first.wording, second.wording
    reasons = []
    if ours.speaker_ids and theirs.speaker_ids:
        name = "same_speaker" if ours.speaker_ids & theirs.speaker_ids else "other_speaker"
        reasons.append(Reason(name, 0.0, {}))
    if ours.said and theirs.said:
        if overlap(ours.said, theirs.said, NEAR_DAYS):
            reasons.append(Reason("same_time", 0.0, {}))
        else:
            days = max((theirs.said[0] - ours.said[1]).days, (ours.said[0] - theirs.said[1]).days)
            reasons.append(Reason("days_apart", 0.0, {"days": days}))
    return reasons
