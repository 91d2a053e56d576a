"""The inbox through HTTP: what it lists, what an article's page shows, and every act as a plain form."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes.models import ExtractionRun, Proposal, Quotation
from quotes.queries.proposals import article_page
from quotes.services.proposing.accepting import accept
from quotes.services.proposing.rejecting import expire, reject
from quotes.services.quoting import AttributedTo
from sources.models import Capture
from sources.services import recording as sources
from tests.desk.pages import desk, form_of
from tests.factories import NOW, make_article, make_capture, make_publication, make_speaker, make_user
from tests.inbox.making import ARABIC, BRIDGE, HARBOUR, QUAY, made, proposal_with, proposals_of

pytestmark = pytest.mark.django_db

LIST = "/en/desk/inbox/"


@pytest.fixture
def editor() -> Client:
    return desk(make_user(name="inbox-editor"))


def article_address(capture: Capture) -> str:
    return reverse("admin:inbox-article", args=[capture.pk])


def post(client: Client, name: str, *args: Any, **values: Any) -> str:
    """Send a form and follow it; the page as text without markup."""
    page = client.post(reverse(f"admin:{name}", args=args), values, follow=True)
    assert page.status_code == 200
    return words_of(page)


def words_of(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(LIST + query)
    assert page.status_code == 200
    return [row.capture.article.title for row in page.context["rows"]]


def test_the_list_costs_the_same_for_one_row_and_for_three(editor: Client) -> None:
    make_speaker("Dana Ilves")
    counts = []
    for number in (1, 2, 3):
        made(HARBOUR.replace("northern", f"northern {number}").replace("second", f"second {number}"))
        if number == 2:
            continue
        editor.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert len(titles(editor)) == number
        counts.append(len(asked))
    assert counts == [14, 14]


def test_what_the_machine_left_out_is_marked_where_it_stands(editor: Client) -> None:
    endless = "“We waited for the ferry all day,” said Piet Marlow. " * 300
    whole, cut = made(), made(f"{endless.strip()}\n\n{HARBOUR}")
    page = words_of(editor.get(article_address(cut)))
    assert "Parts of this text were not read" in page
    assert page.count("Not read, or not to its end") == 1
    assert page.index("Not read, or not to its end") < page.index("The harbour works will go on")
    assert "ot read" not in words_of(editor.get(article_address(whole)))


def test_the_article_costs_the_same_for_one_suggestion_and_for_four(editor: Client) -> None:
    make_speaker("Dana Ilves")
    viewer = make_user()
    few, many = made("“There is no money for any more of this,” said Piet Marlow, the treasurer."), made()
    counts = []
    for capture, number in ((few, 1), (many, 4)):
        loaded = Capture.objects.select_related("article").get(pk=capture.pk)
        with CaptureQueriesContext(connection) as asked:
            assert len(article_page(loaded, viewer=viewer).cards) == number
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_names_known_speakers_or_is_near_the_archive_comes_first(editor: Client) -> None:
    made(HARBOUR, article=make_article("Known"))
    accept(by=make_user(), now=NOW, proposal=proposal_with(QUAY), who=[AttributedTo(make_speaker("Dana Ilves"))])
    made(HARBOUR, article=make_article("Near"))
    made(
        HARBOUR.replace("quay", "pier").replace("second", "fifth").replace("contract", "paper"),
        article=make_article("Named"),
    )
    made("“There is no reason at all to wait,” said Piet Marlow.", article=make_article("Plain"))
    assert titles(editor)[:2] == ["Near", "Named"]


def test_one_agency_text_is_one_row_and_one_card(editor: Client) -> None:
    for number in range(3):
        made(article=make_article(f"Copy {number}"))
    assert titles(editor) == ["Copy 0"]
    first = Capture.objects.order_by("pk").first()
    assert first is not None
    page = words_of(editor.get(article_address(first)))
    assert "3 outlets printed these words · 1 independent origin" in page
    rows = proposals_of(first)
    copies = [row.pk for row in Proposal.objects.filter(words_key=rows[0].words_key).exclude(pk=rows[0].pk)]
    said = post(editor, "inbox-accept", rows[0].pk, **{"who-0": "new", "copy": copies})
    assert "with 3 places where it appeared" in said


def test_two_copies_of_one_outlet_are_one_outlet(editor: Client) -> None:
    outlet = make_publication("The Twice Printed")
    first = made(article=make_article("Morning", publication=outlet))
    made(article=make_article("Evening", publication=outlet))
    assert "1 outlet printed these words" in words_of(editor.get(article_address(first)))


def test_the_states_of_reading_are_shown(editor: Client) -> None:
    make_capture(HARBOUR, article=make_article("Unread"))
    assert titles(editor, "?state=reading") == ["Unread"]
    made("The harbour is closed on Sundays and holidays.", article=make_article("Empty"))
    made("Il porto è chiuso la domenica.", article=make_article("Foreign", language="it"))
    assert set(titles(editor, "?state=nothing")) == {"Empty", "Foreign"}
    page = words_of(editor.get(LIST + "?state=nothing"))
    assert "No quotes were found" in page
    assert "Texts in this language are kept" in page
    run = ExtractionRun.objects.get(capture__article__title="Unread")
    ExtractionRun.objects.filter(pk=run.pk).update(
        state="parked", outcome="", finished_at=None, attempts=5, last_error="RuntimeError: broken"
    )
    assert titles(editor, "?state=parked") == ["Unread"]
    assert "is read again" in post(editor, "inbox-again", run.capture_id)
    assert ExtractionRun.objects.get(pk=run.pk).state == "queued"


def test_filters_are_strict(editor: Client) -> None:
    made(article=make_article("Harbour"))
    made(ARABIC, article=make_article("ميناء", language="ar"))
    assert titles(editor, "?language=ar") == ["ميناء"]
    assert titles(editor, "?title=harb") == ["Harbour"]
    for query in ("?stat=open", "?state=gone", "?page=0", "?language=xx", "?state=open&state=parked"):
        assert editor.get(LIST + query).status_code == 400, query
    assert editor.get(LIST + "?page=99").status_code == 404


def test_the_article_shows_places_reasons_and_what_is_never_suggested(editor: Client) -> None:
    capture = made("Ferry news\n\n" + HARBOUR)
    html = editor.get(article_address(capture)).content.decode()
    row = proposal_with(QUAY)
    assert f'id="m-{row.pk}" href="#p-{row.pk}"' in html
    page = words_of(editor.get(article_address(capture)))
    assert "never suggested" in page
    assert "reporting verb: \u2068said\u2069" in page
    assert "agrees with" in page
    assert "Unnamed source: A senior official" in page


def test_a_day_that_was_taken_over_is_told(editor: Client) -> None:
    capture = made("Dana Ilves said on Monday that the quay would open.\n\nShe added that the ferries would wait.")
    stated, inherited = proposals_of(capture)
    assert stated.said_from == inherited.said_from is not None
    assert (stated.said_is_inherited, inherited.said_is_inherited) == (False, True)
    assert words_of(editor.get(article_address(capture))).count("the article tells the day at another place") == 1


def test_accepting_needs_a_choice_where_two_may_be_meant(editor: Client) -> None:
    capture = made()
    one, _ = make_speaker("Piet Marlow"), make_speaker("Piet Marlow")
    row = proposal_with(BRIDGE)
    assert "Choose who spoke" in post(editor, "inbox-accept", row.pk, **{"who-0": ""})
    assert not Quotation.objects.exists()
    said = post(editor, "inbox-accept", row.pk, **{"who-0": f"speaker:{one.pk}", "next": article_address(capture)})
    assert "Accepted: quote #" in said
    assert Quotation.objects.get().attributions.get().speaker == one


def test_nobody_is_attributed_whom_the_page_does_not_offer(editor: Client) -> None:
    made()
    stranger = make_speaker("Somebody Else")
    for value in (f"speaker:{stranger.pk}", "speaker:", "speaker:9" * 9, "\x00", "described-as"):
        assert "Choose who spoke" in post(editor, "inbox-accept", proposal_with(BRIDGE).pk, **{"who-0": value})
    assert not Quotation.objects.exists()


def test_correcting_keeps_what_was_typed_and_accepts_what_stands_there(editor: Client) -> None:
    capture = made()
    row = proposal_with(QUAY)
    address = reverse("admin:inbox-edit", args=[row.pk]) + "?next=" + article_address(capture)
    typed = form_of(editor.get(address), "proposal-form")
    assert typed["quoted"] == QUAY
    wrong = editor.post(address, {**typed, "clause": "We will open the southern quay", "cue": "promised"})
    assert "The nearest place reads" in wrong.content.decode()
    assert form_of(wrong, "proposal-form")["cue"] == "promised"
    future = editor.post(address, {**typed, "said_from": "2199-01-01", "said_to": "2199-01-01"})
    assert "lies in the future" in future.content.decode()
    right = {**typed, "clause": row.clause_exact, "quoted": "open the northern quay", "kind": "mixed"}
    page = editor.post(address, {**right, "new_speaker": "Dana Ilves", "said_from": "2026-11-02"}, follow=True)
    assert "Accepted: quote #" in words_of(page)
    quotation = Quotation.objects.get()
    assert [segment.exact for segment in quotation.lead.segments.all()] == ["open the northern quay"]
    assert (str(quotation.said_from), str(quotation.said_to)) == ("2026-11-02", "2026-11-02")
    assert str(quotation.attributions.get()) == "Dana Ilves"


def test_rejecting_and_undoing(editor: Client) -> None:
    capture = made()
    row = proposal_with(BRIDGE)
    post(editor, "inbox-reject", row.pk, because="A slogan.", next=article_address(capture))
    decided = Proposal.objects.get(pk=row.pk)
    page = words_of(editor.get(article_address(capture)))
    assert "A slogan." in page
    assert "Decided by" in page
    assert "waits again" in post(editor, "inbox-undo", decided.decided_together)
    assert Proposal.objects.get(pk=row.pk).state == "suggested"


def test_somebody_else_decided_meanwhile(editor: Client) -> None:
    made()
    row = proposal_with(BRIDGE)
    reject(by=make_user(name="quicker"), now=NOW, proposal=row)
    assert "quicker" in post(editor, "inbox-accept", row.pk, **{"who-0": "new"})
    assert not Quotation.objects.exists()


def test_all_of_one_speaker_but_not_what_the_archive_may_have(editor: Client) -> None:
    speaker = make_speaker("Dana Ilves")
    made("“There will be a second ferry in May,” said Dana Ilves.")
    accept(by=make_user(), now=NOW, proposal=proposal_with("second ferry"), who=[AttributedTo(speaker)])
    capture = made(
        "Dana Ilves said the quay would open in spring. She added that it would stay open.\n\n"
        "“Nobody will lose a berth this year,” said Dana Ilves.\n\n"
        "“And nobody will pay a higher price for it either.”\n\nMinister Ilves said the money had been found.\n\n"
        "“There will be a second ferry in May,” said Dana Ilves."
    )
    weak = proposal_with("a higher price", capture)
    assert (weak.mention, weak.confidence < 0.6) == ("Dana Ilves", True)
    assert "Accept all 2 of \u2068Dana Ilves\u2069" in words_of(editor.get(article_address(capture)))
    assert "2 drafts were made" in post(editor, "inbox-accept-all", capture.pk, speaker.pk)
    assert Quotation.objects.filter(attributions__speaker=speaker, status="draft").count() == 3
    left = Proposal.objects.open().filter(run__capture=capture, speaker_mention="Dana Ilves")
    assert {one.clause_exact for one in left} == {
        "“And nobody will pay a higher price for it either.”",
        "“There will be a second ferry in May,”",
    }
    assert Proposal.objects.open().filter(run__capture=capture, form="pronoun").exists()
    assert "No suggested quotes of this speaker" in post(editor, "inbox-accept-all", capture.pk, speaker.pk)


def test_another_place_is_offered_first_where_the_words_are_the_same(editor: Client) -> None:
    made()
    speaker = make_speaker("Dana Ilves")
    quotation = accept(by=make_user(), now=NOW, proposal=proposal_with(QUAY), who=[AttributedTo(speaker)]).quotations[0]
    late = made()
    page = words_of(editor.get(article_address(late)))
    assert "The same words are in the archive" in page
    assert page.index(f"Another place of #{quotation.pk}") < page.index("Accept as a new quote")
    post(editor, "inbox-accept", proposal_with(QUAY, late).pk, **{"as": quotation.pk})
    assert quotation.occurrences.count() == 2
    assert "not there any more" in post(editor, "inbox-accept", proposal_with(BRIDGE, late).pk, **{"as": 10**15})


def test_expired_ones_are_listed_and_brought_back(editor: Client) -> None:
    capture = made(article=make_article("Old"))
    expire(now=NOW, days=0)
    assert titles(editor) == []
    assert titles(editor, "?state=expired") == ["Old"]
    assert "4 suggested quotes wait again" in post(editor, "inbox-back", capture.pk)
    assert titles(editor) == ["Old"]


def test_reporters_look_and_do_not_decide() -> None:
    capture, reporter = made(), desk(make_user("reporter"))
    row = proposals_of(capture)[0]
    page = words_of(reporter.get(article_address(capture)))
    assert "Editors decide" in page
    assert "Reject" not in page
    for name, number in (("accept", row.pk), ("reject", row.pk), ("back", capture.pk), ("again", capture.pk)):
        assert reporter.post(reverse(f"admin:inbox-{name}", args=[number])).status_code == 403
    assert reporter.get(reverse("admin:inbox-edit", args=[row.pk])).status_code == 403
    assert Client().get(LIST).status_code == 302
    assert Proposal.objects.open().count() == 4


def test_other_numbers_and_methods(editor: Client) -> None:
    capture = made()
    row = proposals_of(capture)[0]
    for name in ("accept", "reject", "edit"):
        assert editor.post(reverse(f"admin:inbox-{name}", args=[10**15])).status_code == 404
    assert editor.get(reverse("admin:inbox-article", args=[10**15])).status_code == 404
    assert editor.get(reverse("admin:inbox-accept", args=[row.pk])).status_code == 405
    away = editor.post(reverse("admin:inbox-reject", args=[row.pk]), {"next": "https://elsewhere.example/"})
    assert away["Location"] == LIST


def test_an_erased_copy_has_no_page(editor: Client) -> None:
    capture = made()
    row = proposals_of(capture)[0]
    sources.erase_capture(by=make_user("chief"), now=NOW, capture=capture, because="A court ordered it.")
    assert editor.get(article_address(capture)).status_code == 404
    assert editor.post(reverse("admin:inbox-reject", args=[row.pk])).status_code == 404


def test_a_hostile_article_is_shown_as_text(editor: Client) -> None:
    hostile = (
        "Harbour Minister <script>alert(1)</script> Dana Ilves said: “We will <img src=x onerror=alert(2)> open the"
        " quay \u202eyltrohs\u202c and that is all.”\n\n"
        "“<b>There is no money</b> for a second bridge,” said Piet \"onmouseover='x' Marlow, the treasurer."
    )
    capture = made(hostile, article=make_article("<script>alert(3)</script>"))
    assert proposals_of(capture)
    for address in (LIST, article_address(capture), reverse("admin:inbox-edit", args=[proposals_of(capture)[0].pk])):
        html = editor.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>There" not in html
    html = editor.get(article_address(capture)).content.decode()
    assert "\u202e" not in html
    assert 'title="Invisible character U+202E"' in html


def test_arabic_pages_hold_arabic_text_in_its_direction() -> None:
    client = desk(make_user())
    capture = made(ARABIC, language="ar")
    html = client.get(article_address(capture).replace("/en/", "/ar/")).content.decode()
    assert '<html lang="ar" dir="rtl"' in html
    assert 'class="inbox-text" lang="ar" dir="rtl"' in html
    english = client.get(article_address(made())).content.decode()
    assert 'class="inbox-text" lang="en" dir="ltr"' in english


def test_the_first_page_of_the_desk_counts_them(editor: Client) -> None:
    made()
    made()
    page = words_of(editor.get("/en/desk/"))
    assert "4 suggested quotes to decide" in page
