"""Whatever a plug-in answers stands in the text letter by letter, in the body, in order, and beside what is known."""

import math
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.extraction.engine import extract
from quotes.extraction.plugins import MOST_CANDIDATES, Answer, Candidate, Question, Stretch, checked
from sources.text import Block

HEADING = "Harbour opens: “We did it,” says Ilves"
SAID = "Dana Ilves said: “We will open the northern quay.”"
NOTED = "For the mayor, Rosa Quill, “this is a day of joy” and of relief."
CAPTION = "Rosa Quill: “What a day.”"
TEXT = f"{HEADING}\n{SAID}\n{NOTED}\n{CAPTION}"


def blocks() -> tuple[Block, ...]:
    made, place = [], 0
    for kind, part in (("heading", HEADING), ("body", SAID), ("body", NOTED), ("caption", CAPTION)):
        made.append(Block(kind, place, place + len(part)))
        place += len(part) + 1
    return tuple(made)


QUESTION = Question(TEXT, "en", blocks())
KNOWN = extract(TEXT, language="en", blocks=blocks())


def at(words: str) -> Stretch:
    start = TEXT.index(words)
    return Stretch(start, start + len(words), words)


JOY = Candidate(at("“this is a day of joy” and of relief"), (at("this is a day of joy"),), at("Rosa Quill"), None, 0.7)


def one(candidate: Any, known: Any = KNOWN) -> dict[str, int]:
    return checked("model", Answer([candidate]), QUESTION, known).dropped


def test_what_stands_there_is_taken_over_with_the_plug_in_s_name() -> None:
    found = checked("model", Answer([JOY]), QUESTION, KNOWN)
    (added,) = [one for one in found.proposed if one.rule == "plugin:model"]
    assert (found.added, found.agreed, found.dropped) == (1, 0, {})
    assert (added.kind, added.confidence) == ("mixed", 0.7)
    assert TEXT[slice(*added.segments[0])] == "this is a day of joy"
    assert added.speaker is not None
    assert TEXT[slice(*added.speaker)] == "Rosa Quill"
    assert [one.clause for one in found.proposed] == sorted(one.clause for one in found.proposed)


def test_words_in_marks_alone_are_word_for_word_and_none_are_indirect() -> None:
    whole = replace(JOY, clause=at("“this is a day of joy”"))
    bare = Candidate(at("of relief"))
    kinds = [checked("model", Answer([each]), QUESTION, []).proposed[0].kind for each in (whole, bare)]
    assert kinds == ["direct", "indirect"]


def test_where_the_rules_found_it_too_that_is_noted_and_nothing_is_added() -> None:
    quay = Candidate(
        at("“We will open the northern quay.”"), (at("We will open the northern quay."),), at("Dana Ilves")
    )
    found = checked("model", Answer([quay, quay]), QUESTION, KNOWN)
    assert (found.added, found.agreed, len(found.proposed)) == (0, 1, len(KNOWN))
    (noted,) = [one for one in found.proposed if one.agreed]
    assert (noted.agreed, noted.rule) == (("model",), KNOWN[0].rule)


@pytest.mark.parametrize(
    ("candidate", "why"),
    [
        (replace(JOY, clause=Stretch(-1, 10, TEXT[:10])), "outside"),
        (replace(JOY, clause=Stretch(0, len(TEXT) + 1, TEXT)), "outside"),
        (replace(JOY, clause=Stretch(5, 5, "")), "outside"),
        (replace(JOY, clause=replace(JOY.clause, exact="“this was a day of joy” and of relief")), "other words"),
        (replace(JOY, segments=(replace(JOY.segments[0], exact="This is a day of joy"),)), "other words"),
        (replace(JOY, speaker=Stretch(0, 5, "Piet ")), "other words"),
        (Candidate(at("“We did it,”"), (at("We did it,"),)), "not in the body"),
        (Candidate(at("“What a day.”"), (at("What a day."),)), "not in the body"),
        (Candidate(at(f"{SAID}\n{NOTED}")), "not in the body"),
        (replace(JOY, segments=(at("of relief"), at("this is a day of joy"))), "order"),
        (replace(JOY, segments=(at("We will open the northern quay."),)), "order"),
        (replace(JOY, segments=(at("of relief"),)), "not in marks"),
        (replace(JOY, segments=(at("is a day"),)), "not in marks"),
        (Candidate(at("northern quay")), "overlap"),
        (Candidate(at("“We will open the northern quay.”"), (), at("Rosa Quill")), "not in the body"),
        (replace(JOY, confidence=1.5), "malformed"),
        (replace(JOY, confidence=math.nan), "malformed"),
        (replace(JOY, clause=(1, 2, "x")), "malformed"),
        (replace(JOY, clause=Stretch(True, 10, "x")), "malformed"),
        (replace(JOY, speaker=Stretch(0, len(TEXT), TEXT * 9)), "malformed"),
        ("a sentence", "malformed"),
        (None, "malformed"),
    ],
)
def test_what_does_not_stand_there_like_that_is_dropped_and_counted(candidate: Any, why: str) -> None:
    if why == "not in the body" and candidate.speaker:
        candidate = replace(
            candidate, speaker=Stretch(TEXT.rindex("Rosa Quill"), TEXT.rindex("Rosa Quill") + 10, "Rosa Quill")
        )
    assert one(candidate) == {why: 1}


def test_another_speaker_for_known_words_does_not_stand_beside_them() -> None:
    assert one(Candidate(at("“We will open the northern quay.”"), (), at("Rosa Quill"))) == {"speaker": 1}


def test_apostrophes_are_no_marks() -> None:
    text = "It's a long day's work for the mayor."
    torn = Candidate(Stretch(0, 21, text[:21]), (Stretch(3, 16, text[3:16]),))
    assert checked("model", Answer([torn]), Question(text, "en"), []).dropped == {"not in marks": 1}


def test_many_candidates_in_one_huge_paragraph_are_checked_quickly() -> None:
    text = "“so it is,” she said, " * 40_000
    many = [
        Candidate(Stretch(22 * n, 22 * n + 11, text[:11]), (Stretch(22 * n + 1, 22 * n + 10, text[1:10]),))
        for n in range(200)
    ]
    began = time.perf_counter()
    assert checked("model", Answer(many), Question(text, "en"), []).added == 200
    assert time.perf_counter() - began < 10


def test_an_endless_answer_is_cut() -> None:
    endless = (Candidate(Stretch(-1, n, "x")) for n in iter(int, 1))
    found = checked("model", Answer(endless), QUESTION, KNOWN)  # type: ignore[arg-type]
    assert found.dropped == {"outside": MOST_CANDIDATES, "too many": 1}


@given(st.integers(-5, len(TEXT) + 5), st.integers(-5, len(TEXT) + 5), st.booleans())
def test_whatever_offsets_come_in_only_true_ones_in_the_body_come_out(start: int, end: int, exact: bool) -> None:
    words = TEXT[max(0, start) : max(0, end)] if exact else "something else"
    found = checked("model", Answer([Candidate(Stretch(start, end, words))]), QUESTION, [])
    for proposal in found.proposed:
        assert any(low <= proposal.clause.start < proposal.clause.end <= high for low, high in QUESTION.bodies)
        assert TEXT[slice(*proposal.clause)] == words
    assert found.added + sum(found.dropped.values()) == 1
