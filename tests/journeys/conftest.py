"""One running newsroom for all journeys: starting it takes longer than walking through it.

`tests/conftest.py` sends them all to one process, so that two processes do not start one each.
"""

import shutil
from collections.abc import Iterator

import pytest

from tests.journeys.newsroom import Newsroom, open_newsroom


@pytest.fixture(scope="package")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("newsroom")
    with open_newsroom(folder) as opened:
        yield opened
    # A PostgreSQL cluster is large; pytest would keep the last three.
    shutil.rmtree(folder)
