"""Marks stand on the same words in the saved copy as in the text that the engine compared."""

from hypothesis import given
from hypothesis import strategies as st

from quotes.display import Span, display
from quotes.marking import MarkedPiece, capture_spans, clause_place, marked, quoted_places
from quotes.words import wording


def shown(pieces: list[MarkedPiece]) -> list[tuple[str, str]]:
    return [(one.piece.text, one.mark) for one in pieces]


def test_a_word_of_one_quoted_part_is_marked_in_it() -> None:
    words = display("direct", Span(10, "no limits"), [Span(10, "no limits")], "en")
    spans = capture_spans(quoted_places([Span(10, "no limits")]), [(3, 9)])
    assert shown(marked(words.pieces, spans, [])) == [("“", ""), ("no ", ""), ("limits", "shared"), ("”", "")]


def test_a_span_over_the_gap_marks_both_parts_and_not_the_gap() -> None:
    parts = [Span(10, "no limits"), Span(40, "no zones")]
    text = wording("", [part.exact for part in parts])
    over = (text.index("limits"), text.index("zones"))
    assert capture_spans(quoted_places(parts), [over]) == [(13, 19), (40, 43)]


def test_what_differs_is_shown_before_what_is_shared() -> None:
    words = display("indirect", Span(0, "all roads"), [], "en")
    assert shown(marked(words.pieces, [(0, 9)], [(4, 9)])) == [("all ", "shared"), ("roads", "changed")]


def test_an_invisible_character_stays_visible_inside_a_mark() -> None:
    words = display("direct", Span(0, "ab\u202ecd"), [Span(0, "ab\u202ecd")], "en")
    pieces = marked(words.pieces, [(0, 5)], [])
    assert [(one.piece.role, one.mark) for one in pieces] == [
        ("mark", ""),
        ("quoted", "shared"),
        ("control", ""),
        ("quoted", "shared"),
        ("mark", ""),
    ]


def test_evidence_of_other_words_marks_nothing() -> None:
    place = clause_place(Span(5, "roads"))
    for stale in ([(0, 6)], [(3, 3)], [(-1, 2)], [(4, 2)], [("0", "2")], [[1]], [None]):
        assert capture_spans(place, stale) == []


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))),
)
def test_marking_changes_no_character(shared: list[tuple[int, int]], changed: list[tuple[int, int]]) -> None:
    clause, segment = Span(0, "the road “will” stay open"), Span(10, "will")
    words = display("mixed", clause, [segment], "en")
    pieces = marked(words.pieces, shared, changed)
    assert "".join(one.piece.text for one in pieces) == "".join(piece.text for piece in words.pieces)
