"""Articles are looked at again: what became of published words, seen twice, decided by editors, told to readers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.roles import REPORTER
from quotes.anchoring import Span
from quotes.models import ArticleChange, ArticleWatch, Look, Quotation, Sighting
from quotes.services import quoting
from quotes.services.drifting import comparing, deciding
from quotes.services.erasing import forget_erased
from sources.models import Article, Capture, CaptureJob
from sources.services import adding, recording
from sources.services.working import work_through as fetch
from tests.desk.pages import desk
from tests.factories import make_speaker, make_user
from tests.inbox.test_pages import words_of
from tests.sources.web import Web, answer

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = "We will open the northern quay before the first snow falls"
FILLING = "The ships in the harbour waited for the fog to lift, and so did those who wait for the ships. " * 3


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    settings.FETCH_DELAY_SECONDS = 0
    with Web() as running:
        settings.FETCH_TRUSTED_HOSTS = frozenset({running.host})
        yield running


def page_with(words: str = WORDS, *, title: str = "Harbour minister speaks", more: str = "", head: str = "") -> str:
    body = "".join(f"<p>{FILLING} Paragraph {number}.</p>" for number in range(6))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}"
        f'<meta property="og:title" content="{title}"></head><body><article><h1>{title}</h1>{body}'
        f"<p>The minister said: “{words}.” The crews nodded.</p>{more}<p>{FILLING}</p></article></body></html>"
    )


def published(web: Web, path: str = "/a") -> Quotation:
    """A published quotation from a page of this server."""
    by = make_user()
    batch = adding.ask_for_addresses(by=by, now=NOW, typed=web.page(path, page_with()))
    fetch(clock=lambda: NOW, within=HOUR)
    capture = batch.jobs.get().capture
    assert capture is not None
    start = capture.text.index(WORDS)
    place = Span(start, start + len(WORDS))
    quotation = quoting.create_quotation(
        by=by,
        now=NOW,
        attributed_to=[quoting.AttributedTo(speaker=make_speaker())],
        appearance=quoting.Appearance(capture=capture, kind="direct", clause=place, segments=(place,)),
        said=None,
    )
    comparing.work_through(clock=lambda: NOW, within=HOUR)
    return quoting.publish(by=by, now=NOW, quotation=quotation)


def look(now: datetime) -> None:
    """All that the workers do at this hour: ask, fetch, compare."""
    comparing.work_through(clock=lambda: now, within=HOUR)
    fetch(clock=lambda: now, within=HOUR)
    comparing.work_through(clock=lambda: now, within=HOUR)


def look_twice() -> None:
    look(NOW)
    look(NOW + 7 * HOUR)
    look(NOW + 14 * HOUR)


def states() -> list[str]:
    return list(Sighting.objects.order_by("look__looked_at").values_list("state", flat=True))


def test_what_stands_where_it_stood_is_looked_at_ever_more_rarely(web: Web) -> None:
    published(web)
    now = NOW
    for _ in range(6):
        look(now)
        now = ArticleWatch.objects.get().next_look_at
    assert states() == ["intact"] * 5
    times = [NOW, *Look.objects.order_by("looked_at").values_list("looked_at", flat=True)]
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert waits == sorted(waits)
    assert waits[0] == 6 * HOUR
    assert waits[-1] >= 30 * DAY
    assert Capture.objects.count() == 1
    assert not ArticleChange.objects.exists()


def test_punctuation_is_silent(web: Web) -> None:
    published(web)
    web.page("/a", page_with().replace("“", '"').replace(".”", '!"').replace("quay before", "quay, before"))
    look_twice()
    assert set(states()) == {"intact"}
    assert not ArticleChange.objects.exists()


@pytest.mark.parametrize(
    ("later", "state", "after"),
    [
        (page_with("We will not open the northern quay before the first snow falls"), "edited", "We will not open"),
        (page_with("Nothing was said on that day about any of it, and nobody asked"), "removed", ""),
    ],
)
def test_a_change_is_believed_when_it_was_seen_twice_hours_apart(web: Web, later: str, state: str, after: str) -> None:
    published(web)
    look(NOW)
    web.page("/a", later)
    look(NOW + 7 * HOUR)
    assert states() == [state]
    assert not ArticleChange.objects.exists(), "one look may have seen a fault"
    look(NOW + 8 * HOUR)
    assert states() == [state], "the second look waits for hours"
    look(NOW + 14 * HOUR)
    change = ArticleChange.objects.get()
    assert (change.state, change.before, change.seen_at) == ("open", WORDS, NOW + 7 * HOUR)
    assert change.after.startswith(after)
    assert bool(change.after) == bool(after)
    look(NOW + 15 * DAY)
    assert ArticleChange.objects.count() == 1


def test_readers_see_only_what_an_editor_confirmed(web: Web, client: Client) -> None:
    quotation = published(web)
    look(NOW)
    web.page("/a", page_with("Nothing was said on that day about any of it, and nobody asked"))
    look(NOW + 7 * HOUR)
    look(NOW + 14 * HOUR)
    change = ArticleChange.objects.get()
    address = f"/en/quotations/{quotation.pk}/"
    assert "We did not find these words" not in words_of(client.get(address))
    editor = make_user()
    deciding.confirm(by=editor, now=NOW + DAY, change=change)
    page = words_of(client.get(address))
    assert "We did not find these words in the article on" in page
    assert Article.objects.get().state == "updated"
    deciding.undo(by=editor, now=NOW + DAY, change=change)
    assert "We did not find these words" not in words_of(client.get(address))
    assert Article.objects.get().state == "live"
    deciding.dismiss(by=editor, now=NOW + DAY, change=change)
    look(NOW + 15 * DAY)
    assert ArticleChange.objects.get().state == "dismissed", "the same does not come back"
    assert "We did not find these words" not in words_of(client.get(address))


def test_a_page_that_is_no_article_is_no_evidence(web: Web) -> None:
    published(web)
    look(NOW)
    login = "<title>Log in</title><h1>Log in to continue</h1><form><input type=password></form><p>Log in</p>"
    for days, route in ((40, answer(login)), (80, answer("Busy", status="503 Service Unavailable"))):
        web.route("/a", route)
        look(NOW + days * DAY)
        look(NOW + days * DAY + 7 * HOUR)
        assert ArticleWatch.objects.get().unreachable_since == NOW + 40 * DAY
    web.page("/a", "<title>Harbour minister speaks</title><p>The rest of it did not come.</p>")
    look(NOW + 120 * DAY)
    look(NOW + 120 * DAY + 7 * HOUR)
    assert set(states()) == {"unreachable"}
    assert not ArticleChange.objects.exists()


def test_an_article_that_is_gone_twice_is_asked_about(web: Web) -> None:
    published(web)
    look(NOW)
    web.route("/a", answer("Gone", status="410 Gone"))
    look(NOW + 7 * HOUR)
    assert not ArticleChange.objects.exists()
    look(NOW + 14 * HOUR)
    change = ArticleChange.objects.get()
    assert (change.kind, change.state) == ("gone", "open")
    assert Article.objects.get().state == "live", "the machine decides nothing"
    deciding.confirm(by=make_user(), now=NOW + DAY, change=change)
    assert Article.objects.get().state == "gone"


def test_headline_and_notices_are_watched(web: Web) -> None:
    published(web)
    look(NOW)
    notice = "Correction: an earlier version of this article gave a wrong name of the quay."
    web.page("/a", page_with(title="Harbour minister says nothing", more=f"<p class='correction'>{notice}</p>"))
    look(NOW + 7 * HOUR)
    assert dict(ArticleChange.objects.values_list("kind", "after")) == {"notice": notice}
    look(NOW + 14 * HOUR)
    kinds = dict(ArticleChange.objects.values_list("kind", "after"))
    assert kinds == {"notice": notice, "headline": "Harbour minister says nothing"}
    assert states() == ["intact", "intact"]


def test_headlines_that_an_outlet_tries_on_its_readers_are_no_change(web: Web) -> None:
    published(web)
    look(NOW)
    for hours, title in ((7, "Harbour minister says nothing"), (14, "What the minister said"), (21, "A word of snow")):
        web.page("/a", page_with(title=title))
        look(NOW + hours * HOUR)
    assert states() == ["intact"] * 3
    assert not ArticleChange.objects.exists()


def test_a_look_that_cannot_be_compared_is_not_tried_for_ever(web: Web) -> None:
    published(web)
    look(NOW)
    web.page("/a", page_with("Nothing was said on that day about any of it, and nobody asked"))
    comparing.work_through(clock=lambda: NOW + 7 * HOUR, within=HOUR)
    fetch(clock=lambda: NOW + 7 * HOUR, within=HOUR)
    capture = CaptureJob.objects.get(reason="watch").capture
    assert capture is not None
    with connection.cursor() as cursor:  # a row that no code of ours would write
        cursor.execute("ALTER TABLE sources_capture DISABLE TRIGGER USER")
        cursor.execute('UPDATE sources_capture SET blocks = \'[{"kind": "body"}]\' WHERE id = %s', [capture.pk])
        cursor.execute("ALTER TABLE sources_capture ENABLE TRIGGER USER")
    assert comparing.work_through(clock=lambda: NOW + 7 * HOUR, within=HOUR) == 1
    assert states() == ["unreachable"]
    watch = ArticleWatch.objects.get()
    assert watch.problem == {"kind": "job.Stopped", "params": {}}
    assert watch.unreachable_since == NOW + 7 * HOUR
    assert comparing.work_through(clock=lambda: NOW + 7 * HOUR, within=HOUR) == 0


def test_a_page_that_stops_before_the_words_is_no_evidence(web: Web) -> None:
    published(web)
    look(NOW)
    whole = page_with()
    web.page("/a", whole[: whole.index("<p>The minister said")] + "</article></body></html>")
    look(NOW + 7 * HOUR)
    look(NOW + 14 * HOUR)
    assert set(states()) == {"unreachable"}
    assert not ArticleChange.objects.exists()


def test_words_that_are_there_again_need_no_decision(web: Web) -> None:
    published(web)
    look(NOW)
    web.page("/a", page_with("Nothing was said on that day about any of it, and nobody asked"))
    look(NOW + 7 * HOUR)
    look(NOW + 14 * HOUR)
    assert ArticleChange.objects.count() == 1
    web.page("/a", page_with())
    look(NOW + 20 * DAY)
    assert not ArticleChange.objects.exists()


def test_the_desk_says_of_each_place_how_it_stands(web: Web) -> None:
    quotation = published(web)
    address = reverse("admin:quotes_quotation_change", args=[quotation.pk])
    editor = desk(make_user(name="standing-editor"))
    assert "Where it stands now" not in words_of(editor.get(address))
    look(NOW)
    web.page("/a", page_with("Nothing was said on that day about any of it, and nobody asked"))
    look(NOW + 7 * HOUR)
    assert "No longer found · looked at" in words_of(editor.get(address))


def test_drafts_and_withdrawn_quotes_are_not_watched(web: Web) -> None:
    quotation = published(web)
    quoting.hold(by=make_user(), now=NOW, quotation=quotation)
    look(NOW)
    look(NOW + 7 * HOUR)
    assert not CaptureJob.objects.filter(reason="watch").exists()


def test_a_look_is_read_once_by_several_workers(web: Web) -> None:
    published(web)
    look(NOW)
    comparing.work_through(clock=lambda: NOW + 7 * HOUR, within=HOUR)
    fetch(clock=lambda: NOW + 7 * HOUR, within=HOUR)
    job = CaptureJob.objects.get(reason="watch")
    assert [comparing.read_look(job.pk), comparing.read_look(job.pk)] == [1, 0]
    assert Look.objects.count() == Sighting.objects.count() == 1


def changed(web: Web, count: int) -> None:
    for number in range(count):
        published(web, f"/{number}")
    look(NOW)
    for number in range(count):
        web.page(f"/{number}", page_with("We will never open the northern quay before the first snow falls"))
    look(NOW + 7 * HOUR)
    look(NOW + 14 * HOUR)


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_shows_both_versions_and_costs_the_same_for_one_and_for_three(web: Web, count: int) -> None:
    changed(web, count)
    editor = desk(make_user(name="changes-editor"))
    with CaptureQueriesContext(connection) as queries:
        page = editor.get(reverse("admin:changes"))
    assert len(queries) == 6
    assert page.content.decode().count("<ins>") == count
    assert "[now:] never" in words_of(page)
    assert f"{count} changes in articles to decide" in words_of(editor.get(reverse("admin:index")))
    change = ArticleChange.objects.latest("pk")
    address = reverse("admin:changes-decide", args=[change.pk])
    assert desk(make_user(REPORTER)).post(address, {"act": "confirm"}).status_code == 403
    assert "readers see it now" in words_of(editor.post(address, {"act": "confirm"}, follow=True))
    assert "Undo and decide anew" in words_of(editor.get(reverse("admin:changes") + "?state=confirmed"))
    editor.post(address, {"act": "undo"})
    assert "does not come back" in words_of(editor.post(address, {"act": "dismiss"}, follow=True))
    assert "already" in words_of(editor.post(address, {"act": "dismiss"}, follow=True))
    assert editor.get(reverse("admin:changes") + "?state=nonsense").status_code == 400


def test_a_lawful_erasure_takes_the_words_from_sightings_changes_and_their_history(web: Web) -> None:
    quotation, other = published(web), published(web, "/b")
    later = "We will never open the northern quay before the first snow falls"
    look(NOW)
    web.page("/a", page_with(later))
    web.page("/b", page_with(later))
    look(NOW + 7 * HOUR)
    look(NOW + 14 * HOUR)
    decided, kept = ArticleChange.objects.order_by("article__canonical_address")
    chief = make_user("chief")
    deciding.confirm(by=chief, now=NOW + DAY, change=decided)
    quoting.withdraw(by=chief, now=NOW + DAY, quotation=quotation, because="A court orders it.")
    for capture in Capture.objects.filter(article=decided.article):
        recording.erase_capture(by=chief, now=NOW + DAY, capture=capture, because="A court orders it.")
    forget_erased()
    words = set(Sighting.objects.filter(occurrence__quotation=quotation).values_list("words", flat=True))
    assert words == {""}
    decided.refresh_from_db()
    assert (decided.state, decided.before, decided.after, decided.words_erased) == ("confirmed", "", "", True)
    kept.refresh_from_db()
    assert later.endswith(kept.after)
    assert kept.after, "what nobody erased stays"
    assert Sighting.objects.filter(occurrence__quotation=other, words=kept.after).exists()
    for table in ("quotes_articlechangehistoryevent", "quotes_proposalhistoryevent"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE row_to_json(t)::text LIKE '%quay%'")
            assert cursor.fetchone() == (0,), table
    editor = desk(make_user(name="erasure-editor"))
    assert "erased by law" in words_of(editor.get(reverse("admin:changes") + "?state=confirmed"))
    deciding.undo(by=chief, now=NOW + DAY, change=decided)
    assert ArticleChange.objects.get() == kept, "nothing is left to decide"
    assert Article.objects.get(pk=decided.article_id).state == "live"
