"""The real article of ../shared/seed: all ten quotations of its key, with who, by which cue, how, and nothing else.

A regression test, not evidence: the article was read while the rules were written.
"""

import json
from pathlib import Path

import pytest

from quotes.extraction.engine import Proposed, extract
from sources.text import decode

SEED = Path(__file__).parents[2] / "../shared/seed"
KEY = json.loads((SEED / "asharq-2023-02-04.key.json").read_text(encoding="utf-8"))
ARTICLE = decode((SEED / "asharq-2023-02-04.txt").read_bytes())


@pytest.fixture(scope="module")
def found() -> list[Proposed]:
    return extract(ARTICLE.text, language="ar", blocks=ARTICLE.blocks)


def words(span):
    return ARTICLE.text[span.start : span.end]


def proposal_of(found: list[Proposed], quote: dict) -> Proposed:
    return next(one for one in found if one.cue and one.cue.start == quote["cue"]["start"])


@pytest.mark.parametrize("quote", KEY["quotes"], ids=lambda quote: str(quote["n"]))
def test_each_quotation_of_the_key(found, quote):
    one = proposal_of(found, quote)
    assert words(one.cue) == quote["cue"]["exact"]
    assert words(one.speaker) == quote["speaker"]["exact"]
    assert one.named is None
    assert one.kind == quote["type"]
    clause = quote["clause"]
    # The key counts the preposition that a verb governs ("warned of") to the clause; here it is not.
    assert clause["start"] <= one.clause.start <= clause["start"] + len("من ")
    assert one.clause.end == clause["end"]
    marked = [quote["quote"]["exact"].strip('"')] if quote["quote"] else []
    assert [words(part) for part in one.segments] == marked


def test_nothing_else_is_proposed(found):
    assert len(found) == len(KEY["quotes"])


@pytest.mark.parametrize("trap", KEY["not_quotations"])
def test_what_is_no_quotation(found, trap):
    start = ARTICLE.text.index(trap)
    assert not any(one.clause.start <= start and start + len(trap) <= one.clause.end for one in found)
