"""Publishing, holding, withdrawing, restoring, disputing: asked twice, permitted, refused with a sentence."""

import pytest
from django.test import Client
from django.urls import reverse

from quotes.models import Correction, Quotation
from tests.desk.pages import change_address, desk, opened
from tests.factories import make_quotation, make_user

pytestmark = pytest.mark.django_db


def act_address(act: str, quotation: Quotation) -> str:
    return reverse(f"admin:quotes_quotation_{act}", args=[quotation.pk])


def status(quotation: Quotation) -> str:
    return Quotation.objects.get(pk=quotation.pk).status


@pytest.fixture
def client() -> Client:
    return desk(make_user())


@pytest.fixture
def draft() -> Quotation:
    make_quotation(published=False)
    return make_quotation("The bridge opens in May", published=False)


@pytest.fixture
def public() -> Quotation:
    return make_quotation("The tunnel opens in June")


def test_looking_at_the_question_changes_nothing(client: Client, draft: Quotation) -> None:
    page = client.get(act_address("publish", draft)).content.decode()
    assert "Readers will see the words" in page
    assert "The bridge opens in May" in page
    assert status(draft) == "draft"


def test_the_second_click_publishes_that_quote_alone(client: Client, draft: Quotation) -> None:
    answer = client.post(act_address("publish", draft), follow=True)
    assert "The quote is published." in answer.content.decode()
    assert list(Quotation.objects.published()) == [draft]


def test_saving_and_then_publishing_leads_to_the_question(client: Client, draft: Quotation) -> None:
    values = opened(client, change_address(draft.pk))
    answer = client.post(change_address(draft.pk), {**values, "_publish": ""})
    assert answer["Location"] == act_address("publish", draft)


def test_hold_withdraw_and_restore(client: Client, public: Quotation) -> None:
    client.post(act_address("hold", public))
    assert status(public) == "held"
    client.post(act_address("publish", public))
    page = client.post(act_address("withdraw", public), {"because": " \u200b"}).content.decode()
    assert status(public) == "published"
    assert "readers will see the reason" in page or "This field is required" in page
    client.post(act_address("withdraw", public), {"because": "The recording was of another meeting."})
    again = Quotation.objects.get(pk=public.pk)
    assert (again.status, again.withdrawn_because) == ("withdrawn", "The recording was of another meeting.")
    client.post(act_address("restore", public))
    assert status(public) == "published"


def test_what_is_impossible_is_refused_in_words(client: Client, draft: Quotation, public: Quotation) -> None:
    assert "Only a withdrawn quote can be restored" in client.post(act_address("restore", draft)).content.decode()
    client.post(act_address("withdraw", public), {"because": "A wrong recording."})
    page = client.post(act_address("publish", public)).content.decode()
    assert "Restore it first" in page
    assert status(public) == "withdrawn"


@pytest.mark.parametrize("act", ["publish", "hold", "withdraw", "restore", "dispute"])
def test_a_reporter_may_do_none_of_it(act: str, draft: Quotation) -> None:
    client = desk(make_user("reporter"))
    assert client.get(act_address(act, draft)).status_code == 403
    assert client.post(act_address(act, draft), {"because": "x"}).status_code == 403
    assert status(draft) == "draft"


def test_nobody_acts_without_logging_in(draft: Quotation) -> None:
    answer = Client().post(act_address("publish", draft))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
    assert status(draft) == "draft"


def test_disputing_a_public_attribution_needs_the_words_that_show_it_and_a_reason(
    client: Client, public: Quotation
) -> None:
    denial = make_quotation("I never said that about the tunnel")
    attribution = public.attributions.get()
    values = {
        "attribution": str(attribution.pk),
        "state": "denied",
        "shown_by": str(denial.lead_id),
        "public_reason": "",
    }
    page = client.post(act_address("dispute", public), values).content.decode()
    assert "say what is corrected and why" in page
    client.post(act_address("dispute", public), {**values, "public_reason": "The ministry says it was not said."})
    attribution.refresh_from_db()
    assert (attribution.state, attribution.shown_by) == ("denied", denial.lead)
    assert Correction.objects.get().quotation == public


def test_an_attribution_of_another_quote_cannot_be_disputed_here(client: Client, public: Quotation) -> None:
    other = make_quotation()
    foreign = other.attributions.get()
    values = {
        "attribution": str(foreign.pk),
        "state": "denied",
        "shown_by": str(public.lead_id),
        "public_reason": "x y",
    }
    assert "Select a valid choice" in client.post(act_address("dispute", public), values).content.decode()
    foreign.refresh_from_db()
    assert foreign.state == "asserted"


def test_an_act_on_nothing_leads_back(client: Client) -> None:
    for number in ("999999", "x", "9" * 30):
        assert client.get(f"/en/desk/quotes/quotation/{number}/publish/").status_code == 302
