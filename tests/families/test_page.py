"""Phrase through time: what readers see of a family, and what they never see."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from quotes.models import Family, FamilyMember, Quotation
from quotes.services import quoting, reviewing
from tests.factories import NOW, make_disputed, make_quotation, make_speaker, make_user
from tests.families.making import PHRASES, SENTENCES, confirm, make_member, said, suggest
from tests.public.conftest import get as get  # noqa: PLC0414  the fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user()


def make_family(*languages: str, by: User) -> list[Quotation]:
    """Members in this order of years, each linked with the first."""
    members = [make_member(language, **said(2020 + place)) for place, language in enumerate(languages)]
    for other in members[1:]:
        confirm(members[0], other, by=by)
    return members


def address(language: str = "en") -> str:
    return f"/{language}/phrases/{FamilyMember.objects.all()[0].family_id}/"


def test_members_stand_in_time_order_with_the_phrase_marked_in_its_sentence(get, editor: User) -> None:
    english, arabic = make_family("en", "ar", by=editor)
    html = get(address())
    marks = re.findall(r"<mark[^>]*><span[^>]*>([^<]*)</span></mark>", html)
    assert marks == [PHRASES["en"], PHRASES["ar"]]
    assert html.index(f'id="q{english.pk}"') < html.index(f'id="q{arabic.pk}"')
    assert f'lang="ar" dir="rtl"><p><a href="/en/quotations/{arabic.pk}/">' in html
    assert "our towns will always have " in html


def test_the_name_is_the_earliest_confirmed_phrase_where_the_reader_has_no_own(get, editor: User) -> None:
    late, early = make_member("zh", **said(2024)), make_member("ru", **said(2019))
    confirm(late, early, by=editor)
    heading = '<h1 lang="ru" dir="ltr">открытые гавани</h1>'
    assert heading in get(address())
    assert heading in get(address("ar"))
    undated = make_member("fr", said=None)
    confirm(late, undated, by=editor)
    assert heading in get(address())


def test_the_name_is_in_the_readers_language_where_a_member_has_it(get, editor: User) -> None:
    first, *_ = make_family("ru", "ar", "en", by=editor)
    later = "مرافئ بلا أبواب"
    confirm(first, make_member("ar", phrase=later, **said(2024)), by=editor, phrases=(PHRASES["ru"], later))
    assert f'<h1 lang="ar" dir="rtl">{PHRASES["ar"]}</h1>' in get(address("ar"))
    assert f'<h1 lang="en" dir="ltr">{PHRASES["en"]}</h1>' in get(address())
    early = "harbours without doors"
    draft = make_member("en", phrase=early, published=False, **said(2010))
    confirm(first, draft, by=editor, phrases=(PHRASES["ru"], early))
    assert f'<h1 lang="en" dir="ltr">{PHRASES["en"]}</h1>' in get(address())


def test_the_page_is_arabic_for_arabic_readers(get, editor: User) -> None:
    make_family("en", "ar", by=editor)
    html = get(address("ar"))
    assert '<html lang="ar" dir="rtl"' in html
    for told in ("Phrase through time", "In the order in which it was said", "Editors have confirmed", "quotes hold"):
        assert told not in html
    drawn = html.split("</svg>")[0]
    assert "الإنجليزية" in drawn
    assert "الإنجليزية" in html.partition("</svg>")[2]


def test_only_confirmed_and_published_members_are_read(get, editor: User) -> None:
    one, two = make_family("en", "ar", by=editor)
    draft = make_member("ru", published=False, **said(2010))
    confirm(one, draft, by=editor)
    suggested = make_member("fr", **said(2011))
    suggest(one, suggested)
    rejected = make_member("es", **said(2012))
    reviewing.decide(by=editor, now=NOW, match=suggest(two, rejected), chosen="no_link")
    html = get(address())
    for language in ("ru", "fr", "es"):
        assert PHRASES[language] not in html
    assert "2 quotes hold this phrase" in html


def test_a_withdrawn_member_shows_its_number_and_never_its_words(get, editor: User) -> None:
    one, two, three = make_family("en", "ar", "ru", by=editor)
    quoting.withdraw(by=editor, now=NOW, quotation=one, because="It was never said.")
    html = get(address())
    assert PHRASES["en"] not in html
    assert SENTENCES["en"].split("{")[0] not in html
    assert f'<a href="/en/quotations/{one.pk}/">Quote {one.pk}</a>' in html
    assert PHRASES["ar"] in html.split("</h1>")[0]
    quoting.withdraw(by=editor, now=NOW, quotation=two, because="It was never said.")
    get(address(), status=404)
    assert "Phrase through time" not in get(f"/en/quotations/{three.pk}/")


def test_a_family_of_drafts_does_not_exist_for_readers(get, editor: User) -> None:
    confirm(make_member("en", published=False), make_member("ar", published=False), by=editor)
    get(address(), status=404)


def test_the_quotation_leads_to_its_phrase(get, editor: User) -> None:
    one, two = make_family("en", "ar", by=editor)
    stranger = make_quotation("Nobody has ever spoken of the sea")
    assert f'href="{address()}" lang="en"' in get(f"/en/quotations/{two.pk}/")
    assert f'href="{address("ar")}"' in get(f"/ar/quotations/{one.pk}/")
    assert "/phrases/" not in get(f"/en/quotations/{stranger.pk}/")


def test_a_family_that_was_joined_to_another_leads_there(client: Client, editor: User) -> None:
    one, _ = make_family("en", "ar", by=editor)
    three, _ = make_family("ru", "zh", by=editor)
    confirm(one, three, by=editor)
    gone = Family.objects.exclude(joined_to=None).get()
    answer = client.get(f"/en/phrases/{gone.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/phrases/{gone.joined_to_id}/")


def test_each_speaker_is_a_row_and_each_language_a_shape_with_a_table_as_twin(get, editor: User) -> None:
    harbours, bridges = make_speaker("Minister of Harbours"), make_speaker("Minister of Bridges")
    one = make_member("en", speaker=harbours, **said(2020))
    two = make_member("ar", speaker=bridges, **said(2021))
    three = make_member("en", speaker=bridges, **said(2022))
    confirm(one, two, by=editor)
    confirm(two, three, by=editor)
    html = get(address())
    drawing, _, table = html.partition("</svg>")
    assert re.findall(r'timeline__lane-name"[^>]*>([^<]*)<', drawing) == [
        "Minister of Harbours",
        "Minister of Bridges",
    ]
    paths = re.findall(r'phrase-line__mark" transform="[^"]*" d="([^"]*)"', drawing)
    assert len(paths) == 3
    assert len(set(paths)) == 2
    assert re.search(r"Minister of Bridges · 1 January 2021 · Arabic", drawing)
    rows = re.findall(r"<tr><td>(1 January \d+)</td>", table)
    assert rows == ["1 January 2020", "1 January 2021", "1 January 2022"]


def test_a_doubt_travels_with_the_member(get, editor: User) -> None:
    _, two = make_family("en", "ar", by=editor)
    make_disputed(two, denial=make_quotation("The minister did not say this"), by=editor)
    html = get(address())
    assert "It is disputed" in html
    assert 'class="timeline__doubt"' in html


def test_the_outlets_words_stand_in_no_quotation_marks(get, editor: User) -> None:
    reported = make_member("en", kind="indirect", **said(2021))
    confirm(make_member("ar", **said(2020)), reported, by=editor)
    html = get(address())
    card = html[html.index(f'id="q{reported.pk}"') :]
    assert "Reported statement" in card
    assert "“" not in card.split("</blockquote>")[0]


def test_an_unknown_parameter_is_refused(get, editor: User) -> None:
    make_family("en", "ar", by=editor)
    get(address(), status=400, colour="red")


@pytest.mark.parametrize("members", [2, 4, 50])
def test_the_page_costs_the_same_for_any_number_of_members(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, editor: User, members: int
) -> None:
    first, *others = [make_member("en", **said(1950 + place)) for place in range(members)]
    for other in others:
        confirm(first, other, by=editor)
    with django_assert_num_queries(12):
        assert client.get(address()).status_code == 200


def test_a_long_family_is_paged(get, editor: User) -> None:
    first, *others = [make_member("en", **said(1950 + place)) for place in range(32)]
    for other in others:
        confirm(first, other, by=editor)
    html = get(address(), page="2")
    assert "1 January 1981" in html
    assert "1 January 1950" not in html
    assert "32 quotes hold this phrase" in html
    get(address(), status=404, page="3")
