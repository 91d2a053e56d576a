"""Two texts read together: pieces keep their places, the order changes nothing, and no text breaks the network."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.matching.bundle import Bundle
from quotes.matching.cross_encoder import Answer, CrossEncoder
from quotes.matching.judging import judged
from quotes.matching.pieces import Pieces
from quotes.matching.scoring import Content, Logistic

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
UNDECIDED = {kind: Logistic(0.0, {}) for kind in Content}
NOTHING_TURNS = dict.fromkeys(
    (
        *("limits_differ", "quantities_clash", "reordered", "poles_clash", "negations_differ", "denials_differ"),
        *("dismissals_differ", "possibilities_differ", "universals_differ", "partials_differ", "exclusives_differ"),
        *("conditions_differ", "questions_differ"),
    ),
    0.0,
)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(Bundle().vocabulary())


@pytest.fixture(scope="module")
def reader() -> CrossEncoder:
    return CrossEncoder()


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_pieces_follow_each_other_inside_the_text(pieces: Pieces, text: str) -> None:
    found = pieces.split(text)
    assert all(0 <= piece.start <= piece.end <= len(text) for piece in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_common_words_are_pieces_and_an_unknown_sign_is_one_piece(pieces: Pieces) -> None:
    text = "Friendship between the two states"
    cut = [text[piece.start : piece.end].strip() for piece in pieces.split(text)]
    assert cut == ["Friend", "ship", "between", "the", "two", "states"]
    assert pieces.split("\U000e0041")[-1].id == Bundle().vocabulary().unknown


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Exports rose in May", "ارتفعت الصادرات في مايو"),
        ("🙂", "Interest rates will rise"),
        ("word " * 400, "كلمة " * 400),
    ],
)
def test_the_order_of_two_texts_changes_nothing(reader: CrossEncoder, first: str, second: str) -> None:
    there, back = reader.read([(first, second), (second, first)])
    assert there == pytest.approx(back)
    assert there.sum() == pytest.approx(1, abs=1e-4)


def test_a_pair_is_read_alike_alone_and_among_longer_ones(reader: CrossEncoder) -> None:
    pair = ("The cat sleeps on the warm stove", "Interest rates will rise next year")
    alone = CrossEncoder().read([pair])[0]
    among = CrossEncoder().read([("a much longer text " * 20, "another one " * 20), pair])[1]
    np.testing.assert_array_equal(alone, among)


def test_nothing_to_read_is_no_error(reader: CrossEncoder) -> None:
    assert reader.read([]).shape == (0, len(Answer))


def test_nearly_the_same_words_are_the_same_unless_something_turns_them() -> None:
    copy = {**NOTHING_TURNS, "aligned": 0.95}
    plain = judged(UNDECIDED, {**NOTHING_TURNS, "aligned": 0.4})
    assert plain[Content.SAME] == pytest.approx(0.25)
    assert judged(UNDECIDED, copy)[Content.SAME] > 0.45
    for turn in set(NOTHING_TURNS) - {"limits_differ", "quantities_clash"}:
        assert judged(UNDECIDED, {**copy, turn: 1.0})[Content.SAME] == pytest.approx(0.25), turn


@pytest.mark.parametrize("caution", ["limits_differ", "quantities_clash"])
def test_a_limit_or_another_number_takes_from_the_same_and_gives_to_the_opposed(caution: str) -> None:
    chances = judged(UNDECIDED, {**NOTHING_TURNS, "aligned": 0.95, caution: 1.0})
    assert chances[Content.SAME] < 0.15
    assert chances[Content.SAME] + chances[Content.OPPOSED] == pytest.approx(0.5)
    assert sum(chances.values()) == pytest.approx(1)
