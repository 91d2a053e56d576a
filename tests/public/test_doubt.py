"""A disputed or denied attribution carries its banner and the denial wherever the quotation appears."""

import pytest

from quotes.models import Quotation
from quotes.services import quoting
from tests.factories import NOW, make_article, make_claim, make_disputed, make_quotation, make_speaker, make_user

pytestmark = pytest.mark.django_db

DENIAL = "These words were never spoken"
SENTENCES = {
    "disputed": "It is disputed that <bdi>Minister of Harbours</bdi> said this.",
    "denied": "<bdi>Minister of Harbours</bdi> denies having said this.",
    "misattributed": "This was wrongly attributed to <bdi>Minister of Harbours</bdi>.",
    "retracted": "The outlet took back that <bdi>Minister of Harbours</bdi> said this.",
}


def in_doubt(state: str = "disputed", denial: Quotation | None = None) -> Quotation:
    quotation = make_quotation(
        "The harbour is open", speaker=make_speaker("Minister of Harbours"), article=make_article()
    )
    by = make_user()
    quoting.take_stance(by=by, now=NOW, claim=make_claim(), quotation=quotation, kind="asserts")
    make_disputed(quotation, denial=denial or make_quotation(DENIAL), state=state)
    return quotation


def places_of(quotation: Quotation) -> list[str]:
    assert quotation.lead is not None
    return [
        "/en/",
        "/en/quotations/?q=harbour",
        f"/en/quotations/{quotation.pk}/",
        f"/en/speakers/{quotation.attributions.get().speaker_id}/",
        f"/en/articles/{quotation.lead.capture.article_id}/",
        f"/en/claims/{quotation.stances.get().claim_id}/",
    ]


@pytest.mark.parametrize("state", SENTENCES)
def test_the_doubt_and_the_denial_stand_wherever_the_quotation_stands(get, state: str) -> None:
    quotation = in_doubt(state)
    for place in places_of(quotation):
        page = get(place)
        assert SENTENCES[state] in page
        assert DENIAL in page


def test_a_denial_that_is_not_published_is_not_shown_but_the_doubt_is(get) -> None:
    quotation = in_doubt(denial=make_quotation(DENIAL, article=make_article("Hushtitle"), published=False))
    for place in places_of(quotation):
        page = get(place)
        assert SENTENCES["disputed"] in page
        assert DENIAL not in page
        assert "Hushtitle" not in page


def test_a_doubt_shown_by_the_outlet_itself_names_the_article(get) -> None:
    quotation = make_quotation("The harbour is open", article=make_article("We were wrong about the harbour"))
    make_disputed(quotation, denial=quotation, state="retracted")
    assert "Shown by" in get("/en/")


def test_the_denial_says_what_it_puts_in_doubt(get) -> None:
    denial = make_quotation(DENIAL)
    in_doubt(denial=denial)
    page = get(f"/en/quotations/{denial.pk}/")
    assert "Puts this quote in doubt" in page
    assert "The harbour is open" in page


def test_machines_are_not_told_of_a_creator_who_disputes_it(get) -> None:
    quotation = in_doubt()
    assert '"creator"' not in get(f"/en/quotations/{quotation.pk}/")
    assert '"creator"' in get(f"/en/quotations/{make_quotation().pk}/")
