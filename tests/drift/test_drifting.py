"""What became of quoted words in a later copy: there, moved, edited or removed; punctuation is no change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.drifting import Appearance, LaterText, difference, look_for

QUOTE = "We will open the northern quay before the first snow falls"
TEXT = (
    "The harbour works go on through the winter.\n\n"
    f"Harbour Minister Dana Ilves said: “{QUOTE}.” She smiled at the ferry crews.\n\n"
    "The treasurer was not there, and nobody asked about the bridge."
)
ONE = Appearance(QUOTE, (QUOTE,), "Harbour Minister Dana Ilves said: “", ".” She smiled at the ferry crews.")


def blocks(text: str, kind: str = "body") -> list[dict[str, object]]:
    found, at = [], 0
    for part in text.split("\n\n"):
        found.append({"kind": kind, "start": at, "end": at + len(part)})
        at += len(part) + 2
    return found


def state(text: str, one: Appearance = ONE) -> tuple[str, bool]:
    found = look_for(one, LaterText(text, blocks(text)))
    return found.state, found.touches_quote


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text, ("intact", False)),
        (lambda text: "Updated on Monday.\n\nMore words first.\n\n" + text, ("intact", False)),
        (
            lambda text: text.replace("“", '"').replace(".”", '!"').replace("quay before", "quay,\n before"),
            ("intact", False),
        ),
        (lambda text: text.replace("We will", "we will"), ("intact", False)),
        (
            lambda text: text.split("\n\n")[0] + f"\n\nOn Monday she told the crews “{QUOTE}”, they say.",
            ("moved", False),
        ),
        (lambda text: text.replace("northern quay", "southern quay"), ("edited", True)),
        (lambda text: text.replace("We will open", "We will not open"), ("edited", True)),
        (lambda text: text.split("\n\n")[0] + "\n\n" + text.split("\n\n")[2], ("removed", True)),
    ],
    ids=["same", "more before", "punctuation", "case", "moved", "word", "negated", "removed"],
)
def test_what_became_of_the_words(change, expected):
    assert state(change(TEXT)) == expected


def test_an_edit_outside_of_the_marks_does_not_touch_the_quote():
    clause = f"the minister would “{QUOTE}” if she were asked"
    one = Appearance(clause, (QUOTE,))
    text = f"It was said that the minister might perhaps “{QUOTE}” if she were asked again."
    found = look_for(one, LaterText(text, blocks(text)))
    assert (found.state, found.touches_quote) == ("edited", False)


def test_arabic_vowel_signs_and_letter_forms_are_no_change():
    words = "الصداقة بينهما ليس لها حدود ولا حظر فيها على التعاون"
    text = f"وقال البيان إن «{words}»."
    one = Appearance(words, (words,), "وقال البيان إن «", "».")
    varied = text.replace("الصداقة", "الصَّداقــة").replace("على", "علي")
    assert state(varied, one) == ("intact", False)
    assert state(varied.replace("ليس لها حدود", "لها حدود"), one) == ("edited", True)


def test_words_that_survive_in_the_furniture_alone_are_not_there():
    text = f"Other news of the day.\n\n{QUOTE}"
    marked = [{"kind": "body", "start": 0, "end": 22}, {"kind": "chrome", "start": 24, "end": len(text)}]
    assert look_for(ONE, LaterText(text, marked)).state == "removed"


def test_a_difference_shows_both_sides_word_by_word():
    pieces = difference("We will open the northern quay", "We will not open the southern quay")
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == "We will open the northern quay"
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == "We will not open the southern quay"
    assert [piece.text.strip() for piece in pieces if piece.kind == "gone"] == ["northern"]
    assert [piece.text.strip() for piece in pieces if piece.kind == "new"] == ["not", "southern"]


@given(st.text(min_size=1, max_size=300), st.text(max_size=120), st.integers(0, 300))
def test_any_text_is_looked_at_without_an_error(text: str, words: str, cut: int) -> None:
    found = look_for(Appearance(words or "x"), LaterText(text, blocks(text)))
    assert found.place is None or found.place.of(text) == found.words
    clause = text[cut % len(text) :][:40]
    if any(character.isalnum() for character in clause) and "\n\n" not in text:
        assert look_for(Appearance(clause), LaterText(text, blocks(text))).state in ("intact", "moved")


def test_a_hostile_text_costs_little():
    text = "\n\n".join(["a" * 5000] * 200)
    found = look_for(Appearance("b" * 400), LaterText(text, blocks(text)))
    assert found.state == "removed"
