"""The bytes of saved copies, as received, in a storage that the settings choose (docs/adr/0014).

A file is named by the SHA-256 of what it holds, is written once and never changed; the same bytes are one file. It is
compressed with gzip (RFC 1952). Rows and locks are the business of `sources.services.keeping`.
"""

import gzip
import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

ALIAS: Final = "captures"
ENDING: Final = ".gz"
HEX: Final = frozenset("0123456789abcdef")
LENGTH: Final = 64


class BytesLost(Exception):
    """What was kept is not there as it was kept. Carries the hash under which it was kept."""


class VaultAway(Exception):
    """The storage does not answer, is full or forbids it: nothing is known of the bytes."""


class BytesMissing(BytesLost):
    """There is no such file."""


class BytesChanged(BytesLost):
    """There is a file, but not with these bytes."""


def storage() -> Storage:
    return storages[ALIAS]


def name_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}{ENDING}"


def put(content: bytes) -> str:
    """Keep the bytes; returns their SHA-256, once they were read back. What is there already is looked at, and written
    anew if it is damaged. `VaultAway` where that is not possible."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        get(sha256)
    except BytesMissing:
        _write(sha256, content)
    except BytesChanged:
        drop(sha256)
        _write(sha256, content)
    return sha256


def get(sha256: str) -> bytes:
    """The bytes that were kept under this hash; `BytesLost` where they are not there as they were kept, `VaultAway`
    where that cannot be told. A disk that fails for a moment must not make a sound file look damaged."""
    with _answering(sha256):
        try:
            with storage().open(name_of(sha256)) as file:
                packed = file.read()
        except FileNotFoundError as error:
            raise BytesMissing(sha256) from error
    try:
        content = gzip.decompress(packed)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BytesChanged(sha256) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BytesChanged(sha256)
    return content


def drop(sha256: str) -> None:
    """Forget the bytes; nothing happens where they are not there."""
    with _answering(sha256):
        storage().delete(name_of(sha256))


def is_there(sha256: str) -> bool:
    """Whether there is a file of this name, whatever is in it."""
    with _answering(sha256):
        return storage().exists(name_of(sha256))


def written_at(sha256: str) -> datetime | None:
    """When the file was written; None where there is none."""
    with _answering(sha256):
        try:
            return storage().get_modified_time(name_of(sha256))
        except FileNotFoundError:
            return None


def kept() -> Iterator[str]:
    """The hashes of all that is kept, in order."""
    for first in _folders(""):
        for second in _folders(first):
            yield from sorted(hashes_in(_listed(f"{first}/{second}")[1]))


def hashes_in(files: list[str]) -> list[str]:
    names = (file.removesuffix(ENDING) for file in files if file.endswith(ENDING))
    return [name for name in names if len(name) == LENGTH and HEX.issuperset(name)]


def _folders(path: str) -> list[str]:
    return sorted(folder for folder in _listed(path)[0] if len(folder) == 2 and HEX.issuperset(folder))


def _listed(path: str) -> tuple[list[str], list[str]]:
    with _answering(path):
        try:
            return storage().listdir(path)
        except FileNotFoundError:
            return [], []  # nothing was ever kept


def _write(sha256: str, content: bytes) -> None:
    name = name_of(sha256)
    with _answering(sha256):
        # Without the time and the name of a file, so that the same bytes are the same file.
        written = storage().save(name, ContentFile(gzip.compress(content, mtime=0)))
        if written != name:
            storage().delete(written)  # somebody else wrote the same bytes in the same moment
    try:
        get(sha256)
    except BytesLost as error:
        raise VaultAway(f"{name}: what was written cannot be read back") from error


@contextmanager
def _answering(what: str) -> Iterator[None]:
    """Each storage has errors of its own for not answering."""
    try:
        yield
    except (BytesLost, VaultAway):
        raise
    except Exception as error:
        raise VaultAway(f"{what}: {type(error).__name__}: {error}") from error


class DurableFolder(FileSystemStorage):
    """A folder for our user alone, in which a file is there whole or not at all, and stays when the power goes.

    Django's own writes under the final name and leaves the rest to the operating system.
    """

    def __init__(self, location: str, **options: Any) -> None:
        super().__init__(location, **{"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700, **options})

    def url(self, name: str | None) -> str:
        raise ValueError("Saved copies are served to nobody by an address of their own.")

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        _make_folder(target.parent)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix="writing-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        return name


def _make_folder(folder: Path) -> None:
    """A new folder is on the disk once the one in which it lies is."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
