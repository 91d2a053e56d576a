"""Speakers and their names."""

import pytest
from django.test import Client
from django.urls import reverse

from quotes.models import Speaker
from tests.desk.pages import desk, form_of
from tests.factories import make_speaker, make_user

pytestmark = pytest.mark.django_db
ADD = "/en/desk/quotes/speaker/add/"


@pytest.fixture
def client() -> Client:
    return desk(make_user())


def add(client: Client, *names: tuple[str, str, bool], **more: str) -> str:
    values = {"kind": "person", "names-TOTAL_FORMS": str(len(names)), "names-INITIAL_FORMS": "0"}
    values |= {"positions-TOTAL_FORMS": "0", "positions-INITIAL_FORMS": "0", **more}
    for number, (text, language, preferred) in enumerate(names):
        values |= {f"names-{number}-text": text, f"names-{number}-language": language}
        values |= {f"names-{number}-preferred": "on"} if preferred else {}
    return client.post(ADD, values, follow=True).content.decode()


def test_a_speaker_with_names_in_two_scripts(client: Client) -> None:
    add(client, ("Minister of Roads", "en", True), ("وزير الطرق", "ar", True), wikidata_id="Q42")
    speaker = Speaker.objects.get()
    assert (speaker.label("ar"), speaker.label("en"), speaker.wikidata_id) == ("وزير الطرق", "Minister of Roads", "Q42")


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], "A speaker has at least one name"),
        ([("  ", "en", False)], "This field is required"),
        ([("\u200b–", "en", False)], "Blanks and marks alone are no name"),
        ([("Mi\0nister", "en", False)], "U+0000"),
        ([("Minister", "en", True), ("The Minister", "en", True)], "Two names are marked"),
        ([("Minister", "en", False), ("Minister", "en", False)], "duplicate"),
        ([("x" * 201, "en", False)], "at most 200 characters"),
    ],
)
def test_bad_names_are_refused_in_words(client: Client, names: list[tuple[str, str, bool]], sentence: str) -> None:
    assert sentence in add(client, *names)
    assert not Speaker.objects.exists()


def test_a_bad_wikidata_id_and_a_taken_one_are_refused(client: Client) -> None:
    taken = make_speaker()
    taken.wikidata_id = "Q42"
    taken.save()
    assert "errornote" in add(client, ("Minister", "en", False), wikidata_id="42")
    assert "already exists" in add(client, ("Minister", "en", False), wikidata_id="Q42")
    assert Speaker.objects.count() == 1


def test_two_speakers_without_a_wikidata_id(client: Client) -> None:
    for name in ("Minister of Roads", "Minister of Bridges"):
        add(client, (name, "en", False))
    assert Speaker.objects.filter(wikidata_id=None).count() == 2


def test_letters_of_two_alphabets_in_one_word_are_kept_and_warned_about(client: Client) -> None:
    page = add(client, ("Ministеr of Roads", "en", False))
    assert "Letters of two alphabets" in page
    assert str(Speaker.objects.get()) == "Ministеr of Roads"


def test_the_last_name_is_not_removed(client: Client) -> None:
    speaker = make_speaker("Minister of Roads")
    address = reverse("admin:quotes_speaker_change", args=[speaker.pk])
    values = form_of(client.get(address), "speaker_form")
    page = client.post(address, {**values, "names-0-DELETE": "on"}).content.decode()
    assert "A speaker has at least one name" in page
    assert speaker.names.count() == 1
