"""Bands find what shares words, on every machine alike."""

import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.minhash import bands
from quotes.matching.wordings import read

BIGINT = range(-(2**63), 2**63)


def bands_of(text):
    reading = read(text, "en")
    return set(bands(reading.tokens, reading.script))


def test_a_slightly_changed_quote_shares_bands_and_an_unrelated_one_shares_none():
    quote = "we will build twelve new roads in the northern valley before the end of next year"
    changed = "We will build twelve new roads in the northern valley before the end of this year!"
    unrelated = "the orchestra plays an evening of quiet music for children in the old harbour hall"
    assert bands_of(quote) & bands_of(changed)
    assert not bands_of(quote) & bands_of(unrelated)


def test_short_phrases_that_share_a_word_share_a_band():
    assert bands_of("new roads") & bands_of("roads without end")
    assert bands_of("طرق جديدة") & bands_of("طرق بلا نهاية")
    assert bands_of("新的道路") & bands_of("道路没有")


def test_scripts_never_share_bands():
    assert not bands_of("12 15 km") & bands_of("12 15 км")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
def test_bands_fit_a_bigint_column_and_repeat(text):
    assert bands_of(text) == bands_of(text)
    assert all(band in BIGINT for band in bands_of(text))


def test_bands_do_not_depend_on_the_process():
    program = (
        "from quotes.matching.minhash import bands\n"
        "from quotes.matching.wordings import read\n"
        "reading = read('we will build new roads in the valley next year', 'en')\n"
        "print(bands(reading.tokens, reading.script))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert answers == {f"{tuple(sorted(bands_of('we will build new roads in the valley next year')))}\n"}
