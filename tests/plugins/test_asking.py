"""Plug-ins in the worker: what they find is proposed, what they break is theirs alone, and the desk says so."""

import time
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from quotes.extraction.plugins import Answer, Candidate, Question, Stretch
from quotes.models import ExtractionRun, Proposal
from quotes.services.extracting import plugins
from tests.desk.pages import desk
from tests.factories import make_user
from tests.inbox.making import QUAY, made, proposal_with, proposals_of, run_of
from tests.inbox.test_pages import article_address, words_of

pytestmark = pytest.mark.django_db
HERE = "tests.plugins.test_asking"
TEXT = (
    "Dana Ilves said: “We will open the northern quay before the first snow falls.”\n\n"
    "For the mayor, Rosa Quill, “this is a day of joy” and of relief."
)


def candidate(words: str, question: Question, *quoted: str) -> Candidate:
    def at(part: str) -> Stretch:
        start = question.text.index(part)
        return Stretch(start, start + len(part), part)

    return Candidate(at(words), tuple(at(part) for part in quoted), confidence=0.7)


class Honest:
    name = "honest"

    def find(self, question: Question) -> Answer:
        quay = candidate(f"“{QUAY}”", question, QUAY)
        joy = candidate("“this is a day of joy” and of relief", question, "this is a day of joy")
        return Answer([quay, joy], {"other words": 2})


class Raising:
    name = "raising"

    def find(self, question: Question) -> Answer:
        raise ValueError("The model is out of memory.")


class Leaving:
    name = "leaving"

    def find(self, question: Question) -> Answer:
        raise SystemExit(3)


class Slow:
    name = "slow"

    def find(self, question: Question) -> Answer:
        time.sleep(0.6)
        return Answer(())


class Wrong:
    name = "wrong"

    def find(self, question: Question) -> Answer:
        return "no answer at all"  # type: ignore[return-value]


class Unspeakable:
    name = "Not A Name"

    def find(self, question: Question) -> Answer:
        return Answer(())


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Plug-ins are made once a process."""
    plugins._loaded.cache_clear()
    yield
    plugins._loaded.cache_clear()


@pytest.fixture
def editor() -> Client:
    return desk(make_user())


def test_without_plug_ins_nothing_is_asked() -> None:
    assert run_of(made(TEXT)).plugins == []


def test_what_a_plug_in_finds_is_proposed_and_agreement_is_said(settings: Settings, editor: Client) -> None:
    settings.EXTRACTION_PLUGINS = [f"{HERE}.Honest"]
    capture = made(TEXT)
    joy, quay = proposal_with("day of joy"), proposal_with(QUAY)
    assert (joy.rule, joy.kind, joy.confidence) == ("plugin:honest", "mixed", 0.7)
    assert quay.also_found_by == ["honest"]
    assert not quay.rule.startswith("plugin:")
    assert run_of(capture).plugins == [
        {"name": "honest", "added": 1, "agreed": 1, "dropped": {"other words": 2}, "failure": ""}
    ]
    page = words_of(editor.get(article_address(capture)))
    assert "the plug-in \u2068honest\u2069 found it too" in page
    assert "the plug-in \u2068honest\u2069 found it " in page
    assert "named 2 quotes that do not stand there like that. They were dropped." in page


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (f"{HERE}.Raising", "ValueError: The model is out of memory."),
        (f"{HERE}.Leaving", "SystemExit: 3"),
        (f"{HERE}.Wrong", "AttributeError"),
        (f"{HERE}.Unspeakable", "Its name is not of small letters"),
        (f"{HERE}.Missing", "It cannot be loaded from"),
        ("no.such.module", "It cannot be loaded from"),
    ],
)
def test_a_plug_in_that_breaks_fails_for_itself_alone(
    settings: Settings, editor: Client, broken: str, why: str
) -> None:
    settings.EXTRACTION_PLUGINS = [broken, f"{HERE}.Honest"]
    capture = made(TEXT)
    run = run_of(capture)
    assert (run.state, run.last_error, len(proposals_of(capture))) == (ExtractionRun.State.DONE, "", 2)
    failed, honest = run.plugins
    assert why in failed["failure"]
    assert honest["failure"] == ""
    page = words_of(editor.get(article_address(capture)))
    assert "failed on this copy" in page
    assert "What the rules found stands." in page
    assert proposal_with(QUAY).rule.startswith("en-")


def test_one_that_takes_too_long_is_not_waited_for_and_not_asked_again_meanwhile(settings: Settings) -> None:
    settings.EXTRACTION_PLUGINS = [f"{HERE}.Slow"]
    settings.EXTRACTION_PLUGIN_SECONDS = 0.1
    began = time.monotonic()
    first, second = made(TEXT), made(TEXT.replace("northern", "southern"))
    assert time.monotonic() - began < 5
    assert "no answer in" in run_of(first).plugins[0]["failure"]
    assert "still works on an article before" in run_of(second).plugins[0]["failure"]
    assert Proposal.objects.filter(run__capture=second).exists()
    time.sleep(0.7)
    settings.EXTRACTION_PLUGIN_SECONDS = 5.0
    assert run_of(made(TEXT.replace("northern", "eastern"))).plugins[0]["failure"] == ""


def test_a_language_without_rules_is_read_by_plug_ins(settings: Settings) -> None:
    text = "Per il sindaco, Rosa Quill, “this is a day of joy” and of relief, “" + QUAY + "”."
    settings.EXTRACTION_PLUGINS = [f"{HERE}.Honest"]
    capture = made(text, language="it")
    assert {row.rule for row in proposals_of(capture)} == {"plugin:honest"}
    settings.EXTRACTION_PLUGINS = [f"{HERE}.Raising"]
    failed = run_of(made("Il porto è chiuso la domenica.", language="it"))
    assert failed.outcome == ExtractionRun.Outcome.UNREAD_LANGUAGE
    assert failed.plugins[0]["failure"]
