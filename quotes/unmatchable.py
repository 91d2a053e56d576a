"""Why a quotation cannot be matched: kept in English on its job, shown in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from quotes.matching.wordings import MAX_CHARACTERS, REFUSALS, Refusal

PREFIX = "cannot be matched: "
NO_WORDS_YET = "No words are attached yet."
NOT_TAKEN = "The server that makes vectors does not take this text."
PARAMS = {"limit": MAX_CHARACTERS}

# The engine knows no catalogue, so its sentences stand here once more, where the catalogues find them.
SENTENCES: dict[str, Promise] = {
    REFUSALS[Refusal.EMPTY]: pgettext_lazy("verbatim", "The quote is empty."),
    REFUSALS[Refusal.BLANK]: pgettext_lazy("verbatim", "The quote holds nothing but white space."),
    REFUSALS[Refusal.INVISIBLE]: pgettext_lazy("verbatim", "The quote holds nothing but invisible characters."),
    REFUSALS[Refusal.NO_WORDS]: pgettext_lazy("verbatim", "The quote holds no words, only signs."),
    REFUSALS[Refusal.NUL]: pgettext_lazy("verbatim", "The quote holds a NUL character. Remove it."),
    REFUSALS[Refusal.SURROGATE]: pgettext_lazy(
        "verbatim", "The quote holds half of a character (a lone surrogate). Paste it again."
    ),
    REFUSALS[Refusal.TOO_LONG]: pgettext_lazy(
        "verbatim", "The quote is longer than %(limit)d characters. Mark a shorter passage."
    ),
    NO_WORDS_YET: pgettext_lazy("verbatim", "No words are attached yet."),
    NOT_TAKEN: pgettext_lazy("verbatim", "The server that makes vectors does not take this text."),
}


def remark_of(sentence: str) -> str:
    """What is written on the job; `sentence` is the engine's, empty where nothing was given to it."""
    return PREFIX + (sentence or NO_WORDS_YET)


def sentence_of(remark: str) -> str:
    """The remark for people. A reason that this version does not know is shown as it is written."""
    written = remark.removeprefix(PREFIX)
    sentence = {english % PARAMS: sentence for english, sentence in SENTENCES.items()}.get(written)
    reason = str(sentence) % PARAMS if sentence else written
    return pgettext("verbatim", "This quote cannot be matched with others, but it can be published. %(reason)s") % {
        "reason": reason
    }
