"""Cues are found as words, in the places where a reader would mark them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.cues import CUE_KINDS, cue_places
from quotes.matching.normalise import fold

LANGUAGES = ("ar", "en", "ru", "zh", "fr", "es", "it")


def marked(text, language, kind):
    folded = fold(text)
    return [folded[start:end] for start, end in cue_places(folded, language, kind)]


# text, language, kind, what is marked
SENTENCES = [
    ("You must leave", "en", "obligations", ["must"]),
    ("Mustard may sell", "en", "obligations", []),
    ("Rates may fall, or perhaps not", "en", "possibilities", ["may", "perhaps"]),
    ("Every company, without exception", "en", "universals", ["every", "without exception"]),
    ("Most of them, partly", "en", "partials", ["most", "partly"]),
    ("Only after the vote, unless it fails", "en", "conditions", ["only after", "unless"]),
    ("He denied it", "en", "denials", ["denied"]),
    ("No doubt they won't come", "en", "negations", ["n't"]),
    ("It is not only dear but bad", "en", "negations", []),
    ("Why? They asked whether", "en", "questions", ["why", "?", "whether"]),
    ("Will they? We will", "en", "futures", ["will", "will"]),
    ("يجب أن ننسحب", "ar", "obligations", ["يجب ان"]),
    ("لا بد من الانسحاب", "ar", "negations", []),
    ("لا نريد الحرب", "ar", "negations", ["لا"]),
    ("قد يرتفع وربما يهبط", "ar", "possibilities", ["قد", "وربما"]),
    ("جميع اللاعبين، وبعض المدربين", "ar", "universals", ["جميع"]),
    ("بعض اللاعبين", "ar", "partials", ["بعض"]),
    ("إذا انسحبوا، بشرط واحد", "ar", "conditions", ["اذا", "بشرط"]),
    ("نفى الوزير ذلك", "ar", "denials", ["نفي"]),
    ("Все должны уйти", "ru", "universals", ["все"]),
    ("Возможно, уйдут", "ru", "possibilities", ["возможно"]),
    ("Не только они", "ru", "negations", []),
    ("未来价格必须稳定", "zh", "negations", []),
    ("未来价格必须稳定", "zh", "obligations", ["必须"]),
    ("如果不签署", "zh", "negations", ["不"]),
    ("Il faut partir, sans doute", "fr", "negations", []),
    ("Il faut partir", "fr", "obligations", ["faut"]),
    ("Todos deben irse, sin embargo", "es", "negations", []),
    ("Quizá algunos", "es", "possibilities", ["quiza"]),
]


@pytest.mark.parametrize(("text", "language", "kind", "expected"), SENTENCES)
def test_cues_are_marked_where_a_reader_marks_them(text, language, kind, expected):
    assert marked(text, language, kind) == expected


def test_a_language_without_a_table_says_nothing_and_a_missing_kind_marks_nothing():
    assert cue_places("nao", "pt", "negations") is None
    assert cue_places("deve", "it", "obligations") == ()


@given(st.text(st.characters(), max_size=60), st.sampled_from(LANGUAGES), st.sampled_from(CUE_KINDS))
def test_spans_lie_inside_in_order_and_never_overlap(text, language, kind):
    folded, reached = fold(text), 0
    for start, end in cue_places(folded, language, kind):
        assert reached <= start < end <= len(folded)
        reached = end
