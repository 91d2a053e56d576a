"""Quotations from another archive: each row once, letter by letter, and nothing lost for one bad line."""

import os
import subprocess
import sys
import time
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from accounts.models import User
from quotes.models import Attribution, ImportedRow, MatchJob, Occurrence, Quotation, Segment, Speaker
from quotes.services import quoting
from sources import vault
from sources.models import Article, Capture, Publication
from tests.factories import NOW, make_publication, make_speaker, make_user
from tests.flagging.conftest import CHECKOUT, database_url, until
from tests.importing.making import TEXT, WORDS, csv_file, jsonl, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user(name="archivist")


def run(path: Path, *options: str, by: str = "archivist") -> str:
    """What the command says; refused lines make it fail, and that is said too."""
    out = StringIO()
    try:
        call_command("import_quotations", str(path), "--by", by, *options, stdout=out, stderr=out)
    except CommandError as error:
        out.write(f"FAILED: {error}")
    return out.getvalue()


def counts() -> tuple[int, ...]:
    kinds = (Quotation, Occurrence, Segment, Attribution, Article, Capture, Publication, Speaker, ImportedRow, MatchJob)
    return tuple(kind.objects.count() for kind in kinds)


def test_a_row_becomes_a_draft_with_its_evidence(tmp_path: Path, editor: User) -> None:
    assert "1 new, 0 here already, 0 refused" in run(jsonl(tmp_path / "a.jsonl", row()))
    quotation = Quotation.objects.get()
    assert (quotation.status, quotation.said_from, quotation.created_by) == ("draft", date(2026, 11, 2), editor)
    lead = quotation.lead
    assert lead is not None
    assert (lead.kind, lead.cue, lead.clause_exact) == ("direct", "said", WORDS)
    assert lead.clause_prefix.endswith("said: “")
    (segment,) = lead.segments.all()
    assert lead.capture.text[segment.start : segment.end] == WORDS
    assert lead.capture.article.canonical_address == "https://post.example/harbour/1"
    assert str(quotation.attributions.get().speaker) == "Minister of Harbours"
    assert MatchJob.objects.get(quotation=quotation).state == "queued"


def test_the_example_of_the_documents_can_be_imported(tmp_path: Path, editor: User) -> None:
    shown = (CHECKOUT / "docs/import.md").read_text("utf-8").partition("```json\n")[2].partition("```")[0]
    assert "1 new, 0 here already, 0 refused" in run(jsonl(tmp_path / "a.jsonl", shown.strip()))


def test_the_second_run_changes_nothing(tmp_path: Path, editor: User) -> None:
    path = jsonl(tmp_path / "a.jsonl", row(1), row(2), row(3, speaker="Minister of Bridges"))
    run(path)
    before = counts()
    assert "0 new, 3 here already, 0 refused" in run(path)
    assert counts() == before
    assert before == (3, 3, 3, 3, 3, 3, 1, 2, 3, 3)


def test_a_dry_run_keeps_nothing_and_says_the_same(tmp_path: Path, editor: User, settings: Settings) -> None:
    settings.STORAGES = settings.STORAGES | {
        "captures": {"BACKEND": "sources.vault.DurableFolder", "OPTIONS": {"location": str(tmp_path / "vault")}}
    }
    before = counts()
    said = run(jsonl(tmp_path / "a.jsonl", row(1), row(1), row(2, words="Nobody said this.")), "--dry-run")
    assert "1 would be new, 1 here already, 1 refused" in said
    assert counts() == before
    assert list(vault.kept()) == []
    run(jsonl(tmp_path / "a.jsonl", row(1)))
    assert vault.get(Capture.objects.get().sha256) == TEXT.encode()


def test_csv_is_read_as_well(tmp_path: Path, editor: User) -> None:
    path = csv_file(tmp_path / "a.csv", row(1, text=f"A line\nand another one. {TEXT}"), row(2, title='Said, "twice"'))
    assert "2 new" in run(path)
    assert Article.objects.get(canonical_address__endswith="2").title == 'Said, "twice"'


def test_mixed_and_indirect_reports_and_several_parts(tmp_path: Path, editor: User) -> None:
    text = "He said that they had “no limits” and, later, “no forbidden areas”, as usual."
    mixed = row(
        1, text=text, kind="mixed", words=["no limits", "no forbidden areas"], clause=text[len("He said that ") : -1]
    )
    indirect = row(2, text=text, kind="indirect", words="they had “no limits”")
    assert "2 new" in run(jsonl(tmp_path / "a.jsonl", mixed, indirect))
    first, second = Occurrence.objects.order_by("pk")
    assert [segment.exact for segment in first.segments.all()] == ["no limits", "no forbidden areas"]
    assert first.clause_exact.startswith("they had")
    assert (second.kind, second.segments.count()) == ("indirect", 0)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"words": "The harbor will be finished in May."},
            ["words", "do not stand in the text", "The harbour will be"],
        ),
        ({"words": "o"}, ["words", "more than once", "Give start:"]),
        ({"words": "…"}, ["words"]),
        ({"start": "3"}, ["start", "Other words stand at 3"]),
        ({"text": None}, ["text", "No saved copy of this article is here"]),
        ({"text": "\u0000"}, ["text", "NUL"]),
        ({"title": None}, ["title", "missing"]),
        ({"outlet": "The Other Post", "outlet_kind": None}, ["outlet", "There is no outlet “The Other Post”"]),
        ({"speaker": None}, ["speaker", "described_as"]),
        ({"speaker": "Twins"}, ["speaker", "Several speakers are called “Twins”", "speaker_id"]),
        ({"speaker_id": "Q99"}, ["would", "new"]),
        ({"speaker_id": "99999999"}, ["speaker_id", "There is no speaker 99999999"]),
        ({"said": "2031-01-01"}, ["said", "future"]),
        ({"said": "2026-02-30"}, ["said", "is not a day"]),
        ({"said": "2026-03-01..2026-02-01"}, ["said", "Turn them round"]),
        ({"language": "xx"}, ["language", "is not known"]),
        ({"kind": "indirect", "words": ["The harbour", "in May"]}, ["words", "one clause"]),
        ({"words": ["in May", "The harbour"]}, ["words", "behind the part before it"]),
        ({"clause": "Nobody asked when"}, ["words", "do not stand in the text"]),
        ({"address": "javascript:alert(1)"}, ["address"]),
        ({"colour": "red"}, ["colour", "There is no such field", "Known are"]),
        ({"title": {"a": 1}}, ["title", "dict"]),
        ({"title": "x" * 501}, ["title", "501 characters"]),
    ],
)
def test_a_bad_line_is_named_with_its_reason_and_remedy(
    tmp_path: Path, editor: User, changed: dict[str, object], says: list[str]
) -> None:
    make_speaker("Twins")
    make_speaker("Twins")
    said = run(jsonl(tmp_path / "a.jsonl", row(1, **changed)), "--dry-run")
    assert all(part in said for part in says), said


def test_nothing_else_is_lost_for_a_bad_line(tmp_path: Path, editor: User) -> None:
    path = jsonl(tmp_path / "a.jsonl", row(1), "{not json", row(2, words="Nobody said this."), "", row(4))
    said = run(path)
    assert "line 2, line: It is not JSON" in said
    assert "line 3, words:" in said
    assert "4 lines" in said
    assert "2 new, 0 here already, 2 refused" in said
    assert "FAILED: 2 lines were refused" in said
    assert not Article.objects.filter(canonical_address__endswith="/2").exists()
    report = tmp_path / "refused.tsv"
    run(path, "--report", str(report))
    assert [line.split("\t")[:2] for line in report.read_text().splitlines()] == [
        ["line", "field"],
        ["2", "line"],
        ["3", "words"],
    ]


def test_a_line_that_is_not_utf8_is_refused_in_both_formats(tmp_path: Path, editor: User) -> None:
    path = jsonl(tmp_path / "a.jsonl", row(1), row(2, title="Bäder"), row(3))
    path.write_bytes(path.read_bytes().replace("ä".encode(), "ä".encode("latin-1")))
    assert "line 2, line: Byte" in run(path)
    table = csv_file(tmp_path / "a.csv", row(4), row(5, title="Bäder"))
    table.write_bytes(table.read_bytes().replace("ä".encode(), "ä".encode("latin-1")))
    assert "broken letters" in run(table)
    assert Quotation.objects.count() == 3


def test_a_row_that_changed_since_is_not_written_over(tmp_path: Path, editor: User) -> None:
    run(jsonl(tmp_path / "a.jsonl", row(1, key="x-1")))
    quotation = Quotation.objects.get()
    said = run(jsonl(tmp_path / "b.jsonl", row(1, key="x-1", cue="declared")))
    assert f"imported before with other content: quote {quotation.pk}" in said
    assert Occurrence.objects.get().cue == "said"


def test_a_draft_that_was_deleted_does_not_come_back(tmp_path: Path, editor: User) -> None:
    path = jsonl(tmp_path / "a.jsonl", row())
    run(path)
    Quotation.objects.update(lead=None)
    Quotation.objects.get().delete()
    assert "0 new, 1 here already" in run(path)


def test_known_outlets_articles_and_speakers_are_used(tmp_path: Path, editor: User) -> None:
    outlet = make_publication("The Harbour Post")
    speaker = make_speaker("Minister of Harbours", ar="وزير الموانئ")
    path = jsonl(
        tmp_path / "a.jsonl",
        row(1, outlet="the harbour post"),
        row(1, words="Nobody asked when.", text=None, speaker="وزير الموانئ"),
        row(1, words="At the port", text=None, speaker=None, speaker_id=str(speaker.pk)),
    )
    assert "3 new" in run(path)
    assert "1 new" in run(jsonl(tmp_path / "b.jsonl", row(1, words="Nobody asked", text=None)))
    assert (Publication.objects.get(), Speaker.objects.get()) == (outlet, speaker)
    assert (Article.objects.count(), Capture.objects.count()) == (1, 1)


def test_an_article_of_another_outlet_is_refused(tmp_path: Path, editor: User) -> None:
    path = jsonl(tmp_path / "a.jsonl", row(1), row(1, outlet="The Bridge Post", words="Nobody asked when."))
    run(path)
    said = run(path)
    assert "This article is here already, of The Harbour Post" in said
    assert not Publication.objects.filter(name="The Bridge Post").exists()


def test_only_a_chief_publishes_and_the_laws_are_checked(tmp_path: Path, editor: User) -> None:
    make_user("chief", name="chief")
    path = jsonl(tmp_path / "a.jsonl", row(1), row(2, speaker=None))
    assert "Only a chief publishes" in run(path, "--publish")
    assert Quotation.objects.count() == 0
    assert "1 new, 0 here already, 1 refused" in run(path, "--publish", by="chief")
    quotation = Quotation.objects.published().get()
    assert quotation.published_by is not None
    assert quotation.published_by.username == "chief"


def test_a_reporter_imports_drafts_and_adds_no_outlet(tmp_path: Path, editor: User) -> None:
    make_user("reporter", name="reporter")
    said = run(jsonl(tmp_path / "a.jsonl", row(1)), by="reporter")
    assert "Only editors add outlets" in said
    make_publication("The Harbour Post")
    assert "1 new" in run(jsonl(tmp_path / "a.jsonl", row(1)), by="reporter")


@pytest.mark.parametrize(
    ("name", "by", "says"),
    [
        ("missing.jsonl", "archivist", "There is no file"),
        ("a.txt", "archivist", "neither .jsonl nor .csv"),
        ("a.jsonl", "nobody", "There is no active user “nobody”"),
    ],
)
def test_what_cannot_be_begun_says_why(tmp_path: Path, editor: User, name: str, by: str, says: str) -> None:
    jsonl(tmp_path / "a.jsonl", row())
    (tmp_path / "a.txt").write_text("x")
    assert says in run(tmp_path / name, by=by)


def test_a_csv_with_an_unknown_column_is_refused_whole(tmp_path: Path, editor: User) -> None:
    assert "“colour” does not fit" in run(csv_file(tmp_path / "a.csv", row(1, colour="red")))
    assert counts() == (0,) * 10


def test_an_imported_quotation_is_like_any_other(tmp_path: Path, editor: User) -> None:
    run(jsonl(tmp_path / "a.jsonl", row()))
    assert quoting.publish(by=editor, now=NOW, quotation=Quotation.objects.get()).is_public


# Batches of the usual size would be through before anybody could kill the process, or take the test's time.
IN_SMALL_BATCHES = """
import sys
from django.core.management import execute_from_command_line
import django
django.setup()
from quotes.services.importing import running
running.BATCH_ROWS = 20
execute_from_command_line(["manage.py", "import_quotations", sys.argv[1], "--by", "archivist"])
"""


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_and_keeps_nothing_twice(tmp_path: Path, editor: User) -> None:
    path = jsonl(tmp_path / "a.jsonl", *(row(number) for number in range(300)))
    environment = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "config.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", IN_SMALL_BATCHES, str(path)], cwd=CHECKOUT, env=environment
    ) as running:
        try:
            until(lambda: ImportedRow.objects.count() >= 20)
        finally:
            running.kill()
    time.sleep(0.1)  # PostgreSQL notices that its client is gone
    kept = Quotation.objects.count()
    assert 20 <= kept < 300
    assert kept % 20 == 0
    assert f"{300 - kept} new, {kept} here already, 0 refused" in run(path)
    assert counts()[:3] == (300, 300, 300)
