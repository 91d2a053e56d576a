"""A new member of a large family is one card, decided once and taken back once."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quotes.models import Decision, FamilyDecision, FamilyMember, FamilySuggestion, Match, MatchRelation, Quotation
from quotes.queries.review import review_of, review_queue
from quotes.services import reviewing
from quotes.services.errors import Refused
from quotes.services.families import deciding
from tests.factories import NOW, make_quotation, make_user
from tests.families.making import PHRASES, make_member, said, suggest
from tests.i18n.reading import english_in
from tests.review.making import a_colleague

pytestmark = pytest.mark.django_db

OWN_ENGLISH = ("Minister of Harbours", "The Harbour Post")
"""Names that the tests made up: no words of ours."""


def make_card(others: int = 3, *, members: int = 40) -> FamilySuggestion:
    """A quotation whose phrase `members` others hold; pairs with the nearest of them are suggested."""
    nearest = [make_member("en", **said(2020 + number)) for number in range(others)]
    newest = make_member("en", **said(2026))
    for other in nearest:
        suggest(newest, other)
    assert newest.lead is not None
    start = newest.lead.capture.text.index(PHRASES["en"])
    return FamilySuggestion.objects.create(
        quotation=newest,
        key="k",
        occurrence=newest.lead,
        start=start,
        end=start + len(PHRASES["en"]),
        exact=PHRASES["en"],
        language="en",
        members=members,
        nearest=[other.pk for other in nearest],
        engine_version="1",
        suggested_at=NOW,
    )


def tokens(card: FamilySuggestion) -> dict[int, str]:
    (family,) = [family for family in review_of(card.quotation).families if family.suggestion]
    return {pair.pk: pair.token for pair in family.pairs}


def decide(card: FamilySuggestion, chosen: str, by: User) -> FamilyDecision:
    return deciding.decide(by=by, now=NOW, suggestion=card, chosen=chosen, expected=tokens(card))


def test_the_family_is_one_card_with_its_nearest_and_the_number_of_the_others() -> None:
    stranger = make_quotation("Nobody asked about open harbours at all", by=a_colleague())
    card = make_card()
    alone = suggest(card.quotation, stranger)
    (shown,) = review_queue(user=make_user()).cards
    rest, family = sorted(shown.families, key=lambda one: one.suggestion is not None)
    assert (family.phrase, len(family.pairs), family.others) == ("open harbours", 3, 37)
    assert [pair.pk for pair in rest.pairs] == [alone.pk]
    assert rest.suggestion is None


def test_all_of_the_nearest_are_shown_beside_more_probable_pairs() -> None:
    strangers = [make_quotation("Open harbours it is", by=a_colleague()) for _ in range(6)]
    card = make_card(5)
    for stranger in strangers:
        match = suggest(card.quotation, stranger, phrases=("open", "Open"))
        match.relations.update(probability=0.99)
    (shown,) = review_queue(user=make_user()).cards
    (family,) = [family for family in shown.families if family.suggestion]
    assert len(family.pairs) == 5
    assert (len(shown.pairs), shown.more) == (10, 1)


def test_one_decision_is_a_row_for_each_pair_shown_and_makes_the_family() -> None:
    card, editor = make_card(), make_user()
    decide(card, "echo", editor)
    assert Decision.objects.filter(chosen="echo", decided_by=editor).count() == 3
    assert MatchRelation.objects.filter(state="suggested").count() == 0
    assert FamilyMember.objects.filter(family=FamilyMember.objects.all()[0].family).count() == 4
    assert review_queue(user=editor).cards == ()


def test_undoing_one_of_them_takes_all_back_and_the_card_waits_again() -> None:
    card, editor = make_card(), make_user()
    decide(card, "echo", editor)
    one_of_them = Decision.objects.order_by("pk")[1]
    deciding.undo(by=editor, now=NOW, decision=one_of_them)
    assert not Decision.objects.filter(undone_at=None).exists()
    assert FamilyMember.objects.count() == 0
    (shown,) = review_queue(user=editor).cards
    assert shown.families[0].suggestion == card
    assert FamilyDecision.objects.get().undone_by == editor


def test_no_link_rejects_all_of_them() -> None:
    card, editor = make_card(), make_user()
    decide(card, "no_link", editor)
    assert set(MatchRelation.objects.values_list("state", flat=True)) == {"rejected"}
    card.refresh_from_db()
    assert card.state == "rejected"
    assert FamilyMember.objects.count() == 0


def test_a_pair_that_was_decided_in_between_stops_the_whole_card() -> None:
    card, editor = make_card(), make_user()
    seen = tokens(card)
    reviewing.decide(by=make_user(), now=NOW, match=Match.objects.order_by("pk")[0], chosen="repetition")
    with pytest.raises(Refused, match="already decided"):
        deciding.decide(by=editor, now=NOW, suggestion=card, chosen="echo", expected=seen)
    assert Decision.objects.count() == 1
    assert not FamilyDecision.objects.exists()


def test_a_card_is_decided_once() -> None:
    card, editor = make_card(), make_user()
    seen = tokens(card)
    decide(card, "echo", editor)
    with pytest.raises(Refused, match="already decided on this phrase"):
        deciding.decide(by=editor, now=NOW, suggestion=card, chosen="no_link", expected=seen)


def test_a_pair_of_another_quotation_is_not_decided_with_the_card() -> None:
    card, other = make_card(), suggest(make_member("en"), make_member("fr"))
    with pytest.raises(Refused, match="Look again"):
        deciding.decide(by=make_user(), now=NOW, suggestion=card, chosen="echo", expected={other.pk: "0-1-1"})
    assert not Decision.objects.exists()


def test_the_desk_decides_by_one_form_and_undoes_with_one_button(client: Client) -> None:
    card, editor = make_card(), make_user()
    client.force_login(editor)
    queue = reverse("admin:review-queue")
    html = client.get(queue).content.decode()
    assert html.count("data-review-decide") == 1
    assert "40 other quotes hold this phrase" in html
    assert "and 37 others" in html
    expected = " ".join(f"{pk}:{token}" for pk, token in tokens(card).items())
    answer = client.post(
        reverse("admin:review-family", args=[card.pk]), {"chosen": "echo", "expected": expected}, follow=True
    )
    assert "Decided for 3 links: Same phrase, other subject." in answer.content.decode()
    latest = Decision.objects.order_by("pk").last()
    assert latest is not None
    decided = client.get(reverse("admin:review-decided")).content.decode()
    assert decided.count("Decided together with 2 other links: undoing takes them back too.") == 3
    answer = client.post(reverse("admin:review-undo", args=[latest.pk]), follow=True)
    assert "Undone for 3 links: Same phrase, other subject." in answer.content.decode()
    assert not Decision.objects.filter(undone_at=None).exists()


def test_one_that_does_not_belong_there_is_decided_alone_and_the_card_goes_on_without_it(client: Client) -> None:
    card = make_card()
    client.force_login(make_user())
    queue = reverse("admin:review-queue")
    addresses = re.findall(
        r'<a href="([^"#]+)#pair-(\d+)">Decide on this one alone', client.get(queue).content.decode()
    )
    assert len(addresses) == 3
    page, number = addresses[0]
    html = client.get(page).content.decode()
    form = html[html.index(f'action="{reverse("admin:review-decide", args=[number])}"') :]
    (expected,) = re.findall(r'name="expected" value="([^"]*)"', form)[:1]
    client.post(reverse("admin:review-decide", args=[number]), {"chosen": "no_link", "expected": expected})
    assert Decision.objects.get().match_id == int(number)
    seen = tokens(card)
    assert len(seen) == 2
    deciding.decide(by=make_user(), now=NOW, suggestion=card, chosen="echo", expected=seen)
    assert set(MatchRelation.objects.values_list("state", flat=True)) == {"confirmed", "rejected"}
    client.force_login(make_user("reporter"))
    assert "Decide on this one alone" not in client.get(queue).content.decode()


def test_the_card_and_its_decisions_speak_arabic(client: Client) -> None:
    card = make_card()
    client.force_login(make_user(name="محررة"))
    pages = [reverse(f"admin:review-{name}").replace("/en/", "/ar/") for name in ("queue", "decided")]
    for chosen in (None, "echo"):
        if chosen:
            decide(card, chosen, make_user(name="محرر"))
        for page in pages:
            html = client.get(page).content.decode()
            assert [text for text in english_in(html) if not text.startswith(OWN_ENGLISH)] == [], page


@pytest.mark.parametrize("expected", ["", "x", "99999999999999999999:1", "1:0-1-1", "١:0-1-1"])
def test_a_broken_form_decides_nothing(client: Client, expected: str) -> None:
    card = make_card()
    client.force_login(make_user())
    answer = client.post(
        reverse("admin:review-family", args=[card.pk]), {"chosen": "echo", "expected": expected}, follow=True
    )
    assert answer.status_code == 200
    assert not Decision.objects.exists()


def test_reporters_look_and_do_not_decide(client: Client) -> None:
    card = make_card()
    client.force_login(make_user("reporter"))
    assert "data-review-decide" not in client.get(reverse("admin:review-queue")).content.decode()
    seen = " ".join(f"{pk}:{token}" for pk, token in tokens(card).items())
    answer = client.post(reverse("admin:review-family", args=[card.pk]), {"chosen": "echo", "expected": seen})
    assert answer.status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("cards", [1, 3])
def test_the_queue_costs_the_same_for_any_number_of_cards(
    client: Client, cards: int, django_assert_num_queries: object
) -> None:
    for _ in range(cards):
        make_card()
    editor = make_user()
    with django_assert_num_queries(8):  # type: ignore[operator]
        review_queue(user=editor)


def test_withdrawn_quotations_are_not_among_the_nearest() -> None:
    card = make_card()
    gone = Quotation.objects.get(pk=card.nearest[0])
    Quotation.objects.filter(pk=gone.pk).update(
        status="withdrawn", withdrawn_at=NOW, withdrawn_by=gone.published_by, withdrawn_because="x"
    )
    assert len(tokens(card)) == 2
