"""The desk's pages of who said what: one file for each noun, and the review desk."""

from quotes.admin import claims, corrections, match_jobs, occurrences, quotations, speakers, topics

__all__ = ["claims", "corrections", "match_jobs", "occurrences", "quotations", "speakers", "topics"]
