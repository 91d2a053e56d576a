"""The shadow folds what does not change the words, and always knows where it came from."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.matching.normalise import encodable, fold, shadow

ANY_TEXT = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("written", "also_written"),
    [
        ("الأمن في المدرسةِ", "الامن فى المدرسه"),
        ("عـــاجل", "عاجل"),
        ("١٥ طريقاً", "15 طريقا"),
        ("Ещё раз", "еще раз"),
        ("CAFÉ fermé", "cafe\u0301 ferme\u0301"),
        ("“Roads”, he said", "«Roads», he said"),
        ("ロード", "ﾛｰﾄﾞ"),
        ("道路，桥梁。", "道路,桥梁."),
        ("two\u00a0\n words\u200f", "two words"),
    ],
)
def test_spellings_of_one_text_have_one_shadow(written, also_written):
    assert fold(written) == fold(also_written)


@pytest.mark.parametrize(("one", "other"), [("roads", "road"), ("طريق", "فريق"), ("не строим", "строим"), ("15", "51")])
def test_other_words_have_another_shadow(one, other):
    assert fold(one) != fold(other)


def test_a_marked_word_owns_its_vowel_signs():
    text = "قال: طُرُقٌ جديدة"
    folded = shadow(text)
    start = folded.text.index("طرق")
    assert text[slice(*folded.original(start, start + 3))] == "طُرُقٌ"


@given(ANY_TEXT)
@example("\ud800x\0")
@example("ﷺ ½ ŉ İ")
def test_the_offset_map_holds_for_any_text(text):
    folded = shadow(text)
    assert len(folded.offsets) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)


@given(ANY_TEXT)
@example("ﷺ ½ ŉ İ")
def test_the_shadow_of_a_shadow_is_itself(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_composed_and_decomposed_texts_have_one_shadow(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(ANY_TEXT, st.integers(1, 40))
def test_the_encoder_is_never_given_what_it_cannot_read(text, limit):
    given_text = encodable(text, limit)
    assert len(given_text) <= limit
    assert "\0" not in given_text
    given_text.encode("utf-8")


def test_the_encoder_is_given_no_marks_and_keeps_apostrophes():
    assert encodable("They said “we don't build  roads”\u200f", 100) == "They said we don't build roads"
