"""Words that are not in a long text: the nearest place is found, and never by comparing everything with everything."""

import pytest

from quotes.anchoring import MOST_COMPARED, nearest_place

SENTENCES = [f"Quay number {number} will be closed on day {number * 7} of the works. " for number in range(20_000)]
TEXT = "".join(SENTENCES)


def test_the_nearest_place_in_a_long_text() -> None:
    wanted = "".join(SENTENCES[7_000:7_050])
    typed = wanted.replace("closed", "clozed", 3)
    assert len(typed) * len(TEXT) > MOST_COMPARED
    nearest = nearest_place(TEXT, typed)
    assert nearest is not None
    assert wanted[60:-60] in nearest.of(TEXT)


def test_words_of_a_whole_book_are_placed_by_their_pieces() -> None:
    typed = "".join(SENTENCES[3_000:9_000]).replace("day 30002 ", "day 30003 ")
    nearest = nearest_place(TEXT, typed)
    assert nearest is not None
    assert abs(nearest.start - TEXT.index(SENTENCES[3_000])) < 60


def test_nothing_looks_like_words_of_another_text() -> None:
    assert nearest_place(TEXT, "Ærø færge sejler hver time til øen. " * 400) is None


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("He announced harbours will be reopened tomorrow", "harbour will be open", "harbours will be reopened"),
        ("It said the bridge opens in May and stays.", "the bridge opened in May and", "the bridge opens in May and"),
        ("قال الوزير إن الجسور ستفتح في مايو المقبل", "الجسر ستفتح في مايو", "الجسور ستفتح في مايو"),
        ("It doesn’t reopen today’s quays.", "oesn't open today", "doesn’t reopen today’s"),
        ("部长说大桥五月开通并且不会关闭", "大桥六月开通", "大桥五月开通"),
    ],
)
def test_the_nearest_place_is_whole_words_where_blanks_part_them(text: str, typed: str, shown: str) -> None:
    nearest = nearest_place(text, typed)
    assert nearest is not None
    assert nearest.of(text) == shown


def test_a_run_of_letters_without_end_is_not_shown_whole() -> None:
    nearest = nearest_place("x" * 5_000 + "the bridge opens in May" + "x" * 5_000, "the bridge opened in May")
    assert nearest is not None
    assert nearest.end - nearest.start < 200
