"""What was published, and exactly what it said when we looked.

A publication prints an article; each time we receive the article we keep a capture of it. A capture is never
changed: a quotation is found in it letter by letter, for as long as the quotation stands.
"""

from sources.models.archived import ArchivedCopy
from sources.models.captures import Capture
from sources.models.feeds import Feed, FeedEntry
from sources.models.jobs import CaptureBatch, CaptureJob
from sources.models.published import Article, Publication
from sources.models.visits import RobotsFile, VisitedHost

__all__ = [
    "ArchivedCopy",
    "Article",
    "Capture",
    "CaptureBatch",
    "CaptureJob",
    "Feed",
    "FeedEntry",
    "Publication",
    "RobotsFile",
    "VisitedHost",
]
