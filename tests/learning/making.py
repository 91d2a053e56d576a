"""Decisions for the tests of learning: pairs as the worker leaves them, and what editors made of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from quotes.matching.calibrating import NAMES, UNRELATED
from quotes.models import Decision, Match, MatchRelation
from quotes.muting import PhraseWording, SharedPhrase
from quotes.services import reviewing
from tests.factories import NOW, make_quotation, make_speaker
from tests.review.making import EARLIER, LATER, a_colleague, evidence_of

ENGINE = "test-encoder@1+abc+1"


def shares(relation: str, probability: float) -> dict[str, float]:
    """Every relation's probability where one has nearly all that is left of "unrelated"."""
    found = dict.fromkeys(NAMES, probability * 0.05)
    found[relation] = probability * 0.8
    return {**found, UNRELATED: 1 - probability}


def judged_evidence(relation: str, probability: float, engine: str = ENGINE) -> dict[str, Any]:
    judged = {"engine": engine, "probability": probability, "relations": shares(relation, probability)}
    return {**evidence_of(), "judged": judged}


def suggested(
    relation: str = "repetition",
    *,
    probability: float = 0.9,
    languages: tuple[str, str] = ("en", "en"),
    engine: str = ENGINE,
    evidence: Mapping[str, Any] | None = None,
    published: bool = True,
) -> Match:
    """An open suggestion of two new quotations."""
    by = a_colleague()
    first = make_quotation(speaker=make_speaker(), said=EARLIER, by=by, language=languages[0])
    second = make_quotation(speaker=make_speaker(), said=LATER, by=by, language=languages[1], published=published)
    match = Match.objects.create(first=first, second=second)
    MatchRelation.objects.create(
        match=match,
        relation=relation,
        wording="variant",
        probability=probability,
        engine_version=engine,
        pair_sha256="a" * 64,
        evidence={**judged_evidence(relation, probability, engine), **(evidence or {})},
    )
    return match


def decided(chosen: str, relation: str = "repetition", *, by: User, now: datetime = NOW, **suggestion: Any) -> Decision:
    match = suggested(relation, **suggestion)
    return reviewing.decide(by=by, now=now, match=match, chosen=chosen, wording="variant")


def phrase_evidence(
    texts: tuple[str, str] = ("no limits", "without any limits"),
    *,
    languages: tuple[str, str] = ("en", "en"),
    returns: bool = True,
    quotations: tuple[str | None, str | None] = (None, None),
) -> dict[str, Any]:
    sides = PhraseWording(texts[0], languages[0]), PhraseWording(texts[1], languages[1])
    whole, other = (
        PhraseWording(text, language) if text else None for text, language in zip(quotations, languages, strict=True)
    )
    return {"phrase": SharedPhrase(sides, returns, (whole, other)).to_json()}
