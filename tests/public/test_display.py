"""What a reader sees of quoted words: marks exactly around what was said, and nothing hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.display import Kind, Span, Words, direction, display, plain, quoted


def shown(kind: Kind, clause: str, *segments: str, language: str = "en", at: int = 40) -> str:
    """The displayed text of a clause that stands at offset `at` of its capture."""
    spans = [Span(at + clause.index(segment), segment) for segment in segments]
    return str(display(kind, Span(at, clause), spans, language))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "«الطرق مفتوحة»"),
        ("ru", "«الطرق مفتوحة»"),
        ("es", "«الطرق مفتوحة»"),
        ("fr", "«\u202fالطرق مفتوحة\u202f»"),
        ("en", "“الطرق مفتوحة”"),
        ("zh", "“الطرق مفتوحة”"),
        ("zh-Hans", "“الطرق مفتوحة”"),
        ("xx", "“الطرق مفتوحة”"),
    ],
)
def test_direct_words_stand_in_the_marks_of_their_own_language(language: str, expected: str) -> None:
    assert shown("direct", "الطرق مفتوحة", "الطرق مفتوحة", language=language) == expected


def test_a_direct_quotation_in_two_parts_keeps_each_part_in_its_own_marks() -> None:
    clause = '"The roads are open," the minister said, "and they will stay open"'
    assert shown("direct", clause, "The roads are open", "and they will stay open") == (
        "“The roads are open” … “and they will stay open”"
    )


@pytest.mark.parametrize(
    ("clause", "segment", "language", "expected"),
    [
        ('إن الطرق "مفتوحة للجميع"', "مفتوحة للجميع", "ar", "إن الطرق «مفتوحة للجميع»"),
        (
            "that the road is ‘open to all’, he said",
            "open to all",
            "en",
            "that the road is “open to all”, he said",
        ),
        ('the road is "open to all," he said', "open to all", "en", "the road is “open to all”, he said"),
        ("the road is open to all", "open to all", "en", "the road is “open to all”"),
        ("la route est « ouverte » à tous", "ouverte", "fr", "la route est «\u202fouverte\u202f» à tous"),
        ("дорога «открыта» для всех", "открыта", "ru", "дорога «открыта» для всех"),
        ("道路“开放”", "开放", "zh", "道路“开放”"),
    ],
)
def test_mixed_words_keep_their_clause_and_never_get_two_pairs_of_marks(
    clause: str, segment: str, language: str, expected: str
) -> None:
    assert shown("mixed", clause, segment, language=language) == expected


def test_marks_included_in_a_segment_are_not_doubled() -> None:
    assert shown("mixed", 'الثقة "زادت" كثيراً', '"زادت"', language="ar") == "الثقة «زادت» كثيراً"
    assert shown("direct", "‘open’", "‘open’") == "“open”"


def test_inner_marks_and_apostrophes_belong_to_the_words() -> None:
    assert shown("direct", "‘Open’ is only a word.", "‘Open’ is only a word.") == "“‘Open’ is only a word.”"
    assert shown("mixed", "the ports' open door", "open door") == "the ports' “open door”"
    assert shown("mixed", "he praised China's roads", "China") == "he praised “China”'s roads"
    assert shown("mixed", "refusa l'accord final", "accord", language="fr") == ("refusa l'«\u202faccord\u202f» final")


def test_marks_of_other_words_in_the_clause_stay() -> None:
    clause = 'the "old" road is "open to all" and "free"'
    assert shown("mixed", clause, "open to all") == 'the "old" road is “open to all” and "free"'


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("that the roads are open", "that the roads are open"),
        ('that the roads are "open"', "that the roads are open"),
        ("«الطرق مفتوحة»", "الطرق مفتوحة"),
        ("that the ministers' cars wait", "that the ministers' cars wait"),
        ('שר ארה"ב אמר', 'שר ארה"ב אמר'),
        ('a pipe of 5" leaks', 'a pipe of 5" leaks'),
    ],
)
def test_indirect_words_never_stand_in_marks(clause: str, expected: str) -> None:
    assert shown("indirect", clause) == expected


def test_an_indirect_report_ignores_segments_and_says_that_it_is_reported() -> None:
    words = display("indirect", Span(0, "the roads are open"), [Span(14, "open")], "en")
    assert (str(words), words.reported) == ("the roads are open", True)


def test_words_that_nobody_marked_as_quoted_get_no_marks() -> None:
    assert shown("mixed", "the roads are open") == "the roads are open"


def test_a_segment_outside_its_clause_is_shown_and_not_lost() -> None:
    assert str(display("mixed", Span(0, "they said"), [Span(30, "open")], "en")) == "“open”"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("open \u202eesolc", "en", "open [RLO]esolc"),
        ("op\u200ben", "en", "op[ZWSP]en"),
        ("a\u0007b", "en", "a[U+0007]b"),
        ("می\u200cخواهیم", "fa", "می\u200cخواهیم"),
        ("كتاب\u200cنا", "ar", "كتاب[ZWNJ]نا"),
        ("\u200cمی", "fa", "[ZWNJ]می"),
        ("👩\u200d🌾 speaks", "en", "👩\u200d🌾 speaks"),
        ("line one\nline two", "en", "line one\nline two"),
    ],
)
def test_characters_that_hide_are_shown_by_name(text: str, language: str, expected: str) -> None:
    assert str(plain(text, language)) == expected


def test_pieces_tell_where_they_stand_in_the_capture() -> None:
    words = display("mixed", Span(10, 'is "open\u200b now" ok'), [Span(14, "open\u200b now")], "en")
    assert [(piece.text, piece.role, piece.start) for piece in words.pieces] == [
        ("is ", "outside", 10),
        ("“", "mark", None),
        ("open", "quoted", 14),
        ("\u200b", "control", 18),
        (" now", "quoted", 19),
        ("”", "mark", None),
        (" ok", "outside", 24),
    ]


def test_direction_follows_the_language_of_the_words() -> None:
    assert [direction(code) for code in ("ar", "ar-EG", "he", "fa", "ur", "en", "ru", "zh")] == [
        *["rtl"] * 5,
        *["ltr"] * 3,
    ]
    assert quoted("مفتوح", "ar").direction == "rtl"


@given(st.text(max_size=60), st.data(), st.sampled_from(["direct", "mixed", "indirect"]))
def test_any_text_is_shown_and_every_quoted_character_stays(text: str, data: st.DataObject, kind: Kind) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words: Words = display(kind, Span(0, text), [Span(start, text[start:end])] if end > start else [], "en")
    for piece in words.pieces:
        if piece.start is not None:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text
    marks = [piece.text for piece in words.pieces if piece.role == "mark"]
    assert marks == ([] if kind == "indirect" or end == start else ["“", "”"])
