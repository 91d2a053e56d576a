"""Files that somebody made to break an import, or that broke on their way: each bad line is named, nothing else is."""

import csv
import json
from pathlib import Path

import pytest

from accounts.models import User
from quotes.models import Quotation, Speaker
from quotes.services.importing import reading
from tests.factories import make_speaker, make_user
from tests.importing.making import TEXT, csv_file, jsonl, row
from tests.importing.test_import import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user(name="archivist")


def test_a_refused_row_leaves_none_of_its_speakers_behind(tmp_path: Path, editor: User) -> None:
    make_speaker("Two Of That Name")
    make_speaker("Two Of That Name")
    before = Speaker.objects.count()
    said = run(
        jsonl(
            tmp_path / "a.jsonl",
            row(1, speaker=["Somebody New", "Two Of That Name"]),
            row(2, speaker=["Another New One", "x" * 201]),
            row(3, speaker=["A Third New One", "…"]),
            row(4, speaker=["A Fourth New One"], described_as="…"),
            row(5),
        )
    )
    assert "1 new, 0 here already, 4 refused" in said
    assert list(Speaker.objects.order_by("pk").values_list("names__text", flat=True))[before:] == [
        "Minister of Harbours"
    ]


def test_brackets_without_end_are_one_bad_line(tmp_path: Path, editor: User) -> None:
    deep = "[" * 200_000
    said = run(jsonl(tmp_path / "a.jsonl", row(1, words=deep), row(2, speaker=deep), row(3), deep))
    assert "1 new, 0 here already, 3 refused" in said


def test_names_of_fields_do_no_harm_in_the_report(tmp_path: Path, editor: User) -> None:
    report = tmp_path / "report.tsv"
    bad = ['{"\\ud800": 1}', json.dumps({"=HYPERLINK(1)": 1}), json.dumps({"\x1b[2J" + "f" * 100_000: 1})]
    said = run(jsonl(tmp_path / "a.jsonl", *bad, row()), "--report", str(report))
    assert "1 new, 0 here already, 3 refused" in said
    assert "\x1b" not in said
    assert len(said) < 5_000
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, dialect="excel-tab"))
    assert len(rows) == 4
    assert not [cell for cells in rows for cell in cells if cell.startswith(("=", "+", "-", "@")) or "\x1b" in cell]


def test_the_report_does_not_take_the_place_of_the_file(tmp_path: Path, editor: User) -> None:
    path = jsonl(tmp_path / "a.jsonl", row())
    before = path.read_bytes()
    (tmp_path / "link").symlink_to(path)
    for name in (path, tmp_path / "link"):
        assert "FAILED: The report would be written over" in run(path, "--report", str(name))
    assert path.read_bytes() == before


def test_a_report_is_not_begun_for_who_may_not_import(tmp_path: Path) -> None:
    make_user(name="archivist").groups.clear()
    report = tmp_path / "report.tsv"
    report.write_text("of yesterday")
    assert "FAILED" in run(jsonl(tmp_path / "a.jsonl", row()), "--report", str(report))
    assert report.read_text() == "of yesterday"


def test_a_csv_line_without_end_is_skipped_not_held(
    tmp_path: Path, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST_LINE", 2_000)
    path = csv_file(tmp_path / "a.csv", row(1), row(2, occasion="x" * 9_000), row(3))
    said = run(path)
    assert "2 new, 0 here already, 1 refused" in said
    assert "line 3, line: It is longer than" in said
    one_line = tmp_path / "b.csv"
    one_line.write_text("title," * 900)
    assert "FAILED: The first line" in run(one_line)


def test_a_csv_row_of_many_lines_has_an_end_too(tmp_path: Path, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_LINE", 2_000)
    path = csv_file(tmp_path / "a.csv", row(1), row(2, text="a line\n" * 1_000), row(3, occasion="x"))
    said = run(path)
    assert "It is longer than" in said or "field larger" in said
    assert Quotation.objects.filter(lead__capture__article__title__endswith="part 1").exists()


def test_a_csv_cell_that_nobody_closed_swallows_no_rows_unsaid(tmp_path: Path, editor: User) -> None:
    names = [name for name in row() if name != "text"] + ["text"]
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(row(number, title=f"Part {number}", text=TEXT) for number in range(1, 5))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[2] = lines[2].replace("At the port", '"At the port')
    path.write_text("".join(lines), "utf-8")
    said = run(path)
    assert "1 refused" in said
    assert "line 3, line" in said
    assert not Quotation.objects.filter(lead__capture__article__title="Part 2").exists()


def test_a_row_of_very_many_parts_or_speakers_is_refused(tmp_path: Path, editor: User) -> None:
    many = jsonl(
        tmp_path / "a.jsonl",
        row(1, text="a " * 100_000, words=["a"] * 100_000),
        row(2, speaker=[f"Speaker {number}" for number in range(5_000)]),
        row(3),
    )
    assert "1 new, 0 here already, 2 refused" in run(many)
    assert Speaker.objects.count() == 1
