"""Where the stack keeps its things."""

import hashlib
import os
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.embedded.errors import FolderRefusedError

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Folders:
    """The data folder and the places in it."""

    data: Path

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def valkey(self) -> Path:
        return self.data / "valkey"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def mail(self) -> Path:
        return self.data / "mail"

    @property
    def lock(self) -> Path:
        return self.data / "lock"

    @property
    def addresses(self) -> Path:
        """Read by the settings when somebody runs `manage.py` by hand."""
        return self.data / "stack.env"

    @property
    def sockets(self) -> Path:
        """Short, since a socket's path has 107 bytes at most; lower case, since hosts in addresses are."""
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return _short_base() / f"verbatim-{os.geteuid()}-{name}"

    def make(self) -> None:
        """Make the data folder and the folder of the sockets, both for our user alone."""
        try:
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name in ("logs", "mail", "static", "media"):
                (self.data / name).mkdir(exist_ok=True)
        except OSError as error:
            raise FolderRefusedError(self.data, error.strerror or "it cannot be made") from error
        if not os.access(self.data, os.W_OK):
            raise FolderRefusedError(self.data, "it belongs to another user")
        private_folder(self.sockets)

    def put_logs_aside(self) -> None:
        """Keep the logs of the last run beside those of the one that begins, and no older ones."""
        for log in self.logs.glob("*.log"):
            if not log.name.endswith(".last.log"):
                log.replace(log.with_suffix(".last.log"))

    def remove_traces(self) -> None:
        """Once nothing runs, remove what only the running stack needs."""
        self.addresses.unlink(missing_ok=True)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def secret_key(self) -> str:
        """The key that signs sessions: made once, kept for the next starts."""
        file = self.data / "secret-key"
        if not file.exists():
            write_private(file, secrets.token_urlsafe(50))
        return file.read_text().strip()


def data_folder(value: str) -> Folders:
    """The folders under DATA_DIR, by default `.verbatim` in the checkout."""
    return Folders(Path(value or CHECKOUT / ".verbatim").expanduser().resolve())


def private_folder(folder: Path) -> None:
    """Make a folder that nobody else may enter; /tmp is everybody's, so somebody else's folder is refused."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or (os.geteuid() != 0 and found.st_uid != os.geteuid()):
        raise FolderRefusedError(folder, "it belongs to another user")
    folder.chmod(0o700)


def write_private(file: Path, text: str) -> None:
    """Write a file that is never readable by others, not even for a moment."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(text)


def _short_base() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and runtime == runtime.lower() and len(runtime) < 40 and os.access(runtime, os.W_OK):
        return Path(runtime)
    shared = Path("/tmp")  # noqa: S108 - private_folder() refuses a folder that is not ours
    return shared if shared.is_dir() else Path(tempfile.gettempdir())
