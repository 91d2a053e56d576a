"""A link outlives a correction; the reasons for it, which name the words as they were, do not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quotes.models import MatchRelation, Quotation
from quotes.services import quoting
from tests.factories import NOW, make_quotation, make_relation, make_user

pytestmark = pytest.mark.django_db

PHRASE: dict[str, Any] = {
    "reasons": [{"id": "shared_phrase", "params": {"first": "no tolls at all", "second": "no tolls"}, "weight": 1.0}]
}


def linked(other: Quotation) -> Quotation:
    quotation = make_quotation("There will be tolls")
    relation = make_relation(quotation, other, state="confirmed")
    MatchRelation.objects.filter(pk=relation.pk).update(evidence=PHRASE)
    return quotation


def test_words_that_were_corrected_are_not_told_as_a_reason(client: Client) -> None:
    corrected, kept = linked(make_quotation("There are tolls")), linked(make_quotation("There were tolls"))
    correcting = {"by": make_user(), "now": NOW + timedelta(days=1), "what": "words", "public_reason": "Misheard"}
    with quoting.correcting(quotation=corrected, **correcting):
        pass
    pages = {one: client.get(reverse("quotes:quotation", args=[one.pk])).content.decode() for one in (corrected, kept)}
    assert "no tolls at all" in pages[kept]
    assert "no tolls at all" not in pages[corrected]
    assert "There are tolls" in pages[corrected]
