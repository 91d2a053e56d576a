"""What the tests of readers' pages share."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

Get = Callable[..., str]


@pytest.fixture
def get(client: Client) -> Get:
    """Fetch a page as a reader without an account; its text, after checking the status."""

    def fetch(address: str, status: int = 200, **parameters: str) -> str:
        response: HttpResponse = client.get(address, parameters)
        assert response.status_code == status, response.content.decode()[:3000]
        return response.content.decode()

    return fetch
