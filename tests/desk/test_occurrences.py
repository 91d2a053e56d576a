"""The page of one appearance: relay, translations, notes; and the people of the newsroom."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quotes.models import Occurrence, Quotation
from tests.desk.pages import desk, form_of
from tests.factories import make_quotation, make_speaker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return desk(make_user(name="the-editor"))


@pytest.fixture
def quotation() -> Quotation:
    make_quotation()
    return make_quotation("The bridge opens in May", published=False)


def save(client: Client, quotation: Quotation, prefix: str, **row: str) -> str:
    address = reverse("admin:quotes_occurrence_change", args=[quotation.occurrences.get().pk])
    values = form_of(client.get(address), "occurrence_form")
    values |= {f"{prefix}-TOTAL_FORMS": "1", **{f"{prefix}-0-{name}": value for name, value in row.items()}}
    return client.post(address, values, follow=True).content.decode()


def occurrence(quotation: Quotation) -> Occurrence:
    return quotation.occurrences.get()


def test_a_step_of_the_relay_names_exactly_one_actor(client: Client, quotation: Quotation) -> None:
    step = {"order": "1", "kind": "posted", "basis": "stated"}
    speaker = str(make_speaker().pk)
    assert "Each step names one" in save(client, quotation, "relay_hops", **step)
    assert "Each step names one" in save(client, quotation, "relay_hops", **step, speaker=speaker, platform="A network")
    assert not occurrence(quotation).relay_hops.exists()
    save(client, quotation, "relay_hops", **step, platform="A network")
    assert [hop.platform for hop in occurrence(quotation).relay_hops.all()] == ["A network"]


def test_a_translation_is_reviewed_by_whoever_says_so(client: Client, quotation: Quotation) -> None:
    row = {
        "language": "ar",
        "from_language": "en",
        "text": "يفتح الجسر في أيار",
        "translator": "the desk",
        "version": "1",
    }
    save(client, quotation, "translations", **row)
    translation = occurrence(quotation).translations.get()
    assert translation.reviewed_at is None
    save(client, quotation, "translations", reviewed="on")
    translation.refresh_from_db()
    assert str(translation.reviewed_by) == "the-editor"


def test_a_translation_into_its_own_language_is_refused(client: Client, quotation: Quotation) -> None:
    row = {"language": "en", "from_language": "en", "text": "x", "translator": "the desk", "version": "1"}
    assert "into another language" in save(client, quotation, "translations", **row)
    assert not occurrence(quotation).translations.exists()


def test_a_note_belongs_to_the_quote_of_the_appearance(client: Client, quotation: Quotation) -> None:
    row = {"fact": "place", "article_says": "the old harbour", "we_record": "the new harbour", "because": "A map."}
    save(client, quotation, "notes", **row)
    assert quotation.notes.get().occurrence == occurrence(quotation)


def test_a_reporter_touches_nothing_beside_a_public_quote(quotation: Quotation) -> None:
    public = make_quotation()
    client = desk(make_user("reporter"))
    save(client, public, "relay_hops", order="1", kind="posted", basis="stated", platform="A network")
    assert not occurrence(public).relay_hops.exists()
    save(client, quotation, "relay_hops", order="1", kind="posted", basis="stated", platform="A network")
    assert occurrence(quotation).relay_hops.exists()


class TestPeople:
    def test_a_chief_gives_roles_but_makes_no_superuser(self) -> None:
        chief, reporter = make_user("chief"), make_user("reporter")
        client = desk(chief)
        address = reverse("admin:accounts_user_change", args=[reporter.pk])
        page = client.get(address)
        assert "is_superuser" not in page.content.decode()
        values = {**form_of(page, "user_form"), "is_superuser": "on", "first_name": "Someone"}
        assert client.post(address, values).status_code == 302
        again = User.objects.get(pk=reporter.pk)
        assert (again.first_name, again.is_superuser) == ("Someone", False)

    def test_a_chief_takes_over_no_superuser_account(self) -> None:
        owner = User.objects.create_superuser("owner", password="a-very-long-password")
        client = desk(make_user("chief"))
        for view in ("change", "password_change"):
            name = f"admin:accounts_user_{view}" if view == "change" else "admin:auth_user_password_change"
            answer = client.post(reverse(name, args=[owner.pk]), {"password1": "x" * 20, "password2": "x" * 20})
            assert answer.status_code == 403
        assert User.objects.get(pk=owner.pk).check_password("a-very-long-password")

    def test_an_editor_sees_no_people(self) -> None:
        assert desk(make_user("editor")).get(reverse("admin:accounts_user_changelist")).status_code == 403
