"""Reading back the mails that were written to a folder, for the desk. Names from outside never become paths."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

SUFFIX = ".eml"


@dataclass(frozen=True)
class StoredMail:
    """One mail of the folder. `html` is as it was sent: show it in a sandbox only."""

    name: str
    written_at: datetime
    subject: str
    recipient: str
    text: str
    html: str
    source: str


def names(folder: Path) -> list[str]:
    """The mails of the folder, the newest first; none where there is no folder yet."""
    if not folder.is_dir():
        return []
    files = [(path.stat().st_mtime, path.name) for path in folder.iterdir() if path.suffix == SUFFIX and path.is_file()]
    return [name for _, name in sorted(files, reverse=True)]


def stored_mail(folder: Path, name: str) -> StoredMail | None:
    """The mail of this name, or None. Only a name from the folder's own listing is opened."""
    if name not in names(folder):
        return None
    path = folder / name
    content = path.read_bytes()
    message = BytesParser(policy=policy.default).parsebytes(content)
    assert isinstance(message, EmailMessage)
    return StoredMail(
        name=name,
        written_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        subject=str(message["Subject"] or ""),
        recipient=str(message["To"] or ""),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        source=content.decode("utf-8", errors="replace"),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""
