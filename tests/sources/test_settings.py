"""What the settings say of an address that is none."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import web_address

NAME = "ARCHIVE_ENDPOINT"


@pytest.mark.parametrize("value", ["", "https://archive.example/save/", "http://127.0.0.1:8080/?save={address}&a=@b"])
def test_an_address_of_the_web_or_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)
    assert web_address(NAME) == value


@pytest.mark.parametrize(
    "value", ["archive.example", "ftp://archive.example/", "https://", "https://me:secret@x.example/"]
)
def test_anything_else_stops_with_its_remedy_and_repeats_no_password(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(ImproperlyConfigured, match="must begin with https://") as raised:
        web_address(NAME)
    assert "secret" not in str(raised.value)
