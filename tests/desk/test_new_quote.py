"""Attaching a quote in one form: to a saved copy, or to a passage that becomes one."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quotes.models import MatchJob, Quotation, Speaker
from quotes.services import quoting
from sources.models import Article, Capture, Publication
from tests.desk.pages import ADD, desk, opened
from tests.factories import NOW, make_capture, make_publication, make_speaker, make_user

pytestmark = pytest.mark.django_db

TEXT = (
    "The minister of roads said: “The bridge opens in May”. Asked again, the minister said: “The bridge opens in May”."
)


@pytest.fixture
def editor() -> User:
    return make_user()


@pytest.fixture
def client(editor: User) -> Client:
    return desk(editor)


@pytest.fixture
def speaker() -> Speaker:
    make_speaker("Minister of Bridges")
    return make_speaker("Minister of Roads", ar="وزير الطرق")


@pytest.fixture
def capture() -> Capture:
    make_capture("Another article about nothing in particular.")
    return make_capture(TEXT)


def typed(client: Client, speaker: Speaker, capture: Capture | None, **more: str) -> dict[str, str]:
    values = opened(client, reverse(ADD))
    values["attributions-0-speaker"] = str(speaker.pk)
    if capture:
        values["appearances-0-article"] = str(capture.article_id)
    return {**values, **{name.replace("__", "-0-"): value for name, value in more.items()}}


def save(client: Client, values: dict[str, str]) -> Quotation:
    answer = client.post(reverse(ADD), values)
    assert answer.status_code == 302, [line.strip() for line in answer.content.decode().splitlines() if "error" in line]
    return Quotation.objects.latest("pk")


def refused(client: Client, values: dict[str, str]) -> str:
    answer = client.post(reverse(ADD), values)
    assert answer.status_code == 200
    assert not Quotation.objects.exists()
    return answer.content.decode()


def test_words_typed_without_a_script_are_found_in_the_newest_copy(
    client: Client, speaker: Speaker, capture: Capture, editor: User
) -> None:
    quotation = save(
        client, typed(client, speaker, capture, appearances__clause="said: “The bridge opens in May”. Asked")
    )
    lead = quotation.lead
    assert lead is not None
    assert (lead.capture, lead.clause_exact) == (capture, "said: “The bridge opens in May”. Asked")
    assert quotation.status == "draft"
    assert quotation.created_by == editor
    assert [str(row.speaker) for row in quotation.attributions.all()] == ["Minister of Roads"]
    assert MatchJob.objects.filter(quotation=quotation, state="queued").count() == 1


def test_words_that_stand_twice_ask_for_the_place_and_the_chosen_place_is_taken(
    client: Client, speaker: Speaker, capture: Capture
) -> None:
    values = typed(client, speaker, capture, appearances__clause="The bridge opens in May")
    page = refused(client, values)
    assert "stand there 2 times" in page
    second = TEXT.rindex("The bridge opens")
    assert f'name="appearances-0-clause_near" value="{second}"' in page
    quotation = save(client, {**values, "appearances-0-clause_near": str(second)})
    assert quotation.lead is not None
    assert quotation.lead.clause_start == second


def test_words_that_are_not_there_are_refused_with_the_nearest_place(
    client: Client, speaker: Speaker, capture: Capture
) -> None:
    page = refused(client, typed(client, speaker, capture, appearances__clause="The bridge opened in May"))
    assert "These words are not in the saved copy" in page
    assert '<q dir="auto">The bridge opens in May' in page
    assert "The bridge opened in May</textarea>" in page


def test_a_mixed_report_takes_its_quoted_words_without_their_marks(
    client: Client, speaker: Speaker, capture: Capture
) -> None:
    values = typed(
        client,
        speaker,
        capture,
        appearances__clause="The minister of roads said: “The bridge opens in May”",
        appearances__quoted="“The bridge opens in May”",
        appearances__kind="mixed",
    )
    quotation = save(client, values)
    assert quotation.lead is not None
    assert [segment.exact for segment in quotation.lead.segments.all()] == ["The bridge opens in May"]


def test_a_pasted_passage_becomes_an_article_and_its_saved_copy(client: Client, speaker: Speaker) -> None:
    outlet = make_publication("Harbour Daily")
    values = typed(
        client,
        speaker,
        None,
        appearances__outlet=str(outlet.pk),
        appearances__title="The bridge",
        appearances__language="en",
        appearances__address="https://daily.example/bridge?utm_source=x",
        appearances__passage="First line.\r\nThe minister:  “It opens.”\r\n",
        appearances__clause="“It opens.”",
    )
    quotation = save(client, values)
    assert quotation.lead is not None
    capture = quotation.lead.capture
    assert (capture.method, capture.text) == ("pasted", "First line.\nThe minister:  “It opens.”\n")
    assert capture.article.publication == outlet
    assert [segment.exact for segment in quotation.lead.segments.all()] == ["It opens."]


def test_a_refused_pasted_passage_leaves_no_article_behind(client: Client, speaker: Speaker) -> None:
    outlet = make_publication()
    values = typed(
        client,
        speaker,
        None,
        appearances__outlet=str(outlet.pk),
        appearances__title="The bridge",
        appearances__language="en",
        appearances__passage="The minister: “It opens.”",
        appearances__clause="“It opens.”",
    )
    page = refused(client, {**values, "head-said_from": "2999-01-01"})
    assert "future" in page
    assert "The minister: “It opens.”</textarea>" in page
    assert not Article.objects.exists()
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("head-said_from", "2999-01-01", "the day lies in the future"),
        ("head-said_from", "yesterday", "Enter a valid date"),
        ("head-said_to", "2026-01-01", "Give the first possible day too"),
        ("appearances-0-clause", " \r\n ", "blanks and marks alone say nothing"),
        ("appearances-0-clause", "\u200b\u202e", "blanks and marks alone say nothing"),
        ("appearances-0-clause", "bridge\0opens", "U+0000"),
        ("head-occasion", "a\0b", "U+0000"),
        ("attributions-0-speaker", "", "Say who spoke"),
        ("attributions-0-speaker", "999999999999999999999", "Select a valid choice"),
        ("attributions-0-on_behalf_of", "x", "Select a valid choice"),
        ("appearances-0-article", "", "Choose the article, or paste the passage"),
        ("appearances-0-kind", "sung", "Select a valid choice"),
        ("appearances-0-kind", "mixed", "Mark which words stand in quotation marks"),
        ("appearances-0-quoted", "a tunnel", "are not in the marked passage"),
        ("appearances-0-row", "x", "Enter a whole number"),
        ("appearances-0-reported_from", "2999-01-01", "future"),
        ("appearances-TOTAL_FORMS", "many", "ManagementForm data"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(
    client: Client, speaker: Speaker, capture: Capture, *, field: str, value: str, sentence: str
) -> None:
    values = typed(
        client,
        speaker,
        capture,
        appearances__clause="“The bridge opens in May”. Asked",
        appearances__cue="a cue that was typed",
    )
    page = refused(client, {**values, field: value})
    assert sentence in page.replace("&#x27;", "'")
    assert "a cue that was typed" in page or field == "appearances-TOTAL_FORMS"


def test_an_unknown_date_and_an_unnamed_source_are_allowed(client: Client, capture: Capture) -> None:
    values = opened(client, reverse(ADD))
    values |= {
        "attributions-0-described_as": "a senior official",
        "appearances-0-article": str(capture.article_id),
        "appearances-0-clause": "said: “The bridge opens in May”. Asked",
    }
    quotation = save(client, values)
    assert quotation.said is None
    assert [row.described_as for row in quotation.attributions.all()] == ["a senior official"]


def test_a_described_source_of_blanks_is_refused(client: Client, capture: Capture) -> None:
    values = opened(client, reverse(ADD))
    values |= {"attributions-0-described_as": "–", "appearances-0-article": str(capture.article_id)}
    assert "describe an unnamed source" in refused(client, values)


def test_invisible_characters_are_kept_and_warned_about(client: Client, speaker: Speaker) -> None:
    hidden = make_capture("He said “roads\u202e and bridges” today.")
    values = typed(client, speaker, hidden, appearances__clause="roads\u202e and bridges")
    answer = client.post(reverse(ADD), values, follow=True)
    page = answer.content.decode()
    assert "Invisible characters (RLO)" in page
    assert '<span class="control-character"' in page


def test_a_reporter_saves_a_draft_but_is_not_offered_publishing_or_claims(speaker: Speaker, capture: Capture) -> None:
    client = desk(make_user("reporter"))
    quotation = save(
        client, typed(client, speaker, capture, appearances__clause="said: “The bridge opens in May”. Asked")
    )
    page = client.get(reverse("admin:quotes_quotation_change", args=[quotation.pk])).content.decode()
    assert "/publish/" not in page
    assert "_publish" not in page
    assert "part-stances" not in page


UNMARKED = "does not stand in quotation marks"


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        (TEXT, "asked again, the minister said".capitalize(), False),
        ("«Мост откроют», сказал министр. Мост откроют в мае.", "Мост откроют в мае", False),
        ("It isn't so: ‘We don’t open the bridge’, said the minister.", "open the bridge", True),
        ('He said: "The bridge opens in May."', "The bridge opens in May.", True),
        ('He said: "No." The bridge opens in May.', "The bridge opens in May.", False),
        ("Sie sagte: „Die Brücke öffnet im Mai“.", "Die Brücke öffnet im Mai", True),
        ("قال الوزير: «الجسر يفتح.\nيفتح في مايو».", "يفتح في مايو", True),
        ("部长说:「大桥五月开通」。", "大桥五月开通", True),
        ("部长说「大桥」五月开通。", "五月开通", False),
    ],
)
def test_words_outside_marks_are_saved_with_a_warning(
    client: Client, speaker: Speaker, text: str, words: str, marked: bool
) -> None:
    answer = client.post(
        reverse(ADD), typed(client, speaker, make_capture(text), appearances__clause=words), follow=True
    )
    page = answer.content.decode()
    assert "The quote is saved." in page
    assert (UNMARKED in page) is not marked


def test_a_report_in_the_outlets_words_needs_no_marks(client: Client, speaker: Speaker, capture: Capture) -> None:
    values = typed(client, speaker, capture, appearances__clause="Asked again", appearances__kind="indirect")
    page = client.post(reverse(ADD), values, follow=True).content.decode()
    assert "The quote is saved." in page
    assert UNMARKED not in page


def test_a_second_quote_on_the_passage_of_another_is_saved_with_a_warning(
    client: Client, speaker: Speaker, capture: Capture, editor: User
) -> None:
    first = save(client, typed(client, speaker, capture, appearances__clause="said: “The bridge opens in May”. Asked"))
    withdrawn = save(client, typed(client, speaker, capture, appearances__clause="The bridge opens in May”. Asked"))
    quoting.publish(by=editor, now=NOW, quotation=withdrawn)
    quoting.withdraw(by=editor, now=NOW, quotation=withdrawn, because="Entered twice.")
    values = typed(client, speaker, capture, appearances__clause="bridge opens in May”. Asked")
    page = client.post(reverse(ADD), values, follow=True).content.decode()
    assert "The quote is saved." in page
    assert f"Quote #{first.pk} already rests on this passage: <q" in page
    assert page.count("already rests on this passage") == 1


def test_another_speaker_another_passage_and_another_copy_are_no_twins(
    client: Client, speaker: Speaker, capture: Capture
) -> None:
    clause = "said: “The bridge opens in May”. Asked"
    save(client, typed(client, speaker, capture, appearances__clause=clause))
    for who, copy, words in [
        (make_speaker("Minister of Rivers"), capture, clause),
        (speaker, make_capture(TEXT), clause),
        (speaker, capture, "again, the minister said: “The bridge"),
    ]:
        answer = client.post(reverse(ADD), typed(client, who, copy, appearances__clause=words), follow=True)
        assert "The quote is saved." in answer.content.decode()
        assert "already rests on this passage" not in answer.content.decode()
