"""What is kept as it was written but should not go unseen: invisible characters, letters of two scripts in one word,
words outside quotation marks, a passage that another quotation already has."""

import re
from collections.abc import Iterable

from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from quotes.display import plain
from quotes.marks import in_marks
from quotes.matching.scripts import UNKNOWN, script_of_character
from quotes.models import Occurrence, Quotation

WORD = re.compile(r"[^\W\d_]+")
LOOKALIKES = frozenset({"Latn", "Cyrl", "Grek", "Armn"})


def invisible(text: str, language: str = "") -> list[str]:
    """The names of invisible characters in the text, each once."""
    pieces = plain(text, language).pieces
    return list(dict.fromkeys(piece.label for piece in pieces if piece.role == "control"))


def mixed_words(text: str) -> list[str]:
    """Words whose letters come from scripts that look alike: "Bоris" with a Cyrillic о."""
    return [word for word in WORD.findall(text) if len(scripts_of(word) & LOOKALIKES) > 1]


def scripts_of(word: str) -> set[str]:
    return {script_of_character(character) for character in word} - {UNKNOWN}


def warnings_about(texts: Iterable[tuple[str, str]], *, names: bool = False) -> list[SafeString]:
    """One sentence for each (text, language) that hides something."""
    sentences = []
    for text, language in texts:
        if hidden := invisible(text, language):
            sentences.append(invisible_sentence(text, hidden))
        if names and (words := mixed_words(text)):
            sentences.append(mixed_sentence(words))
    return sentences


def unmarked_sentences(rows: Iterable[Occurrence]) -> list[SafeString]:
    """One sentence for each quoted part that its article does not print in marks: it may be the outlet's own."""
    return [
        unmarked_sentence(segment.exact)
        for row in rows
        for segment in row.segments.all()
        if not in_marks(row.capture.text, segment.start)
    ]


def unmarked_sentence(words: str) -> SafeString:
    return format_html(
        pgettext(
            "verbatim",
            'In the article <q dir="auto">{}</q> does not stand in quotation marks. If these are the outlet\'s own '
            "words, choose “In the outlet's words” as the kind of report.",
        ),
        words[:80],
    )


def twin_sentences(quotation: Quotation, rows: Iterable[Occurrence]) -> list[SafeString]:
    """One sentence for each other quotation of the same speaker on the same passage of the same saved copy. 1 query."""
    speakers = [row.speaker_id for row in quotation.attributions.all() if row.speaker_id]
    here = Q(pk__in=[])
    for row in rows:
        here |= Q(capture=row.capture_id, clause_start__lt=row.clause_end, clause_end__gt=row.clause_start)
    others = Occurrence.objects.filter(here, quotation__attributions__speaker__in=speakers)
    others = others.exclude(quotation=quotation).exclude(quotation__status=Quotation.Status.WITHDRAWN)
    found = others.order_by("quotation_id", "clause_start").values_list("quotation_id", "clause_exact")
    return [twin_sentence(number, words) for number, words in dict(found).items()]


def twin_sentence(number: int, words: str) -> SafeString:
    return format_html(
        pgettext(
            "verbatim",
            'Quote #{} already rests on this passage: <q dir="auto">{}</q>. If both are the same statement, keep '
            "one of them.",
        ),
        number,
        words[:80],
    )


def invisible_sentence(text: str, hidden: list[str]) -> SafeString:
    return format_html(
        pgettext(
            "verbatim",
            'Invisible characters ({}) stand in <q dir="auto">{}</q>. They were kept, and are shown as labels.',
        ),
        pgettext("between names in a list", ", ").join(hidden),
        "".join(character for character in text if character.isprintable())[:80],
    )


def mixed_sentence(words: list[str]) -> SafeString:
    comma = pgettext("between names in a list", ", ")
    shown = format_html_join(comma, '<q dir="auto">{}</q>', ((word,) for word in words))
    return format_html(
        pgettext("verbatim", "Letters of two alphabets stand in one word: {}. Is it spelled as it should be?"), shown
    )
