"""The real article: captured by the command, and every quotation of its key holds at the key's offsets."""

import hashlib

import pytest

from quotes.services.editing import check_laws
from quotes.services.quoting import publish
from quotes.words import wording
from sources import vault
from tests.seed.attaching import attach
from tests.seed.conftest import NOW
from tests.seed.seed import ARTICLE, key, needs_seed

pytestmark = [needs_seed, pytest.mark.django_db]


def test_nothing_of_the_article_changes_on_its_way(capture):
    received = ARTICLE.read_bytes()
    assert capture.sha256 == hashlib.sha256(received).hexdigest()
    assert vault.get(capture.sha256) == received
    assert capture.text == received.decode("utf-8")


def test_all_ten_quotations_are_attached_at_the_offsets_of_the_key(newsroom, capture):
    attached = [attach(newsroom, capture, entry, NOW) for entry in key()["quotes"]]
    check_laws()
    assert len(attached) == 10
    for quotation, entry in zip(attached, key()["quotes"], strict=True):
        lead = quotation.lead
        assert lead.clause_exact == entry["clause"]["exact"]
        expected = entry["quote"]["exact"].strip('"') if entry["quote"] else entry["clause"]["exact"]
        assert wording(lead.clause_exact, [segment.exact for segment in lead.segments.all()]) == expected


def test_all_ten_can_be_published(newsroom, capture):
    for entry in key()["quotes"]:
        quotation = attach(newsroom, capture, entry, NOW)
        assert publish(by=newsroom.users["editor"], now=NOW, quotation=quotation).is_public
    check_laws()


def test_what_is_no_quotation_overlaps_none_of_them(capture):
    text, places = capture.text, [entry["quote"] or entry["clause"] for entry in key()["quotes"]]
    for chrome in key()["not_quotations"]:
        start = text.index(chrome)
        assert not any(place["start"] < start + len(chrome) and start < place["end"] for place in places)
