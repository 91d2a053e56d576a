"""The real article's fifth quotation finds its relatives in other languages, and no noise.

The texts are read from the folder beside the repository; where it is missing, these tests fail.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from quotes.matching.engine import Wording
from quotes.matching.relations import Relation
from tests.matching.noise import noise

SEED = Path(__file__).parents[2] / "../shared/seed"
FIFTH = 5
TRANSLATED = "joint-2022-fr"
SAYS_NO_LIMITS = (
    "joint-2022-en",
    "joint-2022-en-cnbc",
    "joint-2022-ru",
    "joint-2022-ar",
    "wang-yi-2021-zh",
    TRANSLATED,
)
IN_FRENCH = "L'amitié entre les deux États n'a pas de limites"
"""The seed has no French row. This is our translation of its `joint-2022-en-cnbc`, for the language alone."""
FORBIDDEN_AREAS_ONLY = "qin-gang-2022-en"


def day(text):
    return date.fromisoformat(text)


@pytest.fixture(scope="module")
def speakers():
    """Give every name its number, the same in all rows."""
    known = {}
    return lambda names: frozenset(known.setdefault(name, len(known) + 1) for name in names)


@pytest.fixture(scope="module")
def fifth(prepare, speakers):
    key = json.loads((SEED / "asharq-2023-02-04.key.json").read_text(encoding="utf-8"))
    [row] = [quote for quote in key["quotes"] if quote["n"] == FIFTH]
    said = day(row["said_on"])
    words = row["quote"]["exact"].strip('"')
    return prepare(Wording(words, "ar", row["clause"]["exact"], speakers(["Sergei Lavrov"]), (said, said)))[0]


@pytest.fixture(scope="module")
def related(engine, prepare, fifth, speakers):
    """The comparison of the fifth with each seed quotation, by its id."""
    lines = (SEED / "quotations.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    [english] = [row for row in rows if row["id"] == "joint-2022-en-cnbc"]
    rows.append({**english, "id": TRANSLATED, "text": IN_FRENCH, "language": "fr"})
    wordings = [
        Wording(
            row["text"],
            row["language"],
            row.get("clause"),
            speakers(row["speakers"]),
            tuple(map(day, row.get("said_between") or [row["said"]] * 2)),
        )
        for row in rows
    ]
    comparisons = engine.compare_many(fifth, prepare(*wordings))
    return dict(zip((row["id"] for row in rows), comparisons, strict=True))


@pytest.mark.parametrize("identity", SAYS_NO_LIMITS)
def test_the_fifth_finds_no_limits_in_every_language(related, identity):
    assert related[identity].flagged, related[identity].features
    assert related[identity].direction == "backward"


def test_a_chinese_relative_with_another_image_is_found(related):
    assert related["le-yucheng-2022-zh"].flagged, related["le-yucheng-2022-zh"].features


def test_no_limits_is_nearer_than_no_forbidden_areas(related):
    least = min(related[identity].probability for identity in SAYS_NO_LIMITS)
    assert least > related[FORBIDDEN_AREAS_ONLY].probability


def test_the_same_statement_in_english_is_one_statement(related):
    assert related["lavrov-2023-en"].flagged
    assert related["lavrov-2023-en"].relation == Relation.SAME_UTTERANCE


def test_who_dismisses_the_phrase_contradicts(related):
    assert related["fu-cong-2023-en"].flagged
    assert related["fu-cong-2023-en"].relation == Relation.CONTRADICTION


def test_who_sets_a_limit_does_not_repeat(related):
    assert related["qin-gang-2022-en"].relation not in (Relation.REPETITION, Relation.SAME_UTTERANCE)


def test_what_is_about_another_matter_is_not_flagged(related):
    assert not related["medvedev-2023-ar"].flagged


def test_of_five_hundred_noise_quotations_at_most_three_are_flagged(engine, prepare, fifth):
    flagged = [one.second.text for one in engine.compare_many(fifth, prepare(*noise(500))) if one.flagged]
    assert len(flagged) <= 3, flagged
