"""Decisions on suggested quotes, each in an article of its own, taken by the services as the desk takes them."""

from accounts.models import User
from quotes.copies import clause_key, copy_key, words_key
from quotes.extraction.engine import EXTRACTOR_VERSION
from quotes.models import ExtractionRun, Proposal, Ranking, Speaker
from quotes.services.proposing.accepting import accept
from quotes.services.proposing.rejecting import reject
from quotes.services.quoting import AttributedTo
from sources.models import Capture
from tests.factories import NOW, make_capture, make_speaker

MENTION = "Dana Ilves"


def proposed(
    number: int = 0, *, rule: str = "en-say", confidence: float = 0.8, capture: Capture | None = None
) -> Proposal:
    """An open proposal of a clause that stands nowhere else, in an article that was read."""
    clause = f"the quay number {number} would open in spring"
    text = f"{MENTION} said {clause}."
    capture = capture or make_capture(text)
    run, _ = ExtractionRun.objects.get_or_create(
        capture=capture,
        extractor_version=EXTRACTOR_VERSION,
        defaults={"state": "done", "outcome": "proposed", "attempts": 1, "started_at": NOW, "finished_at": NOW},
    )
    start = capture.text.index(clause)
    return Proposal.objects.create(
        run=run,
        kind="indirect",
        clause_start=start,
        clause_end=start + len(clause),
        clause_exact=clause,
        speaker_mention=MENTION,
        speaker_start=0,
        cue="said",
        rule=rule,
        confidence=confidence,
        words_key=words_key("en", clause, MENTION),
        clause_key=clause_key("en", clause),
        copy_key=copy_key("en", text),
    )


def plant(count: int, by: User, *, accepted_rule: str = "en-good", rejected_rule: str = "en-bad") -> None:
    """So many decisions, every other one a rejection."""
    speaker = AttributedTo(Speaker.objects.filter(names__text=MENTION).first() or make_speaker(MENTION))
    for number in range(count):
        if number % 2:
            reject(by=by, now=NOW, proposal=proposed(number, rule=rejected_rule))
        else:
            accept(by=by, now=NOW, proposal=proposed(number, rule=accepted_rule), who=[speaker])


def a_ranking(*, adopted: bool = True) -> Ranking:
    figures = {"loss": [0.5, 0.4], "precision": [0.7, 0.8], "surer": 0.97, "gain": [0.0, 0.1, 0.2]}
    return Ranking.objects.create(
        offsets={"rule:en-bad": -2.0},
        learnt_count=60,
        held_count=30,
        figures=figures,
        adopted=adopted,
        decided_until=NOW,
        made_at=NOW,
    )
