"""The pages over HTTP, without a script: what each person sees and may do, and that figures are those of the rows."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import CHIEF, EDITOR, REPORTER
from quotes.models import CalibrationUse, Match, Mute
from quotes.muting import PhraseWording
from quotes.services import reviewing
from quotes.services.learning import lessons, muting
from tests.factories import NOW, make_quotation, make_user
from tests.families.test_card import make_card
from tests.i18n.reading import english_in
from tests.learning.making import ENGINE, decided, phrase_evidence, suggested
from tests.learning.test_lessons import plant
from tests.review.making import make_pair

pytestmark = pytest.mark.django_db

FIGURES, MUTED, QUEUE = "/en/desk/review/precision/", "/en/desk/review/muted/", "/en/desk/review/"


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> User:
    return make_user(EDITOR, name="page-editor")


@pytest.fixture
def desk(editor: User) -> Client:
    return logged_in(editor)


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def shown(client: Client, address: str = FIGURES, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return text_of(response.content.decode())


def row_of(html: str, name: str) -> str:
    (row,) = re.findall(rf'<tr>\s*<th scope="row">{name}</th>.*?</tr>', html, flags=re.S)
    return text_of(row).strip()


def test_figures_are_those_of_the_decisions_that_stand(desk: Client, editor: User) -> None:
    for chosen in ("repetition", "repetition", "echo", "no_link"):
        decided(chosen, "repetition", by=editor, languages=("ar", "en"))
    decided("no_link", "echo", by=editor, languages=("en", "ar"), published=False)
    undone = decided("repetition", "repetition", by=editor)
    reviewing.undo(by=editor, now=NOW, decision=undone)
    reviewing.link(
        by=editor, now=NOW, one=make_quotation(), other=make_quotation(), chosen="repetition", wording="variant"
    )
    make_pair()
    html = desk.get(FIGURES).content.decode()
    assert "5 suggestions were decided: 3 are links, 2 the very links that were suggested." in text_of(html)
    assert "1 link was made by hand without a suggestion." in text_of(html)
    assert row_of(html, "Says it again").startswith("Says it again 4 75% 30–95% too few to tell 50%")
    assert row_of(html, "Same phrase, other subject").startswith("Same phrase, other subject 1 0%")
    assert row_of(html, "Arabic and English").startswith("Arabic and English 5 60%")
    both = "Says it again · Arabic and English"
    assert row_of(html, both).startswith(f"{both} 4 75% 30–95% too few to tell 50%")
    assert "too few decisions to judge the machine by" in text_of(html)


def test_twenty_decisions_are_no_longer_too_few(desk: Client, editor: User) -> None:
    plant(20, editor)
    assert "too few decisions to judge" not in shown(desk)


def test_the_period_is_asked_for_and_both_days_count(desk: Client, editor: User) -> None:
    for day in (1, 5, 9):
        decided("repetition", by=editor, now=datetime(2026, 11, day, 12, tzinfo=UTC))
    assert "3 suggestions were decided" in shown(desk)
    assert "1 suggestion was decided" in shown(desk, f"{FIGURES}?decided_from=2026-11-05&decided_to=2026-11-08")
    assert "2 suggestions were decided" in shown(desk, f"{FIGURES}?decided_from=2026-11-05&decided_to=2026-11-09")
    assert "Nothing was decided in this period" in shown(desk, f"{FIGURES}?decided_to=2026-10-31")


@pytest.mark.parametrize(
    "asked", ["colour=red", "page=1", "decided_from=yesterday", "decided_to=2026-11-01&decided_to="]
)
def test_what_is_not_understood_is_refused(desk: Client, asked: str) -> None:
    shown(desk, f"{FIGURES}?{asked}", status=400)


def test_the_figures_are_for_the_desk_only(editor: User) -> None:
    draft = decided("repetition", by=editor, published=False)
    assert shown(logged_in(make_user(REPORTER))).count("1 suggestion was decided") == 1
    stranger = User.objects.create_user("stranger", is_staff=True)
    assert "suggestion was decided" not in shown(logged_in(stranger), status=403)
    for address in (FIGURES, MUTED, f"{FIGURES}use/0/"):
        response = Client().get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/en/desk/login/")
    assert Client().get(f"/en/quotations/{draft.match.second_id}/").status_code == 404


def test_figures_cost_the_same_number_of_queries_whatever_was_decided(
    desk: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 2):
        for _ in range(count):
            decided("repetition", by=editor)
            decided("no_link", "echo", by=editor, languages=("ar", "fr"))
        with django_assert_num_queries(11):
            desk.get(FIGURES)


def test_a_chief_switches_the_tuning_after_being_asked(editor: User) -> None:
    plant(90, editor)
    lessons.learn(now=NOW, engine_version=ENGINE)
    chief, address = logged_in(make_user(CHIEF)), f"{FIGURES}use/0/"
    assert address in chief.get(FIGURES).content.decode()
    assert "without tuning" in shown(chief, address)
    assert "This field is required" in text_of(chief.post(address, {"because": " "}).content.decode())
    assert CalibrationUse.objects.count() == 1
    html = chief.post(address, {"because": "Arabic links went missing."}, follow=True).content.decode()
    assert "The machine’s own probabilities are used" in text_of(html)
    assert "Arabic links went missing." in html
    assert f"{FIGURES}use/{CalibrationUse.objects.earliest('pk').calibration_id}/" in html


def test_an_editor_sees_the_tuning_and_does_not_switch_it(desk: Client, editor: User) -> None:
    plant(90, editor)
    lessons.learn(now=NOW, engine_version=ENGINE)
    html = desk.get(FIGURES).content.decode()
    assert "In use" in html
    assert "/use/" not in html
    assert desk.post(f"{FIGURES}use/0/", {"because": "I want to."}).status_code == 403
    assert CalibrationUse.objects.count() == 1


def echo(**facts: object) -> Match:
    return suggested("echo", evidence=phrase_evidence(("no limits", "بلا حدود"), languages=("en", "ar"), **facts))


def test_the_button_stands_only_where_a_phrase_is_all(desk: Client) -> None:
    match, more, other = echo(), echo(returns=False), suggested("repetition")
    html = desk.get(QUEUE).content.decode()
    assert re.findall(r"/en/desk/review/mute/(\d+)/", html) == [str(match.pk)]
    assert all(f'id="pair-{one.pk}"' in html for one in (more, other))


def test_the_button_stands_on_the_card_of_a_family_too(desk: Client) -> None:
    card = make_card(2)
    assert "/review/mute/" not in desk.get(QUEUE).content.decode()
    match = Match.objects.filter(second=card.quotation).latest("pk")
    row = match.relations.get()
    row.evidence |= phrase_evidence()
    row.save()
    html = desk.get(QUEUE).content.decode()
    (section,) = re.findall(rf'<section[^>]* id="family-{card.pk}".*?</section>', html, flags=re.S)
    assert f"/en/desk/review/mute/{match.pk}/" in section


def test_stopping_a_phrase_asks_first_and_then_takes_it_back(desk: Client, editor: User) -> None:
    match, noise = echo(), suggested("repetition")
    address = f"/en/desk/review/mute/{match.pk}/"
    html = desk.get(f"{address}?next={QUEUE}").content.decode()
    assert '<bdi class="review-family__words" lang="ar" dir="rtl">بلا حدود</bdi>' in html
    assert "1 open suggestion goes now" in html
    assert f'href="{QUEUE}">No, go back' in html
    card = f"{QUEUE}{match.second_id}/"
    assert f'href="{card}">No, go back' in desk.get(f"{address}?next={card}").content.decode()
    assert f'href="{QUEUE}">No, go back' in desk.get(f"{address}?next=https://elsewhere.example/").content.decode()
    assert not Mute.objects.exists()
    form = {"next": QUEUE, "wordings": re.findall(r'name="wordings" value="([^"]+)"', html)}
    assert "This field is required" in desk.post(address, form).content.decode()
    response = desk.post(address, {**form, "because": "Everybody says it."}, follow=True)
    html = response.content.decode()
    assert response.redirect_chain == [(QUEUE, 302)]
    assert "1 suggestion was taken back." in html
    assert f'id="pair-{match.pk}"' not in html
    assert f'id="pair-{noise.pk}"' in html
    row = Mute.objects.get()
    assert (row.muted_by, row.reason) == (editor, "Everybody says it.")
    assert [one["text"] for one in row.wordings] == ["no limits", "بلا حدود"]


def test_a_wording_that_is_not_ticked_is_suggested_all_the_same(desk: Client) -> None:
    match = echo()
    arabic = suggested("echo", evidence=phrase_evidence(("بلا حدود", "endless"), languages=("ar", "en")))
    desk.post(f"/en/desk/review/mute/{match.pk}/", {"wordings": ["no limits"], "because": "Only this one."})
    assert [one["text"] for one in Mute.objects.get().wordings] == ["no limits"]
    assert f'id="pair-{arabic.pk}"' in desk.get(QUEUE).content.decode()


def test_a_wording_that_was_not_proposed_and_a_way_out_of_the_desk_are_refused(desk: Client) -> None:
    address = f"/en/desk/review/mute/{echo().pk}/"
    assert desk.post(address, {"wordings": ["the"], "because": "All of it."}).status_code == 200
    assert not Mute.objects.exists()
    form = {"wordings": ["no limits"], "because": "All of it.", "next": "https://elsewhere.example/"}
    assert desk.post(address, form)["Location"] == QUEUE


def test_where_no_phrase_is_left_the_page_says_so(desk: Client) -> None:
    response = desk.get(f"/en/desk/review/mute/{suggested('repetition').pk}/", follow=True)
    assert "No open suggestion rests on a phrase here any more." in response.content.decode()


def test_a_reporter_sees_what_was_stopped_and_changes_nothing(editor: User) -> None:
    reporter, match = logged_in(make_user(REPORTER)), echo()
    assert "/review/mute/" not in reporter.get(QUEUE).content.decode()
    address = f"/en/desk/review/mute/{match.pk}/"
    assert reporter.post(address, {"wordings": ["no limits"], "because": "Because"}).status_code == 403
    row = muting.mute(by=editor, now=NOW, wordings=[PhraseWording("no limits", "en")], reason="Everybody says it.")
    html = reporter.get(MUTED).content.decode()
    assert "Everybody says it." in html
    assert "/lift/" not in html
    assert reporter.post(f"{MUTED}{row.pk}/lift/", {}).status_code == 403
    assert Mute.objects.get().lifted_at is None


def test_the_list_says_who_when_why_and_how_many_and_lifts(desk: Client, editor: User) -> None:
    echo()
    row = muting.mute(by=editor, now=NOW, wordings=[PhraseWording("no limits", "en")], reason="Everybody says it.")
    html = text_of(desk.get(MUTED).content.decode())
    assert "Stopped by page-editor , 20 November 2026" in html
    assert "Everybody says it." in html
    assert "kept 1 suggestion from the desk" in html
    html = text_of(desk.post(f"{MUTED}{row.pk}/lift/", {"next": MUTED}, follow=True).content.decode())
    assert "The phrase is suggested again." in html
    assert "allowed again by page-editor" in html


def test_the_list_costs_the_same_number_of_queries_for_one_and_for_three(
    desk: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for wordings in (["one phrase"], ["another phrase", "third phrase"]):
        for text in wordings:
            muting.mute(by=editor, now=NOW, wordings=[PhraseWording(text, "en")], reason="Everybody says it.")
        with django_assert_num_queries(6):
            desk.get(MUTED)


def test_the_pages_speak_arabic() -> None:
    chief = make_user(CHIEF, name="رئيسة")
    desk, match = logged_in(chief), echo()
    plant(90, chief)
    lessons.learn(now=NOW, engine_version=ENGINE)
    muting.mute(by=chief, now=NOW, wordings=[PhraseWording("أمر آخر", "ar")], reason="يقولها الجميع.")
    pages = (FIGURES, MUTED, f"{FIGURES}use/0/", f"/en/desk/review/mute/{match.pk}/", f"{FIGURES}?لون=أحمر")
    for address in (one.replace("/en/", "/ar/") for one in pages):
        html = desk.get(address).content.decode()
        assert '<html lang="ar" dir="rtl"' in html
        assert english_in(html) == [], address
