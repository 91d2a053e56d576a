"""The review desk over HTTP: real forms that work without a script."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import EDITOR, REPORTER
from quotes.models import Decision, Match
from quotes.services import quoting, reviewing
from tests.factories import NOW, make_user
from tests.review.making import evidence_of, make_pair, states

pytestmark = pytest.mark.django_db

QUEUE = "/en/desk/review/"


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> User:
    return make_user(EDITOR)


@pytest.fixture
def desk(editor: User) -> Client:
    return logged_in(editor)


def page(client: Client, address: str = QUEUE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def form_of(html: str, match: Match) -> dict[str, str]:
    """The hidden inputs of a pair's form, as a browser would send them."""
    form = html.split(f'action="/en/desk/review/decide/{match.pk}/"')[1].split("</form>", maxsplit=1)[0]
    return dict(re.findall(r'name="(expected|next)" value="([^"]*)"', form))


def decide(client: Client, match: Match, chosen: str, **fields: Any) -> str:
    form = {**form_of(page(client), match), "chosen": chosen, "wording": "variant", **fields}
    return client.post(f"/en/desk/review/decide/{match.pk}/", form, follow=True).content.decode()


def test_a_button_decides_and_leads_back_to_the_queue(desk: Client, editor: User) -> None:
    match, noise = make_pair("repetition", "echo"), make_pair()
    html = decide(desk, match, "repetition", wording="paraphrase")
    assert "Decided: Says it again." in html
    assert f'id="pair-{match.pk}"' not in html
    assert f'id="pair-{noise.pk}"' in html
    assert states(match) == {"repetition": "confirmed", "echo": "rejected"}
    assert match.relations.get(relation="repetition").wording == "paraphrase"
    assert Decision.objects.get().decided_by == editor


def test_undo_puts_it_back_into_the_queue(desk: Client) -> None:
    match = make_pair("repetition")
    html = decide(desk, match, "no_link")
    (address,) = re.findall(r'action="(/en/desk/review/undo/\d+/)"', html)
    html = desk.post(address, {"next": QUEUE}, follow=True).content.decode()
    assert "Undone: No link." in html
    assert f'id="pair-{match.pk}"' in html
    assert states(match) == {"repetition": "suggested"}


def test_the_key_for_undoing_means_no_decision_from_before_the_log_in(editor: User) -> None:
    old, new = make_pair("repetition"), make_pair("repetition")
    reviewing.decide(by=editor, now=timezone.now() - timedelta(days=1), match=old, chosen="contradiction")
    desk = logged_in(editor)
    assert "/en/desk/review/undo/" not in page(desk)
    assert "/en/desk/review/undo/" in page(desk, "/en/desk/review/decided/")
    html = decide(desk, new, "no_link")
    (address,) = re.findall(r'action="(/en/desk/review/undo/\d+/)"', html)
    assert "/en/desk/review/undo/" not in desk.post(address, {"next": QUEUE}, follow=True).content.decode()
    assert states(old)["contradiction"] == "confirmed"


def test_a_late_decision_is_told_who_was_first(desk: Client) -> None:
    match = make_pair("repetition")
    form = form_of(page(desk), match)
    reviewing.decide(by=make_user(name="quick-editor"), now=NOW, match=match, chosen="no_link")
    response = desk.post(f"/en/desk/review/decide/{match.pk}/", {**form, "chosen": "repetition"}, follow=True)
    assert "quick-editor" in response.content.decode()
    assert states(match) == {"repetition": "rejected"}


def test_a_decision_that_cannot_be_is_explained_and_the_pair_stays(desk: Client) -> None:
    match = make_pair("repetition")
    html = decide(desk, match, "contradiction", wording="verbatim")
    assert "The same words cannot say the opposite. Choose how the later one words it" in html
    assert f'id="pair-{match.pk}"' in html
    assert states(match) == {"repetition": "suggested"}


def test_skipping_moves_the_quotation_to_the_end_of_this_users_queue_only(desk: Client) -> None:
    older, newer = make_pair(), make_pair()
    html = desk.post(
        "/en/desk/review/skip/", {"quotation": newer.second_id, "next": QUEUE}, follow=True
    ).content.decode()
    assert html.index(f'id="card-{older.second_id}"') < html.index(f'id="card-{newer.second_id}"')
    other = page(logged_in(make_user()))
    assert other.index(f'id="card-{newer.second_id}"') < other.index(f'id="card-{older.second_id}"')


def test_a_reporter_looks_and_decides_nothing() -> None:
    match, client = make_pair(), logged_in(make_user(REPORTER))
    html = page(client)
    assert f'id="pair-{match.pk}"' in html
    assert "/decide/" not in html
    response = client.post(f"/en/desk/review/decide/{match.pk}/", {"chosen": "repetition"})
    assert response.status_code == 403
    decision = reviewing.decide(by=make_user(), now=NOW, match=match, chosen="repetition")
    assert client.post(f"/en/desk/review/undo/{decision.pk}/").status_code == 403
    assert states(match) == {"repetition": "confirmed"}


def test_without_a_role_nothing_is_seen() -> None:
    nobody = User.objects.create_user("nobody", password="a-long-enough-password", is_staff=True)
    match = make_pair()
    for address in (QUEUE, f"{QUEUE}decided/", f"{QUEUE}{match.second_id}/", f"{QUEUE}{match.second_id}/links/"):
        assert logged_in(nobody).get(address).status_code == 403
        assert Client().get(address).status_code == 302


def test_the_page_forges_no_request(editor: User) -> None:
    match = make_pair()
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(f"/en/desk/review/decide/{match.pk}/", {"chosen": "repetition"}).status_code == 403
    assert states(match) == {"repetition": "suggested"}


def test_only_a_post_writes(desk: Client) -> None:
    decision = reviewing.decide(by=make_user(), now=NOW, match=make_pair(), chosen="repetition")
    for address in (f"decide/{decision.match_id}/", f"undo/{decision.pk}/", "skip/"):
        assert desk.get(QUEUE + address).status_code == 405
    decision.refresh_from_db()
    assert decision.undone_at is None


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_queue_costs_the_same_for_any_number_of_cards(
    desk: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_pair("repetition", "echo")
    with django_assert_num_queries(12):
        page(desk)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_decisions_costs_the_same_for_any_number(
    desk: Client, editor: User, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        reviewing.decide(by=editor, now=NOW, match=make_pair(), chosen="repetition")
    with django_assert_num_queries(9):
        page(desk, f"{QUEUE}decided/")


@pytest.mark.parametrize(
    "question", ["?pgae=2", "?page=0", "?page=x", "?page=1&page=2", "?page=99999999999", "?page=%00", "?page=٣"]
)
def test_a_question_that_is_not_understood_gets_a_sentence(desk: Client, question: str) -> None:
    for address in (QUEUE, f"{QUEUE}decided/"):
        response = desk.get(address + question)
        assert response.status_code == 400
        assert "page" in response.content.decode()


def test_a_page_that_has_become_too_short_shows_the_last_one(desk: Client) -> None:
    make_pair()
    assert "data-review-card" in page(desk, f"{QUEUE}?page=7")


@pytest.mark.parametrize("pk", [0, 2**31, 2**63, 10**30])
def test_what_is_not_there_is_not_found(desk: Client, pk: int) -> None:
    for address in (f"{pk}/", f"{pk}/links/"):
        assert desk.get(QUEUE + address).status_code == 404
    for address in (f"decide/{pk}/", f"undo/{pk}/"):
        assert desk.post(QUEUE + address).status_code == 404
    assert desk.post(f"{QUEUE}skip/", {"quotation": str(pk)}).status_code == 404


@pytest.mark.parametrize("garbage", ["", "\0", "\u202e", "no such", "x" * 10_000])
def test_garbage_in_a_form_decides_nothing_and_breaks_nothing(desk: Client, garbage: str) -> None:
    match = make_pair()
    for fields in (
        {"chosen": garbage},
        {"chosen": "repetition", "expected": garbage or "0"},
        {"chosen": "echo", "wording": garbage or "x"},
    ):
        response = desk.post(f"{QUEUE}decide/{match.pk}/", {**fields, "next": garbage}, follow=True)
        assert response.status_code == 200
        assert response.redirect_chain == [(QUEUE, 302)]
    assert desk.post(f"{QUEUE}skip/", {"quotation": garbage}).status_code == 404
    assert states(match) == {"repetition": "suggested"}


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/en/desk/review/", "/en/", "/en/desk/review/\n"]
)
def test_a_form_leads_back_to_the_desk_only(desk: Client, elsewhere: str) -> None:
    response = desk.post(f"{QUEUE}decide/{make_pair().pk}/", {"chosen": "repetition", "next": elsewhere})
    assert response["Location"] == QUEUE


def test_what_was_quoted_is_escaped_and_in_its_own_direction(desk: Client) -> None:
    make_pair(texts=("الميناء سيكتمل", "<script>alert(1)</script>"), later={"language": "ar"})
    html = page(desk)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert 'lang="ar" dir="rtl"' in html


def test_reasons_and_strength_are_told_in_words(desk: Client) -> None:
    make_pair(evidence=evidence_of(), probability=0.99)
    html = page(desk)
    assert "Same speaker." in html
    assert "Only one of them denies." in html
    assert "Strong" in html


def test_the_live_part_shows_links_and_progress_without_forms(desk: Client) -> None:
    match = make_pair()
    html = page(desk, reverse("admin:review-links", args=[match.first_id]))
    assert "<form" not in html
    assert 'data-busy="yes"' in html
    assert "Looking for related quotes" in html
    assert "The harbour will never be finished" in html
    assert desk.get(f"{QUEUE}news/").status_code == 200


def test_a_withdrawn_quotation_has_no_open_links(desk: Client) -> None:
    match = make_pair()
    quoting.withdraw(by=make_user(), now=NOW, quotation=match.second, because="It was never said.")
    assert "data-review-pair" not in page(desk, f"{QUEUE}{match.first_id}/")


def test_the_list_of_decisions_says_who_and_when(desk: Client) -> None:
    decision = reviewing.decide(by=make_user(name="careful-editor"), now=NOW, match=make_pair(), chosen="echo")
    html = page(desk, f"{QUEUE}decided/")
    assert "careful-editor" in html
    assert "20 November 2026" in html
    assert f"/undo/{decision.pk}/" in html
    reviewing.undo(by=make_user(name="second-thoughts"), now=NOW, decision=decision)
    html = page(desk, f"{QUEUE}decided/")
    assert "second-thoughts" in html
    assert f"/undo/{decision.pk}/" not in html


def test_the_arabic_desk_is_drawn(desk: Client) -> None:
    make_pair()
    html = page(desk, "/ar/desk/review/")
    assert '<html lang="ar" dir="rtl"' in html
    assert "data-review-pair" in html
