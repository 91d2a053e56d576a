"""The bytes of saved copies: kept once, whole and hashed; erased with the last copy; lost ones are noticed."""

import gzip
import hashlib
import json
import os
import re
import runpy
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from accounts.roles import CHIEF
from sources import vault
from sources.checks import check_vault
from sources.errors import SourceRefused
from sources.models import Capture
from sources.services import adding, keeping
from sources.services.adding import Post
from sources.services.recording import Picture, erase_capture
from sources.tasks import forget_erased
from tests.factories import NOW, make_article, make_capture, make_publication, make_user

TEXT = "The harbour is open. “Nobody waits,” the harbour master said."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
LATER = timedelta(days=2)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A vault of this test's own."""
    settings.STORAGES = settings.STORAGES | {
        "captures": {"BACKEND": "sources.vault.DurableFolder", "OPTIONS": {"location": str(tmp_path / "vault")}}
    }
    return tmp_path / "vault"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_bytes_are_kept_compressed_under_their_hash_and_readable_by_nobody_else(folder: Path) -> None:
    content = TEXT.encode() * 50
    sha256 = vault.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    [file] = files(folder)
    assert file.relative_to(folder).as_posix() == f"{sha256[:2]}/{sha256[2:4]}/{sha256}.gz"
    assert gzip.decompress(file.read_bytes()) == content == vault.get(sha256)
    assert file.stat().st_size < len(content) / 5
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with pytest.raises(ValueError, match="served to nobody"):
        vault.storage().url("any")


def test_the_same_bytes_are_one_file_and_a_damaged_one_is_written_anew(folder: Path) -> None:
    sha256 = vault.put(TEXT.encode())
    [file] = files(folder)
    written = file.stat().st_mtime_ns
    assert vault.put(TEXT.encode()) == sha256
    assert file.stat().st_mtime_ns == written
    file.write_bytes(file.read_bytes()[:-9])
    assert vault.put(TEXT.encode()) == sha256
    assert vault.get(sha256) == TEXT.encode()
    assert files(folder) == [file]


@pytest.mark.parametrize("damage", [b"", b"no gzip at all", gzip.compress(b"other words", mtime=0), None])
def test_bytes_that_are_not_as_they_were_kept_are_never_given(folder: Path, damage: bytes | None) -> None:
    sha256 = vault.put(TEXT.encode())
    [file] = files(folder)
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    with pytest.raises(vault.BytesMissing if damage is None else vault.BytesChanged):
        vault.get(sha256)


@pytest.mark.django_db
@pytest.mark.parametrize("backend", ["InMemoryStorage", "FileSystemStorage"])
def test_another_storage_is_a_setting(settings: Settings, folder: Path, tmp_path: Path, backend: str) -> None:
    options = {"location": str(tmp_path / "another")} if backend == "FileSystemStorage" else {}
    settings.STORAGES = settings.STORAGES | {
        "captures": {"BACKEND": f"django.core.files.storage.{backend}", "OPTIONS": options}
    }
    capture = make_capture(TEXT)
    assert vault.get(capture.sha256) == TEXT.encode()
    assert vault.storage() is storages["captures"]
    assert list(vault.kept()) == [capture.sha256]
    assert files(folder) == []
    vault.storage().delete(vault.name_of(capture.sha256))
    vault.storage().save(vault.name_of(capture.sha256), ContentFile(b"half of"))
    with pytest.raises(vault.BytesChanged):
        vault.get(capture.sha256)
    vault.put(TEXT.encode())
    assert vault.get(capture.sha256) == TEXT.encode()
    assert list(vault.kept()) == [capture.sha256]
    assert check_vault() == []


def test_a_storage_that_cannot_be_opened_is_found_at_the_start(settings: Settings) -> None:
    settings.STORAGES = settings.STORAGES | {"captures": {"BACKEND": "no.such.Storage", "OPTIONS": {}}}
    [found] = check_vault()
    assert "cannot be opened" in found.msg
    program = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; import django; django.setup()"
    wrong = os.environ | {"CAPTURES_STORAGE_OPTIONS": "bucket=copies"}
    told = subprocess.run([sys.executable, "-c", program], env=wrong, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "Write a JSON object" in told.stderr
    assert "bucket=copies" not in told.stderr, "keys may stand in it"


@pytest.mark.django_db(transaction=True)
def test_what_a_broken_off_transaction_kept_is_tidied_away_after_a_day(folder: Path) -> None:
    kept = make_capture(TEXT)
    with pytest.raises(RuntimeError, match="the power goes"), transaction.atomic():
        make_capture("Nobody will ever see these words of the harbour.")
        raise RuntimeError("the power goes")
    assert len(files(folder)) == 2
    now = datetime.now(UTC)
    assert keeping.tidy(now=now) == 0, "somebody may be writing its row this very moment"
    out = StringIO()
    call_command("vault", "verify", stdout=out, stderr=StringIO())
    assert out.getvalue() == "1 saved copies are there letter by letter.\n"
    assert keeping.tidy(now=now + LATER) == 1
    assert [file.name for file in files(folder)] == [f"{kept.sha256}.gz"]


@pytest.mark.django_db(transaction=True)
def test_erasing_by_law_removes_the_bytes_with_the_last_copy_that_has_them(folder: Path) -> None:
    chief = make_user(CHIEF)
    first, second = make_capture(TEXT), make_capture(TEXT, article=make_article())
    assert first.sha256 == second.sha256
    erase_capture(by=chief, now=NOW, capture=first, because="A court demands it.")
    assert vault.get(second.sha256) == TEXT.encode()
    erase_capture(by=chief, now=NOW, capture=second, because="A court demands it.")
    assert files(folder) == []
    assert Capture.objects.get(pk=second.pk).sha256 == second.sha256, "the hash stays"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_removed_while_somebody_keeps_something(folder: Path) -> None:
    orphan = vault.put(b"words that nobody has")
    with transaction.atomic():
        keeping.keep(b"words whose row comes in a moment")
        other_connection = subprocess.run(
            [sys.executable, "-c", OTHER_PROCESS, orphan], env=other(), capture_output=True, text=True, check=True
        )
        assert other_connection.stdout.strip() == "0"
    assert keeping.forget_unused(orphan) == 1


OTHER_PROCESS = """
import sys, django
django.setup()
from sources.services.keeping import forget_unused
print(forget_unused(sys.argv[1]))
"""


def other() -> dict[str, str]:
    """The environment of a process that uses this test's database and vault."""
    from django.conf import settings
    from django.db import connection

    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return os.environ | {
        "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "CAPTURES_STORAGE_OPTIONS": json.dumps(settings.STORAGES["captures"]["OPTIONS"]),
    }


@pytest.mark.django_db
def test_lost_bytes_are_named(folder: Path) -> None:
    good, lost = make_capture(TEXT), make_capture(TEXT + " It said so twice.")
    vault.drop(lost.sha256)
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 2 are damaged or missing"):
        call_command("vault", "verify", stdout=out, stderr=StringIO())
    assert f"saved copy {lost.pk} of article {lost.article_id}: {lost.sha256}" in out.getvalue()
    assert f"saved copy {good.pk} " not in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_the_picture_of_a_post_is_kept_and_erased_with_it(folder: Path) -> None:
    given = Post(
        text=TEXT,
        author="Harbour Office (@harbour)",
        publication=make_publication("The Platform"),
        picture=Picture(PNG, "image/png"),
    )
    capture = adding.add_post(by=make_user(), now=NOW, given=given).capture
    assert (capture.picture_sha256, capture.picture_type) == (hashlib.sha256(PNG).hexdigest(), "image/png")
    assert vault.get(capture.picture_sha256) == PNG
    assert keeping.tidy(now=datetime.now(UTC) + LATER) == 0
    erase_capture(by=make_user(CHIEF), now=NOW, capture=capture, because="A court demands it.")
    assert files(folder) == []


def test_a_file_that_cannot_be_read_for_a_moment_is_not_taken_for_a_damaged_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = vault.put(TEXT.encode())
    [file] = files(folder)

    def too_many(storage: FileSystemStorage, name: str, mode: str = "rb") -> None:
        raise OSError(24, "Too many open files", name)

    with monkeypatch.context() as patched:
        patched.setattr(vault.DurableFolder, "_open", too_many, raising=False)
        with pytest.raises(vault.VaultAway, match="Too many open files"):
            vault.get(sha256)
        with pytest.raises(vault.VaultAway):
            vault.put(TEXT.encode())
    assert files(folder) == [file]
    assert vault.get(sha256) == TEXT.encode()


def test_a_file_has_its_name_only_once_it_is_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills up in the middle; another process looks at that moment."""
    vault.put(TEXT.encode())
    [before] = files(folder)
    seen: list[list[Path]] = []

    def full(descriptor: int) -> None:
        seen.append([path for path in files(folder) if path.suffix == ".gz"])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(vault.VaultAway, match="No space left"):
            vault.put(b"other words")
    assert seen[-1] == [before]
    assert files(folder) == [before]


def test_many_who_keep_the_same_bytes_at_once_keep_one_file(folder: Path) -> None:
    failed: list[BaseException] = []

    def keep() -> None:
        try:
            vault.put(TEXT.encode() * 1000)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=keep) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(files(folder)) == 1


def test_a_storage_that_does_not_give_back_what_it_took_is_found_out_at_once(
    settings: Settings, tmp_path: Path
) -> None:
    options = {"location": str(tmp_path / "unpacking")}
    settings.STORAGES = settings.STORAGES | {"captures": {"BACKEND": f"{__name__}.Unpacking", "OPTIONS": options}}
    with pytest.raises(vault.VaultAway, match="cannot be read back"):
        vault.put(TEXT.encode())


class Unpacking(FileSystemStorage):
    """As object stores do that take .gz for an encoding in transit."""

    def _open(self, name: str, mode: str = "rb") -> Any:
        with super()._open(name, mode) as file:
            return ContentFile(gzip.decompress(file.read()))


@pytest.mark.django_db
def test_what_cannot_be_stored_is_not_saved_and_a_sentence_says_so(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    with pytest.raises(SourceRefused, match="nothing was saved"), transaction.atomic():
        make_capture(TEXT)
    assert not Capture.objects.exists()


@pytest.mark.django_db
def test_what_an_erasure_left_behind_is_removed_soon_and_nothing_else(folder: Path) -> None:
    gone, kept = make_capture(TEXT), make_capture(TEXT + " It said so twice.")
    orphan = vault.put(b"of a transaction that may still run")
    erase_capture(by=make_user(CHIEF), now=NOW, capture=gone, because="A court demands it.")
    assert vault.is_there(gone.sha256)  # inside the test's transaction nothing comes after the commit
    forget_erased()
    assert set(vault.kept()) == {kept.sha256, orphan}


@pytest.mark.django_db(transaction=True)
def test_a_storage_that_fails_does_not_undo_an_erasure(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    capture = make_capture(TEXT)
    [file] = files(folder)
    file.unlink()
    file.mkdir()
    (file / "in the way").touch()
    erase_capture(by=make_user(CHIEF), now=NOW, capture=capture, because="A court demands it.")
    assert Capture.objects.get().text == ""
    assert "still in the storage" in caplog.text


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"CAPTURES_STORAGE": "s3"}, "CAPTURES_STORAGE is 's3'. Write the path of a class"),
        ({"CAPTURES_STORAGE": "s3://bucket/x"}, "Write the path of a class"),
        ({"CAPTURES_STORAGE": "no_such_thing.S3"}, "needs the package 'no_such_thing', which is not installed"),
        ({"CAPTURES_STORAGE_OPTIONS": '["secret"]'}, "CAPTURES_STORAGE_OPTIONS is none. Write a JSON object"),
    ],
)
def test_a_wrong_setting_stops_with_its_remedy(
    variables: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape(sentence)) as raised:
        configured(monkeypatch, **variables)
    assert "secret" not in str(raised.value)


def test_the_folder_is_under_the_data_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert configured(monkeypatch, DATA_DIR="/srv/n")["OPTIONS"] == {"location": "/srv/n/captures"}
    options = configured(monkeypatch, DATA_DIR="/srv/n", CAPTURES_STORAGE_OPTIONS='{"file_permissions_mode": 416}')
    assert options["OPTIONS"] == {"location": "/srv/n/captures", "file_permissions_mode": 416}
    named = configured(monkeypatch, CAPTURES_STORAGE="django.core.files.storage.InMemoryStorage")
    assert named["BACKEND"].endswith("InMemoryStorage")


def configured(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, Any]:
    monkeypatch.delenv("CAPTURES_STORAGE_OPTIONS", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(Path(__file__).parents[2] / "config" / "settings.py"))["STORAGES"]["captures"]


def test_the_check_finds_saved_copies_that_would_be_served(settings: Settings, folder: Path) -> None:
    def told() -> str:
        return " ".join(found.msg for found in run_checks() if (found.id or "").startswith("sources.E"))

    assert told() == ""
    settings.MEDIA_ROOT = folder.parent
    assert "under MEDIA_ROOT" in told()
    settings.MEDIA_ROOT, settings.STATIC_ROOT = folder.parent / "media", folder
    assert "under STATIC_ROOT" in told()
    settings.STORAGES = settings.STORAGES | {"captures": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    assert "under MEDIA_ROOT" in told()  # Django's own place
    settings.STORAGES = settings.STORAGES | {"captures": {"BACKEND": "sources.vault.DurableFolder"}}
    assert "location" in told()
