"""The correction itself: nothing without decisions, little after few, the truth after many; never a ruled-out name."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.calibrating import (
    NAMES,
    UNRELATED,
    Correction,
    Decided,
    Judgement,
    compare,
    fit,
    language_pair,
)
from quotes.matching.trials import groups_of, split


def judged(probability: float, relation: str = "repetition", languages: tuple[str, str] = ("en", "ar")) -> Judgement:
    shares = {**dict.fromkeys(NAMES, 0.0), relation: 0.7 * probability}
    other = "echo" if relation != "echo" else "repetition"
    return Judgement(probability, {**shares, other: 0.3 * probability, UNRELATED: 1 - probability}, languages)


def newsroom(count: int, *, offset: float, seed: int = 3) -> list[Decided]:
    """Editors for whom Arabic pairs are `offset` log odds more often links than the engine says; else it is right."""
    dice = random.Random(seed)
    rows = []
    for number in range(count):
        languages = dice.choice([("en", "ar"), ("fr", "fr")])
        probability = dice.uniform(0.5, 0.98)
        odds = math.log(probability / (1 - probability)) + (offset if "ar" in languages else 0.0)
        linked = dice.random() < 1 / (1 + math.exp(-odds))
        name = "repetition" if dice.random() < 0.7 else "echo"
        rows.append(Decided(judged(probability, languages=languages), name if linked else UNRELATED, number))
    return rows


@given(st.floats(0, 1), st.sampled_from(NAMES))
def test_without_decisions_nothing_changes_to_the_last_bit(probability: float, relation: str) -> None:
    judgement, correction = judged(probability, relation), fit([])
    assert correction.probability(judgement) == probability
    assert dict(correction.relations(judgement)) == dict(judgement.relations)


def test_three_rejections_change_little_and_three_hundred_much() -> None:
    few, many = (fit([Decided(judged(0.9), UNRELATED, one) for one in range(count)]) for count in (3, 300))
    assert 0.75 < few.probability(judged(0.9)) < 0.9
    assert many.probability(judged(0.9)) < 0.2


def test_it_learns_what_is_off_for_one_pair_of_languages_only() -> None:
    correction = fit(newsroom(900, offset=-2.0))
    arabic, french = judged(0.9), judged(0.9, languages=("fr", "fr"))
    truth = 1 / (1 + math.exp(-(math.log(9) - 2)))
    assert correction.probability(arabic) == pytest.approx(truth, abs=0.08)
    assert correction.probability(french) == pytest.approx(0.9, abs=0.06)


def test_it_learns_that_a_relation_is_named_wrongly() -> None:
    decisions = [Decided(judged(0.9), "echo", number) for number in range(120)]
    assert dict(fit(decisions).relations(judged(0.9)))["echo"] > 0.6
    assert dict(judged(0.9).relations)["echo"] < 0.3


def test_what_the_engine_rules_out_stays_ruled_out() -> None:
    decisions = [Decided(judged(0.9), "shift", number) for number in range(60)]
    assert dict(fit(decisions).relations(judged(0.9)))["shift"] == 0.0


@given(st.floats(0.01, 0.99), st.sampled_from(NAMES), st.integers(0, 40))
def test_probabilities_stay_probabilities(probability: float, relation: str, count: int) -> None:
    correction = fit(newsroom(count, offset=-1.0, seed=count))
    shares = correction.relations(judged(probability, relation))
    assert math.isclose(sum(share for _, share in shares), 1.0)
    assert all(0 <= share <= 1 for _, share in shares)
    assert dict(shares)[UNRELATED] == pytest.approx(1 - correction.probability(judged(probability, relation)))


def test_the_order_within_one_kind_of_pair_is_kept() -> None:
    correction = fit(newsroom(300, offset=-3.0))
    corrected = [correction.probability(judged(step / 20)) for step in range(1, 20)]
    assert corrected == sorted(corrected)


def test_parameters_survive_their_file() -> None:
    correction = fit(newsroom(200, offset=-1.0))
    assert Correction.from_json(correction.to_json()) == correction
    assert not correction.is_identity


def test_pairs_that_share_a_quotation_are_one_group_even_through_others() -> None:
    groups = groups_of([(1, 2), (8, 9), (2, 5), (5, 7), (10, 11)])
    assert groups == [1, 8, 1, 1, 10]


def test_a_group_is_never_on_both_sides_and_stays_where_it_is() -> None:
    decisions = [Decided(judged(0.9), "echo", number // 3) for number in range(300)]
    learnt, held = split(decisions)
    assert {one.group for one in learnt} & {one.group for one in held} == set()
    assert 60 < len(held) < 140
    first, _ = split(decisions[:30])
    assert first == [one for one in learnt if one in decisions[:30]]


def test_the_better_one_is_better_and_itself_is_not() -> None:
    learnt, held = split(newsroom(600, offset=-2.5))
    correction = fit(learnt)
    assert compare(Correction(), correction, held).is_better
    assert not compare(correction, correction, held).is_better
    assert not compare(correction, Correction(), held).is_better


def test_noise_is_not_taken_for_a_lesson() -> None:
    """Where the engine is right already, what forty decisions teach is adopted one time in ten at most."""
    adopted = 0
    for seed in range(30):
        learnt, held = split(newsroom(60, offset=0.0, seed=seed))
        adopted += compare(Correction(), fit(learnt), held).is_better
    assert adopted <= 4


def test_a_language_pair_has_one_name() -> None:
    assert language_pair("en-GB", "ar") == language_pair("AR", "en") == "ar-en"
