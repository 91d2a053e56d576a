"""What is not published is nowhere: no page, list, count, choice or search knows of it."""

import pytest
from django.test import Client

from quotes.anchoring import anchor
from quotes.models import Quotation
from quotes.services import quoting
from tests.factories import (
    NOW,
    make_article,
    make_capture,
    make_claim,
    make_publication,
    make_quotation,
    make_relation,
    make_speaker,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

LISTS = ["", "quotations/", "speakers/", "claims/", "topics/"]


def hidden_quotation(status: str) -> Quotation:
    """A quotation that readers may not see, with a speaker, an outlet, a claim and a topic of its own."""
    by = make_user()
    quotation = make_quotation(
        f"hushwords {status}",
        speaker=make_speaker(f"Hushname {status}"),
        published=status != "draft",
        article=make_article(
            f"Hushtitle {status}", publication=make_publication(f"Hushoutlet {status}", language="tr")
        ),
        by=by,
    )
    claim = make_claim(f"Hushclaim {status}", topic=make_topic(f"Hushtopic {status}"))
    quoting.take_stance(by=by, now=NOW, claim=claim, quotation=quotation, kind="asserts")
    if status == "held":
        quoting.hold(by=by, now=NOW, quotation=quotation)
    if status == "withdrawn":
        quoting.withdraw(by=by, now=NOW, quotation=quotation, because="The copy was a forgery.")
    return quotation


@pytest.mark.parametrize("status", ["draft", "held", "withdrawn"])
def test_lists_say_nothing_of_what_is_not_published(get, status: str) -> None:
    shown = make_quotation("The harbour is open")
    quoting.take_stance(by=make_user(), now=NOW, claim=make_claim(topic=make_topic()), quotation=shown, kind="asserts")
    hidden = hidden_quotation(status)
    make_relation(shown, hidden, state="confirmed")
    pages = [get(f"/{language}/{path}") for language in ("en", "ar") for path in LISTS]
    pages += [get(f"/en/quotations/{shown.pk}/"), get("/en/quotations/", q="harbour")]
    for page in pages:
        assert "hush" not in page.lower()
        assert "Turkish" not in page
    assert "1 quote found." in get("/en/quotations/")


@pytest.mark.parametrize("status", ["draft", "held", "withdrawn"])
def test_searching_for_hidden_words_or_names_finds_nothing(get, status: str) -> None:
    hidden_quotation(status)
    for words in ("hushwords", "Hushname"):
        assert "0 quotes found." in get("/en/quotations/", q=words)
    assert "0 quotes found." in get("/en/quotations/", speaker="Hushname")
    assert "No speaker with a published quote" in get("/en/speakers/", name="Hushname")


@pytest.mark.parametrize("status", ["draft", "held", "withdrawn"])
def test_a_hidden_choice_in_a_filter_is_as_wrong_as_an_unknown_one(get, status: str) -> None:
    hidden = hidden_quotation(status)
    assert hidden.lead is not None
    get("/en/quotations/", 400, publication=str(hidden.lead.capture.article.publication_id))
    get("/en/quotations/", 400, claim=str(hidden.stances.get().claim_id))
    get("/en/quotations/", 400, language="tr")
    get("/en/claims/", 400, topic=str(hidden.stances.get().claim.topic_links.get().topic_id))


@pytest.mark.parametrize("status", ["draft", "held", "withdrawn"])
def test_pages_of_what_has_nothing_published_do_not_exist(get, status: str) -> None:
    hidden = hidden_quotation(status)
    assert hidden.lead is not None
    get(f"/en/speakers/{hidden.attributions.get().speaker_id}/", 404)
    get(f"/en/articles/{hidden.lead.capture.article_id}/", 404)
    get(f"/en/claims/{hidden.stances.get().claim_id}/", 404)


@pytest.mark.parametrize("status", ["draft", "held"])
def test_an_unpublished_quotation_answers_like_one_that_never_was(client: Client, status: str) -> None:
    hidden = hidden_quotation(status)
    there = client.get(f"/en/quotations/{hidden.pk}/")
    nowhere = client.get("/en/quotations/99999999/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content.replace(str(hidden.pk).encode(), b"99999999") == nowhere.content


def test_a_withdrawn_quotation_leaves_its_number_date_and_reason_but_not_its_words(get) -> None:
    hidden = hidden_quotation("withdrawn")
    page = get(f"/en/quotations/{hidden.pk}/", 410)
    assert f"<dd>{hidden.pk}</dd>" in page
    assert "20 November 2026" in page
    assert "The copy was a forgery." in page
    assert "hush" not in page.lower()


def test_the_words_of_a_withdrawn_quotation_do_not_stand_around_another_one_either(get) -> None:
    by = make_user()
    capture = make_capture("He said “the bridge is open” and then “hushwords of the neighbour” to the crowd.")
    quotations = []
    for words in ("the bridge is open", "hushwords of the neighbour"):
        place = anchor(capture.text, words)
        appearance = quoting.Appearance(capture=capture, kind="direct", clause=place, segments=(place,))
        speaker = quoting.AttributedTo(speaker=make_speaker())
        draft = quoting.create_quotation(by=by, now=NOW, attributed_to=[speaker], appearance=appearance, said=None)
        quotations.append(quoting.publish(by=by, now=NOW, quotation=draft))
    shown, neighbour = quotations
    address = f"/en/quotations/{shown.pk}/"
    assert "hushwords of the neighbour" in get(address)
    quoting.withdraw(by=by, now=NOW, quotation=neighbour, because="The copy was a forgery.")
    page = get(address)
    assert "hushwords" not in page
    assert "neighbour" not in page
    assert "█████████ ██ ███ █████████" in page
    assert "” to the crowd." in page


@pytest.mark.parametrize("state", ["suggested", "rejected"])
def test_only_confirmed_links_are_shown(get, state: str) -> None:
    one, other = make_quotation("The harbour is open"), make_quotation("The harbour stands open")
    make_relation(one, other, state=state)
    page = get(f"/en/quotations/{one.pk}/")
    assert "The harbour stands open" not in page
    assert "Confirmed links" not in page
    assert "Latest confirmed links" not in get("/en/")


def test_pages_of_a_speaker_an_article_and_a_claim_leave_out_their_hidden_quotations(get) -> None:
    speaker, article, claim = make_speaker("Minister of Harbours"), make_article(), make_claim()
    by = make_user()
    for text, published in (("The harbour is open", True), ("hushwords of a draft", False)):
        quotation = make_quotation(text, speaker=speaker, article=article, published=published)
        quoting.take_stance(by=by, now=NOW, claim=claim, quotation=quotation, kind="asserts")
    for path in (f"speakers/{speaker.pk}/", f"articles/{article.pk}/", f"claims/{claim.pk}/"):
        page = get(f"/en/{path}")
        assert "The harbour is open" in page
        assert "hushwords" not in page
    assert "1 quote<" in get("/en/speakers/").replace("\n", "")
    assert "1 quote<" in get("/en/claims/").replace("\n", "")
