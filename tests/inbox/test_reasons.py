"""Why words are taken for a quotation: the sentence fits the rule that found them."""

import pytest

from quotes.finding import reasons_of_proposal
from quotes.models import Proposal


def reasons(rule: str, *, cue: str = "said") -> list[str]:
    return reasons_of_proposal(Proposal(rule=rule, cue=cue, form="named", speaker_mention="Dana Ilves"))


@pytest.mark.parametrize(
    ("rule", "cue", "expected"),
    [
        ("en-say-before", "said", "a verb of saying with its speaker"),
        ("ru-say-colon", "сказал", "a verb of saying with its speaker"),
        ("en-colon", ":", "a name and a colon before the words"),
        ("es-label", "", "a name and a colon before the words"),
        ("ar-name-before-marks", "", "a name and a colon before the words"),
        ("zh-name-after", "称之为", "a verb of saying with its speaker"),
        ("zh-source-after", "据", "the article names its source (“according to …”)"),
        ("ar-masdar", "قوله", "a noun of saying (“the statement that …”)"),
        ("ru-say-about", "сообщил", "the next sentence says whose words these are"),
        ("es-say-dialogue", "dijo", "a line of dialogue"),
        ("zh-act", "", "somebody acts, and words in marks follow"),
    ],
)
def test_how_words_and_speaker_meet(rule: str, cue: str, expected: str) -> None:
    assert reasons(rule, cue=cue)[0] == expected


@pytest.mark.parametrize("rule", ["ar-verb-inside", "fr-say-marks-within"])
def test_a_quotation_inside_of_another_one_is_told(rule: str) -> None:
    assert "said by somebody whom another quotation reports" in reasons(rule)
