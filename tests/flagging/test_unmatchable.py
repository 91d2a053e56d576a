"""Why a quotation cannot be matched is said in the language of the page."""

import pytest
from django.utils import translation

from quotes.matching.wordings import MAX_CHARACTERS, REFUSALS
from quotes.unmatchable import NO_WORDS_YET, NOT_TAKEN, SENTENCES, remark_of, sentence_of

REASONS = [*REFUSALS.values(), NO_WORDS_YET, NOT_TAKEN]


def test_every_reason_of_the_engine_has_its_sentence_here() -> None:
    with translation.override("en"):
        assert {english: str(sentence) for english, sentence in SENTENCES.items()} == {one: one for one in REASONS}


@pytest.mark.parametrize("reason", REASONS)
def test_it_is_said_in_arabic(reason: str) -> None:
    written = reason % {"limit": MAX_CHARACTERS}
    with translation.override("ar"):
        sentence = sentence_of(remark_of(written))
    assert sentence.startswith("لا تمكن مقارنة هذا التصريح بغيره، لكن يمكن نشره. ")
    assert written not in sentence


def test_a_reason_of_another_version_is_shown_as_it_is_written() -> None:
    assert sentence_of(remark_of("The quote is too loud.")).endswith("published. The quote is too loud.")
