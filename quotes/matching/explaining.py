"""Builds the evidence of a compared pair: which reasons apply, how much each weighs, and which words carry it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from rapidfuzz.distance import LCSseq

from quotes.matching.close_reading import CloseReading, Glance
from quotes.matching.cues import CueKind, cue_places
from quotes.matching.evidence import Evidence, Of, Reason, Span
from quotes.matching.features import Measured, PhrasePair, Side
from quotes.matching.lexical import stems, word_spans
from quotes.matching.relations import NEAR_DAYS, overlap
from quotes.matching.wordings import Prepared

# Below it a phrase pair is chance and is not shown.
PHRASE_SHOWN = 0.15
_CLOSE_SHOWN = 0.5
# Log odds from which reading both together is worth a sentence: surer than two to one.
_READ_SHOWN = 0.7
_READ_SIGN = {"read_same": 1, "read_opposed": -1, "read_phrase": 1}
_READ_REASONS = tuple(_READ_SIGN)

Params = dict[str, str | int]


# The cues that are worth a sentence; tense and comparison change too often without changing the statement.
_CUE_REASONS: tuple[tuple[CueKind, str], ...] = (
    ("negations", "negation_differs"),
    ("denials", "denial_differs"),
    ("limits", "limit_differs"),
    ("dismissals", "dismissal_differs"),
    ("obligations", "obligation_differs"),
    ("possibilities", "possibility_differs"),
    ("certainties", "certainty_differs"),
    ("universals", "universal_differs"),
    ("partials", "partial_differs"),
    ("exclusives", "exclusive_differs"),
    ("conditions", "condition_differs"),
    ("questions", "question_differs"),
)


class _Placed(Protocol):
    """Something that stands at a place of a shadow."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def explain(reading: CloseReading, terms: Mapping[str, float]) -> Evidence:
    """Return the evidence of a pair that was read closely: `terms` is what each feature adds to its being related.

    Offsets refer to each side's body.
    """
    told = [*_reading_reasons(reading.features), *_contrast_reasons(reading, terms)]
    return _evidence(reading.glance, terms, told)


def glanced(glance: Glance, terms: Mapping[str, float]) -> Evidence:
    """Return the evidence of a pair that was only glanced at."""
    return _evidence(glance, terms, [])


def _evidence(glance: Glance, terms: Mapping[str, float], told: Sequence[Reason]) -> Evidence:
    first, second, measured = glance.first, glance.second, glance.measured
    shared, changed = word_spans(first.body, second.body)
    reasons = [
        *_meaning_reasons(measured, terms),
        *_phrase_reason(first, second, measured.phrase, terms),
        *_word_reasons(first, second, measured.features, terms, shared),
        *told,
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


def _phrase_reason(first: Side, second: Side, phrase: PhrasePair, terms: Mapping[str, float]) -> list[Reason]:
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


def _reading_reasons(features: Mapping[str, float]) -> list[Reason]:
    """What reading both texts together says, where it is sure of it."""
    surest = max(_READ_REASONS, key=lambda name: features[name])
    if features[surest] < _READ_SHOWN:
        return []
    return [Reason(surest, _READ_SIGN[surest] * features[surest], {})]


def _contrast_reasons(reading: CloseReading, terms: Mapping[str, float]) -> list[Reason]:
    return [*_pole_reasons(reading, terms), *_quantity_reasons(reading), *_cue_reasons(reading)]


def _pole_reasons(reading: CloseReading, terms: Mapping[str, float]) -> list[Reason]:
    """One reason for each concept of which the texts take opposite sides, or the same by a denial."""
    contrasted, first, second = reading.contrast, reading.glance.first, reading.glance.second
    weights = [("poles_clash", -1.0, one) for one in sorted(contrasted.clashing)]
    weights += [("denied_alike", terms.get("denied_alike", 0.0), one) for one in sorted(contrasted.denied_alike)]
    reasons = []
    for name, weight, concept in weights:
        ours = _spans(first, [pole for pole in contrasted.first_poles if pole.concept == concept])
        theirs = _spans(second, [pole for pole in contrasted.second_poles if pole.concept == concept])
        params: Params = {"first": _words(first, ours[:1]), "second": _words(second, theirs[:1])}
        reasons.append(Reason(name, weight, params, ours, theirs))
    return reasons


def _quantity_reasons(reading: CloseReading) -> list[Reason]:
    contrasted, first, second = reading.contrast, reading.glance.first, reading.glance.second
    ours, theirs = _spans(first, contrasted.first_quantities), _spans(second, contrasted.second_quantities)
    if reading.features["quantities_clash"]:
        params: Params = {"first": _words(first, ours), "second": _words(second, theirs)}
        return [Reason("numbers_clash", -reading.features["quantities_clash"], params, ours, theirs)]
    if reading.features["quantities_agree"]:
        agreed: Params = {"numbers": _words(first, ours)}
        return [Reason("numbers_agree", reading.features["quantities_agree"], agreed, ours, theirs)]
    return []


def _cue_reasons(reading: CloseReading) -> list[Reason]:
    first, second = reading.glance.first, reading.glance.second
    return [
        Reason(name, -1.0, {}, _cue_spans(first, kind), _cue_spans(second, kind))
        for kind, name in _CUE_REASONS
        if reading.features[f"{kind}_differ"]
    ]


def _spans(side: Side, found: Sequence[_Placed]) -> tuple[Span, ...]:
    return tuple(side.body.shadow.original(one.start, one.end) for one in found)


def _words(side: Side, spans: Sequence[Span]) -> str:
    return ", ".join(side.body.text[start:end] for start, end in spans)


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
