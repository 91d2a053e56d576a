"""What all tests share."""

import hypothesis
import pytest
from pytest_django import Settings

# How long an example takes depends on what else the machine does; it is no property of the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """A password is hashed slowly on purpose; tests make hundreds of users and attack none."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
