"""What all tests share."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.utils import translation
from pytest_django import Settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# How long an example takes depends on what else the machine does; it is no property of the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """A password is hashed slowly on purpose; tests make hundreds of users and attack none."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request leaves its language active in the thread; no test reads the language of the one before it."""
    with translation.override("en"):
        yield


# The journeys share a newsroom, the bench of scale a scratch database and the run that fills it.
TOGETHER = ("tests/journeys/", "tests/bench/test_scale")


class OneNewsroomScheduling(LoadScopeScheduling):
    """Each test goes to whichever process is free, but what shares a newsroom or a database goes to one, and first.

    (The group marks of `--dist loadgroup` do not reach the processes under pytest 9.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


# What waits for other processes begins first, so that no process is left alone with it at the end.
LONG = ("tests/seed/test_worker", "tests/bench/test_scale", "tests/flagging/test_workers", "tests/digests/test_workers")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneNewsroomScheduling:
    return OneNewsroomScheduling(config, log)
