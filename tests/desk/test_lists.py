"""The desk's lists: the same few queries for one row and for fifty, found by any name, in their own direction."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes.models import MatchJob
from quotes.services import quoting
from sources.models import Feed
from tests.desk.pages import desk
from tests.factories import (
    NOW,
    make_article,
    make_capture,
    make_claim,
    make_publication,
    make_quotation,
    make_speaker,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return desk(make_user("chief"))


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def everything() -> None:
    """One row of each noun, or a few."""
    make_quotation(speaker=make_speaker(ar="وزير"), described_as="a spokesman")
    make_claim(topic=make_topic())
    public = make_quotation()
    Feed.objects.create(publication=make_publication(), address=f"https://post.example/feeds/{public.pk}")
    correct = {"by": make_user(), "now": NOW, "quotation": public, "what": "other"}
    with quoting.correcting(**correct, public_reason="A word was missing."):  # type: ignore[arg-type] # mixed values
        pass


LISTS = [
    "quotes_quotation",
    "quotes_occurrence",
    "quotes_speaker",
    "quotes_claim",
    "quotes_topic",
    "quotes_correction",
    "quotes_matchjob",
    "sources_article",
    "sources_capture",
    "sources_publication",
    "sources_feed",
    "accounts_user",
]


def test_every_list_takes_the_same_queries_for_one_three_and_fifty_rows(client: Client) -> None:
    counts: dict[str, set[int]] = {name: set() for name in LISTS}
    made = 0
    for rows in (1, 3, 50):
        while made < rows:
            everything()
            made += 1
        for name in LISTS:
            counts[name].add(queries(client, reverse(f"admin:{name}_changelist")))
    assert {name: len(different) for name, different in counts.items()} == dict.fromkeys(LISTS, 1), counts
    assert max(max(different) for different in counts.values()) <= 12, counts


def shown(client: Client, name: str, **query: str) -> str:
    return client.get(reverse(f"admin:{name}_changelist"), query).content.decode()


def test_quotes_are_found_by_words_and_by_any_name_of_the_speaker(client: Client) -> None:
    make_quotation("Nothing of interest was decided")
    speaker = make_speaker("Minister of Roads", ar="وزير الطُّرق")
    make_quotation("The bridge opens in May", speaker=speaker)
    for term in ("BRIDGE opens", "وزير الطرق", "minister of roads"):
        page = shown(client, "quotes_quotation", q=term)
        assert "The bridge opens in May" in page
        assert "Nothing of interest" not in page


def test_words_in_lists_have_their_language_direction_and_marks(client: Client) -> None:
    make_quotation("يُفتح الجسر في أيار", language="ar")
    page = shown(client, "quotes_quotation")
    assert '<span class="list-words" lang="ar" dir="rtl"><span class="words__mark">«</span>' in page


@pytest.mark.parametrize("term", ["\0", "\ud800", "%", "'", "(" * 500, "ـ" * 3])
def test_no_search_breaks_a_list_or_an_autocomplete(term: str, client: Client) -> None:
    everything()
    for name in LISTS:
        query = term.encode("utf-8", "surrogatepass")
        assert client.get(reverse(f"admin:{name}_changelist"), {"q": query}).status_code == 200
    for field, model in (
        ("speaker", "attribution"),
        ("shown_by", "attribution"),
        ("claim", "stance"),
        ("quotation", "stance"),
    ):
        assert suggest(client, "quotes", model, field, term.encode("utf-8", "surrogatepass")).status_code == 200
    assert suggest(client, "sources", "capture", "article", term.encode("utf-8", "surrogatepass")).status_code == 200


def suggest(client: Client, app: str, model: str, field: str, term: Any) -> Any:
    query = {"term": term, "app_label": app, "model_name": model, "field_name": field}
    return client.get(reverse("admin:autocomplete"), query)


def texts(answer: Any) -> list[str]:
    return [row["text"] for row in answer.json()["results"]]


def test_a_speaker_is_offered_by_any_name_with_kind_and_other_names(client: Client) -> None:
    make_speaker("Minister of Bridges", ar="وزير الجسور")
    make_speaker("Ministry of Roads", kind="organization", ar="وزارة الطُّرُق", ru="Министерство дорог")
    for term in ("وزارة الطرق", "МИНИСТЕРСТВО", "roads ministry"):
        assert texts(suggest(client, "quotes", "attribution", "speaker", term)) == [
            "Ministry of Roads · Organization · وزارة الطُّرُق · Министерство дорог"
        ]


def test_an_article_is_offered_by_title_address_or_outlet(client: Client) -> None:
    make_capture("Some other text of another article.")
    outlet = make_publication("Дорожная газета")
    outlet.name_ar = "صحيفة الطرق"
    outlet.save()
    article = make_article("The bridge", publication=outlet)
    assert article.canonical_address
    for term in ("the bridge", article.canonical_address, "дорожная", "صحيفة الطرق"):
        found = texts(suggest(client, "sources", "capture", "article", term))
        assert found == ["The bridge · Дорожная газета · 2 November 2026"]


def test_stopped_searches_are_listed_with_their_error_and_tried_again(client: Client) -> None:
    make_quotation()
    stopped = make_quotation().match_jobs.get()
    MatchJob.objects.filter(pk=stopped.pk).update(
        state="parked", attempts=5, last_error="Traceback\nMemoryError: no room"
    )
    page = shown(client, "quotes_matchjob", state__exact="parked")
    assert "MemoryError: no room" in page
    assert page.count('name="_selected_action"') == 1
    address = reverse("admin:quotes_matchjob_changelist")
    client.post(address, {"action": "try_again", "_selected_action": [str(stopped.pk)]})
    stopped.refresh_from_db()
    assert (stopped.state, stopped.attempts) == ("queued", 0)


def test_why_a_quote_cannot_be_matched_is_said_in_the_readers_language(client: Client) -> None:
    job = make_quotation().match_jobs.get()
    job.state, job.finished_at, job.last_error = "unmatchable", NOW, "cannot be matched: The quote is empty."
    job.save()
    changelist, change = (f"admin:quotes_matchjob_{view}" for view in ("changelist", "change"))
    for address in (reverse(changelist), reverse(change, args=[job.pk])):
        page = client.get(address.replace("/en/", "/ar/")).content.decode()
        assert "التصريح فارغ." in page
        assert "cannot be matched" not in page
    job.state, job.finished_at, job.last_error = "parked", None, "OSError: no room"
    job.save()
    page = client.get(reverse(change, args=[job.pk]).replace("/en/", "/ar/")).content.decode()
    assert '<span lang="en" dir="auto">OSError: no room</span>' in page


def test_a_reporter_cannot_start_a_stopped_search(client: Client) -> None:
    stopped = make_quotation().match_jobs.get()
    MatchJob.objects.filter(pk=stopped.pk).update(state="parked", attempts=5)
    address = reverse("admin:quotes_matchjob_changelist")
    desk(make_user("reporter")).post(address, {"action": "try_again", "_selected_action": [str(stopped.pk)]})
    stopped.refresh_from_db()
    assert stopped.state == "parked"


def test_the_first_page_says_what_waits(client: Client) -> None:
    make_quotation(published=False)
    make_quotation(published=False)
    parked = make_quotation().match_jobs.get()
    MatchJob.objects.filter(pk=parked.pk).update(state="parked", attempts=5)
    page = client.get("/en/desk/").content.decode()
    assert "<strong>2</strong> drafts" in page
    assert "<strong>2</strong> searches for related quotes to be done" in page
    assert "<strong>1</strong> searches that were stopped" in page
    assert "<strong>0</strong> quotes under review" in page
    assert queries(client, "/en/desk/") <= 14


def test_every_list_is_served_in_arabic_from_right_to_left_with_a_way_back_to_english(client: Client) -> None:
    everything()
    for address in [reverse(f"admin:{name}_changelist") for name in LISTS]:
        page = client.get(address.replace("/en/", "/ar/")).content.decode()
        assert '<html lang="ar" dir="rtl">' in page
        assert f'href="{address}" lang="en"' in page
