"""The rows of who said what. Each module holds one family of nouns."""

from quotes.models.claims import Claim, ClaimTopic, ExternalReview, Stance, Topic
from quotes.models.corrections import Correction
from quotes.models.matches import Decision, Match, MatchJob, MatchRelation, Wording, WordingBand
from quotes.models.occurrences import Occurrence, RelayHop, Segment, Translation
from quotes.models.proposals import ExtractionRun, Proposal
from quotes.models.quotations import Attribution, Note, Quotation
from quotes.models.speakers import Position, Speaker, SpeakerName

__all__ = [
    "Attribution",
    "Claim",
    "ClaimTopic",
    "Correction",
    "Decision",
    "ExternalReview",
    "ExtractionRun",
    "Match",
    "MatchJob",
    "MatchRelation",
    "Note",
    "Occurrence",
    "Position",
    "Proposal",
    "Quotation",
    "RelayHop",
    "Segment",
    "Speaker",
    "SpeakerName",
    "Stance",
    "Topic",
    "Translation",
    "Wording",
    "WordingBand",
]
