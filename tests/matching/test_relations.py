"""Dates order two quotations or leave them unordered; speakers and dates choose the name of a relation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.relations import (
    Circumstances,
    Relation,
    WordingDegree,
    circumstances,
    direction,
    overlap,
    relation_probabilities,
    wording_degree,
)
from quotes.matching.scoring import Content
from quotes.matching.wordings import Wording

DAY = date(2026, 3, 10)
LATER = date(2026, 5, 1)
PLAIN = Circumstances(same_speaker=0.0, dates_near=0.0, dates_apart=1.0)
SAME = {Content.SAME: 0.9, Content.OPPOSED: 0.05, Content.PHRASE: 0.03, Content.NONE: 0.02}
OPPOSED = {Content.SAME: 0.05, Content.OPPOSED: 0.9, Content.PHRASE: 0.03, Content.NONE: 0.02}
PHRASE = {Content.SAME: 0.05, Content.OPPOSED: 0.03, Content.PHRASE: 0.9, Content.NONE: 0.02}
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


def named(content, **told):
    return relation_probabilities(content, replace(PLAIN, **told))[0][0]


def test_the_same_said_by_one_speaker_on_one_day_is_one_statement():
    assert named(SAME, same_speaker=1.0, dates_near=1.0, dates_apart=0.0) == Relation.SAME_UTTERANCE


def test_the_same_said_later_or_by_another_is_a_repetition():
    assert named(SAME, same_speaker=1.0) == Relation.REPETITION
    assert named(SAME, dates_near=1.0, dates_apart=0.0) == Relation.REPETITION


def test_the_opposite_is_a_shift_of_one_speaker_and_a_contradiction_between_two():
    assert named(OPPOSED, same_speaker=1.0) == Relation.SHIFT
    assert named(OPPOSED) == Relation.CONTRADICTION


def test_where_dates_overlap_nothing_is_a_shift():
    shares = dict(relation_probabilities(OPPOSED, replace(PLAIN, same_speaker=1.0, dates_apart=0.0)))
    assert shares[Relation.SHIFT] == 0
    assert max(shares, key=shares.get) == Relation.CONTRADICTION


def test_a_shared_phrase_about_something_else_is_an_echo_whoever_said_it():
    assert named(PHRASE) == Relation.ECHO
    assert named(PHRASE, same_speaker=1.0) == Relation.ECHO


def test_a_day_of_two_time_zones_is_one_day_and_names_no_shift():
    said = [(DAY, DAY), (DAY + timedelta(days=1), DAY + timedelta(days=1))]
    told = circumstances(*(Wording("words", "en", speaker_ids=frozenset({1}), said=day) for day in said))
    assert (told.same_speaker, told.dates_near, told.dates_apart) == (1.0, 1.0, 0.0)


@given(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), SHARE, SHARE, SHARE)
def test_the_six_relations_always_share_one_whole(weights, speaker, near, apart):
    content = {kind: weight / sum(weights) for kind, weight in zip(Content, weights, strict=True)}
    shares = relation_probabilities(content, Circumstances(speaker, near, apart))
    assert {relation for relation, _ in shares} == set(Relation)
    assert sum(share for _, share in shares) == pytest.approx(1)
    assert all(share >= -1e-12 for _, share in shares)


@pytest.mark.parametrize(
    ("same_shadow", "same_language", "same_script", "shared", "expected"),
    [
        (True, True, True, 1.0, WordingDegree.VERBATIM),
        (False, True, True, 0.95, WordingDegree.VARIANT),
        (False, True, True, 0.2, WordingDegree.PARAPHRASE),
        (False, False, True, 0.4, WordingDegree.TRANSLATION),
        (False, False, False, 0.0, WordingDegree.TRANSLATION),
    ],
)
def test_the_degree_of_wording(same_shadow, same_language, same_script, shared, expected):
    features = {"aligned": shared, "characters": shared}
    assert wording_degree(same_shadow, same_language, same_script, features) == expected
