"""Which known speakers are offered for a mention, and who is never offered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotes.mentions import Before, how_named, is_unnamed, parts_of
from quotes.queries.linking import Mention, linked
from tests.factories import make_speaker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mention", "name", "how"),
    [
        ("Dana Ilves", "Dana Ilves", "exact"),
        ("Harbour Minister Dana Ilves", "Dana Ilves", "exact"),
        ("Dana Ilves, the harbour minister", "Dana Ilves", "exact"),
        ("DANA ILVES", "Dana Ilves", "spelling"),
        ("وزيرة الموانئ دانة إلفس", "دانة إلفس", "exact"),
        ("وزيرة الموانئ دانه الفس", "دانة إلفس", "spelling"),
        ("an aide to Dana Ilves", "Dana Ilves", "surname"),
        ("Ilves", "Dana Ilves", ""),
        ("Minister Ilves", "Dana Ilves", "surname"),
        ("Лавров", "Sergei Lavrov", ""),
        ("Сергей Лавров", "Sergei Lavrov", "script"),
        ("سيرغي لافروف", "Sergei Lavrov", "script"),
        ("وزير الخارجية الروسي سيرغي لافروف", "Sergei Lavrov", "script"),
        ("Piet Marlow", "Dana Ilves", ""),
        ("the Kremlin", "Kremlin", "exact"),
    ],
)
def test_how_a_mention_names_somebody(mention: str, name: str, how: str) -> None:
    assert how_named(mention, name, at=0, before=Before("")) == how


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Minister Ilves spoke first. Then Ilves said", "surname"),
        ("Dana Ilves spoke first. Then Ilves said", "surname"),
        ("Karl Ilves spoke first. Then Ilves said", ""),
        ("It was cold. Then Ilves said that Minister Ilves", ""),
    ],
)
def test_a_bare_last_name_needs_a_title_or_a_first_name_before_it(text: str, how: str) -> None:
    at = text.index("Then Ilves") + 5
    assert how_named("Ilves", "Dana Ilves", at=at, before=Before(text)) == how


@pytest.mark.parametrize(
    ("mention", "unnamed"),
    [
        ("A senior official", True),
        ("two diplomats familiar with the talks", True),
        ("مسؤول كبير في الوزارة", True),
        ("مصادر مطلعة", True),
        ("Dana Ilves", False),
        ("the harbour minister", False),
        ("Official Dana Ilves", False),
    ],
)
def test_who_is_unnamed(mention: str, unnamed: bool) -> None:
    assert is_unnamed(mention) is unnamed


@pytest.mark.parametrize(
    ("mention", "language", "parts"),
    [
        ("President Dana Ilves and Premier Piet Marlow", "en", ["President Dana Ilves", "Premier Piet Marlow"]),
        ("the ministry of trade and industry", "en", ["the ministry of trade and industry"]),
        ("Dana Ilves, the harbour minister", "en", ["Dana Ilves, the harbour minister"]),
        ("دانة إلفس وبيت مارلو", "ar", ["دانة إلفس", "بيت مارلو"]),
        ("خالد وليد", "ar", ["خالد وليد"]),
        ("الرئيسان بوتين وشي", "ar", ["الرئيسان بوتين", "شي"]),
    ],
)
def test_joint_speakers(mention: str, language: str, parts: list[str]) -> None:
    assert parts_of(mention, language) == parts


def test_candidates_come_in_any_script_by_one_question_and_only_a_whole_name_is_preselected() -> None:
    lavrov = make_speaker("Sergei Lavrov")
    make_speaker("Dana Ilves")
    russian, whole = Mention("Сергей Лавров", 0), Mention("Foreign Minister Sergei Lavrov", 20)
    with CaptureQueriesContext(connection) as asked:
        found = linked([russian, whole], text="", language="en")
    assert len(asked) == 1
    (across,), (exact,) = found[russian], found[whole]
    assert [one.speaker_id for one in across.candidates] == [lavrov.pk]
    assert (across.likely, exact.likely) == (None, lavrov.pk)


def test_two_of_one_name_are_both_shown_and_none_is_preselected() -> None:
    both = {make_speaker("Piet Marlow").pk, make_speaker("Piet Marlow").pk}
    mention = Mention("Piet Marlow", 0)
    (who,) = linked([mention], text="", language="en")[mention]
    assert {one.speaker_id for one in who.candidates} == both
    assert who.likely is None
