"""What became of quoted words in a later copy: there, moved, edited or removed; punctuation is no change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.drifting import Appearance, LaterText, difference, is_cut_off, look_for

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


@pytest.mark.parametrize(
    ("said", "later"),
    [
        ("prices rose by 3.5 points", "prices rose by 35 points"),
        ("the share grew by 5 % in a year", "the share grew by 5 in a year"),
        ("it was -5 degrees on the quay", "it was 5 degrees on the quay"),
        ("the bridge costs $40 a metre now", "the bridge costs €40 a metre now"),
        ("nobody will pay more than 5", "nobody will pay more than 5.5"),
        ("the toll will rise by 5", "the toll will rise by 5 %"),
    ],
)
def test_a_sign_of_a_number_is_no_punctuation(said, later):
    one = Appearance(said, (said,), "She said: “", "”, and left.")
    text = "The works go on.\n\nShe said: “{}”, and left."
    assert state(text.format(said), one) == ("intact", False)
    assert state(text.format(later), one) == ("edited", True)


@pytest.mark.parametrize(
    ("said", "later"),
    [("they paid 3,500 in all", "they paid 3500 in all"), ("خسرنا ٣٫٥ في المئة", "خسرنا 3.5 في المئة")],
)
def test_how_a_number_is_written_is_no_change(said, later):
    one = Appearance(said, (said,), "She said: “", "”, and left.")
    assert state(f"She said: “{later}”, and left.", one) == ("intact", False)


def test_short_words_are_not_found_inside_of_longer_ones():
    one = Appearance("no limits", ("no limits",), "She said: “", "”, and left.")
    text = "The works go on.\n\nThe casino limits nothing; they saw uno limits today. “No limitsters”, and left."
    assert state(text, one)[0] != "intact"
    assert state("It has “no limits”.", one) == ("moved", False)
    arabic = Appearance("حدود", ("حدود",), "ليس لها «", "».")
    assert state("ليس لها «الحدود» اليوم", arabic)[0] not in ("intact", "moved")
    assert state("ليس لها «حُدودٌ» اليوم", arabic)[0] in ("intact", "moved")
    chinese = Appearance("没有上限", ("没有上限",), "他说：“", "”。")
    assert state("他说我们的友谊没有上限啊", chinese)[0] in ("intact", "moved")


def test_words_in_marks_that_only_begin_a_longer_word_are_touched():
    clause = "they call it a “free” port for all of the ships"
    text = "they call it a “freezing” port for all of the ships"
    found = look_for(Appearance(clause, ("free",)), LaterText(text, blocks(text)))
    assert (found.state, found.touches_quote) == ("edited", True)


def test_a_like_passage_that_stood_beside_the_words_is_not_what_became_of_them():
    beside = "We will open the southern quay before the first snow falls"
    text = f"{TEXT}\n\nThe treasurer added: “{beside}.”"
    one = Appearance(QUOTE, (QUOTE,), ONE.prefix, ONE.suffix, text)
    assert state(text, one)[0] == "intact"
    assert state(text.replace(QUOTE, "Nothing to say of it"), one) == ("removed", True)
    shortened = text.replace(QUOTE, QUOTE.removesuffix(" before the first snow falls"))
    assert state(shortened, one) == ("edited", True)


def test_a_text_that_stops_before_the_words_proves_nothing():
    before = "\n\n".join(f"Paragraph {number}: the ferry crews waited on the old quay." for number in range(9))
    after = "\n\n".join(f"Later {number}: the lamps were lit along the long wall." for number in range(9))
    text = f"{before}\n\n{TEXT}\n\n{after}"
    one = Appearance(QUOTE, (QUOTE,), ONE.prefix, ONE.suffix, text)
    assert is_cut_off(one, LaterText(before, blocks(before)))
    removed = text.replace(QUOTE, "Nothing")
    assert not is_cut_off(one, LaterText(removed, blocks(removed)))
    ended_anew = f"{before}\n\nOn Monday the outlet wrote another end for this report."
    assert not is_cut_off(one, LaterText(ended_anew, blocks(ended_anew)))


def test_long_words_are_found_by_their_ends():
    long = " ".join(f"sentence {number} of the speech about the quay and the snow" for number in range(80))
    text = f"Before it.\n\n{long.replace('sentence 40', 'paragraph forty')}\n\nAfter it."
    found = look_for(Appearance(long, (long,)), LaterText(text, blocks(text)))
    assert (found.state, found.touches_quote) == ("edited", True)
    assert "paragraph forty" in found.words
    assert abs(len(found.words) - len(long)) < 20
