"""Attaches quotations of the key to the captured article, as an editor would."""

from typing import Any

from quotes.anchoring import Span
from quotes.demo.loading import Newsroom
from quotes.models import Quotation
from quotes.services import quoting
from sources.models import Capture
from tests.seed.seed import said

SPEAKERS = {
    "China (state)": ["China (state)"],
    "Chinese MFA": ["Ministry of Foreign Affairs of China"],
    "Sergei Lavrov": ["Sergei Lavrov"],
    "Xi Jinping": ["Xi Jinping", "Vladimir Putin"],
    "Dmitry Medvedev": ["Dmitry Medvedev"],
}


def attach(newsroom: Newsroom, capture: Capture, entry: dict[str, Any], now) -> Quotation:
    """The key's quoted spans include their outer marks; ours do not."""
    names = next(names for known, names in SPEAKERS.items() if entry["entity"].startswith(known))
    quote, mention, cue = entry["quote"], entry["speaker"], entry["cue"]
    return quoting.create_quotation(
        by=newsroom.users["editor"],
        now=now,
        attributed_to=[quoting.AttributedTo(newsroom.speakers[name]) for name in names],
        appearance=quoting.Appearance(
            capture,
            entry["type"],
            Span(entry["clause"]["start"], entry["clause"]["end"]),
            (Span(quote["start"] + 1, quote["end"] - 1),) if quote else (),
            cue=cue["exact"],
            speaker_mention=mention["exact"],
        ),
        said=said(entry),
    )
