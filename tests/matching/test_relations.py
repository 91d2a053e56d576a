"""Dates order two quotations or leave them unordered; speakers and dates choose the name of a relation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.relations import (
    Relation,
    Signals,
    WordingDegree,
    direction,
    overlap,
    relation_probabilities,
    wording_degree,
)

DAY = date(2026, 3, 10)
LATER = date(2026, 5, 1)
PLAIN = Signals(
    related=0.95, same_meaning=0.9, opposed=0.05, changed=0.3, same_speaker=0.0, dates_near=0.0, dates_apart=1.0
)
INTERVALS = st.none() | st.tuples(st.dates(DAY, LATER), st.integers(0, 20)).map(
    lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
)
SHARE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((DAY, DAY), (LATER, LATER), "forward"),
        ((LATER, LATER), (DAY, DAY), "backward"),
        ((DAY, DAY), (DAY, DAY), None),
        ((DAY, LATER), (DAY + timedelta(days=3), DAY + timedelta(days=4)), None),
        (None, (DAY, DAY), None),
    ],
)
def test_only_dates_that_do_not_overlap_give_a_direction(first, second, expected):
    assert direction(first, second) == expected


@given(INTERVALS, INTERVALS)
def test_direction_turns_round_with_the_pair(first, second):
    turned = {"forward": "backward", "backward": "forward", None: None}
    assert direction(second, first) == turned[direction(first, second)]
    assert not (overlap(first, second) and direction(first, second))


def named(**changes):
    return relation_probabilities(replace(PLAIN, **changes))[0][0]


def test_the_same_said_by_one_speaker_on_one_day_is_one_statement():
    assert named(same_speaker=1.0, dates_near=1.0, dates_apart=0.0) == Relation.SAME_UTTERANCE


def test_the_same_said_later_or_by_another_is_a_repetition():
    assert named(same_speaker=1.0) == Relation.REPETITION
    assert named(dates_near=1.0, dates_apart=0.0) == Relation.REPETITION


def test_the_opposite_is_a_shift_of_one_speaker_and_a_contradiction_between_two():
    assert named(opposed=0.9, same_speaker=1.0) == Relation.SHIFT
    assert named(opposed=0.9) == Relation.CONTRADICTION


def test_where_dates_overlap_nothing_is_a_shift():
    shares = dict(relation_probabilities(replace(PLAIN, opposed=0.9, same_speaker=1.0, dates_apart=0.0)))
    assert shares[Relation.SHIFT] == 0
    assert max(shares, key=shares.get) == Relation.CONTRADICTION


def test_a_shared_phrase_about_something_else_is_an_echo():
    assert named(same_meaning=0.1) == Relation.ECHO


@given(st.builds(Signals, *[SHARE] * 7))
def test_the_six_relations_always_share_one_whole(signals):
    shares = relation_probabilities(signals)
    assert {relation for relation, _ in shares} == set(Relation)
    assert sum(share for _, share in shares) == pytest.approx(1)
    assert all(share >= -1e-12 for _, share in shares)


@pytest.mark.parametrize(
    ("same_shadow", "same_language", "same_script", "characters", "expected"),
    [
        (True, True, True, 1.0, WordingDegree.VERBATIM),
        (False, True, True, 0.95, WordingDegree.VARIANT),
        (False, True, True, 0.4, WordingDegree.PARAPHRASE),
        (False, False, True, 0.4, WordingDegree.TRANSLATION),
        (False, False, False, 0.0, WordingDegree.TRANSLATION),
    ],
)
def test_the_degree_of_wording(same_shadow, same_language, same_script, characters, expected):
    assert wording_degree(same_shadow, same_language, same_script, characters) == expected
