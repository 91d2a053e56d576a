"""One running newsroom for all journeys: starting it takes longer than walking through it.

`tests/conftest.py` sends them all to one process, so that two processes do not start one each.
"""

import shutil
from collections.abc import Iterator

import pytest

from tests.journeys.newsroom import Newsroom, open_newsroom
from tests.sources.web import Web


@pytest.fixture(scope="package")
def outlet() -> Iterator[Web]:
    """An outlet's web server, on this machine: the newsroom may fetch from it."""
    with Web() as web:
        yield web


@pytest.fixture(scope="package")
def newsroom(tmp_path_factory: pytest.TempPathFactory, outlet: Web) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("newsroom")
    host, port = outlet.host
    with open_newsroom(folder, {"FETCH_TRUSTED_HOSTS": f"{host}:{port}", "FETCH_DELAY_SECONDS": "0"}) as opened:
        yield opened
    # A PostgreSQL cluster is large; pytest would keep the last three.
    shutil.rmtree(folder)
