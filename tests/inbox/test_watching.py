"""What an editor watches comes first, says so, and is not put away while nobody looks."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import REPORTER
from quotes.models import Claim, Proposal, Speaker, Watch
from quotes.services.proposing.accepting import accept
from quotes.services.proposing.rejecting import expire
from quotes.services.quoting import AttributedTo, take_stance
from quotes.services.watching import unwatch, watch
from tests.desk.pages import desk
from tests.factories import NOW, make_article, make_claim, make_speaker, make_user
from tests.inbox.making import made, proposal_with, proposals_of
from tests.inbox.test_pages import LIST, article_address, post, titles, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user(name="inbox-editor")


@pytest.fixture
def editor(user: User) -> Client:
    return desk(user)


def an_article_of(name: str, title: str) -> None:
    made(f"“The {title.lower()} will stay as it is for now,” said {name}.", article=make_article(title))


def test_what_i_watch_comes_first_then_what_others_watch_then_known_speakers(editor: Client, user: User) -> None:
    mine, theirs, known = (make_speaker(name) for name in ("Dana Ilves", "Piet Marlow", "Rosa Quill"))
    watch(by=user, now=NOW, what=mine)
    watch(by=make_user(), now=NOW, what=theirs)
    an_article_of("Dana Ilves", "Harbour")
    an_article_of("Piet Marlow", "Treasury")
    an_article_of("Rosa Quill", "Museum")
    an_article_of("Ola Brandt", "Library")
    assert known
    assert titles(editor) == ["Harbour", "Treasury", "Museum", "Library"]
    page = words_of(editor.get(LIST))
    assert "You watch: Dana Ilves" in page
    assert "Watched by others here: Piet Marlow" in page
    assert titles(editor, "?watched=me") == ["Harbour"]
    assert titles(editor, "?watched=anybody") == ["Harbour", "Treasury"]
    assert editor.get(LIST + "?watched=nobody").status_code == 400


def test_a_watched_claim_lifts_what_is_near_a_quote_on_it(editor: Client, user: User) -> None:
    words = "“There will be a second ferry in May, and the harbour will pay for it,” said {}."
    made(words.format("Piet Marlow"))
    marlow = AttributedTo(make_speaker("Piet Marlow"))
    quotation = accept(by=user, now=NOW, proposal=proposal_with("second ferry"), who=[marlow]).quotations[0]
    claim = make_claim("Who says that a second ferry will come")
    take_stance(by=user, now=NOW, claim=claim, quotation=quotation, kind="asserts")
    made(words.format("Piet Marlow"), article=make_article("Ferry"))
    an_article_of("Rosa Quill", "Museum")
    watch(by=user, now=NOW, what=claim)
    assert titles(editor, "?watched=me") == ["Ferry"]
    assert "You watch: Who says that a second ferry will come" in words_of(editor.get(LIST))


def test_doubtful_suggestions_come_after_likely_ones(editor: Client) -> None:
    an_article_of("Ola Brandt", "Library")
    an_article_of("Ola Brandt", "Archive")
    assert titles(editor) == ["Archive", "Library"]
    from tests.ranking.test_pages import a_ranking

    doubtful = Proposal.objects.filter(run__capture__article__title="Archive")
    doubtful.update(chance=0.2, ranking=a_ranking())
    assert titles(editor) == ["Library", "Archive"]


def test_the_list_costs_the_same_however_much_is_watched(editor: Client, user: User) -> None:
    counts = []
    for number, name in enumerate(("Dana Ilves", "Piet Marlow", "Rosa Quill"), start=1):
        watch(by=user, now=NOW, what=make_speaker(name))
        an_article_of(name, f"Harbour {name}")
        if number == 2:
            continue
        editor.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert len(titles(editor)) == number
        counts.append(len(asked))
    assert counts == [14, 14]


def test_one_click_watches_and_one_click_takes_it_back(editor: Client, user: User) -> None:
    speaker, claim = make_speaker("Dana Ilves"), make_claim("Who says that the quay will open")
    pages = {
        "watch-speaker": (speaker, reverse("admin:quotes_speaker_change", args=[speaker.pk])),
        "watch-claim": (claim, reverse("admin:quotes_claim_change", args=[claim.pk])),
    }
    for name, (what, address) in pages.items():
        assert f"Watch \u2068{what}\u2069" in words_of(editor.get(address))
        told = post(editor, name, what.pk, watch="yes", next=address)
        assert f"You watch \u2068{what}\u2069" in told
        assert f"Stop watching \u2068{what}\u2069" in told
        post(editor, name, what.pk, watch="yes", next=address)
        assert Watch.objects.count() == 1
        assert "You no longer watch" in post(editor, name, what.pk, watch="no", next=address)
        assert not Watch.objects.exists()


def test_the_star_stands_in_the_margin_beside_known_speakers_only(editor: Client, user: User) -> None:
    speaker, capture = make_speaker("Dana Ilves"), made()
    address = article_address(capture)
    page = words_of(editor.get(address))
    assert "Watch \u2068Dana Ilves\u2069" in page
    assert "Watch \u2068Piet Marlow" not in page
    away = editor.post(reverse("admin:watch-speaker", args=[speaker.pk]), {"watch": "yes", "next": f"{address}#p-{1}"})
    assert away["Location"] == f"{address}#p-1"
    assert "Stop watching \u2068Dana Ilves\u2069" in words_of(editor.get(address))
    outside = editor.post(reverse("admin:watch-speaker", args=[speaker.pk]), {"next": "https://elsewhere.example/"})
    assert outside["Location"] == "/en/desk/"


def test_reporters_see_no_star_and_cannot_watch() -> None:
    speaker, reporter = make_speaker("Dana Ilves"), make_user(REPORTER)
    capture, client = made(), desk(reporter)
    assert "Watch \u2068" not in words_of(client.get(article_address(capture)))
    assert "Watch \u2068" not in words_of(client.get(reverse("admin:quotes_speaker_change", args=[speaker.pk])))
    for name in ("watch-speaker", "watch-claim"):
        assert client.post(reverse(f"admin:{name}", args=[speaker.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        watch(by=reporter, now=NOW, what=speaker)
    with pytest.raises(PermissionDenied):
        unwatch(by=reporter, what=speaker)
    assert Client().post(reverse("admin:watch-speaker", args=[speaker.pk])).status_code == 302
    assert not Watch.objects.exists()


def test_other_numbers_and_methods(editor: Client) -> None:
    assert editor.post(reverse("admin:watch-claim", args=[10**15])).status_code == 404
    assert editor.get(reverse("admin:watch-speaker", args=[make_speaker().pk])).status_code == 405


def test_what_somebody_watches_does_not_expire(user: User) -> None:
    speaker, capture = make_speaker("Dana Ilves"), made()
    watch(by=user, now=NOW, what=speaker)
    later = NOW + timedelta(days=31)
    assert expire(now=later, days=30) == 2
    states = {row.mention: row.state for row in proposals_of(capture)}
    assert {name for name, state in states.items() if state == "suggested"} == {
        row.mention for row in proposals_of(capture) if row.likely_speaker_id == speaker.pk
    }
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert expire(now=later, days=30) == 2, "whoever left watches nothing"


def test_deleting_what_is_watched_takes_the_watch_along(user: User) -> None:
    speaker, claim = make_speaker(), make_claim()
    watch(by=user, now=NOW, what=speaker)
    watch(by=user, now=NOW, what=claim)
    Speaker.objects.get(pk=speaker.pk).delete()
    Claim.objects.get(pk=claim.pk).delete()
    assert not Watch.objects.exists()
