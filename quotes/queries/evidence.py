"""Why a link was suggested, in the reader's language: the same sentences in the queue, on the page, in the mail."""

from typing import Any

from django.utils.translation import pgettext

from quotes.matching.evidence import SENTENCES


def evidence_sentences(evidence: Any) -> list[str]:
    """The sentences of a stored `MatchRelation.evidence`; a reason that we cannot name (a newer engine) is left out."""
    reasons = evidence.get("reasons", []) if isinstance(evidence, dict) else []
    return [
        pgettext("verbatim", SENTENCES[reason["id"]]) % reason["params"]
        for reason in reasons
        if reason["id"] in SENTENCES
    ]
