"""The lesson itself: nothing without decisions, little after ten, the truth after many; and its figures."""

import random
import re
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from quotes.extraction.ranking import (
    Decided,
    Features,
    Lesson,
    compare,
    cross_validated,
    figures_of,
    learn,
    shared_act,
)
from quotes.matching.trials import split
from tests.flagging.conftest import CHECKOUT

LIKELY = Features(
    confidence=0.9,
    language="en",
    rule="en-say",
    kind="direct",
    form="named",
    cue="said",
    names_speaker=True,
    knows_speaker=False,
    words=12,
    in_marks=0.9,
    nearness=0.0,
)
OTHER = replace(LIKELY, language="fr", rule="fr-say", cue="dit", kind="indirect", form="pronoun", in_marks=0.0)


def rejected(count: int) -> list[Decided]:
    return [Decided(LIKELY, 0.0, 1.0, group) for group in range(count)]


def newsroom(count: int, seed: int = 4) -> list[Decided]:
    """Editors who accept what one rule finds nine times in ten, and what the other finds two times in ten."""
    dice = random.Random(seed)
    rows = []
    for group in range(count):
        rule = dice.choice(["en-say", "en-noun"])
        right = dice.random() < (0.9 if rule == "en-say" else 0.2)
        rows.append(Decided(replace(LIKELY, confidence=0.7, rule=rule), float(right), 1.0, group))
    return rows


@given(st.floats(0, 1))
def test_without_decisions_the_rule_s_own_confidence_stands_to_the_last_bit(confidence: float) -> None:
    assert learn([]).chance(replace(LIKELY, confidence=confidence)) == confidence


def test_ten_rejections_do_not_ruin_it_and_three_hundred_do() -> None:
    ten, many = learn(rejected(10)), learn(rejected(300))
    assert 0.6 < ten.chance(LIKELY) < 0.85
    assert ten.chance(OTHER) > 0.82
    assert many.chance(LIKELY) < 0.15
    assert many.chance(OTHER) > many.chance(LIKELY) + 0.3


def test_it_learns_which_rule_is_believed() -> None:
    lesson = learn(newsroom(600))
    say, noun = (lesson.chance(replace(LIKELY, confidence=0.7, rule=rule)) for rule in ("en-say", "en-noun"))
    assert say == pytest.approx(0.9, abs=0.08)
    assert noun == pytest.approx(0.2, abs=0.08)


def test_a_correction_counts_as_partly_wrong() -> None:
    chances = [
        learn([Decided(LIKELY, right, 1.0, group) for group in range(200)]).chance(LIKELY)
        for right in (0.0, 0.25, 0.5, 1.0)
    ]
    assert chances == sorted(chances)
    assert chances[2] == pytest.approx(0.5, abs=0.12)


def test_it_is_the_same_lesson_whatever_the_order() -> None:
    rows = newsroom(120)
    assert learn(rows).offsets == learn(rows[::-1]).offsets


def test_one_act_on_many_counts_as_one_decision() -> None:
    one = Decided(LIKELY, 0.0, 1.0, 1)
    together = shared_act((one, "the same act") for _ in range(300))
    assert sum(row.weight for row in together) == pytest.approx(1)
    assert learn(together).chance(LIKELY) == pytest.approx(learn([one]).chance(LIKELY), abs=1e-3)


def test_on_held_decisions_a_true_lesson_is_better_and_one_of_chance_is_not() -> None:
    learnt, held = split(newsroom(300))
    assert compare(Lesson(), learn(learnt), held).is_better
    dice = random.Random(1)
    chance = [replace(row, right=float(dice.random() < row.features.confidence)) for row in newsroom(300)]
    learnt, held = split(chance)
    assert not compare(Lesson(), learn(learnt), held).is_better


def test_figures_before_and_after() -> None:
    rows = newsroom(300)
    before = figures_of(rows, [row.features.confidence for row in rows])
    after = figures_of(rows, cross_validated(rows))
    assert (before.auc, before.count) == (0.5, 300)
    assert before.precision == pytest.approx(before.accepted / 300)
    assert after.auc > 0.8
    assert after.precision > 0.8
    assert after.loss < before.loss
    assert after.brier < before.brier


def test_the_bench_tells_what_decisions_like_the_labels_would_teach() -> None:
    shown = StringIO()
    call_command("bench", "extraction", f"--data={CHECKOUT}/tests/extraction/gold/tune", "--ranking", stdout=shown)
    told = shown.getvalue()
    assert "Cross-validated, the rule's own confidence -> as learnt from other articles:" in told
    for language in ("ar", "en", "es", "fr", "ru", "zh"):
        assert f"\n{language} " in told
    before, after = (
        float(figure) for figure in re.findall(r"Log loss on held decisions: ([\d.]+).*?([\d.]+) after", told)[0]
    )
    assert after < before


def test_what_hangs_together_is_never_learnt_from_to_judge_itself() -> None:
    """Sixty copies of one rejected text: each is judged without the others."""
    copies = [Decided(LIKELY, 0.0, 1.0, 7) for _ in range(60)]
    assert cross_validated(copies) == [0.9] * 60
