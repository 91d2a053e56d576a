"""The list of quotations: what can be asked of it, and what happens to a question that it does not understand."""

from datetime import date

import pytest

from quotes.models import Quotation
from quotes.services import quoting
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

LIST = "/en/quotations/"


def found(get, **question: str) -> set[int]:
    """Which of all quotations the answer lists."""
    page = get(LIST, **question)
    listed = {pk for pk in Quotation.objects.values_list("pk", flat=True) if f'id="q{pk}"' in page}
    assert (f"{len(listed)} quote found." if len(listed) == 1 else f"{len(listed)} quotes found.") in page
    return listed


@pytest.mark.parametrize("question", ["الأبواب", "الابواب", "الْأَبْوابُ", "الأبـواب", "أبواب الميناء", "  الابواب "])
def test_arabic_words_are_found_however_they_are_spelled(get, question: str) -> None:
    wanted = make_quotation("فُتحت الأبواب، أبواب الميناء", language="ar")
    make_quotation("أُغلقت النوافذ", language="ar")
    assert found(get, q=question) == {wanted.pk}


def test_words_are_found_in_any_appearance_and_in_the_clause_outside_the_marks(get) -> None:
    wanted = make_quotation("open to all", kind="mixed", before="that the inner harbour is ")
    make_quotation("The shed is shut")
    capture = make_capture("قال إن المرفأ مفتوح للجميع.", language="ar")
    start = capture.text.index("إن")
    by = make_user()
    quoting.attach_occurrence(
        by=by,
        now=NOW,
        quotation=wanted,
        appearance=quoting.Appearance(
            capture=capture, kind="indirect", clause=quoting.Span(start, len(capture.text) - 1)
        ),
    )
    assert found(get, q="INNER harbour") == {wanted.pk}
    assert found(get, q="المرفأ") == {wanted.pk}


def test_a_percent_sign_is_a_character_and_no_wildcard(get) -> None:
    wanted = make_quotation("The harbour is 40% full")
    make_quotation("The harbour is 40 times full")
    assert found(get, q="40% full") == {wanted.pk}


@pytest.mark.parametrize("name", ["Minister of Roads", "minister of roads", "وزير الطرق", "وَزير الطُرق"])
@pytest.mark.parametrize("parameter", ["q", "speaker"])
def test_speakers_are_found_by_any_of_their_names(get, name: str, parameter: str) -> None:
    wanted = make_quotation(speaker=make_speaker("Minister of Roads", ar="وزير الطرق"))
    make_quotation(speaker=make_speaker("Minister of Fishing"))
    assert found(get, **{parameter: name}) == {wanted.pk}


def test_speaker_words_in_a_quotation_are_not_its_speaker(get) -> None:
    make_quotation("The minister of roads was absent", speaker=make_speaker("Minister of Fishing"))
    assert found(get, speaker="minister of roads") == set()


def test_language_outlet_and_claim_narrow_the_list(get) -> None:
    post = make_publication("The Quay Times", language="ar")
    wanted = make_quotation("الميناء مفتوح", language="ar", article=make_article(publication=post, language="ar"))
    make_quotation()
    claim = make_claim()
    quoting.take_stance(by=make_user(), now=NOW, claim=claim, quotation=wanted, kind="denies")
    assert found(get, language="ar") == {wanted.pk}
    assert found(get, publication=str(post.pk)) == {wanted.pk}
    assert found(get, claim=str(claim.pk)) == {wanted.pk}
    assert found(get, language="ar", publication=str(post.pk), claim=str(claim.pk), q="مفتوح") == {wanted.pk}


def test_days_find_what_may_have_been_said_on_them(get) -> None:
    exact = make_quotation(said=date(2026, 3, 10))
    vague = make_quotation(said=(date(2026, 1, 1), date(2026, 6, 30)))
    make_quotation(said=None)
    assert found(get, said_from="2026-03-10", said_to="2026-03-10") == {exact.pk, vague.pk}
    assert found(get, said_from="2026-03-11") == {vague.pk}
    assert found(get, said_to="2026-03-09") == {vague.pk}
    assert found(get, said_from="2026-07-01") == set()


def test_the_newest_said_come_first_and_unknown_days_last(get) -> None:
    undated, old, new = make_quotation(said=None), make_quotation(said=date(2020, 1, 1)), make_quotation()
    page = get(LIST)
    places = [page.index(f'id="q{row.pk}"') for row in (new, old, undated)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ({"lang": "ar"}, "“lang”"),
        ({"speaker__id": "1"}, "“speaker__id”"),
        ({"said_from": "yesterday"}, "Said on or after"),
        ({"said_to": "2026-02-31"}, "Said on or before"),
        ({"language": "xx"}, "Language"),
        ({"publication": "-1"}, "Outlet"),
        ({"publication": "9" * 40}, "Outlet"),
        ({"claim": "one"}, "Claim"),
        ({"q": "\x00"}, "Words or a name"),
        ({"q": "ـــ"}, "Type at least one letter or digit."),
        ({"q": "a" * 201}, "Words or a name"),
        ({"page": "0"}, "“page”"),
        ({"page": "-3"}, "“page”"),
        ({"page": "two"}, "“page”"),
        ({"page": "٣"}, "“page”"),
        ({"page": "9" * 30}, "“page”"),
    ],
)
def test_a_question_that_is_not_understood_is_refused_by_name(get, question: dict[str, str], named: str) -> None:
    make_quotation()
    page = get(LIST, 400, **question)
    assert "We did not understand this search" in page
    assert named in page


def test_a_parameter_that_stands_twice_is_refused(get) -> None:
    assert "“q”" in get(f"{LIST}?q=one&q=two", 400)


def test_a_page_beyond_the_last_does_not_exist(get) -> None:
    make_quotation()
    get(LIST, 404, page="2")


@pytest.mark.parametrize("path", ["speakers/", "claims/", "topics/", "speakers/{speaker}/", "articles/{article}/"])
def test_other_lists_refuse_unknown_parameters_too(get, path: str) -> None:
    quotation = make_quotation()
    assert quotation.lead is not None
    address = path.format(speaker=quotation.attributions.get().speaker_id, article=quotation.lead.capture.article_id)
    assert "“colour”" in get(f"/en/{address}", 400, colour="red")


@pytest.mark.parametrize(
    "query", ["%ff%fe", "q=%ff%fe", "q=%ed%a0%80", "page=%00", "=", "&&&", "q[]=1", "q=%F0%9F%98%80"]
)
@pytest.mark.parametrize("path", ["", "quotations/", "speakers/", "claims/", "topics/", "about/"])
def test_no_query_breaks_a_page(client, path: str, query: str) -> None:
    assert client.get(f"/en/{path}?{query}").status_code in {200, 400}


@pytest.mark.parametrize("noun", ["quotations", "speakers", "articles", "claims"])
@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 30])
def test_an_id_out_of_range_is_not_found(get, noun: str, pk: str) -> None:
    get(f"/en/{noun}/{pk}/", 404)


def test_claims_are_narrowed_by_topic(get) -> None:
    topic = make_topic("Harbours")
    inside, outside = (
        make_claim("Who says that A", topic=topic),
        make_claim("Who says that B", topic=make_topic("Roads")),
    )
    for claim in (inside, outside):
        quoting.take_stance(by=make_user(), now=NOW, claim=claim, quotation=make_quotation(), kind="asserts")
    page = get("/en/claims/", topic=str(topic.pk))
    assert "Who says that A" in page
    assert "Who says that B" not in page


def test_speakers_are_listed_by_any_name_in_the_readers_language(get) -> None:
    make_quotation(speaker=make_speaker("Minister of Roads", ar="وزير الطرق"))
    make_quotation(speaker=make_speaker("Minister of Fishing"))
    page = get("/ar/speakers/", name="roads")
    assert "وزير الطرق" in page
    assert "Fishing" not in page


def test_filters_in_use_are_open_and_the_question_stays_in_the_search_box(get) -> None:
    make_quotation()
    assert '<details class="filters">' in get(LIST)
    page = get(LIST, q='harbour "one"')
    assert '<details class="filters" open>' in page
    assert 'name="q" value="harbour &quot;one&quot;" maxlength="200"' in page
