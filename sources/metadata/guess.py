"""PURE. What trafilatura takes for title and date, for pages that say nothing of themselves."""

from typing import Final

from trafilatura.metadata import extract_metadata

MAX_LETTERS: Final = 1_500_000


def guessed(page: str) -> dict[str, str]:
    if len(page) > MAX_LETTERS:
        return {}
    try:
        found = extract_metadata(page, extensive=False)
    except Exception:  # a guess that breaks on a page is no guess
        return {}
    return {name: value for name in ("title", "date") if isinstance(value := getattr(found, name, None), str)}
