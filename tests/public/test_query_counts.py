"""A list costs the same number of queries for one row, for three and for fifty."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from quotes.models import Claim, Position, Speaker
from quotes.services import quoting
from sources.models import Article
from tests.factories import (
    NOW,
    make_article,
    make_claim,
    make_disputed,
    make_quotation,
    make_relation,
    make_speaker,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


def add_rows(rows: int, *, by: User, speaker: Speaker, article: Article, claim: Claim) -> None:
    """Each row: a quotation by two speakers in an article and on a claim, disputed by another, and linked to that."""
    denial = make_quotation(by=by, said=date(2026, 10, 3))
    for number in range(rows):
        second = make_speaker()
        Position.objects.create(speaker=second, title_en="Harbour master", held_from=date(2020, 1, 1))
        quotation = make_quotation(speakers=[speaker, second], article=article, by=by)
        make_disputed(quotation, denial=denial, by=by)
        make_relation(quotation, denial, relation="contradiction", state="confirmed", by=by)
        own_claim = make_claim(topic=make_topic())
        for one in (claim, own_claim):
            quoting.take_stance(by=by, now=NOW, claim=one, quotation=quotation, kind="asserts")
        make_article(title=f"Noise {number}")


PLACES = [
    ("/en/", 11),
    ("/en/quotations/", 11),
    ("/en/quotations/?q=harbour&speaker=minister&language=en&said_from=2026-01-01", 11),
    ("/en/speakers/", 3),
    ("/en/speakers/{speaker}/", 11),
    ("/en/articles/{article}/", 10),
    ("/en/claims/", 3),
    ("/en/claims/{claim}/", 12),
    ("/en/topics/", 2),
]


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_lists_cost_the_same_for_any_number_of_rows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    by, speaker, article, claim = make_user(), make_speaker(), make_article(), make_claim()
    add_rows(rows, by=by, speaker=speaker, article=article, claim=claim)
    for place, queries in PLACES:
        address = place.format(speaker=speaker.pk, article=article.pk, claim=claim.pk)
        with django_assert_num_queries(queries, info=address):
            assert client.get(address).status_code == 200


def test_an_empty_site_costs_no_more(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for place in ("/en/", "/en/quotations/", "/en/speakers/", "/en/claims/", "/en/topics/"):
        with django_assert_max_num_queries(12, info=place):
            assert client.get(place).status_code == 200
