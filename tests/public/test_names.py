"""Names come from outside: what is invisible in them is shown, what spells them stays."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_quotation, make_speaker

pytestmark = pytest.mark.django_db


def test_a_name_cannot_turn_the_line_round(client: Client) -> None:
    speaker = make_speaker("Minister\u202e of Roads")
    quotation = make_quotation(speaker=speaker)
    for address in (
        reverse("quotes:front"),
        reverse("quotes:speaker-list"),
        reverse("quotes:speaker", args=[speaker.pk]),
        reverse("quotes:quotation", args=[quotation.pk]),
    ):
        page = client.get(address).content.decode()
        assert "\u202e" not in page
        assert "Minister[RLO] of Roads" in page


def test_the_joiner_of_persian_spelling_stays(client: Client) -> None:
    speaker = make_speaker("وزیر راه\u200cها", language="fa")
    make_quotation(speaker=speaker)
    assert "راه\u200cها" in client.get(reverse("quotes:speaker", args=[speaker.pk])).content.decode()
