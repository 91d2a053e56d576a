"""Every page opens, in both languages, and shows what it is for."""

import pytest

from tests.factories import make_quotation, make_speaker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", ["", "about/", "quotations/", "speakers/", "claims/", "topics/"])
def test_pages_open_when_nothing_is_published(get, language: str, path: str) -> None:
    page = get(f"/{language}/{path}")
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page


def test_quotation(get) -> None:
    quotation = make_quotation("The harbour is open", speaker=make_speaker("Minister of Harbours"))
    page = get(f"/en/quotations/{quotation.pk}/")
    assert "The harbour is open" in page
