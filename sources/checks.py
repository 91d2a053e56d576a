"""What `manage.py check` says of the door to the network."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning


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
