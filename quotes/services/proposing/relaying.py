"""The steps of "how it reached us" that a proposal tells, with the actors that we know."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from quotes.models import Proposal, RelayHop, Speaker
from quotes.queries.linking import Mention, linked
from quotes.services.describing import Hop
from sources.models import Capture, Publication

Kind = RelayHop.Kind
PLATFORM = 200


def hops_of(proposal: Proposal, capture: Capture, speakers: Sequence[Speaker]) -> list[Hop]:
    """Each step has one actor: who said it as the editor attributed it, a known outlet, else the name in the article.
    A step of somebody unnamed is left out: it would say nothing."""
    hops = (_hop(told, proposal, capture, speakers) for told in proposal.relay)
    return [hop for hop in hops if hop is not None]


def _hop(told: dict[str, Any], proposal: Proposal, capture: Capture, speakers: Sequence[Speaker]) -> Hop | None:
    kind, actor, basis = told["kind"], told["actor"].strip(), told["basis"]
    if kind == Kind.SAID:
        speaker = _speaker(actor, proposal, capture, speakers)
        return Hop(kind, speaker=speaker, basis=basis) if speaker else None
    if kind in (Kind.REPORTED, Kind.TRANSLATED):
        outlet = Publication.objects.filter(Q(name__iexact=actor) | Q(name_en__iexact=actor) | Q(name_ar=actor)).first()
        if outlet:
            return Hop(kind, publication=outlet, basis=basis)
    return Hop(kind, platform=actor[:PLATFORM], basis=basis) if actor else None


def _speaker(actor: str, proposal: Proposal, capture: Capture, speakers: Sequence[Speaker]) -> Speaker | None:
    """Who said it: the speaker of the quotation where the step names the same mention, else who is certainly known."""
    if not actor or actor in (proposal.speaker_mention, proposal.named_mention):
        return speakers[0] if speakers else None
    mention = Mention(actor, proposal.clause_start)
    who = linked([mention], text=capture.text, language=capture.article.language)[mention]
    return Speaker.objects.filter(pk=who[0].likely).first() if who[0].likely else None
