"""`manage.py relate`: pairs in, relations out, without a database; a bad line is named, nothing half-written stays."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.engine import default_engine
from quotes.matching.relating import BadPairError, guess_language, read_pair

CHECKOUT = Path(__file__).parents[2]
SEED = CHECKOUT / "../shared/seed"
RELATIONS = {"same_utterance", "repetition", "contradiction", "shift", "echo", "unrelated"}
PAIR = {"id": "a", "text1": "the harbour stays open", "lang1": "en", "text2": "the harbour stays closed", "lang2": "en"}


@pytest.fixture(scope="module", autouse=True)
def one_model():
    """The command uses this process's engine: it is loaded once."""
    default_engine().warm_up()


@pytest.fixture
def relate(tmp_path, capfd):
    """Run the command on rows (or raw lines), return the rows it wrote."""

    def run(*rows, **options):
        source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
        source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        call_command("relate", jsonl=source, out=target, **options)
        return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]

    return run


def seed_pairs():
    """The fifth quotation of the real article beside each other one of the seed."""
    key = json.loads((SEED / "asharq-2023-02-04.key.json").read_text(encoding="utf-8"))
    [fifth] = [quote for quote in key["quotes"] if quote["n"] == 5]
    for line in (SEED / "quotations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {
            "id": row["id"],
            "text1": fifth["quote"]["exact"].strip('"'),
            "clause1": fifth["clause"]["exact"],
            "lang1": "ar",
            "speaker1": "سيرغي لافروف",
            "said1": fifth["said_on"],
            "text2": row["text"],
            "lang2": row["language"],
            "speaker2": row["speakers"][0],
            "said2": row.get("said_between") or row["said"],
        }


def test_no_database_is_needed(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(PAIR) + "\n", encoding="utf-8")
    missing = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"}
    ours = {name: value for name, value in os.environ.items() if name not in missing}
    done = subprocess.run(
        [sys.executable, "manage.py", "relate", "--jsonl", source, "--out", target],
        cwd=CHECKOUT,
        env={**ours, "DATABASE_URL": "postgres://nobody:wrong@127.0.0.1:1/none", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == "a"


def test_the_seed_is_named(relate):
    pairs = list(seed_pairs())
    rows = {row["id"]: row for row in relate(*pairs)}
    assert list(rows) == [pair["id"] for pair in pairs]
    assert rows["lavrov-2023-en"]["relation"] == "same_utterance"
    assert rows["lavrov-2023-en"]["same_speaker"] is True
    assert rows["fu-cong-2023-en"]["relation"] == "contradiction"
    assert rows["fu-cong-2023-en"]["same_speaker"] is False
    assert rows["medvedev-2023-ar"]["relation"] == "unrelated"
    for row in rows.values():
        assert set(row["probabilities"]) == RELATIONS
        assert sum(row["probabilities"].values()) == pytest.approx(1, abs=0.001)
        assert row["relation"] == max(row["probabilities"], key=row["probabilities"].get)
        assert 0 <= row["probability"] <= 1


def test_evidence_names_words_that_stand_in_the_texts(relate):
    [row] = relate(PAIR)
    reasons = {reason["id"]: reason for reason in row["evidence"]["reasons"]}
    assert reasons["shared_words"]["sentence"] == "3 of 4 words are shared."
    [[start, end]] = row["evidence"]["shared"][0]
    assert PAIR["text1"][start:end] == "the harbour stays"
    assert row["evidence"]["of"] == ["text", "text"]


def test_order_and_ids_stay_and_only_texts_must_be_there(relate):
    rows = relate(
        {"id": 7, "text1": "ليس لها حدود", "text2": "no limits"},
        "",
        {"text1": "无上限", "text2": "безгранична", "lang1": None, "speaker1": None, "said2": None},
    )
    assert [row["id"] for row in rows] == [7, 3]
    assert [row["guessed_languages"] for row in rows] == [
        {"lang1": "ar", "lang2": "en"},
        {"lang1": "zh", "lang2": "ru"},
    ]
    assert [row["wording"] for row in rows] == ["translation", "translation"]
    assert [row["same_speaker"] for row in rows] == [None, None]


def test_dates_give_the_direction_and_one_day_an_utterance(relate):
    words = {"text1": "we will not raise the price of bread", "text2": "we will not raise the price of bread"}
    minister = {"speaker1": "finance minister", "speaker2": "Finance Minister"}
    later, same_day, backward = relate(
        {**words, **minister, "said1": "2024-01-05", "said2": ["2024-03-01", "2024-03-31"]},
        {**words, **minister, "said1": "2024-01-05", "said2": "2024-01-05"},
        {**words, "said1": "2024-02-05", "said2": "2024-01-05"},
    )
    assert (later["direction"], later["relation"], later["wording"]) == ("forward", "repetition", "verbatim")
    assert (same_day["direction"], same_day["relation"]) == (None, "same_utterance")
    assert (backward["direction"], backward["same_speaker"]) == ("backward", None)


BAD = [
    ("not json", "Line 1: This is not JSON"),
    ("[1, 2]", "Line 1: This is not an object"),
    ("9" * 5000, "Line 1: This is not JSON"),
    ("[" * 100_000, "Line 1: This is not JSON"),
    ({"text1": "one side only"}, "Line 1: “text2” is missing"),
    ({**PAIR, "text1": 5}, "“text1” must be a text"),
    ({**PAIR, "text1": "  "}, "“text1” cannot be matched: The quote holds nothing but white space."),
    ({**PAIR, "text2": "!!!"}, "“text2” cannot be matched: The quote holds no words, only signs."),
    ({**PAIR, "text2": "nul\0"}, "NUL character"),
    ('{"text1": "half \\ud800", "text2": "whole"}', "half of a character"),
    ({**PAIR, "text2": "word " * 5000}, "longer than 20000 characters"),
    ({**PAIR, "said1": "yesterday"}, "“said1” must hold days written as 2023-02-04"),
    ({**PAIR, "said1": 20230204}, "“said1” must hold days"),
    ({**PAIR, "said2": ["2024-05-02", "2024-05-01"]}, "“said2” ends before it begins"),
    ({**PAIR, "said2": ["2024-05-02"]}, "“said2” must be a day or"),
    ({**PAIR, "lang1": "English language"}, "“lang1” must be a language code"),
    ({**PAIR, "speaker1": ["two", "names"]}, "“speaker1” must be a name"),
    ({**PAIR, "clause1": 1}, "“clause1” must be a text"),
    ({**PAIR, "id": True}, "“id” must be a text or a whole number"),
]


@pytest.mark.parametrize(("row", "told"), BAD)
def test_a_bad_line_is_named_and_nothing_is_left_behind(relate, tmp_path, row, told):
    (tmp_path / "out.jsonl").write_text("what stood here before\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Line") as refused:
        relate(row, PAIR)
    assert told in str(refused.value)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "what stood here before\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_bad_lines_can_be_written_as_errors(relate):
    rows = relate(PAIR, "not json", {**PAIR, "id": "b", "text2": ""}, PAIR, {**PAIR, "id": "c"}, skip_bad=True)
    assert [row["id"] for row in rows] == ["a", 2, "b", "a", "c"]
    assert [row.get("line") for row in rows] == [None, 2, 3, 4, None]
    assert rows[2]["error"] == "“text2” cannot be matched: The quote is empty."
    assert "already stands on line 1" in rows[3]["error"]
    assert "relation" not in rows[1]
    assert rows[4]["relation"]


def test_a_misspelt_field_is_named_and_labels_are_not(relate, capfd):
    relate(
        {**PAIR, "speeker1": "Sergey Lavrov", "relation": "shift", "trap": None}, {**PAIR, "id": "b", "speeker1": ""}
    )
    told = capfd.readouterr().err
    assert "'speeker1' was not read, on 2 lines: there is no such field. Did you mean “speaker1”?" in told
    assert told.count("was not read") == 1


def test_a_field_without_its_side_may_mean_either_and_a_thousand_fields_are_not_all_named(relate, capfd):
    relate({**PAIR, "said": "2026-01-01", **{f"f{number}" + "x" * 200: 1 for number in range(3000)}})
    told = capfd.readouterr().err
    assert "'said' was not read, on one line: there is no such field. Did you mean “said1” or “said2”?" in told
    assert "Other fields were not read either" in told
    assert len(told) < 2000


def test_what_is_no_utf8_is_said(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(json.dumps(PAIR).encode() + b'\n{"text1": "caf\xe9", "text2": "tea"}\n')
    with pytest.raises(CommandError, match="Line 2: This is not UTF-8"):
        call_command("relate", jsonl=source, out=tmp_path / "out.jsonl")


def test_paths_that_cannot_work_are_refused_at_once(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(PAIR) + "\n", encoding="utf-8")
    for jsonl, out, told in (
        (tmp_path / "none.jsonl", tmp_path / "out.jsonl", "is no file"),
        (source, tmp_path, "is a folder"),
        (source, tmp_path / "none" / "out.jsonl", "is not there"),
        (source, source, "the same file"),
        (source, Path("/dev/null"), "no ordinary file"),
    ):
        with pytest.raises(CommandError, match=told):
            call_command("relate", jsonl=jsonl, out=out)
    assert json.loads(source.read_text(encoding="utf-8")) == PAIR


def test_an_empty_file_gives_an_empty_file(relate):
    assert relate() == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the minister said that no talks are planned", "en"),
        ("le ministre a dit que les discussions ne sont pas prévues", "fr"),
        ("el ministro dijo que no hay conversaciones con los socios", "es"),
        ("переговоров не будет", "ru"),
        ("لا محادثات", "ar"),
        ("没有谈判", "zh"),
        ("12 345", "und"),
    ],
)
def test_a_missing_language_is_guessed(text, language):
    assert guess_language(text) == language


@given(
    st.binary(max_size=200) | st.text(max_size=80).map(lambda text: json.dumps({"text1": text, "text2": text}).encode())
)
def test_any_line_is_a_pair_or_a_bad_pair(line):
    try:
        pair = read_pair(line, 1)
    except BadPairError as error:
        assert str(error)  # noqa: PT017 - whatever is refused says why
    else:
        assert pair.first.text
