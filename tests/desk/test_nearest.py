"""Words that are not in a long text: the nearest place is found, and never by comparing everything with everything."""

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
