"""An editor sees the best few flags, and a stock phrase once."""

import pytest

from quotes.matching.engine import Wording
from quotes.matching.families import by_family, select

ROADS = "We will build new roads in the northern valley before winter"


@pytest.fixture
def compared(engine, prepare):
    def compare(first, others):
        prepared, *candidates = prepare(first, *others)
        return engine.compare_many(prepared, candidates)

    return compare


def said_by(speaker, text=ROADS, ref=0):
    return Wording(text, "en", None, frozenset({speaker}), None, ref or speaker)


def test_what_is_not_flagged_is_never_selected(compared):
    kept, rest = select(compared(said_by(1), [said_by(2), said_by(3, "The orchestra plays for children tonight")]))
    assert [flag.comparison.second.ref for flag in kept] == [2]
    assert rest == 0


def test_a_wording_of_four_speakers_is_one_flag(compared):
    [flag], rest = select(compared(said_by(1), [said_by(speaker) for speaker in (2, 3, 4, 5)]))
    assert (flag.stands_for, flag.speakers, rest) == (4, 4, 0)
    assert len(flag.others) == 3


def test_a_wording_of_three_speakers_stays_three_flags(compared):
    kept, _ = select(compared(said_by(1), [said_by(2), said_by(3), said_by(4), said_by(4, ref=5)]))
    assert [flag.stands_for for flag in kept] == [1, 1, 1, 1]


def test_the_rest_is_counted(compared):
    others = [said_by(9, f"{ROADS}, part {number}", ref=number) for number in range(1, 8)]
    kept, rest = select(compared(said_by(1), others), limit=5)
    assert (len(kept), rest) == (5, 2)
    shown = [flag.comparison.probability for flag in kept]
    assert shown == sorted(shown, reverse=True)


def test_flags_on_one_phrase_are_one_family(compared):
    first = said_by(1, "The harvest was poor, and we will build new roads in the northern valley")
    others = [
        said_by(2, "we will build new roads in the northern valley"),
        said_by(3, "Indeed, we will build new roads in the northern valley"),
        said_by(4, "the harvest was poor"),
    ]
    kept, _ = select(compared(first, others))
    families = [[flag.comparison.second.ref for flag in flags] for _, flags in by_family(kept)]
    assert sorted(map(sorted, families)) == [[2, 3], [4]]
