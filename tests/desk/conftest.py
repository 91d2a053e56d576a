"""What the desk's tests share."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request leaves its language behind in the thread; each test starts and ends in English."""
    translation.activate("en")
    yield
    translation.activate("en")
