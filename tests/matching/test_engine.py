"""What the flagging service relies on: order, symmetry, evidence with true offsets, and the names of relations."""

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.matching.engine import Engine, Prepared, Wording
from quotes.matching.evidence import SENTENCES, Evidence
from quotes.matching.relations import Relation, WordingDegree

MARCH = (date(2026, 3, 10), date(2026, 3, 10))
MAY = (date(2026, 5, 1), date(2026, 5, 1))
ROADS = "We will build twelve new roads in the northern valley before the end of the year"
TEXTS = st.sampled_from(
    [
        ROADS,
        "new roads",
        "Мы построим двенадцать новых дорог в северной долине до конца года",
        "سنبني اثني عشر طريقاً جديداً في الوادي الشمالي قبل نهاية العام",
        "年底前我们将在北部山谷修建十二条新公路",
        "The orchestra will play in the harbour, but only if the weather is kind",
        "🙂 a",
    ]
)


def minister(text, language="en", said=MARCH, speaker=1, clause=None):
    return Wording(text, language, clause, frozenset({speaker}), said)


@pytest.fixture
def compared(engine, prepare):
    def compare(first, second):
        return engine.compare(*prepare(first, second))

    return compare


def test_the_same_words_of_one_speaker_on_one_day_are_one_statement(compared):
    found = compared(minister(ROADS), minister(ROADS.upper() + "!"))
    assert found.flagged
    assert found.relation == Relation.SAME_UTTERANCE
    assert found.wording == WordingDegree.VERBATIM
    assert found.strength == "strong"


def test_the_same_few_words_of_one_speaker_on_one_day_are_one_statement_and_of_another_perhaps_a_phrase(compared):
    ours = compared(minister("No limits!"), minister("no limits"))
    theirs = compared(minister("No limits!"), minister("no limits", said=MAY, speaker=2))
    assert ours.relation == Relation.SAME_UTTERANCE
    assert dict(theirs.relations)[Relation.ECHO] > 0.4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("سنبني اثني عشر طريقاً جديداً في الوادي الشمالي قبل نهاية العام", "ar"),
        ("Мы построим двенадцать новых дорог в северной долине до конца года", "ru"),
        ("年底前我们将在北部山谷修建十二条新公路", "zh"),
        ("Nous construirons douze nouvelles routes dans la vallée du nord avant la fin de l'année", "fr"),
        ("Construiremos doce carreteras nuevas en el valle del norte antes de fin de año", "es"),
    ],
)
def test_the_same_in_another_language_later_is_a_translated_repetition(compared, text, language):
    found = compared(minister(ROADS), minister(text, language, MAY, speaker=2))
    assert found.flagged
    assert found.relation == Relation.REPETITION
    assert found.wording == WordingDegree.TRANSLATION
    assert found.direction == "forward"


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        (ROADS, "We will not build twelve new roads in the northern valley before the end of the year", "en"),
        (ROADS, "We will never build new roads in the northern valley", "en"),
        ("سنغلق الميناء القديم هذا الصيف", "لن نغلق الميناء القديم هذا الصيف", "ar"),
        ("Мы закроем старый порт этим летом", "Мы не закроем старый порт этим летом", "ru"),
        ("我们将在今年夏天关闭旧港口", "我们不会在今年夏天关闭旧港口", "zh"),
    ],
)
def test_a_denial_is_never_the_same(compared, first, second, language):
    other = compared(minister(first, language), minister(second, language, MAY, speaker=2))
    own = compared(minister(first, language), minister(second, language, MAY))
    assert other.flagged
    assert other.relation == Relation.CONTRADICTION
    assert own.relation == Relation.SHIFT
    assert "negation_differs" in {reason.id for reason in other.evidence.reasons}


def test_another_number_is_never_the_same(compared):
    first = minister("We will build 12 new roads in the northern valley this year")
    found = compared(
        first, minister("We will build 30 new roads in the northern valley this year", said=MAY, speaker=2)
    )
    assert found.relation not in (Relation.SAME_UTTERANCE, Relation.REPETITION)
    [reason] = [reason for reason in found.evidence.reasons if reason.id == "numbers_clash"]
    assert reason.sentence == "The numbers differ: 12 against 30."


def test_an_unrelated_statement_is_not_flagged(compared):
    found = compared(minister(ROADS), minister("The orchestra plays quiet evening music for children", said=MAY))
    assert not found.flagged
    assert found.relations[0][0] == Relation.UNRELATED


def test_a_phrase_inside_a_longer_foreign_quote_is_found_by_its_place(compared):
    long = "Сегодня мы говорили о погоде и об урожае, а новые дороги в северной долине нужны всем"
    found = compared(minister("new roads in the northern valley"), minister(long, "ru", MAY, speaker=2))
    assert found.flagged
    assert found.phrase is not None
    start, end = found.phrase.second
    assert long[start:end] == found.phrase.second_text
    assert "долине" in found.phrase.second_text


def test_a_fragment_is_compared_by_its_clause(compared, prepare):
    grew = minister("زادت", "ar", clause='أن صادرات القمح هذا العام "زادت"')
    assert prepare(grew)[0].encoded_text == "أن صادرات القمح هذا العام زادت"
    wheat = compared(grew, minister("This year's wheat exports have grown", said=MAY, speaker=2))
    pain = compared(grew, minister("The pain in his knee has grown", said=MAY, speaker=2))
    assert wheat.probability > pain.probability
    assert not pain.flagged


@settings(max_examples=30, deadline=None)
@given(TEXTS, TEXTS)
def test_the_order_of_a_pair_changes_no_probability(engine, first, second):
    one, other = engine.prepare([Wording(first, "en"), Wording(second, "en")])
    there, back = engine.compare(one, other), engine.compare(other, one)
    assert there.probability == pytest.approx(back.probability, abs=1e-5)
    assert dict(there.relations) == pytest.approx(dict(back.relations), abs=1e-5)
    assert there.wording == back.wording


def test_many_are_compared_as_each_alone(engine, prepare):
    first, *others = prepare((ROADS, "en"), ("new roads", "en"), ("дороги", "ru"), ("旧港口", "zh"))
    together = [one.probability for one in engine.compare_pairs([(first, other) for other in others])]
    assert together == pytest.approx([engine.compare(first, other).probability for other in others], abs=1e-5)


def test_stored_vectors_are_taken_instead_of_encoding(engine, prepare):
    [prepared] = prepare((ROADS, "en"))
    stored = np.zeros(engine.dimension, dtype=np.float32)
    [again] = engine.prepare([prepared.wording], known={prepared.encoded_text: stored})
    assert isinstance(again, Prepared)
    assert np.array_equal(again.vector, stored)


def test_a_fresh_vector_is_what_an_index_of_half_precision_gives_back(engine, prepare):
    [prepared] = prepare(("The orchestra plays on the quay, and the harbour listens until the boats have left", "en"))
    [parts] = engine.parts([prepared])
    assert len(parts) > 1
    for part in parts:
        assert np.array_equal(part.vector, part.vector.astype(np.float16).astype(np.float32))
        assert np.linalg.norm(part.vector) == pytest.approx(1, abs=1e-3)


def test_evidence_points_at_words_of_both_originals_and_survives_json(compared):
    first, second = minister("«We will build new roads»  now"), minister("They will build old roads.", speaker=2)
    evidence = compared(first, second).evidence
    shared = [first.text[start:end] for start, end in evidence.shared_first]
    changed = [second.text[start:end] for start, end in evidence.changed_second]
    assert "will build" in shared
    assert "old" in changed
    assert Evidence.from_json(json.loads(json.dumps(evidence.to_json()))).to_json() == evidence.to_json()
    assert all(reason.id in SENTENCES and "%" not in reason.sentence for reason in evidence.reasons)


def test_evidence_seen_from_the_other_side_is_the_evidence_of_the_turned_pair(compared):
    first, second = minister("We will build 12 roads"), minister("We will build 30 old roads", said=MAY)
    there, back = compared(first, second).evidence, compared(second, first).evidence
    assert there.swapped().shared_first == back.shared_first
    assert {r.id: r.params for r in there.swapped().reasons} == {r.id: r.params for r in back.reasons}


def test_the_version_names_encoder_and_coefficients(engine):
    assert engine.version.startswith(engine.vector_version)
    assert Engine(engine._plain).version == engine.version
