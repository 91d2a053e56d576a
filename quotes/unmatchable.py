"""Why a quotation cannot be matched: kept in English on its job, shown in the reader's language."""

from django.utils.translation import pgettext

from quotes.matching.wordings import MAX_CHARACTERS, REFUSALS

PREFIX = "cannot be matched: "
NO_WORDS_YET = "No words are attached yet."
NOT_TAKEN = "The server that makes vectors does not take this text."
PARAMS = {"limit": MAX_CHARACTERS}


def remark_of(sentence: str) -> str:
    """What is written on the job; `sentence` is the engine's, empty where nothing was given to it."""
    return PREFIX + (sentence or NO_WORDS_YET)


def sentence_of(remark: str) -> str:
    """The remark for people. A reason that this version does not know is shown as it is written."""
    written = remark.removeprefix(PREFIX)
    template = _templates().get(written)
    reason = pgettext("verbatim", template) % PARAMS if template else written
    return pgettext("verbatim", "This quote cannot be matched with others, but it can be published. %(reason)s") % {
        "reason": reason
    }


def _templates() -> dict[str, str]:
    return {template % PARAMS: template for template in [*REFUSALS.values(), NO_WORDS_YET, NOT_TAKEN]}
