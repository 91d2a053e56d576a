"""What decisions would teach the ranking, if an editor decided on labelled articles as their labels say.

A proposal is accepted where it covers at least half of a labelled attribution and of itself together; below SAME it
counts as one whose words were corrected, and where its speaker is not a labelled one as one whose speaker was.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from quotes.copies import words_of
from quotes.extraction.documents import GivenDocument
from quotes.extraction.engine import extract
from quotes.extraction.proposed import Proposed
from quotes.extraction.ranking import (
    AS_FOUND,
    ONE_THING_CHANGED,
    REJECTED,
    TWO_THINGS_CHANGED,
    Decided,
    Features,
    Lesson,
    compare,
    learn,
)
from quotes.management.benches.extraction.scoring import ENOUGH, overlaps, trimmed
from quotes.management.benches.extraction.sets import Labelled, LabelledArticle, Span
from quotes.management.benches.refusing import Say
from quotes.management.lessons.extraction import report
from quotes.management.lessons.saying import trial_lines
from quotes.matching.trials import split
from quotes.services.extracting.reading import joined_parts
from sources.tongues import language_of

SAME: Final = 0.9


def measure(sets: Mapping[str, Sequence[LabelledArticle]], say: Say) -> None:
    """Print the figures before and after, cross-validated and on the third that is held back."""
    articles = [article for listed in sets.values() for article in listed]
    decisions = [one for number, article in enumerate(articles) for one in _decided(article, number)]
    for line in report(decisions):
        say(line)
    learnt, held = split(decisions)
    if learnt and held:
        for line in trial_lines(compare(Lesson(), learn(learnt), held)):
            say(line)


def _decided(article: LabelledArticle, group: int) -> Iterable[Decided]:
    document = article.document
    language = document.language or language_of(document.text) or ""
    found = extract(document.text, language=language, blocks=document.blocks, published=document.published)
    for one in joined_parts(found, document.text):
        yield Decided(_features(one, document.text, language), _right(one, document, article.quotes), 1.0, group)


def _features(one: Proposed, text: str, language: str) -> Features:
    clause = text[one.clause.start : one.clause.end]
    return Features(
        confidence=one.confidence,
        language=language,
        rule=one.rule,
        kind=one.kind,
        form=one.form,
        cue=text[one.cue.start : one.cue.end] if one.cue else "",
        names_speaker=one.speaker is not None,
        knows_speaker=False,
        words=len(words_of(clause).split()),
        in_marks=min(1.0, sum(end - start for start, end in one.segments) / len(clause)),
        nearness=0.0,
    )


def _right(one: Proposed, document: GivenDocument, labels: Sequence[Labelled]) -> float:
    return max((_as_labelled(one, document.text, label) for label in labels), default=REJECTED)


def _as_labelled(one: Proposed, text: str, label: Labelled) -> float:
    ours = _characters(text, [one.clause])
    theirs = _characters(text, label.content)
    alike = len(ours & theirs) / max(1, len(ours | theirs))
    if alike < ENOUGH:
        return REJECTED
    named = [span for span in (one.speaker, one.named) if span]
    speaker_changed = bool(label.source or named) and not any(
        overlaps(span, source) for span in named for source in (*label.source, *label.names)
    )
    return (AS_FOUND, ONE_THING_CHANGED, TWO_THINGS_CHANGED)[(alike < SAME) + speaker_changed]


def _characters(text: str, spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(*trimmed(text, (span[0], span[1])))}
