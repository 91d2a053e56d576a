"""From which probability a pair is flagged."""

import pytest

from quotes.matching.scoring import load_scoring


@pytest.mark.parametrize("short", [0.0, 1.0])
@pytest.mark.parametrize("same_script", [0.0, 1.0])
def test_more_is_asked_of_a_few_words_and_of_one_script_and_most_of_both(short, same_script):
    scoring = load_scoring()
    asked = scoring.threshold({"short": short, "same_script": same_script})
    assert asked >= scoring.threshold({"short": 0.0, "same_script": 0.0})
    assert asked >= (scoring.flag_short if short else 0)
    assert asked >= (scoring.flag_in_script if same_script else 0)
    assert asked <= max(scoring.flag, scoring.flag_short, scoring.flag_in_script)
