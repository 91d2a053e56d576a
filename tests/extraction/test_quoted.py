"""What stands in quotation marks: the marks of six languages, straight ones, nested ones, and those never closed."""

import pytest

from quotes.extraction.quoted import paragraphs_in, quoted_in


def quoted(text: str, depth: int | None = 0) -> list[str]:
    return [
        text[one.inner_start : one.inner_end]
        for start, end in paragraphs_in(text)
        for one in quoted_in(text, start, end)
        if depth is None or one.depth == depth
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we go” and left.", ["we go"]),
        ('He said "we go" and "we stay".', ["we go", "we stay"]),
        ("قال «نذهب» ثم قال «نبقى».", ["نذهب", "نبقى"]),
        ('قال "نذهب" ثم قال "نبقى".', ["نذهب", "نبقى"]),
        ("Он сказал: „Мы идём“ и ушёл.", ["Мы идём"]),
        ("Elle a dit : « Nous partons », puis rien.", [" Nous partons "]),
        ("Dijo: “Nos vamos” y «nada más».", ["Nos vamos", "nada más"]),
        ("他说：“我们走。”她说：「不走。」", ["我们走。", "不走。"]),
        ("He said ''we go'' twice.", ["we go"]),
        ("She called it ‘the boys’ car’ once.", ["the boys"]),
        ("It's the boys' car, isn't it, in the '90s?", []),
        ("He said 'we can't go' and left.", ["we can't go"]),
        ('He typed “one kind" of mark.', ["one kind"]),
        ('He typed "the other” kind.', ["the other"]),
    ],
)
def test_marks_of_each_language(text, expected):
    assert quoted(text) == expected


def test_inner_marks_stand_one_deeper():
    text = 'قال «إن الوزير قال "لن نبيع" أمس».'
    assert quoted(text, 0) == ['إن الوزير قال "لن نبيع" أمس']
    assert quoted(text, 1) == ["لن نبيع"]


def test_a_missing_mark_costs_its_own_paragraph_and_no_other():
    text = "He said “we go and never\n\nThen she said “we stay” again."
    assert quoted(text) == ["we go and never", "we stay"]


def test_a_quotation_over_two_paragraphs_is_found_in_both():
    text = "He said: “We go.\n\n“And we stay.”"
    assert quoted(text) == ["We go.", "And we stay."]


def test_empty_marks_are_nothing():
    assert quoted('A screen of 5" and "" and “ ”.') == []
