"""Families as editors make them: confirmed links that rest on a phrase."""

from datetime import date
from typing import Any

from accounts.models import User
from quotes.models import Match, MatchRelation, Quotation
from quotes.services import reviewing
from tests.factories import NOW, make_quotation
from tests.review.making import a_colleague

PHRASES = {
    "en": "open harbours",
    "ar": "موانئ مفتوحة",
    "ru": "открытые гавани",
    "zh": "开放的港口",
    "fr": "des ports ouverts",
    "es": "puertos abiertos",
}
SENTENCES = {
    "en": "our towns will always have {} for everybody who comes by sea",
    "ar": "ستبقى لمدننا دائماً {} لكل من يأتي عن طريق البحر",
    "ru": "у наших городов всегда будут {} для всех, кто приходит морем",
    "zh": "我们的城市将永远为所有从海上来的人保留{}",
    "fr": "nos villes garderont toujours {} à tous ceux qui viennent par la mer",
    "es": "nuestras ciudades tendrán siempre {} para todos los que llegan por mar",
}


def make_member(language: str = "en", *, phrase: str = "", by: User | None = None, **other: Any) -> Quotation:
    """A quotation that holds the phrase inside a sentence."""
    text = SENTENCES[language].format(phrase or PHRASES[language])
    return make_quotation(text, language=language, by=by or a_colleague(), **other)


def suggest(one: Quotation, other: Quotation, *, relation: str = "echo", phrases: tuple[str, str] = ("", "")) -> Match:
    """What the worker writes for two quotations that share a phrase."""
    first, second = sorted((one, other), key=lambda quotation: quotation.pk)
    named = dict(zip((one.pk, other.pk), phrases, strict=True))
    sides = [_phrase_in(quotation, named[quotation.pk]) for quotation in (first, second)]
    match, _ = Match.objects.get_or_create(first=first, second=second, defaults={"family": sides[0][0]})
    MatchRelation.objects.create(
        match=match,
        relation=relation,
        wording="variant",
        probability=0.8,
        pair_sha256="a" * 64,
        evidence={
            "version": 1,
            "of": ["text", "text"],
            "occurrences": [first.lead_id, second.lead_id],
            "reasons": [
                {
                    "id": "shared_phrase",
                    "weight": 1.0,
                    "params": {"first": sides[0][0], "second": sides[1][0]},
                    "spans": [[sides[0][1]], [sides[1][1]]],
                }
            ],
            "shared": [[], []],
            "changed": [[], []],
        },
    )
    return match


def confirm(one: Quotation, other: Quotation, *, by: User, chosen: str = "echo", **suggested: Any) -> Match:
    match = suggest(one, other, relation=chosen, **suggested)
    reviewing.decide(by=by, now=NOW, match=match, chosen=chosen)
    return match


def said(year: int) -> dict[str, Any]:
    return {"said": date(year, 1, 1)}


def _phrase_in(quotation: Quotation, named: str) -> tuple[str, list[int]]:
    assert quotation.lead is not None
    text = quotation.lead.clause_exact
    phrase = named or next(known for known in PHRASES.values() if known in text)
    start = text.index(phrase)
    return phrase, [start, start + len(phrase)]
