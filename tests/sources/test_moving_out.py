"""The migration of a newsroom whose bytes still lie in its rows, there and back again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django import Settings

from sources import vault
from sources.models import Capture
from sources.services.recording import erase_capture
from tests.factories import NOW, make_capture, make_user

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = ("sources", "0004_capture_jobs")


def migrate(*goals: tuple[str, str]) -> None:
    """To the latest of all rooms, where none is named: those of others rest on ours."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(goals) or executor.loader.graph.leaf_nodes())


def rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(autouse=True)
def at_the_end_everything_is_as_before(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.STORAGES = settings.STORAGES | {
        "captures": {"BACKEND": "sources.vault.DurableFolder", "OPTIONS": {"location": str(tmp_path / "vault")}}
    }
    yield
    migrate()


def test_bytes_move_out_of_the_rows_and_back_and_nothing_else_changes() -> None:
    texts = [f"Harbour works, part {number}.\r\n" for number in range(45)]
    copies = [make_capture(text) for text in texts]
    gone = make_capture("Named by a court.")
    erase_capture(by=make_user("chief"), now=NOW, capture=gone, because="A court ordered it.")
    history = rows("SELECT count(*) FROM sources_capturehistoryevent")

    migrate(BEFORE)
    told = dict(rows("SELECT id, convert_from(content, 'UTF8') FROM sources_capture"))
    assert told == {copy.pk: text for copy, text in zip(copies, texts, strict=True)} | {gone.pk: ""}
    with pytest.raises(Error, match="never changed"):
        rows("UPDATE sources_capture SET content = ''")
    for sha256 in list(vault.kept()):
        vault.drop(sha256)

    # Bytes that are not those of their hash stop it, and stay where they are.
    rows("ALTER TABLE sources_capture DISABLE TRIGGER USER")
    rows(f"UPDATE sources_capture SET content = 'forged' WHERE id = {copies[40].pk}")
    with pytest.raises(ValueError, match=f"saved copy {copies[40].pk} "):
        migrate()
    kept = f"SELECT convert_from(content, 'UTF8') FROM sources_capture WHERE id = {copies[40].pk}"
    assert rows(kept) == [("forged",)]
    whole = "convert_to(replace(text, E'\\n', E'\\r\\n'), 'UTF8')"
    rows(f"UPDATE sources_capture SET content = {whole} WHERE id = {copies[40].pk}")
    rows("ALTER TABLE sources_capture ENABLE TRIGGER USER")

    migrate()
    assert {copy.sha256 for copy in copies} <= set(vault.kept())
    for copy, text in zip(copies, texts, strict=True):
        assert vault.get(copy.sha256) == text.encode()
        assert Capture.objects.get(pk=copy.pk).size == len(text.encode())
    assert rows("SELECT count(*) FROM sources_capturehistoryevent") == history
    with pytest.raises(Error, match="never changed"):
        rows("UPDATE sources_capture SET size = 1")
