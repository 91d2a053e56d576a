"""What `manage.py check` says of the door to the network and of the place where saved copies lie."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.files.storage import FileSystemStorage

from sources import vault


def check_trusted_hosts(**kwargs: Any) -> list[CheckMessage]:
    """Hosts inside the network that editors' addresses may reach are for trying out, or a decision to be seen."""
    if settings.DEBUG or not settings.FETCH_TRUSTED_HOSTS:
        return []
    names = ", ".join(f"{host}:{port}" for host, port in sorted(settings.FETCH_TRUSTED_HOSTS))
    return [
        Warning(
            f"FETCH_TRUSTED_HOSTS lets addresses that editors type reach {names}, also inside your network.",
            hint="Remove it from the environment unless articles are published there.",
            id="sources.W001",
        )
    ]


def check_vault(**kwargs: Any) -> list[CheckMessage]:
    """Found at the start, and not with the first article: a storage that cannot be used, a folder that is served."""
    try:
        storage = vault.storage()
    except Exception as error:  # each storage has errors of its own for arguments that it does not like
        return [
            Error(
                f"The storage of saved copies cannot be opened: {error}",
                hint="CAPTURES_STORAGE names a storage class of Django, CAPTURES_STORAGE_OPTIONS its arguments.",
                id="sources.E001",
            )
        ]
    return _served(Path(storage.location).resolve()) if isinstance(storage, FileSystemStorage) else []


def _served(folder: Path) -> list[CheckMessage]:
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        if folder.is_relative_to(Path(getattr(settings, name)).resolve()):
            return [
                Error(
                    f"Saved copies would lie in {folder}, under {name}, whose files are for everybody.",
                    hint='Give CAPTURES_STORAGE_OPTIONS another "location".',
                    id="sources.E002",
                )
            ]
    return []
