"""As whom PostgreSQL runs: it refuses root, so root lends it another identity."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.embedded.errors import NoUnprivilegedUserError

# Exist on every Debian. Inside a user namespace any will do: initdb only wants the user to have a name.
CANDIDATES = ("postgres", "nobody", "daemon")


@dataclass(frozen=True)
class Account:
    """How to start a program without root's rights: a command in front of it, or a user to become."""

    prefix: tuple[str, ...] = ()
    user: int | None = None

    def give(self, folder: Path) -> None:
        """Hand a folder and all in it to the user, where there is one to hand it to."""
        if self.user is not None:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.user, -1, follow_symlinks=False)


def account_for(folder: Path) -> Account:
    """The account that may run a server on `folder`: ourselves, or a stand-in for root."""
    if os.geteuid() != 0:
        return Account()
    unprivileged = _first_existing(CANDIDATES)
    prefix = ("unshare", "--user", f"--map-user={unprivileged}")
    if shutil.which("unshare") and _works((*prefix, "true")):
        return Account(prefix=prefix)
    if not _works(("test", "-x", str(folder.parent)), user=unprivileged):
        raise NoUnprivilegedUserError(f"unshare is not permitted here, and no other user may enter {folder.parent}")
    return Account(user=unprivileged)


def _first_existing(names: tuple[str, ...]) -> int:
    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    for name in names:
        if known.get(name):
            return known[name]
    raise NoUnprivilegedUserError(f"none of the users {', '.join(names)} exists")


def _works(command: tuple[str, ...], user: int | None = None) -> bool:
    return subprocess.run(command, user=user, capture_output=True, check=False).returncode == 0
