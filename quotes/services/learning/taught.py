"""What the worker applies to the engine's answers: the calibration in use and the muted phrases.

The one hook is `taught`: a worker asks it once a job, so that what an editor decides counts from the next job on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from quotes.matching.calibrating import Correction, Judgement
from quotes.matching.relations import Relation
from quotes.matching.scoring import load_scoring
from quotes.models import CalibrationUse, Mute
from quotes.muting import PhraseWording, SharedPhrase, found_phrase

if TYPE_CHECKING:  # the web process loads this module, never the engine
    from quotes.matching.comparison import Comparison


@dataclass(frozen=True)
class Muted:
    """One mute with all the wordings of its phrase."""

    pk: int
    wordings: tuple[PhraseWording, ...]


@dataclass(frozen=True)
class Taught:
    """`calibration` is the number of the calibration, None where the engine's own probabilities stand."""

    correction: Correction = field(default_factory=Correction)
    calibration: int | None = None
    mutes: tuple[Muted, ...] = ()

    def version(self, engine_version: str) -> str:
        """The version under which jobs and suggestions are filed: the engine's, and the calibration's."""
        return engine_version if self.calibration is None else f"{engine_version}+c{self.calibration}"

    def corrected(self, comparison: Comparison) -> Comparison:
        """The comparison with calibrated probabilities; itself where there is no calibration."""
        if self.correction.is_identity:
            return comparison
        judgement = judgement_of(comparison)
        probability = self.correction.probability(judgement)
        return replace(
            comparison,
            probability=probability,
            strength=load_scoring().strength(probability),
            relations=tuple((Relation(name), share) for name, share in self.correction.relations(judgement)),
        )

    def mute_of(self, phrase: SharedPhrase | None) -> int | None:
        """The number of the mute that silences a suggestion with this phrase, None where it may be made."""
        if phrase is None:
            return None
        return next((mute.pk for mute in self.mutes if phrase.rests_on(mute.wordings)), None)


def taught(engine_version: str) -> Taught:
    """What counts now. A calibration that was learnt from another engine's answers says nothing; 2 queries."""
    use = CalibrationUse.objects.select_related("calibration").order_by("-pk").first()
    calibration = use.calibration if use else None
    mutes = muted_now()
    if calibration is None or calibration.engine_version != engine_version:
        return Taught(mutes=mutes)
    return Taught(Correction.from_json(calibration.parameters), calibration.pk, mutes)


def muted_now() -> tuple[Muted, ...]:
    """The mutes that nobody has lifted, the oldest first."""
    rows = Mute.objects.filter(lifted_at=None).order_by("pk").values_list("pk", "wordings")
    return tuple(Muted(pk, phrases_of(wordings)) for pk, wordings in rows)


def phrases_of(wordings: Iterable[dict[str, Any]]) -> tuple[PhraseWording, ...]:
    return tuple(PhraseWording(one["text"], one["language"]) for one in wordings)


def judgement_of(comparison: Comparison) -> Judgement:
    """The engine's own answer, as the calibration reads it."""
    return Judgement(
        probability=min(1.0, max(0.0, comparison.probability)),
        relations={relation.value: share for relation, share in comparison.relations},
        languages=(comparison.first.language, comparison.second.language),
    )


def judged_json(comparison: Comparison, engine_version: str) -> dict[str, Any]:
    """What a suggestion keeps of the engine's own answer, as `MatchRelation.evidence["judged"]`."""
    judgement = judgement_of(comparison)
    return {
        "engine": engine_version,
        "probability": round(judgement.probability, 4),
        "relations": {name: round(share, 4) for name, share in judgement.relations.items()},
    }


def phrase_of(comparison: Comparison) -> SharedPhrase | None:
    """The phrase on which the comparison rests, if there is one."""
    if comparison.phrase is None:
        return None
    ours, theirs = comparison.first, comparison.second
    return found_phrase(
        sides=(
            PhraseWording(comparison.phrase.first_text, ours.language),
            PhraseWording(comparison.phrase.second_text, theirs.language),
        ),
        quotations=(PhraseWording(ours.text, ours.language), PhraseWording(theirs.text, theirs.language)),
        relation=comparison.relation,
    )
