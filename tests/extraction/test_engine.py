"""Whatever the text: every offset holds, nothing raises, and twice the text takes about twice the time."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.extraction.engine import LANGUAGES, extract, extracted
from quotes.management.benches.extraction.annotated import read_article

PIECES = st.sampled_from(
    [
        "قال", "الوزير", "إن", "وأضافت", "أن", "مضيفاً", "بحسب", "«", "»", '"', "“", "”", "‘", "’", "'", "„", "،", ",",
        ".", ":", "\n", "\n\n", " ", "said", "the mayor", "Smith", "according to", "that", "told", "сказал",
        "что", "Иванов",
        "a déclaré", "selon", "dijo", "según", "que", "说", "表示", "，", "。", "：", "「", "」", "(", ")", "—", "-",
        "\u202b", "\u200f", "\ud800", "\0", "e\u0301", "👩‍👩‍👧", "12.5", "U.S.", "J.", "...",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


@dataclass(frozen=True)
class Block:
    kind: str
    start: int
    end: int


@given(text=TEXTS, language=st.sampled_from(sorted(LANGUAGES)))
def test_offsets_hold_and_nothing_raises(text, language):
    for one in extract(text, language=language):
        spans = [one.clause, *one.segments, *(span for span in (one.speaker, one.named, one.cue) if span)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(text[span.start : span.end].strip() for span in spans)
        assert all(one.clause.start <= part.start and part.end <= one.clause.end for part in one.segments)
        assert list(one.segments) == sorted(one.segments)
        assert all(text[part.start : part.end] == text[part.start : part.end].strip() for part in one.segments)
        assert 0 < one.confidence <= 1


def test_blanks_inside_of_the_marks_are_not_quoted():
    text = "« Nous partons demain », a déclaré la ministre."
    [found] = extract(text, language="fr")
    assert [text[part.start : part.end] for part in found.segments] == ["Nous partons demain"]
    assert found.kind == "direct"


@given(text=TEXTS, language=st.sampled_from(sorted(LANGUAGES)))
def test_the_same_text_gives_the_same_proposals(text, language):
    assert extract(text, language=language) == extract(text, language=language)


def test_a_language_that_nobody_reads_gives_nothing():
    assert extract("Ministerul a spus: „Nu”.", language="ro") == []


def test_only_the_body_is_read():
    line = "قال الوزير إن الجسر سيفتح."
    text = "\n\n".join([line] * 5)
    kinds = ["title", "caption", "body", "heading", "chrome"]
    step = len(line) + 2
    blocks = [Block(kind, place * step, place * step + len(line)) for place, kind in enumerate(kinds)]
    assert [one.clause.start // step for one in extract(text, language="ar", blocks=blocks)] == [2]


HOSTILE = [
    "“" * 50 + " said ", "he said that ", "«قال ", "، قال أن ", "according to ", "Mr. A, ", "that ", "and said ", "'s ",
    '"a" ', "— Name", "بحسب ", "“他说，", "…", ": he, ", "сказал, что ", "a dit que ", "dijo, ", "d'", "pidió a ",
    "Dijo. ", "говоря ", "«А»\n", "答：\n", "“a。”他说。",
]  # fmt: skip


def calls_for(text: str, language: str) -> int:
    """How many calls the reading of a text takes: a measure of work that no other process disturbs."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        extract(text, language=language)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_grows_with_the_text_and_not_faster(piece, language):
    """Four times the text is four times the work, and a little more at the edges. `bench extraction --growth` has the
    seconds of a megabyte."""
    extract(piece, language=language)
    small, large = (calls_for(piece * (length // len(piece)), language) for length in (4_000, 16_000))
    assert large < 6 * small


SAID = "“No {}”, said Ann. "


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        pytest.param(SAID * 300, SAID * 200, id="one paragraph of quotations"),
        pytest.param("\n\n".join([SAID] * 10_100), "\n\n".join([SAID] * 10_000), id="a text of quotations"),
        pytest.param("Ann left. " * 50_010, "Ann left. " * 50_000, id="a text of sentences"),
        pytest.param("Bob\n" * 50_010, "Bob\n" * 50_000, id="a text of lines"),
    ],
)
def test_what_is_left_unread_is_told(text, behind):
    """Nothing is passed over in silence: the proposals end where the unread stretch begins."""
    found, unread = extracted(text, language="en")
    [rest] = unread
    assert len(behind) - 40 <= rest.start <= len(behind) + 4
    assert rest.end >= len(text.rstrip())
    assert all(one.clause.end <= rest.start for one in found)


@pytest.mark.parametrize(
    ("language", "cue"),
    [
        ("en", "said that "),
        ("es", "dijo que "),
        ("fr", "a dit que "),
        ("ru", "сказал, что "),
        ("zh", "，他说"),
        ("ar", "قال إن "),
    ],
)
def test_cues_that_are_left_out_of_a_sentence_are_told(language, cue):
    text = cue * 60
    unread = extracted(text, language=language).unread
    assert unread
    assert all(0 < span.start < span.end <= len(text) for span in unread)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_an_article_is_read_to_its_end(language):
    """Whatever stands in the labelled articles is less than what is left unread."""
    for path in sorted(Path(__file__).with_name("gold").joinpath("tune").glob(f"{language}-*.article")):
        row = read_article(path.read_text("utf-8"), name=path.name)
        assert extracted(row["text"], language=language).unread == []
