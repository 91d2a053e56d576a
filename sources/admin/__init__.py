"""The desk's pages of what was published: one file for each noun."""

from sources.admin import articles, captures, feeds, publications

__all__ = ["articles", "captures", "feeds", "publications"]
