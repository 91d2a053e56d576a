"""What the worker makes of a phrase that many hold, and what it leaves alone once an editor has decided."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quotes.models import Decision, Family, FamilyMember, FamilySuggestion, MatchRelation, Quotation
from quotes.queries.review import review_queue
from quotes.services import reviewing
from quotes.services.families import deciding
from quotes.services.flagging import jobs
from tests.factories import NOW, make_quotation, make_speaker, make_user
from tests.flagging.conftest import do_jobs, open_pairs
from tests.review.making import a_colleague

pytestmark = pytest.mark.django_db(transaction=True)

BRIDGE = "The bridge over the northern river will be closed to lorries until the spring"
OTHERS = 8


def make_copies() -> Quotation:
    """Earlier quotations that say nearly the same, and the newest one."""
    make_quotation("Our bakers have never sold so many loaves as in this winter", by=a_colleague())
    speaker = make_speaker()
    for day in range(1, OTHERS + 1):
        make_quotation(f"{BRIDGE} of year {day}", speaker=speaker, said=date(2025, 1, day), by=a_colleague())
    return make_quotation(BRIDGE, speaker=speaker, said=date(2026, 1, 1), by=a_colleague())


def decide_newest(chosen: str, by: User) -> FamilySuggestion:
    card = review_queue(user=by).cards[0]
    (family,) = card.families
    assert family.suggestion is not None
    expected = {pair.pk: pair.token for pair in family.pairs}
    deciding.decide(by=by, now=NOW, suggestion=family.suggestion, chosen=chosen, expected=expected)
    return family.suggestion


def search_all_again() -> None:
    jobs.search_again(quotations=Quotation.objects.all())
    do_jobs()


def facts() -> list[object]:
    relations = MatchRelation.objects.order_by("pk").values_list("pk", "state", "relation", "probability", "evidence")
    suggestions = FamilySuggestion.objects.order_by("pk").values_list("pk", "state", "members", "nearest", "exact")
    return [*relations, *suggestions]


def test_each_of_a_card_can_be_decided_alone_also_where_the_other_quote_has_a_card_of_its_own(client: Client) -> None:
    make_copies()
    do_jobs()
    search_all_again()
    client.force_login(make_user())
    queue = client.get(reverse("admin:review-queue")).content.decode()
    links = re.findall(r'<a href="([^"#]+)#pair-(\d+)">Decide on this one alone', queue)
    assert FamilySuggestion.objects.count() > 1
    assert links
    for address, number in links:
        page = client.get(address).content.decode()
        assert page.count(f'action="{reverse("admin:review-decide", args=[number])}"') == 1
        assert page.count(f'id="pair-{number}"') == 1


@pytest.mark.parametrize("pair", ["", "x", "-1", "9" * 19])
def test_an_address_with_a_broken_number_says_so(client: Client, pair: str) -> None:
    quotation = make_quotation("Our bakers have never sold so many loaves")
    client.force_login(make_user())
    answer = client.get(reverse("admin:review-quotation", args=[quotation.pk]), {"pair": pair})
    assert answer.status_code == 400
    assert "“pair” is the number of a possible link." in answer.content.decode()


def test_a_phrase_that_many_hold_is_one_card_with_its_nearest() -> None:
    newest = make_copies()
    do_jobs()
    suggestion = FamilySuggestion.objects.get(quotation=newest)
    assert (suggestion.members, len(suggestion.nearest), suggestion.state) == (OTHERS, 5, "suggested")
    card = review_queue(user=make_user()).cards[0]
    (family,) = card.families
    assert (card.pk, len(family.pairs), family.others) == (newest.pk, 5, OTHERS - 5)
    assert suggestion.exact in newest.lead.capture.text


def test_what_was_decided_is_not_asked_again_and_nobody_elses_card_is_taken_away() -> None:
    newest = make_copies()
    do_jobs()
    editor = make_user()
    card = decide_newest("no_link", editor)
    before = open_pairs()
    search_all_again()
    assert not [pair for pair in open_pairs() if newest.pk in pair]
    assert open_pairs() == before
    card.refresh_from_db()
    assert card.state == "rejected"
    assert Decision.objects.filter(match__second=newest).count() == 5


def test_running_the_engine_twice_changes_nothing() -> None:
    make_copies()
    do_jobs()
    search_all_again()
    before = facts()
    search_all_again()
    assert facts() == before


def test_a_new_member_of_a_confirmed_family_says_how_many_there_are() -> None:
    editor, speaker = make_user(), make_speaker()
    first, *rest = [
        make_quotation(f"The harbours stay open, year {year}", speaker=speaker, said=date(year, 1, 1), by=a_colleague())
        for year in range(2010, 2018)
    ]
    for other in rest:
        reviewing.link(by=editor, now=NOW, one=first, other=other, chosen="repetition", wording="variant")
    do_jobs()
    newest = make_quotation("The harbours stay open", speaker=speaker, said=date(2026, 1, 1), by=a_colleague())
    do_jobs()
    suggestion = FamilySuggestion.objects.get(quotation=newest)
    assert (suggestion.family, suggestion.members) == (Family.objects.get(), 8)
    decide_newest("repetition", editor)
    assert FamilyMember.objects.get(quotation=newest).family == suggestion.family
