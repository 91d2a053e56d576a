"""The rows of who said what. Each module holds one family of nouns."""

from quotes.models.claims import Claim, ClaimTopic, ExternalReview, Stance, Topic
from quotes.models.corrections import Correction
from quotes.models.drift import ArticleChange, ArticleWatch, Look, Sighting
from quotes.models.families import (
    Family,
    FamilyDecision,
    FamilyDecisionPair,
    FamilyMember,
    FamilySuggestion,
)
from quotes.models.imports import ImportedRow
from quotes.models.learning import Calibration, CalibrationUse, Judged, Mute, Silenced
from quotes.models.matches import Decision, Match, MatchJob, MatchRelation
from quotes.models.occurrences import Occurrence, RelayHop, Segment, Translation
from quotes.models.proposals import ExtractionRun, Proposal
from quotes.models.quotations import Attribution, Note, Quotation
from quotes.models.ranking import Ranking, RankingUse
from quotes.models.speakers import Position, Speaker, SpeakerName
from quotes.models.watching import Watch
from quotes.models.wordings import (
    CandidateChange,
    CandidateFeed,
    VectorIndex,
    Wording,
    WordingBand,
    WordingVector,
)

__all__ = [
    "ArticleChange",
    "ArticleWatch",
    "Attribution",
    "Calibration",
    "CalibrationUse",
    "CandidateChange",
    "CandidateFeed",
    "Claim",
    "ClaimTopic",
    "Correction",
    "Decision",
    "ExternalReview",
    "ExtractionRun",
    "Family",
    "FamilyDecision",
    "FamilyDecisionPair",
    "FamilyMember",
    "FamilySuggestion",
    "ImportedRow",
    "Judged",
    "Look",
    "Match",
    "MatchJob",
    "MatchRelation",
    "Mute",
    "Note",
    "Occurrence",
    "Position",
    "Proposal",
    "Quotation",
    "Ranking",
    "RankingUse",
    "RelayHop",
    "Segment",
    "Sighting",
    "Silenced",
    "Speaker",
    "SpeakerName",
    "Stance",
    "Topic",
    "Translation",
    "VectorIndex",
    "Watch",
    "Wording",
    "WordingBand",
    "WordingVector",
]
