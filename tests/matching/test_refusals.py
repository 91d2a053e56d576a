"""What cannot be matched is refused with a sentence, and never gets a vector."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.matching.engine import Prepared, Unmatchable, Wording
from quotes.matching.wordings import MAX_CHARACTERS, Refusal, refusal_of


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", Refusal.EMPTY),
        (" \t\r\n\u00a0", Refusal.BLANK),
        ("\u200f\u0001\u0301", Refusal.INVISIBLE),
        ("\u064b\u0651 \u0640", Refusal.NO_WORDS),
        ("🙂🙃 … — !", Refusal.NO_WORDS),
        ("road\0works", Refusal.NUL),
        ("road\ud83dworks", Refusal.SURROGATE),
        ("road " * 10_000, Refusal.TOO_LONG),
    ],
)
def test_a_text_without_words_is_refused_with_its_reason(engine, text, refusal):
    [answer] = engine.prepare([Wording(text, "en", ref=7)])
    assert isinstance(answer, Unmatchable)
    assert (answer.ref, answer.refusal) == (7, refusal)
    assert answer.sentence.endswith(".")
    assert "%" not in answer.sentence


def test_the_longest_accepted_text_gets_an_honest_vector(prepare):
    [longest] = prepare(("road " * (MAX_CHARACTERS // 5), "en"))
    assert np.isclose(np.linalg.norm(longest.vector), 1, atol=1e-4)


def test_a_refused_text_does_not_disturb_its_neighbours(engine, prepare):
    answers = engine.prepare(
        [Wording("new roads", "en", ref=1), Wording("", "en", ref=2), Wording("old towns", "en", ref=3)]
    )
    assert [answer.wording.ref if isinstance(answer, Prepared) else answer.ref for answer in answers] == [1, 2, 3]
    [alone] = prepare(("old towns", "en"))
    assert np.allclose(answers[2].vector, alone.vector)


def test_a_clause_that_cannot_be_read_is_left_out(prepare):
    [fragment] = prepare(Wording("grew", "en", clause="\0"))
    assert fragment.encoded_text == "grew"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_every_text_is_either_refused_or_gets_a_vector_of_length_one(engine, text):
    [answer] = engine.prepare([Wording(text, "en")])
    if isinstance(answer, Unmatchable):
        assert refusal_of(text) == answer.refusal
    else:
        assert answer.vector.dtype == np.float32
        assert np.isclose(np.linalg.norm(answer.vector), 1, atol=1e-4)
