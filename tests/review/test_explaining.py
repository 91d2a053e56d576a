"""The same sentences everywhere, and none that breaks a page."""

import pytest
from django.utils import translation

from quotes.explaining import SENTENCES, reasons_of, sentence_of, sentences_of, strength_name, strength_of
from quotes.matching import evidence as engine
from quotes.matching.scoring import load_scoring

COUNTED = {
    "days_apart": ({"days": 2}, "They were said 2 days apart or more."),
    "many_speakers": ({"speakers": 7}, "7 speakers have used this wording."),
}


def test_every_reason_of_the_engine_has_its_sentence_here() -> None:
    named = {reason: str(sentence) for reason, sentence in SENTENCES.items()}
    assert named == {reason: text for reason, text in engine.SENTENCES.items() if reason not in COUNTED}
    assert {*named, *COUNTED} == set(engine.SENTENCES)


@pytest.mark.parametrize("reason", COUNTED)
def test_numbers_are_counted(reason: str) -> None:
    params, sentence = COUNTED[reason]
    assert sentence_of(reason, dict(params)) == sentence


def test_one_day_is_one_day() -> None:
    assert sentence_of("days_apart", {"days": 1}) == "They were said 1 day apart or more."


def test_quoted_words_keep_their_direction_and_hide_nothing() -> None:
    sentence = sentence_of("shared_phrase", {"first": "بلا حدود", "second": "no\u202elimits"})
    assert sentence == "“\u2068بلا حدود\u2069” corresponds to “\u2068no[RLO]limits\u2069”."


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {},
        {"reasons": [{"id": "of a newer engine"}, {"id": "shared_words", "params": {"shared": 2}}, {}, "text"]},
        {"reasons": [{"id": "days_apart", "params": {"days": "many"}}]},
    ],
)
def test_evidence_that_cannot_be_read_says_nothing(broken: object) -> None:
    assert sentences_of(broken) == []


def test_what_speaks_against_a_link_says_so() -> None:
    reasons = reasons_of({"reasons": [{"id": "negation_differs", "weight": -1.0}, {"id": "same_speaker", "weight": 0}]})
    assert [(reason.sentence, reason.doubts) for reason in reasons] == [
        ("Only one of them denies.", True),
        ("Same speaker.", False),
    ]


def test_what_tells_two_quotes_apart_is_the_reason_for_taking_them_as_opposed() -> None:
    evidence = {"reasons": [{"id": "negation_differs", "weight": -1.0}]}
    assert [reasons_of(evidence, relation)[0].doubts for relation in ("repetition", "contradiction")] == [True, False]


def test_what_says_the_same_speaks_against_taking_them_as_opposed() -> None:
    evidence = {"reasons": [{"id": "read_same", "weight": 2.0}]}
    relations = ("repetition", "echo", "contradiction", "shift")
    assert [reasons_of(evidence, relation)[0].doubts for relation in relations] == [False, False, True, True]


def test_strength_in_words() -> None:
    scoring = load_scoring()
    assert [strength_name(strength_of(p)) for p in (scoring.strong, scoring.fair, 0.0, None)] == [
        "Strong",
        "Fair",
        "Weak",
        "",
    ]


def test_the_language_is_asked_when_the_sentence_is_shown() -> None:
    with translation.override("ar"):
        assert sentence_of("same_speaker", {}) == str(SENTENCES["same_speaker"])
