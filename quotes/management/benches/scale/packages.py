"""The packages of peers: only who measures needs them."""

import importlib
import importlib.util
from typing import Any

from quotes.management.benches.refusing import BenchRefusedError

HOW_TO_INSTALL = "It is one of the developers' packages: run `make lint` once, which installs them. Then try again."


def peer(module: str, package: str) -> Any:
    """Import a peer; `BenchRefusedError` says how to have it."""
    if importlib.util.find_spec(module) is None:
        raise BenchRefusedError(f"The peer {package} is not installed. {HOW_TO_INSTALL}")
    return importlib.import_module(module)
