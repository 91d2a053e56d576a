"""The demo newsroom with the real article captured into it by the real command."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from quotes.demo.loading import Newsroom, load_demo
from sources.models import Capture
from tests.flagging.conftest import workers
from tests.seed.seed import ARTICLE

__all__ = ["workers"]  # the fixture of the worker tests

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def newsroom(db: None, tmp_path) -> Newsroom:
    return load_demo(now=NOW, data_dir=tmp_path)


@pytest.fixture
def capture(newsroom: Newsroom) -> Capture:
    printed = StringIO()
    call_command(
        "capture",
        str(ARTICLE),
        *("--publication=Asharq", "--kind=broadcaster", "--published=2023-02-04", "--language=ar"),
        "--title=الثقة بين الصين وروسيا",
        stdout=printed,
    )
    kept = Capture.objects.get(article__publication__name="Asharq")
    assert f"saved copy {kept.pk}\n" in printed.getvalue()
    return kept
