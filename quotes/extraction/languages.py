"""PURE. The languages that are read, and how each of them is."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from quotes.extraction.quoted import Quoted, quoted_in
from quotes.extraction.readers import (
    arabic,
    arabic_words,
    chinese,
    chinese_sentences,
    chinese_words,
    english,
    english_words,
    french,
    russian,
    russian_marks,
    russian_words,
    spanish,
)
from quotes.extraction.reported import Actor, Reported
from quotes.extraction.sentences import Sentence, sentences_in


def quoted_of_each(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[list[Quoted]]:
    """What stands in marks, each paragraph for itself."""
    return [quoted_in(text, start, end) for start, end in paragraphs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How one language is read.

    `reported_in` finds who is reported in one sentence to have said what. `abbreviations` end with a stop that ends no
    sentence. `opens` says whether a word only opens a reported clause. `count_words` counts as its readers do: Chinese
    has no blanks. `actor_in` finds who acts in a sentence that reports nothing: a subject that is dropped behind it is
    meant of them. `quoted_of` finds what is quoted in each paragraph, where a language marks somebody's words by more
    than pairs of marks; `sentences_in` parts a paragraph where sentences end by other signs. `reads_inside` says which
    quotations are looked into for others: those that hold marks, all, or none because the reader does it itself.
    `carries_on` says whether marks that a paragraph leaves open are closed in a later one. `doubts` says that words
    around marks without a known cue tell of another speaker, even in the paragraph of the one before.
    """

    reported_in: Callable[[Sentence], list[Reported]]
    abbreviations: Callable[[], Collection[str]]
    opens: Callable[[str], bool] = lambda word: False
    count_words: Callable[[str], int] = lambda words: len(words.split())
    actor_in: Callable[[Sentence], Actor | None] = lambda sentence: None
    quoted_of: Callable[[str, Sequence[tuple[int, int]]], list[list[Quoted]]] = quoted_of_each
    sentences_in: Callable[[str, tuple[int, int], Sequence[Quoted], Collection[str]], list[Sentence]] = sentences_in
    reads_inside: str = "marked"
    carries_on: bool = False
    doubts: bool = False


LANGUAGES: Final = {
    "ar": Language(
        reported_in=arabic.reported_in,
        abbreviations=arabic_words.abbreviations,
        opens=arabic_words.opens,
        actor_in=arabic.actor_in,
        doubts=True,
    ),
    "en": Language(
        reported_in=english.reported_in,
        abbreviations=english_words.abbreviations,
        opens={"that", "but", "and"}.__contains__,
    ),
    "es": Language(
        reported_in=spanish.reported_in,
        abbreviations=spanish.abbreviations,
        opens={"que", "de", "y", "pero"}.__contains__,
        reads_inside="none",
        doubts=True,
    ),
    "fr": Language(
        reported_in=french.reported_in,
        abbreviations=french.abbreviations,
        opens={"que", "qu", "de", "et", "mais"}.__contains__,
        reads_inside="none",
        doubts=True,
    ),
    "ru": Language(
        reported_in=russian.reported_in,
        abbreviations=russian_words.abbreviations,
        opens={"и"}.__contains__,
        actor_in=russian.actor_in,
        quoted_of=russian_marks.quoted_of,
        reads_inside="all",
        carries_on=True,
    ),
    "zh": Language(
        reported_in=chinese.reported_in,
        abbreviations=chinese_words.abbreviations,
        count_words=chinese_words.count_words,
        actor_in=chinese.actor_in,
        sentences_in=chinese_sentences.sentences_with_speaker,
        reads_inside="none",
        doubts=True,
    ),
}
