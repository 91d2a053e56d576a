"""One user of each role, with passwords made at this moment and written where only the owner of the data reads them."""

import os
import secrets
from pathlib import Path
from typing import Final

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import CHIEF, EDITOR, REPORTER

FILE_NAME: Final = "demo-logins.txt"
WORK: Final = {
    REPORTER: "prepares drafts",
    EDITOR: "publishes, corrects and decides on possible links",
    CHIEF: "also erases saved copies by law and manages the people",
}


def make_users() -> tuple[dict[str, User], dict[str, str]]:
    """The users by role, and the passwords of those that were made now. A user who is there already keeps theirs."""
    users, passwords = {}, {}
    for role in WORK:
        known = User.objects.filter(username=role).first()
        if known is None:
            passwords[role] = secrets.token_urlsafe(12)
            known = User.objects.create_user(role, password=passwords[role], is_staff=True)
            known.groups.add(Group.objects.get(name=role))
        users[role] = known
    return users, passwords


def write_logins(passwords: dict[str, str], data_dir: Path) -> Path:
    """Write the file that says how to log in, readable by its owner alone from its first byte on."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / FILE_NAME
    lines = [f"{role:9} {password}   {WORK[role]}" for role, password in passwords.items()]
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write("user      password           may\n" + "\n".join(lines) + "\n")
    return draft.replace(path)
