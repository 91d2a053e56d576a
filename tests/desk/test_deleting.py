"""Only drafts go. What a quote rests on stays, wherever somebody tries to delete it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quotes.models import Claim, Quotation, Speaker
from sources.models import Article, Capture, Publication
from tests.desk.pages import desk
from tests.factories import make_claim, make_quotation, make_relation, make_speaker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return desk(make_user("chief"))


def delete(client: Client, row: Any) -> str:
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])
    return client.post(address, {"post": "yes"}, follow=True).content.decode()


def delete_selected(client: Client, *rows: Any) -> str:
    meta = rows[0]._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    values = {"action": "delete_selected", "_selected_action": [str(row.pk) for row in rows], "post": "yes"}
    return client.post(address, values, follow=True).content.decode()


def test_a_draft_goes_and_nothing_else(client: Client) -> None:
    other, draft = make_quotation(published=False), make_quotation(published=False)
    delete(client, draft)
    assert list(Quotation.objects.all()) == [other]


def test_a_public_quote_is_refused_with_what_to_do(client: Client) -> None:
    public = make_quotation()
    for attempt in (delete, delete_selected):
        assert "Only drafts can be deleted. Withdraw this quote" in attempt(client, public)
    assert Quotation.objects.count() == 1


def test_one_public_quote_among_drafts_stops_the_whole_deletion(client: Client) -> None:
    quotations = [make_quotation(published=False), make_quotation(), make_quotation(published=False)]
    assert "Nothing was deleted" in delete_selected(client, *quotations)
    assert Quotation.objects.count() == 3


def test_several_drafts_go_together(client: Client) -> None:
    drafts = [make_quotation(published=False), make_quotation(published=False)]
    delete_selected(client, *drafts)
    assert not Quotation.objects.exists()


def test_what_a_quote_rests_on_is_never_deleted(client: Client) -> None:
    quotation = make_quotation(published=False, speaker=make_speaker())
    attribution, occurrence = quotation.attributions.get(), quotation.occurrences.get()
    article = occurrence.capture.article
    for row in (attribution.speaker, article, article.publication):
        for attempt in (delete, delete_selected):
            assert "rests on" in attempt(client, row) or "Nothing was deleted" in attempt(client, row)
    assert (Speaker.objects.count(), Article.objects.count(), Publication.objects.count()) == (1, 1, 1)


def test_a_saved_copy_is_not_deleted_by_anybody(client: Client) -> None:
    capture = make_quotation(published=False).occurrences.get().capture
    answer = client.post(reverse("admin:sources_capture_delete", args=[capture.pk]), {"post": "yes"})
    assert answer.status_code == 403
    delete_selected(client, capture)
    assert Capture.objects.count() == 1


def test_a_speaker_without_a_quote_goes_with_its_names(client: Client) -> None:
    kept, unused = make_speaker(), make_speaker("Minister of Nothing", ar="وزير لا شيء")
    delete(client, unused)
    assert list(Speaker.objects.all()) == [kept]


def test_a_claim_with_quotes_stays(client: Client) -> None:
    claim, quotation = make_claim(), make_quotation()
    client.get(reverse("admin:index"))
    claim.stances.create(quotation=quotation, kind="asserts", decided_by=make_user(), decided_at="2026-11-20T12:00Z")
    delete(client, claim)
    assert Claim.objects.count() == 1


def test_a_draft_with_open_suggestions_goes(client: Client) -> None:
    draft, other = make_quotation(published=False), make_quotation()
    make_relation(draft, other)
    delete(client, draft)
    assert list(Quotation.objects.all()) == [other]


def test_a_reporter_deletes_no_quote(client: Client) -> None:
    draft = make_quotation(published=False)
    address = reverse("admin:quotes_quotation_delete", args=[draft.pk])
    assert desk(make_user("reporter")).post(address, {"post": "yes"}).status_code == 403
    assert Quotation.objects.exists()
