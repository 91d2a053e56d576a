"""Which day belongs to which act: told by its own sentence, shared, gone on with, or of something else."""

import calendar
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quotes.extraction.circumstances import Circumstance, circumstances, key_of
from quotes.extraction.engine import extract
from quotes.extraction.placed import Passage
from quotes.extraction.quoted import paragraphs_in, quoted_in
from quotes.extraction.reported import Reported, Span
from quotes.extraction.sentences import sentences_in
from quotes.management.benches.extraction.annotated import read_article

SATURDAY = date(2023, 2, 4)
GOLD = Path(__file__).parent / "gold" / "tune"
INHERITED = "inherited "


def days_of(text: str, language: str) -> list[str]:
    """Each proposal's day, or the first and the last; inherited ones say so."""
    days = []
    for one in extract(text, language=language, published=SATURDAY):
        told = " ".join(sorted({day.isoformat() for day in one.said})) if one.said else ""
        days.append((INHERITED if one.said_is_inherited else "") + told)
    return days


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Marta Ollen said on Thursday that the bridge would close on Friday.", ["2023-02-02"]),
        ("en", "“We close on Friday,” Marta Ollen said on Thursday.", ["2023-02-02"]),
        ("en", "In a statement on Wednesday, Marta Ollen said that she was tired.", ["2023-02-01"]),
        ("en", "Marta Ollen said that the bridge had closed on Friday.", [""]),
        ("en", "After the talks on Monday, Marta Ollen said that she was tired.", [""]),
        ("en", "Marta Ollen, who was elected on Monday, said that she was tired.", [""]),
        ("en", "Shops shut on Wednesday as Marta Ollen said that the port was unsafe.", [""]),
        ("en", "Marta Ollen had warned on Monday that it may break, adding that nobody listened.", ["2023-01-30"] * 2),
        ("ar", "قال الوزير سامر العلي، الخميس، إن الجسر سيغلق الأحد.", ["2023-02-02"]),
        ("ar", "أكد الوزير سامر العلي أن الجسر آمن، بعد زيارة أجراها الأسبوع الماضي.", [""]),
        ("ar", "قال الوزير سامر العلي أمس إن الجسر آمن، مؤكداً أن العمل مستمر.", ["2023-02-03"] * 2),
        ("ru", "Министр Иван Лесков в четверг заявил, что мост закроют в пятницу.", ["2023-02-02"]),
        ("fr", "« Le pont sera fermé vendredi », a annoncé jeudi le ministre Paul Varin.", ["2023-02-02"]),
        ("es", "El ministro Pablo Varo anunció el jueves que el puente se cerrará el viernes.", ["2023-02-02"]),
    ],
)
def test_day_belongs_to_the_act_and_not_to_what_is_said(language: str, text: str, expected: list[str]) -> None:
    assert days_of(text, language) == expected


def test_day_of_another_speaker_in_the_sentence_is_not_taken() -> None:
    text = "Marta Ollen said on Thursday that she was tired, and Jan Brok said that he was not."
    assert days_of(text, "en") == ["2023-02-02", ""]


def test_dropped_subject_goes_on_with_the_day_before() -> None:
    text = "قالت الوزيرة هدى العلي، الخميس، إن الجسر آمن. وأضافت أن العمل مستمر.\n\nوقال سامر حداد إن الجسر خطر."
    assert days_of(text, "ar") == ["2023-02-02", INHERITED + "2023-02-02", ""]


def test_speaker_named_again_in_the_next_paragraph_goes_on_with_the_day() -> None:
    text = "Marta Ollen said on Thursday that she was tired.\n\nOllen said that she would stay."
    assert days_of(text, "en") == ["2023-02-02", INHERITED + "2023-02-02"]


def test_what_was_said_earlier_is_another_occasion() -> None:
    text = "Marta Ollen said on Thursday that she was tired. Ollen had previously said that she would stay."
    assert days_of(text, "en") == ["2023-02-02", ""]


def test_opening_takes_the_day_that_is_told_below() -> None:
    text = (
        'أعلنت الصين أن الثقة "زادت".\n\nوقالت وزارة الخارجية الصينية، في بيان السبت، إن بكين مستعدة.\n\n'
        "وقالت وزارة الدفاع النرويجية إن الجسر آمن."
    )
    assert days_of(text, "ar") == [INHERITED + "2023-02-04", "2023-02-04", ""]


def test_same_day_leads_back() -> None:
    text = "The bridge closed on 15 January. “I am tired,” Marta Ollen said the same day."
    assert days_of(text, "en") == ["2023-01-15"]


def test_without_a_day_of_publication_full_dates_are_told_alone() -> None:
    text = "Marta Ollen said on 2 February 2023 that she was tired. Jan Brok said on Thursday that he was not."
    found = extract(text, language="en")
    assert [one.said for one in found] == [(date(2023, 2, 2), date(2023, 2, 2)), None]


def test_sentence_without_an_end_costs_no_more_than_its_length() -> None:
    """Three thousand acts with as many days in one sentence: each with every other would be nine million."""
    found = extract("Smith said on Monday that he won, and " * 3_000, language="en", published=SATURDAY)
    assert found
    monday = date(2023, 1, 30)
    assert {one.said for one in found} <= {None, (monday, monday)}


# The labelled articles: their spans are given here, so that what is read is the days alone.


def passages_of(article: dict[str, Any]) -> tuple[list[Passage], list[tuple[Reported, dict[str, Any]]]]:
    acts = sorted(((act, quote) for act, quote in map(_act, article["quotes"])), key=lambda pair: _anchor(pair[0]))
    passages = []
    bodies = [block for block in article["blocks"] if block["kind"] == "body"]
    spans = [span for block in bodies for span in paragraphs_in(article["text"], block["start"], block["end"])]
    for number, (start, end) in enumerate(spans):
        quoted = quoted_in(article["text"], start, end)
        for sentence in sentences_in(article["text"], (start, end), quoted, ()):
            here = [(act, quote) for act, quote in acts if sentence.start <= _anchor(act) < sentence.end]
            named = [Span(*quote["names"][0]) if quote["names"] else None for _, quote in here]
            if here:
                passages.append(Passage(sentence, number, [act for act, _ in here], named))
    return passages, acts


def _act(quote: dict[str, Any]) -> tuple[Reported, dict[str, Any]]:
    contents = tuple(Span(*span) for span in quote["content"])
    cue = Span(*max(quote["cue"], key=lambda span: span[1] - span[0])) if quote["cue"] else None
    place = cue.start if cue else contents[0].start
    speaker = min((Span(*span) for span in quote["source"]), key=lambda one: abs(one.start - place), default=None)
    form = "pronoun" if quote["names"] else "named"
    return Reported(contents, cue, speaker, form, "gold", 1.0), quote


def _anchor(act: Reported) -> int:
    return act.cue.start if act.cue else act.contents[0].start


def said(day: str) -> tuple[date, date]:
    year, month, *rest = [*map(int, day.split("-")), 0, 0][:3] if "-" in day else [int(day), 0, 0]
    first = date(year, month or 1, rest[0] or 1)
    if month and rest[0]:
        return first, first
    return first, date(year, month or 12, calendar.monthrange(year, month or 12)[1])


@pytest.mark.parametrize(("language", "least"), [("ar", 0.75), *((one, 0.8) for one in ("en", "es", "fr", "ru", "zh"))])
def test_labelled_days_are_found_and_none_is_wrong(language: str, least: float) -> None:
    """ "A year ago" is a month here and may be labelled a year: a day within the label is right."""
    told, right = 0, 0
    for path in sorted(GOLD.glob(f"{language}-*.article")):
        article = read_article(path.read_text("utf-8"), name=path.name)
        passages, acts = passages_of(article)
        published = date.fromisoformat(article["published"])
        found = circumstances(article["text"], passages, language=language, published=published)
        for act, quote in acts:
            if "said_on" not in quote:
                continue
            told += 1
            (first, last), one = said(quote["said_on"]), found.get(key_of(act), Circumstance())
            if one.said is not None:
                assert first <= one.said[0] <= one.said[1] <= last, (path.name, quote["said_on"], one.said)
                right += 1
    assert told >= 20
    assert right / told >= least
