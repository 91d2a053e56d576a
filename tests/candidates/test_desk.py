"""An editor sees that the search is changing to another model, and why it does not go on."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from quotes.models import VectorIndex
from tests.candidates.newsroom import make_index
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def start_page(client: Client) -> str:
    client.force_login(make_user())
    return client.get(reverse("admin:index")).content.decode()


def begin_change(error: str = "") -> None:
    VectorIndex.objects.create(
        encoder_version="another model", dimension=4, encoded_count=1200, total_count=5000, last_error=error
    )


def test_nothing_is_said_where_nothing_changes(client):
    make_index()
    page = start_page(client)
    assert "language model" not in page
    assert "It makes no progress now" not in page


def test_progress_is_shown(client):
    make_index()
    begin_change()
    page = start_page(client)
    assert "changing to another language model: 1200 of 5000 wordings are ready" in page.replace(",", "")
    assert "It makes no progress now" not in page


def test_what_went_wrong_is_shown_as_text(client):
    make_index()
    begin_change("EndpointError: <b>no answer</b> in 3 attempts")
    page = start_page(client)
    assert "It makes no progress now:" in page
    assert "EndpointError: &lt;b&gt;no answer&lt;/b&gt; in 3 attempts" in page


def test_in_arabic(client):
    make_index()
    begin_change()
    with translation.override("ar"):
        client.cookies["django_language"] = "ar"
        page = start_page(client)
    assert "ينتقل البحث عن تصريحات ذات صلة إلى نموذج لغوي آخر" in page
