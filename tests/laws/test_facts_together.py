"""Law 4: what may happen twice has a unique constraint; facts that belong together are all set or all empty."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from quotes.models import Match, Quotation, Speaker
from tests import factories
from tests.laws.conftest import Sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Quotation, Quotation]:
    return factories.make_quotation("The road is closed"), factories.make_quotation("The road stays closed")


def refused(sql: Sql, statement: str, *values: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement, *values)


def test_a_pair_is_one_match_in_one_order(pair: tuple[Quotation, Quotation], sql: Sql) -> None:
    relation = factories.make_relation(*pair)
    match = relation.match
    insert = "INSERT INTO quotes_match (first_id, second_id, family, group_key, group_count) VALUES (%s, %s, '', '', 1)"
    refused(sql, insert, match.first_id, match.second_id)
    refused(sql, insert, match.second_id, match.first_id)
    refused(sql, insert, match.first_id, match.first_id)
    assert Match.objects.count() == 1


def test_a_pair_has_each_relation_once(pair: tuple[Quotation, Quotation]) -> None:
    factories.make_relation(*pair, relation="echo")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_relation(*pair, relation="echo")
    factories.make_relation(*pair, relation="shift")


@pytest.mark.parametrize(
    "half",
    [
        "state = 'confirmed'",
        "state = 'rejected', decided_at = now()",
        "decided_at = now()",
        "state = 'confirmed', decided_by_id = (SELECT min(id) FROM accounts_user)",
        "state = 'perhaps', decided_at = now(), decided_by_id = (SELECT min(id) FROM accounts_user)",
        "probability = 1.5",
        "probability = -0.1",
    ],
)
def test_a_decision_is_whole(pair: tuple[Quotation, Quotation], sql: Sql, half: str) -> None:
    factories.make_relation(*pair)
    refused(sql, f"UPDATE quotes_matchrelation SET {half}")


def test_a_whole_decision_is_taken(pair: tuple[Quotation, Quotation], sql: Sql) -> None:
    relation = factories.make_relation(*pair)
    sql(
        "UPDATE quotes_matchrelation SET state = 'confirmed', decided_at = now(),"
        " decided_by_id = (SELECT min(id) FROM accounts_user)"
    )
    relation.refresh_from_db()
    assert relation.state == "confirmed"


@pytest.mark.parametrize(
    "half",
    [
        "said_from = NULL",
        "said_to = NULL",
        "said_from = said_to + 1",
        "status = 'hidden'",
        "withdrawn_at = now()",
        "published_at = now()",
        "status = 'published'",
    ],
)
def test_the_facts_of_a_draft_are_whole(sql: Sql, half: str) -> None:
    factories.make_quotation(published=False)
    refused(sql, f"UPDATE quotes_quotation SET {half}")


def test_an_attribution_names_or_describes_and_shows_its_doubt(sql: Sql) -> None:
    factories.make_quotation(published=False)
    for half in (
        "speaker_id = NULL",
        "state = 'disputed'",
        "shown_by_id = (SELECT min(id) FROM quotes_occurrence)",
    ):
        refused(sql, f"UPDATE quotes_attribution SET {half}")
    sql("UPDATE quotes_attribution SET speaker_id = NULL, described_as = 'a senior official'")


def test_a_speaker_has_a_name(sql: Sql, commit: Callable[[], None]) -> None:
    speaker = factories.make_speaker("Minister of Roads", ar="وزير الطرق")
    with pytest.raises(IntegrityError, match="at least one name"), transaction.atomic():
        Speaker.objects.create(kind="person")
        commit()
    sql("DELETE FROM quotes_speakername WHERE speaker_id = %s AND language = 'ar'", speaker.pk)
    commit()
    with pytest.raises(IntegrityError, match="at least one name"), transaction.atomic():
        sql("DELETE FROM quotes_speakername WHERE speaker_id = %s", speaker.pk)
        commit()
    speaker.delete()
    commit()


def test_a_step_of_the_relay_has_one_actor(sql: Sql) -> None:
    quotation = factories.make_quotation(published=False)
    insert = (
        'INSERT INTO quotes_relayhop (occurrence_id, "order", kind, basis, address, remark, platform, speaker_id)'
        " VALUES (%s, 1, 'said', 'stated', '', '', %s, %s)"
    )
    speaker = factories.make_speaker()
    refused(sql, insert, quotation.lead_id, "", None)
    refused(sql, insert, quotation.lead_id, "A platform", speaker.pk)
    sql(insert, quotation.lead_id, "", speaker.pk)


def test_an_article_is_one_per_address() -> None:
    article = factories.make_article()
    again = factories.sources.add_article(
        by=None,
        publication=factories.make_publication(),
        title="Another title",
        language="en",
        canonical_address=f"HTTPS://POST.example:443{article.canonical_address.removeprefix('https://post.example')}#top"
        if article.canonical_address
        else None,
        published=None,
    )
    assert again == article
