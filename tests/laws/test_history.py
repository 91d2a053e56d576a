"""Law 5: history is kept by the database, whoever changes a row and however."""

import pghistory
import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse

from quotes.models import Attribution, Quotation
from tests import factories
from tests.laws.conftest import Sql

pytestmark = pytest.mark.django_db


def events(model: str, pk: int) -> list[tuple[str, int | None, str]]:
    """Label, the acting user's id and the database's role of each event, in order."""
    history = apps.get_model("quotes", f"{model}HistoryEvent")
    rows = history.objects.filter(pgh_obj_id=pk).select_related("pgh_context").order_by("pgh_id")
    return [
        (row.pgh_label, row.pgh_context.metadata.get("user") if row.pgh_context else None, row.pgh_db_role)
        for row in rows
    ]


def test_raw_sql_leaves_its_role_in_the_history(sql: Sql) -> None:
    quotation = factories.make_quotation(published=False)
    attribution = quotation.attributions.get()
    sql("UPDATE quotes_attribution SET described_as = 'the one' WHERE id = %s", attribution.pk)
    sql("DELETE FROM quotes_attribution WHERE id = %s", attribution.pk)
    role = sql("SELECT session_user")[0][0]
    assert events("Attribution", attribution.pk) == [
        ("insert", None, role),
        ("update", None, role),
        ("delete", None, role),
    ]


def test_bulk_writes_are_in_the_history() -> None:
    quotation = factories.make_quotation(published=False)
    Attribution.objects.filter(quotation=quotation).update(described_as="the one")
    assert [label for label, _, _ in events("Attribution", quotation.attributions.get().pk)] == ["insert", "update"]


def test_the_acting_user_is_in_the_history() -> None:
    user = factories.make_user()
    quotation = factories.make_quotation(published=False)
    with pghistory.context(user=user.pk):
        Quotation.objects.filter(pk=quotation.pk).update(place="Harbour")
    assert events("Quotation", quotation.pk)[-1][:2] == ("update", user.pk)


def test_a_request_writes_its_user(client: Client) -> None:
    chief = factories.make_user("chief")
    client.force_login(chief)
    topic = factories.make_topic()
    response = client.post(
        reverse("admin:quotes_topic_change", args=[topic.pk]), {"name_en": "Ports", "name_ar": "المرافئ"}
    )
    assert response.status_code == 302
    assert events("Topic", topic.pk)[-1][:2] == ("update", chief.pk)


def test_the_history_is_not_rewritten(sql: Sql) -> None:
    factories.make_quotation(published=False)
    for statement in (
        "UPDATE quotes_quotationhistoryevent SET place = 'elsewhere'",
        "DELETE FROM quotes_quotationhistoryevent",
    ):
        with pytest.raises(Error, match="Cannot"), transaction.atomic():
            sql(statement)


def test_every_fact_has_a_history() -> None:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    facts = (
        "quotes_speaker quotes_speakername quotes_position quotes_quotation quotes_attribution quotes_occurrence"
        " quotes_segment quotes_relayhop quotes_translation quotes_note quotes_correction quotes_claim quotes_stance"
        " quotes_topic quotes_claimtopic quotes_externalreview quotes_proposal quotes_match quotes_matchrelation"
        " quotes_decision sources_publication sources_feed sources_article sources_capture"
    ).split()
    assert {f"{fact}historyevent" for fact in facts} <= tables
