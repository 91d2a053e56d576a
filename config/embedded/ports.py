"""Ports of this machine."""

import os
import socket

from config.embedded.errors import BadPortError, PortTakenError

DEFAULT_PORT = 8000
HIGHEST_PORT = 65535
FIRST_FREE_FOR_ALL = 1024


def wanted_port(value: str) -> int:
    """The number in `PORT=`; root may also take the ports below 1024."""
    lowest = 1 if os.geteuid() == 0 else FIRST_FREE_FOR_ALL
    if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= HIGHEST_PORT:
        raise BadPortError(value)
    return int(value)


def require_free(port: int, host: str = "127.0.0.1") -> None:
    """Refuse a port on which another program listens."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose last connection is just closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(port) from error


def free_port(host: str = "127.0.0.1") -> int:
    """A port that was free a moment ago; whoever uses it must be ready to try another."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
